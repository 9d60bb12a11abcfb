"""An application that says how each of its requests was stamped; `/?burn=SECONDS` and `/?wait=SECONDS` take long."""

import json
import time
from collections.abc import Iterable
from typing import Any

from waymark.kit.arrival import STAMP, STAMPED_BY


def application(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
    began = time.time_ns()
    body = environ["wsgi.input"].read()
    how, _, seconds = environ["QUERY_STRING"].partition("=")
    if how == "wait":
        time.sleep(float(seconds))
    until = time.thread_time() + (float(seconds) if how == "burn" else 0)
    while time.thread_time() < until:
        pass
    said = {"at": environ[STAMP], "by": environ[STAMPED_BY], "began": began, "bytes": len(body)}
    answer = json.dumps(said).encode()
    start_response("200 OK", [("Content-Type", "application/json"), ("Content-Length", str(len(answer)))])
    return [answer]
