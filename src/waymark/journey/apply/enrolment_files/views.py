"""For the lead: upload a file of people, check its rows, enrol them, and download the rows to correct."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from waymark.ground.cohorts.queries import get_cohort_or_404
from waymark.ground.people.access import Request, open_to
from waymark.ground.people.roles import Role
from waymark.journey.apply import actions, queries
from waymark.journey.apply.enrolment_files import rules, words
from waymark.journey.apply.enrolment_files.forms import DecisionsForm, EnrolmentFileForm
from waymark.journey.apply.enrolment_files.rules import EnrolmentRow, RowVerdict
from waymark.journey.apply.invitations import site_of
from waymark.kit.formatting import counted
from waymark.kit.forms import refusal_as_error
from waymark.kit.spreadsheets import csv_of

if TYPE_CHECKING:
    from waymark.journey.apply.enrolment_files.models import EnrolmentFile
    from waymark.journey.apply.enrolment_files.queries import Progress

HEADINGS = (
    "Given name", "Family name", "Email", "TRN", "School", "Trust", "Line", "What to correct", "Extra cells",
)  # fmt: skip


@open_to(Role.LEAD)
def enrolment_files(request: Request, slug: str) -> HttpResponse:
    cohort = get_cohort_or_404(for_=request.person, role=Role.LEAD, slug=slug)
    form = EnrolmentFileForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        upload = form.cleaned_data["file"]
        with refusal_as_error(form, field="file"):
            file = actions.upload_enrolment_file(
                cohort=cohort, name=upload.name, data=upload.read(), by=request.person, at=request.at
            )
            return redirect("apply:enrolment_file", slug, file.pk)
    files = queries.list_files_for(for_=request.person, cohort=cohort)
    confirmed = [file.confirmation for file in files if hasattr(file, "confirmation")]
    progress = queries.progress_by_confirmation(confirmed)
    listed = [
        (file, progress.get(file.confirmation.pk) if hasattr(file, "confirmation") else None)
        for file in files
    ]
    context = {"cohort": cohort, "form": form, "files": listed}
    return render(request, "apply/enrolment_files.html", context, status=422 if form.errors else 200)


def _get_file(request: Request, slug: str, file_id: int) -> EnrolmentFile:
    cohort = get_cohort_or_404(for_=request.person, role=Role.LEAD, slug=slug)
    file = queries.get_file_for(for_=request.person, cohort=cohort, file_id=file_id)
    if file is None:
        raise Http404
    return file


@open_to(Role.LEAD)
def enrolment_file(request: Request, slug: str, file_id: int) -> HttpResponse:
    file = _get_file(request, slug, file_id)
    newer = file.replaced_by.order_by("-id").first()
    if newer is not None:
        return redirect("apply:enrolment_file", slug, newer.pk)
    if file.needs_reading:
        return _ask_for_reading(request, file)
    confirmation = getattr(file, "confirmation", None)
    progress = queries.progress_of(confirmation) if confirmation else None
    if progress and not progress.is_finished:
        context = {"file": file, "cohort": file.cohort, "progress": progress, "at_once": rules.PART}
        return render(request, "apply/enrolment_file_progress.html", context)
    return _show_file(request, file, DecisionsForm(rows=queries.rows_of(file)), progress)


def _ask_for_reading(request: Request, file: EnrolmentFile, *, problem: str = "") -> HttpResponse:
    readings = [
        (reading.encoding, words.reading_name(reading.encoding), reading.samples)
        for reading in queries.list_readings(file)
    ]
    context = {"file": file, "cohort": file.cohort, "readings": readings, "problem": problem}
    return render(request, "apply/enrolment_file_reading.html", context, status=422 if problem else 200)


def _show_file(
    request: Request, file: EnrolmentFile, form: DecisionsForm, progress: Progress | None = None
) -> HttpResponse:
    rows = queries.rows_of(file)
    context = {
        "file": file,
        "cohort": file.cohort,
        "confirmation": getattr(file, "confirmation", None),
        "progress": progress,
        "read_as": words.reading_name(file.encoding),
        "can_be_enrolled": sum(row.can_be_enrolled for row in rows),
        "form": form,
        "doubts": form.doubts(),
        "changes": form.changes(),
        "good": _with_sentences(rows, RowVerdict.GOOD),
        "corrected": _with_sentences(rows, RowVerdict.CORRECTED),
        "left_out": _with_sentences(_left_out(file, rows), RowVerdict.DOUBTFUL),
        "not_enrolled": _not_enrolled(rows, progress),
        "already_enrolled": _with_sentences(rows, RowVerdict.ALREADY_ENROLLED),
        "bad": _with_sentences(rows, RowVerdict.BAD),
    }
    return render(request, "apply/enrolment_file.html", context, status=422 if form.errors else 200)


def _left_out(file: EnrolmentFile, rows: tuple[EnrolmentRow, ...]) -> tuple[EnrolmentRow, ...]:
    """After the file was confirmed: rows of which no one said that they were right."""
    confirmation = getattr(file, "confirmation", None)
    if confirmation is None:
        return ()
    right = {decision["line"] for decision in confirmation.decisions if decision["is_right"]}
    return tuple(row for row in rows if row.is_doubtful and row.line not in right)


def _not_enrolled(
    rows: tuple[EnrolmentRow, ...], progress: Progress | None
) -> list[tuple[EnrolmentRow, list[str]]]:
    """Rows of people who could not be enrolled any more when their turn came."""
    reasons = dict(progress.left_out) if progress else {}
    return [(row, [words.left_out_sentence(reasons[row.line])]) for row in rows if row.line in reasons]


@require_POST
@open_to(Role.LEAD)
def enrolment_file_reading(request: Request, slug: str, file_id: int) -> HttpResponse:
    """Which of the readings shown is the right one."""
    file = _get_file(request, slug, file_id)
    encoding = request.POST.get("encoding", "")
    if not encoding:
        return _ask_for_reading(request, file, problem="Select how the names should be read")
    chosen = actions.choose_reading(file=file, encoding=encoding, by=request.person, at=request.at)
    return redirect("apply:enrolment_file", slug, chosen.pk)


def _with_sentences(
    rows: Iterable[EnrolmentRow], verdict: RowVerdict
) -> list[tuple[EnrolmentRow, list[str]]]:
    return [
        (row, [words.sentence_of(remark) for remark in row.remarks]) for row in rows if row.verdict is verdict
    ]


@require_POST
@open_to(Role.LEAD)
def enrolment_file_confirmation(request: Request, slug: str, file_id: int) -> HttpResponse:
    file = _get_file(request, slug, file_id)
    form = DecisionsForm(request.POST, rows=queries.rows_of(file))
    if not form.is_valid():
        return _show_file(request, file, form)
    with refusal_as_error(form):
        confirmation = actions.enrol_from_file(
            file=file, decisions=form.decisions(), site=site_of(request), by=request.person, at=request.at
        )
        progress = queries.progress_of(confirmation)
        if progress.is_finished:
            _tell(request, file, progress, has_decisions=bool(form.decisions()))
        return redirect("apply:enrolment_file", slug, file_id)
    return _show_file(request, file, form)


@require_POST
@open_to(Role.LEAD)
def enrolment_file_next_part(request: Request, slug: str, file_id: int) -> HttpResponse:
    """Enrol the next people of a long file that was confirmed."""
    file = _get_file(request, slug, file_id)
    part = actions.enrol_next_part(file=file, at=request.at)
    if part is not None and part.is_last:
        progress = queries.progress_of(part.confirmation)
        _tell(request, file, progress, has_decisions=bool(part.confirmation.decisions))
    return redirect("apply:enrolment_file", slug, file_id)


def _tell(request: Request, file: EnrolmentFile, progress: Progress, *, has_decisions: bool) -> None:
    if progress.enrolled:
        people = counted(progress.enrolled, "person", "people")
        messages.success(request, f"You’ve enrolled {people} in {file.cohort.name}. We’ve emailed them.")
    elif progress.left_out:
        messages.info(request, "No one was enrolled. This page says why.")
    elif has_decisions:
        messages.success(request, "You’ve saved your decisions. No one new was enrolled.")
    else:
        messages.info(request, "No one was enrolled. Everyone in this file is already in the cohort.")


@open_to(Role.LEAD)
def enrolment_file_rows_to_correct(request: Request, slug: str, file_id: int) -> HttpResponse:
    """The rows that were not enrolled as CSV, each with its line and what to correct, to be uploaded again."""
    file = _get_file(request, slug, file_id)
    rows = queries.rows_of(file)
    doubtful = _left_out(file, rows) if hasattr(file, "confirmation") else rows
    wanted = [row for row in rows if row.verdict is RowVerdict.BAD]
    wanted += [row for row in doubtful if row.is_doubtful]
    data = csv_of(HEADINGS, (_cells(row) for row in sorted(wanted, key=lambda row: row.line)))
    name = f"{file.cohort.slug}-to-correct-{file.pk}.csv"
    return HttpResponse(
        data,
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


def _cells(row: EnrolmentRow) -> tuple[str, ...]:
    to_correct = " ".join(
        words.sentence_of(remark) for remark in row.remarks if remark.code not in rules.CORRECTIONS
    )
    return (
        row.given_name, row.family_name, row.email, row.trn, row.school, row.trust, str(row.line), to_correct,
        row.rest,
    )  # fmt: skip
