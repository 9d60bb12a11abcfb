"""Who may open the workbook, what they see, and what bad input gets."""

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


def test_an_empty_workbook_offers_to_add_an_entry(cast):
    page = cast.browser("amina").get(WORKBOOK).content.decode()
    assert "Your workbook is empty" in page
    assert "Add an entry" in page


def test_an_entry_sent_twice_is_added_once(cast):
    browser = cast.browser("amina")
    for _ in range(2):
        response = browser.post(NEW, form_data())
        assert response.status_code == 302
    page = browser.get(response["location"]).content.decode()
    assert "41 of 58 could name it." in page
    assert WorkbookEntry.objects.count() == 1
    page = browser.get(WORKBOOK).content.decode()
    assert "1 entry. Nothing yet in" in page
    assert "Explore, Prepare or Sustain" in page


@pytest.mark.parametrize("bad", ["a\x00b", "\ud800", "x" * 5_000_000])
@pytest.mark.parametrize("name", ["title", "text", "description"])
def test_invalid_text_brings_the_form_back_filled(cast, name, bad):
    rest = "&".join(f"{field}={quote(text)}" for field, text in form_data().items() if field != name)
    data = f"{rest}&{name}={quote(bad.encode('utf-8', 'surrogatepass'))}"
    response = cast.browser("amina").post(NEW, data, content_type="application/x-www-form-urlencoded")
    page = response.content.decode()
    assert response.status_code == 422
    assert "There is a problem" in page
    assert "checked" in page
    assert not WorkbookEntry.objects.exists()


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        ({"minutes": "481"}, "Minutes must be between 0 and 480."),
        ({"minutes": "-1"}, "Minutes must be between 0 and 480."),
        ({"minutes": "ten"}, "Minutes must be a whole number, like 90"),
        ({"minutes": ""}, "Enter how many minutes it took"),
        ({"statement": "99.9"}, "Select the statement the evidence is about"),
        ({"stage": ""}, "Select a stage"),
        ({"description": ""}, "Enter what the evidence shows"),
        ({"kind": ""}, "Select how the evidence was collected"),
    ],
)
def test_each_error_says_what_to_do_and_keeps_what_was_typed(cast, changes, error):
    response = cast.browser("amina").post(NEW, form_data(**changes))
    page = response.content.decode()
    assert response.status_code == 422
    assert error in page
    assert "Two schools began." in page


def test_the_workbook_takes_the_same_number_of_queries_for_any_number_of_entries(
    cast, django_assert_max_num_queries
):
    for number in range(30):
        make_entry(cast, title=f"Entry {number}")
    browser = cast.browser("amina")
    with django_assert_max_num_queries(12):
        browser.get(WORKBOOK)
