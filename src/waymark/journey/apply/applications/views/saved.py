"""Save and come back: an emailed link leads to the answers, on whatever device. Opening it changes nothing."""

from __future__ import annotations

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from waymark.ground.people.access import Request, open_to_everyone
from waymark.journey.apply.applications.drafts import draft_of, keep_in_session, save_answers, send_draft_link
from waymark.journey.apply.applications.links import find_link_of
from waymark.journey.apply.applications.models import ApplicationDraft, ApplicationLink
from waymark.journey.apply.applications.steps.contact import EmailForm
from waymark.journey.apply.applications.views.applicant import get_open_cohort, page_context
from waymark.journey.apply.invitations import site_of
from waymark.kit.client_address import client_address


@open_to_everyone
def application_saved(request: Request, slug: str, cohort: str) -> HttpResponse:
    """Ask where to send the link, and send it."""
    open_cohort = get_open_cohort(request, slug, cohort)
    draft = draft_of(request.session, open_cohort)
    form = EmailForm(request.POST if request.method == "POST" else None, initial=draft.answers)
    context = page_context(open_cohort) | {
        "form": form,
        "kept": settings.APPLICATION_DRAFTS_KEPT_FOR.days,
        "sent_to": "",
    }
    if request.method != "POST" or not form.is_valid():
        status = 422 if request.method == "POST" else 200
        return render(request, "apply/application_saved.html", context, status=status)
    email = form.cleaned_data["email"]
    answers = {} if draft.answers.get("email") else {"email": email}
    draft = save_answers(draft=draft, answers=answers, at=request.at)
    keep_in_session(request.session, draft)
    context |= {"sent_to": email, "was_sent": _send(request, draft, email=email)}
    return render(request, "apply/application_saved.html", context)


def _send(request: Request, draft: ApplicationDraft, *, email: str) -> bool:
    return send_draft_link(
        draft=draft,
        email=email,
        site=site_of(request),
        client_address=client_address(request.META, proxies=settings.TRUSTED_PROXIES),
        at=request.at,
    )


@open_to_everyone
def application_draft(request: Request, token: str) -> HttpResponse:
    """A button that leads to the answers. Only it puts them into this browser."""
    link = find_link_of(token=token, purpose=ApplicationLink.Purpose.DRAFT)
    if link is None or link.draft is None:
        return render(request, "apply/link_over.html", {"kind": "draft"}, status=410)
    draft, has_expired = link.draft, link.expires_at <= request.at
    if request.method == "POST" and not has_expired:
        keep_in_session(request.session, draft)
        return redirect("apply:application_start", draft.cohort.programme.slug, draft.cohort.slug)
    context = page_context(draft.cohort) | {"has_expired": has_expired, "is_submitted": bool(draft.reference)}
    return render(request, "apply/application_draft.html", context)


@require_POST
@open_to_everyone
def application_draft_renewal(request: Request, token: str) -> HttpResponse:
    """Send a new link to the address that the expired one was sent to."""
    link = find_link_of(token=token, purpose=ApplicationLink.Purpose.DRAFT)
    if link is None or link.draft is None:
        raise Http404
    was_sent = _send(request, link.draft, email=link.email)
    context = page_context(link.draft.cohort) | {"was_sent": was_sent}
    return render(request, "apply/link_renewed.html", context)
