"""A marker's list, a script beside its mark scheme, and recording the mark."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from waymark.ground.people.access import Request, open_to
from waymark.ground.people.roles import Role
from waymark.journey.mark import actions, presentation, queries
from waymark.journey.mark.forms import MarkForm
from waymark.kit.forms import labelled


@open_to(Role.MARKER)
@require_safe
def script_list(request: Request) -> HttpResponse:
    scripts = queries.list_allocated_scripts(for_=request.person)
    to_mark = [item for item in scripts if not item.is_marked]
    context = {
        "scripts": scripts,
        "rows": presentation.list_rows(scripts),
        "to_mark": to_mark,
        "marked": len(scripts) - len(to_mark),
    }
    return render(request, "mark/list.html", context)


@open_to(Role.MARKER)
@require_safe
def script(request: Request, code: str) -> HttpResponse:
    allocated = _script_or_404(request, code)
    return _render_script(request, allocated)


@open_to(Role.MARKER)
@require_http_methods(["GET", "HEAD", "POST"])
def marks(request: Request, code: str) -> HttpResponse:
    allocated = _script_or_404(request, code)
    if request.method != "POST":
        return redirect("mark:script", code=code)
    form = MarkForm(allocated.body.scheme, allocated.answers.values(), request.POST)
    if not form.is_valid():
        return _render_script(request, allocated, form, status=422)
    with labelled(form):
        actions.record_mark(script=allocated, draft=form.to_draft(), by=request.person, at=request.at)
    messages.success(request, f"Mark recorded for script {code}.")
    next_code = allocated.next_code
    return redirect("mark:script", code=next_code) if next_code else redirect("mark:list")


def _script_or_404(request: Request, code: str) -> queries.AllocatedScript:
    allocated = queries.get_allocated_script(for_=request.person, code=code)
    if allocated is None:
        raise Http404
    return allocated


def _render_script(
    request: Request, allocated: queries.AllocatedScript, form: MarkForm | None = None, *, status: int = 200
) -> HttpResponse:
    """`form` is given if it was sent and has errors; an empty one is the same for every script of a paper."""
    scheme = allocated.body.scheme
    own_mark = None
    if allocated.is_marked:
        [recorded] = queries.list_recorded_marks(script_id=allocated.script_id, marker=request.person)
        own_mark = presentation.present_mark(scheme, recorded)
    context = {
        "allocated": allocated,
        "form": form,
        "fields": presentation.fields_html(form)
        if form
        else presentation.empty_fields_html(allocated.fingerprint),
        "answers": presentation.present_script(allocated.body, allocated.answers),
        "position": queries.get_list_position(allocation_id=allocated.allocation_id),
        "mark": own_mark,
        "full_marks": scheme.most,
    }
    return render(request, "mark/script.html", context, status=status)
