"""What an identity provider's answer must say before it counts.

| Clause                      | Rule                                                             | Here         |
|-----------------------------|------------------------------------------------------------------|--------------|
| OpenID Connect Core 3.1.3.7 | issuer, audience, nonce and expiry are those of this sign-in     | `problem_of` |
| docs/rules/signing-in       | only an email address that the provider has verified finds anyone | `email_of`  |
| docs/rules/signing-in       | its second factor counts if the operator named its `amr` or `acr` | `has_factor`  |
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

LEEWAY_SECONDS = 60


def problem_of(claims: Mapping[str, Any], *, issuer: str, client_id: str, nonce: str, now: float) -> str:
    """What is wrong with an ID token whose signature is right; empty if nothing is."""
    audience = claims.get("aud")
    audiences = [audience] if isinstance(audience, str) else audience if isinstance(audience, list) else []
    if claims.get("iss") != issuer:
        return "issuer"
    if client_id not in audiences or (len(audiences) > 1 and claims.get("azp") != client_id):
        return "audience"
    if not nonce or claims.get("nonce") != nonce:
        return "nonce"
    expires = claims.get("exp")
    if not isinstance(expires, int | float) or expires <= now - LEEWAY_SECONDS:
        return "expiry"
    return ""


def email_of(claims: Mapping[str, Any]) -> str:
    """The address, if the provider says that it is verified; else empty."""
    email = claims.get("email")
    return email.strip() if claims.get("email_verified") is True and isinstance(email, str) else ""


def has_factor(
    claims: Mapping[str, Any], *, counts: bool, amr: Collection[str], acr: Collection[str]
) -> bool:
    """Whether the provider says that it asked for more than a password, and the operator lets that count.

    `amr` and `acr` are the values of these claims that the operator named. They are compared exactly.
    """
    used = claims.get("amr")
    by_method = isinstance(used, list) and any(isinstance(value, str) and value in amr for value in used)
    level = claims.get("acr")
    return counts and (by_method or (isinstance(level, str) and level in acr))
