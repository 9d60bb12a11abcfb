"""During a window participants see the case study and questions, never the scheme; before it only setters read a paper.

The access matrix checks every address for words of papers whose window has not opened.
"""

from __future__ import annotations

from typing import Any

from tests.cast import Cast
from tests.locked import lock_as_it_is
from waymark.ground.papers import actions
from waymark.ground.papers.models import Exhibit, Paper, PaperLock
from waymark.ground.papers.tests.makers import CASE, PAPER_DATA, make_paper, review
from waymark.ground.papers.values import Body
from waymark.ground.people.roles import Role
from waymark.journey.sit.tests.makers import make_sitting, make_window

WORD = "Quillonmarsh"
"""A word found nowhere else in the repository."""
OF_THE_CASE, OF_A_QUESTION, OF_THE_SCHEME = (f"{WORD}{part}" for part in ("case", "question", "scheme"))
OF_A_FILE = f"{WORD}file"
MARKED: dict[str, Any] = {
    "case_title": f"{OF_THE_CASE} trust",
    "questions": [
        {**question, "title": f"{OF_A_QUESTION}?", "preamble": OF_A_QUESTION}
        for question in PAPER_DATA["questions"]
    ],
    "scheme": {
        **PAPER_DATA["scheme"],
        "criteria": [
            {**criterion, "looks_for": OF_THE_SCHEME} for criterion in PAPER_DATA["scheme"]["criteria"]
        ],
        "omissions": [{"id": "o1", "says": OF_THE_SCHEME, "why": OF_THE_SCHEME}],
    },
    "feedback": {"c1": {str(points): OF_THE_SCHEME for points in range(4)}},
}
DATA = f"school,pupils\n{OF_A_FILE},12\n".encode()


def make_marked(cast: Cast) -> Paper:
    paper = make_paper(cast, case=f"{CASE}\n\n{OF_THE_CASE}.", **MARKED)
    petra = cast.people["petra"]
    actions.add_exhibit(paper=paper, name=f"{OF_A_FILE}.csv", data=DATA, by=petra, at=cast.at)
    return paper


def lock(cast: Cast, paper: Paper) -> Paper:
    review(cast, paper)
    actions.lock_paper(paper=paper, by=cast.people["petra"], at=cast.at)
    return paper


def text_of(answer: Any) -> str:
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return f"{answer.headers}{content.decode(errors='replace')}"


def test_open_window_shows_case_study_and_questions_but_not_the_scheme(cast: Cast) -> None:
    paper = lock(cast, make_marked(cast))
    window = make_window(cast, paper=paper)
    sitting = make_sitting(cast, window=window)
    amina, exhibit = cast.browser("amina"), Exhibit.objects.get()
    text = amina.get(f"/sit/{sitting.code}/").content.decode()
    assert OF_THE_CASE in text
    assert OF_A_QUESTION in text
    assert exhibit.name in text
    download = amina.get(f"/sit/{sitting.code}/exhibits/{exhibit.pk}/")
    assert (download.content, download["Content-Security-Policy"]) == (DATA, "default-src 'none'; sandbox")
    assert download["X-Content-Type-Options"] == "nosniff"
    assert download["Content-Disposition"].startswith("attachment")
    pages = [
        "/",
        "/sit/",
        *(f"/sit/{sitting.code}/{page}" for page in ("", "kept/", "submission/", "receipt/")),
    ]
    for url in (*pages, f"/papers/{paper.pk}/review/"):
        assert OF_THE_SCHEME not in text_of(amina.get(url))
    for who in ("ben", "uma", "grace", "fay", "chioma", "finn", "petra"):
        answer = cast.browser(who).get(f"/sit/{sitting.code}/exhibits/{exhibit.pk}/")
        assert answer.status_code in (403, 404), who


def test_file_is_downloaded_only_with_its_own_paper_while_the_window_is_open(cast: Cast) -> None:
    paper = lock(cast, make_marked(cast))
    window = make_window(cast, paper=paper)
    sitting = make_sitting(cast, window=window)
    other = make_paper(cast, code="T-2")
    stranger = actions.add_exhibit(paper=other, name="b.csv", data=DATA + b"x,1\n", by=None, at=cast.at)
    amina, url = cast.browser("amina"), f"/sit/{sitting.code}/exhibits/{Exhibit.objects.first().pk}/"  # type: ignore[union-attr]
    assert amina.get(url).status_code == 200
    assert amina.get(f"/sit/{sitting.code}/exhibits/{stranger.pk}/").status_code == 404
    cast.set_time(window.closes_before)
    assert amina.get(url).status_code == 404


def test_lead_sees_only_code_and_title(cast: Cast) -> None:
    paper = lock(cast, make_marked(cast))
    grace = cast.browser("grace")
    page = grace.get(f"/sit/cohorts/{cast.cohort.slug}/windows/new/").content.decode()
    assert f"{paper.code}: {paper.title}" in page
    assert WORD not in page


def test_setter_of_another_provider_sees_nothing(cast: Cast) -> None:
    paper = lock(cast, make_marked(cast))
    cast.person("sol", "Sol", "Other", Role.SETTER, provider=cast.ucl)
    sol = cast.browser("sol")
    for part in ("", "preview/", "review/", "case/", f"exhibits/{paper.exhibits.get().pk}/", "series/"):
        answer = sol.get(f"/papers/{paper.pk}/{part}")
        assert answer.status_code == 404
        assert WORD not in text_of(answer)


def test_same_text_at_two_providers_is_two_papers(cast: Cast) -> None:
    """Their fingerprints are the same, but neither serves the files of the other."""
    paper = lock(cast, make_marked(cast))
    sitting = make_sitting(cast, window=make_window(cast, paper=paper))
    twin = actions.write_paper(
        provider=cast.ucl,
        programme_slug="ucl-npqel-2025",
        body=Body.model_validate(paper.body),
        case=paper.case.text,
        by=None,
        at=cast.at,
    )
    theirs = actions.add_exhibit(paper=twin, name=f"{OF_A_FILE}.csv", data=DATA, by=None, at=cast.at)
    assert lock_as_it_is(twin, at=cast.at).fingerprint == PaperLock.objects.get(paper=paper).fingerprint
    amina = cast.browser("amina")
    assert amina.get(f"/sit/{sitting.code}/exhibits/{theirs.pk}/").status_code == 404
    page = amina.get(f"/sit/{sitting.code}/").content.decode()
    assert page.count(f"{OF_A_FILE}.csv") == 1
