"""The marker's bench, the senior's fails, the lead's counts."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from waymark.ground.cohorts import queries as cohorts
from waymark.ground.people.doors import Request, open_to
from waymark.ground.people.roles import Role
from waymark.journey.mark import actions, queries, showing
from waymark.journey.mark.forms import ConfirmationForm, MarkForm
from waymark.journey.mark.rules import State
from waymark.journey.sit import queries as sit
from waymark.kit.refusals import Refusal
from waymark.kit.show import counted

if TYPE_CHECKING:
    from waymark.ground.cohorts.models import Cohort


@open_to(Role.MARKER)
@require_safe
def scripts_of_marker(request: Request) -> HttpResponse:
    lines = queries.list_scripts_of(for_=request.person)
    waiting = [line for line in lines if not line.marked]
    left = counted(len(waiting), "script waits", "scripts wait")
    context = {
        "lines": lines,
        "marked": len(lines) - len(waiting),
        "next": waiting[0] if waiting else None,
        "next_title": f"{left} for your mark",
    }
    return render(request, "mark/list.html", context)


@open_to(Role.MARKER)
@require_safe
def script(request: Request, code: str) -> HttpResponse:
    bench = _bench(request, code)
    return _show_bench(request, bench, MarkForm(bench.body.scheme, bench.answers.values()))


@open_to(Role.MARKER)
@require_http_methods(["GET", "HEAD", "POST"])
def marks(request: Request, code: str) -> HttpResponse:
    bench = _bench(request, code)
    if request.method != "POST":
        return redirect("mark:script", code=code)
    form = MarkForm(bench.body.scheme, bench.answers.values(), request.POST)
    if not form.is_valid():
        return _show_bench(request, bench, form, status=422)
    actions.record_mark(bench=bench, draft=form.draft(), by=request.person, at=request.at)
    messages.success(request, f"Your mark of {code} is recorded.")
    return redirect("mark:script", code=bench.next_code) if bench.next_code else redirect("mark:list")


def _bench(request: Request, code: str) -> queries.Bench:
    bench = queries.get_bench_for(for_=request.person, code=code)
    if bench is None:
        raise Http404
    return bench


def _show_bench(request: Request, bench: queries.Bench, form: MarkForm, *, status: int = 200) -> HttpResponse:
    own = None
    if bench.is_marked:
        own = queries.whole_marks_of(script_id=bench.script_id, marker=request.person)[0]
    context = {
        "bench": bench,
        "form": form,
        "script": showing.script_of(bench.body, bench.answers),
        "where": queries.place_in_list(allocation_id=bench.allocation_id),
        "mark": showing.mark_of(bench.body.scheme, own) if own else None,
        "most": bench.body.scheme.most,
    }
    return render(request, "mark/script.html", context, status=status)


@open_to(Role.SENIOR)
@require_safe
def fails(request: Request) -> HttpResponse:
    found = queries.list_fails_for(for_=request.person)
    context = {
        "waiting": [one for one in found if one.settled.state is State.FAIL_UNCONFIRMED],
        "confirmed": [one for one in found if one.settled.state is State.FAIL],
    }
    return render(request, "mark/fails.html", context)


@open_to(Role.SENIOR)
@require_safe
def fail(request: Request, code: str) -> HttpResponse:
    return _show_fail(request, _fail(request, code), ConfirmationForm())


@open_to(Role.SENIOR)
@require_http_methods(["GET", "HEAD", "POST"])
def confirmation(request: Request, code: str) -> HttpResponse:
    found = _fail(request, code)
    if request.method != "POST":
        return redirect("mark:fail", code=code)
    form = ConfirmationForm(request.POST)
    if not form.is_valid():
        return _show_fail(request, found, form, status=422)
    try:
        actions.confirm_fail(code=code, reason=form.cleaned_data["reason"], by=request.person, at=request.at)
    except Refusal as refused:
        form.add_error("reason", str(refused))
        return _show_fail(request, found, form, status=422)
    messages.success(request, f"The fail of {code} is confirmed.")
    return redirect("mark:fails")


def _fail(request: Request, code: str) -> queries.Fail:
    found = queries.get_fail_for(for_=request.person, code=code)
    if found is None:
        raise Http404
    return found


def _show_fail(
    request: Request, found: queries.Fail, form: ConfirmationForm, *, status: int = 200
) -> HttpResponse:
    body = found.standing.body
    context = {
        "fail": found,
        "form": form,
        "confirmation": getattr(found.script, "fail_confirmation", None),
        "said": showing.standing_of(found.standing),
        "script": showing.script_of(body, found.script.reading.answers),
        "marks": [showing.mark_of(body.scheme, mark) for mark in found.marks],
        "most": body.scheme.most,
    }
    return render(request, "mark/fail.html", context, status=status)


@open_to(Role.LEAD)
@require_safe
def progress(request: Request, slug: str) -> HttpResponse:
    cohort = _cohort(request, slug)
    standings = queries.list_standings_of(cohort=cohort)
    thirds = queries.scripts_with_third(cohort=cohort)
    states = Counter(one.settled.state for one in standings)
    stranded = [
        one for one in standings if one.settled.state is State.NEEDS_THIRD and one.script_id not in thirds
    ]
    context = {
        "cohort": cohort,
        "submissions": len(sit.list_closed_submissions(cohort=cohort, at=request.at)),
        "scripts": len(standings),
        "unallocated": queries.count_unallocated(cohort=cohort),
        "states": {state.value: states[state] for state in State},
        "settled": states[State.PASS] + states[State.FAIL],
        "stranded": len(stranded),
        "stranded_title": f"{counted(len(stranded), 'script waits', 'scripts wait')} for a third marker",
        "markers": queries.list_marker_lines(cohort=cohort),
    }
    return render(request, "mark/progress.html", context)


@open_to(Role.LEAD)
@require_POST
def scripts(request: Request, slug: str) -> HttpResponse:
    made = actions.make_scripts(cohort=_cohort(request, slug), by=request.person, at=request.at)
    prepared = (
        f"{counted(made, 'script is', 'scripts are')} prepared." if made else "Every script is prepared."
    )
    messages.success(request, prepared)
    return redirect("mark:progress", slug=slug)


@open_to(Role.LEAD)
@require_POST
def allocation(request: Request, slug: str) -> HttpResponse:
    given = actions.allocate(cohort=_cohort(request, slug), by=request.person, at=request.at)
    shared = (
        f"{counted(given, 'mark is', 'marks are')} shared out." if given else "Every script has its markers."
    )
    messages.success(request, shared)
    return redirect("mark:progress", slug=slug)


def _cohort(request: Request, slug: str) -> Cohort:
    cohort = cohorts.get_cohort_for(for_=request.person, role=Role.LEAD, slug=slug)
    if cohort is None:
        raise Http404
    return cohort
