"""How far each email is, by every query that says so; and what is tried again, given up and told."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from smtplib import SMTPRecipientsRefused
from unittest.mock import patch

import pytest
from django.core import mail

from tests.cast import Cast
from waymark.bridges.mail import actions, failures, jobs, queries
from waymark.bridges.mail.emails import GAVE_UP
from waymark.bridges.mail.models import Delivery, FailingAddress, SendAttempt, Setback
from waymark.bridges.mail.queries import State
from waymark.ground.emails import actions as emails
from waymark.ground.ledger.models import Entry
from waymark.ground.people import actions as people
from waymark.ground.people.actions import Message, queue_message
from waymark.ground.people.models import Email, Provider
from waymark.ground.people.roles import Role
from waymark.journey.improve.emails import YOURS

SEND = "waymark.bridges.mail.jobs.EmailMessage.send"
AMINA, BEN = "amina@llse.example", "ben@llse.example"
VALUES = {"name": "Fay", "by": "Grace", "action": "Do it", "due": "Friday", "cohort": "A", "issue": "I"}


@pytest.fixture(autouse=True)
def empty_outbox() -> None:
    mail.outbox.clear()


def write(cast: Cast, once: str, *, to: str = AMINA, provider: Provider | None = None) -> Email:
    people.queue_email(
        provider=provider or cast.llse, to=to, subject=once, text="Dear", once=once, at=cast.at
    )
    return Email.objects.get(once=once)


def setback(cast: Cast, email: Email, *, gave_up: bool = False, times: int = 2) -> Setback:
    return Setback.objects.create(
        email=email, times=times, again_at=cast.at, reason="No answer.", since=cast.at,
        gave_up_at=cast.at if gave_up else None,
    )  # fmt: skip


def kind_of_message(cast: Cast, once: str, *, to: str) -> Email:
    message = Message(YOURS, to, {**VALUES, "link": "https://npq.example/"}, once=once)
    queue_message(message, provider=cast.llse, at=cast.at)
    return Email.objects.get(once=once)


@pytest.fixture
def six(cast: Cast) -> dict[State, Email]:
    """One email in each state; the provider of the stranger has one as well."""
    emails.choose_summary(daily=True, by=cast.fay, at=cast.at)
    emails.change_setting(kind=GAVE_UP, is_on=False, waits=False, by=cast.grace, at=cast.at)
    values = {"name": "Grace", "address": "a@b.example", "reason": "No."}
    queue_message(Message(GAVE_UP, cast.grace.email, values, once="off"), provider=cast.llse, at=cast.at)
    kind_of_message(cast, "summary", to=cast.fay.email)
    write(cast, "sent")
    jobs.run(at=cast.at)
    setback(cast, write(cast, "trying"))
    setback(cast, write(cast, "gave_up"), gave_up=True)
    write(cast, "waiting")
    SendAttempt.objects.create(email=write(cast, "perhaps"), at=cast.at, over_at=cast.at, repeats=False)
    write(cast, "stranger", to=cast.finn.email, provider=cast.ucl)
    return {state: Email.objects.get(once=state.value) for state in State}


@pytest.mark.parametrize("state", State)
def test_an_email_is_found_in_its_state_alone(cast: Cast, six: dict[State, Email], state: State) -> None:
    assert list(queries.find_emails_for(for_=cast.grace, at=cast.at, state=state)) == [six[state]]
    (described,) = queries.describe([six[state]], at=cast.at)
    assert described.state == state


@pytest.mark.parametrize(
    ("seconds", "repeats", "state"),
    [
        (1, False, State.TRYING),
        (0, False, State.PERHAPS),
        (-1, False, State.PERHAPS),
        (-1, True, State.TRYING),
        (1, True, State.TRYING),
    ],
)
def test_an_email_has_perhaps_been_sent_once_its_attempt_is_over(
    cast: Cast, seconds: int, repeats: bool, state: State
) -> None:
    """Unless it is tried again by itself."""
    email = write(cast, "one")
    over_at = cast.at + timedelta(seconds=seconds)
    SendAttempt.objects.create(email=email, at=cast.at, over_at=over_at, repeats=repeats)
    states = [state for state in State if queries.find_emails_for(for_=cast.grace, at=cast.at, state=state)]
    assert states == [state]
    [row] = queries.describe(queries.find_emails_for(for_=cast.grace, at=cast.at), at=cast.at)
    assert row.state == state
    assert queries.count_perhaps_sent(for_=cast.grace, at=cast.at) == (state is State.PERHAPS)


def test_emails_are_found_by_the_day_in_london_on_which_they_were_written(cast: Cast) -> None:
    """In summer a day begins at 23:00 in UTC; both days of the filter count."""
    moments = [datetime(2026, 6, day, 23, second, tzinfo=UTC) for day, second in ((9, 0), (10, 0))]
    for moment in [moments[0] - timedelta(seconds=1), *moments, moments[1] - timedelta(seconds=1)]:
        people.queue_email(
            provider=cast.llse, to=AMINA, subject="A", text="B", once=moment.isoformat(), at=moment
        )

    def written(**days: date) -> list[str]:
        rows = queries.find_emails_for(for_=cast.grace, at=cast.at, **days)
        return sorted(f"{email.at:%d %H:%M:%S}" for email in rows)

    before, first, last, after = "09 22:59:59", "09 23:00:00", "10 22:59:59", "10 23:00:00"
    tenth = date(2026, 6, 10)
    assert written(since=tenth) == [first, last, after]
    assert written(until=tenth) == [before, first, last]
    assert written(since=tenth, until=tenth) == [first, last]


def test_a_hundred_waiting_emails_are_shown(cast: Cast) -> None:
    for number in range(101):
        setback(cast, write(cast, f"{number}"))
    assert [row.subject for row in queries.list_waiting()] == [str(number) for number in range(100)]


def test_what_left_is_described_in_the_words_it_had_then(cast: Cast) -> None:
    email = kind_of_message(cast, "one", to=cast.fay.email)
    jobs.run(at=cast.at)
    emails.change_words(
        kind=YOURS, subject="Other", text="Other {action} {due} {link}", by=cast.grace, at=cast.at
    )
    [row] = queries.describe(queries.find_emails_for(for_=cast.grace, at=cast.at), at=cast.at)
    assert (row.id, row.subject) == (email.pk, mail.outbox[0].subject)
    assert "Other" not in row.subject + row.text


def test_what_was_tried_says_so(cast: Cast, six: dict[State, Email]) -> None:
    rows = queries.describe([six[State.TRYING], six[State.WAITING], six[State.SENT]], at=cast.at)
    assert [(row.reason, row.times) for row in rows] == [("No answer.", 2), ("", 0), ("", 0)]
    setback(cast, six[State.SENT])
    (sent,) = queries.describe([Email.objects.get(once="sent")], at=cast.at)
    assert (sent.reason, sent.sent_at) == ("", cast.at)


def test_only_what_is_still_tried_is_waiting(cast: Cast, six: dict[State, Email]) -> None:
    setback(cast, six[State.SENT])
    setback(cast, Email.objects.get(once="stranger"), times=3)
    mine = queries.list_waiting(provider_id=cast.llse.pk)
    assert [(row.subject, row.times) for row in mine] == [("trying", 2)]
    assert [row.subject for row in queries.list_waiting()] == ["trying", "stranger"]


def test_emails_are_filtered_by_kind(cast: Cast, six: dict[State, Email]) -> None:
    assert list(queries.find_emails_for(for_=cast.grace, at=cast.at, kind=YOURS.code)) == [six[State.SUMMARY]]


def test_failing_addresses_are_the_own_providers(cast: Cast) -> None:
    for provider in (cast.llse, cast.ucl):
        FailingAddress.objects.create(provider=provider, email=AMINA, since=cast.at)
    assert [row.provider_id for row in queries.list_failing_for(for_=cast.grace)] == [cast.llse.pk]


def test_an_address_that_works_again_is_forgotten_alone(cast: Cast) -> None:
    for provider, email in ((cast.llse, AMINA), (cast.llse, BEN), (cast.ucl, AMINA)):
        FailingAddress.objects.create(provider=provider, email=email, since=cast.at)
    assert failures.list_failing([write(cast, "a"), write(cast, "b", to="X@y.example")]) == {AMINA}
    assert failures.list_failing([]) == set()
    write(cast, "c", to="fay@llse.example")
    jobs.run(at=cast.at)
    left = FailingAddress.objects.order_by("email", "provider_id").values_list("email", "provider_id")
    assert list(left) == [(AMINA, cast.ucl.pk), (BEN, cast.llse.pk)]


@pytest.mark.parametrize(
    ("codes", "is_permanent"),
    [((), False), ((499,), False), ((500,), True), ((599,), True), ((600,), False), ((550, 450), False)],
)
def test_a_refusal_is_for_good_if_every_code_says_so(codes: tuple[int, ...], is_permanent: bool) -> None:
    recipients = {f"{number}@a.example": (code, b"") for number, code in enumerate(codes)}
    assert failures.is_permanent(SMTPRecipientsRefused(recipients)) is is_permanent
    assert failures.is_permanent(OSError()) is False


def test_an_address_that_is_refused_again_stays_on_the_list(cast: Cast) -> None:
    FailingAddress.objects.create(provider=cast.llse, email=AMINA, since=cast.at)
    write(cast, "one")
    with patch(SEND, side_effect=SMTPRecipientsRefused({AMINA: (550, b"No such user")})):
        jobs.run(at=cast.at)
    assert FailingAddress.objects.get().email == AMINA


def test_an_address_is_looked_for_only_if_it_was_refused(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    """A round that sends fifty emails forgets nothing fifty times."""
    forgotten: list[Email] = []
    monkeypatch.setattr(failures, "forget", forgotten.append)
    FailingAddress.objects.create(provider=cast.llse, email=BEN, since=cast.at)
    bens = write(cast, "one", to=BEN)
    write(cast, "two")
    jobs.run(at=cast.at)
    assert forgotten == [bens]


def test_a_refused_address_is_tried_six_times(cast: Cast) -> None:
    email = write(cast, "one")
    with patch(SEND, side_effect=SMTPRecipientsRefused({AMINA: (550, b"No such user")})):
        for hours in range(5):
            jobs.run(at=cast.at + timedelta(hours=hours))
        assert Setback.objects.get(email=email).gave_up_at is None
        sixth = cast.at + timedelta(hours=5)
        jobs.run(at=sixth)
    assert Setback.objects.get(email=email).gave_up_at == sixth


def test_a_lead_may_let_news_of_failures_wait_for_the_summary(cast: Cast) -> None:
    assert emails.change_setting(kind=GAVE_UP, is_on=True, waits=True, by=cast.grace, at=cast.at).waits


def test_a_lead_whose_own_address_is_refused_is_not_emailed_about_it(cast: Cast) -> None:
    cast.person("ada", "Ada", "Second", Role.LEAD)
    email = write(cast, "one", to=cast.grace.email.upper())
    failures.record_gave_up(email, is_permanent=True, reason="Refused.", at=cast.at)
    assert list(Email.objects.filter(kind=GAVE_UP.code).values_list("to", flat=True)) == ["ada@llse.example"]
    assert FailingAddress.objects.get().email == cast.grace.email


def test_only_what_we_gave_up_is_sent_again(cast: Cast) -> None:
    given_up, trying, untried = (write(cast, once) for once in ("given up", "trying", "untried"))
    delivered = write(cast, "delivered")
    rows = [setback(cast, given_up, gave_up=True, times=6), setback(cast, trying)]
    rows.append(setback(cast, delivered, gave_up=True))
    Delivery.objects.create(email=delivered, at=cast.at)
    later = cast.at + timedelta(hours=1)
    answers = [
        actions.send_again(email=email, by=cast.grace, at=later)
        for email in (given_up, trying, untried, delivered)
    ]
    assert answers == [True, False, False, False]
    for row in rows:
        row.refresh_from_db()
    assert [(row.times, row.again_at, row.since) for row in rows] == [
        (0, later, later),
        (2, cast.at, cast.at),
        (2, cast.at, cast.at),
    ]
    assert [row.gave_up_at for row in rows] == [None, None, cast.at]
    assert Entry.objects.get(verb="mail.sent_again").by_id == cast.grace.pk


def test_an_email_is_sent_again_alone(cast: Cast) -> None:
    first, second = write(cast, "one"), write(cast, "two")
    rows = [setback(cast, email, gave_up=True) for email in (first, second)]
    assert actions.send_again(email=second, by=cast.grace, at=cast.at)
    for row in rows:
        row.refresh_from_db()
    assert [row.gave_up_at for row in rows] == [cast.at, None]


def test_a_server_that_does_not_answer_is_tried_three_times_a_round(cast: Cast) -> None:
    for number in range(5):
        write(cast, str(number), to=f"{number}@a.example")
    with patch(SEND, side_effect=TimeoutError):
        jobs.run(at=cast.at)
    assert Setback.objects.count() == 3


@pytest.mark.parametrize(("times", "seconds"), [(1, 0), (2, 10), (3, 20), (8, 600), (13, 600), (20, 600)])
def test_the_wait_doubles_up_to_ten_minutes(cast: Cast, times: int, seconds: int) -> None:
    email = write(cast, "one")
    if times > 1:
        setback(cast, email, times=times - 1)
    with patch(SEND, side_effect=TimeoutError):
        jobs.run(at=cast.at)
    assert Setback.objects.get().again_at == cast.at + timedelta(seconds=seconds)


@pytest.mark.parametrize(("hours", "gives_up"), [(71.9, False), (72, True)])
def test_no_answer_is_given_up_after_three_days(cast: Cast, hours: float, gives_up: bool) -> None:
    setback(cast, write(cast, "one"))
    with patch(SEND, side_effect=TimeoutError):
        jobs.run(at=cast.at + timedelta(hours=hours))
    assert (Setback.objects.get().gave_up_at is not None) is gives_up


def test_a_summary_holds_its_readers_emails_once(cast: Cast) -> None:
    for who in ("fay", "hugo"):
        emails.choose_summary(daily=True, by=cast.people[who], at=cast.at)
        for number in (1, 2):
            kind_of_message(cast, f"{who} {number}", to=cast.people[who].email)
    emails.change_setting(kind=GAVE_UP, is_on=False, waits=False, by=cast.grace, at=cast.at)
    jobs.run(at=cast.at)
    tomorrow = cast.at + timedelta(days=1)
    jobs.run(at=tomorrow)
    jobs.run(at=tomorrow + timedelta(days=1))
    assert sorted(message.to[0] for message in mail.outbox) == [cast.fay.email, cast.hugo.email]
    for message in mail.outbox:
        assert "1. An action for you" in message.body
        assert "2. An action for you" in message.body
        assert "3. " not in message.body
    rows = Email.objects.filter(kind=YOURS.code).values_list("to", "withheld__summary__to")
    assert all(to == summary_to for to, summary_to in rows)
