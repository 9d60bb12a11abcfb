"""For the participant: their own fee and its statement."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from waymark.ground.cohorts import queries as cohorts
from waymark.ground.people.access import Request, about_own_enrolment, open_to
from waymark.ground.people.roles import Role
from waymark.journey.pay import queries, words
from waymark.journey.pay import statement as pdf
from waymark.kit.clock import local_day
from waymark.kit.downloads import download


@open_to(Role.PARTICIPANT)
@about_own_enrolment
@require_safe
def own(request: Request) -> HttpResponse:
    """What was agreed about one's own fee, what is due when, and what waits until it is paid."""
    enrolment = cohorts.own_enrolment_or_404(request)
    fee = queries.find_own_fee(for_=request.person, enrolment=enrolment, at=request.at)
    gates = [(words.OWN_GATES[gate.name], gate.answer) for gate in fee.gates] if fee else []
    context = {
        "enrolment": enrolment,
        "fee": fee,
        "gates": gates,
        "waits": list(dict.fromkeys(sentence for _, answer in gates for sentence in answer.reasons)),
        "today": local_day(request.at, cohorts.zone_of(cohort=enrolment.cohort)),
        "enquiries": enrolment.cohort.provider.enquiries_email,
    }
    return render(request, "pay/own.html", context)


@open_to(Role.PARTICIPANT)
@about_own_enrolment
@require_safe
def own_statement(request: Request) -> HttpResponse:
    """One's own fee statement as a PDF."""
    enrolment = cohorts.own_enrolment_or_404(request)
    fee = queries.find_own_fee(for_=request.person, enrolment=enrolment, at=request.at)
    if fee is None:
        raise Http404
    data = pdf.typeset_own(fee, enrolment=enrolment, at=request.at)
    return download(data, name=f"fee-statement-{enrolment.reference}.pdf", kind="application/pdf")
