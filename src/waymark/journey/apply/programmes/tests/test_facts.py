"""Facts, dates and hours of a programme, as its public page says them, on a programme with one thing changed."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest

from tests.cast import Cast
from waymark.ground.cohorts.models import CalendarItem
from waymark.ground.programmes.values import Actor, Gate, Item, Mode, Printed, Programme, Way
from waymark.journey.apply.programmes import facts
from waymark.journey.apply.programmes.dates import session_dates
from waymark.journey.apply.programmes.months import months_of
from waymark.journey.apply.programmes.picture import Lane, Stretch, _apart, _wrapped
from waymark.journey.apply.programmes.route import hours_parts, route
from waymark.journey.apply.programmes.rules import with_vat


@pytest.fixture
def programme(cast: Cast) -> Programme:
    return cast.programme()


def changed(value: Any, **changes: Any) -> Any:
    return value.model_copy(update=changes)


def item_of(programme: Programme, title: str, **changes: Any) -> Item:
    values = {
        "id": title.lower(), "title": title, "module": None, "component": None, "way": Way.ATTENDED,
        "mode": Mode.IN_PERSON, "actor": Actor.PARTICIPANT, "minutes": 60, "counts": True, "alternatives": (),
        "span": None,
    }  # fmt: skip
    item: Item = changed(programme.items[0], **values | changes)
    return item


def with_items(programme: Programme, *items: Item, **changes: Any) -> Programme:
    other: Programme = changed(programme, items=items, **changes)
    return other


# --- facts ---


def test_the_assessment_says_whether_books_are_allowed(programme: Programme) -> None:
    for is_open, note, allowed in ((True, ", open book", "Allowed"), (False, "", "Not allowed")):
        other = changed(programme, assessment=changed(programme.assessment, open_book=is_open, days=8))
        text = list(facts.key_facts(other, None))[-1].text
        assert text.endswith(f"within 8 days{note}.")
        books = next(fact for fact in facts.window(other) if fact.label == "Books and notes")
        assert books.value == allowed


@pytest.mark.parametrize(
    ("printed", "is_demonstration", "starts_on", "value", "text"),
    [
        ("Autumn 2026", True, None, "September 2026", "From the published document."),
        ("Autumn 2026", False, None, "September 2026", ""),
        ("TBC", False, None, "To be announced", ""),
        ("Autumn 2026", True, date(2026, 9, 7), "Monday 7 September 2026", "The published document says: Autumn 2026."),
        ("Autumn 2026", False, date(2026, 9, 7), "Monday 7 September 2026", ""),
        ("TBC", True, date(2026, 9, 7), "Monday 7 September 2026", ""),
    ],
)  # fmt: skip
def test_the_start_is_the_cohorts_or_what_is_announced(
    programme: Programme, printed: str, is_demonstration: bool, starts_on: date | None, value: str, text: str
) -> None:
    start = Printed(as_printed=printed, taken_as="September 2026", reason="x")
    other = changed(programme, start=start, demonstration=is_demonstration)
    fact = next(iter(facts.key_facts(other, starts_on)))
    assert (fact.label, fact.value, fact.text) == ("Starts", value, text)


@pytest.mark.parametrize("is_demonstration", [True, False])
def test_a_programme_without_a_fee_says_whom_to_ask(programme: Programme, is_demonstration: bool) -> None:
    [fact] = facts.price(changed(programme, fee=None, demonstration=is_demonstration))
    text = "The published document doesn’t give a fee." if is_demonstration else ""
    assert (fact.value, fact.text) == ("Ask us", text)


def test_who_pays_scholarships_and_other_schools_are_said_where_the_pack_says_them(
    cast: Cast,
) -> None:
    programme = cast.programme(cast.ucl_cohort)
    assert programme.fee
    bare = changed(programme.fee, who_pays=(), scholarship=None, international=None)
    assert [fact.label for fact in facts.price(changed(programme, fee=bare))] == ["Price"]
    full = changed(bare, who_pays=("You.", "Or your trust."), scholarship="Some.", international="Ask.")
    assert [(fact.label, fact.text) for fact in list(facts.price(changed(programme, fee=full)))[1:]] == [
        ("Who pays", "You. Or your trust."),
        ("Scholarships", "Some."),
        ("Independent and international schools", "Ask."),
    ]


def test_a_fee_includes_vat_or_is_shown_with_it(cast: Cast) -> None:
    programme = cast.programme(cast.ucl_cohort)
    for vat_extra, value, text in (
        (True, "£1,000.05 + VAT", "£1,200.06 with VAT at 20%."),
        (False, "£1,000.05", "Includes VAT."),
    ):
        fee = changed(programme.fee, pence=100_005, vat_extra=vat_extra)
        fact = next(iter(facts.price(changed(programme, fee=fee))))
        assert (fact.value, fact.text) == (value, text)
    assert [with_vat(pence) for pence in (0, 1, 2, 3)] == [0, 1, 2, 4]
    assert [with_vat(pence) for pence in (7, 8)] == [8, 10]


@pytest.mark.parametrize(("comparator", "words"), [("greater_than", "more than"), ("at_least", "at least")])
def test_the_share_to_take_part_in_is_said_with_its_gate(
    programme: Programme, comparator: str, words: str
) -> None:
    kinds = {kind.name.lower(): kind for kind in type(programme.engagement.comparator)}
    strict = next(kind for name, kind in kinds.items() if name == "greater_than")
    kind = (
        strict
        if comparator == "greater_than"
        else next(kind for kind in kinds.values() if kind is not strict)
    )
    rule = changed(programme.engagement, comparator=kind, asked_at=Gate.SITTING, expected=None)
    first = next(iter(facts.award_conditions(changed(programme, engagement=rule))))
    assert first.startswith(f"Take part in {words} ")
    assert first.endswith("We check this before you start the assessment.")
    later = changed(
        rule, asked_at=next(gate for gate in Gate if gate is not Gate.SITTING), expected="all of it"
    )
    first = next(iter(facts.award_conditions(changed(programme, engagement=later))))
    assert first.endswith("We check this when your award is decided. We expect all of it.")


def test_a_value_that_the_pack_leaves_out_is_said_to_be_waymarks(programme: Programme) -> None:
    assessment = programme.assessment
    stated = [fact.label for fact in facts.window(programme) if not fact.is_stated]
    assert set(stated) <= {"Attempts", "Detailed feedback", "Opens", "Closes", "Pass mark"}
    fields = assessment.model_fields_set - {"closes_time"}
    other = changed(
        programme, assessment=type(assessment).model_construct(_fields_set=fields, **dict(assessment))
    )
    closes = next(fact for fact in facts.window(other) if fact.label == "Closes")
    assert not closes.is_stated


# --- dates ---


def row_of(
    item: Item, on: date, until: date, *, starts_at: datetime | None = None, venue: str = ""
) -> CalendarItem:
    return CalendarItem(item_id=item.id, on=on, until=until, starts_at=starts_at, venue=venue)


def test_sessions_have_the_dates_of_the_calendar(programme: Programme) -> None:
    first, second, online = (
        item_of(programme, "First"), item_of(programme, "Second"), item_of(programme, "Third", mode=Mode.ONLINE_LIVE)
    )  # fmt: skip
    study = item_of(programme, "Study", way=Way.STUDIED)
    mentor = item_of(programme, "Mentor", actor=Actor.MENTOR)
    day, end = date(2027, 1, 18), date(2027, 1, 20)
    calendar = [
        row_of(first, day, day, starts_at=datetime(2027, 1, 18, 9, 30, tzinfo=UTC), venue="The Exchange"),
        row_of(second, day, end),
        row_of(online, day, day),
        row_of(study, day, day),
        row_of(mentor, day, day),
    ]
    sessions = session_dates(with_items(programme, first, second, online, study, mentor), calendar)
    assert [(session.title, session.where) for session in sessions] == [
        ("First", "The Exchange"), ("Second", "Venue to be announced"), ("Third", "Live online")
    ]  # fmt: skip
    assert sessions[0].when.startswith("Monday 18 January 2027, ")
    assert "09:30" in sessions[0].when
    assert sessions[2].when == "Monday 18 January 2027"
    assert sessions[1].when != sessions[2].when
    assert "20 January 2027" in sessions[1].when


def test_without_a_calendar_sessions_are_dated_as_the_programme_prints_them(
    cast: Cast, programme: Programme
) -> None:
    span = next(item.span for item in cast.programme(cast.ucl_cohort).items if item.span)
    places = item_of(programme, "Places", alternatives=("Leeds", "Hull"))
    bare = item_of(programme, "Bare")
    spanned = item_of(programme, "Spanned", span=span)
    expected = [
        ("Places", "To be announced", "Leeds or Hull"),
        ("Spanned", span.as_printed, "Venue to be announced"),
    ]
    sessions = session_dates(with_items(programme, places, bare, spanned), [])
    assert [(session.title, session.when, session.where) for session in sessions] == expected


# --- hours and route ---


def test_hours_are_those_that_count_by_part_and_others_stand_apart(programme: Programme) -> None:
    part = changed(programme.components[0], id="part", title="Part", modes_printed=(), printed=None)
    items = (
        item_of(programme, "One", component="part", minutes=60),
        item_of(programme, "Two", component="part", minutes=30, counts=False),
        item_of(programme, "Three", component=None, minutes=15),
        item_of(programme, "Four", component=None, minutes=5, counts=False),
    )
    for is_demonstration, title in ((True, "Not in the document’s table"), (False, "Other items")):
        other = with_items(programme, *items, components=(part,), demonstration=is_demonstration)
        parts = list(hours_parts(other))
        assert [(row.title, row.minutes) for row in parts] == [("Part", 60), (title, 15)]
        assert (parts[0].contradiction, parts[1].description) == ("", "Three.")
    assert len(list(hours_parts(with_items(programme, *items[:2], components=(part,))))) == 1


def test_a_part_that_the_document_describes_in_two_ways_says_so(programme: Programme) -> None:
    modes = (Mode.IN_PERSON, Mode.ONLINE_LIVE)
    for printed, count, words in (
        (None, 1, ""),
        (None, 2, "The document describes it in two ways: face to face and live online."),
    ):
        part = changed(programme.components[0], id="part", printed=printed, modes_printed=modes[:count])
        [row] = hours_parts(
            with_items(programme, item_of(programme, "One", component="part"), components=(part,))
        )
        assert row.contradiction == words
    printed = Printed(as_printed="9 hours", taken_as="8 hours", reason="A slip.")
    part = changed(programme.components[0], id="part", printed=printed, modes_printed=())
    [row] = hours_parts(
        with_items(programme, item_of(programme, "One", component="part"), components=(part,))
    )
    assert row.contradiction == "The published document says “9 hours”. We read this as: 8 hours. A slip."


def test_the_route_names_what_stands_outside_the_modules_and_whose_time_it_is(programme: Programme) -> None:
    module = changed(programme.modules[0], id="m", title="First module")
    items = (
        item_of(programme, "Inside", module="m", alternatives=("Leeds", "Hull")),
        item_of(programme, "Outside", minutes=30),
        item_of(programme, "Mentor", actor=Actor.MENTOR, minutes=45),
    )
    sections = list(route(with_items(programme, *items, modules=(module,)), is_shared=True))
    assert [(section.title, section.minutes) for section in sections] == [
        ("First module", 60), ("Alongside the modules", 30)
    ]  # fmt: skip
    rows = [row for section in sections for row in section.items]
    assert [row.how for row in rows] == ["Face to face, Leeds or Hull", "Face to face", "Face to face"]
    assert [row.whose for row in rows] == ["", "", f"This is your {Actor.MENTOR.value}’s time, not yours"]
    [section] = route(with_items(programme, *items[1:], modules=()), is_shared=True)
    assert section.title == "The programme"
    [section] = route(with_items(programme, items[0], modules=(module,)), is_shared=True)
    assert section.title == "First module"


def test_months_end_with_the_last_one_in_which_there_is_something_to_do(programme: Programme) -> None:
    def item(first: int, last: int | None, minutes: int) -> Item:
        plan = changed(programme.items[0].plan, day=first, until_day=last)
        return item_of(programme, "Study", plan=plan, minutes=minutes)

    other = with_items(programme, item(0, 30, 310), item(31, None, 60))
    months = months_of(other, starts_on=date(2027, 1, 1))
    assert [(month.number, month.minutes) for month in months] == [(1, 310), (2, 60)]
    over = with_items(programme, item(30, 31, 100), item(70, None, 20))
    assert [month.minutes for month in months_of(over, starts_on=date(2027, 1, 1))] == [50, 50, 20]


# --- picture ---


def test_a_stretch_of_three_days_is_a_session_wherever_it_begins() -> None:
    assert [Stretch("x", first, first + 2).is_session for first in (0, 50)] == [True, True]
    assert [Stretch("x", first, first + 3).is_session for first in (0, 50)] == [False, False]


def test_each_stretch_takes_the_first_row_that_is_free() -> None:
    stretches = [
        Stretch("a", 0, 10),
        Stretch("b", 1, 3),
        Stretch("c", 2, 9),
        Stretch("d", 4, 5),
        Stretch("e", 6, 7),
    ]
    rows = {stretch.title: stretch.row for stretch in _apart(stretches)}
    assert rows == {"a": 0, "b": 1, "c": 2, "d": 1, "e": 1}
    assert Lane("x", _apart(stretches)).rows == 3


def test_a_title_is_wrapped_from_four_characters_and_cut_where_one_word_is_too_long() -> None:
    assert _wrapped("Lead", 4) == ("Lead",)
    assert _wrapped("Leadership on", 8) == ("Leaders…", "on…")
