"""A new record corrects that of a meeting, and the hours change with it."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from tests.filled import form_of
from waymark.ground.hours.queries import get_minutes_by_item
from waymark.ground.ledger.queries import count_entries
from waymark.journey.gather import actions, queries
from waymark.journey.gather.models import Meeting
from waymark.journey.gather.tests.makers import ITEM, correct, make_groups, make_meeting
from waymark.kit.forms import ChangedSince

MEETING = f"/gather/group/meetings/{ITEM}/"
CORRECTION = f"{MEETING}correction/"


@pytest.fixture
def meeting(cast):
    cast.cleo = cast.enrolled("cleo", "Cleo", "Adams")
    make_groups(cast)
    return make_meeting(cast)


def hours(cast):
    return [
        get_minutes_by_item(enrolment=enrolment).get(ITEM, 0)
        for enrolment in (cast.amina, cast.ben, cast.cleo)
    ]


@pytest.mark.parametrize(
    ("details", "expected"),
    [
        ({"minutes": 90}, [90, 90, 0]),
        ({"present": ("amina", "cleo")}, [120, 0, 120]),
        ({"present": ("ben", "cleo"), "minutes": 60}, [0, 60, 60]),
        ({"held_on": date(2026, 1, 21)}, [120, 120, 0]),
    ],
    ids=str,
)
def test_hours_follow_a_correction(cast, meeting, details, expected):
    corrected = correct(cast, meeting, **details)
    assert hours(cast) == expected
    assert corrected.replaces == meeting
    assert Meeting.objects.count() == 2
    assert list(Meeting.objects.current()) == [corrected]
    assert count_entries(provider_id=cast.llse.pk, verb="gather.meeting_corrected") == 1


def test_a_correction_can_be_corrected(cast, meeting):
    second = correct(cast, meeting, present=("amina", "cleo"), minutes=60)
    third = correct(cast, second, by="amina")
    assert hours(cast) == [120, 120, 0]
    assert queries.find_meeting(group=meeting.group, item_id=ITEM) == third


def test_the_second_of_two_corrections_is_told_of_the_first(cast, meeting):
    correct(cast, meeting, minutes=90)
    with pytest.raises(ChangedSince) as refused:
        correct(cast, meeting, by="amina", minutes=60)
    assert refused.value.by == cast.people["ben"].name
    assert hours(cast) == [90, 90, 0]


def test_the_same_again_corrects_nothing(cast, meeting):
    with pytest.raises(actions.CannotRecordMeeting) as refused:
        correct(cast, meeting)
    assert refused.value.codes == ("nothing_differs",)


def test_a_correction_keeps_the_rules_of_a_meeting(cast, meeting):
    with pytest.raises(actions.CannotRecordMeeting) as refused:
        correct(cast, meeting, minutes=121, present=("amina",))
    assert set(refused.value.codes) == {"minutes", "too_few"}


def test_the_database_keeps_one_current_record(cast, meeting):
    correct(cast, meeting, minutes=90)
    same = {"group": meeting.group, "item_id": ITEM, "held_on": meeting.held_on, "minutes": 1, "learned": "x"}
    for replaces in (None, meeting):
        with pytest.raises(IntegrityError), transaction.atomic():
            Meeting.objects.create(**same, replaces=replaces, by=meeting.by, at=meeting.at)


def test_a_member_corrects_the_record_on_its_page(cast, meeting):
    browser = cast.browser("ben")
    assert CORRECTION in browser.get(MEETING).content.decode()
    form = browser.get(CORRECTION)
    assert "To ask before telling." in form.content.decode()
    assert form.content.decode().count(" checked") == 2
    sent = {
        "held_on": "2026-01-22",
        "minutes": "60",
        "present": [cast.amina.reference, cast.cleo.reference],
        "learned": "To listen.",
        "reason": "Ben was ill.",
    }
    assert browser.post(CORRECTION, sent | {"reason": ""}).status_code == 422
    assert browser.post(CORRECTION, sent).status_code == 409
    assert browser.post(CORRECTION, form_of(form) | sent).status_code == 302
    page = cast.browser("amina").get(MEETING).content.decode()
    assert all(
        text in page for text in ("To listen.", "Ben was ill.", "before it was corrected", "To ask before")
    )
    assert hours(cast) == [60, 0, 60]


def test_a_stale_correction_shows_both(cast, meeting):
    form = cast.browser("amina").get(CORRECTION)
    correct(cast, meeting, minutes=90)
    sent = form_of(form) | {"minutes": "60", "reason": "Shorter."}
    answer = cast.browser("amina").post(CORRECTION, sent)
    assert answer.status_code == 409
    assert "saved this on" in answer.content.decode()
    again = form_of(answer)
    assert (again["minutes"], again["reason"]) == ("60", "Shorter.")
    assert cast.browser("amina").post(CORRECTION, again).status_code == 302
    assert hours(cast) == [60, 60, 0]


def test_only_members_correct_a_record(cast, meeting):
    assert cast.browser("uma").get(CORRECTION).status_code == 404
    assert cast.browser("grace").get(CORRECTION).status_code == 403


def test_what_is_not_recorded_is_recorded_first(cast):
    make_groups(cast)
    assert cast.browser("amina").get(CORRECTION).headers["Location"] == MEETING


def test_no_one_is_selected_as_present_before_someone_says_so(cast):
    make_groups(cast)
    assert " checked" not in cast.browser("amina").get(MEETING).content.decode()
