"""Who may enter, what they see, and what bad input gets."""

import pytest
from django.urls import reverse

from waymark.ground.people.models import Person
from waymark.ground.people.roles import Role
from waymark.journey.coach.models import CoachingSession, Pairing
from waymark.journey.coach.tests.makers import ITEM, PRIVATE, form_data, make_pairing, make_session
from waymark.journey.practise.tests.makers import make_entry

EVERYBODY = ["amina", "fay", "hugo", "petra", "chioma", "simi", "grace", "jonas"]


def session_url(cast, item_id=ITEM, enrolment=None):
    return reverse("coach:session", args=[(enrolment or cast.amina).reference, item_id])


def sheet_url(cast):
    return reverse("coach:preparation", args=[cast.amina.reference])


def page(cast, who, url):
    answer = cast.browser(who).get(url)
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.mark.parametrize(("name", "enter"), [("pairings", {"grace"}), ("cohort", {"grace", "fay"})])
def test_a_cohorts_coaching_is_for_staff(cast, name, enter):
    url = reverse(f"coach:{name}", args=[cast.cohort.slug])
    for who in EVERYBODY:
        assert cast.browser(who).get(url).status_code == (200 if who in enter else 403)
    assert cast.browser("finn").get(url).status_code == 404


def test_a_coachee_is_met_by_their_own_coach_alone(cast):
    make_pairing(cast)
    cast.person("ivy", "Ivy", "Newcombe", Role.COACH)
    cast.person("kit", "Kit", "Elsewhere", Role.COACH, provider=cast.ucl)
    for url in (sheet_url(cast), session_url(cast)):
        seen = {who: cast.browser(who).get(url).status_code for who in [*EVERYBODY, "finn", "ivy", "kit"]}
        assert {who for who, status in seen.items() if status == 200} == {"hugo"}
        assert (seen["ivy"], seen["kit"]) == (404, 404)
    assert cast.browser("ivy").post(session_url(cast), form_data()).status_code == 404


def test_a_visitor_is_asked_to_sign_in(client, cast):
    make_pairing(cast)
    assert client.get(sheet_url(cast)).status_code == 302


def test_a_lead_pairs_and_the_colleague_is_refused_in_words(cast):
    url = reverse("coach:pairings", args=[cast.cohort.slug])
    assert "2 participants have no coach" in page(cast, "grace", url)
    browser, said = cast.browser("grace"), {cast.amina.reference: str(cast.hugo.pk), cast.ben.reference: ""}
    for _ in range(2):
        assert browser.post(url, said).status_code == 302
    assert Pairing.objects.get().coach == cast.hugo
    Person.objects.filter(pk=cast.hugo.pk).update(organisation=cast.ben.person.organisation)
    answer = browser.post(url, {**said, cast.ben.reference: str(cast.hugo.pk)})
    assert answer.status_code == 422
    assert "conflict of interest" in answer.content.decode()
    assert Pairing.objects.count() == 1


@pytest.mark.parametrize("bad", ["999999", "x", "\x00"])
def test_nobody_else_can_be_chosen_as_coach(cast, bad):
    url = reverse("coach:pairings", args=[cast.cohort.slug])
    answer = cast.browser("grace").post(url, {cast.amina.reference: bad, cast.ben.reference: ""})
    assert answer.status_code == 422
    assert not Pairing.objects.exists()


def test_a_session_is_recorded_once_and_read_by_those_who_may(cast):
    make_pairing(cast)
    make_entry(cast)
    browser = cast.browser("hugo")
    assert "Close the session" in browser.get(session_url(cast)).content.decode()
    for _ in range(2):
        assert browser.post(session_url(cast), form_data()).status_code == 302
    assert CoachingSession.objects.get().minutes == 50
    assert PRIVATE in browser.get(session_url(cast)).content.decode()
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


def test_what_was_typed_second_is_not_lost(cast):
    make_session(cast)
    answer = cast.browser("hugo").post(session_url(cast), form_data(reflection="A second thought."))
    assert answer.status_code == 422
    assert "was recorded already" in answer.content.decode()
    assert "A second thought." in answer.content.decode()


@pytest.mark.parametrize(
    "given",
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
def test_bad_input_comes_back_with_a_sentence(cast, given):
    make_pairing(cast)
    answer = cast.browser("hugo").post(session_url(cast), form_data(**given))
    assert answer.status_code == 422
    assert "There is a problem" in answer.content.decode()
    assert "We looked at the handover." in answer.content.decode()
    assert not CoachingSession.objects.exists()


def test_a_lone_surrogate_comes_back(cast):
    from urllib.parse import urlencode

    make_pairing(cast)
    body = urlencode(form_data(shared_notes="")).replace("shared_notes=", "shared_notes=%ED%A0%80")
    answer = cast.browser("hugo").post(
        session_url(cast), body, content_type="application/x-www-form-urlencoded"
    )
    assert answer.status_code == 422
    assert not CoachingSession.objects.exists()


@pytest.mark.parametrize("item_id", ["workshop-1", "nothing"])
def test_no_coaching_for_what_is_not_coached(cast, item_id):
    make_pairing(cast)
    assert cast.browser("hugo").get(session_url(cast, item_id)).status_code == 404


def test_the_sheet_is_one_page_and_says_ask(cast):
    make_pairing(cast)
    html = page(cast, "hugo", sheet_url(cast))
    assert "wm-onepage" in html
    assert "<span>Ask</span>" in html
    assert "this is the first session" in html


def test_a_participant_without_a_coach_is_told(cast):
    assert "You have no coach yet" in page(cast, "ben", reverse("coach:mine"))
    assert cast.browser("fay").get(reverse("coach:mine")).status_code == 403


def test_coachees_and_their_next_session(cast):
    assert "You coach nobody yet" in page(cast, "hugo", reverse("coach:coachees"))
    make_session(cast)
    html = page(cast, "hugo", reverse("coach:coachees"))
    assert "Coaching 2" in html
    assert "1 of 6" in html


@pytest.mark.parametrize("extra", [0, 14])
def test_pages_ask_the_same_at_any_number(cast, extra, django_assert_max_num_queries):
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


def test_a_coach_reads_the_workbook_of_a_coachee_alone(cast):
    make_pairing(cast)
    own, other = make_entry(cast), make_entry(cast, cast.ben)
    url = reverse("coach:entry", args=[cast.amina.reference, own.pk])
    assert "We read a term of data." in page(cast, "hugo", url)
    elsewhere = reverse("coach:entry", args=[cast.amina.reference, other.pk])
    assert cast.browser("hugo").get(elsewhere).status_code == 404
    assert cast.browser("fay").get(url).status_code == 403
