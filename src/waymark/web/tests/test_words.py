"""Every audit entry that a room can record has its words, and reads as a sentence."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.apps import apps

from tests import access
from waymark.ground.ledger.models import Entry
from waymark.web import words

SOURCE = Path(words.__file__).parents[1]
ROOMS = "|".join(config.label for config in apps.get_app_configs() if config.name.startswith("waymark."))
VERB = re.compile(rf"(?:{ROOMS})\.[a-z_]+")
NOT_VERBS = {"learn.attendance", "learn.study", "sit.receipt"}
"""Names of the same shape in modules that record entries: sources of credits, an attachment."""


def verbs_recorded() -> set[str]:
    """What is given to `record`, and every other text of its shape in a module that records something."""
    verbs: set[str] = set()
    for path in SOURCE.rglob("*.py"):
        source = path.read_text("utf-8")
        if "tests" not in path.parts and "record(" in source and "ledger" in source:
            verbs |= set(_verbs_in(ast.parse(source)))
    return verbs


def _verbs_in(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and getattr(node.func, "attr", getattr(node.func, "id", "")).endswith(
            "record"
        ):
            for part in ast.walk(node.args[0]) if node.args else ():
                if isinstance(part, ast.Constant) and VERB.fullmatch(str(part.value)):
                    yield str(part.value)
        if isinstance(node, ast.IfExp | ast.Assign):
            for part in ast.walk(node):
                if isinstance(part, ast.Constant) and VERB.fullmatch(str(part.value)):
                    yield str(part.value)


def test_every_audit_entry_has_words() -> None:
    verbs = verbs_recorded() - NOT_VERBS
    assert len(verbs) > 40
    assert verbs - words.ACTIONS.keys() == set()
    assert words.ACTIONS.keys() == words.SENTENCES.keys()


def test_no_two_audit_entries_have_the_same_words() -> None:
    """Someone who filters the audit log chooses by these words alone."""
    for sentences in (words.ACTIONS, words.SENTENCES):
        assert len(set(sentences.values())) == len(sentences)


@pytest.mark.slow
@pytest.mark.django_db
def test_every_entry_of_a_provider_reads_as_a_sentence() -> None:
    access.build(access.LLSE)
    verbs = set(Entry.objects.values_list("verb", flat=True))
    assert len(verbs) > 30
    assert verbs - words.SENTENCES.keys() == set()


@pytest.mark.parametrize("verb", sorted(words.SENTENCES))
@pytest.mark.parametrize("about", ["", "Amina Castellane"])
def test_a_sentence_is_whole(verb: str, about: str) -> None:
    sentence = words.sentence_of(verb, by="Grace Ellery", about=about)
    assert sentence.startswith("Grace Ellery ")
    assert sentence.endswith(".")
    assert not re.search(r"[{}]|  | (of|in|for|to|with)\.$", sentence), sentence
