"""How each email leaves: in the lead’s words, or not at all, or in a daily summary.

An email is written in the words that hold when it leaves, so correcting a mistake also corrects what is waiting. A
whole batch takes a handful of statements.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from waymark.ground.cohorts.queries import list_cohort_ids, list_newest_cohort_ids, list_programme_titles
from waymark.ground.emails.consent import unsubscribe_address
from waymark.ground.emails.models import EmailSetting, EmailWording, SummaryPreference
from waymark.ground.people.queries import COHORT, ENROLMENT, list_email_persons, standard_values
from waymark.kit.email_kinds import EmailKind, Rendered, find_kind, problems_of, render_email

if TYPE_CHECKING:
    from waymark.ground.people.models import Email, Person


class Way(StrEnum):
    """What happens to an email when its turn comes."""

    SEND = "send"
    OFF = "off"
    """The provider has switched this kind off."""
    SUMMARY = "summary"
    """It waits for the daily summary of its reader."""


@dataclass(frozen=True)
class PlannedEmail:
    email: Email
    way: Way
    words: Rendered
    """As it leaves; the place of a link is still a place."""
    person: Person | None = None
    """Whose summary it waits for."""
    unsubscribe: str = ""
    """For marketing: the address that stops it."""


def plan_sending(emails: Sequence[Email]) -> list[PlannedEmail]:
    """In the same order."""
    of_a_kind = [email for email in emails if email.kind]
    if not of_a_kind:
        return [_as_written(email) for email in emails]
    words, settings = _current_words(of_a_kind), _settings(of_a_kind)
    programmes = _programmes(of_a_kind)
    readers = _readers(of_a_kind)
    planned = []
    for email in emails:
        kind = find_kind(email.kind)
        if kind is None:
            planned.append(_as_written(email))
            continue
        wording = words.get((email.provider_id, kind.code))
        values = {**standard_values(email.provider), **programmes.get(email.pk, {}), **email.values}
        way, person = _way(email, kind, settings, readers)
        planned.append(
            PlannedEmail(
                email=email,
                way=way,
                words=render(kind, wording, values),
                person=person,
                unsubscribe=unsubscribe_address(email) if kind.is_marketing else "",
            )
        )
    return planned


def render(kind: EmailKind, wording: EmailWording | None, values: dict[str, str]) -> Rendered:
    """In the lead’s words, unless they lack what the kind must say: it may say more today than when they were saved."""
    complete = kind.complete(values)
    if wording is None or not is_usable(kind, wording):
        return render_email(kind.subject, kind.text, complete)
    return render_email(wording.subject, wording.text, complete)


def is_usable(kind: EmailKind, wording: EmailWording) -> bool:
    """Whether emails of the kind leave in these words."""
    return not wording.is_default and not problems_of(kind, subject=wording.subject, text=wording.text)


def _as_written(email: Email) -> PlannedEmail:
    return PlannedEmail(email=email, way=Way.SEND, words=Rendered(email.subject, email.text))


def _way(
    email: Email,
    kind: EmailKind,
    settings: dict[tuple[int, str], EmailSetting],
    readers: dict[tuple[int, str], tuple[Person, bool | None]],
) -> tuple[Way, Person | None]:
    setting = settings.get((email.provider_id, kind.code))
    if kind.may_be_off and setting is not None and not setting.is_on:
        return Way.OFF, None
    person, chosen = readers.get((email.provider_id, email.to.lower()), (None, None))
    if not kind.may_wait or person is None or email.link_purpose or email.attachment:
        return Way.SEND, None
    daily = chosen if chosen is not None else bool(setting and setting.waits)
    return (Way.SUMMARY, person) if daily else (Way.SEND, None)


def _current_words(emails: Iterable[Email]) -> dict[tuple[int, str], EmailWording]:
    """The newest of each provider and kind."""
    rows = EmailWording.objects.filter(
        provider_id__in={email.provider_id for email in emails}, kind__in={email.kind for email in emails}
    )
    return {(row.provider_id, row.kind): row for row in rows.order_by("id")}


def _settings(emails: Iterable[Email]) -> dict[tuple[int, str], EmailSetting]:
    rows = EmailSetting.objects.filter(provider_id__in={email.provider_id for email in emails})
    return {(row.provider_id, row.kind): row for row in rows}


def _readers(emails: Iterable[Email]) -> dict[tuple[int, str], tuple[Person, bool | None]]:
    """Who reads emails that may wait, and what they chose, by provider and address."""
    may_wait = [email for email in emails if (kind := find_kind(email.kind)) and kind.may_wait]
    persons = list_email_persons(addresses={email.to.lower() for email in may_wait})
    chosen = dict(
        SummaryPreference.objects.filter(person__in=persons).values_list("person_id", "daily")
        if persons
        else ()
    )
    return {(person.provider_id, person.email.lower()): (person, chosen.get(person.pk)) for person in persons}


def _programmes(emails: Iterable[Email]) -> dict[int, dict[str, str]]:
    """The programme of each email that doesn’t name one: of its cohort, its enrolment, or its reader."""
    unnamed = [email for email in emails if "programme" not in email.values]
    enrolments = {int(email.values[ENROLMENT]) for email in unnamed if ENROLMENT in email.values}
    of_enrolments = list_cohort_ids(enrolment_ids=enrolments)
    others = [email for email in unnamed if not {COHORT, ENROLMENT} & set(email.values)]
    of_readers = list_newest_cohort_ids(emails={email.to.lower() for email in others})
    cohorts: dict[int, int] = {}
    for email in unnamed:
        if COHORT in email.values:
            cohort_id: int | None = int(email.values[COHORT])
        elif ENROLMENT in email.values:
            cohort_id = of_enrolments.get(int(email.values[ENROLMENT]))
        else:
            cohort_id = of_readers.get((email.provider_id, email.to.lower()))
        if cohort_id is not None:
            cohorts[email.pk] = cohort_id
    titles = list_programme_titles(cohort_ids=set(cohorts.values()))
    return {pk: {"programme": titles[cohort_id]} for pk, cohort_id in cohorts.items() if cohort_id in titles}
