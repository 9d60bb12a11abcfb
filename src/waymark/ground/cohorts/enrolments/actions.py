"""Deferring, withdrawing, returning, moving; and undoing the last of these on the same day."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db import transaction

from waymark.ground.cohorts.emails import ENROLMENT_CHANGED
from waymark.ground.cohorts.enrolments import queries, rules, words
from waymark.ground.cohorts.enrolments.enrolling import enrol
from waymark.ground.cohorts.enrolments.models import DeferralDecision, DeferralRequest, EnrolmentChange
from waymark.ground.cohorts.enrolments.reasons import DeferralReason, EnrolmentReason, WithdrawalReason
from waymark.ground.cohorts.enrolments.refusing import joined_on, refuse, today_in
from waymark.ground.ledger import actions as ledger
from waymark.ground.ledger import queries as entries
from waymark.ground.people import actions as people
from waymark.kit.addresses import site_address
from waymark.kit.formatting import long_date
from waymark.kit.locks import lock_row

if TYPE_CHECKING:
    from waymark.ground.cohorts.models import Cohort, Enrolment
    from waymark.ground.people.models import Person

Kind = EnrolmentChange.Kind


@transaction.atomic
def request_deferral(
    *,
    enrolment: Enrolment,
    reason: DeferralReason,
    is_assessment: bool,
    effective_on: date,
    expected_return_on: date,
    review_on: date,
    note: str = "",
    by: Person,
    at: datetime,
) -> DeferralRequest:
    """Ask for a deferral; nothing changes until someone else approves it. The same request again is one."""
    lock_row(enrolment)
    facts = {
        "is_assessment": is_assessment, "reason": reason.value, "note": note.strip(), "effective_on": effective_on,
        "expected_return_on": expected_return_on, "review_on": review_on,
    }  # fmt: skip
    waiting = queries.find_waiting_request(enrolment=enrolment)
    if waiting and all(getattr(waiting, name) == value for name, value in facts.items()):
        return waiting
    proposed = DeferralRequest(enrolment=enrolment, by=by, at=at, **facts)
    _refuse_deferral(proposed, is_requested=waiting is not None, at=at)
    request = DeferralRequest.objects.create(enrolment=enrolment, by=by, at=at, **facts)
    _record("cohorts.deferral_requested", enrolment, by=by, at=at, facts={"reason": reason.value})
    return request


@transaction.atomic
def decide_deferral(
    *, request: DeferralRequest, is_approved: bool, note: str = "", by: Person, at: datetime
) -> DeferralDecision:
    """The second person's decision. An approval defers the person from the day that was asked for."""
    enrolment = request.enrolment
    lock_row(enrolment)
    existing = DeferralDecision.objects.filter(request=request).first()
    if existing and (existing.by_id, existing.is_approved) == (by.pk, is_approved):
        return existing
    decision = rules.may_decide(
        asked_by=request.by_id, participant=enrolment.person_id, by=by.pk, is_decided=existing is not None
    )
    refuse(decision.reasons, enrolment, at=at)
    if is_approved:
        _refuse_deferral(request, is_requested=False, at=at)
    made = DeferralDecision.objects.create(
        request=request, is_approved=is_approved, note=note.strip(), by=by, at=at
    )
    if not is_approved:
        _record("cohorts.deferral_refused", enrolment, by=by, at=at, facts={"reason": request.reason})
        return made
    _change(
        enrolment,
        Kind.ASSESSMENT_DEFERRAL if request.is_assessment else Kind.DEFERRAL,
        reason=request.reason,
        note=request.note,
        effective_on=request.effective_on,
        expected_return_on=request.expected_return_on,
        review_on=request.review_on,
        asked_by=request.by,
        asked_at=request.at,
        by=by,
        at=at,
    )
    return made


def _refuse_deferral(request: DeferralRequest, *, is_requested: bool, at: datetime) -> None:
    """Asked when it is requested and again when it is decided: something else may have happened in between."""
    enrolment = request.enrolment
    decision = rules.may_defer(
        queries.status_of(enrolment=enrolment, at=at),
        is_assessment=request.is_assessment,
        is_assessment_deferred=queries.is_assessment_deferred(enrolment=enrolment, at=at),
        is_requested=is_requested,
        is_planned=queries.planned_deferral(enrolment=enrolment, at=at) is not None,
        is_awarded=queries.awarded_on(enrolment=enrolment) is not None,
    )
    dates = rules.check_deferral_dates(
        effective_on=request.effective_on,
        review_on=request.review_on,
        expected_return_on=request.expected_return_on,
        joined_on=joined_on(enrolment),
        today=today_in(enrolment, at=at),
    )
    refuse((*decision.reasons, *dates), enrolment, at=at)


def _refuse_leaving(enrolment: Enrolment, *, effective_on: date, at: datetime) -> None:
    """Whether someone can leave the programme on that day: a withdrawal, or a move to another lead provider."""
    decision = rules.may_withdraw(
        queries.status_of(enrolment=enrolment, at=at),
        effective_on=effective_on,
        joined_on=joined_on(enrolment),
        today=today_in(enrolment, at=at),
        declared_on=max(queries.declared_by_type(enrolment=enrolment).values(), default=None),
        is_awarded=queries.awarded_on(enrolment=enrolment) is not None,
    )
    refuse(decision.reasons, enrolment, at=at)


@transaction.atomic
def withdraw(
    *,
    enrolment: Enrolment,
    reason: WithdrawalReason,
    effective_on: date,
    note: str = "",
    by: Person,
    at: datetime,
) -> EnrolmentChange:
    """End someone's part in the programme. What they have done is kept, and they can come back."""
    lock_row(enrolment)
    same = queries.find_last_change(enrolment=enrolment, kinds=tuple(rules.STATUS_OF_KIND))
    sent = (Kind.WITHDRAWAL, reason.value, effective_on, note.strip())
    if same and (same.kind, same.reason, same.effective_on, same.note) == sent:
        return same
    _refuse_leaving(enrolment, effective_on=effective_on, at=at)
    return _change(
        enrolment,
        Kind.WITHDRAWAL,
        reason=reason.value,
        note=note.strip(),
        effective_on=effective_on,
        by=by,
        at=at,
    )


@transaction.atomic
def return_to_programme(
    *, enrolment: Enrolment, into: Cohort | None = None, note: str = "", by: Person, at: datetime
) -> Enrolment:
    """Bring back someone who is deferred or withdrawn: into the same cohort, or a later one on a newer version.

    A deferral that is agreed and has not begun is called off in the same way.

    A return into another cohort is a new enrolment that carries on this one; its hours are carried over by the
    programme's rule. Returns the enrolment that goes on.
    """
    lock_row(enrolment)
    is_planned = queries.planned_deferral(enrolment=enrolment, at=at) is not None
    status = queries.status_of(enrolment=enrolment, at=at)
    refuse(rules.may_return(status, is_planned=is_planned).reasons, enrolment, at=at)
    if into is None or into.pk == enrolment.cohort_id:
        _change(enrolment, Kind.RETURN, note=note, effective_on=today_in(enrolment, at=at), by=by, at=at)
        return enrolment
    return _carry_on(enrolment, Kind.CONTINUED, into, note=note, by=by, at=at)


@transaction.atomic
def end_assessment_deferral(
    *, enrolment: Enrolment, note: str = "", by: Person, at: datetime
) -> EnrolmentChange:
    """Someone whose assessment was deferred can be asked to sit again."""
    lock_row(enrolment)
    if not queries.is_assessment_deferred(enrolment=enrolment, at=at):
        refuse([EnrolmentReason.IS_ACTIVE], enrolment, at=at)
    today = today_in(enrolment, at=at)
    return _change(enrolment, Kind.ASSESSMENT_RETURN, note=note, effective_on=today, by=by, at=at)


@transaction.atomic
def transfer(*, enrolment: Enrolment, into: Cohort, note: str = "", by: Person, at: datetime) -> Enrolment:
    """Move someone to another cohort of the provider: a new enrolment carries on this one."""
    lock_row(enrolment)
    return _carry_on(enrolment, Kind.TRANSFER, into, note=note, by=by, at=at)


@transaction.atomic
def leave_for(
    *, enrolment: Enrolment, provider: str, effective_on: date, note: str = "", by: Person, at: datetime
) -> EnrolmentChange:
    """Record that someone moved to another lead provider, and from which day."""
    lock_row(enrolment)
    _refuse_leaving(enrolment, effective_on=effective_on, at=at)
    return _change(
        enrolment,
        Kind.MOVED_AWAY,
        elsewhere=provider.strip(),
        note=note,
        effective_on=effective_on,
        by=by,
        at=at,
    )


@transaction.atomic
def set_delivery_partner(
    *, enrolment: Enrolment, partner: str, effective_on: date, by: Person, at: datetime
) -> EnrolmentChange:
    """With which delivery partner someone takes part, from that day. The same again is one."""
    lock_row(enrolment)
    last = queries.find_last_change(enrolment=enrolment, kinds=(Kind.PARTNER,))
    if last and (last.elsewhere, last.effective_on) == (partner.strip(), effective_on):
        return last
    reasons = []
    if queries.status_of(enrolment=enrolment, at=at) in rules.OVER:
        reasons.append(EnrolmentReason.MOVED)
    if effective_on < joined_on(enrolment):
        reasons.append(EnrolmentReason.BEFORE_JOINING)
    refuse(reasons, enrolment, at=at)
    return _change(
        enrolment, Kind.PARTNER, elsewhere=partner.strip(), effective_on=effective_on, by=by, at=at
    )


@transaction.atomic
def undo_change(*, change: EnrolmentChange, by: Person, at: datetime) -> EnrolmentChange:
    """On the same day, if nothing else was done on the enrolment since: it is then as it was before."""
    enrolment = change.enrolment
    lock_row(enrolment)
    undone = EnrolmentChange.objects.filter(undoes=change).first()
    if undone is not None and undone.by_id == by.pk:
        return undone
    decision = rules.may_undo(
        is_undone=undone is not None,
        made_on=today_in(enrolment, at=change.at),
        today=today_in(enrolment, at=at),
        is_last=_is_last_act(change),
    )
    refuse(decision.reasons, enrolment, at=at)
    today = today_in(enrolment, at=at)
    made = EnrolmentChange.objects.create(
        enrolment=enrolment, kind=Kind.UNDO, undoes=change, effective_on=today, by=by, at=at
    )
    if change.leads_to is not None:
        _change(change.leads_to, Kind.CANCELLED, effective_on=today, by=by, at=at)
    _record("cohorts.change_undone", enrolment, by=by, at=at, facts={"kind": change.kind})
    _email(enrolment, words.UNDONE_SUBJECT, words.UNDONE_TEXT, once=f"undo:{made.pk}", at=at)
    return made


def _is_last_act(change: EnrolmentChange) -> bool:
    """Whether the change is the last entry about its enrolment, and the one it led to has none but its own."""
    enrolment = change.enrolment
    if EnrolmentChange.objects.filter(enrolment=enrolment, pk__gt=change.pk).exists():
        return False
    provider_id = enrolment.cohort.provider_id
    last = entries.list_entries(provider_id=provider_id, about=enrolment, limit=1)
    if last and last[0].at > change.at:
        return False
    if change.leads_to is None:
        return True
    after = entries.list_entries(provider_id=provider_id, about=change.leads_to, limit=1)
    is_untouched = not after or after[0].at <= change.at
    return is_untouched and not queries.has_work_since(enrolment=change.leads_to, at=change.at)


def _carry_on(
    enrolment: Enrolment, kind: str, into: Cohort, *, note: str, by: Person, at: datetime
) -> Enrolment:
    """A new enrolment in another cohort that carries on this one."""
    there = _enrolment_in(into, enrolment)
    status = queries.status_of(enrolment=there, at=at) if there else None
    decision = rules.may_move(
        queries.status_of(enrolment=enrolment, at=at),
        same_cohort=into.pk == enrolment.cohort_id,
        same_programme=(into.provider_id, into.programme.slug)
        == (enrolment.cohort.provider_id, enrolment.cohort.programme.slug),
        is_enrolled_there=status not in (None, rules.EnrolmentStatus.CANCELLED),
        is_return=kind == Kind.CONTINUED,
        is_awarded=queries.awarded_on(enrolment=enrolment) is not None,
    )
    refuse(decision.reasons, enrolment, at=at)
    today = today_in(enrolment, at=at)
    if there is None:
        there = enrol(cohort=into, person=enrolment.person, by=by, at=at)
    else:
        _change(there, Kind.RETURN, effective_on=today, by=by, at=at)
    _change(enrolment, kind, note=note, effective_on=today, leads_to=there, by=by, at=at)
    return there


def _enrolment_in(cohort: Cohort, enrolment: Enrolment) -> Enrolment | None:
    return cohort.enrolments.filter(person_id=enrolment.person_id).select_related("cohort__programme").first()


def _change(enrolment: Enrolment, kind: str, *, by: Person, at: datetime, **given: object) -> EnrolmentChange:
    change = EnrolmentChange.objects.create(enrolment=enrolment, kind=kind, by=by, at=at, **given)
    vars(enrolment).pop("status_kind", None)
    facts = {"kind": kind} | ({"reason": change.reason} if change.reason else {})
    _record(f"cohorts.{kind}", enrolment, by=by, at=at, facts=facts)
    if kind in words.EMAILS:
        subject, text = words.EMAILS[kind]
        _email(enrolment, subject, text, once=f"change:{change.pk}", at=at, change=change)
    return change


def _record(verb: str, enrolment: Enrolment, *, by: Person, at: datetime, facts: dict[str, str]) -> None:
    provider_id = enrolment.cohort.provider_id
    ledger.record(verb, about=enrolment, provider_id=provider_id, by=by, at=at, facts=facts)


def _email(
    enrolment: Enrolment,
    subject: str,
    text: str,
    *,
    once: str,
    at: datetime,
    change: EnrolmentChange | None = None,
) -> None:
    person, cohort = enrolment.person, enrolment.cohort
    provider = cohort.provider
    facts = {"programme": cohort.programme.title, "cohort": cohort.name}
    if change is not None:
        days = {
            "effective": change.effective_on,
            "back": change.expected_return_on,
            "review": change.review_on,
        }
        facts |= {name: long_date(day) for name, day in days.items() if day}
        facts["elsewhere"] = change.elsewhere
        facts["there"] = change.leads_to.cohort.name if change.leads_to else ""
    people.queue_message(
        people.Message(
            ENROLMENT_CHANGED,
            person.email,
            {
                "greeting": person.greeting,
                "heading": subject,
                "change": text.format(**facts),
                "link": f"{site_address('web:home')}?enrolment={enrolment.reference}",
            },
            once=f"cohorts.{once}",
            cohort_id=cohort.pk,
        ),
        provider=provider,
        at=at,
    )
