"""How allauth behaves here: no open sign-up, and its mail leaves as a letter like any other."""

from __future__ import annotations

import uuid
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context as allauth_context
from django.http import HttpRequest

from waymark.ground.people import actions as people
from waymark.ground.people.queries import list_persons_of


class Adapter(DefaultAccountAdapter):  # type: ignore[misc]
    error_messages = DefaultAccountAdapter.error_messages | {
        "email_password_mismatch": (
            "That e-mail address and password do not belong together. Try again, or ask for a new password."
        ),
        "too_many_login_attempts": (
            "Too many tries. Wait five minutes, then try again, or ask for a new password now."
        ),
        "account_inactive": "This account is closed. Write to your provider.",
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """A place comes by invitation."""
        return False

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Leave a letter in the outbox, so that a known address takes no longer than an unknown one."""
        account = context.get("user")
        persons = list_persons_of(account_id=account.pk) if account else []
        if not persons:
            return
        request: Any = allauth_context.request
        message = self.render_mail(template_prefix, email, {"request": request, "email": email} | context)
        people.write_letter(
            provider=persons[0].provider,
            to=email,
            subject=message.subject,
            text=message.body,
            once=f"signin:{uuid.uuid4()}",
            at=request.at,
        )
