"""Enrolling from a file through the pages: upload, confirm, correct, and upload again."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from tests.cast import Cast
from waymark.ground.cohorts.models import Cohort, Enrolment
from waymark.ground.people.models import Email
from waymark.journey.apply import actions
from waymark.journey.apply.enrolment_files.models import EnrolmentFile, UploadedBytes
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
    assert text.splitlines()[1].startswith("'=SUM(A1),Lee,no address,,,,3,“no address” is not a complete")
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


def test_a_misread_file_is_noticed_and_read_as_the_lead_chooses(cast: Cast, spring: Cohort) -> None:
    grace = cast.browser("grace")
    rows = [["JosŽ", "Nœ–ez", "jose@a.example", "", ""], make_person(3)]
    address = upload(grace, make_csv(rows)).headers["location"]
    page = grace.get(address).content.decode()
    assert "Are these names right?" in page
    assert "José Núñez" in page
    assert "No one is enrolled yet" in page
    refused = grace.post(f"{address}confirmation/")
    assert refused.status_code == 422
    assert "Choose how the names should be read first" in refused.content.decode()
    assert grace.post(f"{address}reading/").status_code == 422
    assert grace.post(f"{address}reading/", {"encoding": "KOI8-R"}).status_code == 422
    chosen = grace.post(f"{address}reading/", {"encoding": "Mac Roman taken for Windows-1252"})
    assert chosen.headers["location"] != address
    assert grace.get(address).headers["location"] == chosen.headers["location"]
    assert "2 people can be enrolled" in grace.get(chosen.headers["location"]).content.decode()
    grace.post(f"{chosen.headers['location']}confirmation/")
    assert Enrolment.objects.filter(cohort=spring, person__family_name="Núñez").count() == 1
    assert not UploadedBytes.objects.exists()
    again = grace.post(f"{address}reading/", {"encoding": "Mac Roman taken for Windows-1252"})
    assert again.headers["location"] == chosen.headers["location"]
    other = grace.post(f"{address}reading/", {"encoding": "UTF-8"})
    assert other.status_code == 422
    assert "Someone has chosen how to read this file already" in other.content.decode()


def test_a_doubtful_row_is_enrolled_with_the_name_that_the_lead_enters(cast: Cast, spring: Cohort) -> None:
    grace = cast.browser("grace")
    rows = [
        ["Jos?", "Lee", "jose@a.example", "", ""],
        ["Zo?", "Roe", "zoe@a.example", "", ""],
        make_person(3),
    ]
    address = upload(grace, make_csv(rows)).headers["location"]
    page = grace.get(address).content.decode()
    assert "1 person can be enrolled, 2 rows need checking" in page
    empty = {"right-2": "on", "given_name-2": " ", "family_name-2": ""}
    refused = grace.post(f"{address}confirmation/", empty)
    assert refused.status_code == 422
    assert "Enter the name in line 2" in refused.content.decode()
    assert not Enrolment.objects.filter(cohort=spring).exists()
    sent = {"right-2": "on", "given_name-2": "José", "family_name-2": "Lee", "given_name-3": "Zoë"}
    done = grace.post(f"{address}confirmation/", sent, follow=True).content.decode()
    assert "2 people were enrolled" in done
    assert "Rows that were left out" in done
    names = {enrolment.person.name for enrolment in Enrolment.objects.filter(cohort=spring)}
    assert names == {"José Lee", "Renée Ashgrove-Kyte"} or "José Lee" in names
    left_out = grace.get(f"{address}rows-to-correct/").content.decode("utf-8-sig")
    assert "Zo?" in left_out
    assert "Jos" not in left_out


def test_changes_to_a_known_person_are_made_only_where_they_are_selected(cast: Cast, spring: Cohort) -> None:
    grace, amina = cast.browser("grace"), cast.people["amina"]
    row = ["Aminata", amina.family_name, amina.email, "9999555", "Fjordhaven School"]
    address = upload(grace, make_csv([row, make_person(3)])).headers["location"]
    page = grace.get(address).content.decode()
    assert f"Change the name from {amina.name} to Aminata {amina.family_name}" in page
    assert "checked" not in page
    grace.post(f"{address}confirmation/", {"accept-2-trn": "on"})
    amina.refresh_from_db()
    assert (amina.given_name, amina.trn) == ("Amina", "9999555")
    assert amina.organisation is None or amina.organisation.name != "Fjordhaven School"


def test_a_file_that_waits_for_a_day_is_deleted_and_uploaded_again(cast: Cast, spring: Cohort) -> None:
    grace = cast.browser("grace")
    address = upload(grace, make_csv([["JosŽ", "Nœ–ez", "jose@a.example", "", ""]])).headers["location"]
    assert actions.forget_uploaded_bytes(before=cast.at - timedelta(days=1)) == 0
    assert actions.forget_uploads_of(provider_id=cast.ucl.pk) == 0
    assert actions.forget_uploaded_bytes(before=cast.at + timedelta(seconds=1)) == 1
    assert "Upload this file again" in grace.get(address).content.decode()
    assert grace.post(f"{address}reading/", {"encoding": "UTF-8"}).status_code == 422
