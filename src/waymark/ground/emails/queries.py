"""Questions about emails: their words, their settings, how each leaves, and who may be written to."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from waymark.ground.cohorts.queries import active_on, today_of, zone_of_person
from waymark.ground.emails.consent import list_marketable, may_be_marketed_to
from waymark.ground.emails.emails import SUMMARY
from waymark.ground.emails.models import (
    Announcement,
    CohortMessage,
    EmailSetting,
    EmailWording,
    SummaryPreference,
)
from waymark.ground.emails.personal_data import DATA
from waymark.ground.emails.rules import RecipientReason, left_out, summary_due
from waymark.ground.emails.sending import PlannedEmail, Way, plan_sending, render
from waymark.ground.people.queries import standard_values
from waymark.kit.email_kinds import EmailKind, Rendered, all_kinds, find_kind
from waymark.kit.personal_data import PersonalData, read_personal_data

if TYPE_CHECKING:
    from waymark.ground.cohorts.models import Cohort, Enrolment
    from waymark.ground.people.models import Person, Provider

__all__ = [
    "SUMMARY",
    "PlannedEmail",
    "RecipientReason",
    "Way",
    "find_kind",
    "may_be_marketed_to",
    "plan_sending",
    "summary_due",
    "zone_of_person",
]


@dataclass(frozen=True)
class KindRow:
    """A kind of email as the settings page lists it."""

    kind: EmailKind
    is_on: bool
    waits: bool
    is_changed: bool
    """Whether the lead has changed its words."""


def list_kinds_for(*, for_: Person) -> list[KindRow]:
    """Every kind, with the settings of the viewer’s provider. Two statements."""
    settings = {row.kind: row for row in EmailSetting.objects.filter(provider_id=for_.provider_id)}
    words = EmailWording.objects.filter(provider_id=for_.provider_id).order_by("id")
    newest = {row.kind: row for row in words.defer("text")}
    with_text = set(words.exclude(text="").values_list("pk", flat=True)) if newest else set()
    rows = []
    for kind in all_kinds().values():
        setting, wording = settings.get(kind.code), newest.get(kind.code)
        rows.append(
            KindRow(
                kind=kind,
                is_on=setting is None or setting.is_on or not kind.may_be_off,
                waits=bool(setting and setting.waits and kind.may_wait),
                is_changed=wording is not None and wording.pk in with_text,
            )
        )
    return rows


def get_setting(*, provider_id: int, kind: EmailKind) -> EmailSetting | None:
    return EmailSetting.objects.filter(provider_id=provider_id, kind=kind.code).first()


def list_wordings_for(*, for_: Person, kind: EmailKind) -> list[EmailWording]:
    """Every version of the provider’s words for a kind, newest first."""
    rows = EmailWording.objects.filter(provider_id=for_.provider_id, kind=kind.code).select_related("by")
    return list(rows.order_by("-id"))


def current_wording(*, provider_id: int, kind: EmailKind) -> EmailWording | None:
    """The newest version; None if the room’s own words were never changed."""
    rows = EmailWording.objects.filter(provider_id=provider_id, kind=kind.code).select_related("by")
    return rows.order_by("-id").first()


def sample_of(*, provider: Provider, kind: EmailKind, subject: str, text: str) -> Rendered:
    """The email with sample values, and the provider’s own names."""
    values = {**kind.sample_values, **standard_values(provider)}
    values |= {"programme": kind.sample_values["programme"], "link": kind.sample_values["link"]}
    wording = EmailWording(subject=subject, text=text)
    return render(kind, wording, values)


def prefers_daily(*, person: Person) -> bool | None:
    """What the person chose; None if they never did."""
    return SummaryPreference.objects.filter(person=person).order_by().values_list("daily", flat=True).first()


@dataclass(frozen=True)
class Recipient:
    """Someone selected from a cohort, and why they are left out."""

    enrolment: Enrolment
    left_out: RecipientReason | None


def list_recipients(
    *, cohort: Cohort, enrolments: Collection[Enrolment], is_marketing: bool, at: datetime
) -> list[Recipient]:
    """In the given order. The caller has checked that the viewer may see the cohort."""
    taking_part = {enrolment.pk for enrolment in list_concerned(cohort=cohort, at=at)}
    emails = {enrolment.person.email for enrolment in enrolments}
    marketable = list_marketable(cohort.provider, emails) if is_marketing else set()
    return [
        Recipient(
            enrolment,
            left_out(
                has_account=enrolment.person.account_id is not None,
                takes_part=enrolment.pk in taking_part,
                is_marketing=is_marketing,
                may_be_marketed_to=enrolment.person.email.strip().casefold() in marketable,
            ),
        )
        for enrolment in enrolments
    ]


def list_announced(*, keys: Collection[str]) -> set[str]:
    """Which of these were announced."""
    rows = Announcement.objects.filter(key__in=keys)
    return set(rows.values_list("key", flat=True)) if keys else set()


def list_concerned(*, cohort: Cohort, at: datetime) -> list[Enrolment]:
    """Everyone who takes part in the cohort now, with person and provider."""
    rows = active_on(cohort.enrolments.select_related("person__provider", "cohort"), on=today_of(at))
    return list(rows.order_by("id"))


def list_messages_for(*, for_: Person, cohort: Cohort) -> list[CohortMessage]:
    """Messages that were sent to people of a cohort of the viewer’s provider, newest first."""
    rows = CohortMessage.objects.filter(cohort=cohort, cohort__provider_id=for_.provider_id)
    return list(rows.select_related("by").prefetch_related("recipients__enrolment__person").order_by("-id"))


def personal_data_of(*, person: Person) -> PersonalData:
    return read_personal_data(DATA, person=person)
