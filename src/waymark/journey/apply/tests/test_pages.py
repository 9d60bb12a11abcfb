"""Who may enter, and what the pages do with good, bad and repeated input."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.cast import Cast
from waymark.ground.cohorts import actions as cohorts
from waymark.ground.cohorts.models import Cohort, Enrolment
from waymark.ground.people.models import Letter
from waymark.ground.people.roles import Role
from waymark.journey.apply import queries
from waymark.journey.apply.models import Application, EnrolmentFile
from waymark.journey.apply.tests.makers import make_cohort_of_120, make_csv, make_person

ANSWERS = {
    "name": {"given_name": "Ottoline", "family_name": "Pebbleworth"},
    "email": {"email": "Ottoline@pebbleworth.example"},
    "trn": {"trn": "99901"},
    "job": {"job": "Executive headteacher"},
    "organisation": {"organisation": "Pebbleworth Trust"},
    "sponsor": {"sponsor_name": "Rosalind Quill", "sponsor_email": "chair@pebbleworth.example"},
    "reason": {"reason": "Two schools are joining us."},
}
WAY = "/programmes/llse-npqel/applications/spring-2027/"


@pytest.fixture
def spring(cast: Cast) -> Cohort:
    """A cohort of LLSE that is still to start."""
    return cohorts.open_cohort(
        programme=cast.cohort.programme, name="Spring 2027", starts_on=date(2027, 4, 26), by=None, at=cast.at
    )


def answer_all(client: Client) -> None:
    for step, answers in ANSWERS.items():
        assert client.post(f"{WAY}{step}/", answers).status_code == 302


def apply(client: Client) -> Application:
    answer_all(client)
    client.post(f"{WAY}check/")
    return Application.objects.latest("id")


# --- who may enter -------------------------------------------------------------------------------------------

PUBLIC = ["/programmes/", "/programmes/llse-npqel/", "/programmes/ucl-npqel-2025/", f"{WAY}name/"]
LEADS = ["/cohorts/", "/cohorts/new/", "/cohorts/spring-2027/", "/cohorts/spring-2027/applications/",
         "/cohorts/spring-2027/enrolment-files/", "/programmes/llse-npqel/versions/"]  # fmt: skip


@pytest.mark.parametrize("address", PUBLIC)
def test_everyone_may_read_and_apply(cast: Cast, spring: Cohort, address: str) -> None:
    assert Client().get(address).status_code == 200
    assert cast.browser("amina").get(address).status_code == 200


@pytest.mark.parametrize("address", LEADS)
def test_only_the_lead_of_the_provider_enters(cast: Cast, spring: Cohort, address: str) -> None:
    assert cast.browser("grace").get(address).status_code == 200
    assert Client().get(address).status_code == 302
    for who in ("amina", "fay", "hugo", "chioma", "simi", "jonas", "uma"):
        assert cast.browser(who).get(address).status_code == 403
    if "llse" in address or "spring" in address:
        assert cast.browser("finn").get(address).status_code == 404


def test_another_provider_reaches_neither_application_nor_file(cast: Cast, spring: Cohort) -> None:
    sent = apply(Client())
    grace, finn = cast.browser("grace"), cast.browser("finn")
    bring(grace, make_csv([make_person(1)]))
    file = EnrolmentFile.objects.get()
    for tail in (
        f"applications/{sent.reference}/",
        f"enrolment-files/{file.pk}/",
        f"enrolment-files/{file.pk}/rows-to-mend/",
    ):
        for slug in ("spring-2027", "ucl-spring-2025"):
            assert finn.get(f"/cohorts/{slug}/{tail}").status_code == 404
    for tail in (f"applications/{sent.reference}/acceptance/", f"enrolment-files/{file.pk}/confirmation/"):
        assert finn.post(f"/cohorts/spring-2027/{tail}").status_code == 404
        assert finn.post(f"/cohorts/ucl-spring-2025/{tail}").status_code == 404
    assert (
        finn.post("/cohorts/spring-2027/staff/", {"person": cast.fay.pk, "role": "coach"}).status_code == 404
    )
    assert not Enrolment.objects.filter(cohort=spring).exists()


# --- programme pages -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("slug", "says"),
    [
        ("llse-npqel", ["70 h", "more than 90%", "63 h 1 m or more", "Face to face workshops", "neither the provider",
                        "Ask us", "1,500", "Assumed", "npq@llse.example", "School culture"]),
        ("ucl-npqel-2025", ["74 h", "at least 90%", "66 h 36 m or more", "£4,099 + VAT", "£4,918.80 with VAT",
                            "75 hours", "Residential 1", "Manchester or Oxford", "September 2025",
                            "Programme Impact Report"]),
    ],
)  # fmt: skip
def test_a_programme_page_says_what_the_pack_says(cast: Cast, slug: str, says: list[str]) -> None:
    text = Client().get(f"/programmes/{slug}/").content.decode()
    assert not [each for each in says if each not in text]
    assert "No cohort is open for applications now" in text


def test_apply_leads_to_cohorts_that_are_still_to_start(cast: Cast, spring: Cohort) -> None:
    text = Client().get("/programmes/llse-npqel/").content.decode()
    assert "Apply for Spring 2027" in text
    assert "LLSE spring 2025" not in text


def test_a_programme_page_asks_little_of_the_database(
    cast: Cast, spring: Cohort, django_assert_max_num_queries: Any
) -> None:
    Client().get("/programmes/llse-npqel/")
    with django_assert_max_num_queries(3):
        Client().get("/programmes/llse-npqel/")


def test_a_programme_that_is_not_there(cast: Cast) -> None:
    assert Client().get("/programmes/nothing/").status_code == 404


# --- the application -----------------------------------------------------------------------------------------


def test_an_application_from_the_first_question_to_the_reference(cast: Cast, spring: Cohort) -> None:
    visitor = Client()
    assert visitor.get(WAY).headers["location"].endswith("/name/")
    answer_all(visitor)
    checked = visitor.get(f"{WAY}check/").content.decode()
    assert "ottoline@pebbleworth.example" in checked
    assert "0099901" in checked
    answer = visitor.post(f"{WAY}check/")
    assert answer.headers["location"] == f"{WAY}sent/"
    sent = Application.objects.get()
    assert sent.reference in visitor.get(f"{WAY}sent/").content.decode()
    assert Letter.objects.get(to=sent.email).once == f"application:{sent.pk}:received"
    assert Client().get(f"{WAY}sent/").status_code == 404


def test_pressing_apply_twice_makes_one_application(cast: Cast, spring: Cohort) -> None:
    visitor = Client()
    answer_all(visitor)
    session = dict(visitor.session.items())
    visitor.post(f"{WAY}check/")
    visitor.post(f"{WAY}check/")
    kept = visitor.session
    for key, value in session.items():  # the second press arrives before the first has answered
        kept[key] = value
    kept.save()
    visitor.post(f"{WAY}check/")
    assert Application.objects.count() == 1
    assert Letter.objects.count() == 1


def test_change_returns_to_the_check(cast: Cast, spring: Cohort) -> None:
    visitor = Client()
    answer_all(visitor)
    page = visitor.get(f"{WAY}check/").content.decode()
    assert f"{WAY}job/?check" in page
    answer = visitor.post(f"{WAY}job/?check", {"job": "Chief executive"})
    assert answer.headers["location"] == f"{WAY}check/"
    assert "Chief executive" in visitor.get(f"{WAY}check/").content.decode()


def test_the_check_waits_for_every_answer(cast: Cast, spring: Cohort) -> None:
    visitor = Client()
    visitor.post(f"{WAY}name/", ANSWERS["name"])
    assert visitor.post(f"{WAY}check/").headers["location"] == f"{WAY}email/"
    assert not Application.objects.exists()


@pytest.mark.parametrize(
    ("step", "answers", "says"),
    [
        ("name", {"given_name": "", "family_name": "Quill"}, "Fill in “Given name”."),
        ("name", {"given_name": "Zo\x00e", "family_name": "Quill"}, "cannot be kept"),
        ("email", {"email": "nobody"}, "Enter an e-mail address in full"),
        ("trn", {"trn": "12"}, "Enter your teacher reference number, 7 digits"),
        ("reason", {"reason": "x" * 5_000_000}, "5000000 characters"),
    ],
)
def test_bad_answers_come_back_with_a_sentence(
    cast: Cast, spring: Cohort, step: str, answers: dict[str, str], says: str
) -> None:
    answer = Client().post(f"{WAY}{step}/", answers)
    assert answer.status_code == 422
    assert says in answer.content.decode()


def test_half_of_a_surrogate_pair_comes_back_with_a_sentence(cast: Cast, spring: Cohort) -> None:
    form = "application/x-www-form-urlencoded"
    answer = Client().post(f"{WAY}job/", b"job=head%ED%A0%80", content_type=form)
    assert answer.status_code == 422
    assert "cannot be kept" in answer.content.decode()


def test_a_cohort_that_has_started_is_not_applied_for(cast: Cast) -> None:
    assert Client().get("/programmes/llse-npqel/applications/llse-spring-2025/name/").status_code == 404


def test_the_lead_accepts_once(cast: Cast, spring: Cohort) -> None:
    sent = apply(Client())
    grace = cast.browser("grace")
    page = f"/cohorts/spring-2027/applications/{sent.reference}/"
    assert "Two schools are joining us." in grace.get(page).content.decode()
    assert grace.post(f"{page}acceptance/").status_code == 302
    enrolment = Enrolment.objects.get(cohort=spring)
    assert (enrolment.person.email, enrolment.person.trn) == ("ottoline@pebbleworth.example", "0099901")
    letters = list(Letter.objects.filter(to=sent.email).order_by("id"))
    assert len(letters) == 3
    assert "/accounts/invitations/" in letters[2].text
    again = grace.post(f"{page}acceptance/")
    assert again.status_code == 422
    assert "decided already: accepted" in again.content.decode()
    assert "decided already" in grace.post(f"{page}rejection/", {"reason": "cohort_full"}).content.decode()
    assert Letter.objects.filter(to=sent.email).count() == 3


def test_the_lead_rejects_with_a_reason(cast: Cast, spring: Cohort) -> None:
    sent = apply(Client())
    grace = cast.browser("grace")
    page = f"/cohorts/spring-2027/applications/{sent.reference}/"
    assert grace.post(f"{page}rejection/", {"note": "Kept as typed"}).status_code == 422
    assert (
        grace.post(f"{page}rejection/", {"reason": "cohort_full", "note": "Autumn has room."}).status_code
        == 302
    )
    letter = Letter.objects.get(to=sent.email, once__endswith="decided")
    assert "Every place in this cohort is taken." in letter.text
    assert "Autumn has room." in letter.text
    assert not Enrolment.objects.filter(cohort=spring).exists()


def test_the_lead_is_told_that_an_address_is_known(cast: Cast, spring: Cohort) -> None:
    visitor = Client()
    answer_all(visitor)
    visitor.post(f"{WAY}email/", {"email": cast.people["amina"].email})
    visitor.post(f"{WAY}check/")
    sent = Application.objects.get()
    grace = cast.browser("grace")
    page = f"/cohorts/spring-2027/applications/{sent.reference}/"
    assert "known here as Amina Castellane" in grace.get(page).content.decode()
    assert grace.post(f"{page}acceptance/").status_code == 302
    assert Enrolment.objects.get(cohort=spring).person == cast.people["amina"]
    assert not Letter.objects.filter(once__startswith="invitation").exists()


def test_what_the_room_holds_about_a_person(cast: Cast, spring: Cohort) -> None:
    sent = apply(Client())
    cast.browser("grace").post(f"/cohorts/spring-2027/applications/{sent.reference}/acceptance/")
    person = Enrolment.objects.get(cohort=spring).person
    assert [paper["reference"] for paper in queries.papers_of(person=person)] == [sent.reference]
    assert queries.papers_of(person=cast.uma.person) == []


def test_the_list_of_applications_asks_no_more_for_more_rows(
    cast: Cast, spring: Cohort, django_assert_max_num_queries: Any
) -> None:
    for _ in range(12):
        apply(Client())
    grace = cast.browser("grace")
    grace.get("/cohorts/spring-2027/applications/")
    with django_assert_max_num_queries(8):
        text = grace.get("/cohorts/spring-2027/applications/").content.decode()
    assert "12 applications wait for a decision" in text


# --- enrolment files -----------------------------------------------------------------------------------------

FILES = "/cohorts/spring-2027/enrolment-files/"


def bring(client: Client, data: bytes, name: str = "people.csv") -> Any:
    return client.post(FILES, {"file": SimpleUploadedFile(name, data)})


def test_a_file_of_120_in_two_steps(cast: Cast, spring: Cohort, django_assert_max_num_queries: Any) -> None:
    people, bad, _ = make_cohort_of_120()
    grace = cast.browser("grace")
    data = make_csv(
        [[cell.replace("Ł", "L") for cell in row] for row in people], delimiter=";", encoding="cp1252"
    )
    address = bring(grace, data).headers["location"]
    assert not Enrolment.objects.filter(cohort=spring).exists()
    with django_assert_max_num_queries(8):
        text = grace.get(address).content.decode()
    assert f"{120 - len(bad)} people can be enrolled, {len(bad)} rows need mending" in text
    assert "Windows-1252" in text
    assert "The TRN had lost its leading zeros; read as 0099901." in text
    done = grace.post(f"{address}confirmation/", follow=True).content.decode()
    assert f"{120 - len(bad)} people are enrolled in Spring 2027 and invited by letter." in done
    assert Enrolment.objects.filter(cohort=spring).count() == 120 - len(bad)
    assert Letter.objects.count() == 120 - len(bad)
    grace.post(f"{address}confirmation/")
    again = bring(grace, data).headers["location"]
    assert "Nobody can be enrolled" in grace.get(again).content.decode()
    grace.post(f"{again}confirmation/")
    assert Enrolment.objects.filter(cohort=spring).count() == 120 - len(bad)
    assert Letter.objects.count() == 120 - len(bad)


def test_bad_rows_go_out_and_come_back_mended(cast: Cast, spring: Cohort) -> None:
    grace = cast.browser("grace")
    rows = [make_person(1), ["=SUM(A1)", "Lee", "no address", "", ""], make_person(3)]
    address = bring(grace, make_csv(rows)).headers["location"]
    answer = grace.get(f"{address}rows-to-mend/")
    text = answer.content.decode("utf-8-sig")
    assert answer.headers["content-type"].startswith("text/csv")
    assert text.splitlines()[1].startswith("'=SUM(A1),Lee,no address,,,3,“no address” is not")
    mended = text.replace("'=SUM(A1)", "Ann").replace("no address,", "ann@lee.example,", 1)
    again = bring(grace, mended.encode("utf-8-sig")).headers["location"]
    assert "1 person can be enrolled" in grace.get(again).content.decode()


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "The file is empty"),
        (b"PK\x03\x04", "This is a workbook"),
        (b"a" * (5 * 1024 * 1024 + 1), "larger than 5 MB"),
        (b"phone\n1\n", "must name the columns"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_in_words(
    cast: Cast, spring: Cohort, data: bytes, says: str
) -> None:
    answer = bring(cast.browser("grace"), data)
    assert answer.status_code == 422
    assert says in answer.content.decode()
    assert not EnrolmentFile.objects.exists()


def test_a_name_that_cannot_be_kept_is_shown_and_kept_otherwise(cast: Cast, spring: Cohort) -> None:
    grace = cast.browser("grace")
    person = make_person(1)
    person[0] = "Zo\x00e"
    address = bring(grace, make_csv([person, make_person(2)]), "people\x00.csv").headers["location"]
    assert "1 person can be enrolled, 1 row needs mending" in grace.get(address).content.decode()


# --- cohorts -------------------------------------------------------------------------------------------------


def test_a_cohort_is_looked_at_before_it_is_opened(cast: Cast) -> None:
    grace = cast.browser("grace")
    asked = {"programme": str(cast.cohort.programme_id), "name": "Autumn 2026", "starts_on": "2026-12-07"}
    shown = grace.get("/cohorts/new/", asked)
    text = shown.content.decode()
    assert "Nothing is opened yet" in text
    assert not Cohort.objects.filter(name="Autumn 2026").exists()
    assert grace.post("/cohorts/new/", asked).headers["location"] == "/cohorts/autumn-2026/"
    assert "Autumn 2026" in grace.get("/cohorts/").content.decode()
    taken = grace.post("/cohorts/new/", asked)
    assert taken.status_code == 422
    assert "There is a cohort called Autumn 2026 already" in taken.content.decode()
    assert Cohort.objects.filter(name="Autumn 2026").count() == 1


def test_a_session_on_a_bank_holiday_is_warned_of(cast: Cast) -> None:
    asked = {"programme": str(cast.cohort.programme_id), "name": "Christmas", "starts_on": "2026-12-10"}
    text = cast.browser("grace").get("/cohorts/new/", asked).content.decode()
    assert "a bank holiday" in text
    assert "on a bad day" in text


@pytest.mark.parametrize(
    "asked",
    [
        {"programme": "999999", "name": "X", "starts_on": "2027-01-01"},
        {"programme": "", "name": "", "starts_on": "31 February 2027"},
        {"programme": "1", "name": "New", "starts_on": "2027-01-04"},
        {"programme": "1", "name": "\x00", "starts_on": "9999-12-31"},
    ],
)
def test_a_cohort_with_bad_answers_is_not_opened(cast: Cast, asked: dict[str, str]) -> None:
    grace = cast.browser("grace")
    before = Cohort.objects.count()
    assert grace.get("/cohorts/new/", asked).status_code == 422
    assert grace.post("/cohorts/new/", asked).status_code == 422
    assert Cohort.objects.count() == before


def test_another_providers_version_cannot_be_opened(cast: Cast) -> None:
    asked = {"programme": str(cast.ucl_cohort.programme_id), "name": "Theirs", "starts_on": "2027-01-04"}
    assert cast.browser("grace").post("/cohorts/new/", asked).status_code == 422


def test_a_year_beyond_the_calendar_is_said(cast: Cast) -> None:
    asked = {"programme": str(cast.cohort.programme_id), "name": "Late", "starts_on": "9999-12-01"}
    grace = cast.browser("grace")
    assert grace.get("/cohorts/new/", asked).status_code == 422
    assert grace.post("/cohorts/new/", asked).status_code == 422


def test_staff_are_added_once_and_never_from_among_the_participants(cast: Cast) -> None:
    grace = cast.browser("grace")
    chosen = {"person": cast.petra.pk, "role": "facilitator"}
    for _ in range(2):
        assert grace.post("/cohorts/llse-spring-2025/staff/", chosen).status_code == 302
    page = grace.get("/cohorts/llse-spring-2025/").content.decode()
    assert page.count("Petra Lindqvist<span") == 2  # as setter, and now as facilitator
    answer = grace.post(
        "/cohorts/llse-spring-2025/staff/", {"person": cast.people["amina"].pk, "role": "coach"}
    )
    assert answer.status_code == 422
    nora = cast.person("nora", "Nora", "Vale", Role.FACILITATOR)
    cohorts.enrol(cohort=cast.cohort, person=nora, by=None, at=cast.at)
    refused = grace.post("/cohorts/llse-spring-2025/staff/", {"person": nora.pk, "role": "coach"})
    assert refused.status_code == 422
    assert "takes part in this cohort" in refused.content.decode()


def test_the_cohort_page_asks_no_more_for_more_people(
    cast: Cast, spring: Cohort, django_assert_max_num_queries: Any
) -> None:
    grace = cast.browser("grace")
    bring(grace, make_csv([make_person(number) for number in range(40)]))
    grace.post(f"{FILES}{EnrolmentFile.objects.get().pk}/confirmation/")
    grace.get("/cohorts/spring-2027/")
    with django_assert_max_num_queries(18):
        text = grace.get("/cohorts/spring-2027/").content.decode()
    assert "40 participants" in text


def test_versions_show_what_the_checker_found(cast: Cast) -> None:
    text = cast.browser("grace").get("/programmes/llse-npqel/versions/").content.decode()
    assert cast.cohort.programme.pack_id[:12] in text
    assert "warnings" in text
    assert "LLSE spring 2025" in text
