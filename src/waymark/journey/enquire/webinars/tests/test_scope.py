"""A webinar is one programme's and one provider's; its places are told what concerns them, and acts are on record."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from tests.cast import Cast
from tests.emails import SITE
from waymark.ground.ledger.models import Entry
from waymark.ground.people import links
from waymark.ground.people.models import Email
from waymark.journey.enquire.webinars import actions, queries, rules
from waymark.journey.enquire.webinars.models import Webinar, WebinarPlace
from waymark.journey.enquire.webinars.tests.test_webinars import OLA, STARTS, enter
from waymark.kit.forms import ChangedSince

pytestmark = pytest.mark.django_db


def take(cast: Cast, webinar: Webinar, email: str = OLA, *, at: datetime | None = None) -> WebinarPlace:
    return actions.take_place(
        webinar=webinar, email=email, site="https://npq.example", client_address="", at=at or cast.at
    )


@pytest.fixture
def three(cast: Cast) -> list[Webinar]:
    """Two of LLSE, the second two days later, and one of the stranger's provider."""
    return [
        enter(cast),
        enter(cast, title="Once more", starts_at=STARTS + timedelta(days=2)),
        enter(cast, programme_slug="ucl-npqel-2025", by=cast.finn),
    ]


def test_a_page_lists_what_is_to_come_of_its_programme(cast: Cast, three: list[Webinar]) -> None:
    def listed(at: datetime) -> list[Webinar]:
        return queries.list_coming(programme_slug="llse-npqel", at=at)

    assert listed(cast.at) == three[:2]
    assert listed(STARTS) == [three[1]]
    actions.cancel_webinar(webinar=three[0], by=cast.grace, at=cast.at)
    assert listed(cast.at) == [three[1]]


def test_a_lead_sees_their_own_providers(cast: Cast, three: list[Webinar]) -> None:
    assert queries.list_webinars_for(for_=cast.grace) == [three[1], three[0]]
    assert queries.get_webinar_for(for_=cast.grace, webinar_id=three[0].pk) == three[0]
    assert queries.get_webinar_for(for_=cast.grace, webinar_id=three[2].pk) is None


def test_places_that_were_given_up_are_none(cast: Cast, three: list[Webinar]) -> None:
    first, second = take(cast, three[0]), take(cast, three[0], "ben@school.example")
    actions.give_up_place(place=first, at=cast.at)
    actions.give_up_place(place=first, at=cast.at + timedelta(hours=1))
    first.refresh_from_db()
    assert first.cancelled_at == cast.at
    assert queries.list_places(webinar=three[0]) == [second]
    assert [queries.find_place(place.pk) for place in (first, second)] == [first, second]
    tokens = [links.address_of(place, site=SITE).rstrip("/").rpartition("/")[2] for place in (first, second)]
    assert [queries.find_place_of(token=token) for token in tokens] == [first, second]


def test_each_act_is_about_one_webinar_and_on_record(cast: Cast, three: list[Webinar]) -> None:
    actions.cancel_webinar(webinar=three[1], by=cast.grace, at=cast.at)
    after = STARTS + timedelta(hours=2)
    actions.add_recording(webinar=three[0], recording="https://r.example/1", by=cast.grace, at=after)
    rows = Webinar.objects.order_by("id").values_list("cancelled_at", "recording")
    assert list(rows) == [(None, "https://r.example/1"), (cast.at, ""), (None, "")]
    verbs = Entry.objects.filter(verb__startswith="enquire.webinar_").order_by("id")
    assert [entry.verb.removeprefix("enquire.webinar_") for entry in verbs] == [
        "saved", "saved", "saved", "cancelled", "recorded",
    ]  # fmt: skip


def test_a_recording_belongs_to_a_webinar_that_was_held(cast: Cast, three: list[Webinar]) -> None:
    recording = {"recording": "https://r.example/1", "by": cast.grace}
    with pytest.raises(actions.CannotChangeWebinar):
        actions.add_recording(webinar=three[0], at=STARTS - timedelta(minutes=1), **recording)  # type: ignore[arg-type]
    actions.add_recording(webinar=three[0], at=STARTS, **recording)  # type: ignore[arg-type]
    actions.cancel_webinar(webinar=three[1], by=cast.grace, at=cast.at)
    with pytest.raises(actions.CannotChangeWebinar):
        actions.add_recording(webinar=three[1], at=STARTS + timedelta(days=3), **recording)  # type: ignore[arg-type]


def test_nothing_is_changed_over_a_colleagues_head(cast: Cast, three: list[Webinar]) -> None:
    made_from = actions.version(three[0])
    moved = STARTS + timedelta(hours=1)
    enter(cast, webinar=three[0], made_from=made_from, starts_at=moved)
    with pytest.raises(ChangedSince) as refused:
        enter(cast, webinar=three[0], made_from=made_from, starts_at=STARTS)
    assert cast.grace.name in str(refused.value.args) + str(vars(refused.value))
    with pytest.raises(ChangedSince):
        actions.add_recording(
            webinar=three[0], recording="https://r.example/1", by=cast.grace, at=moved, made_from=made_from
        )


@pytest.mark.parametrize(("minutes", "is_refused"), [(0, True), (1, False)])
def test_a_webinar_starts_later_than_now(cast: Cast, minutes: int, is_refused: bool) -> None:
    starts_at = cast.at + timedelta(minutes=minutes)
    if is_refused:
        with pytest.raises(actions.CannotChangeWebinar):
            enter(cast, starts_at=starts_at)
    else:
        assert enter(cast, starts_at=starts_at).starts_at == starts_at


def test_word_of_a_change_carries_the_place_and_of_the_end_does_not(cast: Cast, three: list[Webinar]) -> None:
    take(cast, three[0])
    take(cast, three[1])
    enter(cast, webinar=three[0], starts_at=STARTS + timedelta(hours=1))
    actions.cancel_webinar(webinar=three[1], by=cast.grace, at=cast.at)
    three[0].refresh_from_db()
    after = STARTS + timedelta(hours=2)
    actions.add_recording(webinar=three[0], recording="https://r.example/1", by=cast.grace, at=after)
    rows = Email.objects.order_by("id").values_list("kind", "link_purpose")
    assert [(kind.removeprefix("enquire.webinar_"), purpose) for kind, purpose in rows] == [
        ("confirmed", "webinar_place"),
        ("confirmed", "webinar_place"),
        ("moved", "webinar_place"),
        ("cancelled", ""),
        ("recorded", ""),
    ]


def test_an_email_says_what_its_kind_says_and_no_more(cast: Cast, three: list[Webinar]) -> None:
    place = take(cast, three[0])
    email = Email.objects.get()
    assert "recording" not in email.values
    assert email.values["programme"] == cast.programme().short_title
    assert place.email == OLA


@pytest.mark.parametrize(
    ("before", "signed_up_before", "is_reminded"),
    [
        (timedelta(hours=25), timedelta(days=5), False),
        (timedelta(hours=24), timedelta(days=5), True),
        (timedelta(minutes=1), timedelta(days=5), True),
        (timedelta(0), timedelta(days=5), False),
        (timedelta(hours=2), timedelta(hours=24), False),
        (timedelta(hours=2), timedelta(hours=24, minutes=1), True),
    ],
)
def test_places_are_reminded_in_the_last_day(
    cast: Cast, three: list[Webinar], before: timedelta, signed_up_before: timedelta, is_reminded: bool
) -> None:
    place = take(cast, three[0], at=max(cast.at, STARTS - signed_up_before))
    given_up = take(cast, three[0], "ben@school.example")
    actions.give_up_place(place=given_up, at=cast.at)
    other = take(cast, three[1])
    at = STARTS - before
    assert actions.send_reminders(at=at) == int(is_reminded)
    for row in (place, given_up, other):
        row.refresh_from_db()
    reminded = STARTS if is_reminded else None
    assert [row.reminded_for for row in (place, given_up, other)] == [reminded, None, None]
    assert actions.send_reminders(at=at) == 0


def test_places_of_a_cancelled_webinar_are_not_listed_to_remind(cast: Cast, three: list[Webinar]) -> None:
    place = take(cast, three[0])
    at = STARTS - timedelta(hours=3)
    assert queries.list_places_to_remind(at=at) == [place]
    WebinarPlace.objects.filter(pk=place.pk).update(reminded_for=STARTS)
    assert queries.list_places_to_remind(at=at) == []
    WebinarPlace.objects.filter(pk=place.pk).update(reminded_for=cast.at)
    assert queries.list_places_to_remind(at=at) == [place]
    actions.cancel_webinar(webinar=three[0], by=cast.grace, at=cast.at)
    assert queries.list_places_to_remind(at=at) == []


def test_no_one_signs_up_once_it_has_started(cast: Cast) -> None:
    decision = rules.may_sign_up(starts_at=STARTS, is_cancelled=False, taken=0, capacity=None, at=STARTS)
    assert decision.reasons == (rules.WebinarReason.STARTED,)
