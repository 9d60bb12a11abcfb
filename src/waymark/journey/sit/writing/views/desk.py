"""The desk: the case beside the answers; and the texts that were kept beside them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from waymark.ground.people.access import Request, open_to, open_to_everyone
from waymark.ground.people.roles import Role
from waymark.journey.sit.history import differences
from waymark.journey.sit.history.differences import Part
from waymark.journey.sit.writing import desk_page, words
from waymark.journey.sit.writing.incoming import Text
from waymark.journey.sit.writing.models import KeptBeside, Sitting
from waymark.journey.sit.writing.own_sitting import get_sitting_for
from waymark.journey.sit.writing.places import list_places
from waymark.journey.sit.writing.queries import get_kept_beside, list_answers, list_kept_beside
from waymark.journey.sit.writing.rules import may_keep
from waymark.journey.sit.writing.saving import Became, choose_kept, save_answer
from waymark.journey.sit.writing.writer import HEADER, keys_of


@dataclass(frozen=True)
class Beside:
    """A kept text, as changes of the answer that stands."""

    row: KeptBeside
    parts: list[Part]


WORKER = (Path(__file__).parents[2] / "static/sit/worker.js").read_bytes()


def own_sitting(request: Request, code: str) -> Sitting:
    """The person's own, or 404."""
    sitting = get_sitting_for(for_=request.person, code=code)
    if sitting is None:
        raise Http404
    return sitting


@open_to(Role.PARTICIPANT)
@never_cache
def desk(request: Request, code: str) -> HttpResponse:
    sitting = own_sitting(request, code)
    if hasattr(sitting, "submission"):
        return redirect("sit:receipt", code=code)
    answers = list_answers(sitting=sitting)
    page = desk_page.of(sitting, answers, beside=sitting.beside, at=request.at)
    answer = render(request, "sit/desk.html", page)
    answer[HEADER] = keys_of(request.person.account_id)[0]
    return answer


@open_to_everyone
def worker(request: Request) -> HttpResponse:
    """The script that opens a desk without the network; it stands beside the desks, so that it may answer for one."""
    return HttpResponse(WORKER, content_type="text/javascript", headers={"cache-control": "no-cache"})


@open_to(Role.PARTICIPANT)
@never_cache
def kept(request: Request, code: str) -> HttpResponse:
    """Every text kept beside an answer, with the text that stands."""
    sitting = own_sitting(request, code)
    answers = list_answers(sitting=sitting)
    texts = {answer.pk: answer.text for answer in answers}
    beside = [row for row in list_kept_beside(sitting=sitting) if texts[row.answer_id] != row.text]
    most = differences.MOST // max(len(beside), 1)
    rows = [Beside(row, differences.compare(texts[row.answer_id], row.text, most=most)) for row in beside]
    is_handed_in = hasattr(sitting, "submission")
    context = {
        "sitting": sitting,
        "back_label": "Back to the receipt" if is_handed_in else "Back to the desk",
        "answers": [
            {
                "number": number,
                "answer": answer,
                "kept": [one for one in rows if one.row.answer_id == answer.pk],
            }
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
    row = get_kept_beside(sitting=sitting, kept_id=text)
    if row is None:
        raise Http404
    said = request.POST.get("base", "")
    base = int(said) if said.isascii() and said.isdecimal() and len(said) < 10 else -1
    trouble = words.CHOICE_TOO_LATE
    if request.POST.get("how") == "below":
        trouble = _put_below(row, base=base, at=request.at)
        if not trouble:
            messages.success(request, "The text you chose stands below the answer now.")
            return redirect("sit:desk", code=code)
    elif choose_kept(kept=row, base=base, at=request.at):
        messages.success(request, "The text you chose is the answer now. The other one is kept beside it.")
        return redirect("sit:desk", code=code)
    messages.warning(request, trouble)
    return redirect("sit:kept", code=code)


def _put_below(kept: KeptBeside, *, base: int, at: datetime) -> str:
    """Why it was not done: the answer has moved on, no longer changes, or would be too long."""
    place = next(
        one for one in list_places(sitting_id=kept.answer.sitting_id) if one.answer_id == kept.answer_id
    )
    if base != place.rev:
        return words.CHOICE_TOO_LATE
    text = Text("\n\n".join(one for one in (kept.answer.text, kept.text) if one))
    if not may_keep(words=text.words, characters=len(text.text)).allowed:
        return words.BELOW_TOO_LONG
    saved = save_answer(place=place, text=text, base=base, client=f"below{kept.pk}", at=at)
    return "" if saved.became is Became.SAVED else words.CHOICE_TOO_LATE
