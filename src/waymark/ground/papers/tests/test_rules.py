"""Who may review, and when a paper may be locked: a table."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from waymark.ground.papers.parts import ABSENT, digest_of, next_id, part_of, with_part
from waymark.ground.papers.rules import Reviewed, Standing, may_lock, may_review
from waymark.ground.papers.tests.makers import CASE, make_body

PETRA, RAE = 1, 2


def review(of: str = "now", *, by: int = RAE, agrees: bool = True) -> Reviewed:
    return Reviewed(by=by, fingerprint=of, agrees=agrees)


def standing(
    *reviews: Reviewed, errors: int = 0, locked: bool = False, writers: frozenset[int] = frozenset({PETRA})
) -> Standing:
    return Standing(fingerprint="now", writers=writers, reviews=reviews, errors=errors, is_locked=locked)


@pytest.mark.parametrize(
    ("stands", "reasons"),
    [
        (standing(), ("not_reviewed",)),
        (standing(review()), ()),
        (standing(review(), errors=1), ("has_errors",)),
        (standing(errors=2), ("has_errors", "not_reviewed")),
        (standing(review("before")), ("changed_since_review",)),
        (standing(review("before"), review()), ()),
        (standing(review(by=PETRA)), ("changed_since_review",)),
        (standing(review(agrees=False)), ("review_disagrees",)),
        (standing(review(agrees=False), review()), ()),
        (standing(review(), review(agrees=False)), ("review_disagrees",)),
        (standing(review(), review("before", agrees=False)), ()),
        (standing(review(), writers=frozenset({PETRA, RAE})), ("changed_since_review",)),
        (standing(review(), locked=True), ("locked",)),
    ],
)
def test_when_a_paper_may_be_locked(stands: Standing, reasons: tuple[str, ...]) -> None:
    assert may_lock(stands).reasons == reasons
    assert may_lock(stands).allowed is (not reasons)


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
def test_who_may_review(by: int, read: str, locked: bool, reasons: tuple[str, ...]) -> None:
    assert may_review(standing(locked=locked), by=by, fingerprint=read).reasons == reasons


PARTS = ["details", "case", "question:q1", "question:q2", "criterion:c1", "omissions"]


@pytest.mark.parametrize("part", PARTS)
def test_a_part_put_back_changes_nothing(part: str) -> None:
    body = make_body()
    assert with_part(body, CASE, part, part_of(body, CASE, part)) == (body, CASE)


@given(st.permutations(PARTS))
def test_a_paper_can_be_made_of_its_parts_in_any_order(order: list[str]) -> None:
    whole = make_body()
    body, case = (
        make_body(questions=[], scheme={**whole.model_dump()["scheme"], "criteria": []}, feedback={}),
        "",
    )
    for part in sorted(order, key=lambda one: one == "question:q2"):
        body, case = with_part(body, case, part, part_of(whole, CASE, part))
    assert (body, case) == (whole, CASE)


def test_a_question_taken_out_feeds_no_criterion_any_more() -> None:
    body, _ = with_part(make_body(), CASE, "question:q1", None)
    assert [one.id for one in body.questions] == ["q2"]
    assert body.scheme.criteria[0].questions == ("q2",)
    assert part_of(body, CASE, "question:q1") is None


def test_a_criterion_goes_with_its_sentences() -> None:
    body, _ = with_part(make_body(), CASE, "criterion:c1", None)
    assert (body.scheme.criteria, body.feedback) == ((), {})


def test_ids_and_digests() -> None:
    assert next_id(["q1", "q3"], "q") == "q2"
    assert digest_of(None) == ABSENT != digest_of({})
    assert digest_of({"a": 1, "b": 2}) == digest_of({"b": 2, "a": 1})
    with pytest.raises(ValueError, match="no such part"):
        part_of(make_body(), CASE, "weather")
