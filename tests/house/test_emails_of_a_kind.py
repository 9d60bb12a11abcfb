"""Every email that a room sends is of a kind, so that a lead can change its words; tests to oneself are not."""

from __future__ import annotations

import re
from pathlib import Path

SOURCE = Path(__file__).parents[2] / "src" / "waymark"
MAY_QUEUE_RAW = {
    "ground/people/outbox.py",
    "ground/people/actions.py",
    "ground/emails/actions.py",
    "web/privacy/requests.py",
}
"""The outbox itself, tests that a lead sends to themselves, and a copy of someone’s data that is ready."""


def test_rooms_send_emails_of_a_kind() -> None:
    found = {
        str(path.relative_to(SOURCE))
        for path in SOURCE.rglob("*.py")
        if "tests" not in path.parts and re.search(r"queue_(?:visitors_)?emails?\(", path.read_text())
    }
    assert found <= MAY_QUEUE_RAW
