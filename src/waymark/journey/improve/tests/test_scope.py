"""Issues are seen by those who may see their cohort, and an action answers one issue."""

from __future__ import annotations

from datetime import date

from waymark.ground.people.roles import Role
from waymark.journey.improve import queries
from waymark.journey.improve.tests.makers import make_action, make_issue


def test_an_issue_is_found_by_its_own_number_by_who_may_see_it(cast):
    first, second = make_issue(cast), make_issue(cast, summary="Too little time to write.")
    for issue in (first, second):
        assert queries.get_issue_for(for_=cast.grace, role=Role.LEAD, issue_id=issue.pk) == issue
        assert queries.get_issue_for(for_=cast.finn, role=Role.LEAD, issue_id=issue.pk) is None
        assert queries.get_issue_for(for_=cast.hugo, role=Role.FACILITATOR, issue_id=issue.pk) is None


def test_an_action_is_found_by_its_own_issue(cast):
    first, second = make_issue(cast), make_issue(cast, summary="Too little time to write.")
    action = make_action(cast, first)
    assert queries.find_action(issue=first) == action
    assert queries.find_action(issue=second) is None


def test_issues_without_an_action_come_first_and_then_those_due_soonest(cast):
    late, soon, without = (make_issue(cast, summary=summary) for summary in ("Late", "Soon", "Without"))
    make_action(cast, late, due_on=date(2026, 12, 31))
    make_action(cast, soon, due_on=date(2026, 11, 1))
    assert queries.list_issues(for_=cast.grace, role=Role.LEAD) == [without, soon, late]


def test_owners_are_the_staff_of_the_provider_by_name(cast):
    owners = queries.list_owners(for_=cast.grace)
    assert [person.family_name for person in owners] == sorted(
        cast.people[name].family_name for name in ("fay", "hugo", "petra", "simi", "grace")
    )
    assert queries.list_owners(for_=cast.finn) == [cast.finn]
