"""Another peer group: with a reason, a day and an author, in a history, and undone on the same day."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.urls import reverse

from tests.cast import Cast
from waymark.ground.cohorts.actions import withdraw
from waymark.ground.cohorts.enrolments.reasons import WithdrawalReason
from waymark.ground.people.models import Email
from waymark.journey.gather import queries
from waymark.journey.gather.actions import CannotMoveGroup, move_to_group, undo_group_change
from waymark.journey.gather.models import GroupChange, PeerGroup, Presence
from waymark.journey.gather.tests.makers import make_groups, make_meeting

TODAY = date(2026, 10, 22)


@pytest.fixture
def other(cast: Cast) -> PeerGroup:
    make_groups(cast)
    return PeerGroup.objects.create(cohort=cast.cohort, name="Group 2", by=cast.grace, at=cast.at)


def move(cast: Cast, group: PeerGroup, **given: object) -> GroupChange:
    facts = {"reason": "Meets on another evening", "by": cast.grace, "at": cast.at} | given
    return move_to_group(enrolment=cast.amina, group=group, **facts)  # type: ignore[arg-type]


def group_of(cast: Cast) -> str:
    group = queries.find_group(enrolment=cast.amina)
    assert group is not None
    return group.name


def test_joining_a_first_group_is_no_move_and_is_in_the_history(cast: Cast, other: PeerGroup) -> None:
    rows = GroupChange.objects.filter(enrolment=cast.amina)
    assert [(row.before, row.after, row.reason, row.from_on) for row in rows] == [
        (None, "Group 1", "", TODAY)
    ]
    assert queries.list_group_changes(cohort=cast.cohort) == []
    late = cast.enrolled("late", "Lina", "Late")
    change = move_to_group(enrolment=late, group=other, reason="", by=cast.grace, at=cast.at)
    assert (change.before, change.group, change.from_on) == (None, other, TODAY)


def test_a_move_keeps_the_reason_the_day_and_what_the_earlier_group_recorded(
    cast: Cast, other: PeerGroup
) -> None:
    make_meeting(cast)
    change = move(cast, other, from_on=date(2026, 10, 12))
    assert (str(change.before), change.after, change.from_on) == ("Group 1", "Group 2", date(2026, 10, 12))
    assert (change.reason, change.by) == ("Meets on another evening", cast.grace)
    assert group_of(cast) == "Group 2"
    assert Presence.objects.filter(enrolment=cast.amina).count() == 1
    assert move(cast, other) == change
    told = Email.objects.filter(to=cast.amina.person.email, text__contains="Group 2")
    assert told.count() == 1


@pytest.mark.parametrize(
    ("given", "code"),
    [({"reason": " "}, "reason"), ({"from_on": date(2026, 10, 23)}, "from_on"),
     ({"from_on": date(2020, 1, 1)}, "before_start")],
)  # fmt: skip
def test_a_move_without_reason_or_with_an_impossible_day_is_refused(
    cast: Cast, other: PeerGroup, given: dict[str, object], code: str
) -> None:
    with pytest.raises(CannotMoveGroup) as refused:
        move(cast, other, **given)
    assert refused.value.codes == (code,)
    assert group_of(cast) == "Group 1"


def test_no_one_is_moved_into_the_group_they_are_in(cast: Cast, other: PeerGroup) -> None:
    own = queries.find_group(enrolment=cast.amina)
    assert own is not None
    with pytest.raises(CannotMoveGroup) as refused:
        move(cast, own)
    assert refused.value.codes == ("same",)


def test_who_has_withdrawn_is_not_moved_and_not_told_of_a_group(cast: Cast, other: PeerGroup) -> None:
    withdraw(
        enrolment=cast.amina, reason=WithdrawalReason.CAREER, effective_on=TODAY, by=cast.grace, at=cast.at
    )
    emails = Email.objects.count()
    with pytest.raises(CannotMoveGroup) as refused:
        move(cast, other)
    assert refused.value.codes == ("stopped",)
    assert (group_of(cast), Email.objects.count()) == ("Group 1", emails)


def test_a_move_is_undone_on_the_same_day(cast: Cast, other: PeerGroup) -> None:
    change = move(cast, other)
    undone = undo_group_change(change=change, by=cast.grace, at=cast.at + timedelta(hours=1))
    assert group_of(cast) == "Group 1"
    assert [row.pk for row in queries.list_group_changes(enrolment=cast.amina)] == [undone.pk, change.pk]
    for row, code in ((change, "undone"), (undone, "first")):
        with pytest.raises(CannotMoveGroup) as refused:
            undo_group_change(change=row, by=cast.grace, at=cast.at + timedelta(hours=2))
        assert code in refused.value.codes


def test_a_move_is_not_undone_on_another_day_nor_after_a_later_one(cast: Cast, other: PeerGroup) -> None:
    change = move(cast, other)
    with pytest.raises(CannotMoveGroup) as refused:
        undo_group_change(change=change, by=cast.grace, at=cast.at + timedelta(hours=14))
    assert refused.value.codes == ("another_day",)
    third = PeerGroup.objects.create(cohort=cast.cohort, name="Group 3", by=cast.grace, at=cast.at)
    move(cast, third)
    with pytest.raises(CannotMoveGroup) as refused:
        undo_group_change(change=change, by=cast.grace, at=cast.at)
    assert refused.value.codes == ("something_since",)


def test_a_move_is_not_undone_once_they_were_at_a_meeting_of_the_new_group(
    cast: Cast, other: PeerGroup
) -> None:
    change = move(cast, other)
    move_to_group(enrolment=cast.ben, group=other, reason="Goes along", by=cast.grace, at=cast.at)
    make_meeting(cast)
    with pytest.raises(CannotMoveGroup) as refused:
        undo_group_change(change=change, by=cast.grace, at=cast.at)
    assert refused.value.codes == ("in_use",)


def test_a_lead_moves_someone_in_the_browser_and_a_facilitator_does_not(cast: Cast, other: PeerGroup) -> None:
    groups = reverse("gather:groups", args=[cast.cohort.slug])
    page = reverse("gather:move", args=[cast.cohort.slug, cast.amina.reference])
    grace, fay = cast.browser("grace"), cast.browser("fay")
    assert page in grace.get(groups).content.decode()
    assert page not in fay.get(groups).content.decode()
    assert fay.get(page).status_code == 403
    assert cast.browser("finn").get(page).status_code == 404
    text = grace.get(page).content.decode()
    assert "Group 2, 0 members" in text
    assert "Group 1, " not in text
    answer = grace.post(page, {"group": str(other.pk), "reason": ""})
    assert (answer.status_code, "Enter the reason for the move" in answer.content.decode()) == (422, True)
    sent = {"group": str(other.pk), "reason": "Meets on another evening"}
    assert grace.post(page, sent).status_code == 302
    text = grace.get(groups).content.decode()
    assert "from Group 1 to Group 2, from Thursday 22 October 2026" in text
    assert "Meets on another evening" in text
    assert "Meets on another evening" not in fay.get(groups).content.decode()
    own = grace.get(reverse("web:participant", args=[cast.amina.reference])).content.decode()
    assert "from Group 1 to Group 2" in own
    change = queries.list_group_changes(cohort=cast.cohort)[0]
    undo = reverse("gather:group_change_undo", args=[cast.cohort.slug, change.pk])
    assert fay.post(undo).status_code == 403
    assert grace.post(undo).status_code == 302
    assert group_of(cast) == "Group 1"


def test_someone_without_a_group_is_put_into_one_without_a_reason(cast: Cast, other: PeerGroup) -> None:
    late = cast.enrolled("late", "Lina", "Late")
    page = reverse("gather:move", args=[cast.cohort.slug, late.reference])
    text = cast.browser("grace").get(page).content.decode()
    assert "They aren’t in a group yet." in text
    assert "Reason" not in text
    assert cast.browser("grace").post(page, {"group": str(other.pk)}).status_code == 302
    assert queries.find_group(enrolment=late) == other


def test_a_move_of_another_cohort_is_not_found(cast: Cast, other: PeerGroup) -> None:
    change = move(cast, other)
    assert queries.find_group_change(cohort=cast.ucl_cohort, pk=change.pk) is None
    assert queries.list_group_changes(cohort=cast.ucl_cohort) == []
