"""The scholarship check and the referral for visitors; lists and the funding of cohorts for leads."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.crypto import get_random_string
from django.views.decorators.http import require_http_methods, require_POST

from waymark.ground.cohorts import queries as cohorts
from waymark.ground.people.access import Request, open_to, open_to_everyone
from waymark.ground.people.roles import Role
from waymark.ground.programmes import queries as programmes
from waymark.journey.enquire import actions
from waymark.journey.enquire.scholarships import queries, words
from waymark.journey.enquire.scholarships.forms import FundingForm, ListForm, ReferralForm, ScholarshipForm
from waymark.journey.enquire.scholarships.models import SettingsList
from waymark.journey.enquire.scholarships.rules import Funding
from waymark.kit import forms
from waymark.kit.client_address import client_address
from waymark.kit.clock import local_day

if TYPE_CHECKING:
    from waymark.ground.programmes.models import PublishedProgramme


def _get_programme(slug: str) -> PublishedProgramme:
    published = programmes.find_newest(slug=slug)
    if published is None:
        raise Http404
    return published


@open_to_everyone
@require_http_methods(["GET", "HEAD", "POST"])
def scholarship(request: Request, slug: str) -> HttpResponse:
    """Asks what DfE's rules depend on, and says what the answers come to. Nothing is kept."""
    published = _get_programme(slug)
    today = local_day(request.at)
    open_cohorts = [row for row in cohorts.list_open_cohorts_of(programme_slug=slug) if row.starts_on > today]
    values = programmes.programme_of(published)
    form = ScholarshipForm(request.POST if request.method == "POST" else None, cohorts=open_cohorts)
    context: dict[str, object] = {
        "form": form,
        "host": published.provider,
        "published": published,
        "programme": values,
        "cohorts": open_cohorts,
        "list_in_use": queries.find_use(provider_id=published.provider_id),
    }
    if request.method == "POST" and form.is_valid():
        cohort = next(row for row in open_cohorts if row.slug == form.cleaned_data["cohort"])
        answer = queries.check_scholarship(
            cohort=cohort,
            number=form.cleaned_data["number"],
            is_state_funded_in_england=form.answer("setting"),
            was_funded_before=form.answer("before"),
            has_role=form.answer("role"),
        )
        context |= {
            "cohort": cohort,
            "heading": words.HEADINGS[answer.outcome],
            "outcome": words.OUTCOMES[answer.outcome],
            "reasons": [(reason.value, words.REASONS[reason]) for reason in answer.reasons],
            "is_abroad": form.answer("setting") is False and values.international_partners,
        }
        return render(request, "enquire/scholarship_answer.html", context)
    return render(request, "enquire/scholarship.html", context, status=422 if form.errors else 200)


@open_to_everyone
@require_http_methods(["GET", "HEAD", "POST"])
def international(request: Request, slug: str) -> HttpResponse:
    """Names the delivery partners outside England, and passes on someone's details if they agree."""
    published = _get_programme(slug)
    values = programmes.programme_of(published)
    if not values.international_partners:
        raise Http404
    partners = {partner.id: partner for partner in values.international_partners}
    form = ReferralForm(
        request.POST if request.method == "POST" else None,
        partners=[(row.id, f"{row.name} ({', '.join(row.regions)})") for row in partners.values()],
        initial={"key": get_random_string(24)},
    )
    context = {
        "form": form,
        "host": published.provider,
        "published": published,
        "partners": partners.values(),
    }
    if request.method == "POST" and form.is_valid():
        with forms.refusal_as_error(form):
            referral = actions.refer(
                provider=published.provider,
                programme=values,
                partner=partners[form.cleaned_data["partner"]],
                name=form.cleaned_data["name"],
                email=form.cleaned_data["email"],
                country=form.cleaned_data["country"],
                idempotency_key=form.cleaned_data["key"] or get_random_string(24),
                client_address=client_address(request.META, proxies=settings.TRUSTED_PROXIES),
                at=request.at,
            )
            return render(request, "enquire/referred.html", context | {"referral": referral})
    return render(request, "enquire/international.html", context, status=422 if form.errors else 200)


@open_to(Role.LEAD)
@require_http_methods(["GET", "HEAD", "POST"])
def scholarships(request: Request) -> HttpResponse:
    """The list of eligible settings, how cohorts are funded, and who was referred."""
    sent = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = ListForm(*sent)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        with forms.refusal_as_error(form, field="file"):
            row = actions.upload_settings_list(
                name=file.name, data=file.read(3_000_001), by=request.person, at=request.at
            )
            return redirect("enquire:settings_list", row.pk)
    context = {
        "form": form,
        "use": queries.find_use(provider_id=request.person.provider_id),
        "lists": queries.list_lists_for(for_=request.person),
        "fundings": [
            (cohort, row, words.FUNDINGS[Funding(row.funding)] if row else "")
            for cohort, row in queries.list_fundings_for(for_=request.person, at=request.at)
        ],
        "referrals": queries.list_referrals_for(for_=request.person),
    }
    return render(request, "enquire/scholarships.html", context, status=422 if form.errors else 200)


def _get_list(request: Request, list_id: int) -> SettingsList:
    row = queries.get_list_for(for_=request.person, list_id=list_id)
    if row is None:
        raise Http404
    return row


@open_to(Role.LEAD)
@require_http_methods(["GET", "HEAD"])
def settings_list(request: Request, list_id: int) -> HttpResponse:
    """What was read from a file, before it counts."""
    row = _get_list(request, list_id)
    use = queries.find_use(provider_id=request.person.provider_id)
    context = {
        "list": row,
        "use": use,
        "is_in_use": use is not None and use.settings_list_id == row.pk,
        "columns": [
            ("PP50 School URN", row.pp50),
            ("FE UKPRN", row.fe),
            ("RISE School URN", row.rise),
        ],
    }
    return render(request, "enquire/settings_list.html", context)


@require_POST
@open_to(Role.LEAD)
def settings_list_use(request: Request, list_id: int) -> HttpResponse:
    row = _get_list(request, list_id)
    actions.use_settings_list(settings_list=row, by=request.person, at=request.at)
    messages.success(request, "You’re now using this list.")
    return redirect("enquire:scholarships")


@open_to(Role.LEAD)
@require_http_methods(["GET", "HEAD", "POST"])
def funding(request: Request, slug: str) -> HttpResponse:
    cohort = cohorts.get_cohort_or_404(for_=request.person, role=Role.LEAD, slug=slug)
    current = queries.funding_of(cohort_id=cohort.pk)
    form = FundingForm(
        request.POST if request.method == "POST" else None, initial={"funding": current and current.value}
    )
    if request.method == "POST" and form.is_valid():
        actions.set_cohort_funding(cohort=cohort, funding=form.selected(), by=request.person, at=request.at)
        messages.success(request, f"Funding of {cohort.name} saved.")
        return redirect("enquire:scholarships")
    context = {"form": form, "cohort": cohort}
    return render(request, "enquire/funding.html", context, status=422 if form.errors else 200)
