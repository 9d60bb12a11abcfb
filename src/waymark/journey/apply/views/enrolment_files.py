"""For the lead: a file of people is brought, looked at, confirmed; what was wrong goes back to be mended."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from waymark.ground.people.doors import Request, open_to
from waymark.ground.people.roles import Role
from waymark.journey.apply import actions, forms, queries, rules, words
from waymark.journey.apply.rules import Row, Verdict
from waymark.journey.apply.views.applications import cohort_of, invitation_link
from waymark.kit.refusals import Refusal
from waymark.kit.show import counted
from waymark.kit.spreadsheets import csv_of

if TYPE_CHECKING:
    from waymark.journey.apply.models import EnrolmentFile

HEADING = ("Given name", "Family name", "E-mail", "TRN", "School", "Line", "What to mend", "Further cells")


@open_to(Role.LEAD)
def enrolment_files(request: Request, slug: str) -> HttpResponse:
    cohort = cohort_of(request, slug)
    form = forms.EnrolmentFileForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            brought = actions.bring_file(
                cohort=cohort, name=file.name, data=file.read(), by=request.person, at=request.at
            )
        except Refusal as refusal:
            form.add_error("file", str(refusal))
        else:
            return redirect("apply:enrolment_file", slug, brought.pk)
    files = queries.list_files_for(for_=request.person, cohort=cohort)
    shown = {"cohort": cohort, "form": form, "files": files}
    return render(request, "apply/enrolment_files.html", shown, status=422 if form.errors else 200)


def _file(request: Request, slug: str, file_id: int) -> EnrolmentFile:
    cohort = cohort_of(request, slug)
    found = queries.get_file_for(for_=request.person, cohort=cohort, file_id=file_id)
    if found is None:
        raise Http404
    return found


@open_to(Role.LEAD)
def enrolment_file(request: Request, slug: str, file_id: int) -> HttpResponse:
    file = _file(request, slug, file_id)
    rows = queries.rows_of(file)
    shown = {
        "file": file,
        "cohort": file.cohort,
        "confirmed": getattr(file, "confirmed", None),
        "taken": sum(row.is_taken for row in rows),
        **{verdict.value: [_said(row) for row in rows if row.verdict is verdict] for verdict in Verdict},
    }
    return render(request, "apply/enrolment_file.html", shown)


def _said(row: Row) -> tuple[Row, list[str]]:
    return row, [words.of_row(remark) for remark in row.remarks]


@require_POST
@open_to(Role.LEAD)
def enrolment_file_confirmation(request: Request, slug: str, file_id: int) -> HttpResponse:
    file = _file(request, slug, file_id)
    done = actions.enrol_from_file(file=file, link=invitation_link(request), by=request.person, at=request.at)
    people = counted(done.enrolled, "person is", "people are")
    messages.success(request, f"{people} enrolled in {file.cohort.name} and invited by letter.")
    return redirect("apply:enrolment_file", slug, file_id)


@open_to(Role.LEAD)
def enrolment_file_rows_to_mend(request: Request, slug: str, file_id: int) -> HttpResponse:
    """The bad rows as CSV, each with its line and what to mend: to be corrected and brought again."""
    file = _file(request, slug, file_id)
    bad = [row for row in queries.rows_of(file) if row.verdict is Verdict.BAD]
    data = csv_of(HEADING, (_cells(row) for row in bad))
    name = f"{file.cohort.slug}-to-mend-{file.pk}.csv"
    return HttpResponse(
        data,
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


def _cells(row: Row) -> tuple[str, ...]:
    said = " ".join(words.of_row(remark) for remark in row.remarks if remark.code not in rules.CORRECTIONS)
    return (row.given_name, row.family_name, row.email, row.trn, row.school, str(row.line), said, row.rest)
