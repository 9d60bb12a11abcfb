"""What two records of one person may not be together in this room: asked before they are merged."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from waymark.ground.cohorts import queries, words
from waymark.ground.cohorts.models import CohortStaff, Enrolment
from waymark.ground.cohorts.role_rules import DECIDES, JUDGES, TEACHES, may_take_part
from waymark.ground.papers.queries import list_paper_workers
from waymark.ground.people.queries import held_roles_of
from waymark.ground.people.roles import Role
from waymark.kit.acts_of_two import reasons_from_acts
from waymark.kit.refusals import Reason, reasons_for

if TYPE_CHECKING:
    from waymark.ground.people.models import Person

ACTS = {"cohorts.DeferralDecision": ("request__by", "by", "a deferral")}
SAME_COHORT = (
    "Both are enrolled in {cohort}, and one person can only be enrolled in it once. Move one of the two enrolments to "
    "another cohort first."
)
TEACHES_AND_MARKS = (
    "The merged person would teach or lead {cohort} and also judge its scripts. End one of the two roles first. What "
    "they have done in it stays on record."
)

DECIDES_FOR_A_PARTNER = (
    "The merged person would see a delivery partner’s participants and also decide results. End their access to the "
    "partner’s participants, or the other role, first."
)


def reasons_against_merge(*, survivor: Person, absorbed: Person) -> Iterator[Reason]:
    """One enrolment a cohort, and the table of roles as it would be for the two together."""
    pair = (survivor, absorbed)
    enrolments = list(Enrolment.objects.filter(person__in=pair).select_related("cohort__programme"))
    yield from _same_cohorts(enrolments)
    yield from _roles_of_participants(pair, enrolments)
    yield from _teach_and_mark(pair)
    yield from _decide_for_a_partner(pair)
    yield from reasons_from_acts(ACTS, survivor=survivor, absorbed=absorbed)


def _same_cohorts(enrolments: list[Enrolment]) -> Iterator[Reason]:
    seen: set[int] = set()
    for enrolment in enrolments:
        if enrolment.cohort_id in seen:
            yield Reason("same_cohort", SAME_COHORT.format(cohort=enrolment.cohort.name))
        seen.add(enrolment.cohort_id)


def _roles_of_participants(pair: tuple[Person, Person], enrolments: list[Enrolment]) -> Iterator[Reason]:
    held = {role for person in pair for role in held_roles_of(person)}
    for enrolment in enrolments:
        cohort = enrolment.cohort
        workers = list_paper_workers(provider_id=cohort.provider_id, programme_slug=cohort.programme.slug)
        decision = may_take_part(
            roles_in_cohort={
                role for person in pair for role in queries.roles_in(cohort=cohort, person=person)
            },
            roles_held=held,
            wrote_a_paper=any(person.pk in workers for person in pair),
        )
        yield from reasons_for(
            decision.reasons, words.ENROLMENT_SENTENCES, name=pair[0].name, cohort=cohort.name
        )


def _teach_and_mark(pair: tuple[Person, Person]) -> Iterator[Reason]:
    """Who leads a provider teaches every cohort of it."""
    roles: dict[str, set[Role]] = {}
    rows = CohortStaff.objects.filter(person__in=pair).select_related("cohort").order_by("cohort__name", "id")
    for member in rows:
        roles.setdefault(member.cohort.name, set()).add(Role(member.role))
    leads = {Role.LEAD} & {role for person in pair for role in held_roles_of(person)}
    for cohort, worked in roles.items():
        if worked & JUDGES and (worked | leads) & TEACHES:
            yield Reason("teaches_and_marks", TEACHES_AND_MARKS.format(cohort=cohort))


def _decide_for_a_partner(pair: tuple[Person, Person]) -> Iterator[Reason]:
    held = {role for person in pair for role in held_roles_of(person)}
    if Role.PARTNER in held and held & DECIDES:
        yield Reason("decides_for_a_partner", DECIDES_FOR_A_PARTNER)
