"""People, organisations and invitations are found within one provider, and each act leaves its audit line."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import IntegrityError

from tests.cast import PASSWORD, Cast
from tests.emails import SITE, newest_token
from waymark.ground.ledger.queries import count_entries
from waymark.ground.people import actions, queries
from waymark.ground.people.access import allowed_roles, fast_path, open_to, uses_fast_path
from waymark.ground.people.models import Person, Provider
from waymark.ground.people.roles import Role


def add(cast: Cast, provider: Provider, email: str, *, organisation: str = "", trn: str = "") -> Person:
    return actions.add_person(
        provider=provider,
        given_name="Nell",
        family_name="Ashdown",
        email=email,
        organisation=organisation,
        trn=trn,
        by=None,
        at=cast.at,
    )


def invite(cast: Cast, person: Person) -> str:
    """Invites, and reads the token out of the email as it leaves."""
    actions.invite(person=person, site=SITE, by=None, at=cast.at)
    return newest_token(person.email)


def lines(cast: Cast, verb: str) -> int:
    return count_entries(provider_id=cast.llse.pk, verb=verb)


def test_persons_are_found_by_email_within_the_provider_and_only_those_asked_for(cast: Cast) -> None:
    at_llse, at_ucl = add(cast, cast.llse, "nell@trust.example"), add(cast, cast.ucl, "nell@trust.example")
    persons = queries.list_persons_by_email(provider=cast.llse, emails=["NELL@trust.example"])
    assert persons == {"nell@trust.example": at_llse}
    persons = queries.list_persons_by_email(provider=cast.ucl, emails=["nell@trust.example"])
    assert persons == {"nell@trust.example": at_ucl}


def test_persons_are_found_by_trn_within_the_provider_and_only_those_asked_for(cast: Cast) -> None:
    here = add(cast, cast.llse, "nell@trust.example", trn="9999001")
    add(cast, cast.llse, "other@trust.example", trn="9999002")
    add(cast, cast.ucl, "nell@trust.example", trn="9999001")
    assert queries.list_persons_by_trn(provider=cast.llse, trns=["9999001"]) == {"9999001": here}


def test_an_organisation_is_made_once_and_belongs_to_its_provider(cast: Cast) -> None:
    first = add(cast, cast.llse, "a@trust.example", organisation="Northern Trust")
    second = add(cast, cast.llse, "b@trust.example", organisation=" northern trust ")
    elsewhere = add(cast, cast.ucl, "c@trust.example", organisation="Northern Trust")
    assert first.organisation
    assert first.organisation == second.organisation
    assert first.organisation.name == "Northern Trust"
    assert elsewhere.organisation
    assert elsewhere.organisation != first.organisation


def test_providers_are_listed_by_their_short_name(cast: Cast) -> None:
    assert queries.list_providers() == [cast.llse, cast.ucl]


def test_the_persons_of_an_account_are_listed_by_provider(cast: Cast) -> None:
    at_llse, at_ucl = add(cast, cast.llse, "nell@trust.example"), add(cast, cast.ucl, "nell@trust.example")
    account = actions.give_account(person=at_llse)
    actions.give_account(person=at_ucl)
    assert queries.list_persons_of(account_id=account.pk) == [at_llse, at_ucl]
    assert queries.list_persons_of(account_id=cast.grace.account_id or 0) == [cast.grace]


def test_each_role_of_an_account_comes_with_the_person_who_holds_it(cast: Cast) -> None:
    at_llse, at_ucl = add(cast, cast.llse, "nell@trust.example"), add(cast, cast.ucl, "nell@trust.example")
    actions.give_role(person=at_llse, role=Role.COACH, by=None, at=cast.at)
    actions.give_role(person=at_ucl, role=Role.MARKER, by=None, at=cast.at)
    account = actions.give_account(person=at_llse)
    actions.give_account(person=at_ucl)
    roles = queries.list_roles_of_account(account_id=account.pk)
    assert [(row.role, row.person) for row in roles] == [(Role.COACH, at_llse), (Role.MARKER, at_ucl)]
    assert [row.person.provider for row in roles] == [cast.llse, cast.ucl]


def test_a_given_account_is_kept_with_the_person(cast: Cast) -> None:
    person = add(cast, cast.llse, "nell@trust.example")
    account = actions.give_account(person=person)
    person.refresh_from_db()
    assert person.account == account


def test_an_invitation_lasts_fourteen_days(cast: Cast) -> None:
    token = invite(cast, add(cast, cast.llse, "nell@trust.example"))
    last_moment = cast.at + timedelta(days=14) - timedelta(seconds=1)
    assert queries.find_open_invitation(token=token, at=last_moment)
    assert queries.find_open_invitation(token=token, at=cast.at + timedelta(days=14)) is None


def test_an_invitation_that_was_used_is_open_no_more(cast: Cast) -> None:
    token = invite(cast, add(cast, cast.llse, "nell@trust.example"))
    actions.accept_invitation(token=token, password=PASSWORD, at=cast.at)
    assert queries.find_open_invitation(token=token, at=cast.at) is None


def test_another_token_opens_nothing(cast: Cast) -> None:
    invite(cast, add(cast, cast.llse, "nell@trust.example"))
    assert queries.find_open_invitation(token="guessed", at=cast.at) is None


def test_every_act_leaves_one_audit_line(cast: Cast) -> None:
    before = {
        verb: lines(cast, f"people.{verb}")
        for verb in ("person_added", "invited", "invitation_accepted", "role_given")
    }
    person = add(cast, cast.llse, "nell@trust.example")
    add(cast, cast.llse, "nell@trust.example")
    token = invite(cast, person)
    actions.accept_invitation(token=token, password=PASSWORD, at=cast.at)
    for _ in range(2):
        actions.give_role(person=person, role=Role.COACH, by=None, at=cast.at)
    assert {verb: lines(cast, f"people.{verb}") - count for verb, count in before.items()} == {
        "person_added": 1,
        "invited": 1,
        "invitation_accepted": 1,
        "role_given": 1,
    }
    assert lines(cast, "people.provider_added") == 1


def test_many_letters_at_once_skip_those_that_were_written(cast: Cast) -> None:
    emails = [("a@b.example", "Once", "Once.", "occasion:1"), ("c@d.example", "Once", "Once.", "occasion:2")]
    actions.queue_emails(provider=cast.llse, emails=emails[:1], at=cast.at)
    actions.queue_emails(provider=cast.llse, emails=emails, at=cast.at)
    assert len(queries.list_emails_to(provider=cast.llse, email="A@b.example")) == 1
    assert len(queries.list_emails_to(provider=cast.llse, email="c@d.example")) == 1
    assert queries.list_emails_to(provider=cast.ucl, email="a@b.example") == []


@pytest.mark.parametrize(
    ("roles", "enter"),
    [((Role.LEAD,), {Role.LEAD}), ((), set(Role)), ((Role.COACH, Role.LEAD), {Role.COACH, Role.LEAD})],
)
def test_a_view_is_open_to_the_roles_it_names_or_to_every_known_person(
    roles: tuple[Role, ...], enter: set[Role]
) -> None:
    @open_to(*roles)
    def page(request: object) -> None: ...

    assert allowed_roles(page) == enter
    assert not uses_fast_path(page)


def test_a_view_that_finds_out_by_itself_says_so() -> None:
    @fast_path
    def save(request: object) -> None: ...

    assert uses_fast_path(save)


def test_a_list_of_people_has_the_same_order_on_every_database(cast: Cast) -> None:
    names = [("Ana", "de Souza"), ("Zoe", "Åberg"), ("Suharto", ""), ("Ana", "Ábalos"), ("", "Désirée")]
    Person.objects.bulk_create(
        Person(provider=cast.llse, given_name=given, family_name=family, email=f"p{place}@x.example")
        for place, (given, family) in enumerate(names)
    )
    rows = Person.objects.filter(email__endswith="@x.example").order_by(*queries.by_name())
    assert [row.name for row in rows] == ["Ana Ábalos", "Zoe Åberg", "Ana de Souza", "Désirée", "Suharto"]


def test_a_corrected_name_sorts_by_what_it_is_now(cast: Cast) -> None:
    person = cast.people["amina"]
    person.family_name = "Ørsted"
    person.save(update_fields=["family_name"])
    assert Person.objects.get(pk=person.pk).sort_name.startswith("orsted\t")


def test_a_person_has_at_least_one_name(cast: Cast) -> None:
    with pytest.raises(IntegrityError):
        Person.objects.create(provider=cast.llse, email="no.name@x.example")
