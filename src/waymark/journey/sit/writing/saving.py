"""A save: compare-and-set on the revision; what cannot be taken is kept as another version.

| It finds                                   | It does                                                            |
|--------------------------------------------|--------------------------------------------------------------------|
| the revision it was written on, unsealed   | the text becomes the answer, and a revision is added               |
| the same text as the answer already has    | acknowledges it again: a retry, a second click                     |
| a newer revision by this same client       | says so; nothing is kept: the client sends again on the new one    |
| the same, and the text was sent just       | the text becomes the answer, if it arrived after that revision:    |
| before the close, while that revision was  | sent again, it would be late                                       |
| under way                                  |                                                                    |
| a newer revision by another client         | a conflict: both texts are kept, and the participant chooses       |
| the close, or a submission                 | kept as another version, with its seconds past the close; within   |
|                                            | the tolerance a person decides                                     |

On PostgreSQL answer and revision are written by one statement, which is atomic by itself; it tests `sealed` on
the row it writes, so that nothing slips in after a submission. On SQLite a transaction takes its turn.
An autosave's revision, with by, at and base, is its own line of the audit log.
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
from waymark.journey.sit.writing.answer_context import AnswerContext, list_answer_contexts
from waymark.journey.sit.writing.drafts import Text
from waymark.journey.sit.writing.models import AlternateVersion, Answer
from waymark.journey.sit.writing.rules import may_save

WRITE = """WITH taken AS (
 UPDATE sit_answer SET text = %s, rev = rev + 1, words = %s, saved_at = %s
 WHERE id = %s AND rev = %s AND (NOT sealed OR %s) RETURNING id, rev)
INSERT INTO sit_revision (answer_id, rev, at, client, stamped_by, transfer_ms, place, removed, added, is_whole, digest)
 SELECT id, rev, %s::timestamptz, %s::varchar, %s::varchar, %s::int, %s::int, %s::int, %s::bytea, %s::boolean, %s::bytea
 FROM taken RETURNING rev"""


class SaveOutcome(StrEnum):
    """What became of a draft that arrived."""

    SAVED = "saved"
    BEHIND = "behind"
    CONFLICT = "conflict"
    LATE = "late"
    TOO_LATE = "too_late"
    SEALED = "sealed"


OUTCOMES = {
    AlternateVersion.Kind.CONFLICT: SaveOutcome.SEALED,
    AlternateVersion.Kind.LATE: SaveOutcome.LATE,
    AlternateVersion.Kind.TOO_LATE: SaveOutcome.TOO_LATE,
}
"""What a writer is told, by how a text is kept that came after a submission, a collection or the close."""


@dataclass(frozen=True, kw_only=True)
class IncomingDraft:
    """A text that arrived: on which revision it was written, by which browser tab, and when it arrived."""

    text: Text
    base: int
    client: str
    at: datetime
    stamped_by: str = "a"
    transfer_ms: int | None = None


@dataclass(frozen=True)
class SaveResult:
    outcome: SaveOutcome
    rev: int
    """The answer's revision now."""
    at: datetime | None
    """When the answer's text was saved."""
    words: int
    """Of the answer's text."""
    seconds: int = 0
    """Past the close."""


def save_answer(
    *,
    answer: AnswerContext,
    text: Text,
    base: int,
    client: str,
    at: datetime,
    stamped_by: str = "a",
    transfer_ms: int | None = None,
    sends_again: bool = False,
    instead: bool = False,
    overtakes: bool = False,
) -> SaveResult:
    """Take the text as the answer, or keep it as another version. `client` names the browser tab that wrote it.

    `at`: when it arrived, `stamped_by` what read the clock, and `transfer_ms` how long it took to arrive
    (`kit/arrival.py`).
    `sends_again`: the client can be told that it is behind itself, and will send the text on the new revision.
    `overtakes`: the client's earlier text was still under way when it sent this one, just before the close.
    `instead`: a person chose this text over the answer, which is kept as another version in its turn.
    """
    draft = IncomingDraft(
        text=text, base=base, client=client, at=at, stamped_by=stamped_by, transfer_ms=transfer_ms
    )
    if not may_save(answer.window, sealed=answer.sealed, at=at).allowed:
        return _refuse(answer, draft)
    if text.digest == answer.digest:
        return SaveResult(SaveOutcome.SAVED, answer.rev, answer.saved_at or at, answer.words)
    if base == answer.rev and _take(answer, draft, instead=instead):
        return SaveResult(SaveOutcome.SAVED, answer.rev + 1, at, text.words)
    current = answer if base != answer.rev else _reload(answer)
    if current.sealed:
        return _refuse(current, draft)
    if current.digest == text.digest:
        return SaveResult(SaveOutcome.SAVED, current.rev, current.saved_at, current.words)
    if sends_again and current.client == client and base == current.rev - 1:
        if overtakes and _arrived_after(current, draft) and _take(current, draft, instead=instead):
            return SaveResult(SaveOutcome.SAVED, current.rev + 1, at, text.words)
        return SaveResult(SaveOutcome.BEHIND, current.rev, current.saved_at, current.words)
    keep_alternate_version(current, draft, kind=AlternateVersion.Kind.CONFLICT)
    return SaveResult(SaveOutcome.CONFLICT, current.rev, current.saved_at, current.words)


def write(answer: AnswerContext, draft: IncomingDraft, *, sealed_too: bool = False) -> bool:
    """Compare-and-set on the answer's revision; False when it moved on or was sealed meanwhile.

    `sealed_too`: by decision, on an answer that was submitted or collected already.
    """
    text, rev = draft.text, answer.rev + 1
    step, digest = splice(answer.text, text.text, rev=rev), bytes.fromhex(text.digest)
    if connection.vendor == "postgresql":
        update = (text.text, text.words, draft.at, answer.answer_id, answer.rev, sealed_too)
        arrival = (draft.at, draft.client, draft.stamped_by, draft.transfer_ms)
        with connection.cursor() as cursor:
            cursor.execute(
                WRITE, (*update, *arrival, step.place, step.removed, step.added, step.is_whole, digest)
            )
            return cursor.fetchone() is not None
    with transaction.atomic():
        rows = Answer.objects.filter(pk=answer.answer_id, rev=answer.rev, sealed__in=(False, sealed_too))
        if not rows.update(text=text.text, rev=rev, words=text.words, saved_at=draft.at):
            return False
        Revision.objects.create(
            answer_id=answer.answer_id,
            rev=rev,
            at=draft.at,
            client=draft.client,
            stamped_by=draft.stamped_by,
            transfer_ms=draft.transfer_ms,
            digest=digest,
            **vars(step),
        )
    return True


def keep_alternate_version(
    answer: AnswerContext, draft: IncomingDraft, *, kind: AlternateVersion.Kind
) -> None:
    """The same text from the same client is kept once; an unknown base revision is treated as 0."""
    version = AlternateVersion(
        answer_id=answer.answer_id,
        kind=kind,
        base=max(draft.base, 0),
        text=draft.text.text,
        digest=draft.text.digest,
        client=draft.client,
        seconds_late=seconds_late(answer.window, at=draft.at),
        stamped_by=draft.stamped_by,
        transfer_ms=draft.transfer_ms,
        at=draft.at,
    )
    AlternateVersion.objects.bulk_create([version], ignore_conflicts=True)


def choose_version(*, version: AlternateVersion, base: int, at: datetime) -> bool:
    """Make another version the answer, and keep the answer as a version. False if it moved on or is sealed."""
    answer = _context_of(version.answer.sitting_id, version.answer_id)
    if base != answer.rev or not may_save(answer.window, sealed=answer.sealed, at=at).allowed:
        return False
    draft = IncomingDraft(text=Text(version.text), base=base, client=f"chosen{version.pk}", at=at)
    return _take(answer, draft, instead=True)


def late_or_too_late(window: Window, *, at: datetime) -> AlternateVersion.Kind:
    if is_within_tolerance(window, at=at):
        return AlternateVersion.Kind.LATE
    return AlternateVersion.Kind.TOO_LATE


def _take(answer: AnswerContext, draft: IncomingDraft, *, instead: bool) -> bool:
    if not instead:
        return write(answer, draft)
    with transaction.atomic():
        taken = write(answer, draft)
        if taken and answer.text:
            replaced = replace(
                draft, text=Text(answer.text), base=max(answer.rev - 1, 0), client=answer.client
            )
            keep_alternate_version(answer, replaced, kind=AlternateVersion.Kind.CONFLICT)
    return taken


def _arrived_after(answer: AnswerContext, draft: IncomingDraft) -> bool:
    return answer.saved_at is None or draft.at > answer.saved_at


def _refuse(answer: AnswerContext, draft: IncomingDraft) -> SaveResult:
    """After a submission; or late; or in time and overtaken by the collection, which is no one's fault."""
    is_submitted = answer.sealed and _was_submitted(answer)
    kind = AlternateVersion.Kind.CONFLICT if is_submitted else _kind_of(answer.window, draft.at)
    if draft.text.digest != answer.digest:
        keep_alternate_version(answer, draft, kind=kind)
    outcome = OUTCOMES[kind]
    seconds = seconds_late(answer.window, at=draft.at)
    return SaveResult(outcome, answer.rev, answer.saved_at, answer.words, seconds)


def _kind_of(window: Window, at: datetime) -> AlternateVersion.Kind:
    return late_or_too_late(window, at=at) if is_late(window, at=at) else AlternateVersion.Kind.LATE


def _was_submitted(answer: AnswerContext) -> bool:
    submissions = Submission.objects.filter(sitting_id=answer.sitting_id, how=Submission.How.SUBMITTED)
    return submissions.exists()


def _reload(answer: AnswerContext) -> AnswerContext:
    return _context_of(answer.sitting_id, answer.answer_id)


def _context_of(sitting_id: int, answer_id: int) -> AnswerContext:
    answers = list_answer_contexts(sitting_id=sitting_id)
    return next(answer for answer in answers if answer.answer_id == answer_id)
