"""The fingerprint of a paper: sixty-four characters that identify its text. Pure."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable


def fingerprint_of(*, body: object, case: str, exhibits: Iterable[tuple[str, str]] = ()) -> str:
    """SHA-256 of the canonical JSON (sorted keys, UTF-8) of body, case, and each exhibit's name and digest.

    Without exhibits the key is left out, so that papers from before there were exhibits keep their fingerprint.
    """
    data: dict[str, object] = {"body": body, "case": case}
    if files := sorted(exhibits):
        data["exhibits"] = [list(file) for file in files]
    text = json.dumps(data, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()
