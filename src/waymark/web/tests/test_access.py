"""Nobody comes in by a door that does not say who may."""

import time
from datetime import UTC, datetime, timedelta
from ipaddress import ip_network
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client, RequestFactory, override_settings

from tests.cast import PASSWORD, Cast
from waymark.ground.people import actions as people
from waymark.ground.people.roles import Role
from waymark.web.access import AccessMiddleware
from waymark.web.models import PretendDate


def handle(**environ: object) -> Any:
    """The request as it comes out of the door."""
    handled: list[Any] = []
    door = AccessMiddleware(lambda request: handled.append(request) or HttpResponse())  # type: ignore[func-returns-value]
    door(RequestFactory().get("/", headers={"x-waymark-desk": "1"}, **environ))  # type: ignore[arg-type]
    return handled[0]


@pytest.mark.django_db
def test_request_time_is_its_arrival() -> None:
    arrived = datetime.now(tz=UTC).replace(microsecond=250) - timedelta(seconds=40)
    stamp = {"waymark.arrived": int(arrived.timestamp()) * 10**9 + 250_000, "waymark.stamped_by": "k"}
    request = handle(**stamp)
    assert (request.at, request.stamped_by) == (arrived, "k")
    assert handle().stamped_by == "a"


@pytest.mark.django_db
def test_demonstration_time_is_that_of_the_arrival() -> None:
    now = datetime.now(tz=UTC)
    PretendDate.objects.create(pretend_at=now + timedelta(days=30), real_at=now)
    stamp = {"waymark.arrived": int(now.timestamp() * 1e9), "waymark.stamped_by": "k"}
    assert abs(handle(**stamp).at - (now + timedelta(days=30))) < timedelta(milliseconds=1)


@pytest.mark.django_db
@override_settings(TRUSTED_PROXIES=(ip_network("127.0.0.1"),))
def test_proxy_header_is_used_and_nonsense_is_logged(caplog: pytest.LogCaptureFixture) -> None:
    stamp = time.time() - 5
    request = handle(HTTP_X_WAYMARK_ARRIVAL=f"{stamp:.3f}")
    assert request.stamped_by == "p"
    assert abs(request.at.timestamp() - stamp) < 0.01
    assert handle(HTTP_X_WAYMARK_ARRIVAL="yesterday").stamped_by == "a"
    assert "yesterday" in caplog.text
    assert handle(HTTP_X_WAYMARK_ARRIVAL=f"{stamp:.3f}", REMOTE_ADDR="192.0.2.1").stamped_by == "a"


def test_visitor_is_asked_to_sign_in(cast: Cast) -> None:
    answer = Client().get("/hours/")
    assert answer.status_code == 302
    assert answer.headers["location"].startswith("/accounts/login/?next=/hours/")


def test_writing_page_gets_json_when_signed_out(cast: Cast) -> None:
    answer = Client().get("/hours/", headers={"x-waymark-desk": "1"})
    assert answer.status_code == 401
    assert answer.json()["code"] == "signed_out"


def test_wrong_role_is_refused(cast: Cast) -> None:
    assert cast.browser("amina").get("/audit-log/").status_code == 403
    assert cast.browser("grace").get("/audit-log/").status_code == 200


def test_changed_password_ends_the_session(cast: Cast) -> None:
    browser = cast.browser("grace")
    account = cast.people["grace"].account
    assert account
    account.set_password("quite another password")
    account.save()
    assert browser.get("/audit-log/").status_code == 302


def test_closed_account_ends_the_session(cast: Cast) -> None:
    browser = cast.browser("grace")
    account = cast.people["grace"].account
    assert account
    account.is_active = False
    account.save()
    assert browser.get("/audit-log/").status_code == 302


def test_person_with_two_roles_acts_in_one_and_can_change(cast: Cast) -> None:
    people.give_role(person=cast.people["hugo"], role=Role.LEAD, by=None, at=cast.at)
    browser = cast.browser("hugo")
    assert "Coach" in browser.get("/account/").content.decode()
    browser.post("/account/", {"role": "lead"})
    assert browser.get("/").status_code == 200
    assert "Programme lead" in browser.get("/account/").content.decode()


def test_sign_in_with_email_and_password(cast: Cast) -> None:
    browser = Client()
    refused = browser.post("/accounts/login/", {"login": "grace@llse.example", "password": "not this one"})
    unknown = Client().post("/accounts/login/", {"login": "nobody@llse.example", "password": "not this one"})
    assert refused.status_code == unknown.status_code == 422
    sentence = "Email address or password is incorrect"
    assert sentence in refused.content.decode()
    assert sentence in unknown.content.decode()
    right = browser.post("/accounts/login/", {"login": "grace@llse.example", "password": PASSWORD})
    assert right.status_code == 302
    assert browser.get("/audit-log/").status_code == 200


def test_there_is_no_sign_up(cast: Cast) -> None:
    assert Client().get("/accounts/signup/").status_code == 404


def test_password_reset_answers_the_same_for_unknown_addresses(cast: Cast) -> None:
    answers = [
        Client().post("/accounts/password/reset/", {"email": email})
        for email in ("grace@llse.example", "nobody@llse.example")
    ]
    assert {answer.status_code for answer in answers} == {302}
    assert len({answer.headers["location"] for answer in answers}) == 1


@override_settings(DEMO_DOOR=False)
def test_demonstration_sign_in_is_closed_without_its_setting(cast: Cast) -> None:
    assert Client().get("/accounts/demonstration/").status_code == 404
    assert Client().post(f"/accounts/demonstration/{cast.people['grace'].pk}/").status_code == 404


def test_time_moves_forward_only(cast: Cast) -> None:
    browser = cast.browser("amina")
    back = browser.post("/time/", {"on": "2026-10-01", "at": "10:00"})
    assert back.status_code == 422
    assert "Enter a later date or time" in back.content.decode()
    assert browser.post("/time/", {"on": "2026-10-27", "at": "09:00"}).status_code == 302
    assert "Tuesday 27 October 2026, 09:00" in browser.get("/accessibility/").content.decode()


@pytest.mark.parametrize("path", ["/", "/accessibility/", "/privacy/", "/accounts/login/", "/healthz"])
def test_public_pages(cast: Cast, path: str) -> None:
    assert Client().get(path).status_code == 200


def test_demonstration_time_runs_on(cast: Cast) -> None:
    from waymark.web.clock import demonstration_time

    start = demonstration_time(datetime.now(tz=UTC))
    assert (demonstration_time(datetime.now(tz=UTC)) - start).total_seconds() >= 0


def test_person_without_roles_is_refused_and_not_redirected(cast: Cast) -> None:
    browser = cast.browser("chioma")
    assert browser.get("/mark/").status_code == 200
    cast.people["chioma"].roles_held.all().delete()
    assert browser.get("/mark/").status_code == 403
    assert browser.get("/account/").status_code == 403
    assert browser.get("/").status_code == 200


@pytest.mark.parametrize(
    "cookie", ['"aaaaaaaaaaaa\\000"', '"\\000\\000\\000\\000\\000\\000\\000\\000"', "' OR 1=1 --"]
)
@pytest.mark.parametrize("name", ["waymark", "csrftoken", "messages"])
def test_malformed_cookie_is_ignored(db: None, name: str, cookie: str) -> None:
    visitor = Client(headers={"cookie": f"{name}={cookie}"})
    assert visitor.get("/").status_code == 200
    assert visitor.get("/accounts/login/").status_code == 200
    assert visitor.get("/hours/").status_code == 302
    desk = visitor.post("/sit/AAAAAAAA/answers/q1/revisions/", headers={"sec-fetch-site": "same-origin"})
    assert desk.status_code == 401


@pytest.mark.parametrize("charset", ["hex", "zip", "rot13", "undefined", "utf-7", "unicode_escape", "utf-16"])
def test_form_is_read_as_utf_8_whatever_charset_it_claims(db: None, charset: str) -> None:
    body = '--B\r\nContent-Disposition: form-data; name="email"\r\n\r\na\\ud800@b.example\r\n--B--\r\n'
    stamp = f"multipart/form-data; boundary=B; charset={charset}"
    assert Client().generic("POST", "/accounts/password/reset/", body, stamp).status_code in (200, 302, 422)


def test_person_id_of_any_length_is_not_found(db: None) -> None:
    assert Client().post(f"/accounts/demonstration/{'9' * 30}/").status_code == 404
