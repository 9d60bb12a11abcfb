"""Two setters at the same moment, on a database that really commits: nothing is lost and a lock holds."""

from __future__ import annotations

from typing import Any

import pytest

from tests.cast import Cast, the_cast
from tests.house.test_hostile import together
from waymark.ground.papers import actions
from waymark.ground.papers.drafts.parts import digest_of
from waymark.ground.papers.models import CaseStudy, Paper, PaperLock, Wording
from waymark.ground.papers.queries import fingerprint_now
from waymark.ground.papers.tests.makers import CASE, make_paper, make_reviewer, review
from waymark.kit.refusals import Refusal

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def cast(transactional_db: None) -> Cast:
    return the_cast()


def save(cast: Cast, paper: Paper, text: str, by: str) -> Any:
    fresh = Paper.objects.get(pk=paper.pk)
    content, base = {"text": text}, digest_of({"text": CASE})
    return lambda: actions.save_part(
        paper=fresh, part="case", content=content, base=base, by=cast.people[by], at=cast.at
    )


def test_two_saves_at_once_apply_one_and_keep_the_other(cast: Cast) -> None:
    paper = make_paper(cast)
    make_reviewer(cast)
    saves = together(save(cast, paper, "Hers", "petra"), save(cast, paper, "His", "rae"))
    assert sorted(saved.was_applied for saved in saves) == [False, True]
    applied = Wording.objects.get(was_applied=True).content
    assert applied == {"text": CaseStudy.objects.get(paper=paper).text}
    assert {row.content["text"] for row in Wording.objects.all()} == {"Hers", "His"}


def test_same_save_sent_three_times_is_one_save(cast: Cast) -> None:
    paper = make_paper(cast)
    saves = together(*[save(cast, paper, "Hers", "petra")] * 3)
    assert all(saved.was_applied for saved in saves)
    assert Wording.objects.count() == 1


def test_same_new_question_sent_three_times_is_one_question(cast: Cast) -> None:
    paper = make_paper(cast)
    content = {
        "title": "New?",
        "preamble": "",
        "sub_questions": [],
        "guidance_words": 0,
        "strands": [],
        "asks_for": [],
    }
    petra = cast.people["petra"]

    def add() -> Any:
        return actions.save_part(
            paper=Paper.objects.get(pk=paper.pk),
            part="question:",
            content=content,
            base="",
            by=petra,
            at=cast.at,
        )

    assert {saved.part for saved in together(add, add, add)} == {"question:q3"}
    assert len(Paper.objects.get(pk=paper.pk).body["questions"]) == 3


def test_paper_locked_during_a_save_is_the_one_reviewed(cast: Cast) -> None:
    paper, petra = make_paper(cast), cast.people["petra"]
    review(cast, paper)
    reviewed = fingerprint_now(paper)

    def lock() -> Any:
        return actions.lock_paper(paper=Paper.objects.get(pk=paper.pk), by=petra, at=cast.at)

    results = together(lock, save(cast, paper, "Late", "petra"), lock)
    locks = PaperLock.objects.filter(paper=paper)
    text = CaseStudy.objects.get(paper=paper).text
    if locks:
        assert (locks[0].fingerprint, text) == (reviewed, CASE)
    else:
        assert text == "Late"
    assert sum(isinstance(result, Refusal) for result in results) >= 1


def test_same_file_uploaded_three_times_is_one_exhibit(cast: Cast) -> None:
    paper, petra = make_paper(cast), cast.people["petra"]

    def upload() -> Any:
        return actions.add_exhibit(
            paper=Paper.objects.get(pk=paper.pk), name="a.csv", data=b"a,b\n1,2\n", by=petra, at=cast.at
        )

    assert len({exhibit.pk for exhibit in together(upload, upload, upload)}) == 1
