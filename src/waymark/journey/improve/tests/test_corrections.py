"""What is done about an issue, by whom and by when, can be changed, and those it concerns are told."""

from datetime import date

import pytest
from django.urls import reverse

from tests.filled import form_of
from waymark.ground.ledger.queries import count_entries
from waymark.ground.people.queries import list_emails_to
from waymark.ground.people.roles import Role
from waymark.journey.improve import actions, queries
from waymark.journey.improve.models import ImprovementAction
from waymark.journey.improve.tests.makers import make_action, make_issue
from waymark.kit.forms import ChangedSince


def change(cast, action, **changes):
    fields = {"what": action.what, "owner": action.owner, "due_on": action.due_on, "reason": "Fay is away."}
    return actions.correct_action(action=action, by=cast.grace, at=cast.at, **(fields | changes))


def address(action, name="correction"):
    return reverse(f"improve:{name}", args=[action.issue_id])


def subjects(cast, who):
    return [email.subject for email in list_emails_to(provider=cast.llse, email=cast.people[who].email)]


def test_a_new_owner_and_the_former_one_are_told(cast):
    changed = change(cast, make_action(cast), owner=cast.hugo)
    assert "An action is no longer yours" in subjects(cast, "fay")
    assert any("An action for you" in subject for subject in subjects(cast, "hugo"))
    [issue] = queries.list_issues(for_=cast.grace, role=Role.LEAD)
    assert issue.action == changed
    assert count_entries(provider_id=cast.llse.pk, verb="improve.action_changed") == 1


def test_a_later_due_date_reaches_its_owner(cast):
    change(cast, make_action(cast), due_on=date(2027, 1, 4))
    assert len(subjects(cast, "fay")) == 2
    assert "An action is no longer yours" not in subjects(cast, "fay")


def test_the_words_of_an_overdue_action_can_change(cast):
    action = make_action(cast)
    later = cast.at.replace(year=2027)
    changed = actions.correct_action(
        action=action,
        what="Half of it.",
        owner=action.owner,
        due_on=action.due_on,
        reason="x",
        by=cast.grace,
        at=later,
    )
    assert changed.due_on == action.due_on
    with pytest.raises(actions.CannotAssignAction):
        actions.correct_action(
            action=changed,
            what="x",
            owner=action.owner,
            due_on=date(2026, 12, 1),
            reason="x",
            by=cast.grace,
            at=later,
        )


def test_the_second_of_two_changes_is_told_of_the_first(cast):
    action = make_action(cast)
    change(cast, action, what="One.")
    with pytest.raises(ChangedSince):
        change(cast, action, what="Two.")
    assert ImprovementAction.objects.current().get().what == "One."


def test_the_same_again_changes_nothing(cast):
    with pytest.raises(actions.CannotAssignAction) as refused:
        change(cast, make_action(cast))
    assert refused.value.codes == ("nothing_differs",)


def test_the_lead_changes_an_action_on_its_page(cast):
    action = make_action(cast)
    browser = cast.browser("grace")
    assert address(action) in browser.get(address(action, "action")).content.decode()
    form = form_of(browser.get(address(action)))
    sent = form | {"what": "Do half of it.", "reason": "Time."}
    assert browser.post(address(action), sent | {"reason": ""}).status_code == 422
    assert browser.post(address(action), sent).status_code == 302
    page = browser.get(address(action, "action")).content.decode()
    assert all(text in page for text in ("Do half of it.", "Time.", "before it was changed", action.what))
    assert browser.post(address(action), sent | {"what": "Older."}).status_code == 409


@pytest.mark.parametrize(("who", "sees"), [("amina", 403), ("fay", 403), ("jonas", 403), ("finn", 404)])
def test_no_one_else_changes_an_action(cast, who, sees):
    action = make_action(cast)
    assert cast.browser(who).get(address(action)).status_code == sees


def test_an_issue_without_an_action_gets_one_first(cast):
    issue = make_issue(cast)
    answer = cast.browser("grace").get(reverse("improve:correction", args=[issue.pk]))
    assert answer.headers["Location"] == reverse("improve:action", args=[issue.pk])
