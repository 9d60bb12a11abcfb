"""Who may enter, what they see, and what bad input gets."""

from urllib.parse import quote

import pytest
from django.urls import reverse

from waymark.journey.gather.models import Meeting
from waymark.journey.gather.tests.makers import ITEM, make_groups, make_meeting

GROUP = "/gather/group/"
MEETING = f"/gather/group/meetings/{ITEM}/"


def groups_url(cast):
    return reverse("gather:groups", args=[cast.cohort.slug])


def details(cast, **changes):
    present = [cast.amina.reference, cast.ben.reference]
    defaults = {"held_on": "2026-01-22", "minutes": "120", "present": present, "learned": "To ask first."}
    return defaults | changes


@pytest.mark.parametrize(
    ("who", "sees"),
    [("fay", 200), ("grace", 200), ("amina", 403), ("hugo", 403), ("jonas", 403), ("finn", 404)],
)
def test_groups_are_created_by_facilitators_and_leads(cast, who, sees):
    assert cast.browser(who).get(groups_url(cast)).status_code == sees
    assert cast.browser(who).post(groups_url(cast)).status_code == (302 if sees == 200 else sees)


@pytest.mark.parametrize(("who", "sees"), [("amina", 200), ("fay", 403), ("hugo", 403), ("grace", 403)])
def test_a_group_is_for_its_members(cast, who, sees):
    make_groups(cast)
    assert cast.browser(who).get(GROUP).status_code == sees
    assert cast.browser(who).get(MEETING).status_code == sees


def test_without_a_group_there_is_nothing_to_record(cast):
    browser = cast.browser("uma")
    assert "You’re not in a group yet" in browser.get(GROUP).content.decode()
    assert browser.get("/gather/group/meetings/peer-group-1/").status_code == 404


@pytest.mark.parametrize("item_id", ["workshop-1", "nothing"])
def test_only_group_meetings_can_be_recorded(cast, item_id):
    make_groups(cast)
    assert cast.browser("amina").get(f"/gather/group/meetings/{item_id}/").status_code == 404


def test_a_meeting_submitted_twice_is_recorded_once_and_all_members_can_read_it(cast):
    make_groups(cast)
    for _ in range(2):
        assert cast.browser("amina").post(MEETING, details(cast)).status_code == 302
    assert "To ask first." in cast.browser("ben").get(MEETING).content.decode()
    answer = cast.browser("ben").post(MEETING, details(cast, learned="Mine.", minutes="60"))
    assert answer.status_code == 409
    page = answer.content.decode()
    assert "Amina Castellane saved this on" in page
    assert all(text in page for text in ("To ask first.", "Mine.", "What did you learn?"))
    assert f"{cast.amina.person.name}, {cast.ben.person.name}" in page
    assert Meeting.objects.count() == 1


@pytest.mark.parametrize("bad", ["a\x00b", "\ud800", "x" * 5_000_000])
def test_text_that_cannot_be_saved_is_returned_with_the_other_answers(cast, bad):
    make_groups(cast)
    typed = f"held_on=2026-01-22&minutes=77&present={cast.ben.reference}"
    data = f"{typed}&learned={quote(bad.encode('utf-8', 'surrogatepass'))}"
    answer = cast.browser("amina").post(MEETING, data, content_type="application/x-www-form-urlencoded")
    assert answer.status_code == 422
    assert 'value="77"' in answer.content.decode()
    assert not Meeting.objects.exists()


def test_invalid_meetings_are_refused(cast):
    make_groups(cast)
    browser = cast.browser("amina")
    for changes in (
        {"present": [cast.amina.reference, cast.uma.reference]},
        {"present": [cast.amina.reference]},
        {"present": []},
        {"held_on": "2026-02-30"},
        {"held_on": "2027-01-01"},
        {"minutes": "121"},
        {"minutes": "two"},
    ):
        assert browser.post(MEETING, details(cast, **changes)).status_code == 422
    assert not Meeting.objects.exists()


def test_pages_need_no_more_queries_for_more_participants(cast, django_assert_max_num_queries):
    for number in range(24):
        cast.enrolled(f"more{number}", "More", f"Number{number}")
    make_groups(cast)
    cast.browser("amina")
    browsers = {"grace": groups_url(cast), "amina": GROUP}
    for who, url in browsers.items():
        browser = cast.browser(who)
        with django_assert_max_num_queries(16):
            browser.get(url)


def test_the_group_page_counts_meetings(cast):
    make_groups(cast)
    make_meeting(cast)
    assert "recorded 1 of 3 meetings" in cast.browser("amina").get(GROUP).content.decode()
