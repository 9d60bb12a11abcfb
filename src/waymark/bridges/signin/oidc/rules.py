"""What an identity provider's answer must say before it counts.

| Clause                      | Rule                                                             | Here         |
|-----------------------------|------------------------------------------------------------------|--------------|
| OpenID Connect Core 3.1.3.7 | issuer, audience, nonce and expiry are those of this sign-in     | `problem_of` |
| docs/rules/signing-in       | only an email address that the provider has verified finds anyone | `email_of`  |
| docs/rules/signing-in       | its second factor counts if the operator says so, and it was used | `has_factor` |
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

FACTORS = frozenset({"mfa", "otp", "hwk", "swk", "fpt", "face", "iris", "sc", "pop"})
"""Values of `amr` (RFC 8176) that mean more than a password."""
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


def has_factor(claims: Mapping[str, Any], *, counts: bool) -> bool:
    """Whether the provider asked for more than a password, and the operator lets that count."""
    amr = claims.get("amr")
    used = {value for value in amr if isinstance(value, str)} if isinstance(amr, list) else set()
    return counts and bool(used & FACTORS)
