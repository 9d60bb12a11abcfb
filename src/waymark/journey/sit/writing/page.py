"""What the writing page shows, worked out beforehand: counts, the cut, moments in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType
from typing import Any

from django.urls import reverse

from waymark.ground.papers import queries as papers
from waymark.ground.papers.values import Question
from waymark.journey.sit.extra_time.words import pending_in_words
from waymark.journey.sit.submission.rules import first_words
from waymark.journey.sit.windows.rules import effective_deadline, is_late, is_over
from waymark.journey.sit.windows.words import closing, last_minute
from waymark.journey.sit.writing import words
from waymark.journey.sit.writing.case import case_page, case_words
from waymark.journey.sit.writing.device import device_context
from waymark.journey.sit.writing.drafts import Text
from waymark.journey.sit.writing.models import Answer, Sitting
from waymark.kit.clock import local_day
from waymark.kit.codes import new_code
from waymark.kit.formatting import days_away

WORDS_A_MINUTE = 200


@dataclass(frozen=True, kw_only=True)
class Field:
    """One question with its answer, as the page shows it."""

    number: int
    question: Question
    text: str
    rev: int
    words: int
    url: str
    versions_url: str
    beyond: str
    """The words past the limit, which a marker would not read."""
    replaced: str
    error: str = ""


def page_context(
    sitting: Sitting,
    answers: Sequence[Answer],
    *,
    at: datetime,
    beside: Mapping[int, int] = MappingProxyType({}),
    typed: Mapping[str, str] | None = None,
) -> dict[str, Any]:
    """The context of `desk.html`.

    `beside`: how many other versions there are, by answer. `typed`: texts that came and were too long to keep, by
    question.
    """
    window, zone = sitting.window, sitting.window.zone
    fingerprint = window.paper.lock.fingerprint
    body = papers.body_of_locked(fingerprint=fingerprint)
    total = sum(answer.words for answer in answers)
    saved = [answer.saved_at for answer in answers if answer.saved_at]
    closes = last_minute(sitting.times)
    fields = _fields(sitting, answers, typed or {})
    device = device_context(sitting.enrolment.person, closes=effective_deadline(sitting.times), at=at)
    return device | {
        "sitting": sitting,
        "window": window,
        "fields": fields,
        "case": case_page(fingerprint),
        "case_title": body.case_title,
        "case_words": case_words(fingerprint),
        "exhibits": papers.list_exhibits_of_locked(paper_id=window.paper_id, fingerprint=fingerprint),
        "case_minutes": max(1, case_words(fingerprint) // WORDS_A_MINUTE),
        "closes": closing(sitting.times, zone=zone),
        "closes_in": days_away(local_day(closes, zone=zone), today=local_day(at, zone=zone)),
        "practice": window.is_practice,
        "is_late": is_late(sitting.times, at=at) and not window.is_practice,
        "is_closed": is_over(sitting.times, at=at),
        "total": total,
        "is_over": total > window.max_words,
        "over": words.over(total, window.max_words),
        "left": words.left(total, window.max_words),
        **_saved_in_words(sitting, saved, at=at),
        "others": [
            words.other_versions(beside[answer.pk], number)
            for number, answer in enumerate(answers, start=1)
            if beside.get(answer.pk)
        ],
        "pending": pending_in_words(sitting.times, zone=zone, at=at),
        "client": new_code(12),
        "how_counted": words.HOW_WORDS_ARE_COUNTED,
        "first_over": next((field.number for field in fields if field.beyond), 0),
        "errors": [field for field in fields if field.error],
    }


def _saved_in_words(sitting: Sitting, saved: Sequence[datetime], *, at: datetime) -> dict[str, str]:
    """The line about the newest save; and, once the window is over, what is collected."""
    zone, times = sitting.window.zone, sitting.times
    if not is_over(times, at=at):
        return {"saved": words.saved(max(saved), zone=zone, now=at) if saved else "Nothing written yet"}
    safe_until = max((moment for moment in saved if not is_late(times, at=moment)), default=None)
    return {
        "saved": words.safe_until(safe_until, zone=zone),
        "closed_says": words.closed(times, zone=zone, at=at, safe_until=safe_until),
    }


def _fields(sitting: Sitting, answers: Sequence[Answer], typed: Mapping[str, str]) -> list[Field]:
    body = papers.body_of_locked(fingerprint=sitting.window.paper.lock.fingerprint)
    texts = [(answer.question_id, answer.text) for answer in answers]
    cuts = first_words(texts, max_words=sitting.window.max_words)
    return [
        Field(
            number=number,
            question=body.question(answer.question_id),
            text=typed.get(answer.question_id, answer.text),
            rev=answer.rev,
            words=answer.words,
            url=_url("sit:revisions", sitting, answer),
            versions_url=_url("sit:versions", sitting, answer),
            beyond=cut.beyond.strip(),
            replaced=words.replaced(number, Text(answer.text).replaced),
            error=words.too_long(number) if answer.question_id in typed else "",
        )
        for number, (answer, cut) in enumerate(zip(answers, cuts, strict=True), start=1)
    ]


def _url(name: str, sitting: Sitting, answer: Answer) -> str:
    return reverse(name, kwargs={"code": sitting.code, "question": answer.question_id})
