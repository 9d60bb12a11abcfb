"""Changing words and settings, writing to selected people, and consent to marketing."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction

from waymark.ground.emails import queries, words
from waymark.ground.emails.consent import digest_of, folded, may_be_marketed_to
from waymark.ground.emails.emails import COHORT_MESSAGE, MARKETING_MESSAGE
from waymark.ground.emails.models import (
    Announcement,
    CohortMessage,
    CohortMessageRecipient,
    EmailSetting,
    EmailWording,
    MarketingConsent,
    SummaryPreference,
    Suppression,
)
from waymark.ground.ledger import actions as ledger
from waymark.ground.people.actions import Message, queue_email, queue_message, queue_messages
from waymark.ground.people.queries import standard_values
from waymark.kit.addresses import site_address
from waymark.kit.email_kinds import (
    LINK_PLACE,
    EmailKind,
    Rendered,
    fill,
    find_problems,
    problems_of,
    render_email,
)
from waymark.kit.formatting import counted
from waymark.kit.locks import lock_row
from waymark.kit.refusals import Refusal

if TYPE_CHECKING:
    from waymark.ground.cohorts.models import Cohort, Enrolment
    from waymark.ground.people.models import Person, Provider


MESSAGE_PLACES = ("cohort", "given_name", "name", "programme")
"""What a lead may use in a message of their own."""


class CannotUseWords(Refusal):
    """The words leave out what the email must say, or name a placeholder that it has no value for."""


class CannotChangeSetting(Refusal):
    """This kind of email is always sent, or never waits."""


class CannotSendMessage(Refusal):
    """No one is left to be emailed."""


class CannotMarket(Refusal):
    """The person has not agreed to marketing, or has unsubscribed."""


def check_words(kind: EmailKind, *, subject: str, text: str) -> None:
    """Raise `CannotUseWords` with a sentence at the field of each problem."""
    problems = problems_of(kind, subject=subject, text=text)
    if problems:
        raise CannotUseWords(*(words.reason_for(problem, kind.places) for problem in problems))


@transaction.atomic
def change_words(*, kind: EmailKind, subject: str, text: str, by: Person, at: datetime) -> EmailWording:
    """Use these words from now on, for what is waiting too. The same words again change nothing."""
    subject, text = subject.strip(), text.strip() + "\n"
    check_words(kind, subject=subject, text=text)
    lock_row(by.provider)
    current = queries.current_wording(provider_id=by.provider_id, kind=kind)
    if current is not None and (current.subject, current.text) == (subject, text):
        return current
    return _add_wording(kind, subject=subject, text=text, by=by, at=at)


@transaction.atomic
def restore_words(*, kind: EmailKind, by: Person, at: datetime) -> EmailWording | None:
    """Use the room’s own words again; None if they never changed."""
    lock_row(by.provider)
    current = queries.current_wording(provider_id=by.provider_id, kind=kind)
    if current is None or current.is_default:
        return current
    return _add_wording(kind, subject="", text="", by=by, at=at)


def _add_wording(kind: EmailKind, *, subject: str, text: str, by: Person, at: datetime) -> EmailWording:
    wording = EmailWording.objects.create(
        provider_id=by.provider_id, kind=kind.code, subject=subject, text=text, by=by, at=at
    )
    facts = {"kind": kind.code, "default": wording.is_default}
    ledger.record(
        "emails.wording_changed", about=wording, provider_id=by.provider_id, by=by, at=at, facts=facts
    )
    return wording


def send_test(*, kind: EmailKind, subject: str, text: str, key: str, by: Person, at: datetime) -> None:
    """Email the words, with sample values, to the person who is editing them; once for each form."""
    check_words(kind, subject=subject, text=text)
    sample = queries.sample_of(provider=by.provider, kind=kind, subject=subject, text=text)
    queue_email(
        provider=by.provider,
        to=by.email,
        subject=f"Test: {sample.subject}"[:200],
        text=sample.text.replace(LINK_PLACE, ""),
        once=f"emails.test:{by.pk}:{kind.code}:{key}"[:120],
        at=at,
    )


@transaction.atomic
def change_setting(*, kind: EmailKind, is_on: bool, waits: bool, by: Person, at: datetime) -> EmailSetting:
    """Switch a kind on or off, or let it wait for the daily summary."""
    if not is_on and not kind.may_be_off:
        raise CannotChangeSetting(words.MUST_BE_SENT)
    if waits and not kind.may_wait:
        raise CannotChangeSetting(words.CANNOT_WAIT)
    lock_row(by.provider)
    setting = queries.get_setting(provider_id=by.provider_id, kind=kind)
    before = (setting.is_on, setting.waits) if setting else (True, False)
    setting = setting or EmailSetting(provider_id=by.provider_id, kind=kind.code)
    setting.is_on, setting.waits = is_on, waits
    setting.save()
    if before != (is_on, waits):
        facts = {"kind": kind.code, "on": is_on, "waits": waits}
        ledger.record(
            "emails.setting_changed", about=setting, provider_id=by.provider_id, by=by, at=at, facts=facts
        )
    return setting


@transaction.atomic
def choose_summary(*, daily: bool, by: Person, at: datetime) -> None:
    """How a person wants the emails that may wait."""
    preference, _ = SummaryPreference.objects.update_or_create(person=by, defaults={"daily": daily, "at": at})
    facts = {"daily": daily}
    ledger.record(
        "emails.summary_chosen", about=preference, provider_id=by.provider_id, by=by, at=at, facts=facts
    )


@transaction.atomic
def send_to_people(
    *,
    cohort: Cohort,
    enrolments: Collection[Enrolment],
    subject: str,
    text: str,
    is_marketing: bool,
    key: str,
    by: Person,
    at: datetime,
) -> CohortMessage:
    """Send one message to people of a cohort, and record who got it and who was left out. The same key sends once."""
    check_message(subject=subject, text=text)
    lock_row(cohort)
    sent = CohortMessage.objects.filter(cohort=cohort, key=key).first()
    if sent is not None:
        return sent
    recipients = queries.list_recipients(
        cohort=cohort, enrolments=enrolments, is_marketing=is_marketing, at=at
    )
    if not any(recipient.left_out is None for recipient in recipients):
        raise CannotSendMessage(words.NOBODY)
    message = CohortMessage.objects.create(
        cohort=cohort,
        subject=subject.strip(),
        text=text.strip(),
        is_marketing=is_marketing,
        key=key,
        by=by,
        at=at,
    )
    CohortMessageRecipient.objects.bulk_create(
        CohortMessageRecipient(
            message=message, enrolment=recipient.enrolment, left_out=recipient.left_out or ""
        )
        for recipient in recipients
    )
    kind = MARKETING_MESSAGE if is_marketing else COHORT_MESSAGE
    messages = [
        Message(
            kind,
            recipient.enrolment.person.email,
            message_values(message, recipient.enrolment, cohort),
            once=f"emails.cohort_message:{message.pk}:{recipient.enrolment.pk}",
            cohort_id=cohort.pk,
        )
        for recipient in recipients
        if recipient.left_out is None
    ]
    queue_messages(messages, provider=cohort.provider, at=at)
    facts = {"emailed": len(messages), "left_out": len(recipients) - len(messages)}
    ledger.record(
        "emails.message_sent", about=message, provider_id=cohort.provider_id, by=by, at=at, facts=facts
    )
    return message


def message_values(message: CohortMessage, enrolment: Enrolment, cohort: Cohort) -> dict[str, str]:
    """What one person gets: the lead’s placeholders filled for them."""
    own = {
        "name": enrolment.person.name,
        "given_name": enrolment.person.given_name or enrolment.person.name,
        "cohort": cohort.name,
        "programme": cohort.programme.title,
    }
    return {
        "subject": fill(message.subject, own),
        "message": fill(message.text, own),
        "link": f"{site_address('web:home')}?enrolment={enrolment.reference}",
    }


def preview_message(*, cohort: Cohort, enrolment: Enrolment, subject: str, text: str) -> Rendered:
    """The message as that person would get it."""
    draft = CohortMessage(cohort=cohort, subject=subject.strip(), text=text.strip())
    values = {
        **standard_values(cohort.provider),
        "programme": cohort.programme.title,
        **message_values(draft, enrolment, cohort),
    }
    return render_email(COHORT_MESSAGE.subject, COHORT_MESSAGE.text, values)


def send_message_test(preview: Rendered, *, cohort: Cohort, key: str, by: Person, at: datetime) -> None:
    """Email a preview to the person who is writing; once for each form."""
    queue_email(
        provider=cohort.provider,
        to=by.email,
        subject=f"Test: {preview.subject}"[:200],
        text=preview.text,
        once=f"emails.test:{by.pk}:{cohort.pk}:{key}"[:120],
        at=at,
    )


def sent_in_words(message: CohortMessage) -> str:
    emailed = message.recipients.filter(left_out="").count()
    return f"We’re sending your message to {counted(emailed, 'person', 'people')}."


def check_message(*, subject: str, text: str) -> None:
    """As `check_words`, for a message to selected people."""
    problems = find_problems(subject, text, places=MESSAGE_PLACES)
    if problems:
        raise CannotUseWords(*(words.reason_for(problem, MESSAGE_PLACES) for problem in problems))


@transaction.atomic
def announce(*, provider: Provider, key: str, messages: Callable[[], Iterable[Message]], at: datetime) -> int:
    """Queue the messages of something that is announced once; returns how many. Two workers announce it once."""
    lock_row(provider)
    if queries.list_announced(keys=[key]):
        return 0
    Announcement.objects.create(provider=provider, key=key, at=at)
    return queue_messages(messages(), provider=provider, at=at)


@transaction.atomic
def record_consent(
    *, provider: Provider, email: str, given: bool, how: str, wording: str, at: datetime
) -> MarketingConsent:
    """Record that someone agreed to marketing, or took it back: where they said so, and to which words."""
    consent = MarketingConsent.objects.create(
        provider=provider, email=folded(email), given=given, how=how[:60], wording=wording, at=at
    )
    verb = "emails.consent_given" if given else "emails.consent_withdrawn"
    ledger.record(verb, about=consent, provider_id=provider.pk, by=None, at=at, facts={"how": consent.how})
    return consent


def queue_marketing(message: Message, *, provider: Provider, at: datetime) -> None:
    """Leave a marketing email. Raises `CannotMarket` for anyone who has not agreed, or has unsubscribed."""
    if not message.kind.is_marketing:
        raise ValueError(f"{message.kind.code} is not marketing.")
    if not may_be_marketed_to(provider, message.to):
        raise CannotMarket(words.NO_CONSENT)
    queue_message(message, provider=provider, at=at)


@transaction.atomic
def unsubscribe(*, provider_id: int, digest: str, at: datetime) -> None:
    """Stop marketing to an address that is known by its hash alone. Once is enough."""
    newest = Suppression.objects.filter(provider_id=provider_id, digest=digest).order_by("at").last()
    given = MarketingConsent.objects.filter(provider_id=provider_id, given=True).order_by("id")
    again = newest is not None and any(
        digest_of(consent.email) == digest for consent in given.filter(at__gt=newest.at)
    )
    if newest is not None and not again:
        return
    suppression = Suppression.objects.create(provider_id=provider_id, digest=digest, at=at)
    ledger.record("emails.unsubscribed", about=suppression, provider_id=provider_id, by=None, at=at)
