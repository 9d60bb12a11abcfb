"""How each email of a batch leaves: each in its own provider's words and settings, for its own reader."""

from __future__ import annotations

from tests.cast import Cast
from waymark.ground.emails import actions
from waymark.ground.emails.models import EmailSetting, SummaryPreference
from waymark.ground.emails.sending import PlannedEmail, Way, plan_sending
from waymark.ground.people.actions import Message, queue_email, queue_message
from waymark.ground.people.models import Email, Provider
from waymark.kit.email_kinds import all_kinds

YOURS = all_kinds()["improve.action"]

OTHER = next(kind for kind in all_kinds().values() if kind.may_wait and kind != YOURS)
VALUES = {"name": "Fay", "by": "Grace", "action": "Do it", "due": "Friday", "cohort": "A", "issue": "I"}
TEXT = "{action} by {due}: {link}"
LINK = "https://npq.example/improve/"


def queue(cast: Cast, to: str, *, provider: Provider | None = None, **values: str) -> None:
    message = Message(YOURS, to, {**VALUES, "link": LINK, **values}, once=f"{to} {sorted(values)}")
    queue_message(message, provider=provider or cast.llse, at=cast.at)


def plan() -> list[PlannedEmail]:
    return plan_sending(list(Email.objects.select_related("provider").order_by("id")))


def ways() -> list[Way]:
    return [planned.way for planned in plan()]


def test_one_without_a_kind_leaves_as_it_was_written(cast: Cast) -> None:
    queue_email(
        provider=cast.llse, to=cast.fay.email, subject="As is", text="{as} it is", once="a", at=cast.at
    )
    queue(cast, cast.fay.email)
    written, other = plan()
    assert (written.words.subject, written.words.text, written.way) == ("As is", "{as} it is", Way.SEND)
    assert "{" not in other.words.text


def test_each_provider_has_its_own_words(cast: Cast) -> None:
    actions.change_words(kind=YOURS, subject="From LLSE", text=TEXT, by=cast.grace, at=cast.at)
    actions.change_words(kind=OTHER, subject="Another kind", text=OTHER.text, by=cast.grace, at=cast.at)
    queue(cast, cast.fay.email)
    queue(cast, cast.finn.email, provider=cast.ucl)
    assert [planned.words.subject == "From LLSE" for planned in plan()] == [True, False]


def test_each_provider_has_its_own_settings(cast: Cast) -> None:
    EmailSetting.objects.create(provider=cast.ucl, kind=YOURS.code, waits=True)
    queue(cast, cast.fay.email)
    queue(cast, cast.finn.email, provider=cast.ucl)
    assert ways() == [Way.SEND, Way.SUMMARY]


def test_each_reader_has_their_own_preference(cast: Cast) -> None:
    SummaryPreference.objects.create(person=cast.hugo, daily=True, at=cast.at)
    queue(cast, cast.fay.email)
    queue(cast, cast.hugo.email)
    assert ways() == [Way.SEND, Way.SUMMARY]
    assert [planned.person for planned in plan()] == [None, cast.hugo]


def test_a_preference_wins_over_the_setting(cast: Cast) -> None:
    EmailSetting.objects.create(provider=cast.llse, kind=YOURS.code, waits=True)
    SummaryPreference.objects.create(person=cast.fay, daily=False, at=cast.at)
    queue(cast, cast.fay.email)
    assert ways() == [Way.SEND]


def test_someone_unknown_gets_it_at_once(cast: Cast) -> None:
    EmailSetting.objects.create(provider=cast.llse, kind=YOURS.code, waits=True)
    queue(cast, "someone@school.example")
    assert ways() == [Way.SEND]


def test_what_carries_a_live_link_or_a_file_does_not_wait(cast: Cast) -> None:
    SummaryPreference.objects.create(person=cast.fay, daily=True, at=cast.at)
    queue(cast, cast.fay.email)
    email = Email.objects.select_related("provider").get()
    assert plan_sending([email])[0].way == Way.SUMMARY
    email.link_purpose = "people.invitation"
    assert plan_sending([email])[0].way == Way.SEND
    email.link_purpose, email.attachment = "", "people.file"
    assert plan_sending([email])[0].way == Way.SEND


def test_the_programme_is_that_of_the_cohort_named_or_of_the_reader(cast: Cast) -> None:
    title = cast.cohort.programme.title
    actions.change_words(kind=YOURS, subject="{programme}", text=TEXT, by=cast.grace, at=cast.at)
    queue(cast, cast.people["amina"].email)
    queue(cast, cast.people["ben"].email, programme="Its own")
    queue_message(
        Message(YOURS, cast.fay.email, {**VALUES, "link": LINK}, once="c", cohort_id=cast.cohort.pk),
        provider=cast.llse,
        at=cast.at,
    )
    queue(cast, "someone@school.example")
    subjects = [planned.words.subject for planned in plan()]
    assert subjects[:3] == [title, "Its own", title]
    assert title not in subjects[3]
