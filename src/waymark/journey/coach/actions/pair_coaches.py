"""Giving participants their coaches."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db import transaction

from waymark.ground.cohorts.queries import zone_of
from waymark.ground.ledger import actions as ledger
from waymark.ground.people.actions import Message, queue_messages
from waymark.journey.coach import emails, rules, words
from waymark.journey.coach.models import CoachChange, CoachingSession, Pairing
from waymark.kit.addresses import site_address
from waymark.kit.clock import local_day
from waymark.kit.formatting import counted
from waymark.kit.forms import ChangedSince
from waymark.kit.locks import lock_row
from waymark.kit.moves import check_move, may_undo_move, move_reasons
from waymark.kit.refusals import Reason, Refusal, reasons_for

if TYPE_CHECKING:
    from waymark.ground.cohorts.models import Enrolment
    from waymark.ground.people.models import Person


class CannotPair(Refusal):
    """A participant cannot have this coach."""


@transaction.atomic
def pair_coaches(
    *,
    coaches: Mapping[Enrolment, Person],
    by: Person,
    at: datetime,
    made_from: Mapping[int, int] | None = None,
    tell: bool = True,
    reason: str | None = None,
    from_on: date | None = None,
) -> list[Pairing]:
    """Give each participant a coach: all of them, or none. Returns the pairings that are new or changed.

    Who has a coach already is moved: that has a `reason`, and a day `from_on` (today if none is given). Without a
    reason, None, the act itself says why, such as a leaving.

    `made_from` are the coaches that the form showed, person id by enrolment id. Who is sent as shown is left as they
    are now, and where someone else has chosen another coach since, `ChangedSince` is raised.
    `tell`: email them all; a caller that says why the coach changes does so itself.
    """
    for cohort in {enrolment.cohort for enrolment in coaches}:
        lock_row(cohort)
    if made_from is not None:
        coaches = {
            enrolment: coach
            for enrolment, coach in coaches.items()
            if made_from.get(enrolment.pk) != coach.pk
        }
        _refuse_if_changed(coaches, made_from)
    before = _coaches_now(coaches)
    reasons = [reason for enrolment, coach in coaches.items() for reason in _reasons(enrolment, coach)]
    if reason is not None:
        moved = [
            enrolment
            for enrolment, coach in coaches.items()
            if before.get(enrolment.pk, coach.pk) != coach.pk
        ]
        reasons += _reasons_against_move(moved, reason=reason, from_on=from_on, at=at)
    if reasons:
        raise CannotPair(*reasons)
    changed = [
        _pair(enrolment, coach, before.get(enrolment.pk), by=by, at=at)
        for enrolment, coach in coaches.items()
        if before.get(enrolment.pk) != coach.pk
    ]
    CoachChange.objects.bulk_create(
        CoachChange(
            enrolment=pairing.enrolment,
            before_id=before.get(pairing.enrolment_id),
            coach=pairing.coach,
            from_on=(before.get(pairing.enrolment_id) and from_on) or today_in(pairing.enrolment, at=at),
            reason=(reason or "").strip() if before.get(pairing.enrolment_id) else "",
            by=by,
            at=at,
        )
        for pairing in changed
    )
    if tell:
        _email(changed, at=at)
    return changed


def _coaches_now(coaches: Mapping[Enrolment, Person]) -> dict[int, int]:
    """Person id by enrolment id, of those who have a coach; locked until the end."""
    rows = Pairing.objects.select_for_update(of=("self",)).filter(enrolment__in=coaches)
    return dict(rows.values_list("enrolment_id", "coach_id"))


def today_in(enrolment: Enrolment, *, at: datetime) -> date:
    return local_day(at, zone_of(cohort=enrolment.cohort))


def _reasons_against_move(
    moved: Sequence[Enrolment], *, reason: str, from_on: date | None, at: datetime
) -> tuple[Reason, ...]:
    if not moved:
        return ()
    today, starts_on = today_in(moved[0], at=at), moved[0].cohort.starts_on
    decision = check_move(reason=reason, from_on=from_on or today, starts_on=starts_on, today=today)
    return move_reasons(decision, starts_on=starts_on)


@transaction.atomic
def undo_coach_change(*, change: CoachChange, by: Person, at: datetime) -> CoachChange:
    """On the same day the earlier coach comes back, if no session was recorded since. The history keeps both."""
    enrolment = change.enrolment
    lock_row(enrolment.cohort)
    pairing = Pairing.objects.select_for_update().get(enrolment=enrolment)
    undone = CoachChange.objects.filter(undoes=change).first()
    decision = may_undo_move(
        is_first=change.before_id is None or change.undoes_id is not None,
        is_undone=undone is not None,
        is_last=not CoachChange.objects.filter(enrolment=enrolment, pk__gt=change.pk).exists(),
        is_used=CoachingSession.objects.filter(
            pairing=pairing, at__gte=change.at, by=change.coach_id
        ).exists(),
        made_on=today_in(enrolment, at=change.at),
        today=today_in(enrolment, at=at),
    )
    if not decision.allowed:
        raise CannotPair(*move_reasons(decision.reasons, starts_on=enrolment.cohort.starts_on))
    earlier = change.before
    assert earlier is not None
    if reasons := _reasons(enrolment, earlier):
        raise CannotPair(*reasons)
    pairing = _pair(enrolment, earlier, change.coach_id, by=by, at=at)
    _email([pairing], at=at)
    return CoachChange.objects.create(
        enrolment=enrolment, before=change.coach, coach=earlier, from_on=today_in(enrolment, at=at),
        undoes=change, by=by, at=at,
    )  # fmt: skip


def _email(pairings: Sequence[Pairing], *, at: datetime) -> None:
    """Each participant, and each coach once, about those who are new to them."""
    if not pairings:
        return
    provider, moment = pairings[0].enrolment.cohort.provider, f"{at.timestamp():.0f}"
    messages = []
    by_coach: dict[Person, list[Pairing]] = {}
    for pairing in pairings:
        enrolment, coach = pairing.enrolment, pairing.coach
        by_coach.setdefault(coach, []).append(pairing)
        link = f"{site_address('coach:mine')}?enrolment={enrolment.reference}"
        values = {"greeting": enrolment.person.greeting, "coach": coach.name, "link": link}
        once = f"coach.paired:{pairing.pk}:{coach.pk}:{moment}"
        message = Message(
            emails.PAIRED, enrolment.person.email, values, once=once, cohort_id=enrolment.cohort_id
        )
        messages.append(message)
    for coach, own in by_coach.items():
        values = {
            "greeting": coach.greeting,
            "count": counted(len(own), "participant", "participants"),
            "names": "\n".join(pairing.enrolment.person.name for pairing in own),
            "link": site_address("coach:coachees"),
        }
        once = f"coach.coachees:{own[0].pk}:{coach.pk}:{moment}"
        cohort_id = own[0].enrolment.cohort_id
        messages.append(Message(emails.COACHEES, coach.email, values, once=once, cohort_id=cohort_id))
    queue_messages(messages, provider=provider, at=at)


def _refuse_if_changed(coaches: Mapping[Enrolment, Person], made_from: Mapping[int, int]) -> None:
    chosen = {enrolment.pk: coach.pk for enrolment, coach in coaches.items()}
    pairings = Pairing.objects.select_for_update(of=("self",)).filter(enrolment__in=chosen)
    changed = [
        pairing
        for pairing in pairings.select_related("by").order_by("at")
        if pairing.coach_id not in (made_from.get(pairing.enrolment_id), chosen[pairing.enrolment_id])
    ]
    if changed:
        raise ChangedSince(by=changed[-1].by.name, at=changed[-1].at)


def _reasons(enrolment: Enrolment, coach: Person) -> tuple[Reason, ...]:
    """Every reason why this participant cannot have this coach."""
    participant = enrolment.person
    decision = rules.may_pair(
        coach=coach.pk,
        participant=participant.pk,
        coach_works_at=coach.organisation_id,
        participant_works_at=participant.organisation_id,
    )
    return reasons_for(
        decision.reasons,
        words.PAIRING_SENTENCES,
        coach=coach.name,
        participant=participant.name,
        organisation=participant.organisation,
    )


def _pair(enrolment: Enrolment, coach: Person, before: int | None, *, by: Person, at: datetime) -> Pairing:
    """The new pairing, or the one that is there with another coach; `before` is the id of the earlier one."""
    pairing, _ = Pairing.objects.update_or_create(
        enrolment=enrolment, defaults={"coach": coach, "by": by, "at": at}
    )
    facts = {"coach": coach.pk, "before": before}
    provider_id = enrolment.cohort.provider_id
    ledger.record("coach.paired", about=pairing, provider_id=provider_id, by=by, at=at, facts=facts)
    return pairing
