"""Addresses by name, worked out once. Django's `reverse` costs as much as a small page part; names do not change."""

from __future__ import annotations

from functools import lru_cache
from urllib.parse import quote

from django.conf import settings
from django.urls import reverse

PLACEHOLDER = "0a-value-of-an-address0"


@lru_cache(maxsize=4096)
def address(name: str, *filled: str) -> str:
    """The path of a named address. NoReverseMatch if there is none."""
    return reverse(name, args=filled)


def site_address(name: str, *filled: str) -> str:
    """The whole address, for an email: `https://npq.our.example/coaching/`."""
    return f"{settings.SITE}{address(name, *filled)}"


@lru_cache(maxsize=64)
def _pieces(name: str, count: int) -> tuple[str, ...]:
    """What stands before, between and after the values of an address."""
    return tuple(reverse(name, args=[PLACEHOLDER] * count).split(PLACEHOLDER))


def row_address(name: str, *values: str) -> str:
    """As `address`, for the rows of a long list: only the first of them is worked out. The values are slugs."""
    first, *others = _pieces(name, len(values))
    return first + "".join(quote(value, safe="") + piece for value, piece in zip(values, others, strict=True))
