"""Which passwords are refused because they are easy to guess.

| Clause                                                         | Here                     |
|----------------------------------------------------------------|--------------------------|
| fewer than 12 characters; one of 20,000 common ones            | Django's two validators  |
| fewer than 5 different characters                              | `has_few_characters`     |
| the same few characters again and again ("abcabcabcabc")       | `is_repeated`            |
| a run of the alphabet, of digits or of the keyboard            | `is_run`                 |
| one's own email address or name, with little else              | `is_own`                 |

Source: docs/rules/signing-in.md.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from waymark.kit.refusals import Reason, Refusal

if TYPE_CHECKING:
    from waymark.ground.people.models import Person

FEWEST_CHARACTERS = 5
LONGEST_REPEATED = 8
"""A password may not be made of repetitions of a part of so many characters or fewer."""
RUNS = ("abcdefghijklmnopqrstuvwxyz", "01234567890", "qwertyuiop", "asdfghjkl", "zxcvbnm", "1qaz2wsx3edc4rfv")
SHORTEST_RUN = 4
FEWEST_OTHERS = 6
"""So many characters must be left when runs, or one's own words, are taken away."""
SHORTEST_OWN = 3
"""A shorter part of a name or address occurs in too many words."""

SENTENCES = {
    "few_characters": "Use at least five different characters. Three or four unrelated words make a good password",
    "repeated": "Don’t repeat the same characters. Three or four unrelated words make a good password",
    "run": "Don’t use a sequence such as 1234 or qwerty. Three or four unrelated words make a good password",
    "own": "Don’t use your name or email address. Three or four unrelated words make a good password",
}


class CannotUsePassword(Refusal):
    """The password is too easy to guess."""


@dataclass(frozen=True)
class Identity:
    """Whose password it is: words that it must not be made of."""

    words: tuple[str, ...] = ()

    @classmethod
    def of(cls, person: Person) -> Identity:
        return cls.of_account(person.email, [person])

    @classmethod
    def of_account(cls, email: str, persons: Iterable[Person]) -> Identity:
        names = [name for person in persons for name in (person.name, person.given_name, person.family_name)]
        local, _, domain = email.partition("@")
        return cls((email, local, domain, domain.partition(".")[0], *names))


def check_password_strength(password: str, *, identity: Identity) -> None:
    """Raise `CannotUsePassword` with a sentence for each thing that makes it easy to guess."""
    try:
        validate_password(password, identity)  # type: ignore[arg-type]
    except ValidationError as error:
        reasons = (Reason(problem.code or "weak", problem.messages[0]) for problem in error.error_list)
        raise CannotUsePassword(*reasons) from error


class NotEasilyGuessed:
    """A validator of `settings.AUTH_PASSWORD_VALIDATORS`; `user` is an `Identity`, or anything else is nobody."""

    def validate(self, password: str, user: object = None) -> None:
        words = user.words if isinstance(user, Identity) else ()
        reason = problem_of(password, words=words)
        if reason:
            raise ValidationError(SENTENCES[reason], code=reason)

    def get_help_text(self) -> str:
        return "Three or four unrelated words make a good password."


def problem_of(password: str, *, words: Iterable[str] = ()) -> str:
    """The code of what is wrong with it; empty if nothing is."""
    text = _plain(password)
    if has_few_characters(text):
        return "few_characters"
    if is_repeated(text):
        return "repeated"
    if is_run(text):
        return "run"
    return "own" if is_own(text, words) else ""


def has_few_characters(text: str) -> bool:
    return len(set(text)) < FEWEST_CHARACTERS


def is_repeated(text: str) -> bool:
    """Whether it is a short part again and again; what is left at the end may be the beginning of that part."""
    longest = min(LONGEST_REPEATED, len(text) // 2)
    return any((text[:length] * len(text))[: len(text)] == text for length in range(1, longest + 1))


def is_run(text: str) -> bool:
    """Whether too little is left when runs are taken away, forwards or backwards."""
    rest = text
    for run in (*RUNS, *(run[::-1] for run in RUNS)):
        for length in range(len(run), SHORTEST_RUN - 1, -1):
            for start in range(len(run) - length + 1):
                rest = rest.replace(run[start : start + length], "")
    return rest != text and len(set(rest)) < FEWEST_OTHERS


def is_own(text: str, words: Iterable[str]) -> bool:
    """Whether too little is left when one's own words are taken away."""
    own = {_letters(_plain(word)) for word in words}
    rest = letters = _letters(text)
    for word in sorted(own, key=len, reverse=True):
        if len(word) >= SHORTEST_OWN:
            rest = rest.replace(word, "").replace(word[::-1], "")
    return rest != letters and len(rest) < FEWEST_OTHERS


def _plain(text: str) -> str:
    """Without case and accents, so that `Müller` is `muller`."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(character for character in decomposed if not unicodedata.combining(character))


def _letters(text: str) -> str:
    return "".join(character for character in text if character.isalnum())
