"""Adding and inviting people, one or many: the same rules, and as few statements for many as for one."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.cast import Cast
from tests.emails import SITE
from waymark.ground.ledger.models import Entry
from waymark.ground.people import actions as people
from waymark.ground.people.actions import NewPerson
from waymark.ground.people.emails import INVITATION
from waymark.ground.people.models import Email, Organisation, Person, RoleHeld
from waymark.ground.people.queries import find_person, list_held_roles
from waymark.ground.people.roles import Role


def new(email: str, **given: Any) -> NewPerson:
    return NewPerson(**{"given_name": "Cyd", "family_name": "Rowe", **given}, email=email)


def add(cast: Cast, *given: NewPerson) -> list[Person]:
    return people.add_people(provider=cast.llse, people=given, by=cast.grace, at=cast.at)


def test_each_address_is_one_person_in_the_order_given(cast: Cast) -> None:
    amina = cast.people["amina"]
    persons = add(
        cast, new("a@a.example"), new(amina.email.upper()), new(" A@A.example "), new("b@a.example")
    )
    assert [person.email for person in persons] == ["a@a.example", amina.email, "a@a.example", "b@a.example"]
    assert persons[0] == persons[2]
    assert persons[1] == amina
    added = Entry.objects.filter(verb="people.person_added", by=cast.grace, at=cast.at)
    assert [entry.about_id for entry in added.order_by("id")] == [persons[0].pk, persons[3].pk]


def test_an_address_saved_with_capitals_is_known(cast: Cast) -> None:
    Person.objects.filter(pk=cast.people["amina"].pk).update(email="Amina.Here@School.example")
    assert add(cast, new("amina.here@school.example")) == [cast.people["amina"]]
    assert find_person(provider=cast.llse, email=" AMINA.here@school.example") == cast.people["amina"]
    assert find_person(provider=cast.ucl, email="amina.here@school.example") is None


def test_a_merged_record_leads_to_the_one_that_remains(cast: Cast) -> None:
    absorbed, survivor = add(cast, new("a@a.example"), new("b@a.example"))
    Person.objects.filter(pk=absorbed.pk).update(merged_into=survivor)
    assert add(cast, new("a@a.example")) == [survivor]
    Person.objects.filter(pk=survivor.pk).update(email="a@a.example")
    assert find_person(provider=cast.llse, email="a@a.example") == survivor


def test_schools_are_found_whatever_their_capitals_and_accents(cast: Cast) -> None:
    for name in ("Hill School", "École Ôl"):
        Organisation.objects.create(provider=cast.llse, name=name)
    Organisation.objects.create(provider=cast.ucl, name="Moor School")
    names = ["HILL school ", "ÉCOLE ôl", "Moor School", "moor SCHOOL", ""]
    persons = add(cast, *(new(f"p{place}@a.example", organisation=name) for place, name in enumerate(names)))
    schools = [person.organisation.name if person.organisation else "" for person in persons]
    assert schools == ["Hill School", "École Ôl", "Moor School", "Moor School", ""]
    assert Organisation.objects.filter(provider=cast.llse, name__iexact="moor school").count() == 1
    again = add(cast, new("q@a.example", organisation="hill SCHOOL"))
    assert again[0].organisation == persons[0].organisation


@pytest.mark.parametrize("many", [2, 600])
def test_many_are_added_invited_and_given_a_role_in_few_statements(cast: Cast, many: int) -> None:
    with CaptureQueriesContext(connection) as statements:
        persons = add(cast, *(new(f"p{place}@a.example", organisation=f"S{place}") for place in range(many)))
        people.give_roles(persons=persons, role=Role.PARTICIPANT, by=cast.grace, at=cast.at)
        people.invite_people(persons=persons, site=SITE, by=cast.grace, at=cast.at)
    assert len(statements) <= 30
    for verb in ("people.person_added", "people.role_given", "people.invited"):
        assert Entry.objects.filter(verb=verb, by=cast.grace, provider=cast.llse).count() == many
    assert RoleHeld.objects.filter(person__in=persons, by=cast.grace, at=cast.at).count() == many
    digests = {row.token_digest for person in persons for row in person.invitations.all()}
    assert len(digests) == many
    assert None not in digests


def test_a_role_that_someone_has_is_not_given_again(cast: Cast) -> None:
    persons = add(cast, new("a@a.example"), new("b@a.example"))
    first = people.give_role(person=persons[0], role=Role.COACH, by=None, at=cast.at)
    both = people.give_roles(persons=persons, role=Role.COACH, by=cast.grace, at=cast.at)
    assert both[0] == first
    assert [row.person for row in both] == persons
    given = Entry.objects.filter(verb="people.role_given", about_id__in=[person.pk for person in persons])
    assert [(entry.about_id, entry.facts) for entry in given.order_by("id")] == [
        (person.pk, {"role": "coach"}) for person in persons
    ]
    assert list_held_roles(persons=[*persons, cast.grace]) == {
        persons[0].pk: frozenset({Role.COACH}),
        persons[1].pk: frozenset({Role.COACH}),
        cast.grace.pk: frozenset({Role.LEAD}),
    }


def test_no_one_gets_a_role_that_one_of_them_may_not_have(cast: Cast) -> None:
    [person] = add(cast, new("a@a.example"))
    with pytest.raises(people.CannotHoldRole) as refused:
        people.give_roles(persons=[person, cast.people["amina"]], role=Role.BOARD, by=None, at=cast.at)
    assert len(refused.value.reasons) == 1
    assert not RoleHeld.objects.filter(person=person).exists()


def test_many_messages_keep_what_one_message_has(cast: Cast) -> None:
    def message(once: str) -> people.Message:
        return people.Message(
            INVITATION,
            "a@a.example",
            {"name": "Cyd"},
            once=once,
            link=("invitation", 7, SITE),
            attaches=("sit.receipt", 5),
            cohort_id=cast.cohort.pk,
            about="sit.sitting:12",
        )

    people.queue_message(message("one"), provider=cast.llse, at=cast.at)
    assert people.queue_messages([message("many")], provider=cast.llse, at=cast.at) == 1
    columns = [field.name for field in Email._meta.concrete_fields if field.name not in ("id", "once")]
    assert Email.objects.values(*columns).get(once="one") == Email.objects.values(*columns).get(once="many")


def test_inviting_no_one_does_nothing(cast: Cast) -> None:
    assert people.invite_people(persons=[], site=SITE, by=cast.grace, at=cast.at) == []
    assert add(cast) == []
    assert people.give_roles(persons=[], role=Role.COACH, by=cast.grace, at=cast.at) == []
