"""A participant names an assistant, who accepts, sees the calendar and nothing else, and is ended."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from tests import access
from tests.cast import Cast
from waymark.ground.cohorts import actions as cohorts
from waymark.ground.cohorts.enrolments.reasons import WithdrawalReason
from waymark.ground.cohorts.models import CalendarItem
from waymark.ground.ledger.models import Entry
from waymark.ground.people import actions as people
from waymark.ground.people.models import (
    Account,
    Assistant,
    AssistantReminders,
    Email,
    Invitation,
    Person,
    RoleHeld,
)
from waymark.ground.people.queries import held_roles_of
from waymark.ground.people.roles import Role
from waymark.journey.learn.announcing import send_notices

SITE = "https://npq.our.example"
MARY = "mary@school.example"


def name(cast: Cast, email: str = MARY, *, head: str = "amina", reminders: bool = True) -> Assistant:
    return people.name_assistant(
        head=cast.people[head],
        name="Mary Ellwood",
        email=email,
        gets_reminders=reminders,
        site=SITE,
        at=cast.at,
    )


def with_account(cast: Cast, assistant: Assistant) -> Client:
    person = assistant.person
    person.account = Account.objects.create_user(person.email, "seventeen grey herons")
    person.save(update_fields=["account"])
    cast.people["mary"] = person
    return cast.browser("mary")


@pytest.fixture
def accepted(cast: Cast) -> Assistant:
    assistant = name(cast)
    with_account(cast, assistant)
    people.accept_assisting(assistant=assistant, at=cast.at)
    return Assistant.objects.get(pk=assistant.pk)


def calendar_of(assistant: Assistant) -> str:
    return reverse("web:assisted_calendar", args=[assistant.pk])


def test_naming_someone_new_emails_them_what_they_would_see_and_a_link_to_create_a_password(
    cast: Cast,
) -> None:
    amina = cast.browser("amina")
    answer = amina.post(
        "/my/assistants/",
        {"name": "Mary Ellwood", "email": "Mary@School.example", "gets_reminders": "on"},
        follow=True,
    )
    page = answer.content.decode()
    for part in ("We’ve emailed", "Mary Ellwood", MARY, "not accepted yet", "a week and a day before"):
        assert part in page
    emails = list(Email.objects.filter(to=MARY).order_by("id"))
    assert [email.kind for email in emails] == ["people.assistant_named", "people.invitation"]
    assert "Amina Castellane has asked you to be their assistant" in emails[0].subject
    assert "/assisting/" in emails[0].text
    person = Person.objects.get(email=MARY)
    assert held_roles_of(person) == {Role.ASSISTANT}
    assert Entry.objects.filter(verb="people.assistant_named", about_id=cast.people["amina"].pk).count() == 1


def test_someone_who_is_known_gets_no_second_account_and_keeps_their_name(cast: Cast) -> None:
    assistant = name(cast, "hugo@llse.example")
    assert assistant.person == cast.hugo
    assert not Invitation.objects.filter(person=cast.hugo).exists()
    assert held_roles_of(cast.hugo) == {Role.COACH}
    page = cast.browser("amina").get("/my/assistants/").content.decode()
    assert "Mary Ellwood" in page
    assert "Marchbanks" not in page
    people.accept_assisting(assistant=assistant, at=cast.at)
    assert held_roles_of(cast.hugo) == {Role.COACH, Role.ASSISTANT}


def test_the_assistant_accepts_on_their_home(cast: Cast) -> None:
    assistant = name(cast)
    mary = with_account(cast, assistant)
    page = mary.get("/").content.decode()
    assert "Amina Castellane has asked you to be their assistant." in page
    assert mary.get(calendar_of(assistant)).status_code == 404
    answer = mary.post(reverse("web:assisting_acceptance", args=[assistant.pk]), follow=True)
    assert "You now assist Amina Castellane." in answer.content.decode()
    assert "Calendar of Amina Castellane" in mary.get("/").content.decode()
    mary.post(reverse("web:assisting_acceptance", args=[assistant.pk]))
    assert Entry.objects.filter(verb="people.assistant_accepted").count() == 1


def test_the_calendar_has_dates_times_and_places_to_come_and_no_progress(
    cast: Cast, accepted: Assistant
) -> None:
    items = list(CalendarItem.objects.filter(cohort=cast.cohort).order_by("on", "position"))
    session = next(item for item in items if item.starts_at)
    day = cast.at.date()
    CalendarItem.objects.filter(pk=session.pk).update(
        on=day, until=day, venue="The Exchange", starts_at=cast.at, ends_at=cast.at + timedelta(hours=2)
    )
    CalendarItem.objects.exclude(pk=session.pk).update(on=day - timedelta(1), until=day - timedelta(1))
    title = cast.programme().item(session.item_id).title
    page = cast.browser("mary").get(calendar_of(accepted)).content.decode()
    for part in (title, "Thursday 22 October 2026, 10:00 to 12:00", "The Exchange"):
        assert part in page
    assert page.count('<span class="wm-second">') == 1
    for part in ("hours", "register", "Amina’s"):
        assert part not in page.partition("<main")[2].partition("</main>")[0]


def test_everything_else_is_closed_to_an_assistant(cast: Cast, accepted: Assistant) -> None:
    mary = cast.browser("mary")
    for row_name, row in access.MATRIX.items():
        if row.roles and Role.ASSISTANT not in row.roles and not row.fill:
            assert mary.get(reverse(row_name)).status_code == 403, row_name
    assert mary.get(reverse("web:participant", args=[cast.amina.reference])).status_code == 403
    assert mary.get(f"/route/?enrolment={cast.amina.reference}").status_code == 403


def test_only_the_assistant_of_that_head_sees_the_calendar(cast: Cast, accepted: Assistant) -> None:
    other = name(cast, "other@school.example", head="ben")
    other.person.account = Account.objects.create_user("other@school.example", "seventeen grey herons")
    other.person.save(update_fields=["account"])
    cast.people["other"] = other.person
    people.accept_assisting(assistant=other, at=cast.at)
    assert cast.browser("other").get(calendar_of(accepted)).status_code == 404
    assert cast.browser("mary").get(calendar_of(other)).status_code == 404
    end = reverse("web:assistant_end", args=[accepted.pk])
    assert cast.browser("ben").post(end).status_code == 404
    assert cast.browser("other").post(reverse("web:assisting_end", args=[accepted.pk])).status_code == 404


def test_someone_may_assist_several_and_take_part_too(cast: Cast) -> None:
    for head in ("amina", "ben"):
        assistant = name(cast, MARY, head=head)
        person = Person.objects.get(email=MARY)
        if person.account is None:
            with_account(cast, assistant)
        people.accept_assisting(assistant=assistant, at=cast.at)
    mary = cast.browser("mary")
    page = mary.get("/").content.decode()
    assert page.index("Calendar of Amina Castellane") < page.index("Calendar of Ben Oyelaran")
    third = name(cast, "ben@llse.example")
    people.accept_assisting(assistant=third, at=cast.at)
    ben = cast.browser("ben")
    assert "Hours done" in ben.get("/").content.decode()
    assert ben.get(calendar_of(third)).status_code == 200


def test_the_head_ends_it_at_once(cast: Cast, accepted: Assistant) -> None:
    amina, mary = cast.browser("amina"), cast.browser("mary")
    assert mary.get(calendar_of(accepted)).status_code == 200
    page = amina.post(reverse("web:assistant_end", args=[accepted.pk]), follow=True).content.decode()
    assert "can’t see your calendar any more" in page
    assert "Ended on" in page
    assert mary.get(calendar_of(accepted)).status_code == 404
    assert "You don’t assist anyone." in mary.get("/").content.decode()
    row = Assistant.objects.get()
    assert (row.ended_by, row.ended_at is not None) == (cast.people["amina"], True)
    assert held_roles_of(row.person) == {Role.ASSISTANT}
    again = name(cast)
    assert again.pk != row.pk


def test_the_assistant_says_no_or_stops(cast: Cast) -> None:
    assistant = name(cast, "hugo@llse.example")
    hugo = cast.browser("hugo")
    hugo.post(reverse("web:assisting_acceptance", args=[assistant.pk]))
    page = hugo.post(reverse("web:assisting_end", args=[assistant.pk]), follow=True).content.decode()
    assert "You don’t assist Amina Castellane any more." in page
    assert held_roles_of(cast.hugo) == {Role.COACH}
    assert hugo.post(reverse("web:assisting_acceptance", args=[assistant.pk])).status_code == 404


@pytest.mark.parametrize("who", ["petra", "chioma", "simi", "grace", "jonas"])
def test_whoever_judges_or_decides_is_refused_when_they_accept(cast: Cast, who: str) -> None:
    assistant = name(cast, f"{who}@llse.example")
    answer = cast.browser(who).post(reverse("web:assisting_acceptance", args=[assistant.pk]))
    assert answer.status_code == 403
    assert "so you can’t assist a participant here" in answer.content.decode()
    assert not Assistant.objects.get().is_active


def test_who_assists_gets_no_role_that_judges(cast: Cast, accepted: Assistant) -> None:
    with pytest.raises(people.CannotHoldRole, match="assists a participant"):
        people.give_role(person=accepted.person, role=Role.MARKER, by=cast.grace, at=cast.at)
    people.give_role(person=accepted.person, role=Role.FACILITATOR, by=cast.grace, at=cast.at)
    people.end_assisting(assistant=accepted, by=cast.people["amina"], at=cast.at)
    people.give_role(person=accepted.person, role=Role.MARKER, by=cast.grace, at=cast.at)


def test_a_role_that_came_all_the_same_closes_the_calendar(cast: Cast, accepted: Assistant) -> None:
    RoleHeld.objects.create(person=accepted.person, role=Role.MARKER, at=cast.at)
    assert cast.browser("mary").get(calendar_of(accepted)).status_code == 404


def test_a_head_who_has_withdrawn_has_no_dates(cast: Cast, accepted: Assistant) -> None:
    page = cast.browser("mary").get(calendar_of(accepted)).content.decode()
    assert "National Professional Qualification" in page or "NPQ" in page
    cohorts.withdraw(
        enrolment=cast.amina,
        reason=WithdrawalReason.PERSONAL_OTHER,
        effective_on=cast.at.date(),
        note="",
        by=cast.grace,
        at=cast.at,
    )
    page = cast.browser("mary").get(calendar_of(accepted)).content.decode()
    assert "Amina Castellane has no dates to come." in page


def test_reminders_go_to_assistants_whose_head_wants_them(cast: Cast, accepted: Assistant) -> None:
    session = CalendarItem.objects.filter(cohort=cast.cohort, starts_at__isnull=False)[0]
    starts = cast.at + timedelta(hours=20)
    CalendarItem.objects.filter(pk=session.pk).update(
        starts_at=starts, ends_at=starts, on=starts.date(), until=starts.date()
    )
    quiet = name(cast, "quiet@school.example", reminders=False)
    people.accept_assisting(assistant=quiet, at=cast.at)
    name(cast, "waiting@school.example", head="ben")
    send_notices(at=cast.at)
    emails = list(Email.objects.filter(kind="learn.session_for_assistant"))
    assert [email.to for email in emails] == [MARY]
    assert "A reminder for Amina Castellane" in emails[0].text
    assert calendar_of(accepted) in emails[0].text


def test_the_head_switches_reminders_off_and_on_again(cast: Cast, accepted: Assistant) -> None:
    amina, address = cast.browser("amina"), reverse("web:assistant_reminders", args=[accepted.pk])
    assert "They aren’t emailed" in amina.post(address, {"reminders": "off"}, follow=True).content.decode()
    amina.post(address, {"reminders": "off"})
    assert "They’re emailed a week" in amina.post(address, {"reminders": "on"}, follow=True).content.decode()
    assert [row.is_on for row in AssistantReminders.objects.order_by("id")] == [True, False, True]


def test_the_link_can_be_sent_again(cast: Cast) -> None:
    assistant = name(cast)
    amina, again = cast.browser("amina"), reverse("web:assistant_link", args=[assistant.pk])
    for _ in range(4):
        amina.post(again)
    assert Invitation.objects.filter(person=assistant.person).count() == 3
    assert Email.objects.filter(kind="people.assistant_named").count() == 1
    cast.set_time(cast.at + timedelta(days=1))
    amina.post(again)
    assert Invitation.objects.filter(person=assistant.person).count() == 4
    assert Email.objects.filter(kind="people.assistant_named").count() == 2


@pytest.mark.parametrize(
    ("sent", "sentence"),
    [
        ({"name": "", "email": MARY}, "Enter their name"),
        ({"name": "Mary", "email": ""}, "Enter their email address"),
        ({"name": "Mary", "email": "mary"}, "in the correct format"),
        ({"name": "Mary", "email": "AMINA@llse.example"}, "Enter the email address of someone else"),
    ],
)
def test_what_cannot_be_named(cast: Cast, sent: dict[str, str], sentence: str) -> None:
    answer = cast.browser("amina").post("/my/assistants/", sent)
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert not Assistant.objects.exists()


def test_the_same_address_twice_too_many_and_too_often_are_refused(cast: Cast) -> None:
    first = name(cast)
    with pytest.raises(people.CannotName, match="already"):
        name(cast, "MARY@school.example")
    name(cast, "b@school.example")
    name(cast, "c@school.example")
    with pytest.raises(people.CannotName, match="3 assistants"):
        name(cast, "d@school.example")
    for number in range(3):
        people.end_assisting(assistant=first, by=cast.people["amina"], at=cast.at)
        first = name(cast, f"{number}@school.example")
    people.end_assisting(assistant=first, by=cast.people["amina"], at=cast.at)
    with pytest.raises(people.CannotName, match="tomorrow"):
        name(cast, "e@school.example")
    with pytest.raises(IntegrityError), transaction.atomic():
        Assistant.objects.create(
            head=cast.people["amina"], person=cast.people["amina"], name="A", email="a@b.example", at=cast.at
        )


def test_the_lead_sees_who_assists_whom(cast: Cast, accepted: Assistant) -> None:
    grace = cast.browser("grace")
    page = grace.get(reverse("web:person", args=[cast.people["amina"].pk])).content.decode()
    assert "Mary Ellwood" in page
    assert MARY in page
    assert "Assistant accepted" in page
    page = grace.get(reverse("web:person", args=[accepted.person_id])).content.decode()
    assert "Assists <a" in page
    assert "Amina Castellane" in page
    assert "Change the roles" not in page
