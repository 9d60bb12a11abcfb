"""Who may open which page, what they see, and what bad input gets."""

from urllib.parse import urlencode

import pytest
from django.urls import reverse

from tests.filled import form_of
from waymark.ground.cohorts.actions import assign_staff
from waymark.ground.people.models import Person
from waymark.ground.people.roles import Role
from waymark.journey.coach.models import CoachingSession, Pairing
from waymark.journey.coach.tests.makers import ITEM, PRIVATE, form_data, make_pairing, make_session
from waymark.journey.practise.tests.makers import make_entry

EVERYONE = ["amina", "fay", "hugo", "petra", "chioma", "simi", "grace", "jonas"]


def session_url(cast, item_id=ITEM, enrolment=None):
    return reverse("coach:session", args=[(enrolment or cast.amina).reference, item_id])


def sheet_url(cast):
    return reverse("coach:preparation", args=[cast.amina.reference])


def page(cast, who, url):
    response = cast.browser(who).get(url)
    assert response.status_code == 200
    return response.content.decode()


@pytest.mark.parametrize(("name", "allowed"), [("pairings", {"grace"}), ("cohort", {"grace", "fay"})])
def test_a_cohorts_coaching_is_for_staff(cast, name, allowed):
    url = reverse(f"coach:{name}", args=[cast.cohort.slug])
    for who in EVERYONE:
        assert cast.browser(who).get(url).status_code == (200 if who in allowed else 403)
    assert cast.browser("finn").get(url).status_code == 404


def test_only_their_own_coach_can_open_a_coachees_pages(cast):
    make_pairing(cast)
    cast.person("ivy", "Ivy", "Newcombe", Role.COACH)
    cast.person("kit", "Kit", "Elsewhere", Role.COACH, provider=cast.ucl)
    for url in (sheet_url(cast), session_url(cast)):
        statuses = {who: cast.browser(who).get(url).status_code for who in [*EVERYONE, "finn", "ivy", "kit"]}
        assert {who for who, status in statuses.items() if status == 200} == {"hugo"}
        assert (statuses["ivy"], statuses["kit"]) == (404, 404)
    assert cast.browser("ivy").post(session_url(cast), form_data()).status_code == 404


def test_a_visitor_is_asked_to_sign_in(client, cast):
    make_pairing(cast)
    assert client.get(sheet_url(cast)).status_code == 302


def test_a_lead_pairs_coaches_and_a_colleague_is_refused(cast):
    url = reverse("coach:pairings", args=[cast.cohort.slug])
    assert "2 participants have no coach" in page(cast, "grace", url)
    browser = cast.browser("grace")
    data = {cast.amina.reference: str(cast.hugo.pk), cast.ben.reference: ""}
    for _ in range(2):
        assert browser.post(url, data).status_code == 302
    assert Pairing.objects.get().coach == cast.hugo
    Person.objects.filter(pk=cast.hugo.pk).update(organisation=cast.ben.person.organisation)
    response = browser.post(url, {**data, cast.ben.reference: str(cast.hugo.pk)})
    assert response.status_code == 422
    assert "conflict of interest" in response.content.decode()
    assert Pairing.objects.count() == 1


@pytest.mark.parametrize("bad", ["999999", "x", "\x00"])
def test_only_a_coach_of_the_cohort_can_be_selected(cast, bad):
    url = reverse("coach:pairings", args=[cast.cohort.slug])
    response = cast.browser("grace").post(url, {cast.amina.reference: bad, cast.ben.reference: ""})
    assert response.status_code == 422
    assert not Pairing.objects.exists()


def test_a_session_is_recorded_once_and_shown_to_those_who_may_read_it(cast):
    make_pairing(cast)
    make_entry(cast)
    browser = cast.browser("hugo")
    assert "Close the session" in browser.get(session_url(cast)).content.decode()
    for _ in range(2):
        assert browser.post(session_url(cast), form_data()).status_code == 302
    assert CoachingSession.objects.get().minutes == 50
    recorded = browser.get(session_url(cast)).content.decode()
    assert "You have closed the session. This adds 50 minutes to Amina’s hours." in recorded
    assert "You met for 50 minutes of the 1 hour planned." in recorded
    assert PRIVATE in recorded
    own = page(cast, "amina", reverse("coach:mine"))
    assert "We looked at the handover." in own
    assert "Sit in on the handover." in own
    for who, url in (
        ("amina", reverse("coach:mine")),
        ("fay", reverse("coach:cohort", args=[cast.cohort.slug])),
        ("hugo", sheet_url(cast)),
    ):
        assert PRIVATE not in page(cast, who, url)
    assert "We looked at the handover." not in page(
        cast, "fay", reverse("coach:cohort", args=[cast.cohort.slug])
    )
    assert "50 min" in page(cast, "grace", reverse("coach:cohort", args=[cast.cohort.slug]))


def test_a_second_record_of_a_session_is_refused_and_its_text_kept(cast):
    make_session(cast)
    response = cast.browser("hugo").post(session_url(cast), form_data(reflection="A second thought."))
    assert response.status_code == 409
    assert "Hugo Marchbanks saved this on" in response.content.decode()
    assert "A second thought." in response.content.decode()
    assert "The deputies could not say it back." in response.content.decode()


@pytest.mark.parametrize(
    "changes",
    [
        {"what": ""},
        {"what": "", "owner": "", "due_on": "", "shown_by": ""},
        {"minutes": "61"},
        {"minutes": "ten"},
        {"minutes": "9" * 40},
        {"held_on": "2026-10-23"},
        {"held_on": "yesterday"},
        {"due_on": "2026-10-01"},
        {"statement": "99.9"},
        {"judgement": "5"},
        {"evidence": "424242"},
        {"reflection": "a\x00b"},
        {"private_notes": "x" * 5_000_000},
    ],
)
def test_bad_input_brings_the_form_back_filled_with_an_error(cast, changes):
    make_pairing(cast)
    response = cast.browser("hugo").post(session_url(cast), form_data(**changes))
    assert response.status_code == 422
    assert "There is a problem" in response.content.decode()
    assert "We looked at the handover." in response.content.decode()
    assert not CoachingSession.objects.exists()


@pytest.mark.parametrize("choice", ["", "99.9"])
def test_a_missing_or_unknown_statement_asks_for_the_one_discussed(cast, choice):
    make_pairing(cast)
    response = cast.browser("hugo").post(session_url(cast), form_data(statement=choice))
    assert "Select the statement you discussed" in response.content.decode()


def test_an_invalid_character_is_refused(cast):
    make_pairing(cast)
    body = urlencode(form_data(shared_notes="")).replace("shared_notes=", "shared_notes=%ED%A0%80")
    response = cast.browser("hugo").post(
        session_url(cast), body, content_type="application/x-www-form-urlencoded"
    )
    assert response.status_code == 422
    assert not CoachingSession.objects.exists()


@pytest.mark.parametrize("item_id", ["workshop-1", "nothing"])
def test_an_item_that_is_not_coaching_has_no_session_page(cast, item_id):
    make_pairing(cast)
    assert cast.browser("hugo").get(session_url(cast, item_id)).status_code == 404


def test_the_sheet_is_one_page_and_shows_what_to_ask_about(cast):
    make_pairing(cast)
    html = page(cast, "hugo", sheet_url(cast))
    assert "wm-onepage" in html
    assert "<span>Ask</span>" in html
    assert "This is your first session." in html


def test_a_participant_without_a_coach_sees_that_one_will_be_chosen(cast):
    assert "You don’t have a coach yet" in page(cast, "ben", reverse("coach:mine"))
    assert cast.browser("fay").get(reverse("coach:mine")).status_code == 403


def test_only_staff_see_which_dates_are_assumed(cast):
    make_pairing(cast)
    assert "Assumed" in page(cast, "hugo", reverse("coach:coachees"))
    assert "Assumed" not in page(cast, "amina", reverse("coach:mine"))


def test_a_lead_reads_how_many_coaches_have_changed(cast):
    url = reverse("coach:pairings", args=[cast.cohort.slug])
    browser = cast.browser("grace")
    data = {cast.amina.reference: str(cast.hugo.pk), cast.ben.reference: ""}
    for message in ("Saved. 1 participant has a new coach.", "There were no changes to save."):
        assert message in browser.post(url, data, follow=True).content.decode()


def test_a_coach_sees_their_coachees_with_the_next_session(cast):
    assert "You have no coachees yet" in page(cast, "hugo", reverse("coach:coachees"))
    make_session(cast)
    html = page(cast, "hugo", reverse("coach:coachees"))
    assert "Coaching 2" in html
    assert "1 of 6" in html


@pytest.mark.parametrize("extra", [0, 14])
def test_pages_take_the_same_number_of_queries_for_any_number_of_coachees(
    cast, extra, django_assert_max_num_queries
):
    make_session(cast)
    for number in range(extra):
        make_pairing(cast, cast.enrolled(f"extra{number}", "Extra", f"Number{number}"))
    for who, url, most in (
        ("hugo", reverse("coach:coachees"), 8),
        ("hugo", sheet_url(cast), 14),
        ("grace", reverse("coach:pairings", args=[cast.cohort.slug]), 9),
        ("fay", reverse("coach:cohort", args=[cast.cohort.slug]), 9),
        ("amina", reverse("coach:mine"), 14),
    ):
        browser = cast.browser(who)
        browser.get(url)
        with django_assert_max_num_queries(most):
            assert browser.get(url).status_code == 200


def test_a_coach_reads_only_the_workbook_of_their_own_coachee(cast):
    make_pairing(cast)
    own, other = make_entry(cast), make_entry(cast, cast.ben)
    url = reverse("coach:entry", args=[cast.amina.reference, own.pk])
    assert "We read a term of data." in page(cast, "hugo", url)
    elsewhere = reverse("coach:entry", args=[cast.amina.reference, other.pk])
    assert cast.browser("hugo").get(elsewhere).status_code == 404
    assert cast.browser("fay").get(url).status_code == 403


def test_stale_pairings_do_not_revert_a_colleagues_choice(cast):
    cast.person("ivy", "Ivy", "Newcombe", Role.COACH)
    assign_staff(cohort=cast.cohort, person=cast.ivy, role=Role.COACH, by=None, at=cast.at)
    url, browser = reverse("coach:pairings", args=[cast.cohort.slug]), cast.browser("grace")
    browser.post(url, {cast.amina.reference: str(cast.hugo.pk), cast.ben.reference: str(cast.hugo.pk)})
    stale = form_of(browser.get(url))
    why = {"reason": "Hugo has less time"}
    browser.post(url, form_of(browser.get(url)) | {cast.ben.reference: str(cast.ivy.pk)} | why)
    assert browser.post(url, stale | {cast.amina.reference: str(cast.ivy.pk)} | why).status_code == 302
    assert set(Pairing.objects.values_list("coach", flat=True)) == {cast.ivy.pk}


def test_two_different_choices_of_a_coach_are_shown(cast):
    cast.person("ivy", "Ivy", "Newcombe", Role.COACH)
    assign_staff(cohort=cast.cohort, person=cast.ivy, role=Role.COACH, by=None, at=cast.at)
    url, browser = reverse("coach:pairings", args=[cast.cohort.slug]), cast.browser("grace")
    stale = form_of(browser.get(url))
    browser.post(url, form_of(browser.get(url)) | {cast.amina.reference: str(cast.hugo.pk)})
    answer = browser.post(url, stale | {cast.amina.reference: str(cast.ivy.pk)})
    assert answer.status_code == 409
    assert Pairing.objects.get().coach == cast.hugo
    assert browser.post(url, form_of(answer) | {"reason": "Hugo has less time"}).status_code == 302
    assert Pairing.objects.get().coach == cast.ivy


def test_a_participant_who_has_a_coach_can_not_be_left_without_one(cast):
    make_pairing(cast)
    answer = cast.browser("grace").post(
        reverse("coach:pairings", args=[cast.cohort.slug]), {cast.amina.reference: ""}
    )
    assert answer.status_code == 422
    assert "Select a person" in answer.content.decode()
