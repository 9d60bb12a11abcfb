"""Change how a provider presents itself, and its accessibility statement."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction

from waymark.ground.ledger import actions as ledger
from waymark.ground.people.branding import queries, rules, words
from waymark.ground.people.branding.models import AccessibilityStatement, Branding, Logo
from waymark.ground.people.models import Provider
from waymark.kit.forms import refuse_if_changed
from waymark.kit.limited import NoAnswer, work_in_child
from waymark.kit.locks import lock_row
from waymark.kit.refusals import Reason, Refusal

if TYPE_CHECKING:
    from waymark.ground.people.models import Person

MOST_BYTES = 300_000
CHILD = "waymark.ground.people.branding.picture"
CONTENT_TYPES = {b"png": "image/png", b"jpg": "image/jpeg"}


class CannotBrand(Refusal):
    """A colour is hard to read, a logo is no picture, or another provider has the address."""


@dataclass(frozen=True, kw_only=True)
class Look:
    """What a provider decides about how it presents itself."""

    name: str
    short_name: str
    enquiries_email: str
    site: str = ""
    link_colour: str = ""
    sign_colour: str = ""
    headline: str = ""
    words: str = ""
    contact: str = ""


def read_logo(data: bytes) -> tuple[bytes, str]:
    """The picture, written anew in a limited process, and its media type; CannotBrand if it can't be used."""
    if len(data) > MOST_BYTES:
        raise CannotBrand(Reason("logo", words.PICTURE_PROBLEMS["large"]))
    try:
        answer = work_in_child(CHILD, data)
    except NoAnswer as problem:
        why = "busy" if problem.why == "busy" else "broken"
        raise CannotBrand(Reason("logo", words.PICTURE_PROBLEMS[why])) from problem
    kind, _, picture = answer.partition(b"\0")
    if kind not in CONTENT_TYPES:
        raise CannotBrand(Reason("logo", words.PICTURE_PROBLEMS[answer[1:].decode()]))
    return picture, CONTENT_TYPES[kind]


@transaction.atomic
def change_look(
    *,
    provider: Provider,
    look: Look,
    by: Person | None,
    at: datetime,
    logo: bytes | None = None,
    removes_logo: bool = False,
    made_from: Any = None,
) -> Branding:
    """Save how the provider presents itself. The logo stays unless there is a new one or it is removed.

    Raises `ChangedSince` if a colleague has changed it in the meantime.
    """
    reasons = [*_colour_reasons(look), *_site_reasons(provider, look)]
    if reasons:
        raise CannotBrand(*reasons)
    picture = read_logo(logo) if logo else None
    lock_row(provider)
    current = queries.find_branding(provider=provider)
    if current is not None and current.by is not None:
        refuse_if_changed(made_from, current.pk, by=current.by.name, at=current.at)
    kept = None if removes_logo or current is None else current.logo
    branding = Branding.objects.create(
        provider=provider,
        logo=_save_logo(provider, *picture, by=by, at=at) if picture else kept,
        by=by,
        at=at,
        **{key: value for key, value in vars(look).items() if key != "enquiries_email"},
    )
    Provider.objects.filter(pk=provider.pk).update(
        name=look.name,
        short_name=look.short_name,
        enquiries_email=look.enquiries_email,
        site=look.site,
        brand=queries.digest_of_style(queries.style_of(branding)),
        logo_digest=branding.logo.digest if branding.logo else "",
    )
    ledger.record("people.look_changed", about=provider, provider_id=provider.pk, by=by, at=at)
    return branding


def _colour_reasons(look: Look) -> list[Reason]:
    checks = (
        ("link_colour", look.link_colour, rules.check_link_colour),
        ("sign_colour", look.sign_colour, rules.check_sign_colour),
    )
    reasons = []
    for name, colour, check in checks:
        if not colour:
            continue
        read = rules.read_colour(colour)
        if read is None:
            reasons.append(Reason(name, words.NO_COLOUR))
        elif not (contrast := check(read)).is_enough:
            reasons.append(Reason(name, words.too_little_contrast(contrast)))
    return reasons


def _site_reasons(provider: Provider, look: Look) -> list[Reason]:
    others = Provider.objects.exclude(pk=provider.pk).filter(site=look.site)
    return [Reason("site", words.SITE_TAKEN)] if look.site and others.exists() else []


def _save_logo(
    provider: Provider, data: bytes, content_type: str, *, by: Person | None, at: datetime
) -> Logo:
    digest = hashlib.sha256(data).hexdigest()
    return Logo.objects.create(
        provider=provider, data=data, content_type=content_type, digest=digest, by=by, at=at
    )


@transaction.atomic
def change_statement(
    *,
    provider: Provider,
    prepared_on: date,
    problems: str,
    tested: str,
    contact: str,
    enforcement: str,
    by: Person,
    at: datetime,
    made_from: Any = None,
) -> AccessibilityStatement:
    """Save the provider's accessibility statement. Raises `ChangedSince` if a colleague has changed it meanwhile."""
    lock_row(provider)
    current = queries.find_statement(provider=provider)
    if current is not None and current.by is not None:
        refuse_if_changed(made_from, current.pk, by=current.by.name, at=current.at)
    statement = AccessibilityStatement.objects.create(
        provider=provider,
        prepared_on=prepared_on,
        problems=problems,
        tested=tested,
        contact=contact,
        enforcement=enforcement,
        by=by,
        at=at,
    )
    ledger.record("people.statement_changed", about=provider, provider_id=provider.pk, by=by, at=at)
    return statement
