"""No line of the log holds a link that works."""

from __future__ import annotations

import io
import logging
from logging.config import dictConfig
from typing import Any

import pytest
from django.conf import settings

TOKEN = "Zm9vYmFyYmF6cXV4Zm9vYmFyYmF6cXV4Zm9vYmFyYmE"


@pytest.fixture
def log() -> io.StringIO:
    """What the handler of the settings writes."""
    stream = io.StringIO()
    handler: dict[str, Any] = settings.LOGGING["handlers"]["stderr"] | {"stream": stream}
    dictConfig(
        {
            "version": 1,
            "incremental": False,
            "disable_existing_loggers": False,
            "formatters": settings.LOGGING["formatters"],
            "filters": settings.LOGGING["filters"],
            "handlers": {"stream": handler},
            "loggers": {"waymark.test_lines": {"handlers": ["stream"], "propagate": False}},
        }
    )
    return stream


@pytest.mark.parametrize(
    "path",
    [
        f"/accounts/invitations/{TOKEN}/",
        f"/accounts/invitations/{TOKEN}/renewal/",
        f"/accounts/password/new/{TOKEN}/",
        f"/accounts/password/reset/key/3-{TOKEN}/",
    ],
)
def test_link_is_hidden_in_message_and_traceback(log: io.StringIO, path: str) -> None:
    try:
        raise RuntimeError(f"at https://npq.example{path}")
    except RuntimeError:
        logging.getLogger("waymark.test_lines").exception("Internal Server Error: %s", path)
    lines = log.getvalue()
    assert TOKEN not in lines
    assert lines.count("(hidden)") == 2


def test_other_addresses_are_written_out(log: io.StringIO) -> None:
    logging.getLogger("waymark.test_lines").error("Internal Server Error: %s", "/accounts/login/")
    assert log.getvalue().endswith("Internal Server Error: /accounts/login/\n")
