"""A message to people of a cohort: sent once for each form, with everyone who was left out on record."""

from __future__ import annotations

from datetime import date

from tests.cast import Cast
from waymark.ground.emails import actions, queries
from waymark.ground.emails.actions import announce, sent_in_words
from waymark.ground.emails.models import Announcement, CohortMessage
from waymark.ground.ledger.models import Entry
from waymark.ground.people.actions import Message
from waymark.ground.people.models import Email, Person
from waymark.kit.email_kinds import all_kinds

YOURS = all_kinds()["improve.action"]

VALUES = {"name": "Fay", "by": "Grace", "action": "Do it", "due": "Friday", "cohort": "A", "issue": "I"}


def send(cast: Cast, *, key: str = "k", subject: str = "Room 4", who: str = "grace") -> CohortMessage:
    cohort, enrolments = (
        (cast.ucl_cohort, [cast.uma]) if who == "finn" else (cast.cohort, [cast.amina, cast.ben])
    )
    return actions.send_to_people(
        cohort=cohort,
        enrolments=enrolments,
        subject=subject,
        text="Come to room 4.",
        is_marketing=False,
        key=key,
        by=cast.people[who],
        at=cast.at,
    )


def without_account(cast: Cast) -> None:
    Person.objects.filter(pk=cast.people["ben"].pk).update(account=None)
    cast.ben.refresh_from_db()


def test_one_form_sends_once_and_another_sends_again(cast: Cast) -> None:
    first = send(cast)
    assert (send(cast), send(cast, key="another").pk == first.pk) == (first, False)
    assert send(cast, who="finn") not in CohortMessage.objects.filter(cohort=cast.cohort)


def test_who_was_left_out_is_counted(cast: Cast) -> None:
    without_account(cast)
    message = send(cast)
    entry = Entry.objects.get(verb="emails.message_sent")
    assert entry.facts == {"emailed": 1, "left_out": 1}
    assert sent_in_words(message) == "We’re sending your message to 1 person."


def test_a_cohorts_messages_are_its_own_and_for_its_provider(cast: Cast) -> None:
    mine = send(cast)
    send(cast, who="finn")
    other = cast._cohort(cast.llse, "llse-npqel", "Another cohort", date(2026, 9, 1))
    assert queries.list_messages_for(for_=cast.grace, cohort=cast.cohort) == [mine]
    assert queries.list_messages_for(for_=cast.grace, cohort=other) == []
    assert queries.list_messages_for(for_=cast.finn, cohort=cast.cohort) == []


def test_a_test_of_a_message_cuts_a_long_subject(cast: Cast) -> None:
    preview = actions.preview_message(
        cohort=cast.cohort, enrolment=cast.amina, subject="x" * 200, text="Hello {given_name}"
    )
    for _ in range(2):
        actions.send_message_test(preview, cohort=cast.cohort, key="k" * 200, by=cast.grace, at=cast.at)
    email = Email.objects.get()
    assert (email.to, email.subject) == (cast.grace.email, "Test: " + "x" * 194)
    assert "Hello Amina" in email.text


def test_an_announcement_is_made_once(cast: Cast) -> None:
    def announced() -> int:
        message = Message(YOURS, cast.fay.email, VALUES, once="announced")
        return announce(provider=cast.llse, key="residential", messages=lambda: [message], at=cast.at)

    assert (announced(), announced()) == (1, 0)
    assert Announcement.objects.get().key == "residential"
    assert queries.list_announced(keys=["residential", "another"]) == {"residential"}
    assert queries.list_announced(keys=[]) == set()
