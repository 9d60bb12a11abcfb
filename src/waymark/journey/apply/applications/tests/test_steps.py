"""Each page of an application: what it accepts, what it says, what it leads to."""

from __future__ import annotations

import pytest
from django.test import Client

from tests.cast import Cast
from waymark.ground.cohorts.models import Cohort
from waymark.ground.people.rules import TrnProblem, trn_of, trn_problem
from waymark.ground.schools.tests.makers import load, school
from waymark.journey.apply.applications import steps
from waymark.journey.apply.applications.models import Application, ApplicationDraft
from waymark.journey.apply.applications.printing import not_printed
from waymark.journey.apply.applications.rules import RoleAtWork, SponsorRole, sponsor_for
from waymark.journey.apply.applications.steps import Answering
from waymark.journey.apply.applications.tests.makers import APPLY, answer_every_question, apply


def post(client: Client, step: str, **answers: str) -> tuple[int, str]:
    """The status, and where it leads or what the page says."""
    answer = client.post(f"{APPLY}{step}/", answers)
    return answer.status_code, answer.headers.get("location", "") or answer.content.decode()


@pytest.mark.parametrize(
    ("typed", "trn"),
    [
        ("1234567", "1234567"),
        ("RP99/12345", "9912345"),
        ("12/34567", "1234567"),
        (" 12 345 ", "0012345"),
        ("TRN: 0012345", "0012345"),
        ("123456", "0123456"),
    ],
)
def test_a_trn_is_read_as_people_write_it(typed: str, trn: str) -> None:
    assert trn_problem(typed) is None
    assert trn_of(typed) == trn


@pytest.mark.parametrize(
    ("typed", "problem"),
    [
        ("", TrnProblem.MISSING),
        ("QQ123456C", TrnProblem.NATIONAL_INSURANCE),
        ("qq 12 34 56 c", TrnProblem.NATIONAL_INSURANCE),
        ("AB-12-34-56-D", TrnProblem.NATIONAL_INSURANCE),
        ("12/3/1980", TrnProblem.DATE),
        ("23/10/1980", TrnProblem.DATE),
        ("1980-10-23", TrnProblem.DATE),
        ("23.10.80", TrnProblem.DATE),
        ("5 May 1980", TrnProblem.DATE),
        ("May 1980", TrnProblem.DATE),
        ("October 5th, 1980", TrnProblem.DATE),
        ("2024/25", TrnProblem.SCHOOL_YEAR),
        ("2024-2025", TrnProblem.SCHOOL_YEAR),
        ("2024\u201325", TrnProblem.SCHOOL_YEAR),
        ("07700 900123", TrnProblem.PHONE),
        ("+44 7700 900123", TrnProblem.PHONE),
        ("10012345", TrnProblem.UKPRN),
        ("URN 123456", TrnProblem.URN),
        ("0000000", TrnProblem.ZEROS),
        ("00000", TrnProblem.ZEROS),
        ("1234", TrnProblem.TOO_SHORT),
        ("none", TrnProblem.WORDS),
        ("123456789", TrnProblem.TOO_LONG),
        ("to follow 12345", TrnProblem.WORDS),
    ],
)
def test_what_is_no_trn_has_its_own_problem(typed: str, problem: TrnProblem) -> None:
    assert trn_problem(typed) is problem


def test_six_digits_of_a_known_school_are_a_urn(cast: Cast, spring: Cohort) -> None:
    load([school(100001, EstablishmentName="Arlford Primary")])
    status, page = post(Client(), "trn", trn="100001")
    assert status == 422
    assert "This looks like a URN, the number of Arlford Primary." in page
    assert "If it really is 0100001, enter all 7 digits" in page
    assert post(Client(), "trn", trn="0100001")[1].endswith("/trn-check/")


def test_a_national_insurance_number_is_stored_nowhere(
    cast: Cast, spring: Cohort, caplog: pytest.LogCaptureFixture
) -> None:
    visitor = Client()
    post(visitor, "name", given_name="Ada", family_name="Quill")
    status, page = post(visitor, "trn", trn="QQ123456C")
    assert status == 422
    assert "National Insurance number, which we don’t need and haven’t saved" in page
    assert "QQ123456C" not in str(list(ApplicationDraft.objects.values()))
    assert "QQ123456C" not in str(dict(visitor.session.items()))
    assert "QQ123456C" not in caplog.text


def test_what_was_read_of_a_trn_is_shown_and_confirmed(cast: Cast, spring: Cohort) -> None:
    visitor = Client()
    answer_every_question(visitor)
    assert post(visitor, "trn", trn="RP99/12345")[1] == f"{APPLY}trn-check/"
    assert "9912345" in visitor.get(f"{APPLY}trn-check/").content.decode()
    assert visitor.post(f"{APPLY}check/").headers["location"] == f"{APPLY}trn-check/"
    assert post(visitor, "trn-check")[0] == 422
    assert post(visitor, "trn-check", is_right="no")[1] == f"{APPLY}trn/"
    assert post(visitor, "trn-check", is_right="yes")[1] == f"{APPLY}role/"
    assert visitor.get(f"{APPLY}check/").status_code == 200


@pytest.mark.parametrize(("answer", "shown"), [("not_known", "Not known"), ("none", "None")])
def test_an_unknown_trn_is_an_answer(cast: Cast, spring: Cohort, answer: str, shown: str) -> None:
    visitor = Client()
    answer_every_question(visitor)
    assert post(visitor, "trn", trn_answer=answer)[1] == f"{APPLY}role/"
    page = visitor.get(f"{APPLY}check/").content.decode()
    assert f">{shown}<" in page
    visitor.post(f"{APPLY}check/")
    application = Application.objects.get()
    assert (application.trn, application.trn_answer) == ("", answer)


@pytest.mark.parametrize(
    ("given", "family", "one_name", "sentence"),
    [
        ("", "", "", "Enter your given name"),
        ("", "", "on", "Enter your given name"),
        ("Ada", "", "", "Enter your family name, or tick “I have only one name”"),
        ("", "Quill", "", "Enter your given name, or tick “I have only one name”"),
        ("x" * 201, "Quill", "", "Given name must be 200 characters or fewer. You entered 201 characters"),
    ],
)
def test_a_name_is_asked_for(
    cast: Cast, spring: Cohort, given: str, family: str, one_name: str, sentence: str
) -> None:
    answers = {"given_name": given, "family_name": family} | ({"one_name": "on"} if one_name else {})
    status, page = post(Client(), "name", **answers)
    assert status == 422
    assert sentence in page


@pytest.mark.parametrize(
    ("given", "family", "warning"),
    [
        ("Ottoline", "Ó Súilleabháin", ""),
        ("x" * 200, "y" * 200, ""),
        ("Ελένη", "Παππά", ""),
        ("Ngũgĩ", "", ""),
        ("美玲", "Chen", "“美”, “玲”"),
        ("Ada 🙂", "Quill", "“🙂”"),
    ],
)
def test_how_the_statement_prints_the_name_is_shown(
    cast: Cast, spring: Cohort, given: str, family: str, warning: str
) -> None:
    visitor = Client()
    answers = {"given_name": given, "family_name": family} | ({} if family else {"one_name": "on"})
    assert post(visitor, "name", **answers)[1] == f"{APPLY}printed-name/"
    page = visitor.get(f"{APPLY}printed-name/").content.decode()
    assert f"<b>{given} {family}".strip() in page
    assert ("can’t print" in page) is bool(warning)
    assert warning in page
    assert post(visitor, "printed-name", is_right="no")[1] == f"{APPLY}name/"
    assert post(visitor, "printed-name", is_right="yes")[1] == f"{APPLY}email/"


def test_letters_of_every_european_name_are_printed() -> None:
    assert not_printed("Łukasz Þórðarson-Đorđević O’Brien Ångström ß Игорь") == []
    assert not_printed("م\u200fم") == ["م", "\u200f"]


@pytest.mark.parametrize(
    ("role", "sponsor"),
    [
        (RoleAtWork.HEADTEACHER, SponsorRole.CHAIR_OF_GOVERNORS),
        (RoleAtWork.EXECUTIVE_HEAD, SponsorRole.CHAIR_OF_TRUSTEES),
        (RoleAtWork.TRUST_LEADER, SponsorRole.CHAIR_OF_TRUSTEES),
        *(
            (role, SponsorRole.HEADTEACHER)
            for role in RoleAtWork
            if role not in (RoleAtWork.HEADTEACHER, RoleAtWork.EXECUTIVE_HEAD, RoleAtWork.TRUST_LEADER)
        ),
    ],
)
def test_the_sponsor_follows_from_the_role(role: RoleAtWork, sponsor: SponsorRole) -> None:
    assert sponsor_for(role) is sponsor


@pytest.mark.parametrize(
    ("role", "sentence"),
    [
        ("headteacher", "this is the chair of your governors"),
        ("trust_leader", "this is the chair of your trustees"),
        ("teacher", "This is your headteacher or line manager"),
    ],
)
def test_the_page_says_who_the_sponsor_is_and_why(
    cast: Cast, spring: Cohort, role: str, sentence: str
) -> None:
    visitor = Client()
    post(visitor, "role", role=role)
    assert sentence in visitor.get(f"{APPLY}sponsor/").content.decode()


def test_the_sponsor_is_someone_else(cast: Cast, spring: Cohort) -> None:
    visitor = Client()
    post(visitor, "email", email="ada@quill.example")
    status, page = post(visitor, "sponsor", sponsor_name="Ada", sponsor_email="ADA@quill.example")
    assert status == 422
    assert "Enter the email address of your sponsor, not your own" in page


def test_a_school_is_found_and_picked(cast: Cast, spring: Cohort) -> None:
    closed = {"EstablishmentStatus (code)": "2", "CloseDate": "31-08-2024"}
    load(
        [
            school(100001, EstablishmentName="Arlford Primary", Town="Arlford", Postcode="AR1 2QX"),
            school(100002, EstablishmentName="Arlford Infants", Town="Oxley", Postcode="OX1 1AB", **closed),
        ]
    )
    visitor = Client()
    answer_every_question(visitor)
    assert post(visitor, "workplace", workplace="school", school_search="arlford")[1] == f"{APPLY}school/"
    page = visitor.get(f"{APPLY}school/").content.decode()
    assert "Arlford, AR1 2QX" in page
    assert "Oxley, OX1 1AB, closed on 31 August 2024" in page
    assert "My school is not listed" in page
    assert post(visitor, "school", urn="100009")[0] == 422
    assert post(visitor, "school", urn="100001")[1] == f"{APPLY}experience/"
    assert "URN 100001" in visitor.get(f"{APPLY}check/").content.decode()
    visitor.post(f"{APPLY}check/")
    application = Application.objects.get()
    assert (application.organisation, application.urn) == ("Arlford Primary", "100001")
    assert application.workplace == "listed"


def test_a_school_that_is_not_listed_is_typed(cast: Cast, spring: Cohort) -> None:
    visitor = Client()
    answer_every_question(visitor)
    post(visitor, "workplace", workplace="school", school_search="nowhere")
    assert "We found no school for “nowhere”" in visitor.get(f"{APPLY}school/").content.decode()
    assert post(visitor, "school", urn="not_listed")[1] == f"{APPLY}organisation/"
    post(visitor, "organisation", organisation="Nowhere Primary")
    visitor.post(f"{APPLY}check/")
    application = Application.objects.get()
    assert (application.organisation, application.urn, application.workplace) == (
        "Nowhere Primary",
        "",
        "not_listed",
    )


@pytest.mark.parametrize(
    ("step", "answers", "sentence"),
    [
        ("role", {}, "Select your role"),
        ("role", {"role": "other"}, "Enter your job title"),
        ("headteacher", {}, "Select whether you are, or will be, a headteacher"),
        ("workplace", {}, "Select where you work"),
        ("workplace", {"workplace": "school"}, "Enter the name, postcode, URN or UKPRN of your school"),
        ("organisation", {}, "Enter the name of the place where you work"),
        ("experience", {"experience_years": "many"}, "must be a whole number"),
        ("experience", {"experience_years": "61"}, "must be between 0 and 60"),
        ("sponsor", {}, "Enter the name of the person who supports your application"),
        ("mentor", {}, "Enter the name of your mentor or line manager"),
        (
            "mentor",
            {
                "mentor_name": "A",
                "mentor_email": "a@b.example",
                "mentor_from": "2027-02-01",
                "mentor_until": "2027-01-01",
            },
            "Until must be the same day as, or after, the day in From",
        ),
        ("funding", {}, "Select who pays if you don’t get a scholarship"),
        ("access-needs", {}, "Select yes if you need us to arrange anything, or “Prefer not to say”"),
        ("access-needs", {"access_answer": "yes"}, "Enter what you need, or select another answer"),
        ("consents", {"dfe": "on"}, "Confirm that you have read how we use your data"),
        ("consents", {"privacy": "on"}, "Confirm that we share your data"),
    ],
)
def test_a_missing_or_wrong_answer_says_what_to_do(
    cast: Cast, spring: Cohort, step: str, answers: dict[str, str], sentence: str
) -> None:
    status, page = post(Client(), step, **answers)
    assert status == 422
    assert sentence in page
    assert "There is a problem" in page


def test_what_is_submitted_is_in_columns_and_rows(cast: Cast, spring: Cohort) -> None:
    application = apply(Client())
    assert (application.role, application.sponsor_role) == ("executive_head", "chair_trustees")
    assert (application.headteacher_status, application.funding_choice) == ("yes_over_five_years", "trust")
    assert (application.experience_years, application.trn_answer) == (21, "given")
    assert application.access_needs.needs == "A room without steps"
    consents = {row.kind: row.is_given for row in application.consents.all()}
    assert consents == {"privacy": True, "dfe": True, "photo": False}
    assert {row.version for row in application.consents.all()} == {"2026-11"}


def test_needs_that_were_taken_back_are_not_kept(cast: Cast, spring: Cohort) -> None:
    visitor = Client()
    answer_every_question(visitor)
    post(visitor, "access-needs", access_answer="not_said", access_needs="A room without steps")
    visitor.post(f"{APPLY}check/")
    needs = Application.objects.get().access_needs
    assert (needs.answer, needs.needs) == ("not_said", "")


def test_every_page_is_asked_once_and_has_a_name_of_its_own() -> None:
    slugs = [step.slug for step in steps.STEPS]
    assert len(set(slugs)) == len(slugs)
    assert all(step.key for step in steps.STEPS)


def test_an_answer_that_changes_what_is_asked_opens_that_question(cast: Cast, spring: Cohort) -> None:
    visitor = Client()
    answer_every_question(visitor)
    answer = visitor.post(f"{APPLY}workplace/?check", {"workplace": "school", "school_search": "x y"})
    assert answer.headers["location"] == f"{APPLY}school/?check"
    answer = visitor.post(f"{APPLY}school/?check", {"urn": "not_listed"})
    assert answer.headers["location"] == f"{APPLY}check/"


def test_a_mentor_is_asked_for_only_where_the_programme_has_mentors(cast: Cast, spring: Cohort) -> None:
    step = steps.find_step("mentor")
    assert step is not None
    answering = Answering(spring)
    has_mentors = any(item.actor.value == "mentor" for item in answering.programme.items)
    assert step.applies(answering) is has_mentors
