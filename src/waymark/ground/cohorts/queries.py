"""Questions about cohorts. A lead sees every cohort of the provider, other staff only their own."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime
from typing import TYPE_CHECKING, NamedTuple

from django.db.models import Count, Max, Q, QuerySet
from django.db.models.functions import Lower
from django.http import Http404

from waymark.ground.cohorts import words
from waymark.ground.cohorts.conditions import Condition, conditions_by_enrolment, list_conditions
from waymark.ground.cohorts.enrolments.queries import (
    DEFERRED_ASSESSMENT,
    STOPS_WRITING,
    Ending,
    active_on,
    continued_from,
    find_last_change,
    find_stop_moment,
    ids_of_changed_enrolments,
    list_changes_of,
    list_endings,
    list_stopped,
    list_stopped_by_day,
    list_waiting_requests_for,
    status_of,
    today_of,
    with_status,
)
from waymark.ground.cohorts.enrolments.rules import OVER, STOPS, EnrolmentStatus, status_from
from waymark.ground.cohorts.enrolments.words import STATUS, TO_PARTICIPANT
from waymark.ground.cohorts.models import CalendarItem, Cohort, CohortStaff, Enrolment
from waymark.ground.cohorts.partners.queries import (
    PartnerEnrolment,
    count_partner_members,
    find_partner_enrolment,
    get_partner_member_for,
    list_own_partners,
    list_partner_enrolments,
    list_partner_members_for,
    list_partner_names_for,
    partners_of,
)
from waymark.ground.cohorts.personal_data import DATA
from waymark.ground.cohorts.role_rules import DECIDES, JUDGES, NOT_ENROLLED, may_hold
from waymark.ground.cohorts.staff_queries import (
    COHORT_ROLES,
    RoleState,
    WorkInCohort,
    find_leaving,
    has_role_in_force,
    last_leaving_of,
    list_leavings_for,
    list_roles_in_force,
    list_work_for,
    role_table,
)
from waymark.ground.cohorts.words import HOLDER_SENTENCES
from waymark.ground.ledger import queries as ledger
from waymark.ground.papers.queries import list_paper_workers
from waymark.ground.people.queries import by_name, list_held_roles
from waymark.ground.people.roles import Role
from waymark.ground.people.rules import full_name
from waymark.ground.programmes.queries import programme_by_digest, programme_of
from waymark.kit.clock import LONDON, local_day
from waymark.kit.personal_data import PersonalData, read_personal_data
from waymark.kit.refusals import Reason, reasons_for

if TYPE_CHECKING:
    from django.db.models.expressions import Combinable

    from waymark.ground.cohorts.enrolments.models import EnrolmentChange
    from waymark.ground.people.access import Request
    from waymark.ground.people.models import Person

__all__ = [
    "COHORT_ROLES",
    "STOPS_WRITING",
    "Condition",
    "Ending",
    "PartnerEnrolment",
    "RoleState",
    "WorkInCohort",
    "active_on",
    "conditions_by_enrolment",
    "continued_from",
    "count_partner_members",
    "find_last_change",
    "find_leaving",
    "find_partner_enrolment",
    "find_stop_moment",
    "get_partner_member_for",
    "has_role_in_force",
    "ids_of_changed_enrolments",
    "last_leaving_of",
    "list_changes_of",
    "list_conditions",
    "list_endings",
    "list_leavings_for",
    "list_own_partners",
    "list_partner_enrolments",
    "list_partner_members_for",
    "list_partner_names_for",
    "list_roles_in_force",
    "list_stopped",
    "list_stopped_by_day",
    "list_waiting_requests_for",
    "list_work_for",
    "partners_of",
    "role_table",
    "status_of",
    "today_of",
    "with_status",
]

SEES_ALL = (Role.LEAD, Role.BOARD)


def _visible(for_: Person, role: Role) -> QuerySet[Cohort]:
    rows = Cohort.objects.filter(provider_id=for_.provider_id)
    if role in SEES_ALL:
        return rows
    return rows.filter(staff__person=for_, staff__role=role.value, staff__is_current=True)


def list_cohorts_for(*, for_: Person, role: Role) -> list[Cohort]:
    """Cohorts the viewer may see in that role, newest start first."""
    rows = _visible(for_, role).select_related("programme", "provider")
    return list(rows.order_by("-starts_on", "name"))


def list_cohort_names(*, for_: Person, role: Role) -> list[tuple[int, str]]:
    """Id and name of the cohorts of `list_cohorts_for`, in the same order, for a list to choose from."""
    return list(_visible(for_, role).order_by("-starts_on", "name").values_list("pk", "name"))


def get_cohort_for(*, for_: Person, role: Role, slug: str) -> Cohort | None:
    return _visible(for_, role).select_related("programme", "provider").filter(slug=slug).first()


def get_cohort_or_404(*, for_: Person, role: Role, slug: str) -> Cohort:
    """The cohort, if the viewer may see it in that role; Http404 otherwise, whether or not it exists."""
    cohort = get_cohort_for(for_=for_, role=role, slug=slug)
    if cohort is None:
        raise Http404
    return cohort


def zone_of(*, cohort: Cohort) -> str:
    """The IANA name of the cohort's time zone, as its pinned programme gives it."""
    return programme_of(cohort.programme).assessment.zone


def read_programmes_of_newest_cohorts(*, limit: int = 8) -> None:
    """Reads the programmes of the cohorts that start last, so that no request waits for it later."""
    packs = Cohort.objects.values("programme__pack_id").annotate(last_start=Max("starts_on"))
    for pack in packs.order_by("-last_start")[:limit]:
        programme_by_digest(pack["programme__pack_id"])


def list_open_cohorts_of(*, programme_slug: str) -> list[Cohort]:
    """Cohorts of a programme, for the public page; the caller picks those still to start."""
    rows = Cohort.objects.filter(programme__slug=programme_slug).select_related("programme", "provider")
    return list(rows.order_by("starts_on"))


def get_calendar_item_for(*, for_: Person, role: Role, cohort_slug: str, item_id: str) -> CalendarItem | None:
    """One item of the calendar of a cohort the viewer may see."""
    rows = CalendarItem.objects.filter(
        cohort__in=_visible(for_, role), cohort__slug=cohort_slug, item_id=item_id
    )
    return rows.select_related("cohort__programme", "cohort__provider").first()


def list_calendar(*, cohort_id: int, **more: Combinable) -> list[CalendarItem]:
    """A cohort's calendar in order, with `more` columns. The caller has checked that the viewer may see it."""
    rows = CalendarItem.objects.filter(cohort_id=cohort_id)
    return list(rows.annotate(**more).order_by("on", "position"))


def _of_any_cohort() -> QuerySet[CalendarItem]:
    return CalendarItem.objects.select_related("cohort__programme", "cohort__provider").order_by("id")


def list_items_between(*, since: datetime, until: datetime) -> list[CalendarItem]:
    """Items of every cohort that start after the first moment, until the second: for the worker alone."""
    return list(_of_any_cohort().filter(starts_at__gt=since, starts_at__lte=until))


def list_items_that_ended(*, since: datetime, until: datetime) -> list[CalendarItem]:
    """Items of every cohort that ended after the first moment, until the second: for the worker alone."""
    return list(_of_any_cohort().filter(ends_at__gt=since, ends_at__lte=until))


class ItemEnd(NamedTuple):
    """When an item of a calendar is over: all that the engagement of its participants depends on."""

    item_id: str
    ends_at: datetime


def list_item_ends(*, cohort_id: int) -> list[ItemEnd]:
    """As `list_calendar`, without the models. The caller has proved that the viewer may see the cohort."""
    rows = CalendarItem.objects.filter(cohort_id=cohort_id).order_by()
    return [ItemEnd(*row) for row in rows.values_list("item_id", "ends_at")]


def list_own_enrolments(*, person: Person, at: datetime, **more: Combinable) -> list[Enrolment]:
    """Every enrolment of a person, the first one first, with cohort, programme, provider and status; one statement.

    `more` are columns that the caller needs besides.
    """
    rows = Enrolment.objects.filter(person=person).select_related(
        "cohort__programme", "cohort__provider", "person"
    )
    return list(with_status(rows, on=today_of(at)).annotate(**more).order_by("at", "id"))


def is_carried_on(enrolment: Enrolment) -> bool:
    """Whether an enrolment of `list_own_enrolments` carries on elsewhere, so that no one works on it."""
    return status_from(vars(enrolment)["status_kind"]) in OVER


def status_in_words(*, enrolment: Enrolment, at: datetime) -> str:
    """On the programme, Deferred, Withdrawn and so on; no statement for an enrolment of `list_own_enrolments`."""
    return STATUS[status_of(enrolment=enrolment, at=at)]


def defers_assessment(enrolment: Enrolment) -> bool:
    """Whether only the assessment is deferred now, for an enrolment of `list_own_enrolments`; False for any other."""
    return vars(enrolment).get("assessment_kind") == DEFERRED_ASSESSMENT


def stop_in_words(enrolment: Enrolment) -> tuple[str, str]:
    """For the person of an enrolment of `list_own_enrolments` that is stopped: a heading, and what it means."""
    return TO_PARTICIPANT[status_from(vars(enrolment)["status_kind"])]


def find_stop(*, enrolment: Enrolment) -> EnrolmentChange | None:
    """The change by which an enrolment was stopped."""
    return find_last_change(enrolment=enrolment, kinds=STOPS)


def takes_part(enrolment: Enrolment) -> bool:
    """Whether the person is on the programme, for an enrolment of a list that knows: `list_own_enrolments`, and
    `list_enrolments_for` with `status_on`.
    """
    return status_from(vars(enrolment)["status_kind"]) is EnrolmentStatus.ACTIVE


def is_on_programme(*, enrolment: Enrolment, at: datetime) -> bool:
    """The same for any enrolment that was found for the viewer; one statement."""
    return status_of(enrolment=enrolment, at=at) is EnrolmentStatus.ACTIVE


def may_be_stopped(enrolment: Enrolment) -> bool:
    """Whether its person may be kept from the assessment: False only where `list_own_enrolments` knows better."""
    is_known = "status_kind" in vars(enrolment)
    return not (is_known and takes_part(enrolment) and not defers_assessment(enrolment))


def own_enrolment(request: Request) -> Enrolment | None:
    """The enrolment that a page marked `about_own_enrolment` is about; None for someone who isn't enrolled."""
    enrolment: Enrolment | None = request.enrolment
    return enrolment


def own_enrolment_or_404(request: Request) -> Enrolment:
    enrolment = own_enrolment(request)
    if enrolment is None:
        raise Http404
    return enrolment


def list_enrolments_for(
    *, for_: Person, role: Role, cohort_slug: str, on: date | None = None, status_on: date | None = None
) -> list[Enrolment]:
    """Everyone enrolled in a cohort the viewer may see, by name; with a day `on`, who is on the programme then.

    With a day `status_on`, `takes_part` and `status_in_words` know about each, as on that day, without a statement.
    """
    rows = Enrolment.objects.filter(cohort__in=_visible(for_, role), cohort__slug=cohort_slug)
    if on is not None:
        rows = active_on(rows, on=on)
    if status_on is not None:
        rows = with_status(rows, on=status_on)
    rows = rows.select_related("person__organisation", "cohort__programme")
    return list(rows.order_by(*by_name("person")))


class Participant(NamedTuple):
    """Who is enrolled, for a list: no models."""

    enrolment_id: int
    reference: str
    given_name: str
    family_name: str
    school: str | None
    joined_at: datetime
    """When they were enrolled."""

    @property
    def name(self) -> str:
        return full_name(self.given_name, self.family_name)


def list_participants_for(
    *, for_: Person, role: Role, cohort: Cohort, on: date | None = None, also: Collection[int] = ()
) -> list[Participant]:
    """As `list_enrolments_for`, without the models: a list of a thousand costs a fifth.

    With a day `on`: only those who are on the programme on that day, and the enrolments in `also`.
    """
    rows = Enrolment.objects.filter(cohort__in=_visible(for_, role), cohort=cohort)
    if on is not None:
        rows = active_on(rows, on=on, also=also)
    rows = rows.order_by(*by_name("person"))
    columns = rows.values_list(
        "id", "reference", "person__given_name", "person__family_name", "person__organisation__name", "at"
    )
    return [Participant(*row) for row in columns]


def count_enrolled(*, cohort: Cohort, at: datetime) -> int:
    """How many take part then, for a rule that counts places: someone who withdrew or moved frees theirs.

    The caller has proved that it may know.
    """
    return active_on(
        Enrolment.objects.filter(cohort=cohort), on=local_day(at, zone_of(cohort=cohort))
    ).count()


def count_enrolled_for(*, for_: Person, role: Role, cohort: Cohort) -> int:
    """How many are enrolled in a cohort; 0 if the viewer may not see it."""
    return Enrolment.objects.filter(cohort__in=_visible(for_, role), cohort=cohort).count()


def get_enrolment_for(*, for_: Person, role: Role, reference: str) -> Enrolment | None:
    """An enrolment of a cohort the viewer may see."""
    rows = Enrolment.objects.filter(cohort__in=_visible(for_, role), reference=reference)
    return rows.select_related("person__organisation", "cohort__programme", "cohort__provider").first()


def count_enrolled_by_cohort(*, for_: Person, on: date) -> dict[int, int]:
    """How many are on the programme on that day, by cohort of the viewer's provider."""
    rows = active_on(Enrolment.objects.filter(cohort__provider_id=for_.provider_id), on=on)
    return dict(rows.values_list("cohort_id").annotate(enrolled=Count("id")).order_by())


def list_names_by_reference(*, references: Collection[str], provider_id: int) -> dict[str, str]:
    """The name of the person of each enrolment at the provider, by its reference, for who may know both."""
    rows = Enrolment.objects.filter(reference__in=list(references), cohort__provider_id=provider_id)
    columns = rows.values_list("reference", "person__given_name", "person__family_name")
    return {reference: full_name(given, family) for reference, given, family in columns}


def list_staff_for(*, for_: Person, role: Role, cohort_slug: str) -> list[CohortStaff]:
    """The staff of a cohort the viewer may see, by role and name."""
    rows = CohortStaff.objects.filter(
        cohort__in=_visible(for_, role), cohort__slug=cohort_slug, ended_at=None
    )
    rows = rows.select_related("person__organisation")
    return list(rows.order_by("role", *by_name("person")))


def roles_in(*, cohort: Cohort, person: Person) -> set[Role]:
    """The roles in which the person works, or has worked, with the cohort: what they know of it stays with them."""
    return list_roles_in(cohort=cohort, persons=[person])[person.pk]


def list_roles_in(*, cohort: Cohort, persons: Collection[Person]) -> dict[int, set[Role]]:
    """As `roles_in` for many, by the person’s id; one statement."""
    roles: dict[int, set[Role]] = {person.pk: set() for person in persons}
    rows = CohortStaff.objects.filter(cohort=cohort, person__in=persons)
    for person_id, role in rows.values_list("person_id", "role"):
        roles[person_id].add(Role(role))
    return roles


def reasons_against_role(*, person: Person, role: Role) -> tuple[Reason, ...]:
    """Why the person may not be given that role at the provider; see `role_rules.py`."""
    return list_reasons_against_role(persons=[person], role=role)[person.pk]


def list_reasons_against_role(*, persons: Collection[Person], role: Role) -> dict[int, tuple[Reason, ...]]:
    """As `reasons_against_role` for many, by the person’s id; two statements, or three for a partner’s or a judge’s."""
    judges = set(
        CohortStaff.objects.filter(person__in=persons, role__in=JUDGES).values_list("person_id", flat=True)
    )
    enrolled = set(Enrolment.objects.filter(person__in=persons).values_list("person_id", flat=True))
    held = list_held_roles(persons=persons) if role in DECIDES | {Role.PARTNER} else {}
    reasons = {}
    for person in persons:
        decision = may_hold(
            role=role,
            judges_somewhere=person.pk in judges,
            is_enrolled=person.pk in enrolled,
            roles_held=held.get(person.pk, ()),
        )
        reasons[person.pk] = reasons_for(decision.reasons, HOLDER_SENTENCES, name=person.name)
    return reasons


def list_enrolled_persons(*, cohort: Cohort) -> list[Person]:
    """Everyone enrolled in the cohort, by name. The caller has checked that the viewer may see it."""
    rows = Enrolment.objects.filter(cohort=cohort).select_related("person")
    return [row.person for row in rows.order_by(*by_name("person"))]


def list_enrolments_of(*, cohort: Cohort) -> list[Enrolment]:
    """Everyone enrolled in the cohort, with person and provider. The caller has checked that the viewer may see it."""
    rows = Enrolment.objects.filter(cohort=cohort).select_related("person__provider", "cohort")
    return list(rows.order_by("id"))


def list_enrolled_emails(*, cohort: Cohort) -> set[str]:
    rows = Enrolment.objects.filter(cohort=cohort).values_list("person__email", flat=True)
    return {email.lower() for email in rows}


def list_working_emails(*, cohort: Cohort) -> set[str]:
    """Lower-case addresses of those who cannot be enrolled because of what they do; see `role_rules.py`."""
    works = Q(cohorts_worked__cohort=cohort) | Q(roles_held__role__in=NOT_ENROLLED)
    people = cohort.provider.persons.filter(
        works
        | Q(pk__in=list_paper_workers(provider_id=cohort.provider_id, programme_slug=cohort.programme.slug))
    )
    return {email.lower() for email in people.values_list("email", flat=True)}


def list_staff_of(*, cohort_id: int, role: Role) -> list[Person]:
    """A cohort's staff in that role now, by name. The caller has checked that the viewer may see the cohort."""
    rows = CohortStaff.objects.filter(cohort_id=cohort_id, role=role.value, is_current=True)
    rows = rows.select_related("person")
    return [row.person for row in rows.order_by(*by_name("person"))]


def get_staff_member_for(*, for_: Person, role: Role, cohort_slug: str, member_id: int) -> CohortStaff | None:
    """One row of the staff of a cohort the viewer may see."""
    rows = CohortStaff.objects.filter(
        cohort__in=_visible(for_, role), cohort__slug=cohort_slug, pk=member_id, ended_at=None
    )
    return rows.select_related("person__organisation", "person__provider", "cohort__programme").first()


def last_change_of_staff_member(*, member: CohortStaff) -> tuple[str, datetime]:
    """Who changed what is known about them last, and when: their organisation, their days, or that they joined."""
    entries = [
        entry
        for about in (member, member.person)
        for entry in ledger.list_entries(provider_id=member.person.provider_id, about=about, limit=1)
    ]
    newest = max(entries, key=lambda entry: entry.pk, default=None)
    if newest is None:
        return words.SOMEONE, member.at
    return newest.by.name if newest.by else words.SOMEONE, newest.at


def count_without_organisation(*, cohort_id: int) -> int:
    """How many participants' schools are not known, so that a conflict of interest can't be ruled out."""
    return Enrolment.objects.filter(cohort_id=cohort_id, person__organisation=None).count()


def list_programme_titles(*, cohort_ids: Collection[int]) -> dict[int, str]:
    """The title of the programme of each cohort, by the cohort's id, for an email about it."""
    if not cohort_ids:
        return {}
    rows = Cohort.objects.filter(pk__in=cohort_ids).values_list("pk", "programme__title")
    return dict(rows)


class LastSession(NamedTuple):
    """The end of the last session in the calendar of someone’s cohort."""

    enrolment_id: int
    person_id: int
    ends_at: datetime


def list_last_sessions(*, provider_id: int) -> list[LastSession]:
    """Of each of the provider’s enrolments whose cohort has sessions; one statement."""
    rows = Enrolment.objects.filter(
        cohort__provider_id=provider_id, cohort__calendar__starts_at__isnull=False
    ).order_by()
    last = rows.annotate(last_at=Max("cohort__calendar__ends_at"))
    return [LastSession(*row) for row in last.values_list("pk", "person_id", "last_at")]


def names_of_enrolments(*, ids: Collection[int]) -> dict[int, str]:
    """The name of the participant of each enrolment. The caller has checked that the viewer may see them."""
    rows = Enrolment.objects.filter(pk__in=ids).select_related("person") if ids else ()
    return {row.pk: row.person.name for row in rows}


def list_cohort_ids(*, enrolment_ids: Collection[int]) -> dict[int, int]:
    """The id of the cohort of each enrolment."""
    if not enrolment_ids:
        return {}
    return dict(Enrolment.objects.filter(pk__in=enrolment_ids).values_list("pk", "cohort_id"))


def list_newest_cohort_ids(*, emails: Collection[str]) -> dict[tuple[int, str], int]:
    """The cohort that someone joined last, as a participant or as staff, by provider's id and lower-case address."""
    if not emails:
        return {}
    joined: list[tuple[datetime, int, str, int]] = []
    for model in (CohortStaff, Enrolment):
        rows = model.objects.annotate(address=Lower("person__email")).filter(address__in=emails)
        joined += rows.values_list("at", "person__provider_id", "address", "cohort_id")
    return {(provider_id, email): cohort_id for _, provider_id, email, cohort_id in sorted(joined)}


def zone_of_person(*, person: Person) -> str:
    """Of the cohort they joined last; of the provider's newest for those who have none."""
    email = person.email.lower()
    cohort_id = list_newest_cohort_ids(emails=[email]).get((person.provider_id, email))
    cohorts = Cohort.objects.filter(provider_id=person.provider_id).select_related("programme")
    cohort = cohorts.filter(pk=cohort_id).first() if cohort_id else cohorts.order_by("-starts_on").first()
    return zone_of(cohort=cohort) if cohort else LONDON


def personal_data_of(*, person: Person) -> PersonalData:
    """Everything this room holds about a person; `personal_data.py` says what, and what is left out."""
    return read_personal_data(DATA, person=person)
