"""Setters write, review and lock papers; two of them never overwrite each other; no one else may open the pages."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.cast import Cast
from tests.filled import form_of
from waymark.ground.papers.drafts.queries import Draft
from waymark.ground.papers.models import Exhibit, Paper, PaperLock, Wording
from waymark.ground.papers.queries import get_draft_for
from waymark.ground.papers.tests.makers import (
    CASE,
    PAPER_DATA,
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


def save(browser: Client, url: str, data: dict[str, Any], *, base: str | None = None) -> Any:
    return browser.post(url, {**data, "base": base_of(browser, url) if base is None else base})


def test_paper_is_written_reviewed_and_locked_on_its_pages(cast: Cast) -> None:
    petra = cast.browser("petra")
    new = {"code": "LLSE-C", "title": "Paper C", "case_title": "A trust", "programme": "llse-npqel"}
    assert petra.post("/papers/new/", new).status_code == 302
    paper = Paper.objects.get(code="LLSE-C")
    at = f"/papers/{paper.pk}"
    assert "errors before you lock this paper" in petra.get(f"{at}/").content.decode()
    for url, data in (
        ("case/", {"text": CASE}),
        ("questions/new/", QUESTION),
        ("questions/new/", {**QUESTION, "title": "How will it last?", "asks_for": ["plan_implementation"]}),
        ("criteria/new/", {**CRITERION, "questions": ["q1", "q2"]}),
        ("omissions/", {"says-1": "It prepares.", "why-1": "Else it fails."}),
    ):
        assert save(petra, f"{at}/{url}", data).status_code == 302, url
    draft = get_draft_for(for_=cast.people["petra"], paper_id=paper.pk)
    assert draft
    assert [question.id for question in draft.body.questions] == ["q1", "q2"]
    assert draft.body.questions[0].sub_questions == ("What is the problem?", "How do you know?")
    assert draft.body.scheme.pass_points * 100 == draft.body.scheme.most * 60
    assert draft.problems == ()
    assert petra.post(f"{at}/lock/").status_code == 422
    make_reviewer(cast)
    rae = cast.browser("rae")
    page = rae.get(f"{at}/review/")
    data = {"fingerprint": page.context["form"].initial["fingerprint"], "verdict": "yes", "comment": ""}
    assert rae.post(f"{at}/review/", data).status_code == 302
    assert petra.post(f"{at}/lock/").status_code == 302
    assert PaperLock.objects.get(paper=paper).fingerprint == data["fingerprint"]
    assert save(petra, f"{at}/case/", {"text": "Other"}, base="").status_code == 422


def test_two_saves_of_one_part_keep_both_versions_and_tell_the_second_setter(cast: Cast) -> None:
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
    assert [(row.content["title"], row.was_applied) for row in Wording.objects.order_by("id")] == [
        ("Hers", True),
        ("His", False),
    ]
    again = save(rae, url, {**QUESTION, "title": "His"}, base=base)
    assert (again.status_code, Wording.objects.count()) == (409, 2)
    assert "1 other version was saved" in petra.get(f"/papers/{paper.pk}/").content.decode()
    alternate = Wording.objects.get(was_applied=False)
    version = f"/papers/{paper.pk}/history/{alternate.pk}/"
    base = petra.get(version).context["base"]
    assert petra.post(version, {"base": base}).status_code == 302
    assert title_of(cast, paper) == "His"


def test_saving_after_seeing_both_versions_replaces_the_current_one(cast: Cast) -> None:
    paper = make_paper(cast)
    petra, url = cast.browser("petra"), f"/papers/{paper.pk}/questions/q1/"
    base = base_of(petra, url)
    save(petra, url, {**QUESTION, "title": "First"}, base=base)
    answer = save(petra, url, {**QUESTION, "title": "Second"}, base=base)
    newer = answer.context["form"].data["base"]
    assert save(petra, url, {**QUESTION, "title": "Both"}, base=newer).status_code == 302
    assert title_of(cast, paper) == "Both"


def test_saves_of_different_parts_do_not_conflict(cast: Cast) -> None:
    paper = make_paper(cast)
    petra, at = cast.browser("petra"), f"/papers/{paper.pk}"
    bases = {url: base_of(petra, f"{at}/{url}") for url in ("questions/q1/", "case/", "omissions/")}
    assert save(petra, f"{at}/questions/q1/", QUESTION, base=bases["questions/q1/"]).status_code == 302
    assert save(petra, f"{at}/case/", {"text": "New"}, base=bases["case/"]).status_code == 302
    data = {"says-1": "Other", "why-1": "Other"}
    assert save(petra, f"{at}/omissions/", data, base=bases["omissions/"]).status_code == 302


def test_form_sent_twice_adds_one_question(cast: Cast) -> None:
    paper, petra = make_paper(cast), cast.browser("petra")
    for _ in range(2):
        assert save(petra, f"/papers/{paper.pk}/questions/new/", QUESTION).status_code == 302
    draft = get_draft_for(for_=cast.people["petra"], paper_id=paper.pk)
    assert draft
    assert [question.id for question in draft.body.questions] == ["q1", "q2", "q3"]


def test_every_omission_is_saved_in_its_order(cast: Cast) -> None:
    paper, petra = make_paper(cast), cast.browser("petra")
    data = {f"{name}-{n}": f"{name} {n}" for n in (1, 2, 3) for name in ("says", "why")}
    assert save(petra, f"/papers/{paper.pk}/omissions/", data).status_code == 302
    omissions = draft_of(cast, paper).body.scheme.omissions
    assert [(omission.says, omission.why) for omission in omissions] == [
        ("says 1", "why 1"),
        ("says 2", "why 2"),
        ("says 3", "why 3"),
    ]


def test_question_without_word_guidance_has_none(cast: Cast) -> None:
    paper, petra = make_paper(cast), cast.browser("petra")
    save(petra, f"/papers/{paper.pk}/questions/q1/", {**QUESTION, "guidance_words": ""})
    assert draft_of(cast, paper).body.question("q1").guidance_words == 0


def test_question_is_removed_unless_it_has_changed_since(cast: Cast) -> None:
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
    ("criteria/c1/", {**CRITERION, "points-1": "-1"}, "Points for level 2 must be between 0 and 100"),
    ("criteria/c1/", {**CRITERION, "points-1": "2"}, "Another level already gives 2 points"),
    ("criteria/c1/", {**CRITERION, "points-2": ""}, "Enter the points for level 3"),
    (
        "details/",
        {"title": "T", "case_title": "C", "numerator": "1", "denominator": "0"},
        "Pass mark: out of must be between 1 and",
    ),
    ("case/", {"text": "x" * 200_001}, "200001 characters"),
    ("omissions/", {"says-1": "x" * 1001}, "You entered 1001 characters"),
]


@pytest.mark.parametrize(("url", "data", "error"), BAD, ids=[f"{url} {error}" for url, _, error in BAD])
def test_bad_input_shows_an_error_and_keeps_what_was_typed(
    cast: Cast, url: str, data: dict[str, Any], error: str
) -> None:
    paper, petra = make_paper(cast), cast.browser("petra")
    answer = save(petra, f"/papers/{paper.pk}/{url}", data)
    shown = answer.content.decode()
    assert answer.status_code == 422
    assert error in shown
    assert "There is a problem" in shown
    typed = str(data.get("looks_for") or data.get("sub_questions") or data.get("text") or "")
    assert typed.strip()[:40] in shown
    assert not Wording.objects.exists()


@pytest.mark.parametrize(
    "changes", [{"code": "a b"}, {"code": "x" * 41}, {"code": "T-1"}, {"programme": "other"}]
)
def test_new_paper_with_a_wrong_code_or_programme_is_refused(cast: Cast, changes: dict[str, str]) -> None:
    make_paper(cast)
    data = {"code": "T-9", "title": "T", "case_title": "", "programme": "llse-npqel"} | changes
    assert cast.browser("petra").post("/papers/new/", data).status_code == 422
    assert Paper.objects.count() == 1


def test_case_study_is_previewed_without_saving(cast: Cast) -> None:
    paper, petra = make_paper(cast), cast.browser("petra")
    text = "## A\n\n<script>alert(1)</script>\n\n| a | b |\n|---|---|\n| 1 | 2 |\n"
    answer = petra.post(f"/papers/{paper.pk}/case/", {"text": text, "base": "", "then": "preview"})
    shown = answer.content.decode()
    assert answer.status_code == 200
    assert '<table class="wm-table">' in shown
    assert "<script>alert" not in shown
    assert not Wording.objects.exists()


def upload(browser: Client, paper: Paper, name: str, data: bytes) -> Any:
    return browser.post(f"/papers/{paper.pk}/exhibits/", {"file": SimpleUploadedFile(name, data)})


def test_file_is_uploaded_downloaded_and_removed(cast: Cast) -> None:
    paper, petra = make_paper(cast), cast.browser("petra")
    assert upload(petra, paper, "../Figures.exe", CSV).status_code == 302
    assert upload(petra, paper, "again.csv", CSV).status_code == 302
    exhibit = Exhibit.objects.get()
    assert exhibit.name == "Figures.csv"
    answer = petra.get(f"/papers/{paper.pk}/exhibits/{exhibit.pk}/")
    assert (answer.content, answer["Content-Security-Policy"]) == (CSV, "default-src 'none'; sandbox")
    assert answer["Content-Disposition"].startswith("attachment")
    assert petra.post(f"/papers/{paper.pk}/exhibits/{exhibit.pk}/removal/").status_code == 302
    assert not Exhibit.objects.exists()


@pytest.mark.parametrize("data", [b"", b"MZ\x90", b"<html>,</html>", b"%PDF-" + b"x" * 6_000_000])
def test_file_of_another_kind_is_refused(cast: Cast, data: bytes) -> None:
    answer = upload(cast.browser("petra"), make_paper(cast), "a.pdf", data)
    assert answer.status_code == 422
    assert not Exhibit.objects.exists()


HEADED = "Before.\n\n## The first part\n\n" + CASE


@pytest.mark.parametrize(
    ("text", "is_shown"),
    [(HEADED, True), (f"## The first part\n\n{CASE}", True), (f"## Two   schools\n\n{CASE}", False)],
)
@pytest.mark.parametrize("page", ["preview/", "review/"])
def test_first_heading_of_a_case_study_is_left_out_only_if_it_repeats_the_title(
    cast: Cast, page: str, text: str, is_shown: bool
) -> None:
    paper = make_paper(cast, case=text)
    shown = cast.browser("petra").get(f"/papers/{paper.pk}/{page}").content.decode()
    assert ("<h2>The first part</h2>" in shown) is is_shown
    assert shown.count("Two schools</h2>") == 1


def test_next_step_leads_to_the_first_error(cast: Cast) -> None:
    petra, empty = cast.browser("petra"), {"criteria": [], "omissions": []}
    scheme = make_body().model_dump(mode="json")["scheme"]
    for changes, leads_to in (
        ({"questions": [], "scheme": scheme | empty}, "/questions/new/"),
        ({"scheme": scheme | {"criteria": []}}, "/criteria/new/"),
        (
            {
                "questions": [
                    {**PAPER_DATA["questions"][0], "strands": ["teaching"]},
                    PAPER_DATA["questions"][1],
                ]
            },
            "",
        ),
        (
            {"questions": [{**question, "strands": ["teaching"]} for question in PAPER_DATA["questions"]]},
            "/#parts",
        ),
    ):
        paper = make_paper(cast, code=f"T-{leads_to.count('/')}-{len(leads_to)}", **changes)
        next_step = petra.get(f"/papers/{paper.pk}/").context["next"]
        assert next_step["url"] == (f"/papers/{paper.pk}{leads_to}" if leads_to else "")


def test_page_names_who_can_review_or_says_that_no_one_can(cast: Cast) -> None:
    paper, petra = make_paper(cast), cast.browser("petra")
    alone = petra.get(f"/papers/{paper.pk}/").content.decode()
    assert "Ask a programme lead to add another setter." in alone
    make_reviewer(cast)
    assert "You can ask Rae Second." in petra.get(f"/papers/{paper.pk}/").content.decode()
    url = f"/papers/{paper.pk}/questions/q1/"
    save(cast.browser("rae"), url, QUESTION)
    assert "Every setter has written part of it" in petra.get(f"/papers/{paper.pk}/").content.decode()


def test_practice_paper_is_not_checked(cast: Cast) -> None:
    paper, petra = make_paper(cast, case="Short."), cast.browser("petra")
    Paper.objects.filter(pk=paper.pk).update(is_practice=True)
    for page in ("", "review/"):
        assert "The programme requires" not in petra.get(f"/papers/{paper.pk}/{page}").content.decode()
    assert (
        "Practice papers aren’t used to assess anyone" in petra.get(f"/papers/{paper.pk}/").content.decode()
    )


def test_review_asking_for_changes_is_the_next_step_until_the_text_changes(cast: Cast) -> None:
    paper, petra = make_paper(cast), cast.browser("petra")
    review(cast, paper, approves=False)
    for who in ("petra", "rae"):
        shown = cast.browser(who).get(f"/papers/{paper.pk}/")
        assert shown.context["next"]["title"] == "The review asks for changes"
        assert shown.context["next"]["text"].startswith("Rae Second has reviewed it")
        assert 'id="reviews"' in shown.content.decode()
    save(petra, f"/papers/{paper.pk}/questions/q1/", QUESTION)
    assert petra.get(f"/papers/{paper.pk}/").context["next"]["title"] == "This paper is waiting for a review"


def test_reviewer_reads_the_feedback_for_participants(cast: Cast) -> None:
    make_reviewer(cast)
    paper = make_paper(cast, feedback={"c1": {"2": "You saw the cause."}})
    shown = cast.browser("rae").get(f"/papers/{paper.pk}/review/").content.decode()
    assert shown.count("Feedback for the participant: You saw the cause.") == 1


def test_problems_of_the_saved_text_are_not_shown_with_a_new_error(cast: Cast) -> None:
    paper = make_paper(
        cast, questions=[{**PAPER_DATA["questions"][0], "preamble": ""}, PAPER_DATA["questions"][1]]
    )
    petra, url = cast.browser("petra"), f"/papers/{paper.pk}/questions/q1/"
    assert "has no preamble" in petra.get(url).content.decode()
    answer = save(petra, url, {**QUESTION, "guidance_words": "many"})
    assert answer.status_code == 422
    assert "has no preamble" not in answer.content.decode()


def test_papers_of_one_series_are_compared(cast: Cast) -> None:
    first, second, petra = make_locked(cast), make_paper(cast, code="T-2"), cast.browser("petra")
    for paper, letter in ((first, "a"), (second, "b")):
        data = {"series": "Main", "letter": letter}
        assert petra.post(f"/papers/{paper.pk}/series/", data).status_code == 302
    shown = petra.get(f"/papers/{second.pk}/series/").content.decode()
    assert "Compare 2 parallel papers" in shown
    assert "T-1, form A, locked" in shown
    form = form_of(petra.get(f"/papers/{second.pk}/series/"))
    assert petra.post(f"/papers/{second.pk}/series/", form | {"letter": "A"}).status_code == 422


def test_a_paper_placed_by_someone_else_since_is_shown_with_both_places(cast: Cast) -> None:
    paper, petra = make_paper(cast), cast.browser("petra")
    url = f"/papers/{paper.pk}/series/"
    stale = form_of(petra.get(url)) | {"series": "Main", "letter": "A"}
    petra.post(url, form_of(petra.get(url)) | {"series": "Main", "letter": "B"})
    answer = petra.post(url, stale)
    assert answer.status_code == 409
    assert '<td role="cell">B</td><td role="cell">A</td>' in answer.content.decode()
    assert petra.post(url, form_of(answer)).status_code == 302
    assert form_of(petra.get(url))["letter"] == "A"


def test_review_of_a_changed_paper_is_refused_and_kept_in_the_form(cast: Cast) -> None:
    paper = make_paper(cast)
    make_reviewer(cast)
    rae, petra, url = cast.browser("rae"), cast.browser("petra"), f"/papers/{paper.pk}/review/"
    read = rae.get(url).context["form"].initial["fingerprint"]
    save(petra, f"/papers/{paper.pk}/questions/q1/", QUESTION)
    data = {"fingerprint": read, "verdict": "yes", "comment": "Read to the end."}
    answer = rae.post(url, data)
    assert answer.status_code == 422
    assert "has changed since you opened it" in answer.content.decode()
    assert "Read to the end." in answer.content.decode()
    assert rae.post(url, {**data, "verdict": "no", "comment": ""}).status_code == 422


PAGES = ["", "preview/", "history/", "details/", "case/", "omissions/", "questions/new/", "questions/q1/"]
PAGES += ["criteria/new/", "criteria/c1/", "exhibits/", "review/", "lock/", "series/"]


@pytest.mark.parametrize("page", PAGES)
def test_only_setters_of_the_provider_may_open_a_page(cast: Cast, page: str) -> None:
    paper = make_paper(cast)
    cast.person("sol", "Sol", "Other", Role.SETTER, provider=cast.ucl)
    url = f"/papers/{paper.pk}/{page}"
    assert cast.browser("petra").get(url).status_code == 200
    assert cast.browser("sol").get(url).status_code == 404
    assert Client().get(url).status_code == 302
    for who in ("amina", "fay", "hugo", "chioma", "simi", "grace", "jonas", "finn"):
        assert cast.browser(who).get(url).status_code == 403, who


@pytest.mark.parametrize("page", PAGES)
def test_locked_paper_shows_no_form_to_change_it(cast: Cast, page: str) -> None:
    paper = make_locked(cast)
    shown = cast.browser("petra").get(f"/papers/{paper.pk}/{page}").content.decode()
    assert ("<form" in shown) is (page == "series/")


BUDGET = {"": 10, "case/": 6, "questions/q1/": 6, "review/": 10, "history/": 5}


@pytest.mark.parametrize("page", BUDGET)
def test_queries_of_a_page_do_not_grow_with_the_history(
    cast: Cast, page: str, django_assert_max_num_queries: Any
) -> None:
    paper, petra = make_paper(cast), cast.browser("petra")
    petra.get(f"/papers/{paper.pk}/")
    for title in ("One", "Two", "Three"):
        save(petra, f"/papers/{paper.pk}/questions/q1/", {**QUESTION, "title": title})
    with django_assert_max_num_queries(BUDGET[page]):
        assert petra.get(f"/papers/{paper.pk}/{page}").status_code == 200


def test_queries_of_the_list_do_not_grow_with_papers(cast: Cast, django_assert_max_num_queries: Any) -> None:
    for number in range(6):
        make_paper(cast, code=f"T-{number}")
    petra = cast.browser("petra")
    with django_assert_max_num_queries(4):
        assert "6 papers are not locked yet" in petra.get("/papers/").content.decode()


def draft_of(cast: Cast, paper: Paper) -> Draft:
    draft = get_draft_for(for_=cast.people["petra"], paper_id=paper.pk)
    assert draft
    return draft


def title_of(cast: Cast, paper: Paper) -> str:
    return draft_of(cast, paper).body.question("q1").title
