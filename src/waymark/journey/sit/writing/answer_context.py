"""Where a text belongs: one answer of one sitting with everything a save must know, in one statement.

An autosave arrives two hundred times in a second before a close. So session, account, sitting, window, answer
and newest revision come in one SELECT, in plain SQL over the tables of people and cohorts too: the one
exception to the doors, measured in `benchmarks/`. The session is checked as Django does: its signature, its
end by the database's clock, the account's password hash.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property, lru_cache
from typing import Any

from django.contrib.auth import HASH_SESSION_KEY, SESSION_KEY, get_user_model
from django.contrib.sessions.backends.db import SessionStore
from django.db import connection
from django.utils.crypto import constant_time_compare

from waymark.ground.people.access import SECOND_FACTOR_OWED
from waymark.journey.sit.windows import deadlines
from waymark.journey.sit.windows.rules import Window
from waymark.journey.sit.writing.drafts import digest_of
from waymark.kit.session_keys import stored_key

COLUMNS = f"""a.id, a.question_id, a.text, a.rev, a.words, a.saved_at, a.sealed, r.client, {deadlines.COLUMNS},
 w.zone, s.id, s.code, (SELECT count(*) FROM sit_answer b WHERE b.sitting_id = s.id AND b.id <= a.id)"""
TABLES = """FROM sit_sitting s JOIN sit_sittingwindow w ON w.id = s.window_id
 JOIN sit_answer a ON a.sitting_id = s.id
 LEFT JOIN sit_revision r ON r.answer_id = a.id AND r.rev = a.rev"""
OWNER = """ JOIN cohorts_enrolment e ON e.id = s.enrolment_id JOIN people_person p ON p.id = e.person_id
 JOIN people_account o ON o.id = p.account_id
 LEFT JOIN django_session t ON t.session_key = %s AND t.expire_date > CURRENT_TIMESTAMP"""

OF_SITTING = f"SELECT {COLUMNS} {TABLES} WHERE s.id = %s ORDER BY a.id"
OF_SESSION = (
    f"SELECT {COLUMNS}, t.session_data, o.id, o.password, o.is_active {TABLES}{OWNER} "
    "WHERE s.code = %s AND a.question_id = %s"
)


@dataclass(frozen=True)
class AnswerContext:
    answer_id: int
    question_id: str
    text: str
    rev: int
    words: int
    saved_at: datetime | None
    sealed: bool
    client: str
    """The browser window that wrote it as it stands."""
    window: Window
    zone: str
    sitting_id: int
    code: str
    number: int
    """Of the question, counted from 1."""

    @cached_property
    def digest(self) -> str:
        """Of the text as it stands."""
        return digest_of(self.text)


@dataclass(frozen=True)
class SessionLookup:
    """What was found for a session: signed in or not, and the answer only for its owner."""

    signed_in: bool
    answer: AnswerContext | None = None


def list_answer_contexts(*, sitting_id: int) -> list[AnswerContext]:
    """The answers of a sitting in question order. The caller has proved whose it is."""
    with connection.cursor() as cursor:
        cursor.execute(OF_SITTING, [sitting_id])
        return [_place(row) for row in cursor.fetchall()]


def find_answer_context(*, code: str, question_id: str, session_key: str) -> SessionLookup:
    """One answer, for the session that asks; a key with other signs than letters and digits is none."""
    session_key = session_key if session_key.isascii() and session_key.isalnum() else ""
    with connection.cursor() as cursor:
        cursor.execute(OF_SESSION, [stored_key(session_key), code, question_id])
        row = cursor.fetchone()
    if row is None:
        return SessionLookup(signed_in=bool(session_key))
    data, account_id, password, is_active = row[-4:]
    signed_in, secret = _said_by(data) if data else ("", "")
    if not signed_in:
        return SessionLookup(signed_in=False)
    if signed_in != str(account_id):
        return SessionLookup(signed_in=True)
    if not is_active or not any(constant_time_compare(secret, own) for own in _secrets_of(password)):
        return SessionLookup(signed_in=False)
    return SessionLookup(signed_in=True, answer=_place(row))


@lru_cache(maxsize=4096)
def _said_by(session_data: str) -> tuple[str, str]:
    """Whose session it is, and the secret it was opened with; empty if it is not signed by us.

    A session that has yet to set up the second factor it needs is no one's here.
    """
    session = SessionStore().decode(session_data)
    if session.get(SECOND_FACTOR_OWED):
        return "", ""
    return str(session.get(SESSION_KEY, "")), str(session.get(HASH_SESSION_KEY, ""))


@lru_cache(maxsize=4096)
def _secrets_of(password_hash: str) -> tuple[str, ...]:
    """What a session opened with this password would hold, by the present secret key and by earlier ones."""
    account = get_user_model()(password=password_hash)
    return (account.get_session_auth_hash(), *account.get_session_auth_fallback_hash())


def _place(row: Sequence[Any]) -> AnswerContext:
    answer_id, question_id, text, rev, words, saved_at, sealed, client, opens_at, closes, *rest = row
    times, (zone, sitting_id, code, number) = rest[:6], rest[6:10]
    window = deadlines.times_from(moment(opens_at), moment(closes), *times)
    return AnswerContext(
        answer_id, question_id, text, rev, words, moment(saved_at) if saved_at else None, bool(sealed),
        client or "", window, zone, sitting_id, code, number,
    )  # fmt: skip


def moment(value: datetime | str) -> datetime:
    """SQLite's moments come without a zone, and worked out ones as text; they are UTC."""
    parsed = datetime.fromisoformat(value) if isinstance(value, str) else value
    return parsed if parsed.tzinfo else parsed.replace(tzinfo=UTC)
