"""Kinds of email as data: who gets it, when it is sent, and its words with named placeholders such as `{programme}`.

A room that sends emails has a module `emails.py` with `KINDS`. A provider’s lead may change the words of a kind; the
room gives the values. Values are never read for placeholders again, and never become part of another header. Pure,
apart from `all_kinds`, which collects the kinds of every room.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache
from importlib import import_module
from importlib.util import find_spec

LINK_PLACE = "[[link]]"
"""Stands in the text of an email’s row where the link comes when the email leaves."""
LONGEST_SUBJECT, LONGEST_TEXT = 200, 10_000
PLACE = re.compile(r"\{([^{}\n]{0,60})\}")
NOT_IN_A_HEADER = re.compile(r"[\x00-\x1f\x7f\x85\u2028\u2029\s]+")
STANDARD: Mapping[str, str] = {
    "provider": "Learning Together",
    "provider_short": "Learning Together",
    "enquiries": "npq@learning-together.example",
    "programme": "National Professional Qualification for Executive Leadership",
    "link": "https://npq.learning-together.example/",
}
"""Placeholders that every kind has, each with a sample."""


class WordingReason(StrEnum):
    """Why words can’t be used for a kind."""

    NO_SUBJECT = "no_subject"
    LONG_SUBJECT = "long_subject"
    NO_TEXT = "no_text"
    LONG_TEXT = "long_text"
    UNKNOWN_PLACE = "unknown_place"
    MISSING_PLACE = "missing_place"


@dataclass(frozen=True)
class WordingProblem:
    reason: WordingReason
    places: tuple[str, ...] = ()
    """The placeholders that it is about."""

    @property
    def in_subject(self) -> bool:
        return self.reason in {WordingReason.NO_SUBJECT, WordingReason.LONG_SUBJECT}


@dataclass(frozen=True, kw_only=True)
class EmailKind:
    """One kind of email. `subject` and `text` are the room’s own words, which hold until a lead changes them."""

    code: str
    """`<room>.<name>`, such as `people.invitation`."""
    title: str
    audience: str
    """Who gets it, in words: “Participants who haven’t submitted”."""
    sent: str
    """When it is sent, in words."""
    subject: str
    text: str
    next_step: str
    """The words of `text` that say what its reader does next."""
    samples: Mapping[str, str] = field(default_factory=dict)
    """The placeholders of its own, each with a sample value."""
    fixed: Mapping[str, str] = field(default_factory=dict)
    """Placeholders whose words the room gives and no lead can change, such as a privacy notice. No wording may leave
    them out. They can have the standard placeholders in them."""
    required: frozenset[str] = frozenset({"link"})
    """Placeholders that no wording may leave out, besides the fixed ones."""
    may_be_off: bool = False
    may_wait: bool = False
    """Whether someone may get it in a daily summary."""
    is_marketing: bool = False
    is_private: bool = False
    """Whether only its reader may ever see it: nobody at the provider reads about a practice assessment."""

    @property
    def room(self) -> str:
        return self.code.partition(".")[0]

    @property
    def sample_values(self) -> dict[str, str]:
        return self.complete({**STANDARD, **self.samples})

    @property
    def must_have(self) -> frozenset[str]:
        """The placeholders that every wording of it has."""
        return self.required | frozenset(self.fixed)

    def complete(self, values: Mapping[str, str]) -> dict[str, str]:
        """The values with the fixed words added; no value replaces them."""
        standard = {name: values[name] for name in STANDARD if name in values and name != "link"}
        return {**values, **{name: fill(words, standard) for name, words in self.fixed.items()}}

    @property
    def places(self) -> tuple[str, ...]:
        """Its placeholders, in the order of the alphabet."""
        return tuple(sorted(self.sample_values))


@dataclass(frozen=True)
class Rendered:
    subject: str
    text: str


def fill(template: str, values: Mapping[str, str]) -> str:
    """The template with its placeholders filled, once: a value with braces in it stays as it is."""
    return PLACE.sub(lambda match: values.get(match[1], match[0]), template)


def render_email(subject: str, text: str, values: Mapping[str, str]) -> Rendered:
    """Subject on one line, and text. No value but the link’s own can name the place of a link."""
    safe = {
        name: value if value == LINK_PLACE else value.replace(LINK_PLACE, "")
        for name, value in values.items()
    }
    line = NOT_IN_A_HEADER.sub(" ", fill(subject, {**safe, "link": ""})).strip()
    return Rendered(line[:LONGEST_SUBJECT], fill(text.replace(LINK_PLACE, ""), safe))


def places_in(template: str) -> tuple[str, ...]:
    """Whatever stands in braces, in order, each once."""
    return tuple(dict.fromkeys(match[1] for match in PLACE.finditer(template)))


def problems_of(kind: EmailKind, *, subject: str, text: str) -> tuple[WordingProblem, ...]:
    """Everything that keeps these words from being used for the kind."""
    return find_problems(subject, text, places=kind.places, required=kind.must_have)


def find_problems(
    subject: str, text: str, *, places: Collection[str], required: Collection[str] = ()
) -> tuple[WordingProblem, ...]:
    """As `problems_of`, for words of which the allowed and the required placeholders are given."""
    problems = []
    if not subject.strip():
        problems.append(WordingProblem(WordingReason.NO_SUBJECT))
    if len(subject) > LONGEST_SUBJECT:
        problems.append(WordingProblem(WordingReason.LONG_SUBJECT))
    if not text.strip():
        problems.append(WordingProblem(WordingReason.NO_TEXT))
    if len(text) > LONGEST_TEXT:
        problems.append(WordingProblem(WordingReason.LONG_TEXT))
    used = places_in(subject + "\n" + text)
    unknown = tuple(place for place in used if place not in places)
    if unknown:
        problems.append(WordingProblem(WordingReason.UNKNOWN_PLACE, unknown))
    missing = tuple(sorted(set(required) - set(places_in(text))))
    if missing and text.strip():
        problems.append(WordingProblem(WordingReason.MISSING_PLACE, missing))
    return tuple(problems)


@cache
def all_kinds() -> Mapping[str, EmailKind]:
    """Every kind of every app, by code, in the order of the apps."""
    from django.apps import apps

    modules = (f"{config.name}.emails" for config in apps.get_app_configs())
    ours = (module for module in modules if module.startswith("waymark."))
    kinds: Iterable[EmailKind] = (
        kind for module in ours if _is_there(module) for kind in import_module(module).KINDS
    )
    return {kind.code: kind for kind in kinds}


def _is_there(module: str) -> bool:
    return find_spec(module) is not None


def find_kind(code: str) -> EmailKind | None:
    return all_kinds().get(code)
