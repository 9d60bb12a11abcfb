"""The requests to the identity provider: its own description, its keys, and the exchange of a code for an ID token.

Addresses come from the operator and from the provider that they name, over HTTPS; outside production also over HTTP on
this machine. No redirect is followed, an answer has at most a megabyte, and nothing waits longer than five seconds.
"""

from __future__ import annotations

import base64
import hashlib
import json
import secrets
from collections.abc import Mapping
from typing import Any
from urllib.error import URLError
from urllib.parse import quote, urlencode, urlsplit
from urllib.request import HTTPRedirectHandler, Request, build_opener

from django.conf import settings
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet

TIMEOUT, LARGEST = 5, 1024 * 1024
ALGORITHMS = ["RS256", "PS256", "ES256", "EdDSA"]
"""All by a key pair: never `none`, and never a secret shared with the provider."""
BROKEN = (URLError, OSError, ValueError, KeyError, TypeError, JoseError)


class ProviderDown(Exception):
    """The provider did not answer, or not as OpenID Connect says."""


class _NoRedirects(HTTPRedirectHandler):
    def redirect_request(self, *args: Any, **kwargs: Any) -> None:
        return None


def describe() -> Mapping[str, Any]:
    """The provider's own description, which must name the issuer of our settings."""
    issuer = settings.OIDC_ISSUER
    try:
        description: Mapping[str, Any] = _json(
            Request(f"{issuer.rstrip('/')}/.well-known/openid-configuration")
        )
        if description["issuer"] != issuer:
            raise ProviderDown("It names another issuer.")
        for name in ("authorization_endpoint", "token_endpoint", "jwks_uri"):
            _check(description[name])
    except BROKEN as error:
        raise ProviderDown(str(error)) from error
    return description


def address_to_sign_in(*, state: str, nonce: str, verifier: str, redirect_uri: str) -> str:
    digest = hashlib.sha256(verifier.encode()).digest()
    query = {
        "response_type": "code",
        "client_id": settings.OIDC_CLIENT_ID,
        "redirect_uri": redirect_uri,
        "scope": "openid email",
        "state": state,
        "nonce": nonce,
        "code_challenge": base64.urlsafe_b64encode(digest).rstrip(b"=").decode(),
        "code_challenge_method": "S256",
    }
    if settings.OIDC_FACTOR_COUNTS and settings.OIDC_FACTOR_ACR:
        query["acr_values"] = " ".join(settings.OIDC_FACTOR_ACR)
    endpoint = str(describe()["authorization_endpoint"])
    return f"{endpoint}{'&' if '?' in endpoint else '?'}{urlencode(query)}"


def claims_for(code: str, *, verifier: str, redirect_uri: str) -> Mapping[str, Any]:
    """What the ID token says, its signature checked, and the email address from its page of the person."""
    try:
        description = describe()
        tokens = _exchange(description, code, verifier=verifier, redirect_uri=redirect_uri)
        keys = KeySet.import_key_set(_json(Request(_check(description["jwks_uri"]))))
        claims: dict[str, Any] = dict(jwt.decode(tokens["id_token"], keys, algorithms=ALGORITHMS).claims)
        if "email" not in claims and "userinfo_endpoint" in description:
            claims |= _email_from_userinfo(description, tokens, subject=claims["sub"])
    except BROKEN as error:
        raise ProviderDown(str(error)) from error
    return claims


def _exchange(
    description: Mapping[str, Any], code: str, *, verifier: str, redirect_uri: str
) -> Mapping[str, Any]:
    body = {
        "grant_type": "authorization_code",
        "code": code,
        "redirect_uri": redirect_uri,
        "code_verifier": verifier,
    }
    pair = f"{quote(settings.OIDC_CLIENT_ID, safe='')}:{quote(settings.OIDC_CLIENT_SECRET, safe='')}"
    headers = {"Authorization": f"Basic {base64.b64encode(pair.encode()).decode()}"}
    request = Request(_check(description["token_endpoint"]), data=urlencode(body).encode(), headers=headers)
    tokens: Mapping[str, Any] = _json(request)
    return tokens


def _email_from_userinfo(
    description: Mapping[str, Any], tokens: Mapping[str, Any], *, subject: str
) -> dict[str, Any]:
    headers = {"Authorization": f"Bearer {tokens['access_token']}"}
    answer = _json(Request(_check(description["userinfo_endpoint"]), headers=headers))
    if answer.get("sub") != subject:
        raise ValueError("The page of the person is someone else’s.")
    return {name: answer[name] for name in ("email", "email_verified") if name in answer}


def _json(request: Request) -> Any:
    _check(request.full_url)
    request.add_header("Accept", "application/json")
    with build_opener(_NoRedirects).open(request, timeout=TIMEOUT) as answer:
        return json.loads(answer.read(LARGEST))


def _check(address: str) -> str:
    parts = urlsplit(address)
    is_here = parts.hostname in {"localhost", "127.0.0.1", "::1"} and not settings.IN_PRODUCTION
    if parts.scheme != "https" and not (parts.scheme == "http" and is_here):
        raise ValueError(f"{address} is not an HTTPS address.")
    return address


def new_secret() -> str:
    return secrets.token_urlsafe(32)
