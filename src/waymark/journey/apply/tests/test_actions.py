"""What is written: one application, one decision, one enrolment, and a line in the ledger for each."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from tests.cast import Cast
from waymark.ground.cohorts import actions as cohorts
from waymark.ground.cohorts.models import Cohort, Enrolment
from waymark.ground.ledger.models import Entry
from waymark.ground.people import actions as people
from waymark.ground.people.models import Letter
from waymark.journey.apply import actions
from waymark.journey.apply.models import Application, EnrolmentFileConfirmed
from waymark.journey.apply.tests.makers import make_csv, make_person

ANSWERS = actions.Answers(
    given_name="Ottoline",
    family_name="Pebbleworth",
    email="ottoline@pebbleworth.example",
    trn="9999001",
    job="Executive headteacher",
    organisation="Pebbleworth Trust",
    sponsor_name="Rosalind Quill",
    sponsor_email="chair@pebbleworth.example",
    reason="Two schools are joining us.",
)


@pytest.fixture
def spring(cast: Cast) -> Cohort:
    return cohorts.open_cohort(
        programme=cast.cohort.programme, name="Spring 2027", starts_on=date(2027, 4, 26), by=None, at=cast.at
    )


def link(token: str) -> str:
    return f"https://waymark.example/{token}"


def verbs() -> list[str]:
    return [verb for verb in Entry.objects.order_by("id").values_list("verb", flat=True) if "apply." in verb]


def test_the_same_sending_makes_one_application(cast: Cast, spring: Cohort) -> None:
    first = actions.send_application(cohort=spring, answers=ANSWERS, once="a", at=cast.at)
    again = actions.send_application(cohort=spring, answers=ANSWERS, once="a", at=cast.at)
    assert first == again
    assert verbs() == ["apply.sent"]


def test_a_cohort_that_has_started_takes_no_application(cast: Cast) -> None:
    with pytest.raises(actions.CannotApply) as refused:
        actions.send_application(cohort=cast.cohort, answers=ANSWERS, once="a", at=cast.at)
    assert refused.value.codes == ("not_open",)
    assert not Application.objects.exists()


def test_one_decision_only(cast: Cast, spring: Cohort) -> None:
    sent = actions.send_application(cohort=spring, answers=ANSWERS, once="a", at=cast.at)
    by = cast.grace
    actions.reject_application(application=sent, reason="cohort_full", note="", by=by, at=cast.at)
    with pytest.raises(actions.CannotDecide, match="decided already: rejected on Thursday 22 October 2026"):
        actions.accept_application(application=sent, link=link, by=by, at=cast.at)
    assert verbs() == ["apply.sent", "apply.rejected"]
    assert not Enrolment.objects.filter(cohort=spring).exists()


def test_a_rejection_has_a_reason_that_is_known(cast: Cast, spring: Cohort) -> None:
    sent = actions.send_application(cohort=spring, answers=ANSWERS, once="a", at=cast.at)
    with pytest.raises(actions.CannotDecide) as refused:
        actions.reject_application(application=sent, reason="mood", note="", by=cast.grace, at=cast.at)
    assert refused.value.codes == ("no_reason",)


def test_who_is_enrolled_already_cannot_be_accepted_again(cast: Cast, spring: Cohort) -> None:
    twice = [
        actions.send_application(cohort=spring, answers=ANSWERS, once=once, at=cast.at) for once in ("a", "b")
    ]
    actions.accept_application(application=twice[0], link=link, by=cast.grace, at=cast.at)
    with pytest.raises(cohorts.CannotEnrol):
        actions.accept_application(application=twice[1], link=link, by=cast.grace, at=cast.at)
    assert verbs() == ["apply.sent", "apply.sent", "apply.accepted"]
    assert not hasattr(Application.objects.get(pk=twice[1].pk), "decision")


def test_who_was_enrolled_after_the_file_was_read_is_passed_over(cast: Cast, spring: Cohort) -> None:
    data = make_csv([make_person(1), make_person(2)])
    file = actions.bring_file(cohort=spring, name="a.csv", data=data, by=cast.grace, at=cast.at)
    answers = replace(ANSWERS, email=make_person(1)[2])
    sent = actions.send_application(cohort=spring, answers=answers, once="a", at=cast.at)
    actions.accept_application(application=sent, link=link, by=cast.grace, at=cast.at)
    later = cast.at + timedelta(minutes=5)
    done = actions.enrol_from_file(file=file, link=link, by=cast.grace, at=later)
    assert done.enrolled == 1
    assert actions.enrol_from_file(file=file, link=link, by=cast.grace, at=later) == done
    assert EnrolmentFileConfirmed.objects.count() == 1
    assert Enrolment.objects.filter(cohort=spring).count() == 2


def test_a_file_is_all_or_nothing(cast: Cast, spring: Cohort, monkeypatch: pytest.MonkeyPatch) -> None:
    data = make_csv([make_person(1), make_person(2)])
    file = actions.bring_file(cohort=spring, name="a.csv", data=data, by=cast.grace, at=cast.at)
    invited = []

    def fail_at_the_second(**given: object) -> None:
        invited.append(given)
        if len(invited) == 2:
            raise OSError("the disk is full")

    monkeypatch.setattr(people, "invite", fail_at_the_second)
    with pytest.raises(OSError, match="disk"):
        actions.enrol_from_file(file=file, link=link, by=cast.grace, at=cast.at)
    assert not Enrolment.objects.filter(cohort=spring).exists()
    assert not EnrolmentFileConfirmed.objects.exists()


def test_who_has_an_account_gets_a_letter_and_no_second_invitation(cast: Cast, spring: Cohort) -> None:
    ben = cast.ben.person
    row = [ben.given_name, ben.family_name, ben.email, "", ""]
    file = actions.bring_file(cohort=spring, name="a.csv", data=make_csv([row]), by=cast.grace, at=cast.at)
    actions.enrol_from_file(file=file, link=link, by=cast.grace, at=cast.at)
    letter = Letter.objects.get(to=ben.email)
    assert letter.once.startswith("enrolment:")


def test_an_address_of_another_provider_is_nobody_here(cast: Cast, spring: Cohort) -> None:
    uma = cast.uma.person
    row = [uma.given_name, "Other", uma.email, "", ""]
    file = actions.bring_file(cohort=spring, name="a.csv", data=make_csv([row]), by=cast.grace, at=cast.at)
    actions.enrol_from_file(file=file, link=link, by=cast.grace, at=cast.at)
    enrolment = Enrolment.objects.select_related("person").get(cohort=spring)
    assert enrolment.person != uma
    assert file.rows[0]["remarks"] == []
