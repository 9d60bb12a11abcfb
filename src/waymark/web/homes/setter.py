"""The paper setter's home: papers, and whether they are locked."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.urls import reverse

from waymark.ground.papers import queries as papers
from waymark.kit.formatting import counted
from waymark.web.homes.values import HomePage, HomeRow, HomeSection

if TYPE_CHECKING:
    from waymark.ground.papers.models import Paper
    from waymark.ground.people.models import Person


def setter(*, person: Person, at: datetime) -> HomePage:
    """Papers, and whether they are locked."""
    all_papers = papers.list_papers_for(for_=person)
    rows = [_paper(paper) for paper in all_papers]
    sections = [HomeSection(title="Papers", rows=rows, empty="There are no papers yet.")]
    unlocked = [paper for paper in all_papers if not hasattr(paper, "lock")]
    if unlocked:
        return HomePage(
            title=f"{counted(len(unlocked), 'paper is', 'papers are')} not locked yet",
            text="You can lock a paper when it has no errors and a second setter has reviewed it.",
            url=reverse("papers:paper", args=[unlocked[0].pk]),
            label=f"Open {unlocked[0].code}",
            sections=sections,
        )
    if not all_papers:
        return HomePage(
            title="Write your first paper",
            text="A paper has a case, questions and a mark scheme. A second setter then reviews it.",
            url=reverse("papers:new_paper"),
            label="Write a paper",
        )
    return HomePage(
        title="All your papers are locked",
        text="A locked paper can’t be changed.",
        url=reverse("papers:papers"),
        label="See your papers",
        sections=sections,
    )


def _paper(paper: Paper) -> HomeRow:
    locked = (
        f"Locked. Fingerprint {paper.lock.fingerprint[:16]}…" if hasattr(paper, "lock") else "Not locked yet"
    )
    return HomeRow(
        title=f"{paper.code}: {paper.title}", url=reverse("papers:paper", args=[paper.pk]), text=locked
    )
