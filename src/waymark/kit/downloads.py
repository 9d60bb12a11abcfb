"""Files that people uploaded, sent so that no browser opens or runs them on this site."""

from __future__ import annotations

from django.http import HttpResponse
from django.utils.http import content_disposition_header

POLICY = "default-src 'none'; sandbox"


def download(data: bytes, *, name: str, kind: str) -> HttpResponse:
    """Always saved, never shown on the site; `kind` is a media type. No shared cache keeps it."""
    response = HttpResponse(data, content_type=kind)
    response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name)
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = POLICY
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    response["Cache-Control"] = "private, no-store"
    return response
