"""Reads from the rooms what decides when the clocks of a provider’s enrolments began."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime
from functools import cached_property

from waymark.ground.cohorts import queries as cohorts
from waymark.journey.award import queries as award
from waymark.kit.retention import Clock
from waymark.web.privacy.models import LegalHold
from waymark.web.privacy.rules import Course, Start, StartReason, starts_of


class Clocks:
    """The clocks of one provider’s enrolments at a moment, read once: three statements and one for each cohort."""

    def __init__(self, *, provider_id: int, at: datetime) -> None:
        self.provider_id, self.at = provider_id, at
        self._starts: dict[Clock, dict[int, Start]] = {}

    def starts(self, clock: Clock) -> dict[int, Start]:
        """By enrolment id, when its clock began."""
        if clock not in self._starts:
            self._starts[clock] = starts_of(self.courses, clock=clock)
        return self._starts[clock]

    def events_of(self, person_id: int) -> list[datetime]:
        """For each enrolment of a person, the end of its last session, or when they left."""
        return self._events.get(person_id, [])

    @cached_property
    def _endings(self) -> dict[int, cohorts.Ending]:
        return cohorts.list_endings(provider_id=self.provider_id, at=self.at)

    @cached_property
    def _events(self) -> dict[int, list[datetime]]:
        events = defaultdict(list)
        for enrolment_id, person_id, last_at in cohorts.list_last_sessions(provider_id=self.provider_id):
            ending = self._endings.get(enrolment_id)
            events[person_id].append(min(ending.at, last_at) if ending else last_at)
        return dict(events)

    @cached_property
    def courses(self) -> dict[int, Course]:
        results = award.list_results(provider_id=self.provider_id)
        endings = self._endings
        over_at, is_open = self._appeals()
        courses = {}
        for enrolment_id in results.keys() | endings.keys():
            result, ending = results.get(enrolment_id), endings.get(enrolment_id)
            person_id = result.person_id if result else ending.person_id if ending else 0
            courses[enrolment_id] = Course(
                released_at=result.released_at if result else None,
                awaits_release=result is not None and result.awaits_release,
                may_try_again=result is not None and result.may_try_again,
                left=_left(ending),
                carries_on_in=ending.carries_on_in if ending else None,
                appeal_over_at=over_at.get(person_id),
                appeal_is_open=person_id in is_open,
            )
        return courses

    def _appeals(self) -> tuple[dict[int, datetime], set[int]]:
        """By person, when their last appeal was over; and whose is open."""
        holds = LegalHold.objects.filter(person__provider_id=self.provider_id, is_appeal=True)
        lifted: dict[int, list[datetime]] = defaultdict(list)
        is_open = set()
        for person_id, lifted_at in holds.values_list("person_id", "lifted_at"):
            if lifted_at is None:
                is_open.add(person_id)
            else:
                lifted[person_id].append(lifted_at)
        return {person_id: max(moments) for person_id, moments in lifted.items()}, is_open


def _left(ending: cohorts.Ending | None) -> Start | None:
    if ending is None or ending.carries_on_in is not None:
        return None
    because = StartReason.WITHDRAWAL if ending.is_withdrawal else StartReason.LEFT
    return Start(ending.at, because)
