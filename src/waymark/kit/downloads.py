"""A file of somebody's, handed out so that no browser opens or runs it here."""

from __future__ import annotations

from urllib.parse import quote

from django.http import HttpResponse

POLICY = "default-src 'none'; sandbox"


def download(data: bytes, *, name: str, kind: str) -> HttpResponse:
    """Always saved and never shown in the site; `kind` is a media type. No shared cache keeps it."""
    answer = HttpResponse(data, content_type=kind)
    plain = "".join(one if one.isascii() and (one.isalnum() or one in " -_.") else "_" for one in name)
    answer["Content-Disposition"] = (
        f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}"
    )
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Content-Security-Policy"] = POLICY
    answer["Cross-Origin-Resource-Policy"] = "same-origin"
    answer["Cache-Control"] = "private, no-store"
    return answer
