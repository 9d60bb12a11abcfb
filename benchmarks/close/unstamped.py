"""A control that must fail: Waymark without the web worker's stamp, so that a request counts from its answering."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from waymark.config.wsgi import application as waymark
from waymark.kit.arrival import STAMP


def application(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
    environ.pop(STAMP)
    return waymark(environ, start_response)
