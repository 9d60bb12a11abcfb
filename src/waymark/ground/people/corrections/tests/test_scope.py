"""What was corrected is read for one person, and another provider's people stand in no one's way."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from tests.cast import Cast
from tests.emails import SITE, newest_token
from waymark.ground.ledger.queries import count_entries
from waymark.ground.people import actions, queries
from waymark.ground.people.actions import CannotCorrect
from waymark.ground.people.corrections.rules import Likeness
from waymark.ground.people.models import EmailChange, PasswordReset, Person, Provider, RoleHeld
from waymark.ground.people.roles import Role

NEW = "amina.new@school.example"
WEEK = timedelta(days=7)


def add(cast: Cast, email: str, *, provider: Provider | None = None, **given: Any) -> Person:
    values = {"given_name": "Nell", "family_name": "Ashdown", **given}
    return actions.add_person(provider=provider or cast.llse, email=email, by=None, at=cast.at, **values)


def ask(cast: Cast, email: str = NEW, *, person: Person | None = None) -> EmailChange:
    person = person or cast.people["amina"]
    return actions.request_email_change(
        person=person, email=email, reason="New school", site=SITE, by=cast.grace, at=cast.at
    )


def lines(cast: Cast, verb: str) -> int:
    return count_entries(provider_id=cast.llse.pk, verb=verb)


def test_the_link_to_a_new_address_is_open_for_seven_days(cast: Cast) -> None:
    change = ask(cast)
    token = newest_token(NEW)
    assert queries.find_open_email_change(token=token, at=cast.at + WEEK - timedelta(seconds=1)) == change
    assert queries.find_open_email_change(token=token, at=cast.at + WEEK) is None
    assert queries.find_open_email_change(token="guessed", at=cast.at) is None


@pytest.mark.parametrize("column", ["confirmed_at", "withdrawn_at"])
def test_a_new_address_that_is_over_neither_waits_nor_opens(cast: Cast, column: str) -> None:
    change = ask(cast)
    ask(cast, "ben.new@school.example", person=cast.people["ben"])
    token = newest_token(NEW)
    assert queries.waiting_email_change(person=cast.people["amina"]) == change
    EmailChange.objects.filter(pk=change.pk).update(**{column: cast.at})
    assert queries.waiting_email_change(person=cast.people["amina"]) is None
    assert queries.find_open_email_change(token=token, at=cast.at) is None
    assert queries.find_email_change(token=token) == change


def test_a_second_new_address_withdraws_the_first_of_the_same_person_alone(cast: Cast) -> None:
    first, other = ask(cast), ask(cast, "ben.new@school.example", person=cast.people["ben"])
    ask(cast, "amina.newer@school.example")
    first.refresh_from_db()
    other.refresh_from_db()
    assert (first.withdrawn_at, other.withdrawn_at) == (cast.at, None)


def test_withdrawing_a_new_address_is_noted_once(cast: Cast) -> None:
    amina = cast.people["amina"]
    assert not actions.withdraw_email_change(person=amina, by=cast.grace, at=cast.at)
    assert lines(cast, "people.email_change_withdrawn") == 0
    ask(cast)
    assert actions.withdraw_email_change(person=amina, by=cast.grace, at=cast.at)
    assert not actions.withdraw_email_change(person=amina, by=cast.grace, at=cast.at)
    assert lines(cast, "people.email_change_withdrawn") == 1


def test_a_link_is_not_renewed_before_it_expires_and_the_new_one_lasts_as_long(cast: Cast) -> None:
    ask(cast)
    token, expiry = newest_token(NEW), cast.at + WEEK
    moment = timedelta(seconds=1)
    assert not actions.renew_email_change(token=token, site=SITE, at=expiry - moment)
    assert actions.renew_email_change(token=token, site=SITE, at=expiry)
    newest = newest_token(NEW)
    assert queries.find_open_email_change(token=newest, at=expiry + WEEK - moment)
    assert queries.find_open_email_change(token=newest, at=expiry + WEEK) is None


@pytest.mark.parametrize("where", ["another provider", "a merged record", "oneself"])
def test_the_trn_of_someone_elsewhere_is_in_no_ones_way(cast: Cast, where: str) -> None:
    amina = cast.people["amina"]
    if where == "another provider":
        add(cast, "nell@ucl.example", provider=cast.ucl, trn="1234567")
    elif where == "a merged record":
        absorbed = add(cast, "nell@llse.example", trn="1234567")
        Person.objects.filter(pk=absorbed.pk).update(merged_into=cast.people["ben"])
    change = actions.correct_trn(person=amina, trn="1234567", reason="x", by=cast.grace, at=cast.at)
    assert change
    assert actions.correct_trn(person=amina, trn="1234567", reason="x", by=cast.grace, at=cast.at) is None


def test_the_same_school_again_is_no_change(cast: Cast) -> None:
    amina = cast.people["amina"]
    assert (
        actions.correct_school(
            person=amina, name=" castellane  TRUST ", reason="x", by=cast.grace, at=cast.at
        )
        is None
    )
    assert actions.correct_school(person=amina, name="", reason="x", by=cast.grace, at=cast.at)
    assert Person.objects.get(pk=amina.pk).organisation is None


def test_a_confirmed_address_uses_up_the_password_links_of_that_account_alone(cast: Cast) -> None:
    accounts = [cast.people[name].account for name in ("amina", "ben")]
    for account in accounts:
        assert account
        actions.send_password_reset(account=account, site=SITE, at=cast.at)
    ask(cast)
    actions.confirm_email_change(token=newest_token(NEW), site=SITE, at=cast.at)
    used = [PasswordReset.objects.get(account=account).used_at for account in accounts]
    assert used == [cast.at, None]


def test_changes_are_listed_for_one_person_and_the_records_merged_into_it(cast: Cast) -> None:
    amina, ben, twin = cast.people["amina"], cast.people["ben"], add(cast, "nell@llse.example")
    made = [
        actions.correct_trn(person=person, trn=trn, reason="x", by=cast.grace, at=cast.at)
        for person, trn in ((amina, "1234567"), (ben, "1234568"), (twin, "1234569"))
    ]
    named = actions.correct_name(
        person=amina, given_name="Amy", family_name="Castellane", reason="x", by=cast.grace, at=cast.at
    )
    assert queries.list_changes(person=amina) == [named, made[0]]
    assert queries.last_change_of(person=amina, field="trn") == made[0]
    assert queries.last_change_of(person=ben, field="name") is None
    Person.objects.filter(pk=twin.pk).update(merged_into=amina)
    assert queries.list_changes(person=amina) == [named, made[2], made[0]]


def test_merged_records_are_listed_for_the_one_that_remains(cast: Cast) -> None:
    pairs = [(add(cast, f"s{number}@x.example"), add(cast, f"a{number}@x.example")) for number in range(2)]
    merges = [
        actions.merge_people(
            survivor=survivor, absorbed=absorbed, reason="Twice", by=cast.grace, at=cast.at,
            kept=actions.Kept.of(name=survivor, email=survivor, trn=survivor, school=survivor),
        )
        for survivor, absorbed in pairs
    ]  # fmt: skip
    assert [queries.list_merged(person=survivor) for survivor, _ in pairs] == [[merge] for merge in merges]


def test_duplicates_are_guessed_at_the_provider_among_records_that_remain(cast: Cast) -> None:
    nell, twin = add(cast, "nell@x.example"), add(cast, "nell.too@x.example")
    add(cast, "nell@x.example", provider=cast.ucl)
    absorbed = add(cast, "nell.three@x.example")
    Person.objects.filter(pk=absorbed.pk).update(merged_into=cast.hugo)
    guesses = [(guess.person, guess.likeness) for guess in queries.guess_duplicates(person=nell)]
    assert guesses == [(twin, (Likeness.SAME_NAME,))]
    Person.objects.filter(pk=nell.pk).update(trn="1234567")
    Person.objects.filter(pk=twin.pk).update(trn="1234568")
    assert queries.guess_duplicates(person=Person.objects.get(pk=nell.pk)) == []


def test_at_most_five_duplicates_are_guessed(cast: Cast) -> None:
    nell, *others = [add(cast, f"nell{number}@x.example") for number in range(7)]
    assert [guess.person for guess in queries.guess_duplicates(person=nell)] == others[:5]


def test_taking_a_role_is_noted_for_someone_who_had_it(cast: Cast) -> None:
    def take(role: Role) -> bool:
        return actions.take_role(person=cast.hugo, role=role, by=cast.grace, at=cast.at)

    actions.give_role(person=cast.hugo, role=Role.FACILITATOR, by=None, at=cast.at)
    assert (take(Role.COACH), take(Role.COACH)) == (True, False)
    assert lines(cast, "people.role_taken") == 1
    assert queries.held_roles_of(cast.hugo) == {Role.FACILITATOR}
    assert RoleHeld.objects.filter(role=Role.FACILITATOR.value, person=cast.fay).exists()


def test_a_withdrawn_invitation_is_noted_once(cast: Cast) -> None:
    nell = add(cast, "nell@x.example")
    assert actions.withdraw_invitation(person=nell, by=cast.grace, at=cast.at) == 0
    assert lines(cast, "people.invitation_withdrawn") == 0
    actions.invite(person=nell, site=SITE, by=cast.grace, at=cast.at)
    assert actions.withdraw_invitation(person=nell, by=cast.grace, at=cast.at) == 1
    assert lines(cast, "people.invitation_withdrawn") == 1


def test_no_correction_is_made_without_a_reason(cast: Cast) -> None:
    with pytest.raises(CannotCorrect) as refused:
        actions.correct_trn(person=cast.people["amina"], trn="1234567", reason=" ", by=cast.grace, at=cast.at)
    assert refused.value.codes == ("reason",)
