"""Daily summaries: one email that contains what waited for someone, at 07:00 where their programme is."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Min

from waymark.bridges.mail.models import Withheld
from waymark.ground.cohorts.queries import zone_of_person
from waymark.ground.emails.queries import SUMMARY, plan_sending, summary_due
from waymark.ground.people.actions import Message, queue_message
from waymark.ground.people.queries import find_email, list_persons_by_id
from waymark.kit.addresses import site_address
from waymark.kit.formatting import counted
from waymark.kit.locks import lock_row

if TYPE_CHECKING:
    from waymark.ground.people.models import Person


def write_due(*, at: datetime) -> int:
    """Write the summaries whose time has come; returns how many. Two workers write each once."""
    oldest = dict(
        Withheld.objects.filter(why=Withheld.Reason.SUMMARY, summary=None)
        .order_by()
        .values_list("person_id")
        .annotate(oldest=Min("email__at"))
    )
    persons = list_persons_by_id(ids=oldest)
    return sum(
        _write(person, at=at)
        for person in persons
        if summary_due(oldest=oldest[person.pk], zone=zone_of_person(person=person), at=at)
    )


@transaction.atomic
def _write(person: Person, *, at: datetime) -> int:
    lock_row(person)
    rows = Withheld.objects.filter(person=person, why=Withheld.Reason.SUMMARY, summary=None)
    waiting = list(rows.select_related("email__provider").order_by("email_id"))
    if not waiting:
        return 0
    once = f"emails.summary:{person.pk}:{waiting[-1].email_id}"
    planned = plan_sending([row.email for row in waiting])
    values = {
        "greeting": person.greeting,
        "count": counted(len(waiting), "message", "messages"),
        "items": _items((email.words.subject, email.words.text) for email in planned),
        "link": site_address("emails:preference"),
    }
    queue_message(Message(SUMMARY, person.email, values, once=once), provider=person.provider, at=at)
    rows.filter(pk__in=[row.pk for row in waiting]).update(summary=find_email(once=once))
    return 1


def _items(emails: Iterable[tuple[str, str]]) -> str:
    """Each email in full, with a number, as the summary’s text."""
    return "\n\n".join(
        f"{number}. {subject}\n\n{text.strip()}" for number, (subject, text) in enumerate(emails, start=1)
    )
