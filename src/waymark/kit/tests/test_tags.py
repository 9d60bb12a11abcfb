"""What the tags draw: shapes, lines and bars, escaped and without a style."""

from datetime import UTC, datetime
from fractions import Fraction
from typing import Any

import pytest
from django.template import engines
from django.template.loader import render_to_string
from django.urls import NoReverseMatch, reverse
from django.utils.safestring import SafeString

from waymark.kit.addresses import row_address
from waymark.kit.refusals import Reason
from waymark.kit.templatetags.waymark import status


def said(source: str, **context: Any) -> str:
    template = engines["django"].from_string("{% load waymark %}" + source)
    return template.render(context)


@pytest.mark.parametrize(
    ("source", "context", "expected"),
    [
        ("{{ m|hours }}", {"m": 2475}, "41 h 15 m"),
        ("{{ m|hours }}", {"m": None}, ""),
        ("{{ s|share }}", {"s": Fraction(8997, 10000)}, "89.9%"),
        ("{{ m|share:whole }}", {"m": 3996, "whole": 4440}, "90%"),
        ("{{ n|counted:'item,items' }}", {"n": 1}, "1 item"),
        ("{{ n|in_words|capfirst }}", {"n": 7}, "Seven"),
        ("{{ at|long_moment }}", {"at": datetime(2026, 10, 23, 22, 59, tzinfo=UTC)}, "Friday 23 October 2026, 23:59"),
        ("{{ at|long_date }}", {"at": datetime(2026, 10, 23, 23, 30, tzinfo=UTC)}, "Saturday 24 October 2026"),
        ("{{ at|long_moment }}", {"at": None}, ""),
    ],
)  # fmt: skip
def test_filters(source: str, context: dict[str, Any], expected: str) -> None:
    assert said(source, **context) == expected


@pytest.mark.parametrize(
    ("code", "words", "shape"),
    [
        ("done", "Done", "full"),
        ("in_progress", "In progress", "half"),
        ("cannot-start", "Can’t start yet", "dash"),
        ("booked", "Booked", "open"),
    ],
)
def test_a_status_has_a_shape_and_a_word(code: str, words: str, shape: str) -> None:
    tag = said("{% status code %}", code=code)
    assert f"wm-status--{shape}" in tag
    assert words in tag


def test_words_of_a_status_are_escaped() -> None:
    assert "<b>" not in said("{% status 'waiting' text %}", text="<b>Gwen</b>")


def test_the_hours_line_stands_at_its_shares() -> None:
    line = said("{% hours_line 2250 1800 4050 4500 %}")
    assert 'class="is-done" x1="0" x2="50.00%"' in line
    assert 'class="is-possible" x1="50.00%" x2="90.00%"' in line
    assert 'class="is-needed" x1="90.00%" x2="90.00%"' in line


def test_the_hours_line_may_begin_later_and_never_leaves_its_place() -> None:
    assert 'x2="50.00%"' in said("{% hours_line 80 0 90 100 60 %}")
    assert 'class="is-done" x1="0" x2="0.00%"' in said("{% hours_line 10 0 90 100 60 %}")
    assert 'x2="100.00%"' in said("{% hours_line 120 0 90 100 %}")
    assert "0.00%" in said("{% hours_line 0 0 0 0 %}")


def test_a_split_bar_is_read_aloud_and_leaves_out_what_nobody_answered() -> None:
    bar = said("{% split_bar 12 0 6 %}")
    assert 'aria-label="12 low, 0 middle, 6 high"' in bar
    assert "is-mid" not in bar


@pytest.mark.parametrize("page", ["400.html", "403.html", "403_csrf.html", "404.html", "500.html"])
def test_an_error_page_needs_no_context(page: str) -> None:
    html = render_to_string(page)
    assert "<h1>" in html
    assert " style=" not in html


def test_a_refusal_says_every_reason() -> None:
    html = render_to_string(
        "kit/refusal.html", {"reasons": ["Too long.", Reason("late", "Too late.")], "back_url": "/desk/"}
    )
    assert "You can’t do that - Waymark" in html
    assert html.count("<li>Too") == 2
    fragment = render_to_string("kit/refusal.html#refusal", {"reasons": ["Too long."]})
    assert "<html" not in fragment


def test_the_entries_of_a_list_keep_hostile_text_as_text() -> None:
    row = {"what": "<b>Study</b>", "url": '/x"><script>', "minutes": 90, "why": "<i>", "status": "done"}
    drawn = render_to_string("kit/parts/items.html", {"items": [row]})
    assert "&lt;b&gt;Study&lt;/b&gt;" in drawn
    assert "<script>" not in drawn
    assert "<i>" not in drawn
    assert "1 h 30 m" in drawn


@pytest.mark.parametrize(
    ("tag", "shows"),
    [
        ('{% url "web:home" %}', "/"),
        ('{% url "web:cohort_progress" slug %}', "/cohorts/autumn/progress/"),
        ('{% url "web:cohort_progress" slug=slug %}', "/cohorts/autumn/progress/"),
        ('{% url "web:cohort_progress" slug as link %}[{{ link }}]', "[/cohorts/autumn/progress/]"),
        ('{% url "web:nowhere" as link %}[{{ link }}]', "[]"),
        ('{% url "sit:window" slug 7 %}', "/sit/cohorts/autumn/windows/7/"),
    ],
)
def test_addresses_in_templates_are_those_of_django(tag: str, shows: str) -> None:
    for _ in range(2):
        assert engines["django"].from_string(tag).render({"slug": "autumn"}) == shows


def test_unknown_address_in_a_template_is_an_error() -> None:
    with pytest.raises(NoReverseMatch):
        engines["django"].from_string('{% url "web:nowhere" %}').render({})


def test_row_addresses_are_those_of_django() -> None:
    for values in (["autumn", "seminar-1"], ["winter", "workshop-2"]):
        assert row_address("learn:register", *values) == reverse("learn:register", args=values)


def test_kept_status_does_not_let_markup_in() -> None:
    """A text that is safe and one that is not are equal, and both may come."""
    assert "<b>" in status("done", SafeString("<b>Marked</b>"))
    assert "<b>" not in status("done", "<b>Marked</b>")
