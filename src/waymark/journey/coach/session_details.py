"""Recorded sessions as a page shows them, with titles and statements from the programme."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from waymark.ground.programmes.queries import framework_of, programme_of
from waymark.ground.programmes.values import Statement
from waymark.journey.coach.queries import list_earlier_records

if TYPE_CHECKING:
    from waymark.ground.cohorts.models import Enrolment
    from waymark.journey.coach.models import CoachingSession, Triangulation


@dataclass(frozen=True, kw_only=True)
class SessionDetails:
    """A recorded session, its title, and each statement that was discussed."""

    session: CoachingSession
    title: str
    discussed: tuple[tuple[Triangulation, Statement], ...]
    earlier: tuple[SessionDetails, ...] = ()
    """The records that this one replaced, the newest first."""


def details_of(sessions: Iterable[CoachingSession], *, enrolment: Enrolment) -> list[SessionDetails]:
    """The details of sessions that were found for the participant or their coach."""
    framework = framework_of(enrolment.cohort.programme)
    titles = {item.id: item.title for item in programme_of(enrolment.cohort.programme).items}

    def details(session: CoachingSession, earlier: tuple[SessionDetails, ...] = ()) -> SessionDetails:
        rows = session.triangulations.all()
        return SessionDetails(
            session=session,
            title=titles.get(session.item_id, session.item_id),
            discussed=tuple((row, framework.statement(row.statement)) for row in rows),
            earlier=earlier,
        )

    return [
        details(session, tuple(details(record) for record in list_earlier_records(session=session)))
        for session in sessions
    ]
