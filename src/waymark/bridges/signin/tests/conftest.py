"""How long a test takes decides nothing about waits: every request of a test comes at the same instant."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest


@pytest.fixture(autouse=True)
def clock_stands_still(monkeypatch: pytest.MonkeyPatch) -> None:
    now = datetime.now(tz=UTC)
    monkeypatch.setattr("waymark.web.access.real_now", lambda: now)
