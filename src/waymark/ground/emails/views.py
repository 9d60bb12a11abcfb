"""The lead’s pages about emails, everyone’s preference, messages to selected people, and the unsubscribe link."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from waymark.ground.cohorts.queries import get_cohort_or_404, list_enrolments_for
from waymark.ground.emails import actions, consent, queries
from waymark.ground.emails.forms import (
    OFF,
    SUMMARY,
    MessageForm,
    SelectionForm,
    SettingForm,
    SummaryForm,
    WordsForm,
)
from waymark.ground.emails.selection import list_choices, selected_from
from waymark.ground.emails.sending import is_usable
from waymark.ground.emails.words import LEFT_OUT
from waymark.ground.people.access import Request, belongs_to, open_to, open_to_everyone
from waymark.ground.people.queries import find_provider_by_id
from waymark.ground.people.roles import Role
from waymark.kit import forms
from waymark.kit.email_kinds import EmailKind, Rendered
from waymark.kit.forms.token import read_token

SEND, TEST, PREVIEW, SAVE = "send", "test", "preview", "save"


def _kind_or_404(code: str) -> EmailKind:
    kind = queries.find_kind(code)
    if kind is None:
        raise Http404
    return kind


def _key(request: Request) -> str:
    token = read_token(request)
    return token.key if token else ""


@require_safe
@open_to(Role.LEAD)
def settings_page(request: Request) -> HttpResponse:
    """What is sent, when, to whom."""
    rows = queries.list_kinds_for(for_=request.person)
    context = {"rows": rows, "changed": [row for row in rows if row.is_changed]}
    return render(request, "emails/settings.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@open_to(Role.LEAD)
def kind_page(request: Request, code: str) -> HttpResponse:
    """The words of one kind: edited, previewed, sent to oneself as a test, saved."""
    kind = _kind_or_404(code)
    current = queries.current_wording(provider_id=request.person.provider_id, kind=kind)
    words = _words_in_use(kind, current)
    form = WordsForm(request.POST if request.method == "POST" else None, initial=words)
    preview: Rendered | None = None
    if request.method == "POST" and form.is_valid():
        with forms.refusal_as_error(form):
            done = _edit(request, kind, current, form.cleaned_data)
            if done is not None:
                return done
            preview = _sample(request, kind, form.cleaned_data)
    context = {
        "kind": kind,
        "form": form,
        "form_version": current.pk if current else 0,
        "preview": preview or _sample(request, kind, words),
        "is_preview": preview is not None,
        "must_have": sorted(kind.must_have),
        "lacks_something": current is not None and not current.is_default and not is_usable(kind, current),
        "places": [(f"{{{place}}}", kind.sample_values[place]) for place in kind.places],
        "history": queries.list_wordings_for(for_=request.person, kind=kind),
        "setting_form": SettingForm(kind=kind, setting=_setting_of(request, kind)),
        "can_choose": kind.may_be_off or kind.may_wait,
    }
    return render(request, "emails/kind.html", context, status=422 if form.errors else 200)


def _words_in_use(kind: EmailKind, current: Any) -> dict[str, str]:
    if current is None or current.is_default:
        return {"subject": kind.subject, "text": kind.text}
    return {"subject": current.subject, "text": current.text}


def _sample(request: Request, kind: EmailKind, words: dict[str, str]) -> Rendered:
    return queries.sample_of(
        provider=request.person.provider, kind=kind, subject=words["subject"], text=words["text"]
    )


def _setting_of(request: Request, kind: EmailKind) -> Any:
    return queries.get_setting(provider_id=request.person.provider_id, kind=kind)


def _edit(request: Request, kind: EmailKind, current: Any, words: dict[str, str]) -> HttpResponse | None:
    """The page to go to after saving; None for a preview or a test, after which the form is shown again."""
    act = request.POST.get("act", SAVE)
    if act == PREVIEW:
        actions.check_words(kind, subject=words["subject"], text=words["text"])
        return None
    if act == TEST:
        actions.send_test(
            kind=kind,
            subject=words["subject"],
            text=words["text"],
            key=_key(request),
            by=request.person,
            at=request.at,
        )
        messages.success(request, f"We’re sending a test to {request.person.email}. Nothing is saved yet.")
        return None
    if current is not None:
        forms.refuse_if_changed(forms.made_from(request), current.pk, by=current.by.name, at=current.at)
    actions.change_words(
        kind=kind, subject=words["subject"], text=words["text"], by=request.person, at=request.at
    )
    messages.success(request, "You’ve changed this email. Emails that are waiting use the new text too.")
    return redirect("emails:kind", code=kind.code)


@require_POST
@belongs_to("emails:kind")
@open_to(Role.LEAD)
def default_words(request: Request, code: str) -> HttpResponse:
    """Back to the words that Waymark comes with."""
    kind = _kind_or_404(code)
    actions.restore_words(kind=kind, by=request.person, at=request.at)
    messages.success(request, "This email uses the default text again.")
    return redirect("emails:kind", code=kind.code)


@require_POST
@belongs_to("emails:kind")
@open_to(Role.LEAD)
def setting(request: Request, code: str) -> HttpResponse:
    """Whether a kind is sent, and whether it waits for the daily summary."""
    kind = _kind_or_404(code)
    form = SettingForm(request.POST, kind=kind, setting=_setting_of(request, kind))
    if form.is_valid():
        how = form.cleaned_data["how"]
        actions.change_setting(
            kind=kind, is_on=how != OFF, waits=how == SUMMARY, by=request.person, at=request.at
        )
        messages.success(request, "You’ve changed how this email is sent.")
    return redirect("emails:kind", code=kind.code)


@require_http_methods(["GET", "HEAD", "POST"])
@open_to()
def preference(request: Request) -> HttpResponse:
    """How a person wants the emails that may wait."""
    daily = queries.prefers_daily(person=request.person)
    initial = {"daily": {True: "yes", False: "no", None: ""}[daily]}
    form = SummaryForm(request.POST if request.method == "POST" else None, initial=initial)
    if request.method == "POST" and form.is_valid():
        actions.choose_summary(daily=form.cleaned_data["daily"] == "yes", by=request.person, at=request.at)
        messages.success(request, "We’ve saved how you want your emails.")
        return redirect("emails:preference")
    kinds = [row.kind for row in queries.list_kinds_for(for_=request.person) if row.kind.may_wait]
    context = {"form": form, "kinds": kinds}
    return render(request, "emails/preference.html", context, status=422 if form.errors else 200)


@require_safe
@open_to(Role.LEAD)
def cohort_messages(request: Request, slug: str) -> HttpResponse:
    """What was sent to people of a cohort, to whom, and who was left out."""
    cohort = get_cohort_or_404(for_=request.person, role=Role.LEAD, slug=slug)
    sent = [
        {
            "message": message,
            "emailed": [row.enrolment.person.name for row in message.recipients.all() if not row.left_out],
            "left_out": [
                (row.enrolment.person.name, LEFT_OUT[queries.RecipientReason(row.left_out)])
                for row in message.recipients.all()
                if row.left_out
            ],
        }
        for message in queries.list_messages_for(for_=request.person, cohort=cohort)
    ]
    return render(request, "emails/cohort_messages.html", {"cohort": cohort, "sent": sent})


@require_http_methods(["GET", "HEAD", "POST"])
@open_to(Role.LEAD)
def new_message(request: Request, slug: str) -> HttpResponse:
    """A message to selected people: who gets it, a preview, a test, and sending it once."""
    cohort = get_cohort_or_404(for_=request.person, role=Role.LEAD, slug=slug)
    everyone = list_enrolments_for(for_=request.person, role=Role.LEAD, cohort_slug=slug)
    filters = SelectionForm(request.GET, choices=list_choices(cohort=cohort, at=request.at))
    picked = filters.picked()
    enrolments = selected_from(everyone, picked)
    data = request.POST if request.method == "POST" else None
    is_marketing = bool(data and data.get("is_marketing"))
    recipients = queries.list_recipients(
        cohort=cohort, enrolments=enrolments, is_marketing=is_marketing, at=request.at
    )
    chosen = request.GET.getlist("to")
    if picked:
        chosen = [row.enrolment.reference for row in recipients if row.left_out is None]
    form = MessageForm(data, recipients=recipients, initial={"people": chosen})
    preview, selected = None, []
    if data is not None and form.is_valid():
        with forms.refusal_as_error(form):
            by_reference = {row.enrolment.reference: row.enrolment for row in recipients}
            selected = [by_reference[reference] for reference in form.cleaned_data["people"]]
            words = {"subject": form.cleaned_data["subject"], "text": form.cleaned_data["text"]}
            actions.check_message(**words)
            preview = actions.preview_message(cohort=cohort, enrolment=selected[0], **words)
            act = data.get("act", PREVIEW)
            if act == TEST:
                actions.send_message_test(
                    preview, cohort=cohort, key=_key(request), by=request.person, at=request.at
                )
                messages.success(request, f"We’re sending a test to {request.person.email}.")
            if act == SEND:
                sent = actions.send_to_people(
                    cohort=cohort,
                    enrolments=selected,
                    is_marketing=is_marketing,
                    key=_key(request),
                    by=request.person,
                    at=request.at,
                    **words,
                )
                messages.success(request, actions.sent_in_words(sent))
                return redirect("emails:cohort_messages", slug=slug)
    context = {
        "cohort": cohort,
        "form": form,
        "preview": preview,
        "filters": filters if filters.fields else None,
        "picked": [part.label for part in picked],
        "not_matching": len(everyone) - len(enrolments),
        "goes_to": [row.person.name for row in selected] if preview else [],
        "count": len(form.cleaned_data["people"]) if preview else 0,
        "left_out": [
            (row.enrolment.person.name, LEFT_OUT[row.left_out]) for row in recipients if row.left_out
        ],
        "places": [f"{{{place}}}" for place in actions.MESSAGE_PLACES],
    }
    return render(request, "emails/new_message.html", context, status=422 if form.errors else 200)


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
@open_to_everyone
def unsubscribe(request: Request, token: str) -> HttpResponse:
    """A page with a button; the button, and a mail program’s one click (RFC 8058), stop marketing at once."""
    read = consent.read_token(token)
    if read is None:
        raise Http404
    provider_id, digest = read
    if request.method == "POST":
        actions.unsubscribe(provider_id=provider_id, digest=digest, at=request.at)
    context = {"is_done": request.method == "POST", "host": find_provider_by_id(provider_id=provider_id)}
    return render(request, "emails/unsubscribe.html", context)
