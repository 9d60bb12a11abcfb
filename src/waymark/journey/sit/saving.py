"""A save: compare-and-set on the revision, and what cannot be taken is kept beside.

| It finds                                   | It does                                                         |
|--------------------------------------------|-----------------------------------------------------------------|
| the revision it was written on, unsealed   | the text becomes the answer, and a revision is added            |
| the very text that stands there already    | acknowledges it again: a retry, a second click                  |
| a newer revision by this same window       | says so; nothing is kept: the window sends again on the new one |
| a newer revision by another window         | a conflict: kept beside, both stand, a person chooses           |
| the close, or a script handed in           | kept beside, with its seconds                                   |

On PostgreSQL answer and revision are written by one statement, which is atomic by itself; it tests `sealed` on
the row it writes, so that nothing slips in after a submission. On SQLite a transaction takes its turn.
An autosave's revision, with by, at and base, is its own line of the ledger.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from django.db import connection, transaction

from waymark.journey.sit.incoming import Text
from waymark.journey.sit.models import Answer, KeptBeside, Revision
from waymark.journey.sit.places import Place, list_places
from waymark.journey.sit.rules import Why, may_save, seconds_late

WRITE = """WITH taken AS (
 UPDATE sit_answer SET text = %s, rev = rev + 1, words = %s, saved_at = %s
 WHERE id = %s AND rev = %s AND NOT sealed RETURNING id, rev, text)
INSERT INTO sit_revision (answer_id, rev, base, text, digest, client, at)
 SELECT id, rev, rev - 1, text, %s::varchar, %s::varchar, %s::timestamptz FROM taken RETURNING rev"""


class Became(StrEnum):
    """What became of a text that arrived."""

    SAVED = "saved"
    BEHIND = "behind"
    CONFLICT = "conflict"
    LATE = "late"
    SEALED = "sealed"


@dataclass(frozen=True)
class Saved:
    became: Became
    rev: int
    """The answer's revision now."""
    at: datetime | None
    """When the text that stands there was saved."""
    words: int
    """Of the text that stands there."""
    seconds: int = 0
    """Past the close."""


def save_answer(
    *,
    place: Place,
    text: Text,
    base: int,
    client: str,
    at: datetime,
    sends_again: bool = False,
    instead: bool = False,
) -> Saved:
    """Take the text as the answer, or keep it beside. `client` names the window that wrote it.

    `sends_again`: the window can be told that it is behind itself, and will send the text on the new revision.
    `instead`: a person chose this text over the one that stands, which is kept beside in its place.
    """
    if not may_save(place.window, sealed=place.sealed, at=at).allowed:
        return _refuse(place, text, base=base, client=client, at=at)
    if text.digest == place.digest:
        return Saved(Became.SAVED, place.rev, place.saved_at or at, place.words)
    if base == place.rev and _take(place, text, client=client, at=at, instead=instead):
        return Saved(Became.SAVED, place.rev + 1, at, text.words)
    now = place if base != place.rev else _read_again(place)
    if now.sealed:
        return _refuse(now, text, base=base, client=client, at=at)
    if now.digest == text.digest:
        return Saved(Became.SAVED, now.rev, now.saved_at, now.words)
    if sends_again and now.client == client and now.base == base:
        return Saved(Became.BEHIND, now.rev, now.saved_at, now.words)
    keep_beside(now, text, why=KeptBeside.Why.CONFLICT, base=base, client=client, at=at)
    return Saved(Became.CONFLICT, now.rev, now.saved_at, now.words)


def write(place: Place, text: Text, *, client: str, at: datetime) -> bool:
    """Compare-and-set on the place's revision; False when it moved on or was sealed meanwhile."""
    if connection.vendor == "postgresql":
        said: tuple[str | int | datetime, ...] = (
            text.text, text.words, at, place.answer_id, place.rev, text.digest, client, at,
        )  # fmt: skip
        with connection.cursor() as cursor:
            cursor.execute(WRITE, said)
            return cursor.fetchone() is not None
    with transaction.atomic():
        rows = Answer.objects.filter(pk=place.answer_id, rev=place.rev, sealed=False)
        if not rows.update(text=text.text, rev=place.rev + 1, words=text.words, saved_at=at):
            return False
        Revision.objects.create(
            answer_id=place.answer_id,
            rev=place.rev + 1,
            base=place.rev,
            text=text.text,
            digest=text.digest,
            client=client,
            at=at,
        )
    return True


def keep_beside(
    place: Place, text: Text, *, why: KeptBeside.Why, base: int, client: str, at: datetime
) -> None:
    """The same text from the same window is kept once; on no revision that ever was, it counts as on none (0)."""
    kept = KeptBeside(
        answer_id=place.answer_id,
        why=why,
        base=max(base, 0),
        text=text.text,
        digest=text.digest,
        client=client,
        seconds_late=seconds_late(place.window, at=at),
        at=at,
    )
    KeptBeside.objects.bulk_create([kept], ignore_conflicts=True)


def choose_kept(*, kept: KeptBeside, base: int, at: datetime) -> bool:
    """Make a kept text the answer, and keep the one that stood there. False if the answer moved on or is sealed."""
    places = list_places(sitting_id=kept.answer.sitting_id)
    place = next(one for one in places if one.answer_id == kept.answer_id)
    if base != place.rev or not may_save(place.window, sealed=place.sealed, at=at).allowed:
        return False
    return _take(place, Text(kept.text), client=f"chosen{kept.pk}", at=at, instead=True)


def _take(place: Place, text: Text, *, client: str, at: datetime, instead: bool) -> bool:
    if not instead:
        return write(place, text, client=client, at=at)
    with transaction.atomic():
        stood = Text(Answer.objects.get(pk=place.answer_id).text)
        taken = write(place, text, client=client, at=at)
        if taken and stood.text:
            why = KeptBeside.Why.CONFLICT
            keep_beside(place, stood, why=why, base=place.base, client=place.client, at=at)
    return taken


def _refuse(place: Place, text: Text, *, base: int, client: str, at: datetime) -> Saved:
    late = Why.CLOSED in may_save(place.window, sealed=False, at=at).reasons
    became = Became.LATE if late else Became.SEALED
    if text.digest != place.digest:
        why = KeptBeside.Why.LATE if late else KeptBeside.Why.CONFLICT
        keep_beside(place, text, why=why, base=base, client=client, at=at)
    seconds = seconds_late(place.window, at=at)
    return Saved(became, place.rev, place.saved_at, place.words, seconds)


def _read_again(place: Place) -> Place:
    places = list_places(sitting_id=place.sitting_id)
    return next(one for one in places if one.answer_id == place.answer_id)
