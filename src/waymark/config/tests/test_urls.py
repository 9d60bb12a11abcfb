"""The order of the addresses."""

from __future__ import annotations

import pytest
from django.urls import get_resolver, resolve


def test_rooms_with_a_first_word_of_their_own_come_first() -> None:
    words = [str(pattern.pattern) for pattern in get_resolver().url_patterns]
    assert words == sorted(words, key=lambda word: word == "")


@pytest.mark.parametrize("path", ["/", "/mark/", "/learn/cohorts/one/sessions/two/register/", "/sit/before/"])
def test_a_busy_page_is_found_after_few_others(path: str) -> None:
    assert len(resolve(path).tried) < 60
