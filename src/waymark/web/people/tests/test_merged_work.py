"""Enrolments, scripts, pairings and acts follow a merge; the seals, the guards and the conflicts of interest hold."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.db import DatabaseError, transaction

from tests.cast import Cast
from tests.guards import guards_off
from waymark.ground.cohorts import actions as cohorts
from waymark.ground.cohorts import queries as cohort_queries
from waymark.ground.cohorts.models import Cohort, Enrolment
from waymark.ground.cohorts.rules import DeferralReason
from waymark.ground.ledger.models import Entry
from waymark.ground.ledger.queries import verify
from waymark.ground.ledger.seals.sealing import seal_waiting as seal
from waymark.ground.people import actions, queries
from waymark.ground.people.actions import CannotMerge, Kept
from waymark.ground.people.models import Email, Merge, Person
from waymark.ground.people.roles import Role
from waymark.journey.coach.actions import pair_coaches
from waymark.journey.coach.models import CoachingSession
from waymark.journey.coach.tests.makers import make_pairing, make_session
from waymark.journey.mark.jobs import run as take_away_conflicts
from waymark.journey.mark.models import Allocation
from waymark.journey.mark.tests.makers import make_mark, make_scripts, marker_of
from waymark.web.privacy.erasure import erase_person
from waymark.web.privacy.subject_access import copy_for

TODAY = date(2026, 10, 22)


@pytest.fixture
def autumn(cast: Cast) -> Cohort:
    return cohorts.open_cohort(
        programme=cast.cohort.programme, name="Autumn 2027", starts_on=date(2027, 9, 6), by=None, at=cast.at
    )


def double(cast: Cast, **changes: Any) -> Person:
    fields = {
        "given_name": "Amina", "family_name": "Castellane", "email": "amina.c@home.example", "trn": "",
        "organisation": "Grove School",
    } | changes  # fmt: skip
    return actions.add_person(provider=cast.llse, by=None, at=cast.at, **fields)


def merge(cast: Cast, survivor: Person, absorbed: Person, *, email: Person | None = None) -> Merge:
    kept = Kept.of(name=survivor, email=email or survivor, trn=survivor, school=survivor)
    return actions.merge_people(
        survivor=survivor, absorbed=absorbed, kept=kept, reason="Applied twice", by=cast.grace, at=cast.at
    )


def refused(cast: Cast, survivor: Person, absorbed: Person) -> CannotMerge:
    """Either way round, for the same reasons; nothing is changed."""
    for first, second in ((survivor, absorbed), (absorbed, survivor)):
        with pytest.raises(CannotMerge) as refusal:
            merge(cast, first, second)
    assert not Merge.objects.exists()
    return refusal.value


def test_both_enrolments_are_the_survivors_with_everything_in_them(cast: Cast, autumn: Cohort) -> None:
    person, other = cast.amina.person, double(cast)
    second = cohorts.enrol(cohort=autumn, person=other, by=cast.grace, at=cast.at)
    request = cohorts.request_deferral(
        enrolment=second, reason=DeferralReason.OTHER, is_assessment=False, effective_on=TODAY,
        review_on=date(2026, 12, 1), expected_return_on=date(2027, 9, 6), by=cast.grace, at=cast.at,
    )  # fmt: skip
    cohorts.decide_deferral(request=request, is_approved=True, by=cast.jonas, at=cast.at)
    merged = merge(cast, person, other)
    assert merged.moved == {"cohorts.Enrolment": 1}
    own = cohort_queries.list_own_enrolments(person=person, at=cast.at)
    assert {row.pk for row in own} == {cast.amina.pk, second.pk}
    assert [change.kind for change in cohort_queries.list_changes_of(enrolment=second)] == ["deferral"]
    assert queries.held_roles_of(person) >= {Role.PARTICIPANT}
    page = cast.browser("grace").get(f"/people/{person.pk}/").content.decode()
    assert cast.cohort.name in page
    assert autumn.name in page


def test_seals_hold_after_merges_and_a_person_put_in_by_hand_is_found(cast: Cast, autumn: Cohort) -> None:
    first, second, third = double(cast), double(cast, email="a@b.example"), cast.amina.person
    enrolment = cohorts.enrol(cohort=autumn, person=first, by=cast.grace, at=cast.at)
    seal(at=cast.at)
    merge(cast, second, first)
    merge(cast, third, Person.objects.get(pk=second.pk))
    assert Enrolment.objects.get(pk=enrolment.pk).person == third
    assert Person.objects.get(pk=first.pk).merged_into == third
    assert verify().first_bad is None
    seal(at=cast.at)
    assert verify().first_bad is None
    assert [row.absorbed_email for row in queries.list_merged(person=third)] == ["a@b.example", first.email]
    with guards_off():
        Enrolment.objects.filter(pk=enrolment.pk).update(person=cast.ben.person)
    assert verify().first_bad == ("cohorts_enrolment", enrolment.pk)


def test_a_row_that_may_be_filled_once_is_sealed_again_and_holds(cast: Cast) -> None:
    leaver, other = double(cast, trn=""), double(cast, email="b@b.example", given_name="Una")
    actions.give_role(person=leaver, role=Role.COACH, by=None, at=cast.at)
    leaving = cohorts.record_leaving(
        person=leaver, last_on=date(2026, 12, 1), reason="Retires", by=cast.grace, at=cast.at
    )
    seal(at=cast.at)
    merge(cast, other, leaver)
    seal(at=cast.at)
    assert verify().first_bad is None
    leaving.refresh_from_db()
    assert leaving.person == other


def test_no_update_names_someone_else_without_a_merge_or_with_another_change(
    cast: Cast, autumn: Cohort
) -> None:
    person, other = cast.amina.person, double(cast)
    enrolment = cohorts.enrol(cohort=autumn, person=other, by=cast.grace, at=cast.at)
    rows = Enrolment.objects.filter(pk=enrolment.pk)
    for change in ({"person": person}, {"person": cast.ben.person}, {"reference": "A"}, {"person": other}):
        with pytest.raises(DatabaseError), transaction.atomic():
            rows.update(**change)
    merge(cast, person, other)
    for change in ({"person": other}, {"person": cast.ben.person}, {"person": person}):
        with pytest.raises(DatabaseError), transaction.atomic():
            rows.update(**change)


def test_the_audit_log_stays_as_it_was_written(cast: Cast) -> None:
    marker, other = double(cast, given_name="Una"), double(cast, email="b@b.example")
    actions.give_role(person=other, role=Role.COACH, by=marker, at=cast.at)
    merge(cast, other, marker)
    assert Entry.objects.filter(by=marker).exists()


def test_scripts_and_sessions_go_with_their_marker_and_coach(cast: Cast) -> None:
    script = make_scripts(cast, cast.amina, cast.ben)[0]
    marker = marker_of(script, "first")
    session = make_session(cast)
    coach = session.by
    for person, email in ((marker, "m@b.example"), (coach, "c@b.example")):
        survivor = double(cast, given_name=person.given_name, email=email, organisation="")
        before = Allocation.objects.filter(marker=person).count()
        merge(cast, survivor, person, email=person)
        assert Allocation.objects.filter(marker=survivor).count() == before
        assert not Allocation.objects.filter(marker=person).exists()
    session = CoachingSession.objects.get(pk=session.pk)
    assert session.by != coach
    assert session.pairing.coach == session.by


def test_no_one_gets_their_own_script_or_the_same_one_twice(cast: Cast) -> None:
    script = make_scripts(cast, cast.amina, cast.ben)[0]
    first, second = marker_of(script, "first"), marker_of(script, "second")
    writer = script.submission.of.enrolment.person
    assert "own_script" in refused(cast, first, writer).codes
    assert "same_script" in refused(cast, first, second).codes


def test_who_has_marked_what_the_other_may_not_judge_stays_apart(cast: Cast) -> None:
    script = make_scripts(cast, cast.amina, cast.ben)[0]
    marker = marker_of(script, "first")
    coach = double(cast, given_name="Una", organisation="", email="u@b.example")
    Person.objects.filter(pk=coach.pk).update(organisation=None)
    make_pairing(cast, enrolment=script.submission.of.enrolment, coach=coach)
    make_mark(script, "first", 9)
    assert "in_conflict" in refused(cast, marker, coach).codes


def test_an_unmarked_script_in_conflict_is_no_obstacle_and_is_taken_away(cast: Cast) -> None:
    script = make_scripts(cast, cast.amina, cast.ben)[0]
    marker = marker_of(script, "first")
    coach = double(cast, given_name="Una", organisation="", email="u@b.example")
    make_pairing(cast, enrolment=script.submission.of.enrolment, coach=coach)
    merge(cast, marker, coach)
    take_away_conflicts(at=datetime(2026, 11, 2, 12, 0, tzinfo=UTC))
    assert not Allocation.objects.filter(marker=marker, script=script, withdrawn_at=None).exists()


def test_no_one_becomes_their_own_coach(cast: Cast) -> None:
    coach = double(cast, given_name="Una", email="u@b.example")
    pair_coaches(coaches={cast.amina: coach}, by=cast.grace, at=cast.at)
    refusal = refused(cast, cast.amina.person, coach)
    assert "coaches_themselves" in refusal.codes
    assert "Pair Amina Castellane with another coach first." in refusal.reasons[0].sentence


def test_who_coached_the_other_stays_apart_even_when_the_pairing_is_over(cast: Cast) -> None:
    session = make_session(cast)
    other = double(cast, given_name="Una", email="u@b.example")
    pair_coaches(coaches={session.pairing.enrolment: other}, by=cast.grace, at=cast.at)
    assert "coached_themselves" in refused(cast, session.by, session.pairing.enrolment.person).codes


def test_what_takes_two_was_not_done_by_one(cast: Cast) -> None:
    request = cohorts.request_deferral(
        enrolment=cast.amina, reason=DeferralReason.OTHER, is_assessment=False, effective_on=TODAY,
        review_on=date(2026, 12, 1), expected_return_on=date(2027, 9, 6), by=cast.grace, at=cast.at,
    )  # fmt: skip
    cohorts.decide_deferral(request=request, is_approved=True, by=cast.jonas, at=cast.at)
    refusal = refused(cast, cast.grace, cast.jonas)
    assert "both_acted" in refusal.codes
    assert any("a deferral" in reason.sentence for reason in refusal.reasons)


def test_who_asked_cannot_approve_through_the_record_that_remains(cast: Cast) -> None:
    other = double(cast, given_name="Una", email="u@b.example")
    request = cohorts.request_deferral(
        enrolment=cast.amina, reason=DeferralReason.OTHER, is_assessment=False, effective_on=TODAY,
        review_on=date(2026, 12, 1), expected_return_on=date(2027, 9, 6), by=other, at=cast.at,
    )  # fmt: skip
    merge(cast, cast.jonas, other)
    request.refresh_from_db()
    with pytest.raises(cohorts.CannotChangeEnrolment) as own:
        cohorts.decide_deferral(request=request, is_approved=True, by=cast.jonas, at=cast.at)
    assert own.value.codes == ("own_request",)


def test_two_roles_that_no_one_has_together_keep_two_records_apart(cast: Cast) -> None:
    facilitator, marker = double(cast, email="f@b.example"), double(cast, email="m@b.example")
    cohorts.assign_staff(
        cohort=cast.cohort, person=facilitator, role=Role.FACILITATOR, by=cast.grace, at=cast.at
    )
    cohorts.assign_staff(cohort=cast.cohort, person=marker, role=Role.MARKER, by=cast.grace, at=cast.at)
    assert refused(cast, facilitator, marker).codes == ("teaches_and_marks",)


def test_two_who_both_leave_are_merged_after_one_leaving_is_undone(cast: Cast) -> None:
    one, other = double(cast, email="f@b.example"), double(cast, email="m@b.example")
    for person in (one, other):
        actions.give_role(person=person, role=Role.COACH, by=None, at=cast.at)
        cohorts.record_leaving(
            person=person, last_on=date(2026, 12, 1), reason="Retires", by=cast.grace, at=cast.at
        )
    refusal = refused(cast, one, other)
    assert refusal.codes == ("both_have",)
    assert "Undo this for one of them first." in refusal.reasons[0].sentence


def test_of_two_accounts_the_one_of_the_kept_address_stays_and_the_other_is_told(cast: Cast) -> None:
    person, other = cast.person("nia", "Nia", "Abara", None), cast.people["hugo"]
    accounts = {"nia": person.account, "hugo": other.account}
    with pytest.raises(CannotMerge, match="They sign in with") as refusal:
        merge(cast, person, other, email=double(cast, email="new@b.example"))
    assert refusal.value.codes == ("email",)
    merge(cast, person, other, email=other)
    person.refresh_from_db()
    assert (person.account, person.email) == (accounts["hugo"], other.email)
    recipients = Email.objects.filter(subject__contains="has been changed").values_list("to", flat=True)
    assert list(recipients) == [accounts["nia"].email]


def test_the_copy_and_the_erasure_of_the_survivor_follow_the_merged_record(
    cast: Cast, autumn: Cohort
) -> None:
    person, other = (
        cast.amina.person,
        double(cast, trn="7654321", given_name="Aminah", family_name="Zquirelle"),
    )
    second = cohorts.enrol(cohort=autumn, person=other, by=cast.grace, at=cast.at)
    actions.correct_name(
        person=other,
        given_name="Aminah",
        family_name="Zquirrelle",
        reason="Vanished h",
        by=cast.grace,
        at=cast.at,
    )
    actions.queue_email(
        to=other.email,
        subject="To Zquirrelle",
        text="Dear Zquirrelle",
        once="a",
        provider=cast.llse,
        at=cast.at,
    )
    merge(cast, person, Person.objects.get(pk=other.pk))
    person.refresh_from_db()
    values = _values(copy_for(person, asked_at=cast.at, at=cast.at))
    for text in (second.reference, other.email, "7654321", "Vanished h", "To Zquirrelle"):
        assert text in values, text
    seal(at=cast.at)
    erase_person(person=person, reason="Asked for", by=cast.jonas, at=cast.at)
    left = "\n".join(
        str(row) for model in (Person, Merge, Email) for row in model._base_manager.values_list()
    )
    left += "\n".join(str(change) for change in queries.list_changes(person=person))
    for text in ("Zquirr", other.email, "7654321", "Vanished"):
        assert text not in left, text
    assert verify().first_bad is None


def test_an_address_that_someone_else_has_now_is_theirs(cast: Cast) -> None:
    person, other = cast.amina.person, double(cast)
    merge(cast, person, other)
    assert other.email in Person.objects.get(pk=person.pk).addresses
    new = double(cast, given_name="Zoe", email="zoe@b.example")
    Person.objects.filter(pk=new.pk).update(email=other.email)
    assert other.email not in Person.objects.get(pk=person.pk).addresses


def _values(copy: Any) -> str:
    return str([record.fields for room in copy.rooms for record in room.records])
