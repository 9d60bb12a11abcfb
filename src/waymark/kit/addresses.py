"""Addresses by name, worked out once. Django's `reverse` costs as much as a small page part; names do not change."""

from __future__ import annotations

from functools import lru_cache
from urllib.parse import quote

from django.urls import reverse


@lru_cache(maxsize=4096)
def address(name: str, *filled: str) -> str:
    """The path of a named address. NoReverseMatch if there is none."""
    return reverse(name, args=filled)


@lru_cache(maxsize=64)
def _pattern(name: str, count: int) -> str:
    return reverse(name, args=[f"0waymark{place}0" for place in range(count)])


def row_address(name: str, *values: str) -> str:
    """As `address`, for the rows of a long list: only the first of them is worked out. The values are slugs."""
    url = _pattern(name, len(values))
    for place, value in enumerate(values):
        url = url.replace(f"0waymark{place}0", quote(value, safe=""))
    return url
