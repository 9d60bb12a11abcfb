"""For the lead: everyone who works for the provider, inviting them, and their roles."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from waymark.ground.cohorts import queries as cohort_queries
from waymark.ground.cohorts.queries import COHORT_ROLES, RoleState, get_cohort_or_404
from waymark.ground.people import queries as people
from waymark.ground.people.access import Request, open_to
from waymark.ground.people.roles import LABELS, Role
from waymark.journey.apply.invitations import site_of
from waymark.journey.apply.staff import actions, queries, words
from waymark.journey.apply.staff.forms import (
    CohortRolesForm,
    CopyStaffForm,
    InviteStaffForm,
    ProviderRolesForm,
)
from waymark.journey.apply.staff.rules import OF_THE_PROVIDER
from waymark.kit.formatting import counted
from waymark.kit.forms import ChangedSince, made_from, refusal_as_error, version_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from waymark.ground.cohorts.models import Cohort
    from waymark.ground.people.models import Person
    from waymark.journey.apply.staff.queries import StaffPlan

HEADINGS = [LABELS[role] for role in COHORT_ROLES]


@open_to(Role.LEAD)
@require_safe
def staff(request: Request) -> HttpResponse:
    members = queries.list_staff_members(for_=request.person, at=request.at)
    context = {
        "members": [member for member in members if not member.has_left],
        "left": [member for member in members if member.has_left],
    }
    return render(request, "apply/staff/staff.html", context)


@open_to(Role.LEAD)
@require_http_methods(["GET", "HEAD", "POST"])
def staff_invitations(request: Request) -> HttpResponse:
    """Lines are entered, shown as they were read, and confirmed: nothing is saved before."""
    cohorts = cohort_queries.list_cohorts_for(for_=request.person, role=Role.LEAD)
    came_from = _cohort_of(request, cohorts)
    chosen = {"cohort": came_from.slug if came_from else ""}
    form = InviteStaffForm(
        request.POST if request.method == "POST" else None, cohorts=cohorts, initial=chosen
    )
    if request.method != "POST" or not form.is_valid():
        return _invite_page(request, form, None)
    plan = queries.plan_staff(
        for_=request.person, text=form.cleaned_data["lines"], cohort=form.cleaned_data["cohort"]
    )
    read = version_of([repr(line) for line in plan.lines])
    if plan.has_problems or not plan.lines:
        number = counted(sum(bool(line.problems) for line in plan.lines), "line is", "lines are")
        sentence = words.LINES_TO_CORRECT.format(lines=number) if plan.lines else words.NOTHING_TO_INVITE
        form.add_error("lines", sentence)
    elif form.cleaned_data["read"] == read:
        if not plan.has_guesses or form.cleaned_data["checked"]:
            with refusal_as_error(form):
                return _invite(request, plan, back_to=came_from)
        else:
            form.add_error("checked", words.CHECK_GUESSES)
    return _invite_page(request, form, plan, read=read)


def _cohort_of(request: Request, cohorts: list[Cohort]) -> Cohort | None:
    """The cohort whose page led here: its name is filled in, and its page follows."""
    slug = request.GET.get("cohort", "")
    return next((cohort for cohort in cohorts if cohort.slug == slug), None)


def _invite(request: Request, plan: StaffPlan, *, back_to: Cohort | None) -> HttpResponse:
    done = actions.invite_staff(plan=plan, site=site_of(request), by=request.person, at=request.at)
    if done.invited:
        messages.success(request, f"You’ve invited {counted(done.invited, 'person', 'people')} by email.")
    if done.informed:
        messages.success(
            request, f"We’ve emailed {counted(done.informed, 'person', 'people')} about their new roles."
        )
    if not done.invited and not done.informed:
        messages.info(request, "Nothing has changed: everyone already had these roles.")
    return redirect("apply:cohort", back_to.slug) if back_to else redirect("apply:staff")


def _invite_page(
    request: Request, form: InviteStaffForm, plan: StaffPlan | None, *, read: str = ""
) -> HttpResponse:
    lines = [] if plan is None else [_shown(line, plan) for line in plan.lines]
    can_invite = plan is not None and not plan.has_problems and bool(plan.lines)
    context = {
        "form": form,
        "plan": plan,
        "lines": lines,
        "read": read if can_invite else "",
        "can_invite": can_invite,
    }
    return render(request, "apply/staff/invitations.html", context, status=422 if form.errors else 200)


def _shown(line: Any, plan: StaffPlan) -> dict[str, Any]:
    notes = [remark for remark in line.remarks if remark not in (*line.problems, *line.guesses)]
    cohort = plan.cohorts.get(line.cohort)
    return {
        "line": line,
        "roles": ", ".join(LABELS[role] for role in line.roles),
        "cohort": cohort.name if cohort else "",
        "problems": [words.sentence_of(remark) for remark in line.problems],
        "guesses": [words.sentence_of(remark) for remark in line.guesses],
        "notes": [words.sentence_of(remark) for remark in notes],
    }


def _member_or_404(request: Request, person_id: int) -> queries.StaffMember:
    members = queries.list_staff_members(for_=request.person, at=request.at)
    member = next((member for member in members if member.person.pk == person_id), None)
    if member is None:
        raise Http404
    return member


@open_to(Role.LEAD)
@require_http_methods(["GET", "HEAD", "POST"])
def staff_person(request: Request, person_id: int) -> HttpResponse:
    """One member of staff: every role, and why not where they may not have it."""
    member = _member_or_404(request, person_id)
    held = people.held_roles_of(member.person)
    reasons = {
        role: cohort_queries.reasons_against_role(person=member.person, role=role)
        for role in sorted(OF_THE_PROVIDER - held)
    }
    choices = [
        (role.value, LABELS[role]) for role in Role if role in OF_THE_PROVIDER and not reasons.get(role)
    ]
    shown = sorted(role.value for role in OF_THE_PROVIDER & held)
    form = ProviderRolesForm(request.POST if request.method == "POST" else None, choices=choices, held=shown)
    if request.method == "POST" and form.is_valid():
        _refuse_if_others_changed(request, shown, member.person, form)
        with refusal_as_error(form, field="roles"):
            roles = [Role(role) for role in form.cleaned_data["roles"]]
            changed = actions.change_provider_roles(
                person=member.person, roles=roles, by=request.person, at=request.at
            )
            messages.success(request, _saved(changed))
            return redirect("apply:staff_person", person_id)
    cohorts = cohort_queries.list_cohorts_for(for_=request.person, role=Role.LEAD)
    context = {
        "member": member,
        "form": form,
        "form_version": shown,
        "against": [(LABELS[role], sentences) for role, sentences in reasons.items() if sentences],
        "headings": HEADINGS,
        "tables": [
            (cohort, list(zip(_states(cohort, member.person), HEADINGS, strict=True))) for cohort in cohorts
        ],
    }
    return render(request, "apply/staff/person.html", context, status=422 if form.errors else 200)


def _states(cohort: Cohort, person: Person) -> list[RoleState]:
    [(_, states)] = cohort_queries.role_table(cohort=cohort, people=[person])
    return states


def _refuse_if_others_changed(request: Request, now: list[str], person: Person, form: Any) -> None:
    """Another lead has changed these roles since the page was opened."""
    before = made_from(request)
    if isinstance(before, list) and before != now:
        change = ChangedSince(by=words.SOMEONE, at=request.at)
        change.form = form
        raise change


def _saved(changed: bool) -> str:
    return "Saved." if changed else "There were no changes to save."


@require_POST
@open_to(Role.LEAD)
def staff_invitation(request: Request, person_id: int) -> HttpResponse:
    """A new link for someone whose invitation ran out, or who was never sent one."""
    member = _member_or_404(request, person_id)
    is_sent = actions.invite_again(
        person=member.person, site=site_of(request), by=request.person, at=request.at
    )
    name = member.person.name
    if is_sent:
        messages.success(request, f"We’ve emailed {name} a new invitation.")
    else:
        messages.info(request, f"{name} already has an account, so they don’t need an invitation.")
    return redirect("apply:staff_person", person_id)


@open_to(Role.LEAD)
@require_http_methods(["GET", "HEAD", "POST"])
def cohort_roles(request: Request, slug: str) -> HttpResponse:
    """Who does what in a cohort: a tick for each person and role, or the reason why not."""
    cohort = get_cohort_or_404(for_=request.person, role=Role.LEAD, slug=slug)
    members = queries.list_staff_members(for_=request.person, at=request.at)
    persons = [member.person for member in members if not member.has_left]
    return _roles_page(request, cohort, persons)


@open_to(Role.LEAD)
@require_http_methods(["GET", "HEAD", "POST"])
def staff_copy(request: Request) -> HttpResponse:
    """The staff of an earlier cohort, ticked where they may have the same role in another one."""
    cohorts = cohort_queries.list_cohorts_for(for_=request.person, role=Role.LEAD)
    data = request.GET if "cohort" in request.GET else None
    form = CopyStaffForm(data, cohorts=cohorts, to=request.GET.get("to", ""))
    if not form.is_valid():
        context = {"form": form, "can_copy": len(cohorts) > 1}
        return render(request, "apply/staff/copy.html", context, status=422 if form.errors else 200)
    cohort, source = (form.cohorts[form.cleaned_data[name]] for name in ("to", "cohort"))
    work = [row for row in cohort_queries.list_work_for(for_=request.person) if row.cohort == source]
    members = queries.list_staff_members(for_=request.person, at=request.at)
    worked = {row.person_id for row in work}
    persons = [member.person for member in members if member.person.pk in worked and not member.has_left]
    ticked = [f"{row.person_id}:{row.role.value}" for row in work if row.role in COHORT_ROLES]
    return _roles_page(request, cohort, persons, source=source, ticked=ticked)


def _roles_page(
    request: Request,
    cohort: Cohort,
    persons: Sequence[Person],
    *,
    source: Cohort | None = None,
    ticked: Sequence[str] = (),
) -> HttpResponse:
    table = cohort_queries.role_table(cohort=cohort, people=persons)
    data = request.POST if request.method == "POST" else None
    form = CohortRolesForm(data, table=table, ticked=ticked)
    if request.method == "POST" and form.is_valid():
        before = made_from(request)
        if isinstance(before, list) and before != form.has:
            raise ChangedSince(by=words.SOMEONE, at=request.at)
        give = form.to_give()
        take = form.to_take() if isinstance(before, list) else []
        with refusal_as_error(form):
            actions.change_roles(cohort=cohort, give=give, take=take, by=request.person, at=request.at)
            messages.success(request, _changed(len(give), len(take)))
            return redirect("apply:cohort", cohort.slug)
    context = {
        "cohort": cohort,
        "source": source,
        "form": form,
        "form_version": form.has,
        "headings": HEADINGS,
        "rows": [
            (
                person,
                [
                    (state, label, state.key in form.shown)
                    for state, label in zip(states, HEADINGS, strict=True)
                ],
            )
            for person, states in table
        ],
        "conflicts": [
            (state, LABELS[state.role])
            for _, states in table
            for state in states
            if state.reasons and (source is None or state.key in ticked)
        ],
    }
    return render(request, "apply/staff/roles.html", context, status=422 if form.errors else 200)


def _changed(given: int, taken: int) -> str:
    if not given and not taken:
        return "There were no changes to save."
    parts = []
    if given:
        parts.append(f"given {counted(given, 'role', 'roles')}")
    if taken:
        parts.append(f"taken {counted(taken, 'role', 'roles')} away")
    return f"You’ve {' and '.join(parts)}."
