"""A participant's answers as they would be collected now: what a marker would read, and what lies past it."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from waymark.ground.papers import queries as papers
from waymark.ground.people.access import Request, open_to
from waymark.ground.people.roles import Role
from waymark.journey.sit.submission.rules import first_words
from waymark.journey.sit.windows.rules import is_late
from waymark.journey.sit.windows.words import closing
from waymark.journey.sit.writing.answer_html import html_of
from waymark.journey.sit.writing.queries import list_answers
from waymark.journey.sit.writing.views.writing import own_sitting
from waymark.kit.formatting import clock_seconds


@require_safe
@open_to(Role.PARTICIPANT)
@never_cache
def as_collected(request: Request, code: str) -> HttpResponse:
    """At any time, before and after the close. It changes nothing."""
    sitting = own_sitting(request, code)
    answers = list_answers(sitting=sitting)
    window = sitting.window
    body = papers.body_of_locked(fingerprint=window.paper.lock.fingerprint)
    cuts = first_words([(answer.question_id, answer.text) for answer in answers], max_words=window.max_words)
    saved = [answer.saved_at for answer in answers if answer.saved_at]
    total = sum(answer.words for answer in answers)
    context = {
        "sitting": sitting,
        "submission": getattr(sitting, "submission", None),
        "rows": [
            (number, body.question(answer.question_id).title, answer, html_of(cut.read), cut.beyond.strip())
            for number, (answer, cut) in enumerate(zip(answers, cuts, strict=True), start=1)
        ],
        "total": total,
        "read": min(total, window.max_words),
        "is_over": total > window.max_words,
        "saved_at": clock_seconds(max(saved), zone=window.zone) if saved else "",
        "now": clock_seconds(request.at, zone=window.zone),
        "closes": closing(sitting.times, zone=window.zone),
        "is_late": is_late(sitting.times, at=request.at),
    }
    return render(request, "sit/as_collected.html", context)
