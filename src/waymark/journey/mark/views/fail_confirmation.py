"""A senior marker's fails: the list, one with all its marks, and confirming it."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from waymark.ground.people.access import Request, open_to
from waymark.ground.people.roles import Role
from waymark.journey.mark import actions, presentation, queries
from waymark.journey.mark.forms import ConfirmationForm
from waymark.journey.mark.rules import MarkingState
from waymark.kit import forms


@open_to(Role.SENIOR)
@require_safe
def fails(request: Request) -> HttpResponse:
    scripts = queries.list_fails_for(for_=request.person)
    context = {
        "unconfirmed": [
            script for script in scripts if script.marking.state is MarkingState.FAIL_UNCONFIRMED
        ],
        "confirmed": [script for script in scripts if script.marking.state is MarkingState.FAIL],
    }
    return render(request, "mark/fails.html", context)


@open_to(Role.SENIOR)
@require_safe
def fail(request: Request, code: str) -> HttpResponse:
    return _render_fail(request, _fail_or_404(request, code), ConfirmationForm())


@open_to(Role.SENIOR)
@require_http_methods(["GET", "HEAD", "POST"])
def confirmation(request: Request, code: str) -> HttpResponse:
    fail = _fail_or_404(request, code)
    if request.method != "POST":
        return redirect("mark:fail", code=code)
    form = ConfirmationForm(request.POST)
    if form.is_valid():
        with forms.refusal_as_error(form):
            actions.confirm_fail(
                code=code, reason=form.cleaned_data["reason"], by=request.person, at=request.at
            )
            messages.success(request, f"Fail confirmed for script {code}.")
            return redirect("mark:fails")
    return _render_fail(request, fail, form, status=422)


def _fail_or_404(request: Request, code: str) -> queries.Fail:
    fail = queries.get_fail_for(for_=request.person, code=code)
    if fail is None:
        raise Http404
    return fail


def _render_fail(
    request: Request, fail: queries.Fail, form: ConfirmationForm, *, status: int = 200
) -> HttpResponse:
    body = fail.result.body
    context = {
        "script": fail.script,
        "form": form,
        "confirmation": getattr(fail.script, "fail_confirmation", None),
        "result": presentation.present_result(fail.result),
        "answers": presentation.present_script(body, fail.script.reading.answers),
        "marks": [presentation.present_mark(body.scheme, mark) for mark in fail.marks],
    }
    return render(request, "mark/fail.html", context, status=status)
