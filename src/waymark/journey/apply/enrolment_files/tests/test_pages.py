"""Enrolling from a file through the pages: upload, confirm, correct, and upload again."""

from __future__ import annotations

from typing import Any

import pytest

from tests.cast import Cast
from waymark.ground.cohorts.models import Cohort, Enrolment
from waymark.ground.people.models import Email
from waymark.journey.apply.enrolment_files.models import EnrolmentFile
from waymark.journey.apply.enrolment_files.tests.makers import make_csv, make_person, make_rows_of_120, upload


def test_a_file_of_120_people_is_enrolled_in_two_steps(
    cast: Cast, spring: Cohort, django_assert_max_num_queries: Any
) -> None:
    people, bad, _ = make_rows_of_120()
    grace = cast.browser("grace")
    data = make_csv(
        [[cell.replace("Ł", "L") for cell in row] for row in people], delimiter=";", encoding="cp1252"
    )
    address = upload(grace, data).headers["location"]
    assert not Enrolment.objects.filter(cohort=spring).exists()
    with django_assert_max_num_queries(8):
        text = grace.get(address).content.decode()
    assert f"{120 - len(bad)} people can be enrolled, {len(bad)} rows need correcting" in text
    assert "Windows-1252" in text
    assert "The TRN had lost its leading zeros. We read it as 0099901." in text
    done = grace.post(f"{address}confirmation/", follow=True).content.decode()
    assert f"{120 - len(bad)} people in Spring 2027. We’ve emailed them." in done
    assert Enrolment.objects.filter(cohort=spring).count() == 120 - len(bad)
    assert Email.objects.count() == 120 - len(bad)
    grace.post(f"{address}confirmation/")
    again = upload(grace, data).headers["location"]
    assert "No one can be enrolled" in grace.get(again).content.decode()
    repeated = grace.post(f"{again}confirmation/", follow=True).content.decode()
    assert "No one was enrolled. Everyone in this file is already in the cohort." in repeated
    assert Enrolment.objects.filter(cohort=spring).count() == 120 - len(bad)
    assert Email.objects.count() == 120 - len(bad)


def test_bad_rows_can_be_downloaded_corrected_and_uploaded(cast: Cast, spring: Cohort) -> None:
    grace = cast.browser("grace")
    rows = [make_person(1), ["=SUM(A1)", "Lee", "no address", "", ""], make_person(3)]
    address = upload(grace, make_csv(rows)).headers["location"]
    answer = grace.get(f"{address}rows-to-correct/")
    text = answer.content.decode("utf-8-sig")
    assert answer.headers["content-type"].startswith("text/csv")
    assert text.splitlines()[1].startswith("'=SUM(A1),Lee,no address,,,3,“no address” is not a complete")
    corrected = text.replace("'=SUM(A1)", "Ann").replace("no address,", "ann@lee.example,", 1)
    again = upload(grace, corrected.encode("utf-8-sig")).headers["location"]
    assert "1 person can be enrolled" in grace.get(again).content.decode()


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "The file is empty"),
        (b"PK\x03\x04", "This is a spreadsheet"),
        (b"a" * (5 * 1024 * 1024 + 1), "smaller than 5 MB"),
        (b"phone\n1\n", "must name the columns"),
    ],
)
def test_an_unreadable_file_is_refused_with_a_sentence(
    cast: Cast, spring: Cohort, data: bytes, sentence: str
) -> None:
    answer = upload(cast.browser("grace"), data)
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert not EnrolmentFile.objects.exists()


def test_a_name_with_a_nul_is_shown_as_a_row_to_correct(cast: Cast, spring: Cohort) -> None:
    grace = cast.browser("grace")
    person = make_person(1)
    person[0] = "Zo\x00e"
    address = upload(grace, make_csv([person, make_person(2)]), "people\x00.csv").headers["location"]
    assert "1 person can be enrolled, 1 row needs correcting" in grace.get(address).content.decode()
