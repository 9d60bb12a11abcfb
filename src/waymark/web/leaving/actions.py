"""The one act that hands over everything a leaver holds, through the rooms that own it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.urls import reverse

from waymark.ground.cohorts import actions as cohorts
from waymark.ground.people.actions import Message, queue_messages
from waymark.ground.people.roles import Role
from waymark.journey.coach import actions as coach
from waymark.journey.enquire import actions as enquire
from waymark.journey.gather import actions as gather
from waymark.journey.gather import queries as gather_queries
from waymark.journey.improve import actions as improve
from waymark.journey.mark import actions as mark
from waymark.kit.formatting import counted
from waymark.web.emails import HANDED_OVER, NEW_COACH
from waymark.web.leaving.holdings import Holding, Kind, can_coach
from waymark.web.leaving.models import HandOver

if TYPE_CHECKING:
    from waymark.ground.cohorts.models import Enrolment
    from waymark.ground.people.models import Person
    from waymark.journey.coach.models import Pairing

REASON = "{name} is leaving"


@dataclass(frozen=True, kw_only=True)
class Successor:
    """Who takes a holding over; `otherwise` gets what the first can't have because of a conflict of interest."""

    person: Person | None
    otherwise: Person | None = None


@dataclass(frozen=True, kw_only=True)
class Acting:
    """Who leaves, who acts, when, and on which site."""

    leaver: Person
    by: Person
    at: datetime
    site: str


@transaction.atomic
def hand_over(
    *, acting: Acting, holdings: Mapping[Holding, Successor], last_on: date | None, reason: str
) -> int:
    """Hand everything over and record the last day, all or nothing; returns how many people were told.

    Without a last day only what they hold is handed over: their last day is recorded already.
    """
    work: dict[Person, list[str]] = {}
    messages: list[Message] = []
    for holding, successor in holdings.items():
        if successor.person is None:
            continue
        for person, sentence in HAND_OVER[holding.kind](acting, holding, successor, messages):
            work.setdefault(person, []).append(sentence)
    messages += [_told(acting, person, sentences) for person, sentences in work.items()]
    if last_on is not None:
        cohorts.record_leaving(
            person=acting.leaver, last_on=last_on, reason=reason, by=acting.by, at=acting.at
        )
    queue_messages(messages, provider=acting.leaver.provider, at=acting.at)
    return len(messages)


LEFT = "Handed over, because their coach is leaving"
"""Why a participant gets another coach: in the history of their coaches."""
type Work = list[tuple[Person, str]]


def _coachees(acting: Acting, holding: Holding, successor: Successor, messages: list[Message]) -> Work:
    chosen = {pairing.enrolment: _coach_of(pairing, successor) for pairing in holding.rows}
    for person in dict.fromkeys(chosen.values()):
        _give_role(acting, holding, person, Role.COACH)
    coach.pair_coaches(coaches=chosen, by=acting.by, at=acting.at, tell=False, reason=LEFT)
    _moved(acting, HandOver.Piece.COACHEE, {enrolment.pk: person for enrolment, person in chosen.items()})
    messages += [_new_coach(acting, enrolment, person) for enrolment, person in chosen.items()]
    coachees = Counter(chosen.values())
    return [
        (
            person,
            f"{_cohort_name(holding)}: you coach {counted(number, 'more participant', 'more participants')}",
        )
        for person, number in coachees.items()
    ]


def _give_role(acting: Acting, holding: Holding, person: Person, role: Role) -> None:
    """Who takes over works with the cohort in that role; nothing changes for someone who has it."""
    assert holding.cohort is not None
    member = cohorts.assign_staff(
        cohort=holding.cohort, person=person, role=role, by=acting.by, at=acting.at, tell=False
    )
    is_kept = HandOver.objects.filter(piece=HandOver.Piece.ROLE, row_id=member.pk).exists()
    if member.at == acting.at and not is_kept:
        _moved(acting, HandOver.Piece.ROLE, {member.pk: person})


def _moved(acting: Acting, piece: HandOver.Piece, people: Mapping[int, Person]) -> None:
    """Keep what went to whom, by the id of the row."""
    HandOver.objects.bulk_create(
        HandOver(leaver=acting.leaver, to=person, piece=piece, row_id=row_id, by=acting.by, at=acting.at)
        for row_id, person in people.items()
    )


def _coach_of(pairing: Pairing, successor: Successor) -> Person:
    assert successor.person is not None
    if successor.otherwise is None or can_coach(successor.person, pairing):
        return successor.person
    return successor.otherwise


def _new_coach(acting: Acting, enrolment: Enrolment, person: Person) -> Message:
    return Message(
        NEW_COACH,
        enrolment.person.email,
        {
            "name": enrolment.person.name,
            "leaver": acting.leaver.name,
            "coach": person.name,
            "cohort": enrolment.cohort.name,
        },
        once=f"leaving.coach:{enrolment.pk}:{person.pk}:{acting.at.timestamp():.6f}",
        enrolment_id=enrolment.pk,
    )


def _scripts(acting: Acting, holding: Holding, successor: Successor, messages: list[Message]) -> Work:
    assert successor.person is not None
    assert holding.cohort is not None
    _give_role(acting, holding, successor.person, Role.MARKER)
    done = mark.hand_over_scripts(
        cohort=holding.cohort, marker=acting.leaver, to=successor.person, by=acting.by, at=acting.at
    )
    _moved(acting, HandOver.Piece.SCRIPT, dict.fromkeys(done.taken, successor.person))
    if not done.given:
        return []
    scripts = counted(done.given, "more script", "more scripts")
    return [(successor.person, f"{holding.cohort.name}: you mark {scripts}")]


def _role(acting: Acting, holding: Holding, successor: Successor, messages: list[Message]) -> Work:
    assert successor.person is not None
    assert holding.cohort is not None
    role = Role.FACILITATOR if holding.kind is Kind.SESSIONS else Role.SENIOR
    _give_role(acting, holding, successor.person, role)
    if role is Role.SENIOR:
        return [(successor.person, f"{holding.cohort.name}: you confirm fails")]
    sessions = counted(holding.number, "session", "sessions")
    return [(successor.person, f"{holding.cohort.name}: you run {sessions}")]


def _groups(acting: Acting, holding: Holding, successor: Successor, messages: list[Message]) -> Work:
    assert successor.person is not None
    assert holding.cohort is not None
    if successor.person not in gather_queries.list_possible_owners(cohort=holding.cohort):
        _give_role(acting, holding, successor.person, Role.FACILITATOR)
    owners = dict.fromkeys(holding.rows, successor.person)
    gather.choose_owners(cohort=holding.cohort, owners=owners, by=acting.by, at=acting.at, tell=False)
    _moved(acting, HandOver.Piece.GROUP, {group.pk: person for group, person in owners.items()})
    groups = ", ".join(group.name for group in holding.rows)
    return [(successor.person, f"{holding.cohort.name}: you look after {groups}")]


def _papers(acting: Acting, holding: Holding, successor: Successor, messages: list[Message]) -> Work:
    """Every setter can work on every paper: what changes hands is the task."""
    assert successor.person is not None
    codes = ", ".join(paper.code for paper in holding.rows)
    return [(successor.person, f"Papers to finish: {codes}")]


def _actions(acting: Acting, holding: Holding, successor: Successor, messages: list[Message]) -> Work:
    assert successor.person is not None
    changed = [
        improve.correct_action(
            action=action,
            what=action.what,
            owner=successor.person,
            due_on=action.due_on,
            reason=REASON.format(name=acting.leaver.name),
            by=acting.by,
            at=acting.at,
        )
        for action in holding.rows
    ]
    _moved(acting, HandOver.Piece.ACTION, dict.fromkeys([action.pk for action in changed], successor.person))
    return [(successor.person, counted(holding.number, "improvement action", "improvement actions"))]


def _enquiries(acting: Acting, holding: Holding, successor: Successor, messages: list[Message]) -> Work:
    assert successor.person is not None
    for enquiry in holding.rows:
        enquire.hand_over_enquiry(
            enquiry=enquiry,
            to=successor.person,
            note=REASON.format(name=acting.leaver.name),
            url=acting.site + reverse("enquire:enquiry", args=[enquiry.reference]),
            by=acting.by,
            at=acting.at,
        )
    enquiry_ids = [enquiry.pk for enquiry in holding.rows]
    _moved(acting, HandOver.Piece.ENQUIRY, dict.fromkeys(enquiry_ids, successor.person))
    return [(successor.person, counted(holding.number, "enquiry to answer", "enquiries to answer"))]


HAND_OVER = {
    Kind.COACHEES: _coachees,
    Kind.SCRIPTS: _scripts,
    Kind.GROUPS: _groups,
    Kind.SESSIONS: _role,
    Kind.FAILS: _role,
    Kind.PAPERS: _papers,
    Kind.ACTIONS: _actions,
    Kind.ENQUIRIES: _enquiries,
}


def _cohort_name(holding: Holding) -> str:
    return holding.cohort.name if holding.cohort else ""


def _told(acting: Acting, person: Person, sentences: list[str]) -> Message:
    return Message(
        HANDED_OVER,
        person.email,
        {
            "name": person.name,
            "leaver": acting.leaver.name,
            "by": acting.by.name,
            "work": "\n".join(sentences),
        },
        once=f"leaving.told:{acting.leaver.pk}:{person.pk}:{acting.at.timestamp():.6f}",
    )
