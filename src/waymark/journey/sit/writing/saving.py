"""A save: compare-and-set on the revision, and what cannot be taken is kept beside.

| It finds                                   | It does                                                         |
|--------------------------------------------|-----------------------------------------------------------------|
| the revision it was written on, unsealed   | the text becomes the answer, and a revision is added            |
| the very text that stands there already    | acknowledges it again: a retry, a second click                  |
| a newer revision by this same window       | says so; nothing is kept: the window sends again on the new one |
| a newer revision by another window         | a conflict: kept beside, both stand, a person chooses           |
| the close, or a script handed in           | kept beside, with its seconds; a person decides within the tolerance |

On PostgreSQL answer and revision are written by one statement, which is atomic by itself; it tests `sealed` on
the row it writes, so that nothing slips in after a submission. On SQLite a transaction takes its turn.
An autosave's revision, with by, at and base, is its own line of the ledger.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from django.db import connection, transaction

from waymark.journey.sit.history.models import Revision
from waymark.journey.sit.history.splices import splice
from waymark.journey.sit.submission.models import Submission
from waymark.journey.sit.windows.rules import Window, is_late, is_within_tolerance, seconds_late
from waymark.journey.sit.writing.incoming import Text
from waymark.journey.sit.writing.models import Answer, KeptBeside
from waymark.journey.sit.writing.places import Place, list_places
from waymark.journey.sit.writing.rules import may_save

WRITE = """WITH taken AS (
 UPDATE sit_answer SET text = %s, rev = rev + 1, words = %s, saved_at = %s
 WHERE id = %s AND rev = %s AND (NOT sealed OR %s) RETURNING id, rev)
INSERT INTO sit_revision (answer_id, rev, at, client, stamped_by, place, removed, added, is_whole, digest)
 SELECT id, rev, %s::timestamptz, %s::varchar, %s::varchar, %s::int, %s::int, %s::bytea, %s::boolean, %s::bytea
 FROM taken RETURNING rev"""


class Became(StrEnum):
    """What became of a text that arrived."""

    SAVED = "saved"
    BEHIND = "behind"
    CONFLICT = "conflict"
    LATE = "late"
    SEALED = "sealed"


@dataclass(frozen=True, kw_only=True)
class Came:
    """A text on its way: on which revision it was written, by which browser window, and when it arrived."""

    text: Text
    base: int
    client: str
    at: datetime
    stamped_by: str = "a"


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
    stamped_by: str = "a",
    sends_again: bool = False,
    instead: bool = False,
) -> Saved:
    """Take the text as the answer, or keep it beside. `client` names the window that wrote it.

    `at`: when it arrived, and `stamped_by` what read the clock (`kit/arrival.py`).
    `sends_again`: the window can be told that it is behind itself, and will send the text on the new revision.
    `instead`: a person chose this text over the one that stands, which is kept beside in its place.
    """
    came = Came(text=text, base=base, client=client, at=at, stamped_by=stamped_by)
    if not may_save(place.window, sealed=place.sealed, at=at).allowed:
        return _refuse(place, came)
    if text.digest == place.digest:
        return Saved(Became.SAVED, place.rev, place.saved_at or at, place.words)
    if base == place.rev and _take(place, came, instead=instead):
        return Saved(Became.SAVED, place.rev + 1, at, text.words)
    now = place if base != place.rev else _read_again(place)
    if now.sealed:
        return _refuse(now, came)
    if now.digest == text.digest:
        return Saved(Became.SAVED, now.rev, now.saved_at, now.words)
    if sends_again and now.client == client and base == now.rev - 1:
        return Saved(Became.BEHIND, now.rev, now.saved_at, now.words)
    keep_beside(now, came, why=KeptBeside.Why.CONFLICT)
    return Saved(Became.CONFLICT, now.rev, now.saved_at, now.words)


def write(place: Place, came: Came, *, sealed_too: bool = False) -> bool:
    """Compare-and-set on the place's revision; False when it moved on or was sealed meanwhile.

    `sealed_too`: by decision, on an answer that was handed in or collected already.
    """
    text, rev = came.text, place.rev + 1
    step, digest = splice(place.text, text.text, rev=rev), bytes.fromhex(text.digest)
    if connection.vendor == "postgresql":
        answer = (text.text, text.words, came.at, place.answer_id, place.rev, sealed_too)
        said = (came.at, came.client, came.stamped_by)
        with connection.cursor() as cursor:
            cursor.execute(
                WRITE, (*answer, *said, step.place, step.removed, step.added, step.is_whole, digest)
            )
            return cursor.fetchone() is not None
    with transaction.atomic():
        rows = Answer.objects.filter(pk=place.answer_id, rev=place.rev, sealed__in=(False, sealed_too))
        if not rows.update(text=text.text, rev=rev, words=text.words, saved_at=came.at):
            return False
        Revision.objects.create(
            answer_id=place.answer_id,
            rev=rev,
            at=came.at,
            client=came.client,
            stamped_by=came.stamped_by,
            digest=digest,
            **vars(step),
        )
    return True


def keep_beside(place: Place, came: Came, *, why: KeptBeside.Why) -> None:
    """The same text from the same window is kept once; on no revision that ever was, it counts as on none (0)."""
    kept = KeptBeside(
        answer_id=place.answer_id,
        why=why,
        base=max(came.base, 0),
        text=came.text.text,
        digest=came.text.digest,
        client=came.client,
        seconds_late=seconds_late(place.window, at=came.at),
        stamped_by=came.stamped_by,
        at=came.at,
    )
    KeptBeside.objects.bulk_create([kept], ignore_conflicts=True)


def choose_kept(*, kept: KeptBeside, base: int, at: datetime) -> bool:
    """Make a kept text the answer, and keep the one that stood there. False if the answer moved on or is sealed."""
    place = _place(kept.answer.sitting_id, kept.answer_id)
    if base != place.rev or not may_save(place.window, sealed=place.sealed, at=at).allowed:
        return False
    came = Came(text=Text(kept.text), base=base, client=f"chosen{kept.pk}", at=at)
    return _take(place, came, instead=True)


def late_or_too_late(window: Window, *, at: datetime) -> KeptBeside.Why:
    return KeptBeside.Why.LATE if is_within_tolerance(window, at=at) else KeptBeside.Why.TOO_LATE


def _take(place: Place, came: Came, *, instead: bool) -> bool:
    if not instead:
        return write(place, came)
    with transaction.atomic():
        taken = write(place, came)
        if taken and place.text:
            stood = replace(came, text=Text(place.text), base=max(place.rev - 1, 0), client=place.client)
            keep_beside(place, stood, why=KeptBeside.Why.CONFLICT)
    return taken


def _refuse(place: Place, came: Came) -> Saved:
    """After the script was handed in; or late; or in time, and overtaken by the collecting, which is nobody's fault."""
    late = not (place.sealed and _was_submitted(place))
    if came.text.digest != place.digest:
        keep_beside(place, came, why=_why_beside(place.window, came.at, late=late))
    became = Became.LATE if late else Became.SEALED
    seconds = seconds_late(place.window, at=came.at)
    return Saved(became, place.rev, place.saved_at, place.words, seconds)


def _why_beside(window: Window, at: datetime, *, late: bool) -> KeptBeside.Why:
    if not late:
        return KeptBeside.Why.CONFLICT
    return late_or_too_late(window, at=at) if is_late(window, at=at) else KeptBeside.Why.LATE


def _was_submitted(place: Place) -> bool:
    rows = Submission.objects.filter(sitting_id=place.sitting_id, how=Submission.How.SUBMITTED)
    return rows.exists()


def _read_again(place: Place) -> Place:
    return _place(place.sitting_id, place.answer_id)


def _place(sitting_id: int, answer_id: int) -> Place:
    return next(one for one in list_places(sitting_id=sitting_id) if one.answer_id == answer_id)
