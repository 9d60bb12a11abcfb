"""Someone of a delivery partner sees attendance and hours of its participants, and nothing else."""

from __future__ import annotations

import csv
from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from tests.cast import PASSWORD, Cast
from tests.filled import form_of
from waymark.bridges.signin.second_factor.rules import needs_second_factor
from waymark.ground.cohorts import actions as cohorts
from waymark.ground.cohorts import queries
from waymark.ground.cohorts.enrolments.reasons import WithdrawalReason
from waymark.ground.cohorts.models import Enrolment, EnrolmentChange, PartnerMember
from waymark.ground.ledger.models import Entry
from waymark.ground.people.actions import CannotHoldRole
from waymark.ground.people.models import Email, Person
from waymark.ground.people.queries import held_roles_of
from waymark.ground.people.roles import Role
from waymark.journey.learn.actions import take_register
from waymark.journey.learn.queries import list_sessions
from waymark.web import cohort as progress
from waymark.web.partners import attendance

HARBOUR = "Harbour Lights"
TODAY = date(2026, 10, 22)


@pytest.fixture
def partner(cast: Cast) -> Person:
    person = cast.person("nils", "Nils", "Aalto", None)
    cohorts.add_partner_member(person=person, partner=HARBOUR, by=cast.grace, at=cast.at)
    return person


@pytest.fixture
def visits(cast: Cast, partner: Person) -> Client:
    return signed_in(partner)


def signed_in(person: Person) -> Client:
    client = Client()
    assert client.login(username=person.email, password=PASSWORD)
    return client


def with_partner(cast: Cast, enrolment: Enrolment, name: str = HARBOUR, on: date = TODAY) -> EnrolmentChange:
    return cohorts.set_delivery_partner(
        enrolment=enrolment, partner=name, effective_on=on, by=cast.grace, at=cast.at
    )


def names(cast: Cast, person: Person) -> list[str]:
    return [row.name for row in attendance.rows_for(for_=person, at=cast.at)]


def attend(cast: Cast, enrolment: Enrolment, minutes: int) -> None:
    session = next(row for row in list_sessions(cohort=cast.cohort) if row.item.counts)
    take_register(
        calendar_item=session.calendar_item, minutes={enrolment.pk: minutes}, by=cast.fay, at=cast.at
    )


def test_only_those_who_are_with_the_partner_are_listed(cast: Cast, partner: Person) -> None:
    assert names(cast, partner) == []
    with_partner(cast, cast.amina, "HARBOUR lights")
    with_partner(cast, cast.ben, "Northway")
    with_partner(cast, cast.uma)
    assert names(cast, partner) == ["Amina Castellane"]


def test_a_day_to_come_shows_no_one_before_it(cast: Cast, partner: Person) -> None:
    with_partner(cast, cast.amina, on=TODAY + timedelta(days=1))
    assert names(cast, partner) == []
    tomorrow = attendance.rows_for(for_=partner, at=cast.at + timedelta(days=1))
    assert [row.name for row in tomorrow] == ["Amina Castellane"]


def test_access_ends_when_the_enrolment_leaves_the_partner(
    cast: Cast, partner: Person, visits: Client
) -> None:
    with_partner(cast, cast.amina, on=TODAY - timedelta(days=9))
    url = reverse("web:partner_participant", args=[cast.amina.reference])
    assert visits.get(url).status_code == 200
    with_partner(cast, cast.amina, "")
    assert visits.get(url).status_code == 404
    assert "Castellane" not in visits.get("/").content.decode()
    assert "Castellane" not in visits.get(reverse("web:partner_csv")).content.decode()
    with_partner(cast, cast.amina)
    [row] = attendance.rows_for(for_=partner, at=cast.at)
    assert row.periods == ("since Tuesday 13 October 2026",)


def test_an_earlier_period_with_the_partner_is_shown_too(cast: Cast, partner: Person) -> None:
    for on, name in ((date(2026, 5, 1), HARBOUR), (date(2026, 6, 1), "Northway"), (TODAY, HARBOUR)):
        with_partner(cast, cast.amina, name, on)
    [row] = attendance.rows_for(for_=partner, at=cast.at)
    assert row.periods == ("Friday 1 May 2026 to Sunday 31 May 2026", "since Thursday 22 October 2026")


def test_a_change_that_was_undone_shows_no_one(cast: Cast, partner: Person) -> None:
    change = with_partner(cast, cast.amina)
    cohorts.undo_change(change=change, by=cast.grace, at=cast.at)
    assert names(cast, partner) == []


def test_someone_who_withdrew_is_with_the_partner_no_more(cast: Cast, partner: Person) -> None:
    with_partner(cast, cast.amina)
    cohorts.withdraw(
        enrolment=cast.amina, reason=WithdrawalReason.CAREER, effective_on=TODAY, by=cast.grace, at=cast.at
    )
    assert names(cast, partner) == []


def test_the_figures_are_the_leads_to_the_minute(cast: Cast, partner: Person) -> None:
    for enrolment, minutes in ((cast.amina, 61), (cast.ben, 0)):
        with_partner(cast, enrolment)
        attend(cast, enrolment, minutes)
    rows = {row.reference: row for row in attendance.rows_for(for_=partner, at=cast.at)}
    lead = progress.rows_of(cohort=cast.cohort, for_=cast.grace, role=Role.LEAD, at=cast.at)
    for line in lead:
        row = rows[line.reference]
        assert (row.earned, row.planned, row.engagement) == (line.done, line.whole, line.now)
    assert rows[cast.amina.reference].earned == 61
    assert [rows[enrolment.reference].attended for enrolment in (cast.amina, cast.ben)] == [1, 0]
    held = [row for row in list_sessions(cohort=cast.cohort) if row.calendar_item.ends_at <= cast.at]
    assert rows[cast.amina.reference].held == len(held) > 0


def test_a_page_shows_what_the_register_says(cast: Cast, partner: Person, visits: Client) -> None:
    with_partner(cast, cast.amina)
    attend(cast, cast.amina, 61)
    page = visits.get(reverse("web:partner_participant", args=[cast.amina.reference])).content.decode()
    assert "1 hour 1 minute of" in page
    assert "Not in the register" in page
    assert cast.amina.person.email not in page
    assert cast.amina.person.organisation.name not in page


def test_an_absence_is_not_the_same_as_no_entry(cast: Cast, partner: Person) -> None:
    with_partner(cast, cast.ben)
    attend(cast, cast.ben, 0)
    [row] = attendance.rows_for(for_=partner, at=cast.at)
    assert {session.in_words for session in row.sessions} == {"Absent", "Not in the register"}


def test_a_cell_is_never_a_formula(cast: Cast, partner: Person, visits: Client) -> None:
    Person.objects.filter(pk=cast.people["amina"].pk).update(given_name="=1+1")
    with_partner(cast, cast.amina)
    text = visits.get(reverse("web:partner_csv")).content.decode("utf-8-sig")
    heading, row = csv.reader(text.splitlines())
    assert tuple(heading) == attendance.HEADING
    assert row[0] == "'=1+1 Castellane"
    assert row[1:4] == [cast.amina.reference, cast.amina.cohort.programme.title, cast.amina.cohort.name]


def test_statements_do_not_grow_with_participants(
    cast: Cast, visits: Client, django_assert_num_queries: object
) -> None:
    with_partner(cast, cast.amina)
    visits.get("/")
    for enrolment in (cast.amina, cast.ben):
        with_partner(cast, enrolment)
        with django_assert_num_queries(11):  # type: ignore[operator]
            visits.get("/")


def test_ended_access_shows_no_one_and_takes_the_role(cast: Cast, partner: Person, visits: Client) -> None:
    with_partner(cast, cast.amina)
    first = PartnerMember.objects.get(person=partner)
    second = cohorts.add_partner_member(person=partner, partner="Northway", by=cast.grace, at=cast.at)
    assert cohorts.end_partner_member(member=first, by=cast.grace, at=cast.at)
    assert names(cast, partner) == []
    assert Role.PARTNER in held_roles_of(partner)
    assert cohorts.end_partner_member(member=second, by=cast.grace, at=cast.at)
    assert Role.PARTNER not in held_roles_of(partner)
    assert visits.get(reverse("web:partner_csv")).status_code == 403
    assert not cohorts.end_partner_member(member=second, by=cast.grace, at=cast.at)
    assert Entry.objects.filter(verb="cohorts.partner_member_ended").count() == 2


def test_the_same_person_and_partner_twice_is_one(cast: Cast, partner: Person) -> None:
    cohorts.add_partner_member(person=partner, partner=" harbour  LIGHTS", by=cast.grace, at=cast.at)
    assert queries.partners_of(person=partner) == (HARBOUR,)
    with pytest.raises(cohorts.CannotAddPartnerMember, match="Select a delivery partner"):
        cohorts.add_partner_member(person=partner, partner=" ", by=cast.grace, at=cast.at)


@pytest.mark.parametrize("who", ["amina", "chioma", "simi", "jonas"])
def test_no_participant_and_no_one_who_decides_sees_a_partners_people(cast: Cast, who: str) -> None:
    with pytest.raises(CannotHoldRole):
        cohorts.add_partner_member(person=cast.people[who], partner=HARBOUR, by=cast.grace, at=cast.at)
    assert not PartnerMember.objects.exists()


def test_a_leaver_sees_no_one_and_comes_back_as_they_were(cast: Cast, partner: Person) -> None:
    with_partner(cast, cast.amina)
    yesterday = TODAY - timedelta(days=1)
    leaving = cohorts.record_leaving(person=partner, last_on=yesterday, reason="", by=cast.grace, at=cast.at)
    assert names(cast, partner) == []
    leaving.refresh_from_db()
    cohorts.undo_leaving(leaving=leaving, by=cast.grace, at=cast.at + timedelta(minutes=1))
    assert names(cast, partner) == ["Amina Castellane"]
    assert Role.PARTNER in held_roles_of(partner)


def test_a_lead_invites_someone_of_a_partner_and_ends_it(cast: Cast) -> None:
    lead, url = signed_in(cast.grace), reverse("apply:partner_members")
    page = lead.get(url)
    assert "University of Winchester" in page.content.decode()
    values = {
        "given_name": "Nora", "family_name": "Lund", "email": "nora@winchester.example",
        "partner": "University of Winchester",
    }  # fmt: skip
    assert lead.post(url, form_of(page) | values).status_code == 302
    member = PartnerMember.objects.get(person__email="nora@winchester.example")
    assert member.partner == "University of Winchester"
    assert Email.objects.filter(to="nora@winchester.example", kind="people.invitation").count() == 1
    page = lead.get(url)
    assert "Nora Lund" in page.content.decode()
    assert "Nora Lund" in lead.get(reverse("apply:staff")).content.decode()
    lead.post(reverse("apply:partner_member_end", args=[member.pk]), form_of(page))
    member.refresh_from_db()
    assert member.ended_by == cast.grace
    lead.get(url)
    assert "Nora Lund" not in lead.get(url).content.decode()


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"partner": ""}, "Select a delivery partner"),
        ({"family_name": ""}, "Enter their family name"),
        ({"email": ""}, "Enter their email address"),
        ({"email": "fay@llse.example"}, "This email address is already recorded for Fay Abernethy."),
        (
            {"email": "amina@llse.example", "given_name": "Amina", "family_name": "Castellane"},
            "is a participant",
        ),
    ],
)
def test_an_invitation_that_cannot_be_sent_says_why(
    cast: Cast, values: dict[str, str], sentence: str
) -> None:
    lead, url = signed_in(cast.grace), reverse("apply:partner_members")
    sent = {
        "given_name": "Nora", "family_name": "Lund", "email": "nora@winchester.example",
        "partner": "University of Winchester",
    }  # fmt: skip
    answer = lead.post(url, sent | values)
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert not PartnerMember.objects.exists()


def test_another_providers_lead_ends_nothing(cast: Cast, partner: Person) -> None:
    member = PartnerMember.objects.get(person=partner)
    assert signed_in(cast.finn).post(reverse("apply:partner_member_end", args=[member.pk])).status_code == 404
    assert queries.partners_of(person=partner) == (HARBOUR,)


def test_known_partners_are_those_of_packs_and_enrolments(cast: Cast) -> None:
    with_partner(cast, cast.amina, "Ábalos College")
    with_partner(cast, cast.ben, "university of WINCHESTER")
    assert queries.list_partner_names_for(for_=cast.grace) == ["Ábalos College", "University of Winchester"]
    assert "Harbour Lights Education Partnership" in queries.list_partner_names_for(for_=cast.finn)


def test_the_lead_is_told_how_many_people_will_see_it(cast: Cast, partner: Person) -> None:
    lead = signed_in(cast.grace)
    url = reverse("cohorts:partner", args=[cast.cohort.slug, cast.amina.reference])
    for name, sentence in ((HARBOUR, "1 person at Harbour Lights"), ("Northway", "0 people at Northway")):
        values = {"elsewhere": name, "effective_on_0": "22", "effective_on_1": "10", "effective_on_2": "2026"}
        page = lead.post(url, form_of(lead.get(url)) | values, follow=True)
        assert sentence in page.content.decode()


def test_a_partners_people_need_a_second_step_like_staff(partner: Person) -> None:
    assert needs_second_factor(held_roles_of(partner), of_staff=True)
