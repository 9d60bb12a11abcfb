"""A message to selected people: who gets it, once, and the record of it."""

from __future__ import annotations

from typing import Any

import pytest
from django.core import mail

from tests.cast import Cast
from waymark.bridges.mail import jobs
from waymark.ground.emails import actions
from waymark.ground.emails.actions import CannotSendMessage, CannotUseWords
from waymark.ground.emails.models import CohortMessage
from waymark.ground.ledger.models import Entry
from waymark.ground.people.models import Account, Email, Person
from waymark.journey.coach.models import Pairing
from waymark.journey.gather.models import Membership, PeerGroup


@pytest.fixture(autouse=True)
def empty_outbox() -> None:
    mail.outbox.clear()


def send(cast: Cast, *, text: str = "Dear {name}, welcome to {cohort}.", key: str = "k") -> CohortMessage:
    return actions.send_to_people(
        cohort=cast.cohort, enrolments=[cast.amina, cast.ben], subject="For {given_name}", text=text,
        is_marketing=False, key=key, by=cast.people["grace"], at=cast.at,
    )  # fmt: skip


def test_each_person_gets_their_own_email_once(cast: Cast) -> None:
    assert send(cast).pk == send(cast).pk
    jobs.run(at=cast.at)
    assert sorted(message.subject for message in mail.outbox) == ["For Amina", "For Ben"]
    for message in mail.outbox:
        assert len(message.to) == 1
        assert f"welcome to {cast.cohort.name}" in message.body
        assert cast.cohort.programme.title in message.body
    assert Entry.objects.filter(verb="emails.message_sent").count() == 1


def test_who_has_no_account_is_left_out_and_named(cast: Cast) -> None:
    Person.objects.filter(pk=cast.people["ben"].pk).update(account=None)
    cast.ben.refresh_from_db()
    message = send(cast)
    assert sorted(message.recipients.values_list("left_out", flat=True)) == ["", "no_account"]
    page = cast.browser("grace").get(f"/cohorts/{cast.cohort.slug}/messages/").content.decode()
    assert "No account yet" in page
    assert [email.to for email in Email.objects.all()] == ["amina@llse.example"]


def test_a_message_to_no_one_is_refused(cast: Cast) -> None:
    Person.objects.filter(pk__in=[cast.people["ben"].pk, cast.people["amina"].pk]).update(account=None)
    cast.ben.refresh_from_db()
    cast.amina.refresh_from_db()
    with pytest.raises(CannotSendMessage):
        send(cast)


def test_a_live_link_and_unknown_placeholders_are_refused(cast: Cast) -> None:
    with pytest.raises(CannotUseWords, match=r"Remove or correct \{link\}\. You can use \{cohort\}"):
        send(cast, text="{link}")


def test_a_lead_selects_previews_tests_and_sends(cast: Cast) -> None:
    browser, url = cast.browser("grace"), f"/cohorts/{cast.cohort.slug}/messages/new/"
    assert "Amina" in browser.get(url).content.decode()
    form = {"people": [cast.amina.reference], "subject": "Hi {name}", "text": "Room 4"}
    preview = browser.post(url, {**form, "act": "preview"}).content.decode()
    assert "Send to 1 person" in preview
    assert not CohortMessage.objects.exists()
    browser.post(url, {**form, "act": "test"})
    assert Email.objects.get().to == cast.people["grace"].email
    assert browser.post(url, {**form, "act": "send"}).status_code == 302
    assert [email.to for email in Email.objects.order_by("id")][1:] == ["amina@llse.example"]
    assert browser.post(url, {**form, "people": [], "act": "send"}).status_code == 422


def test_other_roles_and_other_providers_send_nothing(cast: Cast) -> None:
    url = f"/cohorts/{cast.cohort.slug}/messages/new/"
    assert cast.browser("fay").get(url).status_code == 403
    assert cast.browser("finn").get(url).status_code == 404


def test_people_are_selected_by_group_coach_and_state(cast: Cast) -> None:
    group = PeerGroup.objects.create(cohort=cast.cohort, name="Group 7", by=cast.people["grace"], at=cast.at)
    Membership.objects.create(group=group, enrolment=cast.amina)
    Pairing.objects.create(enrolment=cast.ben, coach=cast.people["hugo"], by=cast.people["grace"], at=cast.at)
    browser, url = cast.browser("grace"), f"/cohorts/{cast.cohort.slug}/messages/new/"
    everyone = browser.get(url)
    assert {"Amina Castellane", "Ben Oyelaran"} <= _offered(everyone)
    grouped = browser.get(url, {"peer_group": "Group 7"})
    assert _offered(grouped) == {"Amina Castellane"}
    assert grouped.context["form"].initial["people"] == [cast.amina.reference]
    assert "Selected: Group 7. 1 other person isn’t listed." in grouped.content.decode()
    assert _offered(browser.get(url, {"coach": cast.people["hugo"].name})) == {"Ben Oyelaran"}
    assert _offered(browser.get(url, {"coach": cast.people["hugo"].name, "peer_group": "Group 7"})) == set()
    Account.objects.filter(pk=cast.ben.person.account_id).update(last_login=cast.at)
    assert _offered(browser.get(url, {"state": "Has signed in"})) == {"Ben Oyelaran"}
    assert _offered(browser.get(url, {"state": "Never signed in"})) == {"Amina Castellane"}
    form = {"people": [cast.amina.reference], "subject": "Hi", "text": "Room 4", "act": "preview"}
    preview = browser.post(f"{url}?peer_group=Group+7", form).content.decode()
    assert "Goes to Amina Castellane." in preview


def _offered(response: Any) -> set[str]:
    return {label for _, label in response.context["form"].fields["people"].choices}
