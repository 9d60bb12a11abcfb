"""Refusals about accounts; the emails are in `emails.py`."""

from __future__ import annotations

INVITATION_OVER = "This link has been used or has expired. Ask your provider for a new one."
OTHER_PASSWORD = "You already have an account. Enter your password, or reset it first."
CLOSED = "This account is closed. Email your provider."
RESET_OVER = "This link has been used or has expired. Ask for a new one."
