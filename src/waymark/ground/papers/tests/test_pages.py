"""Setters write, review and lock in the browser; two of them never overwrite each other; nobody else comes in."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.cast import Cast
from waymark.ground.papers.models import Exhibit, Paper, PaperLock, Wording
from waymark.ground.papers.queries import get_draft_for
from waymark.ground.papers.tests.makers import (
    CASE,
    SAID,
    make_body,
    make_locked,
    make_paper,
    make_reviewer,
    review,
)
from waymark.ground.people.roles import Role

CSV = b"school,pupils\nOne,12\n"
QUESTION = {
    "title": "What is going wrong?",
    "preamble": "Think of all schools.",
    "sub_questions": "What is the problem?\n\n  How do you   know?  \n",
    "guidance_words": "600",
    "strands": ["implementation", "teaching"],
    "asks_for": ["identify_problems", "justify_solutions"],
}
CRITERION = {
    "title": "Sees it",
    "looks_for": "The cause.",
    "questions": ["q1"],
    "statements": "8.1, 8.4",
    **{f"points-{number}": str(number) for number in range(3)},
    **{f"label-{number}": f"Level {number}" for number in range(3)},
    **{f"says-{number}": "It is so." for number in range(3)},
    **{f"feedback-{number}": "Read on." for number in range(3)},
}


def base_of(browser: Client, url: str) -> str:
    return str(browser.get(url).context["form"].initial["base"])


def save(browser: Client, url: str, said: dict[str, Any], *, base: str | None = None) -> Any:
    return browser.post(url, {**said, "base": base_of(browser, url) if base is None else base})


def test_a_paper_is_written_reviewed_and_locked_in_the_browser(cast: Cast) -> None:
    petra = cast.browser("petra")
    new = {"code": "LLSE-C", "title": "Paper C", "case_title": "A trust", "programme": "llse-npqel"}
    assert petra.post("/papers/new/", new).status_code == 302
    paper = Paper.objects.get(code="LLSE-C")
    at = f"/papers/{paper.pk}"
    assert "errors keep this paper open" in petra.get(f"{at}/").content.decode()
    for url, said in (
        ("case/", {"text": CASE}),
        ("questions/new/", QUESTION),
        ("questions/new/", {**QUESTION, "title": "How will it last?", "asks_for": ["plan_implementation"]}),
        ("criteria/new/", {**CRITERION, "questions": ["q1", "q2"]}),
        ("omissions/", {"says-1": "It prepares.", "why-1": "Else it fails."}),
    ):
        assert save(petra, f"{at}/{url}", said).status_code == 302, url
    draft = get_draft_for(for_=cast.people["petra"], paper_id=paper.pk)
    assert draft
    assert [one.id for one in draft.body.questions] == ["q1", "q2"]
    assert draft.body.questions[0].sub_questions == ("What is the problem?", "How do you know?")
    assert draft.body.scheme.pass_points * 100 == draft.body.scheme.most * 60
    assert draft.findings == ()
    assert petra.post(f"{at}/lock/").status_code == 422
    make_reviewer(cast)
    rae = cast.browser("rae")
    page = rae.get(f"{at}/review/")
    said = {"fingerprint": page.context["form"].initial["fingerprint"], "verdict": "yes", "says": ""}
    assert rae.post(f"{at}/review/", said).status_code == 302
    assert petra.post(f"{at}/lock/").status_code == 302
    assert PaperLock.objects.get(paper=paper).fingerprint == said["fingerprint"]
    assert save(petra, f"{at}/case/", {"text": "Other"}, base="").status_code == 422


def test_two_setters_keep_both_wordings_and_the_second_is_told(cast: Cast) -> None:
    paper = make_paper(cast)
    make_reviewer(cast)
    petra, rae, url = cast.browser("petra"), cast.browser("rae"), f"/papers/{paper.pk}/questions/q1/"
    base = base_of(petra, url)
    assert base == base_of(rae, url)
    assert save(petra, url, {**QUESTION, "title": "Hers"}, base=base).status_code == 302
    answer = save(rae, url, {**QUESTION, "title": "His"}, base=base)
    shown = answer.content.decode()
    assert answer.status_code == 409
    assert "Petra Lindqvist saved this part while you were writing" in shown
    assert "Hers" in shown
    assert 'value="His"' in shown
    assert [(one.content["title"], one.stands) for one in Wording.objects.order_by("id")] == [
        ("Hers", True),
        ("His", False),
    ]
    again = save(rae, url, {**QUESTION, "title": "His"}, base=base)
    assert (again.status_code, Wording.objects.count()) == (409, 2)
    assert "1 wording was kept beside" in petra.get(f"/papers/{paper.pk}/").content.decode()
    kept = Wording.objects.get(stands=False)
    beside = petra.get(f"/papers/{paper.pk}/history/{kept.pk}/")
    assert (
        petra.post(f"/papers/{paper.pk}/history/{kept.pk}/", {"base": beside.context["base"]}).status_code
        == 302
    )
    assert title_of(cast, paper) == "His"


def test_who_saves_after_seeing_both_replaces_with_their_eyes_open(cast: Cast) -> None:
    paper = make_paper(cast)
    petra, url = cast.browser("petra"), f"/papers/{paper.pk}/questions/q1/"
    base = base_of(petra, url)
    save(petra, url, {**QUESTION, "title": "First"}, base=base)
    answer = save(petra, url, {**QUESTION, "title": "Second"}, base=base)
    newer = answer.context["form"].data["base"]
    assert save(petra, url, {**QUESTION, "title": "Both"}, base=newer).status_code == 302
    assert title_of(cast, paper) == "Both"


def test_two_setters_on_two_parts_are_never_in_each_others_way(cast: Cast) -> None:
    paper = make_paper(cast)
    petra, at = cast.browser("petra"), f"/papers/{paper.pk}"
    bases = {url: base_of(petra, f"{at}/{url}") for url in ("questions/q1/", "case/", "omissions/")}
    assert save(petra, f"{at}/questions/q1/", QUESTION, base=bases["questions/q1/"]).status_code == 302
    assert save(petra, f"{at}/case/", {"text": "New"}, base=bases["case/"]).status_code == 302
    said = {"says-1": "Other", "why-1": "Other"}
    assert save(petra, f"{at}/omissions/", said, base=bases["omissions/"]).status_code == 302


def test_a_form_sent_twice_makes_one_question(cast: Cast) -> None:
    paper, petra = make_paper(cast), cast.browser("petra")
    for _ in range(2):
        assert save(petra, f"/papers/{paper.pk}/questions/new/", QUESTION).status_code == 302
    draft = get_draft_for(for_=cast.people["petra"], paper_id=paper.pk)
    assert draft
    assert [one.id for one in draft.body.questions] == ["q1", "q2", "q3"]


def test_a_question_is_taken_out_unless_it_has_changed_since(cast: Cast) -> None:
    paper, petra = make_paper(cast), cast.browser("petra")
    at = f"/papers/{paper.pk}/questions/q2"
    base = petra.get(f"{at}/").context["base"]
    save(petra, f"{at}/", QUESTION)
    petra.post(f"{at}/removal/", {"base": base})
    assert petra.get(f"{at}/").status_code == 200
    petra.post(f"{at}/removal/", {"base": petra.get(f"{at}/").context["base"]})
    assert petra.get(f"{at}/").status_code == 404


BAD = [
    ("questions/q1/", {**QUESTION, "guidance_words": "many"}, "whole number"),
    ("questions/q1/", {**QUESTION, "guidance_words": "1e309"}, "whole number"),
    ("questions/q1/", {**QUESTION, "strands": ["weather"]}, "Select from the options"),
    ("questions/q1/", {**QUESTION, "preamble": "A \x00 B"}, "character that can’t be saved"),
    ("questions/q1/", {**QUESTION, "title": "x" * 201}, "201 characters"),
    ("criteria/c1/", {**CRITERION, "statements": "8.1, 99.9"}, "no statement 99.9"),
    ("criteria/c1/", {**CRITERION, "points-1": "-1"}, "Points must be between 0 and"),
    ("criteria/c1/", {**CRITERION, "points-1": "2"}, "Another level gives 2 points already"),
    ("criteria/c1/", {**CRITERION, "points-2": ""}, "how many points level 3 gives"),
    (
        "details/",
        {"title": "T", "case_title": "C", "numerator": "1", "denominator": "0"},
        "must be between 1 and",
    ),
    ("case/", {"text": "x" * 200_001}, "200001 characters"),
    ("omissions/", {"says-1": "x" * 1001}, "You entered 1001 characters"),
]


@pytest.mark.parametrize(("url", "said", "says"), BAD, ids=[f"{url} {says}" for url, _, says in BAD])
def test_bad_input_is_said_and_nothing_typed_is_lost(
    cast: Cast, url: str, said: dict[str, Any], says: str
) -> None:
    paper, petra = make_paper(cast), cast.browser("petra")
    answer = save(petra, f"/papers/{paper.pk}/{url}", said)
    shown = answer.content.decode()
    assert answer.status_code == 422
    assert says in shown
    assert "There is a problem" in shown
    typed = str(said.get("looks_for") or said.get("sub_questions") or said.get("text") or "")
    assert typed.strip()[:40] in shown
    assert not Wording.objects.exists()


@pytest.mark.parametrize(
    "given", [{"code": "a b"}, {"code": "x" * 41}, {"code": "T-1"}, {"programme": "other"}]
)
def test_a_new_paper_that_cannot_be(cast: Cast, given: dict[str, str]) -> None:
    make_paper(cast)
    said = {"code": "T-9", "title": "T", "case_title": "", "programme": "llse-npqel"} | given
    assert cast.browser("petra").post("/papers/new/", said).status_code == 422
    assert Paper.objects.count() == 1


def test_the_case_is_looked_at_without_saving(cast: Cast) -> None:
    paper, petra = make_paper(cast), cast.browser("petra")
    text = "## A\n\n<script>alert(1)</script>\n\n| a | b |\n|---|---|\n| 1 | 2 |\n"
    answer = petra.post(f"/papers/{paper.pk}/case/", {"text": text, "base": "", "then": "look"})
    shown = answer.content.decode()
    assert answer.status_code == 200
    assert '<table class="wm-table">' in shown
    assert "<script>alert" not in shown
    assert not Wording.objects.exists()


def upload(browser: Client, paper: Paper, name: str, data: bytes) -> Any:
    return browser.post(f"/papers/{paper.pk}/exhibits/", {"file": SimpleUploadedFile(name, data)})


def test_a_file_is_brought_downloaded_and_taken_out(cast: Cast) -> None:
    paper, petra = make_paper(cast), cast.browser("petra")
    assert upload(petra, paper, "../Figures.exe", CSV).status_code == 302
    assert upload(petra, paper, "again.csv", CSV).status_code == 302
    exhibit = Exhibit.objects.get()
    assert exhibit.name == "Figures.csv"
    got = petra.get(f"/papers/{paper.pk}/exhibits/{exhibit.pk}/")
    assert (got.content, got["Content-Security-Policy"]) == (CSV, "default-src 'none'; sandbox")
    assert got["Content-Disposition"].startswith("attachment")
    assert petra.post(f"/papers/{paper.pk}/exhibits/{exhibit.pk}/removal/").status_code == 302
    assert not Exhibit.objects.exists()


@pytest.mark.parametrize("data", [b"", b"MZ\x90", b"<html>,</html>", b"%PDF-" + b"x" * 6_000_000])
def test_a_file_that_is_none_of_the_four_is_refused(cast: Cast, data: bytes) -> None:
    answer = upload(cast.browser("petra"), make_paper(cast), "a.pdf", data)
    assert answer.status_code == 422
    assert not Exhibit.objects.exists()


HEADED = "Before.\n\n## The first part\n\n" + CASE


@pytest.mark.parametrize(
    ("text", "is_said"),
    [(HEADED, True), (f"## The first part\n\n{CASE}", True), (f"## Two   schools\n\n{CASE}", False)],
)
@pytest.mark.parametrize("place", ["preview/", "review/"])
def test_no_heading_of_a_case_is_lost_but_its_own_title(
    cast: Cast, place: str, text: str, is_said: bool
) -> None:
    paper = make_paper(cast, case=text)
    shown = cast.browser("petra").get(f"/papers/{paper.pk}/{place}").content.decode()
    assert ("<h2>The first part</h2>" in shown) is is_said
    assert shown.count("Two schools</h2>") == 1


def test_the_first_thing_to_mend_is_always_one_step_away(cast: Cast) -> None:
    petra, unwritten = cast.browser("petra"), {"criteria": [], "omissions": []}
    scheme = make_body().model_dump(mode="json")["scheme"]
    for given, leads_to in (
        ({"questions": [], "scheme": scheme | unwritten}, "/questions/new/"),
        ({"scheme": scheme | {"criteria": []}}, "/criteria/new/"),
        ({"questions": [{**SAID["questions"][0], "strands": ["teaching"]}, SAID["questions"][1]]}, ""),
        ({"questions": [{**one, "strands": ["teaching"]} for one in SAID["questions"]]}, "/#parts"),
    ):
        paper = make_paper(cast, code=f"T-{leads_to.count('/')}-{len(leads_to)}", **given)
        next_step = petra.get(f"/papers/{paper.pk}/").context["next"]
        assert next_step.get("url", "") == (f"/papers/{paper.pk}{leads_to}" if leads_to else "")


def test_who_may_review_is_named_or_that_nobody_is_left(cast: Cast) -> None:
    paper, petra = make_paper(cast), cast.browser("petra")
    alone = petra.get(f"/papers/{paper.pk}/").content.decode()
    assert "Ask a programme lead to add another setter." in alone
    make_reviewer(cast)
    assert "may review it: Rae Second." in petra.get(f"/papers/{paper.pk}/").content.decode()
    url = f"/papers/{paper.pk}/questions/q1/"
    save(cast.browser("rae"), url, QUESTION)
    assert "Every setter has written some of it." in petra.get(f"/papers/{paper.pk}/").content.decode()


def test_nothing_is_found_in_a_practice_paper(cast: Cast) -> None:
    paper, petra = make_paper(cast, case="Short."), cast.browser("petra")
    Paper.objects.filter(pk=paper.pk).update(is_practice=True)
    for place in ("", "review/"):
        assert "the programme asks for" not in petra.get(f"/papers/{paper.pk}/{place}").content.decode()
    assert "assesses nobody" in petra.get(f"/papers/{paper.pk}/").content.decode()


def test_a_review_that_says_no_is_the_next_thing_until_the_text_is_another(cast: Cast) -> None:
    paper, petra = make_paper(cast), cast.browser("petra")
    review(cast, paper, agrees=False)
    for who in ("petra", "rae"):
        shown = cast.browser(who).get(f"/papers/{paper.pk}/")
        assert shown.context["next"]["title"] == "The review asks for a change"
        assert shown.context["next"]["text"].startswith("Rae Second has read it")
        assert 'id="reviews"' in shown.content.decode()
    save(petra, f"/papers/{paper.pk}/questions/q1/", QUESTION)
    assert petra.get(f"/papers/{paper.pk}/").context["next"]["title"] == "It waits for a review"


def test_who_reviews_reads_what_the_letter_says_too(cast: Cast) -> None:
    make_reviewer(cast)
    paper = make_paper(cast, feedback={"c1": {"2": "You saw the cause."}})
    shown = cast.browser("rae").get(f"/papers/{paper.pk}/review/").content.decode()
    assert shown.count("The letter says: You saw the cause.") == 1


def test_what_was_found_in_the_saved_text_is_not_said_of_what_is_typed(cast: Cast) -> None:
    paper = make_paper(cast, questions=[{**SAID["questions"][0], "preamble": ""}, SAID["questions"][1]])
    petra, url = cast.browser("petra"), f"/papers/{paper.pk}/questions/q1/"
    assert "has no preamble" in petra.get(url).content.decode()
    answer = save(petra, url, {**QUESTION, "guidance_words": "many"})
    assert answer.status_code == 422
    assert "has no preamble" not in answer.content.decode()


def test_papers_of_a_series_are_compared(cast: Cast) -> None:
    first, second, petra = make_locked(cast), make_paper(cast, code="T-2"), cast.browser("petra")
    for paper, letter in ((first, "a"), (second, "b")):
        said = {"series": "Main", "letter": letter}
        assert petra.post(f"/papers/{paper.pk}/series/", said).status_code == 302
    shown = petra.get(f"/papers/{second.pk}/series/").content.decode()
    assert "2 parallel papers, side by side" in shown
    assert "T-1, form A, locked" in shown
    assert petra.post(f"/papers/{second.pk}/series/", {"series": "Main", "letter": "A"}).status_code == 422


def test_a_review_of_what_has_changed_since_is_refused_and_kept_in_the_form(cast: Cast) -> None:
    paper = make_paper(cast)
    make_reviewer(cast)
    rae, petra, url = cast.browser("rae"), cast.browser("petra"), f"/papers/{paper.pk}/review/"
    read = rae.get(url).context["form"].initial["fingerprint"]
    save(petra, f"/papers/{paper.pk}/questions/q1/", QUESTION)
    said = {"fingerprint": read, "verdict": "yes", "says": "Read to the end."}
    answer = rae.post(url, said)
    assert answer.status_code == 422
    assert "has changed since you opened it" in answer.content.decode()
    assert "Read to the end." in answer.content.decode()
    assert rae.post(url, {**said, "verdict": "no", "says": ""}).status_code == 422


PAGES = ["", "preview/", "history/", "details/", "case/", "omissions/", "questions/new/", "questions/q1/"]
PAGES += ["criteria/new/", "criteria/c1/", "exhibits/", "review/", "lock/", "series/"]


@pytest.mark.parametrize("place", PAGES)
def test_setters_of_the_provider_alone_come_in(cast: Cast, place: str) -> None:
    paper = make_paper(cast)
    cast.person("sol", "Sol", "Other", Role.SETTER, provider=cast.ucl)
    url = f"/papers/{paper.pk}/{place}"
    assert cast.browser("petra").get(url).status_code == 200
    assert cast.browser("sol").get(url).status_code == 404
    assert Client().get(url).status_code == 302
    for who in ("amina", "fay", "hugo", "chioma", "simi", "grace", "jonas", "finn"):
        assert cast.browser(who).get(url).status_code == 403, who


@pytest.mark.parametrize("place", PAGES)
def test_a_locked_paper_shows_no_form_to_change_it(cast: Cast, place: str) -> None:
    paper = make_locked(cast)
    shown = cast.browser("petra").get(f"/papers/{paper.pk}/{place}").content.decode()
    assert ("<form" in shown) is (place == "series/")


BUDGET = {"": 10, "case/": 6, "questions/q1/": 6, "review/": 10, "history/": 5}


@pytest.mark.parametrize("place", BUDGET)
def test_a_page_costs_the_same_however_long_the_history(
    cast: Cast, place: str, django_assert_max_num_queries: Any
) -> None:
    paper, petra = make_paper(cast), cast.browser("petra")
    petra.get(f"/papers/{paper.pk}/")
    for title in ("One", "Two", "Three"):
        save(petra, f"/papers/{paper.pk}/questions/q1/", {**QUESTION, "title": title})
    with django_assert_max_num_queries(BUDGET[place]):
        assert petra.get(f"/papers/{paper.pk}/{place}").status_code == 200


def test_the_list_costs_the_same_however_many_papers(cast: Cast, django_assert_max_num_queries: Any) -> None:
    for number in range(6):
        make_paper(cast, code=f"T-{number}")
    petra = cast.browser("petra")
    with django_assert_max_num_queries(4):
        assert "6 papers are not locked yet" in petra.get("/papers/").content.decode()


def title_of(cast: Cast, paper: Paper) -> str:
    draft = get_draft_for(for_=cast.people["petra"], paper_id=paper.pk)
    assert draft
    return draft.body.question("q1").title
