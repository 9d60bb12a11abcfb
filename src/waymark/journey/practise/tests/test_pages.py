"""Who may enter, what they see, and what bad input gets."""

from urllib.parse import quote

import pytest

from waymark.journey.practise.models import WorkbookEntry
from waymark.journey.practise.tests.makers import form_data, make_entry

WORKBOOK = "/practise/workbook/"
NEW = "/practise/workbook/new/"


@pytest.mark.parametrize(
    ("who", "sees"),
    [
        ("amina", 200),
        ("uma", 200),
        ("fay", 403),
        ("hugo", 403),
        ("grace", 403),
        ("jonas", 403),
        ("finn", 403),
    ],
)
def test_a_workbook_is_for_participants(cast, who, sees):
    for url in (WORKBOOK, NEW):
        assert cast.browser(who).get(url).status_code == sees


@pytest.mark.parametrize(("who", "sees"), [("amina", 200), ("ben", 404), ("uma", 404), ("grace", 403)])
def test_an_entry_is_for_its_author(cast, who, sees):
    entry = make_entry(cast)
    assert cast.browser(who).get(f"{WORKBOOK}{entry.pk}/").status_code == sees


def test_an_empty_workbook_says_what_to_do(cast):
    page = cast.browser("amina").get(WORKBOOK).content.decode()
    assert "Your workbook is empty" in page
    assert "Write an entry" in page


def test_an_entry_sent_twice_is_one(cast):
    browser = cast.browser("amina")
    for _ in range(2):
        answer = browser.post(NEW, form_data())
        assert answer.status_code == 302
    page = browser.get(answer["location"]).content.decode()
    assert "41 of 58 could name it." in page
    assert WorkbookEntry.objects.count() == 1
    assert "1 entry, none yet in Explore, in Prepare or in Sustain" in browser.get(WORKBOOK).content.decode()


@pytest.mark.parametrize("bad", ["a\x00b", "\ud800", "x" * 5_000_000])
@pytest.mark.parametrize("name", ["title", "text", "says"])
def test_text_that_cannot_be_kept_comes_back_filled(cast, name, bad):
    typed = "&".join(f"{key}={quote(text)}" for key, text in form_data().items() if key != name)
    data = f"{typed}&{name}={quote(bad.encode('utf-8', 'surrogatepass'))}"
    answer = cast.browser("amina").post(NEW, data, content_type="application/x-www-form-urlencoded")
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "There is a problem" in page
    assert "checked" in page
    assert not WorkbookEntry.objects.exists()


@pytest.mark.parametrize(
    "given",
    [
        {"minutes": "481"},
        {"minutes": "-1"},
        {"statement": "99.9"},
        {"stage": "finish"},
        {"says": ""},
        {"kind": ""},
    ],
)
def test_what_is_missing_or_wrong_is_named(cast, given):
    answer = cast.browser("amina").post(NEW, form_data(**given))
    assert answer.status_code == 422
    assert "Two schools began." in answer.content.decode()


def test_the_workbook_asks_the_same_at_any_number(cast, django_assert_max_num_queries):
    for number in range(30):
        make_entry(cast, title=f"Entry {number}")
    browser = cast.browser("amina")
    with django_assert_max_num_queries(12):
        browser.get(WORKBOOK)
