"""Two setters at the same moment, on a database that really commits: nothing is lost, and a lock is a lock."""

from __future__ import annotations

from typing import Any

import pytest

from tests.cast import Cast
from tests.house.test_hostile import together
from waymark.ground.papers import actions
from waymark.ground.papers.models import CaseStudy, Paper, PaperLock, Wording
from waymark.ground.papers.parts import digest_of
from waymark.ground.papers.queries import fingerprint_now
from waymark.ground.papers.tests.makers import CASE, make_paper, make_reviewer, review
from waymark.kit.refusals import Refusal

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def cast(transactional_db: None) -> Cast:
    return Cast()


def save(cast: Cast, paper: Paper, text: str, by: str) -> Any:
    fresh = Paper.objects.get(pk=paper.pk)
    said, base = {"text": text}, digest_of({"text": CASE})
    return lambda: actions.save_part(
        paper=fresh, part="case", content=said, base=base, by=cast.people[by], at=cast.at
    )


def test_of_two_saves_one_stands_and_the_other_is_kept(cast: Cast) -> None:
    paper = make_paper(cast)
    make_reviewer(cast)
    found = together(save(cast, paper, "Hers", "petra"), save(cast, paper, "His", "rae"))
    assert sorted(one.stands for one in found) == [False, True]
    stands = Wording.objects.get(stands=True).content
    assert stands == {"text": CaseStudy.objects.get(paper=paper).text}
    assert {row.content["text"] for row in Wording.objects.all()} == {"Hers", "His"}


def test_one_save_sent_three_times_is_one_save(cast: Cast) -> None:
    paper = make_paper(cast)
    found = together(*[save(cast, paper, "Hers", "petra")] * 3)
    assert all(one.stands for one in found)
    assert Wording.objects.count() == 1


def test_a_new_question_sent_three_times_at_once_is_one(cast: Cast) -> None:
    paper = make_paper(cast)
    said = {
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
            content=said,
            base="",
            by=petra,
            at=cast.at,
        )

    assert {one.part for one in together(add, add, add)} == {"question:q3"}
    assert len(Paper.objects.get(pk=paper.pk).body["questions"]) == 3


def test_what_is_locked_while_somebody_saves_is_what_was_reviewed(cast: Cast) -> None:
    paper, petra = make_paper(cast), cast.people["petra"]
    review(cast, paper)
    read = fingerprint_now(paper)

    def lock() -> Any:
        return actions.lock_paper(paper=Paper.objects.get(pk=paper.pk), by=petra, at=cast.at)

    found = together(lock, save(cast, paper, "Late", "petra"), lock)
    locks = PaperLock.objects.filter(paper=paper)
    text = CaseStudy.objects.get(paper=paper).text
    if locks:
        assert (locks[0].fingerprint, text) == (read, CASE)
    else:
        assert text == "Late"
    assert sum(isinstance(one, Refusal) for one in found) >= 1


def test_one_file_brought_three_times_at_once_is_one(cast: Cast) -> None:
    paper, petra = make_paper(cast), cast.people["petra"]

    def bring() -> Any:
        return actions.add_exhibit(
            paper=Paper.objects.get(pk=paper.pk), name="a.csv", data=b"a,b\n1,2\n", by=petra, at=cast.at
        )

    assert len({one.pk for one in together(bring, bring, bring)}) == 1
