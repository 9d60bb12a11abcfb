"""Passwords that are easy to guess are refused, each for its reason."""

from __future__ import annotations

import pytest

from waymark.ground.people.passwords import CannotUsePassword, Identity, check_password_strength, problem_of

WORDS = Identity.of_account("zoë.müller@northern-trust.example", []).words + ("Zoë Müller", "Zoë", "Müller")


@pytest.mark.parametrize(
    ("password", "problem"),
    [
        ("aaaaaaaaaaaa", "few_characters"),
        ("abababababab", "few_characters"),
        ("AaAaAaAaAaAa", "few_characters"),
        ("abcdeabcdeab", "repeated"),
        ("sunny1sunny1", "repeated"),
        ("lamppostlamppostlamp", "repeated"),
        ("123456789012", "run"),
        ("987654321098", "run"),
        ("abcdefghijkl", "run"),
        ("qwertyuiop[]", "run"),
        ("1qaz2wsx3edc", "run"),
        ("zoë.müller@northern-trust.example", "own"),
        ("ZoeMuller2026", "own"),
        ("rellum-zoe-zoe", "own"),
        ("northern-trust1", "own"),
        ("seventeen grey herons", ""),
        ("muller and two geese by a lake", ""),
        ("qwerty is not enough, a lamp is", ""),
        ("x9!Kd0#pLm2@", ""),
        ("correct horse battery staple", ""),
        ("日本語のパスワードは長い", ""),
    ],
)
def test_problem_of_a_password(password: str, problem: str) -> None:
    assert problem_of(password, words=WORDS) == problem


@pytest.mark.parametrize(
    ("password", "sentence"),
    [
        ("short", "too short"),
        ("password1234", "too common"),
        ("aaaaaaaaaaaa", "five different characters"),
        ("a@b.example1", "name or email address"),
    ],
)
def test_each_reason_is_a_sentence(password: str, sentence: str) -> None:
    with pytest.raises(CannotUsePassword, match=sentence):
        check_password_strength(password, identity=Identity.of_account("a@b.example", []))


def test_a_good_password_is_not_refused() -> None:
    check_password_strength("seventeen grey herons", identity=Identity(WORDS))
