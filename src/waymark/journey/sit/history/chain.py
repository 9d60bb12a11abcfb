"""Every text that was ever acknowledged, read back from the chain of its splices, and proved by its digest."""

from __future__ import annotations

import hashlib
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Max

from waymark.journey.sit.history.models import Revision
from waymark.journey.sit.history.splices import Splice, apply

STEP = ("rev", "place", "removed", "added", "is_whole", "digest")


class Damaged(Exception):
    """A revision does not give the text whose digest was kept: the row was changed outside Waymark."""


@dataclass(frozen=True)
class Version:
    """A revision in a list: no text."""

    rev: int
    at: datetime
    client: str


def list_versions(*, answer_id: int) -> list[Version]:
    """Every revision of an answer, newest first. The caller has proved whose it is."""
    rows = Revision.objects.filter(answer_id=answer_id).order_by("-rev")
    return [Version(*row) for row in rows.values_list("rev", "at", "client")]


def text_at(*, answer_id: int, rev: int) -> str:
    """The text of that revision; empty for 0, when nothing was written yet. `LookupError` if there is none."""
    chain = texts_of(answer_id=answer_id, first=_whole_before(answer_id, rev), last=rev)
    newest = deque(chain, maxlen=1)
    newest_rev, text = newest[0] if newest else (0, "")
    if newest_rev != rev:
        raise LookupError(f"There is no revision {rev}.")
    return text


def rev_before(*, answer_id: int, close: datetime) -> int:
    """The last revision that arrived before that instant; 0 if there was none."""
    rows = Revision.objects.filter(answer_id=answer_id, at__lt=close)
    rev: int | None = rows.order_by("-rev").values_list("rev", flat=True).first()
    return rev or 0


def last_arrival(*, sitting_id: int, close: datetime) -> datetime | None:
    """When the newest text of a sitting's answers arrived that came before that instant."""
    rows = Revision.objects.filter(answer__sitting_id=sitting_id, at__lt=close)
    arrival: datetime | None = rows.aggregate(last=Max("at"))["last"]
    return arrival


def texts_of(*, answer_id: int, first: int = 1, last: int | None = None) -> Iterator[tuple[int, str]]:
    """Revision and text, in order. `first` is 1 or a revision that was kept whole."""
    rows = Revision.objects.filter(answer_id=answer_id, rev__gte=first)
    if last is not None:
        rows = rows.filter(rev__lte=last)
    text = ""
    for rev, place, removed, added, is_whole, digest in rows.order_by("rev").values_list(*STEP):
        text = _next(text, Splice(place, removed, bytes(added), is_whole), bytes(digest))
        yield rev, text


def _next(text: str, step: Splice, digest: bytes) -> str:
    try:
        after = apply(step, text)
    except ValueError as problem:
        raise Damaged(str(problem)) from problem
    if hashlib.sha256(after.encode()).digest() != digest:
        raise Damaged("The text is not the one whose digest was kept.")
    return after


def _whole_before(answer_id: int, rev: int) -> int:
    rows = Revision.objects.filter(answer_id=answer_id, rev__lte=rev, is_whole=True)
    rev_whole: int | None = rows.order_by("-rev").values_list("rev", flat=True).first()
    return rev_whole or 1
