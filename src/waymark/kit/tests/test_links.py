"""A link is made from a key, a purpose, a row and its version; the key may be changed."""

from __future__ import annotations

from dataclasses import replace

import pytest

from waymark.kit.links import Link, digest_of, is_genuine, make_token, token_with

LINK = Link("invitation", 7, 1)
NEW, OLD, OTHER = "new key", "old key", "another key"


def test_token_is_the_same_each_time_and_says_nothing() -> None:
    token = make_token(LINK, key=NEW)
    assert token == make_token(LINK, key=NEW)
    assert len(token) == 43
    assert make_token(LINK, key=NEW) != make_token(LINK, key=OLD)


@pytest.mark.parametrize(
    "other",
    [
        replace(LINK, row=8),
        replace(LINK, version=2),
        replace(LINK, purpose="password_reset"),
        Link("invitation|7", 1, 1),
    ],
)
def test_another_purpose_row_or_version_has_another_token(other: Link) -> None:
    token = make_token(LINK, key=NEW)
    assert make_token(other, key=NEW) != token
    assert not is_genuine(token, other, keys=[NEW])


def test_earlier_key_is_good_while_it_is_a_fallback() -> None:
    token = make_token(LINK, key=OLD)
    assert is_genuine(token, LINK, keys=[NEW, OLD])
    assert not is_genuine(token, LINK, keys=[NEW, OTHER])
    assert token_with(digest_of(token), LINK, keys=[NEW, OLD]) == token
    assert token_with(digest_of(token), LINK, keys=[NEW]) is None


@pytest.mark.parametrize("token", ["", "é", "\x00", "\udcff", "a" * 43])
def test_any_other_text_is_no_token(token: str) -> None:
    assert not is_genuine(token, LINK, keys=[NEW])
    assert len(digest_of(token)) == 64
