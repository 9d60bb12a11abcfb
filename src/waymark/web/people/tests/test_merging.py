"""Two records of one person become one, and both histories are kept."""

from __future__ import annotations

from typing import Any

import pytest

from tests.cast import Cast
from tests.emails import SITE
from tests.filled import form_of
from waymark.ground.cohorts import actions as cohorts
from waymark.ground.cohorts.models import CohortStaff
from waymark.ground.people import actions, queries
from waymark.ground.people.actions import CannotMerge, Kept
from waymark.ground.people.corrections.rules import Likeness
from waymark.ground.people.models import AgreedNeed, EmailChange, Merge, Person, PersonChange
from waymark.ground.people.roles import Role
from waymark.web.privacy.models import CopyRequest, ErasureRequest, LegalHold


def double(cast: Cast, **changes: Any) -> Person:
    fields = {
        "given_name": "Amina", "family_name": "Castellane", "email": "amina.c@home.example", "trn": "1234567",
    } | changes  # fmt: skip
    return actions.add_person(provider=cast.llse, by=None, at=cast.at, organisation="Grove School", **fields)


def merge(cast: Cast, survivor: Person, absorbed: Person, *, kept: Kept | None = None) -> Merge:
    kept = kept or Kept.of(name=survivor, email=survivor, trn=absorbed, school=absorbed)
    return actions.merge_people(
        survivor=survivor, absorbed=absorbed, kept=kept, reason="Applied twice", by=cast.grace, at=cast.at
    )


def test_what_is_kept_is_chosen_field_by_field(cast: Cast) -> None:
    person, other = cast.people["amina"], double(cast)
    merge(cast, person, other)
    person.refresh_from_db()
    other.refresh_from_db()
    assert (person.email, person.trn, str(person.organisation)) == (
        cast.people["amina"].email, "1234567", "Grove School"
    )  # fmt: skip
    assert other.merged_into == person
    assert [change.field for change in queries.list_changes(person=person)] == ["school", "trn"]
    assert [row.absorbed_email for row in queries.list_merged(person=person)] == ["amina.c@home.example"]


def test_address_and_number_of_the_merged_record_find_the_one_that_remains(cast: Cast) -> None:
    person, other = cast.people["amina"], double(cast)
    merge(cast, person, other, kept=Kept.of(name=person, email=person, trn=person, school=person))
    assert queries.find_person(provider=cast.llse, email=other.email) == person
    assert queries.list_persons_by_email(provider=cast.llse, emails=[other.email]) == {other.email: person}
    assert queries.list_persons_by_trn(provider=cast.llse, trns=["1234567"]) == {"1234567": person}


def test_address_of_the_merged_record_can_be_kept(cast: Cast) -> None:
    person = actions.add_person(
        provider=cast.llse, given_name="Nia", family_name="", email="nia@a.example", by=None, at=cast.at
    )
    other = double(cast)
    merge(cast, person, other, kept=Kept.of(name=other, email=other, trn=other, school=other))
    assert queries.find_person(provider=cast.llse, email="amina.c@home.example") == person


def test_roles_and_cohorts_of_staff_move(cast: Cast) -> None:
    person, other = double(cast), double(cast, email="coach@home.example", given_name="Una", trn="")
    cohorts.assign_staff(cohort=cast.cohort, person=other, role=Role.COACH, by=cast.grace, at=cast.at)
    merged = merge(cast, person, other)
    assert queries.held_roles_of(person) == {Role.COACH}
    assert queries.held_roles_of(other) == frozenset()
    assert CohortStaff.objects.get(role="coach", person=person).cohort == cast.cohort
    assert merged.moved == {"cohorts.CohortStaff": 1, "people.RoleHeld": 1}


def test_account_moves_to_the_record_that_remains(cast: Cast) -> None:
    person, other = double(cast), cast.people["hugo"]
    Person.objects.filter(pk=other.pk).update(account=cast.people["hugo"].account)
    account = other.account
    with pytest.raises(CannotMerge, match=r"They sign in with hugo@llse\.example"):
        merge(cast, person, other)
    merge(cast, person, other, kept=Kept.of(name=person, email=other, trn=person, school=person))
    person.refresh_from_db()
    assert (person.account, person.email) == (account, "hugo@llse.example")


@pytest.mark.parametrize(
    ("survivor", "absorbed", "code"),
    [("amina", "amina", "same_person"), ("amina", "uma", "other_provider"), ("amina", "ben", "same_cohort"),
     ("hugo", "ben", "works_here"), ("ben", "hugo", "works_here"), ("grace", "ben", "sees_all")],
)  # fmt: skip
def test_what_cannot_be_merged_says_why(cast: Cast, survivor: str, absorbed: str, code: str) -> None:
    people = cast.people
    with pytest.raises(CannotMerge) as refused:
        merge(cast, people[survivor], people[absorbed])
    assert code in refused.value.codes
    assert not Merge.objects.exists()


def test_record_is_merged_once(cast: Cast) -> None:
    other = double(cast)
    merge(cast, cast.people["amina"], other)
    with pytest.raises(CannotMerge) as refused:
        merge(cast, cast.people["amina"], Person.objects.get(pk=other.pk))
    assert refused.value.codes == ("already_merged",)


def test_merged_record_is_in_no_list_and_gets_no_invitation(cast: Cast) -> None:
    other = double(cast)
    actions.give_role(person=other, role=Role.COACH, by=None, at=cast.at)
    actions.invite(person=other, site=SITE, by=cast.grace, at=cast.at)
    merge(cast, cast.people["amina"], other)
    assert other not in queries.list_persons_with(role=Role.COACH, for_=cast.grace)
    assert actions.invite_again(email=other.email, site=SITE, at=cast.at) == 0


@pytest.mark.parametrize(
    ("page", "typed"),
    [
        ("name", {"given_name": "Aminata", "reason": "Typed wrong"}),
        ("email", {"email": "amina@new.example", "reason": "New school"}),
        ("trn", {"trn": "7654321", "reason": "Found it"}),
        ("school", {"name": "Elm School", "reason": "New school"}),
        (
            "access-needs",
            {
                "need": "Dyslexia",
                "way_of_working": "Extra time",
                "evidence": "Letter",
                "review_on": "2027-01-01",
            },
        ),
        ("subject-access", {"step": "ask"}),
        ("erasure", {"reason": "They asked"}),
        ("legal-hold", {"reason": "A claim"}),
    ],
)
def test_a_form_from_before_the_merge_changes_nothing_about_the_merged_record(
    cast: Cast, page: str, typed: dict[str, str]
) -> None:
    """What was agreed about a person must not be kept with a record that no one reads any more."""
    person, other, lead = cast.people["amina"], double(cast), cast.browser("grace")
    shown = "erasure" if page == "legal-hold" else page
    form = form_of(lead.get(f"/people/{other.pk}/{shown}/"))
    merge(cast, person, other, kept=Kept.of(name=person, email=person, trn=person, school=person))
    before = Person.objects.values().get(pk=other.pk)
    answer = lead.post(f"/people/{other.pk}/{page}/", form | typed)
    assert answer.status_code in {302, 409}
    assert Person.objects.values().get(pk=other.pk) == before
    assert not rows_about(other)
    person.refresh_from_db()
    assert person.name in lead.get(f"/people/{other.pk}/{shown}/").content.decode()
    assert lead.get(f"/people/{other.pk}/").headers["Location"] == f"/people/{person.pk}/"


def rows_about(person: Person) -> list[str]:
    """What the pages of a person write, and that names this record."""
    models = [PersonChange, EmailChange, AgreedNeed, CopyRequest, ErasureRequest, LegalHold]
    return [model.__name__ for model in models if model.objects.filter(person=person).exists()]


def test_duplicates_are_guessed_with_the_reason(cast: Cast) -> None:
    Person.objects.filter(pk=cast.people["amina"].pk).update(trn="1234567")
    person = Person.objects.get(pk=cast.people["amina"].pk)
    other = double(cast)
    mailbox = double(cast, email=person.email.replace("@", "+npq@"), given_name="A.", trn="")
    stranger = double(cast, email="x@home.example", trn="7654321")
    guesses = {guess.person: set(guess.likeness) for guess in queries.guess_duplicates(person=person)}
    assert guesses == {other: {Likeness.SAME_TRN, Likeness.SAME_NAME}, mailbox: {Likeness.SAME_MAILBOX}}
    assert stranger not in guesses
