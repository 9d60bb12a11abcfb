"""What happens to some while the window is open: a cut line, two texts, a request, practice; for the control room."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from waymark.demo.exam import answers_of
from waymark.demo.world import House
from waymark.journey.sit import actions as sit
from waymark.journey.sit.queries import list_answer_contexts

if TYPE_CHECKING:
    from waymark.ground.cohorts.models import Enrolment
    from waymark.journey.sit.models import Sitting, SittingWindow

OTHER_DEVICE = "telephone"
OFFLINE_SECONDS = 2 * 3600 + 40 * 60
INCIDENT = (
    "The lines of two schools were cut on Tuesday from nine until noon. Both were told to go on writing."
)
PRACTISED = (
    "Nobody has said for two years what the hour is for. In Years 1 and 2, where a group meets, it still happens; in "
    "Year 4 it does not. The table counts four afternoons of one month, and says nothing about what was read."
)


def happen(
    house: House, window: SittingWindow, opened: Sequence[Sitting], *, practises: Enrolment, now: datetime
) -> None:
    """`opened` are the desks in the order of their writers, of whom the first can be chosen on the first page."""
    first, *others = opened
    _write_elsewhere(house, first, at=now - timedelta(hours=20))
    written = [one for one in others[1:] if _is_open(one) and _has_words(one)]
    empty = [one for one in others[1:] if _is_open(one) and not _has_words(one)]
    _go_offline(written[0])
    _request_extension(window, (empty or written)[-1].enrolment, at=now - timedelta(hours=3))
    _practise(practises, at=now - timedelta(hours=15))
    sit.record_incident(window=window, what=INCIDENT, by=house.staff["lead"], at=now - timedelta(hours=19))


def _is_open(sitting: Sitting) -> bool:
    return not any(answer.sealed for answer in list_answer_contexts(sitting_id=sitting.pk))


def _has_words(sitting: Sitting) -> bool:
    return any(answer.words for answer in list_answer_contexts(sitting_id=sitting.pk))


def _write_elsewhere(house: House, sitting: Sitting, *, at: datetime) -> None:
    """The second question on another device, on a text that had moved on: both are kept."""
    answer = list_answer_contexts(sitting_id=sitting.pk)[1]
    text = sit.receive(answers_of(house, "sound")[answer.question_id][:700])
    sit.save_answer(answer=answer, text=text, base=answer.rev - 1, client=OTHER_DEVICE, at=at)


def _go_offline(sitting: Sitting) -> None:
    """The desk was cut off before its last save, said so with it, and has been silent since."""
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
        reason="My school was closed by a flood on Tuesday, and I have been there until late since.",
        evidence="The trust's letter to parents of 20 October.",
        by=enrolment.person,
        at=at,
    )


def _practise(enrolment: Enrolment, *, at: datetime) -> None:
    """Some words, and not handed in."""
    sitting = sit.open_practice_sitting(enrolment=enrolment, declared=True, by=enrolment.person, at=at)
    answer = list_answer_contexts(sitting_id=sitting.pk)[0]
    sit.save_answer(
        answer=answer,
        text=sit.receive(PRACTISED),
        base=answer.rev,
        client=OTHER_DEVICE,
        at=at + timedelta(minutes=9),
    )
