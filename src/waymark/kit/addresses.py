"""Addresses by name, worked out once. Django's `reverse` costs as much as a small page part; names do not change."""

from __future__ import annotations

from functools import lru_cache

from django.urls import reverse


@lru_cache(maxsize=4096)
def address(name: str, *filled: str) -> str:
    """The path of a named address. NoReverseMatch if there is none."""
    return reverse(name, args=filled)
