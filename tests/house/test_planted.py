"""The search for planted words finds each that was left on purpose, wherever it is; else its silence proves nothing."""

from __future__ import annotations

import io
import zipfile
from email.message import EmailMessage
from pathlib import Path

import pytest
from django.contrib.sessions.models import Session

from tests.cast import Cast
from tests.planted import find_words
from waymark.ground.people.actions import queue_email
from waymark.web.models import CopyRequest, KeptForm, PreparedCopy

WORD = "Zebrawort"


def archive() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("your-data.html", f"<p>{WORD * 3}</p>" * 50)
    return out.getvalue()


def encoded_email() -> bytes:
    message = EmailMessage()
    message["Subject"], message["To"] = f"{WORD} ä", "a@b.example"
    message.set_content(f"ä {WORD}", cte="base64")
    return bytes(message)


@pytest.mark.django_db(transaction=True)
def test_a_word_left_on_purpose_is_found(cast: Cast, tmp_path: Path) -> None:
    assert find_words([WORD], folder=tmp_path) == {}
    KeptForm.objects.create(person=cast.amina.person, key="k", action="/", values={"a": [WORD]}, at=cast.at)
    queue_email(
        provider=cast.llse, to="a@b.example", subject=WORD.upper(), text="x", once="planted", at=cast.at
    )
    asked = CopyRequest.objects.create(person=cast.amina.person, by=cast.amina.person, at=cast.at)
    PreparedCopy.objects.create(request=asked, archive=archive(), by=cast.grace, at=cast.at)
    Session.objects.create(session_key="planted", session_data=f"x{WORD}x", expire_date=cast.at)
    (tmp_path / "mail").mkdir()
    (tmp_path / "mail" / "one.log").write_bytes(encoded_email())
    (tmp_path / "copy.zip").write_bytes(archive())
    (tmp_path / f"{WORD}.csv").write_bytes(b"")
    assert find_words([WORD, "Nowhere"], folder=tmp_path, log=f"10:00 INFO waymark: {WORD}\n") == {
        WORD: {
            "web_keptform.values",
            "people_email.subject",
            "web_preparedcopy.archive",
            "django_session.session_data",
            "the database",
            "mail/one.log",
            "copy.zip",
            f"{WORD}.csv",
            "the log",
        }
    }
