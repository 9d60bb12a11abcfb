"""Who may enter, what they see, and what bad input gets."""

import pytest
from django.urls import reverse

from waymark.journey.improve.models import Finding, ImprovementAction
from waymark.journey.improve.tests.makers import decide, make_finding

EVERYBODY = ["amina", "fay", "hugo", "petra", "chioma", "simi", "grace", "jonas"]
NEW = {"cohort": "llse-spring-2025", "says": "Seminar 2 is too short.", "rests_on": "Evaluation, 9 of 12."}


def action_url(finding):
    return reverse("improve:action", args=[finding.pk])


def action_data(cast, **given):
    return {"what": "Add an hour.", "owner": str(cast.fay.pk), "due_on": "2026-11-30"} | given


@pytest.mark.parametrize(
    ("name", "enter"), [("findings", {"fay", "grace", "jonas"}), ("finding_new", {"grace"})]
)
def test_who_may_enter(cast, name, enter):
    for who in EVERYBODY:
        answer = cast.browser(who).get(reverse(f"improve:{name}"))
        assert answer.status_code == (200 if who in enter else 403)


def test_an_action_is_decided_by_the_lead_of_that_provider(cast):
    url = action_url(make_finding(cast))
    for who in EVERYBODY:
        assert cast.browser(who).get(url).status_code == (200 if who == "grace" else 403)
    assert cast.browser("finn").get(url).status_code == 404
    assert cast.browser("finn").post(url, action_data(cast)).status_code == 404


def test_a_visitor_is_asked_to_sign_in(client, cast):
    assert client.get(reverse("improve:findings")).status_code == 302


def test_a_finding_becomes_an_action_in_two_pages(cast):
    browser = cast.browser("grace")
    for _ in range(2):
        answer = browser.post(reverse("improve:finding_new"), NEW)
        assert answer.status_code == 302
    finding = Finding.objects.get()
    assert answer.url == action_url(finding)
    assert "1 finding waits for an action" in browser.get(reverse("improve:findings")).content.decode()
    for _ in range(2):
        assert browser.post(action_url(finding), action_data(cast)).status_code == 302
    html = browser.get(reverse("improve:findings")).content.decode()
    assert "Every finding has an action" in html
    assert "Monday 30 November 2026" in html
    assert "Fay Abernethy" in browser.get(action_url(finding)).content.decode()


def test_facilitator_and_board_read_and_the_stranger_sees_nothing(cast):
    decide(cast)
    url = reverse("improve:findings")
    for who in ("fay", "jonas"):
        html = cast.browser(who).get(url).content.decode()
        assert "Risk is the statement" in html
        assert "Write down a finding" not in html
    assert "Risk is the statement" not in cast.browser("finn").get(url).content.decode()


@pytest.mark.parametrize(
    "given",
    [
        {"cohort": "ucl-spring-2025"},
        {"cohort": ""},
        {"says": ""},
        {"says": "x" * 5_000_000},
        {"rests_on": "a\x00b"},
        {"rests_on": ""},
    ],
)
def test_a_bad_finding_comes_back(cast, given):
    answer = cast.browser("grace").post(reverse("improve:finding_new"), NEW | given)
    assert answer.status_code == 422
    assert "There is a problem" in answer.content.decode()
    assert not Finding.objects.exists()


@pytest.mark.parametrize(
    "given",
    [{"owner": ""}, {"owner": "424242"}, {"due_on": "2026-10-21"}, {"due_on": "soon"}, {"what": "\x00"}],
)
def test_a_bad_action_comes_back(cast, given):
    finding = make_finding(cast)
    answer = cast.browser("grace").post(action_url(finding), action_data(cast, **given))
    assert answer.status_code == 422
    assert not ImprovementAction.objects.exists()


def test_a_second_decision_is_refused_and_kept_on_the_page(cast):
    finding = make_finding(cast)
    decide(cast, finding)
    answer = cast.browser("grace").post(action_url(finding), action_data(cast, what="Quite another."))
    assert answer.status_code == 422
    assert "Quite another." in answer.content.decode()


def test_a_lone_surrogate_comes_back(cast):
    body = b"cohort=llse-spring-2025&rests_on=x&says=a%ED%A0%80"
    answer = cast.browser("grace").post(
        reverse("improve:finding_new"), body, content_type="application/x-www-form-urlencoded"
    )
    assert answer.status_code == 422


@pytest.mark.parametrize("many", [1, 30])
def test_the_list_asks_the_same_at_any_number(cast, many, django_assert_max_num_queries):
    for number in range(many):
        decide(cast, make_finding(cast, says=f"Finding {number}"))
    make_finding(cast)
    for who in ("grace", "fay", "jonas"):
        browser = cast.browser(who)
        browser.get(reverse("improve:findings"))
        with django_assert_max_num_queries(6):
            assert browser.get(reverse("improve:findings")).status_code == 200
