"""No browser keeps a private page."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from tests.cast import Cast

NOT_KEPT = "private, no-store"


@pytest.mark.parametrize("address", ["/", "/programmes/", "/accessibility/", "/privacy/", "/sit/keys/"])
def test_public_pages_may_be_kept_by_a_visitor_and_not_by_a_person(cast: Cast, address: str) -> None:
    assert Client().get(address).headers["cache-control"] == "private, no-cache"
    assert cast.browser("grace").get(address).headers["cache-control"] == NOT_KEPT


@pytest.mark.parametrize(
    "address",
    [
        "/audit-log/",
        "/nowhere/",
        "/accounts/login/",
        "/accounts/password/reset/",
        "/sit/receipts/",
        "/static/no",
    ],
)
@pytest.mark.parametrize("who", ["", "grace", "amina"])
def test_everything_else_is_not_kept(cast: Cast, address: str, who: str) -> None:
    browser = cast.browser(who) if who else Client()
    assert browser.get(address).headers["cache-control"] == NOT_KEPT


def test_a_public_page_that_sets_a_cookie_is_not_kept(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    from waymark.web import views

    def render(request: Any, *_: Any, **__: Any) -> Any:
        from django.http import HttpResponse

        request.session["something"] = "of this visitor"
        return HttpResponse()

    monkeypatch.setattr(views, "render", render)
    assert Client().get("/accessibility/").headers["cache-control"] == NOT_KEPT


def test_errors_are_not_kept(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    from waymark.web import views

    def fails(*_: Any, **__: Any) -> Any:
        raise RuntimeError("planted")

    monkeypatch.setattr(views, "render", fails)
    browser = cast.browser("grace")
    browser.raise_request_exception = False
    answer = browser.get("/accessibility/")
    assert (answer.status_code, answer.headers["cache-control"]) == (500, NOT_KEPT)


def test_saves_are_not_kept(cast: Cast) -> None:
    answer = cast.browser("amina").post("/sit/X/answers/q1/revisions/", headers={"x-waymark-desk": "1"})
    assert answer.headers["cache-control"] == NOT_KEPT


def test_a_host_name_that_is_not_ours_is_not_kept(cast: Cast) -> None:
    answer = Client().get("/", headers={"host": "elsewhere.example"})
    assert (answer.status_code, answer.headers["cache-control"]) == (400, NOT_KEPT)
