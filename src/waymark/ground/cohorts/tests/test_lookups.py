"""What other rooms look up here: of one cohort or provider alone, at exact moments, and the newest where one counts."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from tests.cast import Cast
from waymark.ground.cohorts import actions, queries
from waymark.ground.cohorts.enrolments.reasons import DeferralReason, WithdrawalReason
from waymark.ground.cohorts.models import CalendarItem, Cohort, CohortStaff, Enrolment
from waymark.ground.ledger import actions as ledger
from waymark.ground.people.models import Person
from waymark.ground.people.roles import Role

TODAY = date(2026, 10, 22)
SECOND = timedelta(seconds=1)


@pytest.fixture
def autumn(cast: Cast) -> Cohort:
    """A second cohort of the provider, with ben in it and hugo working with it as a marker."""
    at = cast.at + timedelta(hours=1)
    cohort = actions.open_cohort(
        programme=cast.cohort.programme, name="Autumn 2026", starts_on=date(2026, 9, 7), by=None, at=at
    )
    actions.enrol(cohort=cohort, person=cast.ben.person, by=None, at=at)
    actions.assign_staff(cohort=cohort, person=cast.hugo, role=Role.MARKER, by=None, at=at)
    return cohort


def withdraw(cast: Cast, enrolment: Enrolment, on: date = TODAY) -> None:
    actions.withdraw(
        enrolment=enrolment, reason=WithdrawalReason.CAREER, effective_on=on, by=cast.grace, at=cast.at
    )


def defer(cast: Cast, enrolment: Enrolment, *, is_assessment: bool = False, on: date = TODAY) -> None:
    request = actions.request_deferral(
        enrolment=enrolment,
        reason=DeferralReason.BEREAVEMENT,
        is_assessment=is_assessment,
        effective_on=on,
        review_on=on + timedelta(days=30),
        expected_return_on=on + timedelta(days=90),
        by=cast.grace,
        at=cast.at,
    )
    actions.decide_deferral(request=request, is_approved=True, by=cast.jonas, at=cast.at)


def own(cast: Cast, who: Enrolment) -> Enrolment:
    return next(row for row in queries.list_own_enrolments(person=who.person, at=cast.at) if row.pk == who.pk)


def sessions_of(cohort: Cohort) -> list[CalendarItem]:
    rows = CalendarItem.objects.filter(cohort=cohort, starts_at__isnull=False)
    return list(rows.order_by("starts_at", "id"))


def test_items_are_found_that_start_after_a_moment_and_until_another(cast: Cast) -> None:
    session = sessions_of(cast.cohort)[0]
    starts_at = session.starts_at
    assert starts_at
    for since, until, is_in in (
        (starts_at - SECOND, starts_at, True),
        (starts_at, starts_at + SECOND, False),
        (starts_at - 2 * SECOND, starts_at - SECOND, False),
    ):
        assert (session in queries.list_items_between(since=since, until=until)) is is_in


def test_items_are_found_that_ended_after_a_moment_and_until_another(cast: Cast) -> None:
    session = sessions_of(cast.cohort)[0]
    ends_at: datetime = session.ends_at
    for since, until, is_in in (
        (ends_at - SECOND, ends_at, True),
        (ends_at, ends_at + SECOND, False),
        (ends_at - 2 * SECOND, ends_at - SECOND, False),
    ):
        assert (session in queries.list_items_that_ended(since=since, until=until)) is is_in


def test_ends_of_items_are_those_of_one_cohort(cast: Cast, autumn: Cohort) -> None:
    ends = queries.list_item_ends(cohort_id=autumn.pk)
    rows = CalendarItem.objects.filter(cohort=autumn)
    assert sorted(ends) == sorted((row.item_id, row.ends_at) for row in rows)


def test_last_sessions_are_of_enrolments_of_the_provider(cast: Cast, autumn: Cohort) -> None:
    last = {row.enrolment_id: row for row in queries.list_last_sessions(provider_id=cast.llse.pk)}
    assert set(last) == set(Enrolment.objects.filter(cohort__provider=cast.llse).values_list("pk", flat=True))
    row = last[cast.amina.pk]
    assert row.person_id == cast.amina.person_id
    assert row.ends_at == max(session.ends_at for session in sessions_of(cast.cohort))


def test_names_are_those_of_the_references_at_the_provider(cast: Cast) -> None:
    references = [cast.amina.reference, cast.uma.reference]
    names = queries.list_names_by_reference(references=references, provider_id=cast.llse.pk)
    assert names == {cast.amina.reference: "Amina Castellane"}


def test_names_and_cohorts_are_those_of_the_enrolments(cast: Cast, autumn: Cohort) -> None:
    assert queries.names_of_enrolments(ids=[]) == {}
    assert queries.names_of_enrolments(ids=[cast.amina.pk]) == {cast.amina.pk: "Amina Castellane"}
    assert queries.list_cohort_ids(enrolment_ids=[]) == {}
    assert queries.list_cohort_ids(enrolment_ids=[cast.uma.pk]) == {cast.uma.pk: cast.ucl_cohort.pk}


def test_titles_are_those_of_the_cohorts(cast: Cast, autumn: Cohort) -> None:
    assert queries.list_programme_titles(cohort_ids=[]) == {}
    title = cast.cohort.programme.title
    assert queries.list_programme_titles(cohort_ids=[autumn.pk]) == {autumn.pk: title}


def test_someone_without_an_organisation_is_counted_in_their_cohort(cast: Cast, autumn: Cohort) -> None:
    assert queries.count_without_organisation(cohort_id=cast.cohort.pk) == 0
    Person.objects.filter(pk=cast.amina.person_id).update(organisation=None)
    assert queries.count_without_organisation(cohort_id=cast.cohort.pk) == 1
    assert queries.count_without_organisation(cohort_id=autumn.pk) == 0


def test_everyone_enrolled_is_of_one_cohort_by_name(cast: Cast, autumn: Cohort) -> None:
    assert queries.list_enrolled_persons(cohort=autumn) == [cast.ben.person]
    assert queries.list_enrolled_persons(cohort=cast.cohort) == [cast.amina.person, cast.ben.person]
    assert [row.person for row in queries.list_enrolments_of(cohort=autumn)] == [cast.ben.person]


def test_the_newest_cohort_of_an_address_is_the_one_joined_last(cast: Cast, autumn: Cohort) -> None:
    def newest(*emails: str) -> dict[tuple[int, str], int]:
        return queries.list_newest_cohort_ids(emails=emails)

    provider = cast.llse.pk
    assert newest() == {}
    assert newest("ben@llse.example") == {(provider, "ben@llse.example"): autumn.pk}
    assert newest("hugo@llse.example") == {(provider, "hugo@llse.example"): autumn.pk}
    assert newest("amina@llse.example") == {(provider, "amina@llse.example"): cast.cohort.pk}
    Person.objects.filter(pk=cast.amina.person_id).update(email="Amina@LLSE.example")
    assert newest("amina@llse.example") == {(provider, "amina@llse.example"): cast.cohort.pk}


def test_the_zone_of_a_person_is_that_of_the_cohort_they_joined_last(
    cast: Cast, autumn: Cohort, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(queries, "zone_of", lambda *, cohort: cohort.name)
    assert queries.zone_of_person(person=cast.ben.person) == "Autumn 2026"
    assert queries.zone_of_person(person=cast.amina.person) == "LLSE spring 2025"
    assert queries.zone_of_person(person=cast.grace) == "Autumn 2026", "The one that starts last."
    assert queries.zone_of_person(person=cast.finn) == cast.ucl_cohort.name


def test_a_provider_without_a_cohort_is_in_london(cast: Cast) -> None:
    person = Person.objects.create(
        provider=cast._provider("third", "Third", "Third"), given_name="Ida", email="ida@third.example"
    )
    assert queries.zone_of_person(person=person) == "Europe/London"


def test_participants_of_a_day_are_those_on_the_programme_then_and_those_named_besides(cast: Cast) -> None:
    withdraw(cast, cast.amina)

    def listed(on: date | None, *also: int) -> list[str]:
        rows = queries.list_participants_for(
            for_=cast.grace, role=Role.LEAD, cohort=cast.cohort, on=on, also=also
        )
        return [row.name for row in rows]

    assert listed(None) == ["Amina Castellane", "Ben Oyelaran"]
    assert listed(TODAY) == ["Ben Oyelaran"]
    assert listed(TODAY - timedelta(days=1)) == ["Amina Castellane", "Ben Oyelaran"]
    assert listed(TODAY, cast.amina.pk) == ["Amina Castellane", "Ben Oyelaran"]
    rows = queries.list_enrolments_for(
        for_=cast.grace, role=Role.LEAD, cohort_slug=cast.cohort.slug, on=TODAY
    )
    assert rows == [cast.ben]
    assert queries.count_enrolled(cohort=cast.cohort, at=cast.at) == 1
    assert queries.count_enrolled(cohort=cast.cohort, at=cast.at - timedelta(days=1)) == 2
    assert queries.count_enrolled_for(for_=cast.grace, role=Role.LEAD, cohort=cast.cohort) == 2


def test_someone_deferred_does_not_take_part_and_may_be_stopped(cast: Cast) -> None:
    assert queries.takes_part(own(cast, cast.amina))
    assert not queries.may_be_stopped(own(cast, cast.amina))
    assert queries.may_be_stopped(Enrolment.objects.get(pk=cast.amina.pk)), "Not known."
    defer(cast, cast.amina)
    assert not queries.takes_part(own(cast, cast.amina))
    assert queries.may_be_stopped(own(cast, cast.amina))
    assert not queries.defers_assessment(own(cast, cast.amina))
    change = queries.find_stop(enrolment=cast.amina)
    assert change
    assert change.kind == "deferral"
    assert queries.find_stop(enrolment=cast.ben) is None


def test_someone_whose_assessment_is_deferred_takes_part_and_may_be_stopped(cast: Cast) -> None:
    defer(cast, cast.amina, is_assessment=True)
    enrolment = own(cast, cast.amina)
    assert queries.takes_part(enrolment)
    assert queries.defers_assessment(enrolment)
    assert queries.may_be_stopped(enrolment)
    assert not queries.defers_assessment(own(cast, cast.ben))
    assert not queries.is_carried_on(enrolment)


def test_who_stopped_is_listed_by_programme_and_by_assessment(cast: Cast, autumn: Cohort) -> None:
    withdraw(cast, cast.amina)
    defer(cast, cast.ben, is_assessment=True)
    ids = [cast.amina.pk, cast.ben.pk]
    stopped = queries.list_stopped(enrolment_ids=ids, at=cast.at)
    assert stopped.programme == {cast.amina.pk}
    assert stopped.assessment == {cast.ben.pk}
    before = queries.list_stopped(enrolment_ids=ids, at=cast.at - timedelta(days=1))
    assert (before.programme, before.assessment) == (frozenset(), frozenset())
    assert queries.list_stopped(enrolment_ids=[cast.ben.pk], at=cast.at).programme == frozenset()


def test_who_stopped_is_listed_for_each_day_of_a_cohort(cast: Cast) -> None:
    withdraw(cast, cast.amina)
    before = TODAY - timedelta(days=1)
    by_day = queries.list_stopped_by_day(cohort=cast.cohort, days=[before, TODAY])
    assert by_day == {before: frozenset(), TODAY: frozenset({cast.amina.pk})}
    assert queries.list_stopped_by_day(cohort=cast.ucl_cohort, days=[TODAY]) == {TODAY: frozenset()}


def test_a_stop_begins_with_its_day_and_never_before_it_was_recorded(cast: Cast) -> None:
    def moment(enrolment: Enrolment, *, is_assessment: bool) -> datetime | None:
        return queries.find_stop_moment(enrolment_id=enrolment.pk, is_assessment=is_assessment)

    assert moment(cast.amina, is_assessment=True) is None
    defer(cast, cast.amina, is_assessment=True)
    assert moment(cast.amina, is_assessment=False) is None
    assert moment(cast.amina, is_assessment=True) == cast.at
    defer(cast, cast.ben, on=TODAY + timedelta(days=7))
    begins = moment(cast.ben, is_assessment=False)
    assert begins
    assert begins.isoformat() == "2026-10-29T00:00:00+00:00"


def test_endings_are_those_of_the_provider_that_have_taken_effect(cast: Cast) -> None:
    withdraw(cast, cast.amina)
    defer(cast, cast.ben)
    [(pk, ending)] = queries.list_endings(provider_id=cast.llse.pk, at=cast.at).items()
    assert (pk, ending.person_id) == (cast.amina.pk, cast.amina.person_id)
    assert ending.is_withdrawal
    assert ending.at.isoformat() == "2026-10-22T23:00:00+00:00"
    assert queries.list_endings(provider_id=cast.ucl.pk, at=cast.at) == {}
    assert queries.list_endings(provider_id=cast.llse.pk, at=cast.at - timedelta(days=1)) == {}


def test_waiting_requests_are_those_of_the_provider_that_no_one_decided(cast: Cast) -> None:
    defer(cast, cast.ben)
    request = actions.request_deferral(
        enrolment=cast.amina,
        reason=DeferralReason.BEREAVEMENT,
        is_assessment=False,
        effective_on=TODAY,
        review_on=TODAY + timedelta(days=30),
        expected_return_on=TODAY + timedelta(days=90),
        by=cast.grace,
        at=cast.at,
    )
    assert queries.list_waiting_requests_for(for_=cast.grace) == [request]
    assert queries.list_waiting_requests_for(for_=cast.finn) == []


def test_roles_in_a_cohort_are_those_of_each_person_in_that_cohort(cast: Cast, autumn: Cohort) -> None:
    roles = queries.list_roles_in(cohort=autumn, persons=[cast.hugo, cast.fay])
    assert roles == {cast.hugo.pk: {Role.MARKER}, cast.fay.pk: set()}
    assert queries.roles_in(cohort=cast.cohort, person=cast.hugo) == {Role.COACH}


def test_a_member_of_staff_is_found_in_their_cohort_by_who_may_see_it(cast: Cast, autumn: Cohort) -> None:
    member = CohortStaff.objects.get(cohort=cast.cohort, person=cast.hugo)

    def find(viewer: Person, slug: str) -> CohortStaff | None:
        return queries.get_staff_member_for(
            for_=viewer, role=Role.LEAD, cohort_slug=slug, member_id=member.pk
        )

    assert find(cast.grace, cast.cohort.slug) == member
    assert find(cast.grace, autumn.slug) is None
    assert find(cast.finn, cast.cohort.slug) is None
    CohortStaff.objects.filter(pk=member.pk).update(ended_at=cast.at)
    assert find(cast.grace, cast.cohort.slug) is None
    slug = cast.cohort.slug
    assert member not in queries.list_staff_for(for_=cast.grace, role=Role.LEAD, cohort_slug=slug)


def test_the_last_change_of_a_member_is_the_newest_about_them_or_their_days(cast: Cast) -> None:
    member = CohortStaff.objects.select_related("person").get(person=cast.hugo)
    for number, (about, by) in enumerate(
        ((member.person, cast.grace), (member, cast.jonas), (member.person, None)), start=1
    ):
        at = cast.at + timedelta(hours=number)
        ledger.record("cohorts.staff_dated", about=about, provider_id=cast.llse.pk, by=by, at=at)
        name = by.name if by else "Someone"
        who, when = queries.last_change_of_staff_member(member=member)
        assert when == at
        assert who == (name if by else queries.words.SOMEONE)


def test_work_is_that_of_the_provider_newest_cohort_first(cast: Cast, autumn: Cohort) -> None:
    work = queries.list_work_for(for_=cast.grace)
    assert [(row.cohort.pk, row.role) for row in work][:2] == [
        (autumn.pk, Role.MARKER),
        (cast.cohort.pk, Role.COACH),
    ]
    assert {row.cohort.provider_id for row in work} == {cast.llse.pk}
    assert queries.list_work_for(for_=cast.finn) == []
    roles = queries.list_roles_in_force(person=cast.hugo)
    assert [(row.cohort, row.role) for row in roles] == [(autumn, "marker"), (cast.cohort, "coach")]
