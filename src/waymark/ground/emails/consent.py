"""Consent to marketing, the link that stops it, and addresses that get none.

An address is kept as a keyed hash of itself in lower case: it names no one, and still holds after erasure.
"""

from __future__ import annotations

import hmac
from datetime import datetime
from typing import TYPE_CHECKING

from django.conf import settings
from django.core import signing

from waymark.ground.emails.models import MarketingConsent, Suppression
from waymark.ground.emails.rules import may_market
from waymark.kit.addresses import site_address

if TYPE_CHECKING:
    from waymark.ground.people.models import Email, Provider

SALT = "emails.unsubscribe"


def folded(email: str) -> str:
    return email.strip().casefold()


def digest_of(email: str, *, key: str | None = None) -> str:
    secret = b"waymark.suppression|" + (settings.SUPPRESSION_KEYS[0] if key is None else key).encode()
    return hmac.new(secret, folded(email).encode(), "sha256").hexdigest()


def digests_of(email: str) -> list[str]:
    """With the present key, and with earlier ones."""
    return [digest_of(email, key=key) for key in settings.SUPPRESSION_KEYS]


def unsubscribe_address(email: Email) -> str:
    """The link names the digest of the address, so it works after erasure too, and tells no one whose it is."""
    token = signing.dumps([email.provider_id, digest_of(email.to)], salt=SALT)
    return site_address("emails:unsubscribe", token)


def read_token(token: str) -> tuple[int, str] | None:
    """Provider’s id and digest; None for a link that we did not make."""
    try:
        provider_id, digest = signing.loads(token, salt=SALT)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    return int(provider_id), str(digest)


def may_be_marketed_to(provider: Provider, email: str) -> bool:
    consent = MarketingConsent.objects.filter(provider=provider, email=folded(email)).order_by("id").last()
    return may_market(
        consented_at=consent.at if consent and consent.given else None,
        suppressed_at=suppressed_at(provider_id=provider.pk, email=email),
    )


def suppressed_at(*, provider_id: int, email: str) -> datetime | None:
    rows = Suppression.objects.filter(provider_id=provider_id, digest__in=digests_of(email))
    return rows.order_by("-at").values_list("at", flat=True).first()


def list_marketable(provider: Provider, emails: set[str]) -> set[str]:
    """Those of these addresses, folded, that may get marketing. Two statements."""
    wanted = {folded(email) for email in emails}
    consents = {
        row.email: row
        for row in MarketingConsent.objects.filter(provider=provider, email__in=wanted).order_by("id")
    }
    digests = {digest: email for email in consents for digest in digests_of(email)}
    rows = Suppression.objects.filter(provider=provider, digest__in=digests).order_by("at")
    suppressed = {digests[digest]: at for digest, at in rows.values_list("digest", "at")}
    return {
        email
        for email, consent in consents.items()
        if may_market(consented_at=consent.at if consent.given else None, suppressed_at=suppressed.get(email))
    }
