"""Every audit entry that a room can record has its words."""

import re
from pathlib import Path

from django.apps import apps

from waymark.web import words

SOURCE = Path(words.__file__).parents[1]
VERB = re.compile(r'ledger\.record\(\s*"([a-z]+\.[a-z_]+)"')


def test_every_audit_entry_has_words() -> None:
    verbs = {verb for file in SOURCE.rglob("*.py") for verb in VERB.findall(file.read_text("utf-8"))}
    assert len(verbs) > 20
    assert not verbs - words.ACTIONS.keys()


def test_subjects_are_named_as_people_call_them() -> None:
    assert words.subject_of("sit.SittingWindow") == "Assessment window"
    assert words.subject_of("apply.Application") == "Application"
    assert all(apps.get_model(kind) for kind in words.SUBJECTS)


def test_an_entry_of_an_earlier_version_is_shown_too() -> None:
    """Its model may have another name now, and the page of a hundred entries must not fail because of one."""
    assert words.subject_of("people.Letter") == "people.Letter"
