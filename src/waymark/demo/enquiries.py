"""What happens before anyone applies: questions to answer, a webinar, quotes, and the list for scholarships."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from waymark.demo.world import DemoProvider
from waymark.ground.people import actions as people
from waymark.journey.enquire import actions as enquire
from waymark.journey.enquire.queries import CONSENT_BY_EMAIL
from waymark.journey.enquire.rules import Funding

if TYPE_CHECKING:
    from waymark.ground.cohorts.models import Cohort

QUESTIONS = (
    (
        46,
        "Wilhelmina Ashdown",
        "Can I start in January and catch up on the first workshop?",
    ),
    (30, "Idris Quayle", "Does a chair of trustees count as the person who supports my application?"),
    (70, "Tamsin Orchard", "Is the assessment on paper, or can I use my own computer?"),
)
"""Hours ago, who, and what. The first is near its 48 hours; the last has been answered."""
SAVED = (
    (
        "How the assessment works",
        "Dear {name},\n\nyou write on your own computer, within eight days.\n",
    ),
    (
        "Who supports an application",
        "Dear {name},\n\nyour headteacher, or for {programme} usually your chair.\n",
    ),
)
QUOTES = (
    ("I had always asked schools for more data. Now I ask for less, and use it.", "Participant, autumn 2024"),
    ("My coach let me say aloud what I had been avoiding for a year.", "Participant, spring 2024"),
)
LIST = b"PP50 School URN,FE UKPRN,RISE School URN\n900001,19000001,900101\n900002,,\n900003,,\n"
COLOURS = {"ucl": ("#500778", "#361a54")}
"""Of links and of the board with the next thing to do."""


def ask_some(demo: DemoProvider, cohort: Cohort, *, now: datetime) -> None:
    lead = demo.staff["lead"]
    for number, (hours, name, question) in enumerate(QUESTIONS):
        enquiry = enquire.send_enquiry(
            provider=demo.provider,
            programme_slug=demo.published.slug,
            name=name,
            email=f"{name.lower().replace(' ', '.')}@school.example",
            question=question,
            idempotency_key=f"demonstration:{number}",
            at=now - timedelta(hours=hours),
        )
    answer = "You write on your own computer, in your own time, within eight days."
    enquire.answer_enquiry(enquiry=enquiry, text=answer, by=lead, at=now - timedelta(hours=50))
    for title, text in SAVED:
        enquire.save_answer(title=title, text=text, by=lead, at=now - timedelta(days=30))
    _show_quotes(demo, at=now - timedelta(days=60))
    _hold_a_webinar(demo, now=now)
    listed = enquire.upload_settings_list(
        name="eligible-settings.csv", data=LIST, by=lead, at=now - timedelta(days=40)
    )
    enquire.use_settings_list(settings_list=listed, by=lead, at=now - timedelta(days=40))
    enquire.set_cohort_funding(cohort=cohort, funding=Funding.CAPPED, by=lead, at=now - timedelta(days=40))
    _choose_colours(demo, at=now - timedelta(days=60))


def _show_quotes(demo: DemoProvider, *, at: datetime) -> None:
    """The first is shown; for the second there is no consent yet."""
    lead = demo.staff["lead"]
    quotes = [
        enquire.add_quote(
            programme_slug=demo.published.slug,
            text=text,
            name=name,
            role="Executive headteacher",
            email=f"quote{number}@school.example",
            by=lead,
            at=at,
        )
        for number, (text, name) in enumerate(QUOTES, start=1)
    ]
    enquire.give_consent(
        quote=quotes[0], given_by=QUOTES[0][1], given_on=at.date(), how=CONSENT_BY_EMAIL, by=lead, at=at
    )


def _hold_a_webinar(demo: DemoProvider, *, now: datetime) -> None:
    webinar = enquire.save_webinar(
        programme_slug=demo.published.slug,
        title="The programme in forty minutes",
        starts_at=now + timedelta(days=6, hours=7, minutes=30),
        minutes=40,
        link="https://meet.example/npqel",
        capacity=50,
        by=demo.staff["lead"],
        at=now - timedelta(days=20),
    )
    for name in ("wilhelmina.ashdown", "tamsin.orchard"):
        enquire.take_place(
            webinar=webinar,
            email=f"{name}@school.example",
            site="http://127.0.0.1:8000",
            client_address="",
            at=now - timedelta(days=2),
        )


def _choose_colours(demo: DemoProvider, *, at: datetime) -> None:
    provider, (link, sign) = demo.provider, COLOURS.get(demo.provider.slug, ("", ""))
    look = people.Look(
        name=provider.name,
        short_name=provider.short_name,
        enquiries_email=provider.enquiries_email,
        link_colour=link,
        sign_colour=sign,
    )
    people.change_look(provider=provider, look=look, by=demo.staff["lead"], at=at)
