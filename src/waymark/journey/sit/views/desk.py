"""The desk: the case beside the answers; and the texts that were kept beside them."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from waymark.ground.people.doors import Request, open_to
from waymark.ground.people.roles import Role
from waymark.journey.sit import actions, desk_page, queries, words
from waymark.journey.sit.incoming import digest_of
from waymark.journey.sit.models import Sitting


def own_sitting(request: Request, code: str) -> Sitting:
    """The person's own, or 404."""
    sitting = queries.get_sitting_for(for_=request.person, code=code)
    if sitting is None:
        raise Http404
    return sitting


@open_to(Role.PARTICIPANT)
@never_cache
def desk(request: Request, code: str) -> HttpResponse:
    sitting = own_sitting(request, code)
    if hasattr(sitting, "submission"):
        return redirect("sit:receipt", code=code)
    answers = queries.list_answers(sitting=sitting)
    beside = queries.count_kept_beside(sitting=sitting)
    return render(request, "sit/desk.html", desk_page.of(sitting, answers, beside=beside, at=request.at))


@open_to(Role.PARTICIPANT)
@never_cache
def kept(request: Request, code: str) -> HttpResponse:
    """Every text kept beside an answer, with the text that stands."""
    sitting = own_sitting(request, code)
    answers = queries.list_answers(sitting=sitting)
    digests = {answer.pk: digest_of(answer.text) for answer in answers}
    rows = [row for row in queries.list_kept_beside(sitting=sitting) if digests[row.answer_id] != row.digest]
    context = {
        "sitting": sitting,
        "answers": [
            {"number": number, "answer": answer, "kept": [row for row in rows if row.answer_id == answer.pk]}
            for number, answer in enumerate(answers, start=1)
        ],
        "rows": rows,
        "is_sealed": any(answer.sealed for answer in answers),
    }
    return render(request, "sit/kept.html", context)


@require_POST
@open_to(Role.PARTICIPANT)
def choice(request: Request, code: str, text: int) -> HttpResponse:
    """The person chooses a kept text; the one that stood there is kept beside in its place."""
    sitting = own_sitting(request, code)
    row = queries.get_kept_beside(sitting=sitting, kept_id=text)
    if row is None:
        raise Http404
    said = request.POST.get("base", "")
    base = int(said) if said.isascii() and said.isdecimal() and len(said) < 10 else -1
    if actions.choose_kept(kept=row, base=base, at=request.at):
        messages.success(request, "The text you chose is the answer now. The other one is kept beside it.")
        return redirect("sit:desk", code=code)
    messages.warning(request, words.CHOICE_TOO_LATE)
    return redirect("sit:kept", code=code)
