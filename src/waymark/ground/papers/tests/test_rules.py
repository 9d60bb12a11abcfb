"""Who may review, and when a paper may be locked: a table."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from waymark.ground.papers.drafts.parts import ABSENT, content_of, digest_of, next_id, replace_part
from waymark.ground.papers.rules import PaperState, ReviewOutcome, may_lock, may_review
from waymark.ground.papers.tests.makers import CASE, make_body

PETRA, RAE = 1, 2


def review(of: str = "now", *, by: int = RAE, approves: bool = True) -> ReviewOutcome:
    return ReviewOutcome(reviewer_id=by, fingerprint=of, approves=approves)


def state(
    *reviews: ReviewOutcome,
    errors: int = 0,
    locked: bool = False,
    writers: frozenset[int] = frozenset({PETRA}),
) -> PaperState:
    return PaperState(
        fingerprint="now", writer_ids=writers, reviews=reviews, error_count=errors, is_locked=locked
    )


@pytest.mark.parametrize(
    ("paper", "reasons"),
    [
        (state(), ("not_reviewed",)),
        (state(review()), ()),
        (state(review(), errors=1), ("has_errors",)),
        (state(errors=2), ("has_errors", "not_reviewed")),
        (state(review("before")), ("changed_since_review",)),
        (state(review("before"), review()), ()),
        (state(review(by=PETRA)), ("changed_since_review",)),
        (state(review(approves=False)), ("review_disagrees",)),
        (state(review(approves=False), review()), ()),
        (state(review(), review(approves=False)), ("review_disagrees",)),
        (state(review(), review("before", approves=False)), ()),
        (state(review(), writers=frozenset({PETRA, RAE})), ("changed_since_review",)),
        (state(review(), locked=True), ("locked",)),
    ],
)
def test_paper_may_be_locked(paper: PaperState, reasons: tuple[str, ...]) -> None:
    assert may_lock(paper).reasons == reasons
    assert may_lock(paper).allowed is (not reasons)


@pytest.mark.parametrize(
    ("by", "read", "locked", "reasons"),
    [
        (RAE, "now", False, ()),
        (PETRA, "now", False, ("wrote_it",)),
        (RAE, "before", False, ("changed_since",)),
        (RAE, "now", True, ("locked",)),
        (PETRA, "before", True, ("locked", "wrote_it", "changed_since")),
    ],
)
def test_person_may_review(by: int, read: str, locked: bool, reasons: tuple[str, ...]) -> None:
    assert may_review(state(locked=locked), reviewer_id=by, fingerprint=read).reasons == reasons


PARTS = ["details", "case", "question:q1", "question:q2", "criterion:c1", "omissions"]


@pytest.mark.parametrize("part", PARTS)
def test_replacing_a_part_with_itself_changes_nothing(part: str) -> None:
    body = make_body()
    assert replace_part(body, CASE, part, content_of(body, CASE, part)) == (body, CASE)


@given(st.permutations(PARTS))
def test_paper_can_be_built_from_its_parts_in_any_order(order: list[str]) -> None:
    whole = make_body()
    body, case = (
        make_body(questions=[], scheme={**whole.model_dump()["scheme"], "criteria": []}, feedback={}),
        "",
    )
    for part in sorted(order, key=lambda part: part == "question:q2"):
        body, case = replace_part(body, case, part, content_of(whole, CASE, part))
    assert (body, case) == (whole, CASE)


def test_removed_question_is_marked_by_no_criterion() -> None:
    body, _ = replace_part(make_body(), CASE, "question:q1", None)
    assert [question.id for question in body.questions] == ["q2"]
    assert body.scheme.criteria[0].questions == ("q2",)
    assert content_of(body, CASE, "question:q1") is None


def test_removed_criterion_takes_its_feedback_along() -> None:
    body, _ = replace_part(make_body(), CASE, "criterion:c1", None)
    assert (body.scheme.criteria, body.feedback) == ((), {})


def test_ids_and_digests() -> None:
    assert next_id(["q1", "q3"], "q") == "q2"
    assert digest_of(None) == ABSENT != digest_of({})
    assert digest_of({"a": 1, "b": 2}) == digest_of({"b": 2, "a": 1})
    with pytest.raises(ValueError, match="have that part"):
        content_of(make_body(), CASE, "weather")
