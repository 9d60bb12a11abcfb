"""Who may enter, what they see, and what bad input gets."""

from datetime import UTC, datetime
from urllib.parse import quote

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.filled import form_of
from waymark.ground.cohorts import actions as cohorts
from waymark.ground.cohorts.enrolments.reasons import WithdrawalReason
from waymark.ground.hours.models import Credit
from waymark.journey.learn.markdown import render_markdown
from waymark.journey.learn.models import Attendance
from waymark.journey.learn.tests.makers import STUDY, WORKSHOP, earned

STAFF = ["fay", "grace"]
OTHERS = ["amina", "hugo", "petra", "chioma", "simi", "jonas"]


def sessions_url(cast):
    return reverse("learn:cohort_sessions", args=[cast.cohort.slug])


def register_url(cast, item_id=WORKSHOP):
    return reverse("learn:register", args=[cast.cohort.slug, item_id])


@pytest.mark.parametrize(
    ("who", "sees"), [*((name, 200) for name in STAFF), *((name, 403) for name in OTHERS), ("finn", 404)]
)
def test_registers_are_for_facilitator_and_lead(cast, who, sees):
    for url in (sessions_url(cast), register_url(cast)):
        assert cast.browser(who).get(url).status_code == sees


@pytest.mark.parametrize(("who", "sees"), [("amina", 200), ("fay", 403), ("grace", 403), ("uma", 404)])
def test_sessions_and_study_are_for_participants(cast, who, sees):
    browser = cast.browser(who)
    page = cast.programme().item(STUDY).pages[0].id
    assert browser.get(reverse("learn:session", args=[WORKSHOP])).status_code == sees
    assert browser.get(reverse("learn:study_page", args=[STUDY, page])).status_code == sees


def test_a_visitor_is_asked_to_sign_in(client, cast):
    assert client.get(sessions_url(cast)).status_code == 302


def test_a_register_is_saved_and_corrected(cast):
    browser, url = cast.browser("fay"), register_url(cast)
    minutes = {cast.amina.reference: "240", cast.ben.reference: "45"}
    for _ in range(2):
        assert browser.post(url, minutes).status_code == 302
    assert (earned(cast), earned(cast, "ben"), Attendance.objects.count()) == (240, 45, 2)
    form = form_of(browser.get(url))
    assert form[cast.ben.reference] == "45"
    assert browser.post(url, form | {cast.ben.reference: "60"}).status_code == 302
    assert (earned(cast, "ben"), Attendance.objects.count()) == (60, 3)
    assert "2 of 2 attended" in browser.get(sessions_url(cast)).content.decode()


def test_who_withdrew_before_a_session_is_not_counted_as_absent(cast):
    browser = cast.browser("fay")
    cohorts.withdraw(
        enrolment=cast.ben,
        reason=WithdrawalReason.CAPACITY,
        effective_on=cast.cohort.starts_on,
        by=cast.grace,
        at=cast.at,
    )
    browser.post(register_url(cast), {cast.amina.reference: "240"})
    assert "1 of 1 attended" in browser.get(sessions_url(cast)).content.decode()


def test_no_one_is_present_before_someone_says_so(cast):
    browser, url = cast.browser("fay"), register_url(cast)
    form = form_of(browser.get(url))
    assert (form[cast.amina.reference], form[cast.ben.reference]) == ("", "")
    answer = browser.post(url, form)
    assert answer.status_code == 422
    assert "Enter minutes for at least one participant" in answer.content.decode()
    assert browser.post(url, form | {cast.amina.reference: "240"}).status_code == 302
    assert list(Attendance.objects.values_list("enrolment", "minutes")) == [(cast.amina.pk, 240)]


def test_the_full_time_is_filled_in_by_a_button_for_those_who_had_joined(cast):
    nia = cast.person("nia", "Nia", "Early", None)
    nia = cohorts.enrol(cohort=cast.cohort, person=nia, by=None, at=datetime(2025, 4, 1, tzinfo=UTC))
    browser, url = cast.browser("fay"), register_url(cast)
    page = browser.get(url)
    assert "Joined later, on Thursday 22 October 2026" in page.content.decode()
    filled = browser.post(url, form_of(page) | {"fill": "everyone"})
    assert filled.status_code == 200
    assert not Attendance.objects.exists()
    form = form_of(filled)
    assert (form[nia.reference], form[cast.ben.reference]) == ("240", "")
    assert browser.post(url, form).status_code == 302
    assert list(Attendance.objects.values_list("enrolment", "minutes")) == [(nia.pk, 240)]


def test_a_stale_register_does_not_revert_a_colleagues_correction(cast):
    fay, grace, url = cast.browser("fay"), cast.browser("grace"), register_url(cast)
    fay.post(url, {cast.amina.reference: "240", cast.ben.reference: "240"})
    stale = form_of(fay.get(url))
    grace.post(url, form_of(grace.get(url)) | {cast.ben.reference: "45"})
    assert fay.post(url, stale | {cast.amina.reference: "200"}).status_code == 302
    assert (earned(cast), earned(cast, "ben")) == (200, 45)


@pytest.mark.parametrize("choice", ["keep", "replace"])
def test_two_different_corrections_are_shown_and_the_person_chooses(cast, choice):
    fay, grace, url = cast.browser("fay"), cast.browser("grace"), register_url(cast)
    fay.post(url, {cast.amina.reference: "240", cast.ben.reference: "240"})
    stale = form_of(fay.get(url))
    grace.post(url, form_of(grace.get(url)) | {cast.ben.reference: "45", cast.amina.reference: "230"})
    answer = fay.post(url, stale | {cast.ben.reference: "90"})
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Grace Penhaligon saved this on Thursday 22 October 2026" in page
    assert '<td role="cell">45</td><td role="cell">90</td>' in page
    assert earned(cast, "ben") == 45
    form = form_of(answer)
    assert (form[cast.amina.reference], form[cast.ben.reference]) == ("230", "90")
    if choice == "replace":
        assert fay.post(url, form).status_code == 302
    assert (earned(cast), earned(cast, "ben")) == (230, 45 if choice == "keep" else 90)


def test_recorded_minutes_cannot_be_emptied(cast):
    browser, url = cast.browser("fay"), register_url(cast)
    browser.post(url, {cast.amina.reference: "240"})
    answer = browser.post(url, form_of(browser.get(url)) | {cast.amina.reference: ""})
    assert answer.status_code == 422
    assert "Enter minutes for Amina Castellane, or 0 if they were absent" in answer.content.decode()


OUT_OF_RANGE = "must be between 0 and 240"
UNREADABLE = "2\x000", "\ud800"


@pytest.mark.parametrize("bad", ["ten", "-1", "241", "9" * 40, *UNREADABLE, "x" * 5_000_000])
def test_invalid_minutes_are_returned_with_a_sentence(cast, bad):
    browser, url = cast.browser("fay"), register_url(cast)
    data = (
        f"{cast.amina.reference}=240&{cast.ben.reference}=".encode()
        + quote(bad.encode("utf-8", "surrogatepass")).encode()
    )
    answer = browser.post(url, data, content_type="application/x-www-form-urlencoded")
    assert answer.status_code == 422
    assert "There is a problem" in answer.content.decode()
    assert (OUT_OF_RANGE in answer.content.decode()) is (bad not in UNREADABLE)
    assert not Credit.objects.exists()


def test_before_the_start_the_page_says_when_the_register_opens(cast):
    cast.set_time(datetime(2025, 5, 1, 9, tzinfo=UTC))
    browser, url = cast.browser("fay"), register_url(cast)
    assert "Tuesday 13 May 2025, 09:30" in browser.get(url).content.decode()
    minutes = {cast.amina.reference: "240", cast.ben.reference: "240"}
    answer = browser.post(url, minutes)
    assert answer.status_code == 422
    assert not Attendance.objects.exists()


@pytest.mark.parametrize("item_id", ["study-1", "nothing", "coaching-1"])
def test_there_is_no_register_for_items_that_are_not_sessions(cast, item_id):
    assert cast.browser("fay").get(register_url(cast, item_id)).status_code == 404


def test_a_participant_completes_a_page_once(cast):
    browser = cast.browser("amina")
    page = cast.programme().item(STUDY).pages[0]
    url = reverse("learn:study_page", args=[STUDY, page.id])
    assert "I have read this" in browser.get(url).content.decode()
    for _ in range(2):
        assert browser.post(url).status_code == 302
    assert earned(cast, item_id=STUDY) == page.minutes
    assert "I have read this" not in browser.get(url).content.decode()


def test_a_course_without_pages_has_one_button(cast):
    browser = cast.browser("uma")
    items = [item for item in cast.programme(cast.ucl_cohort).items if item.way == "studied"]
    for item in items:
        text = browser.get(reverse("learn:study", args=[item.id])).content.decode()
        assert ("in the learning platform</button>" in text) == (
            sum(page.minutes for page in item.pages) < item.minutes
        )


def test_a_study_page_cannot_contain_a_script():
    html = render_markdown("# Big\n\n<script>alert(1)</script>\n\n[x](javascript:alert(1)) **bold**")
    assert "<script" not in html
    assert "javascript:" not in html
    assert "<strong>bold</strong>" in html


def test_pages_need_no_more_queries_for_more_participants(cast, django_assert_max_num_queries):
    browser = cast.browser("grace")
    for number in range(12):
        cast.enrolled(f"extra{number}", "Extra", f"Number{number}")
    for url in (sessions_url(cast), register_url(cast)):
        with django_assert_max_num_queries(14):
            assert browser.get(url).status_code == 200


def test_saving_a_register_takes_the_same_queries_for_three_participants_and_sixty(cast):
    browser = cast.browser("grace")
    cast.set_time(datetime(2026, 2, 10, 9, tzinfo=UTC))
    counts = []
    for extra in (1, 57):
        for number in range(extra):
            cast.enrolled(f"extra{extra}x{number}", "Extra", f"Number{number}")
        references = [enrolment.reference for enrolment in cast.cohort.enrolments.all()]
        before = Attendance.objects.count()
        form = form_of(browser.get(register_url(cast)))
        form |= dict.fromkeys(references, "50" if extra == 1 else "40")
        with CaptureQueriesContext(connection) as captured:
            response = browser.post(register_url(cast), form)
        assert response.status_code == 302
        assert Attendance.objects.count() == before + len(references)
        counts.append(len(captured))
    assert counts[0] == counts[1]
