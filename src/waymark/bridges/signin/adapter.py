"""Allauth's settings in code: no open sign-up, and its emails go through our outbox."""

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
            "Email address or password is incorrect. Try again, or reset your password."
        ),
        "too_many_login_attempts": (
            "Too many attempts. Wait 5 minutes and try again, or reset your password now."
        ),
        "account_inactive": "This account is closed. Email your provider.",
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Accounts are created by invitation only."""
        return False

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Leave the email in the outbox, so that a known address takes no longer than an unknown one."""
        account = context.get("user")
        persons = list_persons_of(account_id=account.pk) if account else []
        if not persons:
            return
        request: Any = allauth_context.request
        message = self.render_mail(template_prefix, email, {"request": request, "email": email} | context)
        people.queue_email(
            provider=persons[0].provider,
            to=email,
            subject=message.subject,
            text=message.body,
            once=f"signin:{uuid.uuid4()}",
            at=request.at,
        )
