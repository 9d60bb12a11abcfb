"""Send an enquiry, answer it, hand it over, note what was said, close and reopen it; save answers to use again."""

from __future__ import annotations

import hashlib
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction

from waymark.ground.ledger import actions as ledger
from waymark.ground.people import actions as people
from waymark.journey.enquire import emails
from waymark.journey.enquire.enquiries import queries, rules, words
from waymark.journey.enquire.enquiries.models import Enquiry, EnquiryEvent, SavedAnswer
from waymark.journey.enquire.enquiries.rules import EnquiryReason, Said, State
from waymark.kit.codes import new_code
from waymark.kit.formatting import listed
from waymark.kit.forms import refuse_if_changed, version_of
from waymark.kit.locks import lock_row
from waymark.kit.refusals import Refusal, reasons_for

if TYPE_CHECKING:
    from waymark.ground.people.models import Person, Provider
    from waymark.kit.email_kinds import EmailKind


class CannotEnquire(Refusal):
    """The enquiry can't be sent."""


class CannotChangeEnquiry(Refusal):
    """What was to be recorded about an enquiry doesn't fit its state."""


class CannotSaveAnswer(Refusal):
    """A saved answer has a place that nothing can fill."""


@transaction.atomic
def send_enquiry(
    *,
    provider: Provider,
    programme_slug: str,
    name: str,
    email: str,
    question: str,
    idempotency_key: str,
    at: datetime,
    client_address: str = "",
) -> Enquiry:
    """Record a visitor's enquiry and acknowledge it by email. The same form sent twice is one enquiry.

    The same form with other words is an enquiry of its own. Refused if too many came from there within an hour.
    """
    content = "\0".join([idempotency_key, str(provider.pk), programme_slug, name, email.lower(), question])
    key = hashlib.sha256(content.encode()).hexdigest()
    lock_row(provider)
    if sent := Enquiry.objects.filter(idempotency_key=key).first():
        return sent
    caused_by = people.digest_of_visitor(client_address)
    from_network, from_address = queries.count_recent(caused_by=caused_by, email=email, at=at)
    if from_network >= queries.MOST_OF_ONE_NETWORK or from_address >= queries.MOST_OF_ONE_ADDRESS:
        too_many = (EnquiryReason.TOO_MANY,)
        raise CannotEnquire(*reasons_for(too_many, words.SENTENCES, enquiries=provider.enquiries_email))
    clock = queries.clock_for(provider=provider, programme_slug=programme_slug)
    enquiry = Enquiry.objects.create(
        provider=provider,
        reference=new_code(),
        programme_slug=programme_slug,
        name=name,
        email=email,
        question=question,
        agreed=words.consent(provider=provider.name),
        idempotency_key=key,
        caused_by=caused_by,
        at=at,
        state=State.WAITING,
        due_at=queries.due_at(at, clock=clock),
    )
    people.queue_visitors_message(
        _message(enquiry, emails.RECEIVED, enquiry.email, "received", promise=words.promise(clock)),
        provider=provider,
        client_address=client_address,
        at=at,
    )
    ledger.record("enquire.received", about=enquiry, provider_id=provider.pk, by=None, at=at)
    return enquiry


def _message(enquiry: Enquiry, kind: EmailKind, to: str, occasion: str, **values: str) -> people.Message:
    """An email about an enquiry. It names the programme, and the provider’s programmes for a general question."""
    about = queries.about(enquiry=enquiry)
    return people.Message(
        kind, to, {"reference": enquiry.reference, **about, **values}, once=f"enquiry:{enquiry.pk}:{occasion}"
    )


@transaction.atomic
def answer_enquiry(
    *, enquiry: Enquiry, text: str, by: Person, at: datetime, made_from: Any = None
) -> EnquiryEvent:
    """Send the answer by email. Raises `ChangedSince` if a colleague has said something in the meantime."""
    current = _current(enquiry, made_from=made_from, by=by)
    if current.state == State.CLOSED:
        raise CannotChangeEnquiry(*reasons_for((EnquiryReason.IS_CLOSED,), words.SENTENCES))
    if not text.strip():
        raise CannotChangeEnquiry(*reasons_for((EnquiryReason.EMPTY,), words.SENTENCES))
    event = _record(current, Said.ANSWER, text=text, by=by, at=at)
    message = _message(current, emails.ANSWERED, current.email, f"answer:{event.pk}", answer=text, by=by.name)
    people.queue_message(message, provider=current.provider, at=at)
    return event


@transaction.atomic
def hand_over_enquiry(
    *, enquiry: Enquiry, to: Person, note: str, url: str, by: Person, at: datetime, made_from: Any = None
) -> EnquiryEvent:
    """Give the enquiry to a colleague and email them; `url` is the address of its page. The clock goes on."""
    current = _current(enquiry, made_from=made_from, by=by)
    if current.handler_id == to.pk:
        raise CannotChangeEnquiry(*reasons_for((EnquiryReason.SAME_PERSON,), words.SENTENCES, to=to.name))
    event = _record(current, Said.HANDED_OVER, text=note, to=to, by=by, at=at)
    Enquiry.objects.filter(pk=current.pk).update(handler=to)
    due = words.due(current.due_at, at=at) if current.state == State.WAITING else "It has been answered"
    message = _message(
        current,
        emails.HANDED_OVER,
        to.email,
        f"handed:{event.pk}",
        by=by.name,
        due=due,
        note=words.note_in_email(by=by.name, note=note),
        link=url,
    )
    people.queue_message(message, provider=current.provider, at=at)
    return event


@transaction.atomic
def note_on_enquiry(
    *, enquiry: Enquiry, kind: Said, text: str, by: Person, at: datetime, made_from: Any = None
) -> EnquiryEvent:
    """Record a note for colleagues, or what the person said by telephone or email, which starts the clock again."""
    return _record(_current(enquiry, made_from=made_from, by=by), kind, text=text, by=by, at=at)


@transaction.atomic
def close_enquiry(
    *, enquiry: Enquiry, text: str, by: Person, at: datetime, made_from: Any = None
) -> EnquiryEvent:
    """Close it without a further answer, with a reason."""
    current = _current(enquiry, made_from=made_from, by=by)
    if current.state == State.CLOSED:
        raise CannotChangeEnquiry(*reasons_for((EnquiryReason.IS_CLOSED,), words.SENTENCES))
    return _record(current, Said.CLOSED, text=text, by=by, at=at)


@transaction.atomic
def reopen_enquiry(
    *, enquiry: Enquiry, text: str, by: Person, at: datetime, made_from: Any = None
) -> EnquiryEvent:
    """Open it again, which starts the clock again."""
    current = _current(enquiry, made_from=made_from, by=by)
    if current.state != State.CLOSED:
        raise CannotChangeEnquiry(*reasons_for((EnquiryReason.NOT_CLOSED,), words.SENTENCES))
    return _record(current, Said.REOPENED, text=text, by=by, at=at)


def _current(enquiry: Enquiry, *, made_from: Any, by: Person) -> Enquiry:
    """The row as it is now, locked; refuses if someone has said something since the form was made."""
    current = lock_row(enquiry)
    events = queries.list_events(enquiry=current)
    if events:
        last = events[-1]
        refuse_if_changed(made_from, queries.version_of(events=events), by=last.by.name, at=last.at)
    return current


def _record(
    enquiry: Enquiry, kind: Said, *, text: str, by: Person, at: datetime, to: Person | None = None
) -> EnquiryEvent:
    event = EnquiryEvent.objects.create(enquiry=enquiry, kind=kind, text=text, to=to, by=by, at=at)
    state = rules.state_of([Said(row.kind) for row in queries.list_events(enquiry=enquiry)])
    due_at = enquiry.due_at
    if kind in rules.STARTS_THE_CLOCK:
        clock = queries.clock_for(provider=enquiry.provider, programme_slug=enquiry.programme_slug)
        due_at = queries.due_at(at, clock=clock)
    Enquiry.objects.filter(pk=enquiry.pk).update(state=state, due_at=due_at)
    provider_id = enquiry.provider_id
    ledger.record(f"enquire.{kind.value}", about=enquiry, provider_id=provider_id, by=by, at=at)
    return event


@transaction.atomic
def save_answer(
    *,
    title: str,
    text: str,
    by: Person,
    at: datetime,
    answer: SavedAnswer | None = None,
    made_from: Any = None,
) -> SavedAnswer:
    """Save an answer to use again, or change one. Raises `ChangedSince` if a colleague changed it meanwhile."""
    unknown = rules.unknown_places(text, places=words.PLACES)
    if unknown:
        raise CannotSaveAnswer(
            *reasons_for(
                (EnquiryReason.UNKNOWN_PLACE,),
                words.SENTENCES,
                places=listed(["{" + place + "}" for place in unknown]),
                known=listed(["{" + place + "}" for place in words.PLACES]),
            )
        )
    if answer is None:
        answer = SavedAnswer(provider_id=by.provider_id)
    else:
        answer = lock_row(answer)
        refuse_if_changed(made_from, version_of(answer.title, answer.text), by=answer.by.name, at=answer.at)
    answer.title, answer.text, answer.by, answer.at = title, text, by, at
    answer.save()
    ledger.record("enquire.answer_saved", about=answer, provider_id=by.provider_id, by=by, at=at)
    return answer


@transaction.atomic
def remove_saved_answer(*, answer: SavedAnswer, by: Person, at: datetime) -> None:
    """Take it off the list. Answers that were sent stay as they are."""
    SavedAnswer.objects.filter(pk=answer.pk, removed_at=None).update(removed_at=at)
    ledger.record("enquire.answer_removed", about=answer, provider_id=by.provider_id, by=by, at=at)
