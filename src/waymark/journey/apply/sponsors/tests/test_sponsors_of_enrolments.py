"""A new sponsor of someone who is enrolled is asked as the first one was, and the earlier one’s link opens nothing."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from tests.cast import Cast
from tests.emails import SITE, newest_link
from tests.filled import form_of
from waymark.ground.cohorts import actions as cohorts
from waymark.ground.cohorts.enrolments.reasons import WithdrawalReason
from waymark.ground.cohorts.models import Cohort, Enrolment
from waymark.ground.ledger.models import Entry
from waymark.ground.people.models import Email
from waymark.journey.apply import actions
from waymark.journey.apply.applications.models import Application, ApplicationLink
from waymark.journey.apply.applications.tests.makers import FULL_ANSWERS
from waymark.journey.apply.contacts.models import EnrolmentContact
from waymark.journey.apply.jobs import run
from waymark.journey.apply.sponsors.actions import Answer, CannotEndorse, endorse_enrolment
from waymark.journey.apply.sponsors.models import Endorsement, ProtectedTime
from waymark.journey.apply.sponsors.queries import months_left

NORA, PIET = "nora@school.example", "piet@school.example"
YES = {"endorses": "yes", "cover": "Ms Ash teaches Year 6", "hours_2026_09": "6"}
OVER = "This link doesn’t work any more"


def name_sponsor(
    cast: Cast, email: str = NORA, *, enrolment: Enrolment | None = None, **more: object
) -> None:
    enrolment = enrolment or cast.amina
    current = EnrolmentContact.objects.current().filter(enrolment=enrolment, kind="sponsor").first()
    draft = actions.ContactDraft(name=str(more.pop("name", email.split("@")[0].title())), email=email, **more)
    actions.set_contact(
        enrolment=enrolment,
        kind="sponsor",
        draft=draft,
        reason="A new head" if current else "",
        replaces=current,
        site=SITE,
        by=cast.grace,
        at=cast.at,
    )


def path_to(email: str) -> str:
    return "/" + newest_link(email).split("/", 3)[3]


def page_of(path: str) -> str:
    return Client().get(path).content.decode()


def withdraw(cast: Cast) -> None:
    cohorts.withdraw(
        enrolment=cast.amina,
        reason=next(iter(WithdrawalReason)),
        effective_on=cast.at.date(),
        note="",
        by=cast.grace,
        at=cast.at,
    )


def test_a_new_sponsor_gets_the_link_with_the_privacy_notice_and_answers(cast: Cast) -> None:
    name_sponsor(cast)
    email = Email.objects.get(to=NORA)
    for words in (
        "How we use your data",
        "legitimate interest",
        "Information Commissioner",
        "you can object",
    ):
        assert words in email.text
    assert "Amina" not in email.text + email.subject
    sponsor, path = Client(), path_to(NORA)
    page = sponsor.get(path).content.decode()
    assert "Amina Castellane asks for your support" in page
    assert "You, Nora, are recorded as the person who supports them" in page
    assert "application" not in page.lower().replace("/applications/", "")
    assert sponsor.post(path, YES).headers["location"] == f"{path}answer/"
    assert "We’ve saved your answer" in sponsor.get(f"{path}answer/").content.decode()
    row = ProtectedTime.objects.get()
    assert (row.month, row.hours, row.endorsement.contact.email) == (date(2026, 9, 1), 6, NORA)
    mine = cast.browser("amina").get("/protected-time/").content.decode()
    assert "Agreed by Nora." in mine
    assert "Ms Ash teaches Year 6" in mine
    assert "Ms Ash" not in cast.browser("ben").get("/protected-time/").content.decode()
    entry = Entry.objects.get(verb="apply.enrolment_endorsed")
    assert (entry.about_id, entry.facts) == (cast.amina.pk, {"endorses": True, "hours": 6, "again": False})


def test_the_earlier_sponsors_link_opens_nothing_and_betrays_nothing(cast: Cast) -> None:
    name_sponsor(cast)
    earlier = path_to(NORA)
    Client().post(earlier, YES)
    name_sponsor(cast, PIET)
    for answer in (
        Client().get(earlier),
        Client().post(earlier, YES | {"endorses": "no"}),
        Client().get(f"{earlier}answer/"),
    ):
        assert answer.status_code == 410
        assert OVER in answer.content.decode()
        for word in ("Amina", "Piet", "Nora", cast.cohort.name, "LLSE"):
            assert word not in answer.content.decode()
    assert Client().post(f"{earlier}renewal/").status_code == 404
    assert Endorsement.objects.count() == 1
    page = page_of(path_to(PIET))
    assert "Answered on" not in page
    assert "Ms Ash" not in page
    mine = cast.browser("amina").get("/protected-time/").content.decode()
    assert "Agreed by Nora, your sponsor before. Piet is your sponsor now and hasn’t answered yet." in mine


def test_the_lead_sees_who_was_asked_and_what_they_answered(cast: Cast) -> None:
    grace = cast.browser("grace")
    url = reverse("apply:contact_sponsor", args=[cast.cohort.slug, cast.amina.reference])
    sent = form_of(grace.get(url)) | {"name": "Nora Lund", "email": NORA}
    page = grace.post(url, sent, follow=True).content.decode()
    assert "You’ve saved the sponsor. We’ve emailed them a link to their page." in page
    assert "Nora Lund has not answered yet." in page
    assert "Asked on" in page
    Client().post(path_to(NORA), YES)
    assert "Ms Ash teaches Year 6" in grace.get(url).content.decode()
    again = grace.post(f"{url}link/", follow=True).content.decode()
    assert f"We’ve emailed {NORA} a link to their page." in again
    assert Email.objects.filter(to=NORA, kind="apply.enrolment_sponsor").count() == 2
    entries = Entry.objects.filter(verb="apply.sponsor_asked", by=cast.grace)
    assert [entry.about_id for entry in entries] == [cast.amina.pk] * 2
    assert cast.browser("finn").post(f"{url}link/").status_code == 404


def test_a_correction_of_the_name_asks_no_one_again_and_the_answer_stays(cast: Cast) -> None:
    name_sponsor(cast)
    path = path_to(NORA)
    Client().post(path, YES)
    name_sponsor(cast, NORA.upper(), name="Nora Lund")
    assert Email.objects.filter(to__iexact=NORA).count() == 1
    page = page_of(path)
    assert "You, Nora Lund, are recorded" in page
    assert "Answered on" in page
    assert "Agreed by Nora." in cast.browser("amina").get("/protected-time/").content.decode()


@pytest.mark.parametrize(("days", "asked"), [(-1, 0), (0, 1)])
def test_someone_whose_last_day_is_over_is_not_asked(cast: Cast, days: int, asked: int) -> None:
    name_sponsor(cast, until_on=cast.at.date() + timedelta(days=days))
    assert Email.objects.filter(to=NORA).count() == asked


def test_no_one_is_asked_about_someone_who_left_and_a_link_says_it_is_over(cast: Cast) -> None:
    name_sponsor(cast)
    path = path_to(NORA)
    withdraw(cast)
    assert "Your answer is no longer needed" in page_of(path)
    assert "This participant is no longer on the programme." in Client().post(path, YES).content.decode()
    assert "no longer needed" in Client().post(f"{path}renewal/").content.decode()
    name_sponsor(cast, PIET)
    assert not Email.objects.filter(to=PIET).exists()
    url = reverse("apply:contact_sponsor_again", args=[cast.cohort.slug, cast.amina.reference])
    refused = cast.browser("grace").post(url)
    assert refused.status_code == 422
    assert "This participant isn’t on the programme now" in refused.content.decode()
    contact = EnrolmentContact.objects.current().get()
    with pytest.raises(CannotEndorse):
        endorse_enrolment(contact=contact, answer=Answer(True, "", "", {}), at=cast.at)


def test_without_a_sponsor_there_is_no_one_to_ask(cast: Cast) -> None:
    url = reverse("apply:contact_sponsor_again", args=[cast.cohort.slug, cast.amina.reference])
    refused = cast.browser("grace").post(url)
    assert refused.status_code == 422
    assert "There is no sponsor to ask" in refused.content.decode()
    assert not ApplicationLink.objects.exists()


def test_a_mentor_is_not_asked(cast: Cast) -> None:
    actions.set_contact(
        enrolment=cast.amina,
        kind="mentor",
        draft=actions.ContactDraft(name="Nora", email=NORA),
        replaces=None,
        by=cast.grace,
        at=cast.at,
    )
    assert not ApplicationLink.objects.exists()


def test_an_expired_link_is_renewed_from_its_page_and_a_visitor_is_limited(cast: Cast) -> None:
    name_sponsor(cast)
    path = path_to(NORA)
    ApplicationLink.objects.update(expires_at=cast.at - timedelta(seconds=1))
    assert "This link has expired" in Client().post(path, YES).content.decode()
    assert "We’ve emailed you a new link" in Client().post(f"{path}renewal/").content.decode()
    assert path_to(NORA) != path
    assert "asks for your support" in page_of(path_to(NORA))
    answers = [Client().post(f"{path}renewal/").content.decode() for _ in range(4)]
    assert "We haven’t sent a new link" in answers[-1]


def test_a_sponsor_is_reminded_once_unless_they_answered_or_someone_else_is_it(cast: Cast) -> None:
    week, kind = timedelta(days=7), "apply.enrolment_sponsor_reminder"
    name_sponsor(cast)
    name_sponsor(cast, PIET, enrolment=cast.ben)
    Client().post(path_to(PIET), YES)
    assert run(at=cast.at + week - timedelta(seconds=1)) == 0
    assert run(at=cast.at + week) == 1
    assert run(at=cast.at + 2 * week) == 0
    reminder = Email.objects.get(kind=kind)
    assert reminder.to == NORA
    assert "How we use your data" in reminder.text
    name_sponsor(cast, "third@school.example")
    assert run(at=cast.at + week) == 1
    assert Email.objects.filter(kind=kind).latest("id").to == "third@school.example"


def test_no_reminder_about_someone_who_left(cast: Cast) -> None:
    name_sponsor(cast)
    withdraw(cast)
    assert run(at=cast.at + timedelta(days=7)) == 0


def test_the_same_answer_again_changes_nothing_and_another_one_is_kept(cast: Cast) -> None:
    name_sponsor(cast)
    path = path_to(NORA)
    Client().post(path, YES)
    Client().post(path, YES)
    assert Endorsement.objects.count() == 1
    refused = Client().post(path, {})
    assert "Select yes if you support them in taking part" in refused.content.decode()
    Client().post(path, {"endorses": "no", "comment": "Not now", "hours_2026_09": "6"})
    newest = Endorsement.objects.latest("id")
    assert (newest.endorses, newest.protected_time.count()) == (False, 0)
    assert "Not now" in cast.browser("amina").get("/protected-time/").content.decode()


def test_who_sponsored_the_application_is_asked_again_only_by_a_button(cast: Cast, spring: Cohort) -> None:
    application = actions.submit_application(
        cohort=spring, answers=FULL_ANSWERS, idempotency_key="a", at=cast.at, site=SITE
    )
    chair = FULL_ANSWERS.sponsor_email
    Client().post(path_to(chair), {"endorses": "yes", "cover": "Ms Ash", "hours_2027_05": "6"})
    asked = Entry.objects.get(verb="apply.sponsor_asked")
    assert (asked.about_id, asked.by) == (application.pk, None)
    enrolment = actions.accept_application(application=application, site=SITE, by=cast.grace, at=cast.at)
    assert Email.objects.filter(to=chair).count() == 1
    url = reverse("apply:contact_sponsor", args=[spring.slug, enrolment.reference])
    grace = cast.browser("grace")
    assert "Ms Ash" in grace.get(url).content.decode()
    name_sponsor(cast, PIET, enrolment=enrolment)
    page = grace.get(url).content.decode()
    assert "Ms Ash" not in page
    assert "Piet has not answered yet." in page
    assert Application.objects.get().sponsor_email == chair


@pytest.mark.parametrize(
    ("at", "first", "number"),
    [
        (datetime(2025, 1, 1, tzinfo=UTC), date(2025, 4, 1), 18),
        (datetime(2026, 8, 31, 22, 59, tzinfo=UTC), date(2026, 8, 1), 2),
        (datetime(2026, 8, 31, 23, 0, tzinfo=UTC), date(2026, 9, 1), 1),
        (datetime(2027, 8, 31, tzinfo=UTC), date(2025, 4, 1), 18),
    ],
)
def test_hours_are_agreed_for_the_months_that_are_left(
    cast: Cast, at: datetime, first: date, number: int
) -> None:
    months = months_left(cast.cohort, at=at)
    assert (months[0], len(months)) == (first, number)


def test_an_enrolment_without_an_answer_says_whom_to_expect(cast: Cast) -> None:
    name_sponsor(cast)
    mine = cast.browser("amina").get("/protected-time/").content.decode()
    assert "Nora is your sponsor and hasn’t agreed time for your studies yet." in mine
    current = EnrolmentContact.objects.current().get()
    draft = replace(actions.ContactDraft(), name="", email="")
    actions.set_contact(
        enrolment=cast.amina,
        kind="sponsor",
        draft=draft,
        reason="Left",
        replaces=current,
        by=None,
        at=cast.at,
    )
    mine = cast.browser("amina").get("/protected-time/").content.decode()
    assert "You have no sponsor now. Ask the programme team." in mine
