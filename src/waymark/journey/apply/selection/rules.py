"""Who may review an application, whether a place is free, and where an application stands. Pure.

| Clause          | Says                                                                  | Here          |
|-----------------|-----------------------------------------------------------------------|---------------|
| house: review   | two people, neither applicant, sponsor nor mentor, nor of their school | `may_review`  |
| pack: reviews   | so many people have reviewed before a place is given (2 if it says nothing) | `may_accept` |
| house: review   | where not all of them recommend it, the lead decides and says why     | `may_accept`  |
| house: waiting  | a lead puts the waiting list in another order, with a reason          | `in_order`    |
| house: places   | an open offer keeps its place; an answered or expired one does not    | `places_left` |
| house: decision | a decision may be put right until someone is enrolled by it           | `may_reopen`  |
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from enum import StrEnum

from waymark.kit.decisions import Decision


class Recommendation(StrEnum):
    SUITABLE = "suitable"
    NOT_SUITABLE = "not_suitable"
    NOT_SURE = "not_sure"


class ReviewConflict(StrEnum):
    APPLICANT = "applicant"
    SPONSOR = "sponsor"
    MENTOR = "mentor"
    SAME_SCHOOL = "same_school"
    DECIDED = "decided"


class SelectionReason(StrEnum):
    NO_PLACE = "no_place"
    NOT_REOPENABLE = "not_reopenable"
    NO_REASON = "no_reason"
    EXPIRED = "expired"
    ANSWERED = "answered"
    PAST = "past"
    OFFERED = "offered"
    ITSELF = "itself"
    TWIN_IS_CLOSED = "twin_is_closed"
    FEW_REVIEWS = "few_reviews"
    NOT_RECOMMENDED = "not_recommended"
    NOT_IN_ORDER = "not_in_order"


class State(StrEnum):
    """Where an application stands."""

    TO_DECIDE = "to_decide"
    OFFERED = "offered"
    OFFER_EXPIRED = "offer_expired"
    OFFER_DECLINED = "offer_declined"
    WAITING = "waiting"
    ACCEPTED = "accepted"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"
    TWICE = "twice"


def may_review(
    *,
    email: str,
    school: str,
    applicant: str,
    sponsor: str,
    mentor: str,
    applicants_school: str,
    is_decided: bool,
) -> Decision[ReviewConflict]:
    """`email` and `school` are the reviewer's; schools are folded names, empty where not known."""
    who = {
        ReviewConflict.APPLICANT: applicant,
        ReviewConflict.SPONSOR: sponsor,
        ReviewConflict.MENTOR: mentor,
    }
    conflicts = [
        conflict for conflict, address in who.items() if address and address.lower() == email.lower()
    ]
    if school and school == applicants_school:
        conflicts.append(ReviewConflict.SAME_SCHOOL)
    if is_decided:
        conflicts.append(ReviewConflict.DECIDED)
    return Decision(tuple(conflicts))


def disagree(recommendations: Collection[str]) -> bool:
    return len(set(recommendations)) > 1


def may_accept(*, recommendations: Collection[str], needed: int, despite: str) -> Decision[SelectionReason]:
    """Whether a place may be given. `recommendations` are those of current reviews, one of each reviewer; `despite` is
    why the lead gives it although not all of them are “suitable”.
    """
    if len(recommendations) < needed:
        return Decision((SelectionReason.FEW_REVIEWS,))
    if needs_reason(recommendations) and not despite.strip():
        return Decision((SelectionReason.NOT_RECOMMENDED,))
    return Decision()


def needs_reason(recommendations: Collection[str]) -> bool:
    return any(recommendation != Recommendation.SUITABLE for recommendation in recommendations)


def in_order(waiting: Sequence[int], ordered: Sequence[int]) -> list[int]:
    """Those who wait (ids, the longest waiting first) in the order given; whoever has no place in it comes after."""
    places = {application: place for place, application in enumerate(ordered)}
    return sorted(waiting, key=lambda application: places.get(application, len(places)))


def moved(waiting: Sequence[int], places: Mapping[int, int]) -> list[int]:
    """The list with some of them at new places, counted from 1. At one place, whoever was moved there comes first."""
    now = {application: place for place, application in enumerate(waiting, start=1)}

    def key(application: int) -> tuple[int, int, int]:
        before, after = now[application], places.get(application, now[application])
        return after, (0 if after < before else 2 if after > before else 1), before

    return sorted(waiting, key=key)


def places_left(*, places: int | None, enrolled: int, offered: int) -> int | None:
    """None: as many as are needed. `offered` counts open offers."""
    return None if places is None else max(0, places - enrolled - offered)


def state_of(
    *,
    outcome: str,
    is_waiting: bool,
    offer_expires_at: datetime | None,
    offer_accepted: bool | None,
    at: datetime,
) -> State:
    """`outcome` is that of the current decision, empty if there is none; the offer is the newest one."""
    if outcome:
        return State(outcome)
    if offer_expires_at is not None:
        if offer_accepted is False:
            return State.OFFER_DECLINED
        if offer_accepted is None:
            return State.OFFERED if at < offer_expires_at else State.OFFER_EXPIRED
    return State.WAITING if is_waiting else State.TO_DECIDE


def may_reopen(*, outcome: str, why: str) -> Decision[SelectionReason]:
    """An acceptance has enrolled someone: leaving is then a matter of the enrolment."""
    reasons = []
    if outcome in ("", "accepted", "reopened"):
        reasons.append(SelectionReason.NOT_REOPENABLE)
    if not why.strip():
        reasons.append(SelectionReason.NO_REASON)
    return Decision(tuple(reasons))


def may_answer(*, expires_at: datetime, is_answered: bool, at: datetime) -> Decision[SelectionReason]:
    if is_answered:
        return Decision((SelectionReason.ANSWERED,))
    return Decision() if at < expires_at else Decision((SelectionReason.EXPIRED,))
