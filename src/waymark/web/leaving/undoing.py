"""A leaving is undone: on the same day what was handed over goes back, unless something else was done with it since.

| Piece   | Stays with who has it now if                                                    |
|---------|---------------------------------------------------------------------------------|
| coachee | they have another coach by now, or a session was recorded since                   |
| script  | it is marked, or the rules no longer allow it                                    |
| group   | someone else looks after it by now                                              |
| action  | it was changed since                                                            |
| enquiry | it was answered, closed or handed on                                            |
| role    | who got it with the work still holds something in it                            |
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.urls import reverse

from waymark.ground.cohorts import actions as cohorts
from waymark.ground.cohorts import queries as cohort_queries
from waymark.ground.people.actions import Message, queue_messages
from waymark.journey.coach import actions as coach
from waymark.journey.coach import queries as coach_queries
from waymark.journey.enquire import actions as enquire
from waymark.journey.enquire import queries as enquire_queries
from waymark.journey.gather import actions as gather
from waymark.journey.gather import queries as gather_queries
from waymark.journey.improve import actions as improve
from waymark.journey.improve import queries as improve_queries
from waymark.journey.mark import actions as mark
from waymark.kit.clock import local_day
from waymark.kit.formatting import counted
from waymark.web.emails import HANDED_BACK
from waymark.web.leaving.models import HandOver

if TYPE_CHECKING:
    from waymark.ground.cohorts.models import Cohort, Leaving
    from waymark.ground.people.models import Person

REASON = "{name} is staying"

STAYS = "Given back, because their earlier coach is staying"


@dataclass(frozen=True, kw_only=True)
class Undoing:
    """Who stays, who acts, when, and on which site; what goes back and what can't."""

    person: Person
    by: Person
    at: datetime
    site: str
    returned: list[str] = field(default_factory=list)
    """What the person has again."""
    kept: list[str] = field(default_factory=list)
    """A sentence for each piece that stays with who has it now."""
    work: dict[Person, list[str]] = field(default_factory=dict)
    """What each colleague no longer has."""


@transaction.atomic
def undo(*, leaving: Leaving, by: Person, at: datetime, site: str) -> Undoing:
    """Give the person their roles and days back, and on the same day their work. On a later day work stays."""
    cohorts.undo_leaving(leaving=leaving, by=by, at=at)
    undoing = Undoing(person=leaving.person, by=by, at=at, site=site)
    rows = HandOver.objects.filter(leaver=leaving.person, at__gte=leaving.at, returned_at=None)
    pieces = list(rows.select_related("to").order_by("id"))
    today = local_day(at)
    for kind, put_back in PUT_BACK.items():
        of_today = [row for row in pieces if row.piece == kind and local_day(row.at) == today]
        if of_today:
            ids = put_back(undoing, of_today)
            HandOver.objects.filter(pk__in=[row.pk for row in of_today if row.row_id in ids]).update(
                returned_at=at
            )
    if any(local_day(row.at) != today for row in pieces):
        undoing.kept.append("What you handed over on an earlier day stays with those who have it now.")
    queue_messages(list(_told(undoing)), provider=leaving.person.provider, at=at)
    return undoing


def _coachees(undoing: Undoing, pieces: list[HandOver]) -> set[int]:
    coaches = {piece.row_id: piece.to for piece in pieces}
    since = pieces[0].at
    coached = coach_queries.coached_since(enrolment_ids=coaches, since=since)
    returning = []
    for pairing in coach_queries.list_pairings_of(enrolment_ids=coaches):
        name, now = pairing.enrolment.person.name, pairing.coach.name
        if pairing.coach_id != coaches[pairing.enrolment_id].pk:
            undoing.kept.append(f"{name}: {now} coaches them now.")
        elif pairing.enrolment_id in coached:
            undoing.kept.append(f"{name}: {now} has recorded a session with them.")
        else:
            returning.append(pairing)
    coach.pair_coaches(
        coaches={pairing.enrolment: undoing.person for pairing in returning},
        by=undoing.by,
        at=undoing.at,
        reason=STAYS,
    )
    _note(undoing, [pairing.coach for pairing in returning], "participant to coach", "participants to coach")
    return {pairing.enrolment_id for pairing in returning}


def _scripts(undoing: Undoing, pieces: list[HandOver]) -> set[int]:
    ids = [piece.row_id for piece in pieces]
    done = mark.give_scripts_back(taken=ids, by=undoing.by, at=undoing.at)
    returned = {row_id for given in done.values() for row_id in given.returned}
    for cohort, given in done.items():
        if given.kept:
            scripts = counted(given.kept, "script", "scripts")
            undoing.kept.append(
                f"{scripts} of {cohort.name}: marked already, or no longer possible because of a conflict of interest."
            )
    to = [piece.to for piece in pieces if piece.row_id in returned]
    _note(undoing, to, "script to mark", "scripts to mark")
    return returned


def _groups(undoing: Undoing, pieces: list[HandOver]) -> set[int]:
    returned = set()
    for person, ids in _by_person(pieces).items():
        groups = [group for group in gather_queries.list_groups_of(owner=person) if group.pk in ids]
        _stay(
            undoing,
            len(ids) - len(groups),
            "peer group is",
            "peer groups are",
            "looked after by someone else now",
        )
        by_cohort: dict[Cohort, list[Any]] = {}
        for group in groups:
            by_cohort.setdefault(group.cohort, []).append(group)
        for cohort, own in by_cohort.items():
            owners = dict.fromkeys(own, undoing.person)
            gather.choose_owners(cohort=cohort, owners=owners, by=undoing.by, at=undoing.at, tell=False)
        _note(undoing, [person] * len(groups), "peer group to look after", "peer groups to look after")
        returned |= {group.pk for group in groups}
    return returned


def _actions(undoing: Undoing, pieces: list[HandOver]) -> set[int]:
    returned = set()
    for person, ids in _by_person(pieces).items():
        actions = [action for action in improve_queries.list_actions_of(owner=person) if action.pk in ids]
        _stay(
            undoing,
            len(ids) - len(actions),
            "improvement action was",
            "improvement actions were",
            "changed since",
        )
        for action in actions:
            improve.correct_action(
                action=action,
                what=action.what,
                owner=undoing.person,
                due_on=action.due_on,
                reason=REASON.format(name=undoing.person.name),
                by=undoing.by,
                at=undoing.at,
            )
        _note(undoing, [person] * len(actions), "improvement action", "improvement actions")
        returned |= {action.pk for action in actions}
    return returned


def _enquiries(undoing: Undoing, pieces: list[HandOver]) -> set[int]:
    returned = set()
    for person, ids in _by_person(pieces).items():
        enquiries = [row for row in enquire_queries.list_waiting_of(handler=person) if row.pk in ids]
        _stay(
            undoing,
            len(ids) - len(enquiries),
            "enquiry was",
            "enquiries were",
            "answered, closed or handed on",
        )
        for enquiry in enquiries:
            enquire.hand_over_enquiry(
                enquiry=enquiry,
                to=undoing.person,
                note=REASON.format(name=undoing.person.name),
                url=undoing.site + reverse("enquire:enquiry", args=[enquiry.reference]),
                by=undoing.by,
                at=undoing.at,
            )
        _note(undoing, [person] * len(enquiries), "enquiry to answer", "enquiries to answer")
        returned |= {enquiry.pk for enquiry in enquiries}
    return returned


def _roles(undoing: Undoing, pieces: list[HandOver]) -> set[int]:
    """Who got a role with the work gives it back; what they still hold in it keeps it."""
    returned = set()
    for person, ids in _by_person(pieces).items():
        for member in cohort_queries.list_roles_in_force(person=person):
            if member.pk not in ids:
                continue
            role = f"{member.get_role_display().lower()} of {member.cohort.name}"
            try:
                cohorts.take_from_staff(member=member, by=undoing.by, at=undoing.at)
            except cohorts.CannotTakeRole:
                undoing.kept.append(f"{person.name} is still {role}, because they still have work in it.")
            else:
                undoing.work.setdefault(person, []).append(f"You are no longer {role}")
                returned.add(member.pk)
    return returned


def _by_person(pieces: Iterable[HandOver]) -> dict[Person, set[int]]:
    by_person: dict[Person, set[int]] = {}
    for piece in pieces:
        by_person.setdefault(piece.to, set()).add(piece.row_id)
    return by_person


def _note(undoing: Undoing, people: list[Person], singular: str, plural: str) -> None:
    """These people, each as often as they gave back a piece of that kind."""
    if people:
        undoing.returned.append(counted(len(people), singular, plural))
    for person in dict.fromkeys(people):
        undoing.work.setdefault(person, []).append(counted(people.count(person), singular, plural))


def _stay(undoing: Undoing, number: int, singular: str, plural: str, why: str) -> None:
    if number:
        undoing.kept.append(f"{counted(number, singular, plural)} {why}.")


def _told(undoing: Undoing) -> Iterable[Message]:
    for person, sentences in undoing.work.items():
        yield Message(
            HANDED_BACK,
            person.email,
            {"name": person.name, "leaver": undoing.person.name, "work": "\n".join(sentences)},
            once=f"leaving.undone:{undoing.person.pk}:{person.pk}:{undoing.at.timestamp():.6f}",
        )


PUT_BACK: dict[HandOver.Piece, Callable[[Undoing, list[HandOver]], set[int]]] = {
    HandOver.Piece.COACHEE: _coachees,
    HandOver.Piece.SCRIPT: _scripts,
    HandOver.Piece.GROUP: _groups,
    HandOver.Piece.ACTION: _actions,
    HandOver.Piece.ENQUIRY: _enquiries,
    HandOver.Piece.ROLE: _roles,
}
"""In this order: a role is given back when its work has gone."""
