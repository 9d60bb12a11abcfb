"""Sets a document of ours as a PDF in a child process with limits, so that no text can hold up the server.

What the document says goes in as JSON (`sys.inputs.data` in its source): no source is put together from text.
"""

from __future__ import annotations

import json
import logging
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from threading import BoundedSemaphore
from typing import Any

from waymark.kit.refusals import Reason, Refusal

log = logging.getLogger("waymark.typesetting")
CHILD = Path(__file__).with_name("typesetting_child.py")
SECONDS = 20
"""By the wall clock, the start of the child included."""
PATIENCE = 1.0
"""Seconds that a call waits for its turn: the thread that waits is wanted by those who save their text."""
_turns = BoundedSemaphore(2)


class NotSet(Refusal):
    """The document could not be set in its time and space; what it says is kept all the same."""

    status = 503

    def __init__(self) -> None:
        super().__init__(
            Reason(
                "pdf_not_set", "We can’t create the PDF right now. Nothing is lost. Try again in a minute."
            )
        )


def set_as_pdf(source: Path, content: Mapping[str, Any], *, timestamp: int) -> bytes:
    """PDF/UA-1, the same bytes for the same facts; `timestamp` is in seconds since 1970.

    A text in letters that no font here has is set as well as can be, and without that mark.
    """
    command = [sys.executable, "-I", str(CHILD), str(source), str(timestamp)]
    if not _turns.acquire(timeout=PATIENCE):
        raise NotSet
    try:
        done = subprocess.run(
            command,
            input=json.dumps(content).encode(),
            capture_output=True,
            env={},
            timeout=SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired as problem:
        log.error("%s took longer than %s seconds.", source.name, SECONDS)
        raise NotSet from problem
    finally:
        _turns.release()
    if done.returncode or not done.stdout.startswith(b"%PDF-"):
        log.error("%s was not set: %s", source.name, done.stderr.decode(errors="replace")[-500:])
        raise NotSet
    return done.stdout
