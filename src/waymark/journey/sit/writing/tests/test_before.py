"""The page before the assessment: times, rules, gate and declaration."""

from __future__ import annotations

import html

from tests.guards import guards_off
from waymark.ground.programmes.queries import programme_of
from waymark.ground.programmes.values import OF_WAYMARK, DeclaredSentence
from waymark.journey.sit.models import AgreedDeclaration, Sitting
from waymark.journey.sit.tests.makers import make_sitting, make_window, save
from waymark.journey.sit.tests.pages import DECLARED, url
from waymark.journey.sit.writing.declaring import declaration_of, record_declaration


def test_the_page_before_says_times_in_full_and_opens_the_desk(cast):
    make_window(cast)
    browser = cast.browser("amina")
    page = browser.get("/sit/").content.decode()
    assert "Monday 19 October 2026, 00:01" in page
    assert "Monday 26 October 2026, 23:59" in page
    assert "well-being" in page
    answer = browser.post("/sit/", DECLARED)
    sitting = Sitting.objects.get()
    assert answer.headers["location"] == url("desk", sitting)
    browser.post("/sit/", DECLARED)
    assert Sitting.objects.count() == 1


def test_without_the_whole_declaration_the_desk_stays_closed(cast):
    make_window(cast)
    answer = cast.browser("amina").post("/sit/", {"own-work": "on"})
    assert answer.status_code == 422
    assert "Tick “Where I use other people’s words" in answer.content.decode()
    assert not Sitting.objects.exists()


def test_the_gate_is_asked_again_at_every_look(cast):
    make_window(cast, cohort=cast.ucl_cohort)
    browser = cast.browser("uma")
    assert "66 hours 36 minutes" in browser.get("/sit/").content.decode()
    assert browser.post("/sit/", DECLARED).status_code == 422


def test_without_a_window_or_an_enrolment_the_page_says_so(cast):
    assert "aren’t set yet" in cast.browser("amina").get("/sit/").content.decode()


def test_the_words_of_the_pack_are_agreed_to_recorded_and_shown_on_the_receipt(cast):
    make_window(cast)
    amina = cast.browser("amina")
    declaration = programme_of(cast.cohort.programme).assessment.declaration
    before = amina.get("/sit/").content.decode()
    for words in (*(sentence.says for sentence in declaration.sentences), declaration.ai_rule):
        assert words in html.unescape(before)
    amina.post("/sit/", DECLARED)
    agreed = AgreedDeclaration.objects.get()
    assert (agreed.version, agreed.fingerprint) == (declaration.version, declaration.fingerprint)
    assert [sentence["says"] for sentence in agreed.sentences] == [
        sentence.says for sentence in declaration.sentences
    ]
    sitting = Sitting.objects.get()
    save(sitting, "Mine.", at=cast.at)
    check = html.unescape(amina.get(f"/sit/{sitting.code}/submission/").content.decode())
    assert f"Declaration, version {declaration.version}" in check
    receipt = html.unescape(
        amina.post(
            f"/sit/{sitting.code}/submission/",
            {"declared": "on", "rev-q1": "1", "rev-q2": "0", "rev-q3": "0"},
        ).content.decode()
    )
    assert f"Version {declaration.version}, made when you started and confirmed when you submitted" in receipt
    assert declaration.ai_rule in receipt


def test_a_receipt_shows_the_words_that_were_agreed_to_and_not_those_of_another_version(cast):
    sitting = make_sitting(cast)
    changed = OF_WAYMARK.model_copy(update={"version": "7", "ai_rule": "No AI tools at all."})
    assert changed.fingerprint != OF_WAYMARK.fingerprint
    with guards_off():
        AgreedDeclaration.objects.all().delete()
        record_declaration(sitting, changed, at=cast.at)
    assert declaration_of(sitting) == changed
    with guards_off():
        AgreedDeclaration.objects.all().delete()
    sitting.refresh_from_db()
    assert declaration_of(sitting) == OF_WAYMARK


def test_a_different_word_gives_a_different_fingerprint():
    sentences = (*OF_WAYMARK.sentences[:-1], DeclaredSentence(id="ai-use", says="I used no AI tool."))
    assert OF_WAYMARK.model_copy(update={"sentences": sentences}).fingerprint != OF_WAYMARK.fingerprint
