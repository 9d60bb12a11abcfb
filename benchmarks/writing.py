"""The cohort that is writing: its window opened three days ago and closes in five."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from benchmarks.data import (
    AT_ONCE,
    add_persons,
    add_sittings,
    enrol,
    open_cohort,
    signed_in,
)
from waymark.ground.cohorts.models import CalendarItem
from waymark.ground.hours.models import Credit
from waymark.ground.people.roles import Role

CREDITS = 10
OPENERS = 12
"""Who has the hours and has not opened the desk."""


def build_writing(
    *, programme: Any, paper: Any, body: Any, texts: list[str], now: datetime, saving: float
) -> dict[str, Any]:
    today = now.date()
    window = open_cohort(
        programme,
        paper,
        "Writing",
        starts=today - timedelta(days=480),
        opens=today - timedelta(days=3),
        now=now,
    )
    cohort = window.cohort
    persons = add_persons(
        cohort.provider, "writer", len(texts), role=Role.PARTICIPANT, now=now, accounts=True
    )
    enrolments = enrol(cohort, persons, now=now)
    _credit(cohort, enrolments, now=now)
    sittings, answers = add_sittings(window, enrolments, body, texts, at=now, sealed=False)
    known = signed_in(persons, now=now)
    everyone = list(zip(known, persons, sittings, answers, texts, strict=True))
    openers = add_persons(cohort.provider, "opener", OPENERS, role=Role.PARTICIPANT, now=now, accounts=True)
    _credit(cohort, enrol(cohort, openers, now=now), now=now, minutes=600, items=None)
    handing_in = [_submit(ticket, sitting, own) for ticket, _, sitting, own, _ in everyone]
    saved = int(len(everyone) * saving)
    kept = everyone[saved:]
    return {
        "answers": [_autosave(ticket, sitting, own[0]) for ticket, _, sitting, own, _ in everyone[:saved]],
        "homes": [
            ticket | {"path": "/", "shows": {person.name: 1, sitting.code: 1, "Hours done": 1}}
            for ticket, person, sitting, _, _ in kept
        ],
        "writing": [
            ticket
            | {
                "path": f"/sit/{sitting.code}/",
                "shows": {
                    text.split("\n")[0][:60].split("’")[0]: 2,
                    body.case_title: 1,
                    "<textarea": len(own),
                },
            }
            for ticket, _, sitting, own, text in kept
        ],
        "sittings": handing_in[saved:],
        "openers": [ticket | {"path": "/sit/"} for ticket in signed_in(openers, now=now)],
    }


def _credit(
    cohort: Any, enrolments: list[Any], *, now: datetime, minutes: int = 60, items: int | None = CREDITS
) -> None:
    rows = CalendarItem.objects.filter(cohort=cohort, ends_at__lt=now).order_by("on", "position")
    past = list(rows[:items])
    credits = [
        Credit(
            enrolment=enrolment,
            item_id=item.item_id,
            minutes=minutes,
            source="benchmark",
            source_id=item.pk,
            at=now,
        )
        for enrolment in enrolments
        for item in past
    ]
    Credit.objects.bulk_create(credits, batch_size=AT_ONCE)


def _autosave(ticket: dict[str, str], sitting: Any, answer: Any) -> dict[str, Any]:
    path = f"/sit/{sitting.code}/answers/{answer.question_id}/revisions/"
    return ticket | {"path": path, "base": answer.rev, "client": "BENCHMARK", "answer_id": answer.pk}


def _submit(ticket: dict[str, str], sitting: Any, answers: list[Any]) -> dict[str, Any]:
    """As the check page sends it: the revisions that were looked at, and the declaration."""
    form = {f"rev-{answer.question_id}": "1" for answer in answers}
    form |= {"declared": "on", "csrfmiddlewaretoken": ticket["token"]}
    return ticket | {"path": f"/sit/{sitting.code}/", "code": sitting.code, "form": form}
