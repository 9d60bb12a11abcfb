"""A control that must fail: Waymark behind a liar, who acknowledges each save at once and makes it a moment later.

A checker that finds nothing lost when this one's processes are killed would find nothing ever.
"""

from __future__ import annotations

import io
import json
import time
from collections.abc import Iterable
from queue import SimpleQueue
from threading import Thread
from threading import enumerate as enumerate_threads
from typing import Any

from waymark.config.wsgi import application as waymark

A_MOMENT = 0.02
waiting: SimpleQueue[dict[str, Any]] = SimpleQueue()
standing: dict[str, int] = {}
"""The revision that was made last, by path."""


def application(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
    if not environ["PATH_INFO"].endswith("/revisions/"):
        return waymark(environ, start_response)
    if not any(thread.name == "late" for thread in enumerate_threads()):
        Thread(target=_save_all, name="late", daemon=True).start()
    body = json.loads(environ["wsgi.input"].read())
    waiting.put(environ | {"save": body})
    answer = json.dumps({"code": "saved", "rev": body["base"] + 1}).encode()
    start_response("200 OK", [("Content-Type", "application/json"), ("Content-Length", str(len(answer)))])
    return [answer]


def _save_all() -> None:
    while True:
        environ = waiting.get()
        time.sleep(A_MOMENT)
        path = environ["PATH_INFO"]
        for _ in range(3):
            body = environ["save"] | {"base": standing.get(path, environ["save"]["base"])}
            answer = _ask(environ, json.dumps(body).encode())
            standing[path] = answer.get("rev", standing.get(path, 1))
            if answer.get("code") == "saved":
                break


def _heard(*_: Any) -> Any:
    """What the server said of status and headers; the answer's body says enough."""


def _ask(environ: dict[str, Any], body: bytes) -> dict[str, Any]:
    request = environ | {"wsgi.input": io.BytesIO(body), "CONTENT_LENGTH": str(len(body))}
    answer: dict[str, Any] = json.loads(b"".join(waymark(request, _heard)))
    return answer
