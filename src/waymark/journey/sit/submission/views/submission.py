"""Check, submit, and the receipt."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache

from waymark.ground.papers import queries as papers
from waymark.ground.people.access import Request, open_to
from waymark.ground.people.roles import Role
from waymark.journey.sit.late_texts.queries import list_own_late_decisions
from waymark.journey.sit.receipts.attachments import file_of
from waymark.journey.sit.receipts.models import Receipt
from waymark.journey.sit.receipts.pdf import typeset_receipt
from waymark.journey.sit.submission.actions import submit
from waymark.journey.sit.submission.forms import ConfirmForm
from waymark.journey.sit.submission.rules import may_submit
from waymark.journey.sit.submission.views.withdrawal import why_not
from waymark.journey.sit.windows.rules import effective_deadline, is_late
from waymark.journey.sit.windows.words import closing
from waymark.journey.sit.words import as_reasons
from waymark.journey.sit.writing import words
from waymark.journey.sit.writing.answer_html import html_of
from waymark.journey.sit.writing.declaring import declaration_of
from waymark.journey.sit.writing.device import milliseconds
from waymark.journey.sit.writing.models import Sitting
from waymark.journey.sit.writing.queries import list_answers
from waymark.journey.sit.writing.views.writing import own_sitting
from waymark.kit import forms
from waymark.kit.clock import local_day
from waymark.kit.formatting import clock_seconds, long_date, number


@open_to(Role.PARTICIPANT)
@never_cache
def submission(request: Request, code: str) -> HttpResponse:
    """GET: every answer as it stands, with its count. POST: submits, answered by the receipt itself."""
    sitting = own_sitting(request, code)
    if hasattr(sitting, "submission"):
        return redirect("sit:receipt", code=code)
    if request.method != "POST":
        return _check(request, sitting, ConfirmForm())
    form = ConfirmForm(request.POST)
    if form.is_valid():
        with forms.refusal_as_error(form):
            submitted = submit(
                sitting=sitting,
                declared=True,
                checked=_checked(request),
                by=request.person,
                at=request.at,
                transfer_ms=request.transfer_ms,
            )
            return _show_receipt(request, sitting, submitted.receipt)
    return _check(request, sitting, form, status=422)


def _checked(request: Request) -> dict[str, int]:
    """Which revision of each answer the participant looked at."""
    revs = {name: value for name, value in request.POST.items() if name.startswith("rev-")}
    return {
        name.removeprefix("rev-"): int(value)
        for name, value in revs.items()
        if isinstance(value, str) and value.isascii() and value.isdecimal() and len(value) < 10
    }


def _check(request: Request, sitting: Sitting, form: ConfirmForm, status: int = 200) -> HttpResponse:
    answers = list_answers(sitting=sitting)
    window = sitting.window
    body = papers.body_of_locked(fingerprint=window.paper.lock.fingerprint)
    total = sum(answer.words for answer in answers)
    decision = may_submit(
        sitting.times, words=total, declared=True, unchanged=True, sealed=False, at=request.at
    )
    context = {
        "sitting": sitting,
        "form": form,
        "rows": [
            (number, body.question(answer.question_id).title, answer, html_of(answer.text))
            for number, answer in enumerate(answers, start=1)
        ],
        "unwritten": [number for number, answer in enumerate(answers, start=1) if not answer.words],
        "total": total,
        "is_over": total > window.max_words,
        "over": words.over(total, window.max_words),
        "left": words.left(total, window.max_words),
        "may_submit": decision.allowed,
        "reasons": as_reasons(decision.reasons, window=sitting.times, zone=window.zone, words=total),
        "closes": closing(sitting.times, zone=window.zone),
        "closes_ms": milliseconds(effective_deadline(sitting.times)),
        "is_late": is_late(sitting.times, at=request.at),
        "declaration": declaration_of(sitting),
        "practised": words.PRACTISED,
        "desk_url": reverse("sit:desk", kwargs={"code": sitting.code}),
    }
    return render(request, "sit/check.html", context, status=status)


@open_to(Role.PARTICIPANT)
@never_cache
def receipt(request: Request, code: str) -> HttpResponse:
    sitting = own_sitting(request, code)
    return _show_receipt(request, sitting, _receipt_of(sitting))


def _show_receipt(request: Request, sitting: Sitting, signed: Receipt) -> HttpResponse:
    zone, at = sitting.window.zone, signed.submission.at
    context = {
        "sitting": sitting,
        "receipt": signed,
        "submission": signed.submission,
        "moment": f"{long_date(local_day(at, zone=zone))}, {clock_seconds(at, zone=zone)}",
        "max_words": number(sitting.window.max_words),
        "is_over": signed.submission.words > sitting.window.max_words,
        "beside": sitting.beside,
        "may_take_back": not why_not(sitting, signed.submission, request),
        "declaration": declaration_of(sitting),
        "late_decided": list_own_late_decisions(sitting=sitting) if sitting.beside else [],
    }
    answer = render(request, "sit/receipt.html", context)
    answer["Content-Location"] = reverse("sit:receipt", kwargs={"code": sitting.code})
    return answer


@open_to(Role.PARTICIPANT)
@never_cache
def receipt_file(request: Request, code: str) -> HttpResponse:
    """The signed bytes with signature and public key: everything that checking needs."""
    signed = _receipt_of(own_sitting(request, code))
    return _download(file_of(signed), name="receipt.json", media_type="application/json")


@open_to(Role.PARTICIPANT)
@never_cache
def receipt_pdf(request: Request, code: str) -> HttpResponse:
    """The page of the receipt as a PDF."""
    sitting = own_sitting(request, code)
    signed = _receipt_of(sitting)
    pdf = typeset_receipt(signed, sitting=sitting, page=request.build_absolute_uri(reverse("sit:receipts")))
    return _download(pdf, name=f"receipt-{signed.code}.pdf", media_type="application/pdf")


def _download(data: bytes, *, name: str, media_type: str) -> HttpResponse:
    named = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(data, content_type=media_type, headers=named)


def _receipt_of(sitting: Sitting) -> Receipt:
    if not hasattr(sitting, "submission"):
        raise Http404
    receipt: Receipt = sitting.submission.receipt
    return receipt
