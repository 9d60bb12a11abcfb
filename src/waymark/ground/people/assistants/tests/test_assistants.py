"""Whom a head named is theirs alone, for as long as it lasts, and gets as many emails as the rules allow."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.cast import Cast
from tests.emails import SITE
from waymark.ground.ledger.queries import count_entries
from waymark.ground.people import actions, queries
from waymark.ground.people.actions import CannotAssist, CannotName
from waymark.ground.people.assistants.queries import count_current_and_recent
from waymark.ground.people.models import Assistant, AssistantReminders, Email, Invitation, Person
from waymark.ground.people.roles import Role

DAY = timedelta(days=1)


def name(
    cast: Cast, email: str = "mary@x.example", head: str = "amina", *, reminders: bool = True
) -> Assistant:
    return actions.name_assistant(
        head=cast.people[head], name="Mary", email=email, gets_reminders=reminders, site=SITE, at=cast.at
    )


def accept(cast: Cast, assistant: Assistant) -> None:
    actions.accept_assisting(assistant=assistant, at=cast.at)


def end(cast: Cast, assistant: Assistant) -> None:
    actions.end_assisting(assistant=assistant, by=assistant.head, at=cast.at)


def refusal(cast: Cast, email: str) -> tuple[str, ...]:
    with pytest.raises(CannotName) as refused:
        name(cast, email)
    return refused.value.codes


def lines(cast: Cast, verb: str) -> int:
    return count_entries(provider_id=cast.llse.pk, verb=verb)


def test_a_head_sees_their_own_assistants_and_opens_those_that_have_not_ended(cast: Cast) -> None:
    amina, ben = cast.people["amina"], cast.people["ben"]
    first, second, other = name(cast), name(cast, "joe@x.example"), name(cast, head="ben")
    assert queries.list_assistants_of(head=amina) == [second, first]
    assert queries.get_assistant_of(head=amina, assistant_id=first.pk) == first
    assert queries.get_assistant_of(head=amina, assistant_id=other.pk) is None
    assert queries.get_assistant_of(head=ben, assistant_id=other.pk) == other
    end(cast, first)
    assert queries.get_assistant_of(head=amina, assistant_id=first.pk) is None
    assert queries.list_assistants_of(head=amina) == [second, first]


def test_an_assistant_sees_their_own_heads_by_name_until_it_ends(cast: Cast) -> None:
    second, first = name(cast, head="ben"), name(cast)
    other = name(cast, "joe@x.example")
    mary, joe = first.person, other.person
    assert queries.list_assisted_by(person=mary) == [first, second]
    assert queries.get_assisted(person=mary, assistant_id=first.pk) == first
    assert queries.get_assisted(person=mary, assistant_id=other.pk) is None
    assert queries.get_assisted(person=joe, assistant_id=first.pk) is None
    end(cast, first)
    assert queries.list_assisted_by(person=mary) == [second]
    assert queries.get_assisted(person=mary, assistant_id=first.pk) is None


def test_reminders_go_to_those_who_accepted_want_them_and_have_not_ended(cast: Cast) -> None:
    amina = cast.people["amina"]
    wanted, unwanted, waiting = (
        name(cast), name(cast, "joe@x.example", reminders=False), name(cast, "kim@x.example")
    )  # fmt: skip
    other = name(cast, head="ben")
    for assistant in (wanted, unwanted, other):
        accept(cast, assistant)

    def reminded() -> list[Assistant]:
        return queries.list_assistants_to_remind(head_ids=[amina.pk])

    assert reminded() == [wanted]
    accept(cast, waiting)
    assert reminded() == [wanted, waiting]
    actions.choose_assistant_reminders(assistant=wanted, is_on=False, at=cast.at)
    actions.choose_assistant_reminders(assistant=unwanted, is_on=True, at=cast.at)
    assert reminded() == [unwanted, waiting]
    end(cast, waiting)
    assert reminded() == [unwanted]


def test_a_choice_about_reminders_is_kept_once_for_each_assistant(cast: Cast) -> None:
    assistant, other = name(cast), name(cast, "joe@x.example", reminders=False)
    rows = AssistantReminders.objects.filter(assistant=assistant)
    for is_on in (True, False, False, True):
        actions.choose_assistant_reminders(assistant=assistant, is_on=is_on, at=cast.at)
    assert [row.is_on for row in rows.order_by("id")] == [True, False, True]
    assert AssistantReminders.objects.filter(assistant=other).count() == 1


def test_assistants_are_counted_now_and_within_a_day(cast: Cast) -> None:
    amina = cast.people["amina"]
    ended = name(cast)
    name(cast, "joe@x.example")
    name(cast, head="ben")
    end(cast, ended)
    assert count_current_and_recent(head=amina, at=cast.at) == (1, 2)
    assert count_current_and_recent(head=amina, at=cast.at + DAY - timedelta(seconds=1)) == (1, 2)
    assert count_current_and_recent(head=amina, at=cast.at + DAY) == (1, 0)


def test_who_assists_gets_no_role_that_judges_until_it_ends(cast: Cast) -> None:
    assistant, waiting = name(cast), name(cast, "joe@x.example")
    accept(cast, assistant)
    persons = [assistant.person, waiting.person]

    def against(role: Role) -> set[int]:
        return set(queries.list_reasons_against_judging(persons=persons, role=role))

    assert against(Role.MARKER) == {assistant.person_id}
    assert against(Role.COACH) == set()
    assert not queries.list_reasons_against_judging(persons=[cast.hugo], role=Role.MARKER)
    end(cast, assistant)
    assert against(Role.MARKER) == set()


def test_only_what_was_accepted_and_not_ended_may_be_used_and_not_beside_a_role_that_judges(
    cast: Cast,
) -> None:
    assistant = name(cast)
    assert not queries.may_assist_now(assistant, roles={Role.ASSISTANT})
    accept(cast, assistant)
    assistant.refresh_from_db()
    assert queries.may_assist_now(assistant, roles={Role.ASSISTANT})
    assert not queries.may_assist_now(assistant, roles={Role.ASSISTANT, Role.LEAD})


def test_a_head_names_neither_themselves_nor_someone_twice(cast: Cast) -> None:
    assert refusal(cast, " AMINA@llse.example ") == ("oneself",)
    first = name(cast, " Mary@x.example ")
    assert first.email == "mary@x.example"
    assert refusal(cast, "MARY@x.example ") == ("named_already",)
    end(cast, first)
    assert name(cast) != first


def test_an_address_of_a_merged_record_is_that_of_the_person_who_remains(cast: Cast) -> None:
    named = name(cast)
    absorbed = [
        actions.add_person(
            provider=cast.llse, given_name="M", family_name="", email=email, by=None, at=cast.at
        )
        for email in ("mary.old@x.example", "amina.old@x.example")
    ]  # fmt: skip
    for row, survivor in zip(absorbed, (named.person, cast.people["amina"]), strict=True):
        Person.objects.filter(pk=row.pk).update(merged_into=survivor)
    assert refusal(cast, "mary.old@x.example") == ("named_already",)
    assert refusal(cast, "amina.old@x.example") == ("oneself",)


def test_three_assistants_at_a_time_and_six_within_a_day(cast: Cast) -> None:
    assistants = [name(cast, f"a{number}@x.example") for number in range(3)]
    assert refusal(cast, "a3@x.example") == ("too_many",)
    for assistant in assistants:
        end(cast, assistant)
    for number in range(3, 6):
        end(cast, name(cast, f"a{number}@x.example"))
    assert refusal(cast, "a6@x.example") == ("too_often",)


def test_the_link_is_emailed_once_a_day_and_an_invitation_three_times_an_hour(cast: Cast) -> None:
    assistant = name(cast)
    other = name(cast, "joe@x.example")

    def sent(at_hours: int) -> tuple[int, int]:
        at = cast.at + timedelta(hours=at_hours)
        actions.send_assistant_link(assistant=assistant, site=SITE, at=at)
        invitations = Invitation.objects.filter(person=assistant.person)
        return Email.objects.filter(
            kind="people.assistant_named", to="mary@x.example"
        ).count(), invitations.count()

    assert [sent(0), sent(0), sent(0)] == [(1, 2), (1, 3), (1, 3)]
    assert Invitation.objects.filter(person=other.person).count() == 1
    assert sent(1) == (1, 4)
    assert sent(24) == (2, 5)


def test_who_has_an_account_is_not_invited(cast: Cast) -> None:
    assistant = name(cast, cast.hugo.email)
    actions.send_assistant_link(assistant=assistant, site=SITE, at=cast.at)
    assert not Invitation.objects.filter(person=cast.hugo).exists()


def test_accepting_and_ending_are_one_act_each_and_leave_a_line(cast: Cast) -> None:
    assistant = name(cast)
    for _ in range(2):
        accept(cast, assistant)
    for _ in range(2):
        end(cast, assistant)
    accept(cast, assistant)
    assistant.refresh_from_db()
    assert (assistant.accepted_at, assistant.ended_at) == (cast.at, cast.at)
    for verb in ("assistant_named", "assistant_accepted", "assistant_ended"):
        assert lines(cast, f"people.{verb}") == 1


def test_what_ended_before_it_was_accepted_is_not_accepted(cast: Cast) -> None:
    assistant = name(cast)
    end(cast, assistant)
    accept(cast, assistant)
    assistant.refresh_from_db()
    assert assistant.accepted_at is None


def test_who_judges_cannot_accept(cast: Cast) -> None:
    assistant = name(cast, cast.chioma.email)
    with pytest.raises(CannotAssist) as refused:
        accept(cast, assistant)
    assert refused.value.codes == ("judges",)
    assistant.refresh_from_db()
    assert assistant.accepted_at is None


def test_the_role_ends_with_the_last_head_for_someone_who_has_another_role(cast: Cast) -> None:
    first, second = name(cast, cast.hugo.email), name(cast, cast.hugo.email, head="ben")
    alone = name(cast)
    for assistant in (first, second, alone):
        accept(cast, assistant)
    end(cast, first)
    assert queries.held_roles_of(cast.hugo) == {Role.COACH, Role.ASSISTANT}
    end(cast, second)
    assert queries.held_roles_of(cast.hugo) == {Role.COACH}
    end(cast, alone)
    assert queries.held_roles_of(alone.person) == {Role.ASSISTANT}
