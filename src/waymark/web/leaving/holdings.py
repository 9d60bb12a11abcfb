"""Everything a member of staff holds at their provider, and who could take each of it over."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from waymark.ground.cohorts import queries as cohorts
from waymark.ground.papers import queries as papers
from waymark.ground.people import queries as people
from waymark.ground.people.roles import LABELS, Role
from waymark.journey.coach import queries as coach
from waymark.journey.coach.rules import may_pair
from waymark.journey.enquire import queries as enquire
from waymark.journey.gather import queries as gather
from waymark.journey.improve import queries as improve
from waymark.journey.mark import queries as mark
from waymark.kit.formatting import counted

if TYPE_CHECKING:
    from waymark.ground.cohorts.models import Cohort, CohortStaff
    from waymark.ground.people.models import Person


class Kind(StrEnum):
    COACHEES = "coachees"
    SCRIPTS = "scripts"
    GROUPS = "groups"
    SESSIONS = "sessions"
    FAILS = "fails"
    PAPERS = "papers"
    ACTIONS = "actions"
    ENQUIRIES = "enquiries"


@dataclass(frozen=True, kw_only=True)
class Holding:
    """One kind of work, in one cohort where it belongs to one, and who could take it over."""

    kind: Kind
    title: str
    label: str
    """Of the list of people."""
    candidates: tuple[tuple[Person, str], ...]
    """Who could take it over, with how they are shown: a conflict of interest is said, and never about whom."""
    cohort: Cohort | None = None
    rows: tuple[Any, ...] = ()
    """What is handed over: pairings, groups, papers, actions or enquiries."""
    others: tuple[str, ...] = ()
    """Names of those who have the same role already, so that no one need take over."""
    number: int = 0

    @property
    def key(self) -> str:
        return f"{self.kind}-{self.cohort.pk}" if self.cohort else str(self.kind)

    @property
    def is_required(self) -> bool:
        return not self.others


def list_holdings(*, person: Person, for_: Person, at: datetime) -> list[Holding]:
    """What the person holds, the cohorts that start last first. The viewer is a lead of their provider."""
    staff = [row for row in people.list_staff_persons(for_=for_) if row.pk != person.pk]
    members = cohorts.list_roles_in_force(person=person)
    return [
        *_coachees(person, for_, staff),
        *_scripts(person, staff),
        *_groups(person, staff),
        *(holding for member in members for holding in _sessions(member, staff, at=at)),
        *(holding for member in members for holding in _fails(person, member, staff)),
        *_papers(person, for_),
        *_actions(person, for_),
        *_enquiries(person, for_),
    ]


def _coachees(person: Person, for_: Person, staff: list[Person]) -> Iterator[Holding]:
    for cohort in cohorts.list_cohorts_for(for_=for_, role=Role.LEAD):
        pairings = coach.list_pairings_in(coach=person, cohort=cohort)
        if not pairings:
            continue
        coaches = [other for other in _with_role(cohort, Role.COACH) if other != person]
        yield Holding(
            kind=Kind.COACHEES,
            cohort=cohort,
            title=f"{counted(len(pairings), 'participant', 'participants')} to coach in {cohort.name}",
            label="Who coaches them from now on?",
            candidates=(
                *((other, _coach_label(other, pairings)) for other in coaches),
                *_could_have(cohort, Role.COACH, staff, besides=coaches),
            ),
            rows=tuple(pairings),
            number=len(pairings),
        )


def _with_role(cohort: Cohort, role: Role) -> list[Person]:
    return cohorts.list_staff_of(cohort_id=cohort.pk, role=role)


def _could_have(
    cohort: Cohort, role: Role, staff: list[Person], *, besides: Collection[Person]
) -> Iterator[tuple[Person, str]]:
    """Other staff who may be given that role in the cohort; they get it with the work."""
    for person, [state] in cohorts.role_table(cohort=cohort, people=staff, roles=[role]):
        if not state.reasons and person not in besides:
            yield person, f"{person.name} (becomes {LABELS[role].lower()} of this cohort)"


def can_coach(person: Person, pairing: Any) -> bool:
    participant = pairing.enrolment.person
    return may_pair(
        coach=person.pk,
        participant=participant.pk,
        coach_works_at=person.organisation_id,
        participant_works_at=participant.organisation_id,
    ).allowed


def _coach_label(person: Person, pairings: list[Any]) -> str:
    conflicts = sum(not can_coach(person, pairing) for pairing in pairings)
    return f"{person.name} (conflict of interest with {conflicts})" if conflicts else person.name


def _scripts(person: Person, staff: list[Person]) -> Iterator[Holding]:
    for unmarked in mark.list_unmarked_scripts(marker=person):
        marking = tuple(
            (other, _marker_label(other, unmarked.possible.get(other.pk, 0), unmarked.number))
            for other in unmarked.markers
        )
        yield Holding(
            kind=Kind.SCRIPTS,
            cohort=unmarked.cohort,
            title=f"{counted(unmarked.number, 'script', 'scripts')} to mark in {unmarked.cohort.name}",
            label="Who marks them?",
            candidates=(
                *marking,
                *_could_have(unmarked.cohort, Role.MARKER, staff, besides=unmarked.markers),
            ),
            number=unmarked.number,
        )


def _marker_label(person: Person, possible: int, number: int) -> str:
    if possible == number:
        return person.name
    return f"{person.name} (can mark {possible} of {number}; the rest goes to other markers)"


def _groups(person: Person, staff: list[Person]) -> Iterator[Holding]:
    by_cohort: dict[Cohort, list[Any]] = {}
    for group in gather.list_groups_of(owner=person):
        by_cohort.setdefault(group.cohort, []).append(group)
    for cohort, groups in by_cohort.items():
        possible = [other for other in gather.list_possible_owners(cohort=cohort) if other != person]
        yield Holding(
            kind=Kind.GROUPS,
            cohort=cohort,
            title=f"{counted(len(groups), 'peer group', 'peer groups')} to look after in {cohort.name}",
            label="Who looks after them?",
            candidates=(
                *((other, other.name) for other in possible),
                *_could_have(cohort, Role.FACILITATOR, staff, besides=possible),
            ),
            rows=tuple(groups),
            number=len(groups),
        )


def _sessions(member: CohortStaff, staff: list[Person], *, at: datetime) -> Iterator[Holding]:
    if member.role != Role.FACILITATOR:
        return
    calendar = cohorts.list_calendar(cohort_id=member.cohort_id)
    to_come = [item for item in calendar if item.starts_at is not None and item.starts_at > at]
    if to_come:
        title = f"{counted(len(to_come), 'session', 'sessions')} to run in {member.cohort.name}"
        yield _role_holding(member, staff, Kind.SESSIONS, title, "Who runs them?", len(to_come))


def _fails(person: Person, member: CohortStaff, staff: list[Person]) -> Iterator[Holding]:
    if member.role != Role.SENIOR or not mark.count_scripts(cohort=member.cohort):
        return
    title = f"Fails awaiting confirmation in {member.cohort.name}"
    yield _role_holding(member, staff, Kind.FAILS, title, "Who confirms them?", 0)


def _role_holding(
    member: CohortStaff, staff: list[Person], kind: Kind, title: str, label: str, number: int
) -> Holding:
    """Someone else must have the role in the cohort: those who may be given it, from the table of roles."""
    role, cohort = Role(member.role), member.cohort
    table = cohorts.role_table(cohort=cohort, people=staff, roles=[role])
    states = [state for _, [state] in table]
    others = cohorts.list_staff_of(cohort_id=cohort.pk, role=role)
    return Holding(
        kind=kind,
        cohort=cohort,
        title=title,
        label=label,
        candidates=tuple((state.person, state.person.name) for state in states if not state.reasons),
        others=tuple(other.name for other in others if other.pk != member.person_id),
        number=number,
    )


def _papers(person: Person, for_: Person) -> Iterator[Holding]:
    drafts = papers.list_drafts_of(person=person)
    if drafts:
        setters = people.list_persons_with(role=Role.SETTER, for_=for_)
        codes = ", ".join(paper.code for paper in drafts)
        yield Holding(
            kind=Kind.PAPERS,
            title=f"{counted(len(drafts), 'paper', 'papers')} being written: {codes}",
            label="Who finishes them?",
            candidates=tuple((other, other.name) for other in setters if other != person),
            rows=tuple(drafts),
            number=len(drafts),
        )


def _actions(person: Person, for_: Person) -> Iterator[Holding]:
    actions = improve.list_actions_of(owner=person)
    if actions:
        yield Holding(
            kind=Kind.ACTIONS,
            title=f"{counted(len(actions), 'improvement action', 'improvement actions')}",
            label="Who owns them from now on?",
            candidates=tuple(
                (other, other.name) for other in improve.list_owners(for_=for_) if other != person
            ),
            rows=tuple(actions),
            number=len(actions),
        )


def _enquiries(person: Person, for_: Person) -> Iterator[Holding]:
    waiting = enquire.list_waiting_of(handler=person)
    if waiting:
        handlers = enquire.list_handlers_for(for_=for_)
        yield Holding(
            kind=Kind.ENQUIRIES,
            title=f"{counted(len(waiting), 'enquiry', 'enquiries')} to answer",
            label="Who answers them?",
            candidates=tuple((other, other.name) for other in handlers if other != person),
            rows=tuple(waiting),
            number=len(waiting),
        )
