"""An application that says how each of its requests was stamped; `/?burn=SECONDS` and `/?wait=SECONDS` take long."""

import json
import time
from collections.abc import Iterable
from typing import Any

from django.core.exceptions import RequestDataTooBig

from waymark.kit.arrival import STAMP, STAMP_OF_LAST, STAMPED_BY

REFUSED = -1
"""Said for the size of a body that may not be read."""


def application(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
    began = time.time_ns()
    try:
        many = len(environ["wsgi.input"].read())
    except RequestDataTooBig:
        many = REFUSED
    how, _, seconds = environ["QUERY_STRING"].partition("=")
    if how == "wait":
        time.sleep(float(seconds))
    until = time.thread_time() + (float(seconds) if how == "burn" else 0)
    while time.thread_time() < until:
        pass
    stamp = {
        "at": environ[STAMP],
        "last": environ[STAMP_OF_LAST],
        "by": environ[STAMPED_BY],
        "began": began,
        "bytes": many,
    }
    answer = json.dumps(stamp).encode()
    start_response("200 OK", [("Content-Type", "application/json"), ("Content-Length", str(len(answer)))])
    return [answer]
