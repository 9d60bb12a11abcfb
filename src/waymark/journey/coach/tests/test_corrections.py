"""A new record corrects that of a coaching session, and the hours change with it."""

import pytest
from django.urls import reverse

from tests.filled import form_of
from waymark.ground.hours.queries import get_minutes_by_item
from waymark.ground.ledger.queries import count_entries
from waymark.ground.people.roles import Role
from waymark.journey.coach import actions, queries
from waymark.journey.coach.models import CoachingSession
from waymark.journey.coach.tests.makers import (
    ITEM,
    PRIVATE,
    make_pairing,
    make_session,
    new_action,
    new_triangulation,
)
from waymark.kit.forms import ChangedSince


def address(cast, name="correction"):
    return reverse(f"coach:{name}", args=[cast.amina.reference, ITEM])


def correct(cast, session, **changes):
    fields = {
        "held_on": session.held_on,
        "minutes": session.minutes,
        "shared_notes": session.shared_notes,
        "private_notes": session.private_notes,
        "triangulation": new_triangulation(),
        "action": new_action(),
        "by": cast.hugo,
        "at": cast.at,
        "reason": "I mixed up two notes.",
    }
    return actions.correct_session(
        pairing=session.pairing, session=session, item=cast.programme().item(ITEM), **(fields | changes)
    )


@pytest.mark.parametrize(
    "changes",
    [
        {"minutes": 45},
        {"shared_notes": "The other notes."},
        {"private_notes": ""},
        {"triangulation": new_triangulation(judgement=3)},
        {"action": new_action(what="Ask the deputies.")},
    ],
    ids=lambda changes: next(iter(changes)),
)
def test_hours_and_every_page_follow_a_correction(cast, changes):
    session = make_session(cast)
    corrected = correct(cast, session, **changes)
    assert get_minutes_by_item(enrolment=cast.amina) == {ITEM: changes.get("minutes", 60)}
    assert queries.list_sessions(enrolment=cast.amina) == [corrected]
    [summary] = queries.list_coaching_summaries(enrolments=[cast.amina])
    assert (summary.sessions_held, summary.minutes) == (1, changes.get("minutes", 60))
    coachee = queries.coachee_of(pairing=session.pairing, at=cast.at)
    assert coachee.sessions_held == 1
    assert count_entries(provider_id=cast.llse.pk, verb="coach.session_corrected") == 1


def test_the_second_of_two_corrections_is_told_of_the_first(cast):
    session = make_session(cast)
    correct(cast, session, minutes=45)
    with pytest.raises(ChangedSince):
        correct(cast, session, minutes=30)
    assert get_minutes_by_item(enrolment=cast.amina) == {ITEM: 45}


def test_the_same_again_corrects_nothing(cast):
    with pytest.raises(actions.CannotRecordSession) as refused:
        correct(cast, make_session(cast))
    assert refused.value.codes == ("nothing_differs",)


def test_a_correction_keeps_the_rules_of_a_session(cast):
    with pytest.raises(actions.CannotRecordSession) as refused:
        correct(cast, make_session(cast), minutes=6_000)
    assert refused.value.codes == ("too_long",)


def test_the_coach_corrects_the_record_on_its_page(cast):
    session = make_session(cast)
    browser = cast.browser("hugo")
    assert address(cast) in browser.get(address(cast, "session")).content.decode()
    form = form_of(browser.get(address(cast)))
    assert form["private_notes"] == PRIVATE
    assert form["what"] == new_action().what
    sent = form | {"shared_notes": "The right notes.", "minutes": "45"}
    assert browser.post(address(cast), sent).status_code == 422
    sent["reason"] = "I mixed up two notes."
    assert browser.post(address(cast), sent).status_code == 302
    for who, page in (("hugo", address(cast, "session")), ("amina", reverse("coach:mine"))):
        text = cast.browser(who).get(page).content.decode()
        assert all(
            words in text
            for words in (
                "The right notes.",
                "I mixed up two notes.",
                "before it was corrected",
                session.shared_notes,
            )
        )
    assert PRIVATE in cast.browser("hugo").get(address(cast, "session")).content.decode()
    assert PRIVATE not in cast.browser("amina").get(reverse("coach:mine")).content.decode()
    stale = browser.post(address(cast), sent | {"minutes": "30"})
    assert stale.status_code == 409
    assert get_minutes_by_item(enrolment=cast.amina) == {ITEM: 45}


def test_a_later_coach_corrects_without_reading_or_losing_private_notes(cast):
    session = make_session(cast)
    later = cast.person("ivy", "Ivy", "Later", Role.COACH)
    make_pairing(cast, coach=later)
    pairing = queries.get_pairing_for(for_=later, reference=cast.amina.reference)
    assert pairing is not None
    recorded = queries.find_session(pairing=pairing, item_id=ITEM)
    assert recorded is not None
    assert queries.private_notes_of(session=recorded, for_=later) is None
    corrected = correct(cast, session, by=later, private_notes="", minutes=50)
    assert corrected.private_notes == ""
    assert CoachingSession.objects.get(pk=session.pk).private_notes == PRIVATE
    assert all(
        "private_notes" in record.get_deferred_fields()
        for record in queries.list_earlier_records(session=corrected)
    )


@pytest.mark.parametrize(("who", "sees"), [("amina", 403), ("grace", 403), ("ivy", 404)])
def test_no_one_else_corrects_a_record(cast, who, sees):
    cast.person("ivy", "Ivy", "Other", Role.COACH)
    make_session(cast)
    assert cast.browser(who).get(address(cast)).status_code == sees
    assert cast.browser(who).post(address(cast), {"minutes": "1"}).status_code == sees


def test_what_is_not_recorded_is_recorded_first(cast):
    make_pairing(cast)
    assert cast.browser("hugo").get(address(cast)).headers["Location"] == address(cast, "session")


def test_a_later_coach_who_changes_nothing_corrects_nothing(cast):
    """The private notes of the earlier coach are no difference: the later one can’t read them."""
    session = make_session(cast)
    ines = cast.person("ines", "Ines", "Later", Role.COACH)
    make_pairing(cast, coach=ines)
    with pytest.raises(actions.CannotRecordSession) as refused:
        correct(cast, session, private_notes="", by=ines)
    assert refused.value.codes == ("nothing_differs",)
    assert correct(cast, session, private_notes="My own.", by=ines).private_notes == "My own."


def test_a_coach_keeps_their_own_private_notes_after_someone_else_corrected_the_record(cast):
    ines = cast.person("ines", "Ines", "Later", Role.COACH)
    session = make_session(cast)
    make_pairing(cast, coach=ines)
    corrected = correct(cast, session, minutes=45, private_notes="Only Ines reads this.", by=ines)
    make_pairing(cast, coach=cast.hugo)
    hugo = cast.browser("hugo")
    page = hugo.get(address(cast, "session")).content.decode()
    assert PRIVATE in page
    assert "Only Ines reads this." not in page
    form = form_of(hugo.get(address(cast)), number=-1)
    assert form["private_notes"] == PRIVATE
    assert hugo.post(address(cast), form | {"reason": "Nothing."}).status_code == 422
    assert hugo.post(address(cast), form | {"minutes": "50", "reason": "Longer."}).status_code == 302
    assert queries.private_notes_of(session=corrected, for_=ines) == "Only Ines reads this."
    [newest] = queries.list_sessions(enrolment=cast.amina)
    assert queries.private_notes_of(session=newest, for_=ines) == "Only Ines reads this."
    assert queries.private_notes_of(session=newest, for_=cast.people["grace"]) is None
