"""Who may enter, what they see, and what bad input gets."""

from datetime import UTC, datetime
from urllib.parse import quote

import pytest
from django.urls import reverse

from waymark.ground.cohorts.queries import list_calendar
from waymark.ground.programmes.values import Way
from waymark.journey.reflect.forms import field_name
from waymark.journey.reflect.models import AnswerSet, Change
from waymark.journey.reflect.tests.makers import (
    AFTER_WORKSHOP,
    ITEM,
    LATER,
    levels_for,
    make_answers,
    make_change,
    make_many_answers,
)

QUESTIONS = f"/reflect/questions/{ITEM}/"
CHANGES = "/reflect/changes/"


def results_url(cast, set_id=ITEM):
    return reverse("reflect:results", args=[cast.cohort.slug, set_id])


@pytest.mark.parametrize(
    ("who", "sees"),
    [
        ("fay", 200),
        ("grace", 200),
        ("amina", 403),
        ("hugo", 403),
        ("jonas", 403),
        ("simi", 403),
        ("finn", 404),
    ],
)
def test_results_are_for_facilitator_and_lead(cast, who, sees):
    browser = cast.browser(who)
    assert browser.get(results_url(cast)).status_code == sees
    assert browser.get(reverse("reflect:all_results", args=[cast.cohort.slug])).status_code == sees


@pytest.mark.parametrize(("who", "sees"), [("amina", 200), ("fay", 403), ("grace", 403), ("hugo", 403)])
def test_questions_and_changes_are_for_participants(cast, who, sees):
    assert cast.browser(who).get(QUESTIONS).status_code == sees
    assert cast.browser(who).get(CHANGES).status_code == sees


@pytest.mark.parametrize("item_id", ["workshop-3", "nothing", "formative-99"])
def test_an_item_without_questions_has_no_page(cast, item_id):
    assert cast.browser("amina").get(f"/reflect/questions/{item_id}/").status_code == 404
    assert cast.browser("fay").get(results_url(cast, item_id)).status_code == 404


def form_data(cast, **more):
    answers = {question_id: str(level) for question_id, level in levels_for(cast, 2).items()} | more
    return {field_name(question_id): value for question_id, value in answers.items()}


@pytest.mark.parametrize(("who", "sets"), [("amina", 6), ("uma", 12)])
def test_every_answered_item_of_both_packs_opens_after_its_experience(cast, who, sets):
    cohort = getattr(cast, who).cohort
    ends_at = {
        calendar_item.item_id: calendar_item.ends_at for calendar_item in list_calendar(cohort_id=cohort.pk)
    }
    programme = cast.programme(cohort)
    answered = [item for item in programme.items if item.way is Way.ANSWERED]
    assert len(answered) == sets
    browser = cast.browser(who)
    for item in answered:
        question_set = programme.question_set(item.question_set)
        cast.set_time(ends_at[question_set.after])
        response = browser.get(reverse("reflect:questions", args=[item.id]))
        assert response.status_code == 200, item.id
        names = [f'name="{field_name(question.id)}"' for question in question_set.questions]
        page = response.content.decode()
        assert [name for name in names if name not in page] == []
        assert "Assumed" not in page


def test_before_the_experience_ends_the_page_says_when_questions_open(cast):
    cast.set_time(datetime(2026, 2, 3, 10, tzinfo=UTC))
    browser = cast.browser("amina")
    page = browser.get(QUESTIONS).content.decode()
    assert "These questions open when Workshop 3" in page
    assert "<form" not in page.partition("<main")[2]
    assert browser.post(QUESTIONS, form_data(cast)).status_code == 422
    assert not AnswerSet.objects.exists()


def test_answers_submitted_twice_are_kept_once(cast):
    browser = cast.browser("amina")
    for _ in range(2):
        assert browser.post(QUESTIONS, form_data(cast, risk="Two heads may leave.")).status_code == 302
    page = browser.get(QUESTIONS).content.decode()
    assert "You have submitted your answers. This adds 30 minutes to your hours." in page
    assert "You answered on Thursday 22 October 2026" in page
    assert "Two heads may leave." in page
    assert AnswerSet.objects.count() == 1


@pytest.mark.parametrize("bad", ["a\x00b", "\ud800", "x" * 5_000_000])
def test_an_invalid_comment_brings_the_form_back_filled(cast, bad):
    data = "&".join(f"{field_name(question_id)}=3" for question_id in levels_for(cast)).encode() + b"&q-risk="
    data += quote(bad.encode("utf-8", "surrogatepass")).encode()
    response = cast.browser("amina").post(QUESTIONS, data, content_type="application/x-www-form-urlencoded")
    assert response.status_code == 422
    assert response.content.decode().count("checked") == 5
    assert not AnswerSet.objects.exists()


@pytest.mark.parametrize("level", ["", "0", "5", "one"])
def test_a_level_outside_one_to_four_is_refused(cast, level):
    assert cast.browser("amina").post(QUESTIONS, form_data(cast, core=level)).status_code == 422


def test_results_appear_from_five_answers_on_under_a_headline(cast):
    cast.set_time(AFTER_WORKSHOP)
    make_many_answers(cast, levels=(1, 1, 1, 4))
    browser = cast.browser("fay")
    page = browser.get(results_url(cast)).content.decode()
    assert "Fewer than five people have answered so far" in page
    assert "Thought" not in page
    fifth = cast.enrolled("more", "More", "Still")
    make_answers(cast, fifth, level=1, comment="Thought of one more")
    page = browser.get(results_url(cast)).content.decode()
    assert "4 of 5 are not yet " in page
    assert page.count("wm-quote") == 5
    assert "Number0" not in page


def test_a_change_reaches_participants(cast):
    cast.set_time(AFTER_WORKSHOP)
    make_many_answers(cast)
    browser = cast.browser("fay")
    data = {
        "statement": "8.3",
        "you_said": "The core is unclear.",
        "we_changed": "We start with the core.",
        "item_id": LATER,
    }
    for _ in range(2):
        assert browser.post(results_url(cast), data).status_code == 302
    page = cast.browser("amina").get(CHANGES).content.decode()
    assert "The core is unclear." in page
    assert "We start with the core." in page
    assert "Workshop 4" in page
    assert Change.objects.count() == 1


@pytest.mark.parametrize(
    ("changes", "status"),
    [
        ({"item_id": "workshop-3"}, 422),
        ({"we_changed": ""}, 422),
        ({"we_changed": "x" * 601}, 422),
        ({"you_said": "a\x00"}, 422),
        ({"statement": "99.9"}, 404),
    ],
)
def test_a_change_that_cannot_be_recorded_keeps_what_was_typed(cast, changes, status):
    cast.set_time(AFTER_WORKSHOP)
    make_many_answers(cast)
    data = {"statement": "8.3", "you_said": "We heard.", "we_changed": "We change.", "item_id": LATER}
    response = cast.browser("fay").post(results_url(cast), data | changes)
    assert response.status_code == status
    assert not Change.objects.exists()
    if status == 422 and "you_said" not in changes:
        assert "We heard." in response.content.decode()


def test_a_change_is_not_shown_to_another_cohort(cast):
    make_change(cast)
    assert "Workshop 4" not in cast.browser("uma").get(CHANGES).content.decode()


def test_results_take_the_same_number_of_queries_for_any_number_of_answers(
    cast, django_assert_max_num_queries
):
    cast.set_time(AFTER_WORKSHOP)
    make_many_answers(cast, levels=(1, 2, 3, 4) * 5)
    browser = cast.browser("fay")
    with django_assert_max_num_queries(10):
        browser.get(results_url(cast))
    with django_assert_max_num_queries(14):
        browser.get(reverse("reflect:all_results", args=[cast.cohort.slug]))
