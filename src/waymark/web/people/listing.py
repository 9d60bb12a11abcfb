"""The provider's people, filtered, for a page and for a file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.core.paginator import Page, Paginator
from django.db.models import Exists, OuterRef, Q, QuerySet

from waymark.ground.cohorts import queries as cohorts
from waymark.ground.people.queries import search_persons
from waymark.ground.people.roles import LABELS, Role
from waymark.ground.programmes.queries import access_day_of, programme_of
from waymark.journey.apply import queries as apply
from waymark.web.people.rules import is_access_due

if TYPE_CHECKING:
    from waymark.ground.people.models import Person

PER_PAGE = 50
CHUNK = 1_000
HEADING = ("First name", "Last name", "Email", "TRN", "School", "Trust", "Roles", "Enrolled in")
"""The first five are those of an enrolment file, which can read this file back."""
REFERENCE_LENGTHS = (8, 12)


def find_people(
    *, for_: Person, today: date, search: str = "", role: str = "", cohort: str = "", missing: str = ""
) -> QuerySet[Person]:
    """By name, merged records left out. `missing` is a key of `words.MISSING`; `cohort` is an id.

    Someone lacks the practice assessment once the day is over by which their programme wants it tried.
    """
    people = _by_reference(for_, search)
    if people is None:
        people = search_persons(for_=for_, text=search)
    if role:
        people = people.filter(Exists(_rows("people.RoleHeld").filter(person=OuterRef("pk"), role=role)))
    if cohort:
        in_cohort = {"person": OuterRef("pk"), "cohort_id": int(cohort)}
        enrolled, works = (
            _rows(name).filter(**in_cohort) for name in ("cohorts.Enrolment", "cohorts.CohortStaff")
        )
        people = people.filter(Exists(enrolled) | Exists(works))
    if missing == "sign_in":
        return people.filter(Q(account=None) | Q(account__last_login=None))
    if missing == "practice":
        return people.filter(Exists(_lacking(missing, cohort).filter(cohort__in=_due(for_, today=today))))
    return people.filter(Exists(_lacking(missing, cohort))) if missing else people


def _due(for_: Person, *, today: date) -> list[int]:
    """Cohorts in which everyone should have tried the practice assessment, or whose programme gives no day for it."""
    return [
        cohort.pk
        for cohort in cohorts.list_cohorts_for(for_=for_, role=Role.LEAD)
        if is_access_due(
            access_day_of(programme_of(cohort.programme)), starts_on=cohort.starts_on, today=today
        )
    ]


def _by_reference(for_: Person, search: str) -> QuerySet[Person] | None:
    """The person of an enrolment, if the whole text is its reference."""
    if len(search.strip()) not in REFERENCE_LENGTHS:
        return None
    reference = search.strip().upper()
    enrolment = cohorts.get_enrolment_for(for_=for_, role=Role.LEAD, reference=reference)
    return search_persons(for_=for_).filter(pk=enrolment.person_id) if enrolment else None


def _lacking(missing: str, cohort: str) -> QuerySet[Any]:
    """Enrolments of the person in question, in the cohort if one is chosen, that lack it."""
    enrolments = _rows("cohorts.Enrolment").filter(person=OuterRef("pk"))
    if cohort:
        enrolments = enrolments.filter(cohort_id=int(cohort))
    return enrolments.exclude(Exists(_having(missing)))


def _having(missing: str) -> QuerySet[Any]:
    mine = {"enrolment": OuterRef("pk")}
    if missing == "coach":
        return _rows("coach.Pairing").filter(**mine)
    if missing == "group":
        return _rows("gather.Membership").filter(**mine)
    if missing == "practice":
        return _rows("sit.Sitting").filter(**mine, window__is_practice=True)
    return apply.contacts_of_kind(missing).filter(**mine)


def _rows(name: str) -> QuerySet[Any]:
    rows: QuerySet[Any] = apps.get_model(name)._base_manager.all()
    return rows


def with_details(people: QuerySet[Person]) -> QuerySet[Person]:
    """With all that a line shows, in three statements more."""
    return people.select_related("organisation", "account").prefetch_related(
        "roles_held", "enrolments__cohort"
    )


def page_of(people: QuerySet[Person], *, number: str) -> Page[Any]:
    """One page of `find_people`, with details. They are counted only if they don’t all fit on the first page."""
    detailed = with_details(people)
    paginator = Paginator(detailed, PER_PAGE)
    if number:
        return paginator.get_page(number)
    first = list(detailed[: PER_PAGE + 1])
    if len(first) <= PER_PAGE:
        vars(paginator)["count"] = len(first)
    page = paginator.page(1)
    page.object_list = first[:PER_PAGE]
    return page


def line_of(person: Any) -> dict[str, Any]:
    """What the list shows of one person."""
    return {
        "person": person,
        "roles": ", ".join(LABELS[Role(held.role)] for held in person.roles_held.all()),
        "cohorts": ", ".join(enrolment.cohort.name for enrolment in person.enrolments.all()),
        "has_signed_in": bool(person.account and person.account.last_login),
    }


def cells_of(people: QuerySet[Person]) -> Iterator[tuple[str, ...]]:
    """The rows of a file, in pieces."""
    waiting: list[int] = []
    for pk in people.values_list("pk", flat=True).iterator(chunk_size=CHUNK):
        waiting.append(pk)
        if len(waiting) == CHUNK:
            yield from _cells(people, waiting)
            waiting = []
    yield from _cells(people, waiting)


def _cells(people: QuerySet[Person], ids: Iterable[int]) -> Iterator[tuple[str, ...]]:
    for person in with_details(people.filter(pk__in=ids)):
        line = line_of(person)
        place = person.organisation
        school, trust = (place.name, place.trust) if place else ("", "")
        yield (
            person.given_name, person.family_name, person.email, person.trn, school, trust, line["roles"],
            line["cohorts"],
        )  # fmt: skip
