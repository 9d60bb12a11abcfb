"""The short way in: the same refusals, the same headers, and nobody gets further by it than by the door."""

from __future__ import annotations

import json

import pytest
from django.db import OperationalError
from django.urls import get_resolver, reverse

from waymark.ground.people.access import uses_fast_path
from waymark.journey.sit.tests.makers import make_sitting

DESK = {"x-waymark-desk": "1"}


@pytest.fixture
def address(cast):
    return reverse("sit:revisions", args=[make_sitting(cast).code, "q1"])


def send(client, address, *, headers=DESK, **options):
    body = json.dumps({"text": "One word more.", "base": 0, "client": "window1"})
    return client.post(address, body, content_type="application/json", headers=headers, **options)


def test_save_takes_the_fast_path_with_security_headers(cast, address):
    answer = send(cast.browser("amina"), address)
    assert answer.status_code == 200
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"] == "default-src 'none'; frame-ancestors 'none'"
    assert answer["Content-Length"] == str(len(answer.content))
    assert not answer.cookies


def test_save_without_the_header_takes_the_normal_path(cast, address):
    answer = send(cast.browser("amina"), address, headers={})
    assert answer.status_code == 200
    assert "script-src" in answer["Content-Security-Policy"]


def test_unknown_host_name_is_refused(cast, address):
    assert send(cast.browser("amina"), address, HTTP_HOST="evil.example").status_code == 400


def test_visitors_and_other_people_are_refused(cast, client, address):
    assert send(client, address).status_code == 401
    assert send(cast.browser("ben"), address).status_code == 404


@pytest.mark.parametrize("page", ["web:home", "sit:before", "sit:extensions"])
def test_other_addresses_with_the_header_take_the_normal_path(cast, page):
    answer = cast.browser("amina").post(reverse(page), headers=DESK)
    assert answer.status_code in (302, 401, 405)


def test_unknown_address_is_not_found(cast):
    assert cast.browser("amina").post("/no/such/place/", headers=DESK).status_code == 404


def test_unreachable_database_is_reported_in_json(cast, address, monkeypatch):
    client = cast.browser("amina")
    client.raise_request_exception = False

    def gone(**_kwargs):
        raise OperationalError

    monkeypatch.setattr("waymark.journey.sit.writing.views.saves.find_answer_context", gone)
    answer = send(client, address)
    assert (answer.status_code, answer.json()["code"], answer["Retry-After"]) == (503, "unreachable", "5")


def test_only_the_save_takes_the_fast_path():
    def views(patterns):
        for pattern in patterns:
            yield from views(pattern.url_patterns) if hasattr(pattern, "url_patterns") else [pattern]

    short = [view.name for view in views(get_resolver().url_patterns) if uses_fast_path(view.callback)]
    assert short == ["revisions"]
