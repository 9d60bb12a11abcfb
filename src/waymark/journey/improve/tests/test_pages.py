"""Who may enter, what they see, and what bad input gets."""

import pytest
from django.urls import reverse

from waymark.journey.improve.models import ImprovementAction, Issue
from waymark.journey.improve.tests.makers import make_action, make_issue

EVERYONE = ["amina", "fay", "hugo", "petra", "chioma", "simi", "grace", "jonas"]
NEW = {"cohort": "llse-spring-2025", "summary": "Seminar 2 is too short.", "evidence": "Evaluation, 9 of 12."}


def action_url(issue):
    return reverse("improve:action", args=[issue.pk])


def action_data(cast, **changed):
    return {"what": "Add an hour.", "owner": str(cast.fay.pk), "due_on": "2026-11-30"} | changed


@pytest.mark.parametrize(("name", "enter"), [("issues", {"fay", "grace", "jonas"}), ("issue_new", {"grace"})])
def test_who_may_enter(cast, name, enter):
    for who in EVERYONE:
        response = cast.browser(who).get(reverse(f"improve:{name}"))
        assert response.status_code == (200 if who in enter else 403)


def test_only_the_lead_of_that_provider_can_assign_an_action(cast):
    url = action_url(make_issue(cast))
    for who in EVERYONE:
        assert cast.browser(who).get(url).status_code == (200 if who == "grace" else 403)
    assert cast.browser("finn").get(url).status_code == 404
    assert cast.browser("finn").post(url, action_data(cast)).status_code == 404


def test_a_visitor_is_asked_to_sign_in(client, cast):
    assert client.get(reverse("improve:issues")).status_code == 302


def test_an_issue_gets_an_action_in_two_pages(cast):
    browser = cast.browser("grace")
    for _ in range(2):
        response = browser.post(reverse("improve:issue_new"), NEW)
        assert response.status_code == 302
    issue = Issue.objects.get()
    assert response.url == action_url(issue)
    assert "1 issue needs an action" in browser.get(reverse("improve:issues")).content.decode()
    for _ in range(2):
        assert browser.post(action_url(issue), action_data(cast)).status_code == 302
    html = browser.get(reverse("improve:issues")).content.decode()
    assert "Every issue has an action" in html
    assert "Monday 30 November 2026" in html
    assert "Fay Abernethy" in browser.get(action_url(issue)).content.decode()


def test_facilitator_and_board_can_read_and_another_provider_cannot(cast):
    make_action(cast)
    url = reverse("improve:issues")
    for who in ("fay", "jonas"):
        html = cast.browser(who).get(url).content.decode()
        assert "Risk is the statement" in html
        assert "Record an issue" not in html
    assert "Risk is the statement" not in cast.browser("finn").get(url).content.decode()


@pytest.mark.parametrize(
    "changed",
    [
        {"cohort": "ucl-spring-2025"},
        {"cohort": ""},
        {"summary": ""},
        {"summary": "x" * 5_000_000},
        {"evidence": "a\x00b"},
        {"evidence": ""},
    ],
)
def test_an_invalid_issue_comes_back(cast, changed):
    response = cast.browser("grace").post(reverse("improve:issue_new"), NEW | changed)
    assert response.status_code == 422
    assert "There is a problem" in response.content.decode()
    assert not Issue.objects.exists()


@pytest.mark.parametrize(
    "changed",
    [{"owner": ""}, {"owner": "424242"}, {"due_on": "2026-10-21"}, {"due_on": "soon"}, {"what": "\x00"}],
)
def test_an_invalid_action_comes_back(cast, changed):
    issue = make_issue(cast)
    response = cast.browser("grace").post(action_url(issue), action_data(cast, **changed))
    assert response.status_code == 422
    assert not ImprovementAction.objects.exists()


def test_a_second_action_is_refused_and_what_was_typed_stays_on_the_page(cast):
    issue = make_issue(cast)
    make_action(cast, issue)
    response = cast.browser("grace").post(action_url(issue), action_data(cast, what="Quite another."))
    assert response.status_code == 409
    assert "This issue already has an action." in response.content.decode()
    assert "Quite another." in response.content.decode()


def test_a_lone_surrogate_is_refused(cast):
    body = b"cohort=llse-spring-2025&evidence=x&summary=a%ED%A0%80"
    response = cast.browser("grace").post(
        reverse("improve:issue_new"), body, content_type="application/x-www-form-urlencoded"
    )
    assert response.status_code == 422


@pytest.mark.parametrize("many", [1, 30])
def test_the_list_takes_the_same_queries_whatever_its_length(cast, many, django_assert_max_num_queries):
    for number in range(many):
        make_action(cast, make_issue(cast, summary=f"Issue {number}"))
    make_issue(cast)
    for who in ("grace", "fay", "jonas"):
        browser = cast.browser(who)
        browser.get(reverse("improve:issues"))
        with django_assert_max_num_queries(6):
            assert browser.get(reverse("improve:issues")).status_code == 200
