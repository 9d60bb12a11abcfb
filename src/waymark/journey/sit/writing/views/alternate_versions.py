"""Other versions of a participant's answers: shown beside the answer, and chosen in its place."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from waymark.ground.people.access import Request, open_to
from waymark.ground.people.roles import Role
from waymark.journey.sit.history import differences
from waymark.journey.sit.history.differences import Part
from waymark.journey.sit.late_texts.rules import decide_by
from waymark.journey.sit.windows.words import last_minute
from waymark.journey.sit.writing import words
from waymark.journey.sit.writing.answer_context import list_answer_contexts
from waymark.journey.sit.writing.drafts import Text
from waymark.journey.sit.writing.models import AlternateVersion
from waymark.journey.sit.writing.queries import (
    get_alternate_version,
    list_alternate_versions,
    list_answers,
)
from waymark.journey.sit.writing.rules import may_keep
from waymark.journey.sit.writing.saving import SaveOutcome, choose_version, save_answer
from waymark.journey.sit.writing.views.writing import own_sitting
from waymark.kit.clock import local_day
from waymark.kit.formatting import long_date


@dataclass(frozen=True)
class ShownVersion:
    """Another version of an answer, as changes of the answer."""

    version: AlternateVersion
    parts: list[Part]


@open_to(Role.PARTICIPANT)
@never_cache
def alternate_versions(request: Request, code: str) -> HttpResponse:
    """Every other version of an answer, beside the answer."""
    sitting = own_sitting(request, code)
    answers = list_answers(sitting=sitting)
    texts = {answer.pk: answer.text for answer in answers}
    versions = [
        version
        for version in list_alternate_versions(sitting=sitting)
        if texts[version.answer_id] != version.text
    ]
    most = differences.MOST // max(len(versions), 1)
    rows = [
        ShownVersion(version, differences.compare(texts[version.answer_id], version.text, most=most))
        for version in versions
    ]
    is_submitted = hasattr(sitting, "submission")
    context = {
        "sitting": sitting,
        "back_label": "Back to the receipt" if is_submitted else "Back to your assessment",
        "questions": [
            {
                "number": number,
                "answer": answer,
                "versions": [row for row in rows if row.version.answer_id == answer.pk],
            }
            for number, answer in enumerate(answers, start=1)
        ],
        "many": len(versions),
        "decide_by": long_date(decide_by(local_day(last_minute(sitting.times), zone=sitting.window.zone))),
        "is_sealed": any(answer.sealed for answer in answers),
    }
    return render(request, "sit/alternate_versions.html", context)


@require_POST
@open_to(Role.PARTICIPANT)
def choice(request: Request, code: str, text: int) -> HttpResponse:
    """The participant chooses another version; the answer it replaces is kept as a version in its turn."""
    sitting = own_sitting(request, code)
    version = get_alternate_version(sitting=sitting, version_id=text)
    if version is None:
        raise Http404
    value = request.POST.get("base", "")
    base = int(value) if value.isascii() and value.isdecimal() and len(value) < 10 else -1
    problem = words.CHOICE_TOO_LATE
    if request.POST.get("how") == "below":
        problem = _add_below(version, base=base, at=request.at)
        if not problem:
            messages.success(request, words.ADDED_BELOW)
            return redirect("sit:desk", code=code)
    elif choose_version(version=version, base=base, at=request.at):
        messages.success(request, words.CHOSEN)
        return redirect("sit:desk", code=code)
    messages.warning(request, problem)
    return redirect("sit:kept", code=code)


def _add_below(version: AlternateVersion, *, base: int, at: datetime) -> str:
    """Why it was not done: the answer has moved on, is sealed, or would be too long. Empty when it was."""
    answers = list_answer_contexts(sitting_id=version.answer.sitting_id)
    answer = next(answer for answer in answers if answer.answer_id == version.answer_id)
    if base != answer.rev:
        return words.CHOICE_TOO_LATE
    text = Text("\n\n".join(text for text in (version.answer.text, version.text) if text))
    if not may_keep(words=text.words, characters=len(text.text)).allowed:
        return words.BELOW_TOO_LONG
    result = save_answer(answer=answer, text=text, base=base, client=f"below{version.pk}", at=at)
    return "" if result.outcome is SaveOutcome.SAVED else words.CHOICE_TOO_LATE
