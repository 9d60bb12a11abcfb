"""Which text it was, in sixty-four characters. Pure."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable


def fingerprint_of(*, body: object, case: str, exhibits: Iterable[tuple[str, str]] = ()) -> str:
    """SHA-256 of the canonical JSON (sorted keys, UTF-8) of body, case, and each exhibit's name and digest.

    A paper without exhibits has the fingerprint that it had before papers could hold any.
    """
    said: dict[str, object] = {"body": body, "case": case}
    if files := sorted(exhibits):
        said["exhibits"] = [list(one) for one in files]
    text = json.dumps(said, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()
