"""One visit to a door: what is sent without being measured, and the one request whose time is measured."""

from __future__ import annotations

import http.client
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from waymark.serving.command import LOOPBACK

LONGEST_WAIT = 60.0
CSRF = "a" * 32
"""Cookie and form hold the same secret, as Django asks of a form of its own."""
STEPS = {
    "name": {"given_name": "Ada", "family_name": "Example"},
    "email": {},
    "trn": {"trn": ""},
    "job": {"job": "Head"},
    "organisation": {"organisation": "One School"},
    "sponsor": {"sponsor_name": "Cy", "sponsor_email": "cy@school.example"},
    "reason": {"reason": "Two schools are joining us."},
}


class Visitor:
    """One connection that is kept alive, as from behind the declared proxy. Every try comes from another address."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.connection = http.client.HTTPConnection(LOOPBACK, port, timeout=LONGEST_WAIT)
        self.visits, self.cookies = 0, ""

    def begin(self) -> None:
        """As someone who was never here."""
        self.visits += 1
        self.cookies = f"csrftoken={CSRF}"

    def post(self, path: str, fields: dict[str, str]) -> tuple[float, int]:
        """Seconds from the request to the last byte of the answer, and its status."""
        return self._send("POST", path, urlencode(fields | {"csrfmiddlewaretoken": CSRF}))

    def get(self, path: str) -> tuple[float, int]:
        return self._send("GET", path, None)

    def _send(self, method: str, path: str, body: str | None) -> tuple[float, int]:
        headers = {
            "Cookie": self.cookies,
            "X-Forwarded-Proto": "https",
            "X-Forwarded-For": f"10.{self.visits >> 16 & 255}.{self.visits >> 8 & 255}.{self.visits & 255}",
            "Origin": f"https://{LOOPBACK}:{self.port}",
            "Content-Type": "application/x-www-form-urlencoded",
        }
        began = time.perf_counter()
        try:
            self.connection.request(method, path, body, headers)
            answer = self.connection.getresponse()
        except (http.client.RemoteDisconnected, BrokenPipeError, ConnectionResetError):
            self.connection.close()  # a kept connection that the server closed meanwhile
            began = time.perf_counter()
            self.connection.request(method, path, body, headers)
            answer = self.connection.getresponse()
        answer.read()
        seconds = time.perf_counter() - began
        for cookie in answer.headers.get_all("Set-Cookie") or []:
            if cookie.startswith("waymark="):
                self.cookies = f"csrftoken={CSRF}; {cookie.partition(';')[0]}"
        return seconds, answer.status


@dataclass(frozen=True)
class Door:
    name: str
    visit: Callable[[Visitor, str, dict[str, Any]], tuple[float, int]]
    status: int
    """Of every answer, whether there is an account or not."""


def _sign_in(visitor: Visitor, email: str, _: dict[str, Any]) -> tuple[float, int]:
    return visitor.post("/accounts/login/", {"login": email, "password": "not the right one"})


def _reset(visitor: Visitor, email: str, _: dict[str, Any]) -> tuple[float, int]:
    return visitor.post("/accounts/password/reset/", {"email": email})


def _invitation_page(visitor: Visitor, email: str, world: dict[str, Any]) -> tuple[float, int]:
    return visitor.get(world["invitations"][email])


def _invitation(visitor: Visitor, email: str, world: dict[str, Any]) -> tuple[float, int]:
    """A password that is refused in any case, so that the tries change nothing."""
    return visitor.post(world["invitations"][email], {"password": "aaaaaaaaaaaa"})


def _application(visitor: Visitor, email: str, world: dict[str, Any]) -> tuple[float, int]:
    for step, fields in STEPS.items():
        visitor.post(
            f"{world['application']}{step}/", {**fields, **({"email": email} if step == "email" else {})}
        )
    return visitor.post(f"{world['application']}check/", {})


DOORS = (
    Door("sign-in", _sign_in, 200),
    Door("reset", _reset, 302),
    Door("invitation page", _invitation_page, 200),
    Door("invitation", _invitation, 422),
    Door("application", _application, 302),
)
