"""What happens while the window is open, for the control room: no network, two versions, a request, practice."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from waymark.demo.assessment import answers_of
from waymark.demo.world import DemoProvider
from waymark.journey.sit import actions as sit
from waymark.journey.sit.queries import list_answer_contexts

if TYPE_CHECKING:
    from waymark.ground.cohorts.models import Enrolment
    from waymark.journey.sit.models import Sitting, SittingWindow

OTHER_DEVICE = "telephone"
OFFLINE_SECONDS = 2 * 3600 + 40 * 60
INCIDENT = (
    "Two schools lost their internet connection on Tuesday from 09:00 to 12:00. We told both to keep writing."
)
PRACTISED = (
    "For two years no one has said what the hour is for. In Years 1 and 2, where a group meets, it still happens; in "
    "Year 4 it does not. The table covers four afternoons in one month and says nothing about what was read."
)


def add_events(
    demo: DemoProvider,
    window: SittingWindow,
    opened: Sequence[Sitting],
    *,
    practises: Enrolment,
    now: datetime,
) -> None:
    """`opened` are the sittings in the order of their writers; visitors can be the first of them."""
    first, *others = opened
    _write_elsewhere(demo, first, at=now - timedelta(hours=20))
    written = [sitting for sitting in others[1:] if _is_open(sitting) and _has_words(sitting)]
    empty = [sitting for sitting in others[1:] if _is_open(sitting) and not _has_words(sitting)]
    _go_offline(written[0])
    _request_extension(window, (empty or written)[-1].enrolment, at=now - timedelta(hours=3))
    _practise(practises, at=now - timedelta(hours=15))
    sit.record_incident(window=window, what=INCIDENT, by=demo.staff["lead"], at=now - timedelta(hours=19))


def _is_open(sitting: Sitting) -> bool:
    return not any(answer.sealed for answer in list_answer_contexts(sitting_id=sitting.pk))


def _has_words(sitting: Sitting) -> bool:
    return any(answer.words for answer in list_answer_contexts(sitting_id=sitting.pk))


def _write_elsewhere(demo: DemoProvider, sitting: Sitting, *, at: datetime) -> None:
    """Saves the second question from another device, based on an older revision: both versions are kept."""
    answer = list_answer_contexts(sitting_id=sitting.pk)[1]
    text = sit.receive(answers_of(demo, "sound")[answer.question_id][:700])
    sit.save_answer(answer=answer, text=text, base=answer.rev - 1, client=OTHER_DEVICE, at=at)


def _go_offline(sitting: Sitting) -> None:
    """Was offline before the last save, reported it with that save, and has not saved since."""
    saved = [answer for answer in list_answer_contexts(sitting_id=sitting.pk) if answer.saved_at]
    for answer in saved[:1]:
        at = answer.saved_at or sitting.at
        sit.record_reports(
            sitting_id=sitting.pk, data={"offline": OFFLINE_SECONDS}, client=answer.client, at=at
        )


def _request_extension(window: SittingWindow, enrolment: Enrolment, *, at: datetime) -> None:
    sit.request_extension(
        window=window,
        enrolment=enrolment,
        until_on=window.opens_on + timedelta(days=window.days + 1),
        reason="My school was flooded on Tuesday, and I have worked there until late every day since.",
        evidence="The trust’s letter to parents, 20 October.",
        by=enrolment.person,
        at=at,
    )


def _practise(enrolment: Enrolment, *, at: datetime) -> None:
    """Some words, not submitted."""
    sitting = sit.open_practice_sitting(enrolment=enrolment, declared=True, by=enrolment.person, at=at)
    answer = list_answer_contexts(sitting_id=sitting.pk)[0]
    sit.save_answer(
        answer=answer,
        text=sit.receive(PRACTISED),
        base=answer.rev,
        client=OTHER_DEVICE,
        at=at + timedelta(minutes=9),
    )
