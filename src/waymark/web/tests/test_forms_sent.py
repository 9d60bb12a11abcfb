"""What happens to any form after it was sent: once, never lost at the sign-in page, never over something newer."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client
from django.urls import reverse

from tests.cast import PASSWORD, Cast
from tests.filled import form_of
from tests.guards import guards_off
from waymark.ground.people.models import RoleHeld
from waymark.journey.coach.models import CoachingSession
from waymark.journey.coach.tests.makers import form_data, make_pairing
from waymark.journey.improve.models import Issue
from waymark.web.jobs import run
from waymark.web.models import KeptForm, SentForm
from waymark.web.sending.kept import find_kept

ISSUE = {"summary": "The <second> day began late & ended “early”.", "evidence": "Line one.\nLine two."}


def new_issue(browser: Client) -> dict[str, Any]:
    """The form of a new issue, filled in."""
    form = form_of(browser.get(reverse("improve:issue_new")))
    return form | ISSUE


def sign_in(browser: Client, cast: Cast, who: str, next_page: str) -> Any:
    data = {"login": cast.people[who].email, "password": PASSWORD, "next": next_page}
    return browser.post(reverse("account_login"), data, follow=True)


def send_signed_out(cast: Cast) -> tuple[Client, dict[str, Any], str]:
    """The browser of a lead whose session ended before the form was sent, the form, and where the browser was led."""
    browser = cast.browser("grace")
    form = new_issue(browser)
    browser.cookies.clear()
    answer = browser.post(reverse("improve:issue_new"), form)
    location = urlsplit(answer.headers["Location"])
    assert (answer.status_code, location.path) == (302, reverse("account_login"))
    return browser, form, parse_qs(location.query)["next"][0]


def test_what_was_typed_is_given_back_after_signing_in_and_can_be_sent(cast: Cast) -> None:
    browser, _, next_page = send_signed_out(cast)
    assert not Issue.objects.exists()
    page = sign_in(browser, cast, "grace", next_page)
    assert page.status_code == 200
    assert "You were signed out. Check what you typed and send it again." in page.content.decode()
    again = form_of(page)
    assert {name: again[name] for name in ISSUE} == ISSUE
    assert browser.post(reverse("improve:issue_new"), again).status_code == 302
    assert Issue.objects.get().evidence == ISSUE["evidence"]
    assert not KeptForm.objects.exists()


def test_what_was_typed_is_given_to_no_one_else(cast: Cast) -> None:
    _, _, next_page = send_signed_out(cast)
    for who in ("finn", "fay", "amina"):
        answer = cast.browser(who).get(next_page)
        assert answer.status_code == (200 if who == "finn" else 403)
        assert "ended “early”" not in answer.content.decode()
    assert "ended “early”" in cast.browser("grace").get(next_page).content.decode()


def test_a_person_without_a_role_any_more_gets_a_page_and_no_text(cast: Cast) -> None:
    _, _, next_page = send_signed_out(cast)
    other = cast.people["finn"]
    other.account = cast.people["grace"].account
    other.save(update_fields=["account"])
    with guards_off():
        RoleHeld.objects.filter(person=cast.people["grace"]).delete()
    answer = cast.browser("finn").get(next_page)
    assert answer.status_code == 200
    assert "ended “early”" not in answer.content.decode()


def test_what_was_typed_is_deleted_after_a_day(cast: Cast) -> None:
    _, _, next_page = send_signed_out(cast)
    cast.set_time(cast.at + timedelta(days=1, minutes=1))
    assert "ended “early”" not in cast.browser("grace").get(next_page).content.decode()
    assert run(at=cast.at) == 1
    assert not KeptForm.objects.exists()


def test_a_visitor_without_a_signed_form_fills_no_table(cast: Cast) -> None:
    answer = Client().post(reverse("improve:issue_new"), ISSUE | {"form_token": "nonsense"})
    assert answer.status_code == 302
    assert not KeptForm.objects.exists()


def test_choices_and_long_text_come_back_too(cast: Cast) -> None:
    pairing = make_pairing(cast)
    url = reverse("coach:session", args=[pairing.enrolment.reference, "coaching-1"])
    browser = cast.browser("hugo")
    typed = form_data(statement="1.5", judgement="1", owner="coach")
    form = form_of(browser.get(url)) | typed
    browser.cookies.clear()
    answer = browser.post(url, form)
    next_page = parse_qs(urlsplit(answer.headers["Location"]).query)["next"][0]
    again = form_of(sign_in(browser, cast, "hugo", next_page))
    assert {name: again[name] for name in typed} == typed
    assert browser.post(url, again).status_code == 302
    assert CoachingSession.objects.get().triangulations.get().statement == "1.5"


def test_an_old_security_token_loses_nothing(cast: Cast) -> None:
    browser = Client(enforce_csrf_checks=True)
    account = cast.people["grace"].account
    assert account
    browser.force_login(account)
    form = new_issue(browser)
    browser.cookies["csrftoken"] = "x" * 32
    page = browser.post(reverse("improve:issue_new"), form)
    assert page.status_code == 403
    again = form_of(page)
    assert {name: again[name] for name in ISSUE} == ISSUE
    assert browser.post(reverse("improve:issue_new"), again).status_code == 302
    assert Issue.objects.count() == 1


def test_a_request_from_elsewhere_is_refused(cast: Cast) -> None:
    """Someone else's signed form, or none, gives no page with filled fields."""
    browser = Client(enforce_csrf_checks=True)
    account = cast.people["grace"].account
    assert account
    browser.force_login(account)
    foreign = form_of(cast.browser("finn").get(reverse("improve:issue_new")))
    for data in (ISSUE, ISSUE | {"form_token": foreign["form_token"]}):
        answer = browser.post(reverse("improve:issue_new"), data)
        assert answer.status_code == 403
        assert "ended “early”" not in answer.content.decode()


def test_the_same_form_sent_twice_counts_once_and_a_different_one_counts_again(cast: Cast) -> None:
    browser = cast.browser("grace")
    form = new_issue(browser)
    first, second = (browser.post(reverse("improve:issue_new"), form) for _ in range(2))
    assert first.headers["Location"] == second.headers["Location"]
    assert "recorded it once" in browser.get(second.headers["Location"]).content.decode()
    browser.post(reverse("improve:issue_new"), form | {"summary": "Another"})
    assert Issue.objects.count() == SentForm.objects.count() == 2


def test_a_refused_form_may_be_sent_again(cast: Cast) -> None:
    browser = cast.browser("grace")
    form = new_issue(browser) | {"summary": ""}
    assert [browser.post(reverse("improve:issue_new"), form).status_code for _ in range(2)] == [422, 422]
    assert not SentForm.objects.exists()


@pytest.mark.parametrize("who", ["grace", "fay"])
def test_a_person_of_two_providers_gets_their_text_as_the_one_who_typed_it(cast: Cast, who: str) -> None:
    other = cast.people["finn"]
    _, _, next_page = send_signed_out(cast)
    account = cast.people["grace"].account
    other.account = account if who == "grace" else cast.people["fay"].account
    other.save(update_fields=["account"])
    browser = cast.browser(who)
    session = browser.session
    session["person"] = other.pk
    session.save()
    shows = "ended “early”" in browser.get(next_page, follow=True).content.decode()
    assert shows == (who == "grace")


@pytest.mark.parametrize("key", ["\0", "a\0b", "ä", "../", ""])
def test_what_is_no_key_of_a_form_is_never_looked_up(
    cast: Cast, key: str, django_assert_num_queries: Any
) -> None:
    """PostgreSQL takes no text with a zero byte in it."""
    with django_assert_num_queries(0):
        assert find_kept(account_id=1, key=key, at=cast.at) is None
    assert cast.browser("grace").get("/", {"kept": key}).status_code == 200


def test_no_zero_byte_is_kept_in_a_name_or_a_text(cast: Cast) -> None:
    """PostgreSQL takes none, and a signed-out person would get an error page instead of their text."""
    form = new_issue(cast.browser("grace")) | {"a\0b": "c\0d"}
    assert Client().post(reverse("improve:issue_new"), form).status_code == 302
    kept = KeptForm.objects.get()
    assert kept.values["a\ufffdb"] == ["c\ufffdd"]
    assert kept.values["summary"] == [ISSUE["summary"]]
