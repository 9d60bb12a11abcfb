"""Codes that people read aloud: no 0, O, 1, I or L, which are mistaken for one another."""

from __future__ import annotations

import secrets

ALPHABET = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"


def new_code(length: int = 8) -> str:
    """A random code; eight characters are 40 bits, fourteen are 69."""
    return "".join(secrets.choice(ALPHABET) for _ in range(length))
