"""An issue is recorded once, gets one action, and the action's owner is emailed."""

from datetime import UTC, date, datetime

import pytest

from waymark.ground.ledger.queries import count_entries
from waymark.ground.people.queries import list_emails_to
from waymark.ground.people.roles import Role
from waymark.journey.improve import actions, queries
from waymark.journey.improve.models import ImprovementAction, Issue
from waymark.journey.improve.tests.makers import make_action, make_issue
from waymark.kit.forms import ChangedSince


def test_the_same_issue_twice_is_one(cast):
    issue = make_issue(cast)
    assert count_entries(provider_id=cast.llse.pk, verb="improve.found") == 1
    assert make_issue(cast) == issue
    assert Issue.objects.count() == 1
    assert count_entries(provider_id=cast.llse.pk, verb="improve.found") == 1


def test_an_issue_without_evidence_is_refused(cast):
    with pytest.raises(actions.CannotRecordIssue) as refused:
        make_issue(cast, evidence=" ")
    assert refused.value.codes == ("evidence",)
    assert not Issue.objects.exists()


def test_an_issue_gets_one_action_and_the_owner_is_emailed(cast):
    issue = make_issue(cast)
    assert make_action(cast, issue) == make_action(cast, issue)
    assert ImprovementAction.objects.get().owner == cast.fay
    (email,) = list_emails_to(provider=cast.llse, email=cast.fay.email)
    assert "Monday 30 November 2026" in email.subject
    assert count_entries(provider_id=cast.llse.pk, verb="improve.decided") == 1


def test_no_email_is_sent_when_the_lead_assigns_the_action_to_themselves(cast):
    make_action(cast, owner=cast.grace)
    assert list_emails_to(provider=cast.llse, email=cast.grace.email) == []


@pytest.mark.parametrize(
    ("changed", "code"), [({"due_on": date(2026, 10, 21)}, "due_on"), ({"what": " "}, "what")]
)
def test_a_refused_action_is_not_saved(cast, changed, code):
    with pytest.raises(actions.CannotAssignAction) as refused:
        make_action(cast, **changed)
    assert refused.value.codes == (code,)
    assert not ImprovementAction.objects.exists()


def test_the_due_date_is_compared_with_the_day_in_the_time_zone_of_the_cohort(cast):
    late_evening_in_utc = datetime(2026, 7, 30, 23, 30, tzinfo=UTC)
    with pytest.raises(actions.CannotAssignAction):
        make_action(cast, due_on=date(2026, 7, 30), at=late_evening_in_utc)


def test_participants_and_other_providers_staff_cannot_own_an_action(cast):
    for owner in (cast.people["amina"], cast.finn):
        with pytest.raises(actions.CannotAssignAction) as refused:
            make_action(cast, owner=owner)
        assert refused.value.codes == ("owner",)


def test_a_second_action_is_refused(cast):
    issue = make_issue(cast)
    make_action(cast, issue)
    with pytest.raises(ChangedSince) as refused:
        make_action(cast, issue, what="Something else.")
    assert refused.value.codes == ("has_an_action",)


def test_who_sees_which_issues(cast):
    issue = make_issue(cast)
    for person, role, visible in (
        (cast.grace, Role.LEAD, [issue]),
        (cast.jonas, Role.BOARD, [issue]),
        (cast.fay, Role.FACILITATOR, [issue]),
        (cast.hugo, Role.FACILITATOR, []),
        (cast.finn, Role.LEAD, []),
    ):
        assert queries.list_issues(for_=person, role=role) == visible
