"""A paper is reviewed by a second person, locked once and never changed again, not even in the database."""

from __future__ import annotations

import pytest
from django.db import DatabaseError, connection, transaction

from tests.cast import Cast
from waymark.ground.ledger.models import Entry
from waymark.ground.papers import actions, queries
from waymark.ground.papers.models import CaseStudy, Exhibit, ExhibitFile, Paper, PaperLock, Review, Wording
from waymark.ground.papers.tests.makers import (
    CASE,
    PAPER_DATA,
    make_locked,
    make_paper,
    make_reviewer,
    review,
)

CSV = b"school,pupils\nOne,12\n"


def test_paper_is_locked_only_once(cast: Cast) -> None:
    paper = make_locked(cast)
    lock = PaperLock.objects.get(paper=paper)
    assert queries.case_of_locked(fingerprint=lock.fingerprint) == CASE
    assert queries.body_of_locked(fingerprint=lock.fingerprint).scheme.most == 3
    with pytest.raises(actions.CannotLock):
        actions.lock_paper(paper=paper, by=cast.people["petra"], at=cast.at)


def test_fingerprint_changes_with_text_and_files(cast: Cast) -> None:
    first = actions.fingerprint_of(body=PAPER_DATA, case="a")
    assert first != actions.fingerprint_of(body=PAPER_DATA, case="b")
    assert first == actions.fingerprint_of(body=PAPER_DATA, case="a", exhibits=[])
    assert first != actions.fingerprint_of(body=PAPER_DATA, case="a", exhibits=[("a.csv", "0")])


def test_writers_cannot_review_their_paper(cast: Cast) -> None:
    paper, petra = make_paper(cast), cast.people["petra"]
    current = queries.fingerprint_now(paper)
    with pytest.raises(actions.CannotReview) as refused:
        actions.review_paper(
            paper=paper, fingerprint=current, approves=True, comment="", by=petra, at=cast.at
        )
    assert refused.value.codes == ("wrote_it",)
    with pytest.raises(actions.CannotLock) as not_locked:
        actions.lock_paper(paper=paper, by=petra, at=cast.at)
    assert not_locked.value.codes == ("not_reviewed",)


def test_review_of_an_earlier_text_is_refused(cast: Cast) -> None:
    paper, rae = make_paper(cast), make_reviewer(cast)
    read = queries.fingerprint_now(paper)
    change_case(cast, paper, CASE + "More.")
    with pytest.raises(actions.CannotReview) as refused:
        actions.review_paper(paper=paper, fingerprint=read, approves=True, comment="", by=rae, at=cast.at)
    assert refused.value.codes == ("changed_since",)


@pytest.mark.parametrize("how", ["case", "exhibit"])
def test_change_after_review_needs_another_review(cast: Cast, how: str) -> None:
    paper = make_paper(cast)
    review(cast, paper)
    if how == "case":
        change_case(cast, paper, CASE + "More.")
    else:
        actions.add_exhibit(paper=paper, name="a.csv", data=CSV, by=cast.people["petra"], at=cast.at)
    with pytest.raises(actions.CannotLock) as refused:
        actions.lock_paper(paper=paper, by=None, at=cast.at)
    assert refused.value.codes == ("changed_since_review",)
    review(cast, paper)
    actions.lock_paper(paper=paper, by=None, at=cast.at)


def test_review_by_someone_who_writes_later_does_not_count(cast: Cast) -> None:
    """Even when the text is restored to exactly what was reviewed."""
    paper = make_paper(cast)
    review(cast, paper)
    for text in (CASE + "More.", CASE):
        change_case(cast, paper, text, by="rae")
    with pytest.raises(actions.CannotLock) as refused:
        actions.lock_paper(paper=paper, by=None, at=cast.at)
    assert refused.value.codes == ("changed_since_review",)


def test_review_asking_for_changes_prevents_locking(cast: Cast) -> None:
    paper = make_paper(cast)
    review(cast, paper)
    review(cast, paper, approves=False)
    with pytest.raises(actions.CannotLock) as refused:
        actions.lock_paper(paper=paper, by=None, at=cast.at)
    assert refused.value.codes == ("review_disagrees",)


def test_errors_of_the_check_prevent_locking_and_warnings_do_not(cast: Cast) -> None:
    paper = make_paper(cast, case="Too short.")
    review(cast, paper)
    with pytest.raises(actions.CannotLock) as refused:
        actions.lock_paper(paper=paper, by=None, at=cast.at)
    assert refused.value.codes == ("has_errors",)
    with_warning = make_paper(cast, code="T-2", title="Schools")
    review(cast, with_warning)
    actions.lock_paper(paper=with_warning, by=None, at=cast.at)


def test_practice_paper_is_locked_without_review_and_not_offered_to_leads(cast: Cast) -> None:
    paper = make_paper(cast, case="Short.")
    Paper.objects.filter(pk=paper.pk).update(is_practice=True)
    actions.lock_paper(paper=paper, by=None, at=cast.at)
    grace = cast.people["grace"]
    assert not queries.list_locked_for(for_=grace, programme_slug="llse-npqel")
    assert queries.find_practice_paper(provider_id=cast.llse.pk, programme_slug="llse-npqel") == paper


def test_unlocked_papers_and_those_of_other_providers_are_not_offered(cast: Cast) -> None:
    paper = make_paper(cast)
    grace, finn = cast.people["grace"], cast.people["finn"]
    assert not queries.list_locked_for(for_=grace, programme_slug="llse-npqel")
    review(cast, paper)
    actions.lock_paper(paper=paper, by=None, at=cast.at)
    assert queries.list_locked_for(for_=grace, programme_slug="llse-npqel") == [paper]
    assert queries.get_locked_for(for_=finn, paper_id=paper.pk) is None
    assert queries.get_draft_for(for_=finn, paper_id=paper.pk) is None


def test_locked_paper_cannot_be_saved(cast: Cast) -> None:
    paper, petra = make_paper(cast), cast.people["petra"]
    actions.add_exhibit(paper=paper, name="b.csv", data=CSV + b"Two,13\n", by=petra, at=cast.at)
    review(cast, paper)
    actions.lock_paper(paper=paper, by=petra, at=cast.at)
    with pytest.raises(actions.CannotWrite):
        change_case(cast, paper, "Another.")
    with pytest.raises(actions.CannotWrite):
        actions.add_exhibit(paper=paper, name="a.csv", data=CSV, by=petra, at=cast.at)
    exhibit = Exhibit.objects.get(paper=paper)
    with pytest.raises(actions.CannotWrite) as refused:
        actions.remove_exhibit(exhibit=exhibit, by=petra, at=cast.at)
    assert refused.value.codes == ("locked",)


def test_paper_has_at_most_twelve_files(cast: Cast) -> None:
    paper, petra = make_paper(cast), cast.people["petra"]
    for number in range(12):
        actions.add_exhibit(paper=paper, name="a.csv", data=CSV + b"Two,%d\n" % number, by=petra, at=cast.at)
    with pytest.raises(actions.CannotWrite) as refused:
        actions.add_exhibit(paper=paper, name="a.csv", data=CSV, by=petra, at=cast.at)
    assert refused.value.codes == ("too_many",)
    assert Exhibit.objects.filter(paper=paper).count() == 12


CHANGES = {
    "body": lambda paper: Paper.objects.filter(pk=paper.pk).update(body={}),
    "title": lambda paper: Paper.objects.filter(pk=paper.pk).update(title="Other"),
    "code": lambda paper: Paper.objects.filter(pk=paper.pk).update(code="X"),
    "case": lambda paper: CaseStudy.objects.filter(paper=paper).update(text="Other"),
    "no case": lambda paper: CaseStudy.objects.filter(paper=paper).delete(),
    "exhibit": lambda paper: Exhibit.objects.filter(paper=paper).update(name="other.csv"),
    "no exhibit": lambda paper: ExhibitFile.objects.filter(exhibit__paper=paper).delete(),
    "bytes": lambda paper: ExhibitFile.objects.filter(exhibit__paper=paper).update(data=b"x"),
    "new exhibit": lambda paper: Exhibit.objects.create(
        paper=paper, name="new.csv", kind="csv", size=1, digest="0", at=paper.at
    ),
    "moved in": lambda paper: CaseStudy.objects.exclude(paper=paper).update(paper=paper),
    "lock": lambda paper: PaperLock.objects.filter(paper=paper).update(fingerprint="0" * 64),
    "no lock": lambda paper: PaperLock.objects.filter(paper=paper).delete(),
    "review": lambda paper: Review.objects.filter(paper=paper).update(approves=False),
    "history": lambda paper: Wording.objects.filter(paper=paper).update(was_applied=False),
    "gone": lambda paper: connection.cursor().execute("DELETE FROM papers_paper"),
}


@pytest.mark.parametrize("what", CHANGES)
def test_database_refuses_to_change_a_locked_paper(cast: Cast, what: str) -> None:
    paper = make_paper(cast)
    actions.add_exhibit(paper=paper, name="a.csv", data=CSV, by=cast.people["petra"], at=cast.at)
    if what != "gone":
        make_paper(cast, code="T-2")
    review(cast, paper)
    actions.lock_paper(paper=paper, by=None, at=cast.at)
    with pytest.raises(DatabaseError, match=r"never change|only grows"), transaction.atomic():
        CHANGES[what](paper)


def test_draft_can_be_changed_while_another_paper_is_locked(cast: Cast) -> None:
    make_locked(cast)
    draft = make_paper(cast, code="T-2")
    change_case(cast, draft, "Another.")
    assert queries.get_draft_for(for_=cast.people["petra"], paper_id=draft.pk).case == "Another."  # type: ignore[union-attr]


def test_code_is_unique_within_a_provider(cast: Cast) -> None:
    make_paper(cast)
    with pytest.raises(actions.CannotWrite):
        make_paper(cast)


def test_locked_papers_of_one_series_are_parallel(cast: Cast) -> None:
    petra = cast.people["petra"]
    first, second, draft = make_locked(cast), make_locked(cast, code="T-2"), make_paper(cast, code="T-3")
    for paper, letter in ((first, "A"), (second, "B"), (draft, "C")):
        actions.place_in_series(paper=paper, series="Main", letter=letter, by=petra, at=cast.at)
    assert queries.list_parallel_of(paper_id=first.pk) == [second]
    entries = Entry.objects.filter(verb="papers.placed")
    assert [(entry.about_id, entry.by_id, entry.facts) for entry in entries] == [
        (paper.pk, petra.pk, {"form": letter})
        for paper, letter in ((first, "A"), (second, "B"), (draft, "C"))
    ]
    with pytest.raises(actions.CannotWrite):
        actions.place_in_series(paper=draft, series="Main", letter="A", by=petra, at=cast.at)


def test_audit_log_says_what_was_done_and_nothing_of_the_text(cast: Cast) -> None:
    paper = make_paper(cast)
    actions.add_exhibit(paper=paper, name="Bell.csv", data=CSV, by=cast.people["petra"], at=cast.at)
    change_case(cast, paper, CASE + "More.")
    review(cast, paper)
    actions.lock_paper(paper=paper, by=cast.people["petra"], at=cast.at)
    rows = Entry.objects.filter(verb__startswith="papers.").order_by("id")
    assert [row.verb for row in rows] == [
        "papers.written",
        "papers.exhibit_added",
        "papers.part_saved",
        "papers.reviewed",
        "papers.locked",
    ]
    assert not any(word in str(row.facts) for row in rows for word in ("bell", "Bell", "schools", "Sees"))


def test_printed_values_do_not_show_their_text() -> None:
    from waymark.ground.papers.tests.makers import make_body

    body = make_body()
    shown = repr([body, body.questions, body.scheme, body.scheme.criteria[0].levels, body.scheme.omissions])
    shown += f"{body} {body.questions[0]} {body.scheme.criteria[0]}"
    assert not any(word in shown for word in ("schools", "Sees", "prepares", "problem", "It is so"))
    with pytest.raises(ValueError, match="valid") as wrong:
        make_body(questions=[{**PAPER_DATA["questions"][0], "guidance_words": "canary"}])
    assert "canary" not in str(wrong.value)


def change_case(cast: Cast, paper: Paper, text: str, *, by: str = "petra") -> None:
    from waymark.ground.papers.drafts.parts import digest_of

    base = digest_of({"text": CaseStudy.objects.get(paper=paper).text})
    saved = actions.save_part(
        paper=Paper.objects.get(pk=paper.pk),
        part="case",
        content={"text": text},
        base=base,
        by=cast.people[by],
        at=cast.at,
    )
    assert saved.was_applied
