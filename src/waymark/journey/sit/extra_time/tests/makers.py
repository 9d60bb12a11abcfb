"""Requests and decisions for the tests of this folder."""

from __future__ import annotations

from datetime import UTC, date, datetime

from waymark.ground.people.models import Person
from waymark.ground.people.roles import Role
from waymark.journey.sit import actions, rules
from waymark.journey.sit.tests.makers import make_window
from waymark.journey.sit.windows import deadlines

CLOSES = datetime(2026, 10, 27, tzinfo=UTC)
PDF = b"%PDF-1.7\nA note."
FORM = {"until_on": "2026-10-29", "until_time": "", "reason": "Ill since Tuesday.", "evidence": "A note."}
OWN = "/sit/extensions/"


def make_window_and_second_lead(cast):
    """A window, and the lead Helen, who can decide what Grace requests."""
    cast.person("helen", "Helen", "Otherlead", Role.LEAD)
    return make_window(cast)


def request(cast, window, *, by=None, **changes):
    fields = {"until_on": date(2026, 10, 29), "reason": "Ill.", "evidence": "", "at": cast.at}
    return actions.request_extension(
        window=window, enrolment=cast.amina, by=by or cast.amina.person, **(fields | changes)
    )


def close_of(window, cast):
    times = deadlines.times_of(window=window, enrolment=cast.amina)
    return rules.effective_deadline(times)


def url_of(cast, row):
    return f"/sit/cohorts/{cast.cohort.slug}/extensions/{row.pk}/"


def grant(**changes):
    fields = {"decision": "as_requested", "until_on": "", "until_time": "", "why": "Shown by the note."}
    return fields | changes


def grant_access_time(*, enrolment, extra_days, arrangement, by, at, granted=True):
    """Asked for by one person and decided by another lead or a board member of the provider."""
    access_time = actions.request_access_time(
        enrolment=enrolment, extra_days=extra_days, arrangement=arrangement, by=by, at=at
    )
    others = Person.objects.filter(provider=by.provider, roles_held__role__in=[Role.LEAD, Role.BOARD])
    decider = others.exclude(pk=by.pk).order_by("pk").first()
    actions.decide_access_time(
        access_time=access_time, granted=granted, why="Shown by the plan.", by=decider, at=at
    )
    return access_time
