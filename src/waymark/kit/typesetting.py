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

log = logging.getLogger("waymark.typesetting")
CHILD = Path(__file__).with_name("typesetting_child.py")
SECONDS = 20
"""By the wall clock, the wait for a turn and the start of the child included."""
_turns = BoundedSemaphore(2)


class NotSet(Exception):
    """The document could not be set in its time and space."""


def set_as_pdf(source: Path, says: Mapping[str, Any], *, timestamp: int) -> bytes:
    """PDF/UA-1, the same bytes for the same facts; `timestamp` is in seconds since 1970.

    A text in letters that no font here has is set as well as can be, and without that mark.
    """
    command = [sys.executable, "-I", str(CHILD), str(source), str(timestamp)]
    if not _turns.acquire(timeout=SECONDS):
        raise NotSet("No turn became free.")
    try:
        done = subprocess.run(
            command,
            input=json.dumps(says).encode(),
            capture_output=True,
            env={},
            timeout=SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired as problem:
        raise NotSet(f"{source.name} took longer than {SECONDS} seconds.") from problem
    finally:
        _turns.release()
    if done.returncode or not done.stdout.startswith(b"%PDF-"):
        log.error("%s was not set: %s", source.name, done.stderr.decode(errors="replace")[-500:])
        raise NotSet(source.name)
    return done.stdout
