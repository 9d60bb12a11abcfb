"""Papers, files and saves are found only within their own provider, programme, series and paper."""

from __future__ import annotations

import pytest

from tests.cast import Cast
from tests.locked import lock_as_it_is
from waymark.ground.papers import actions, queries
from waymark.ground.papers.drafts import parts
from waymark.ground.papers.drafts import queries as drafts
from waymark.ground.papers.exhibits import files
from waymark.ground.papers.models import Exhibit, Paper
from waymark.ground.papers.tests.makers import make_body, make_paper
from waymark.ground.people.models import Provider

TABLE = b"school,pupils\nNorth,"


def write(
    cast: Cast,
    code: str,
    *,
    provider: Provider | None = None,
    programme: str = "llse-npqel",
    practice: bool = False,
    locked: bool = True,
) -> Paper:
    paper = actions.write_paper(
        provider=provider or cast.llse,
        programme_slug=programme,
        body=make_body(code=code),
        case=f"A case of {code}.",
        is_practice=practice,
        by=None,
        at=cast.at,
    )
    if locked:
        lock_as_it_is(paper, at=cast.at)
    return paper


def place(cast: Cast, paper: Paper, letter: str, *, series: str = "Autumn") -> None:
    actions.place_in_series(paper=paper, series=series, letter=letter, by=None, at=cast.at)


def test_practice_paper_is_the_newest_locked_one_of_its_provider_and_programme(cast: Cast) -> None:
    write(cast, "P-1", practice=True)
    newest = write(cast, "P-2", practice=True)
    write(cast, "P-3", practice=True, locked=False)
    write(cast, "P-4", practice=True, programme="other")
    write(cast, "P-5", practice=True, provider=cast.ucl)
    write(cast, "A-1")
    assert queries.find_practice_paper(provider_id=cast.llse.pk, programme_slug="llse-npqel") == newest


def test_locked_papers_are_those_of_the_provider_and_programme(cast: Cast) -> None:
    paper = write(cast, "A-1")
    write(cast, "A-2", locked=False)
    write(cast, "A-3", programme="other")
    write(cast, "A-4", provider=cast.ucl)
    write(cast, "A-5", practice=True)
    assert queries.list_locked_for(for_=cast.grace, programme_slug="llse-npqel") == [paper]
    assert [paper.code for paper in queries.list_papers_for(for_=cast.petra)] == ["A-1", "A-2", "A-3", "A-5"]


def test_locked_paper_is_found_by_its_id_within_the_provider(cast: Cast) -> None:
    first, second = write(cast, "A-1"), write(cast, "A-2")
    draft = write(cast, "A-3", locked=False)
    for paper in (first, second):
        assert queries.get_locked_for(for_=cast.grace, paper_id=paper.pk) == paper
        assert queries.get_locked_for(for_=cast.finn, paper_id=paper.pk) is None
        own = queries.get_draft_for(for_=cast.petra, paper_id=paper.pk)
        assert own
        assert own.paper == paper
        assert queries.get_draft_for(for_=cast.finn, paper_id=paper.pk) is None
    assert queries.get_locked_for(for_=cast.grace, paper_id=draft.pk) is None


def test_paper_is_found_by_its_code_within_the_provider(cast: Cast) -> None:
    here, there = write(cast, "A-1"), write(cast, "A-1", provider=cast.ucl)
    write(cast, "A-2")
    assert queries.find_paper(provider=cast.llse, code="A-1") == here
    assert queries.find_paper(provider=cast.ucl, code="A-1") == there
    assert queries.find_paper(provider=cast.ucl, code="A-2") is None


def test_parallel_papers_are_the_locked_ones_of_the_same_series(cast: Cast) -> None:
    first, second, draft, other = (
        write(cast, code, locked=code != "A-3") for code in ("A-1", "A-2", "A-3", "A-4")
    )
    write(cast, "A-5")
    for paper, letter in ((first, "C"), (second, "A"), (draft, "B")):
        place(cast, paper, letter)
    place(cast, other, "A", series="Spring")
    assert queries.list_parallel_of(paper_id=first.pk) == [second]
    assert queries.list_parallel_of(paper_id=other.pk) == []
    paper = Paper.objects.select_related("form__series").get(pk=first.pk)
    listed = drafts.list_series_for(draft=drafts.Draft(paper))
    assert [form.paper for form in listed] == [second, draft, first]


def test_series_belongs_to_one_provider_and_one_programme(cast: Cast) -> None:
    papers = [
        write(cast, "A-1"),
        write(cast, "A-2", programme="other"),
        write(cast, "A-3", provider=cast.ucl),
    ]
    for paper in papers:
        place(cast, paper, "A")
    assert len({Paper.objects.get(pk=paper.pk).form.series_id for paper in papers}) == 3


def test_form_letter_is_unique_within_its_series(cast: Cast) -> None:
    first, second = write(cast, "A-1"), write(cast, "A-2")
    place(cast, first, "A")
    place(cast, first, "A")
    with pytest.raises(actions.CannotWrite):
        place(cast, second, "A")
    place(cast, second, "A", series="Spring")


def test_practice_paper_is_locked_only_once(cast: Cast) -> None:
    paper = write(cast, "P-1", practice=True, locked=False)
    actions.lock_paper(paper=paper, by=None, at=cast.at)
    with pytest.raises(actions.CannotLock) as refused:
        actions.lock_paper(paper=paper, by=None, at=cast.at)
    assert refused.value.codes == ("locked",)


def test_files_are_found_only_with_their_own_paper(cast: Cast) -> None:
    first, second = (write(cast, code, locked=False) for code in ("A-1", "A-2"))
    exhibits = [
        actions.add_exhibit(paper=paper, name="table.csv", data=TABLE + code, by=None, at=cast.at)
        for paper, code in ((first, b"1"), (second, b"2"))
    ]
    assert queries.get_exhibit_of_locked(paper_id=first.pk, exhibit_id=exhibits[0].pk) is None
    for paper in (first, second):
        lock_as_it_is(paper, at=cast.at)
    assert queries.get_exhibit_of_locked(paper_id=first.pk, exhibit_id=exhibits[0].pk) == exhibits[0]
    assert queries.get_exhibit_of_locked(paper_id=first.pk, exhibit_id=exhibits[1].pk) is None
    fingerprint = queries.fingerprint_of(paper_id=second.pk)
    listed = queries.list_exhibits_of_locked(paper_id=second.pk, fingerprint=fingerprint)
    assert listed == (exhibits[1],)
    assert queries.data_of_exhibit(exhibits[1]) == TABLE + b"2"


def test_same_file_in_another_paper_is_another_exhibit(cast: Cast) -> None:
    for code in ("A-1", "A-2"):
        paper = write(cast, code, locked=False)
        for _ in range(2):
            actions.add_exhibit(paper=paper, name="table.csv", data=TABLE + b"1", by=None, at=cast.at)
    assert Exhibit.objects.count() == 2


def test_saves_are_found_only_with_their_own_paper(cast: Cast) -> None:
    first, second = make_paper(cast, code="A-1"), make_paper(cast, code="A-2")
    for paper, text in ((first, "First."), (second, "Second.")):
        base = parts.digest_of({"text": paper.case.text})
        actions.save_part(
            paper=paper, part="case", content={"text": text}, base=base, by=cast.petra, at=cast.at
        )
    [wording] = [wording for wording in drafts.list_wordings(paper=second) if wording.part == "case"]
    assert drafts.get_wording(paper=second, wording_id=wording.pk) == wording
    assert drafts.get_wording(paper=first, wording_id=wording.pk) is None
    assert drafts.find_newest_wording(paper=second, part="case") == wording
    assert drafts.find_newest_wording(paper=second, part="details") is None


def test_taken_file_name_gets_the_next_number() -> None:
    assert files.unique_name("plan.png", taken=set()) == "plan.png"
    assert files.unique_name("plan.png", taken={"plan.png"}) == "plan 2.png"
    assert files.unique_name("plan.png", taken={"plan.png", "plan 2.png", "plan 3.png"}) == "plan 4.png"


def test_file_may_have_five_megabytes_at_most() -> None:
    assert files.MAX_BYTES == 5_242_880


def test_unknown_part_is_refused() -> None:
    for part in ("cover", "questions"):
        with pytest.raises(ValueError, match="have that part"):
            parts.content_of(make_body(), "A case.", part)
        with pytest.raises(ValueError, match="have that part"):
            parts.replace_part(make_body(), "A case.", part, {"text": "x"})


def test_content_of_a_criterion_includes_its_feedback() -> None:
    content = parts.content_of(make_body(), "A case.", "criterion:c1")
    assert content
    assert content["feedback"] == {str(points): "Read on." for points in range(4)}
    assert parts.content_of(make_body(), "A case.", "criterion:c9") is None


def test_who_worked_on_a_programme_s_papers_is_that_of_its_provider_without_practice(cast: Cast) -> None:
    own = make_paper(cast, code="W-1")
    petra = cast.people["petra"].pk
    workers = {"provider_id": cast.llse.pk, "programme_slug": "llse-npqel"}
    assert queries.list_paper_workers(**workers) == {petra}
    assert queries.workers_on(paper_id=own.pk) == {petra}
    assert queries.list_paper_workers(**{**workers, "programme_slug": "another"}) == set()
    assert queries.list_paper_workers(**{**workers, "provider_id": cast.ucl.pk}) == set()
    for_practice = actions.write_paper(
        provider=cast.llse,
        programme_slug="llse-npqel",
        body=make_body(code="W-2"),
        case="A case for practice.",
        is_practice=True,
        by=cast.grace,
        at=cast.at,
    )
    assert queries.list_paper_workers(**workers) == {petra}
    assert queries.workers_on(paper_id=for_practice.pk) == set()
