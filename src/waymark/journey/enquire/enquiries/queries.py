"""Questions about enquiries. A lead sees those of their provider; a colleague those handed over to them."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.db.models import Min, Q, QuerySet

from waymark.ground.people import queries as people
from waymark.ground.people.roles import Role
from waymark.ground.programmes import queries as programmes
from waymark.ground.programmes.england import bank_holidays
from waymark.journey.enquire.enquiries import rules, words
from waymark.journey.enquire.enquiries.models import Enquiry, EnquiryEvent, SavedAnswer
from waymark.journey.enquire.enquiries.rules import AnswerClock, Counts, State
from waymark.kit.addresses import site_address

if TYPE_CHECKING:
    from waymark.ground.people.models import Person, Provider
    from waymark.ground.programmes.models import PublishedProgramme
    from waymark.ground.programmes.values import Programme

HANDLERS = (Role.LEAD, Role.FACILITATOR, Role.COACH)
"""Who can deal with an enquiry."""
COUNTED_FOR, MOST_OF_ONE_NETWORK, MOST_OF_ONE_ADDRESS = timedelta(hours=1), 20, 5
"""So many enquiries at most arrive within an hour from one network, and from one email address."""
SHOWN_DONE = 100


def clock_of(programme: Programme | None) -> AnswerClock:
    """What a pack promises about enquiries; 48 elapsed hours if it says nothing."""
    if programme is None:
        return AnswerClock()
    promised = programme.enquiries
    if promised is None:
        return AnswerClock(hours=programme.provider.enquiries_hours or AnswerClock().hours)
    return AnswerClock(
        hours=promised.answer_within_hours,
        counts=Counts(promised.counts),
        working_from=promised.working_from,
        working_until=promised.working_until,
        zone=programme.assessment.zone,
    )


def clock_for(*, provider: Provider, programme_slug: str) -> AnswerClock:
    """The promise about one programme; about a general question, the shortest that the provider makes."""
    own = list_programmes(provider=provider)
    chosen = [published for published in own if published.slug == programme_slug] or own
    clocks = [clock_of(programmes.programme_of(published)) for published in chosen]
    return min(clocks, key=lambda clock: clock.hours, default=AnswerClock())


def list_programmes(*, provider: Provider) -> list[PublishedProgramme]:
    """The newest version of each of the provider's programmes, for a visitor."""
    return [published for published in programmes.list_newest() if published.provider_id == provider.pk]


def due_at(asked_at: datetime, *, clock: AnswerClock) -> datetime:
    return rules.due_at(asked_at, clock=clock, holidays=bank_holidays())


def promise_of(programme: Programme) -> str:
    """The sentence on a programme's public page."""
    return words.promise(clock_of(programme))


def find_sent(*, reference: str, provider: Provider) -> Enquiry | None:
    """The enquiry that this visitor has sent; the reference comes from their own session."""
    return Enquiry.objects.filter(reference=reference, provider=provider).first()


def was_acknowledged(*, enquiry: Enquiry) -> bool:
    return people.is_email_left(once=f"enquiry:{enquiry.pk}:received")


def count_recent(*, caused_by: str, email: str, at: datetime) -> tuple[int, int]:
    """How many enquiries came within an hour from that network, and from that email address."""
    recent = Enquiry.objects.filter(at__gt=at - COUNTED_FOR)
    from_network = recent.filter(caused_by=caused_by).count() if caused_by else 0
    return from_network, recent.filter(email__iexact=email).count()


def _visible(for_: Person, role: Role) -> QuerySet[Enquiry]:
    rows = Enquiry.objects.filter(provider_id=for_.provider_id).select_related("handler", "provider")
    return rows if role is Role.LEAD else rows.filter(handler_id=for_.pk)


def list_waiting_for(*, for_: Person, role: Role) -> list[Enquiry]:
    """Enquiries that wait for an answer, the most urgent first."""
    return list(_visible(for_, role).filter(state=State.WAITING).order_by("due_at", "id"))


def list_waiting_of(*, handler: Person) -> list[Enquiry]:
    """Enquiries that were handed over to a person and wait for an answer."""
    rows = Enquiry.objects.filter(handler=handler, state=State.WAITING).select_related("provider")
    return list(rows.order_by("due_at", "id"))


def list_done_for(*, for_: Person, role: Role) -> list[Enquiry]:
    """The newest enquiries that have been answered or closed."""
    return list(_visible(for_, role).exclude(state=State.WAITING).order_by("-at", "-id")[:SHOWN_DONE])


def waiting_for(*, for_: Person) -> tuple[int, datetime | None]:
    """How many enquiries wait at the provider, and by when the first must be answered."""
    rows = Enquiry.objects.filter(provider_id=for_.provider_id, state=State.WAITING)
    first = rows.aggregate(first=Min("due_at"))["first"]
    return (rows.count() if first else 0), first


def get_enquiry_for(*, for_: Person, role: Role, reference: str) -> Enquiry | None:
    return _visible(for_, role).filter(reference=reference).first()


def list_events(*, enquiry: Enquiry) -> list[EnquiryEvent]:
    """Everything said and done about it, the oldest first."""
    return list(enquiry.events.select_related("by", "to").order_by("id"))


def version_of(*, events: list[EnquiryEvent]) -> int:
    """The version of an enquiry's page: the last thing said. 0 before anything was."""
    return events[-1].pk if events else 0


def list_handlers_for(*, for_: Person) -> list[Person]:
    """Colleagues of the viewer who can deal with an enquiry, each once."""
    persons = {
        person.pk: person for role in HANDLERS for person in people.list_persons_with(role=role, for_=for_)
    }
    return list(persons.values())


def list_saved_answers_for(*, for_: Person) -> list[SavedAnswer]:
    rows = SavedAnswer.objects.filter(Q(removed_at=None), provider_id=for_.provider_id)
    return list(rows.select_related("by").order_by("title", "id"))


def get_saved_answer_for(*, for_: Person, answer_id: int) -> SavedAnswer | None:
    rows = SavedAnswer.objects.filter(provider_id=for_.provider_id, pk=answer_id, removed_at=None)
    return rows.select_related("by").first()


def title_of(*, enquiry: Enquiry) -> str:
    """The programme that an enquiry is about."""
    published = programmes.find_newest(slug=enquiry.programme_slug) if enquiry.programme_slug else None
    return programmes.programme_of(published).short_title if published else "General question"


def about(*, enquiry: Enquiry) -> dict[str, str]:
    """The programme and its page, for an email; for a general question the provider’s programmes and all pages."""
    published = programmes.find_newest(slug=enquiry.programme_slug) if enquiry.programme_slug else None
    if published is None:
        name = f"{enquiry.provider.short_name}’s programmes"
        return {"programme": name, "link": site_address("apply:programmes")}
    return {"programme": published.title, "link": site_address("apply:programme", published.slug)}


def filled_answer(*, answer: SavedAnswer, enquiry: Enquiry, for_: Person) -> str:
    """A saved answer with its places filled in for this enquiry."""
    values = {
        "name": enquiry.name,
        "programme": title_of(enquiry=enquiry),
        "reference": enquiry.reference,
        "own_name": for_.name,
        "provider": enquiry.provider.name,
    }
    text = answer.text
    for place, value in values.items():
        text = text.replace("{" + place + "}", value)
    return text
