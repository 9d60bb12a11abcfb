"""Upload and use a list of eligible settings, record how a cohort is funded, and refer someone to a partner."""

from __future__ import annotations

import hashlib
import json
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction

from waymark.ground.ledger import actions as ledger
from waymark.ground.people import actions as people
from waymark.journey.enquire import emails
from waymark.journey.enquire.scholarships import queries, words
from waymark.journey.enquire.scholarships.models import CohortFunding, Referral, SettingsList, SettingsListUse
from waymark.journey.enquire.scholarships.rules import Funding
from waymark.kit.addresses import site_address
from waymark.kit.limited import NoAnswer, work_in_child
from waymark.kit.locks import lock_row
from waymark.kit.refusals import Reason, Refusal

if TYPE_CHECKING:
    from waymark.ground.cohorts.models import Cohort
    from waymark.ground.people.models import Person, Provider
    from waymark.ground.programmes.values import InternationalPartner, Programme

MOST_BYTES = 3_000_000
CHILD = "waymark.journey.enquire.scholarships.list_file"


class CannotReadList(Refusal):
    """The file is no list of eligible settings."""


class CannotRefer(Refusal):
    """Too many referrals came from there."""


def upload_settings_list(*, name: str, data: bytes, by: Person, at: datetime) -> SettingsList:
    """Read a CSV file and keep what was read, to be checked and then used."""
    read = _read(data)
    if error := read.get("error"):
        raise CannotReadList(Reason("file", words.FILE_ERRORS[str(error)]))
    with transaction.atomic():
        settings_list = SettingsList.objects.create(
            provider_id=by.provider_id,
            name=name[:120],
            pp50=read["pp50"],
            fe=read["fe"],
            rise=read["rise"],
            problems={key: read[key] for key in ("problems", "more_problems", "repeated")},
            by=by,
            at=at,
        )
        provider_id = by.provider_id
        ledger.record("enquire.list_uploaded", about=settings_list, provider_id=provider_id, by=by, at=at)
    return settings_list


def _read(data: bytes) -> dict[str, object]:
    if len(data) > MOST_BYTES:
        return {"error": "large"}
    try:
        read: dict[str, object] = json.loads(work_in_child(CHILD, data))
    except NoAnswer as problem:
        return {"error": "busy" if problem.why in ("busy", "time") else "not_csv"}
    return read


@transaction.atomic
def use_settings_list(*, settings_list: SettingsList, by: Person, at: datetime) -> SettingsListUse:
    """The list counts from now on, instead of the one before. Using the one in use changes nothing."""
    lock_row(by.provider)
    current = queries.find_use(provider_id=by.provider_id)
    if current is not None and current.settings_list_id == settings_list.pk:
        return current
    use = SettingsListUse.objects.create(settings_list=settings_list, by=by, at=at)
    provider_id = by.provider_id
    ledger.record("enquire.list_used", about=settings_list, provider_id=provider_id, by=by, at=at)
    return use


@transaction.atomic
def set_cohort_funding(*, cohort: Cohort, funding: Funding, by: Person, at: datetime) -> None:
    """Record how DfE funds a cohort. The same again changes nothing."""
    lock_row(cohort)
    if queries.funding_of(cohort_id=cohort.pk) is funding:
        return
    CohortFunding.objects.create(cohort=cohort, funding=funding.value, by=by, at=at)
    facts = {"funding": funding.value}
    provider_id = cohort.provider_id
    ledger.record("enquire.funding_set", about=cohort, provider_id=provider_id, by=by, at=at, facts=facts)


@transaction.atomic
def refer(
    *,
    provider: Provider,
    programme: Programme,
    partner: InternationalPartner,
    name: str,
    email: str,
    country: str,
    idempotency_key: str,
    client_address: str,
    at: datetime,
) -> Referral:
    """Pass on someone's details to a delivery partner, by email, and keep what they agreed to."""
    content = "\0".join([idempotency_key, str(provider.pk), partner.id, name, email.lower(), country])
    key = hashlib.sha256(content.encode()).hexdigest()
    lock_row(provider)
    if sent := Referral.objects.filter(idempotency_key=key).first():
        return sent
    caused_by = people.digest_of_visitor(client_address) if client_address else ""
    recent = queries.count_recent_referrals(caused_by=caused_by, at=at)
    if recent >= queries.MOST_REFERRALS:
        raise CannotRefer(Reason("too_many", words.TOO_MANY))
    referral = Referral.objects.create(
        provider=provider,
        programme_slug=programme.id,
        partner=partner.name,
        partner_email=partner.email,
        name=name,
        email=email,
        country=country,
        agreed=words.referral_consent(provider=provider.name, partner=partner.name),
        caused_by=caused_by,
        idempotency_key=key,
        at=at,
    )
    values = {
        "partner": partner.name,
        "name": name,
        "email": email,
        "country": country,
        "programme": programme.title,
        "link": site_address("apply:programme", programme.id),
    }
    message = people.Message(emails.REFERRED, partner.email, values, once=f"referral:{referral.pk}")
    people.queue_message(message, provider=provider, at=at)
    ledger.record("enquire.referred", about=referral, provider_id=provider.pk, by=None, at=at)
    return referral
