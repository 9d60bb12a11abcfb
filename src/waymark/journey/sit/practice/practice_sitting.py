"""The practice sitting: the same desk on a practice case, at any time from enrolment on.

Nobody marks it, nobody collects it, and it waits for no condition: it is there so that the desk is known before it
counts. A cohort's practice window is made when somebody first asks for it, on the provider's own practice paper or,
where there is none, on the one in the folder `practice`. The ledger is not told: a programme lead reads that.
"""

from __future__ import annotations

from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from django.db import transaction
from ruamel.yaml import YAML

from waymark.ground.papers import actions as papers
from waymark.ground.papers import queries as locked
from waymark.ground.papers.values import Body
from waymark.journey.sit.actions import make_sitting, set_practice_window
from waymark.journey.sit.models import Sitting, SittingWindow
from waymark.journey.sit.submission.handing_in import take_back
from waymark.journey.sit.writing.incoming import receive
from waymark.journey.sit.writing.own_sitting import get_sitting_for
from waymark.journey.sit.writing.places import list_places
from waymark.journey.sit.writing.saving import save_answer
from waymark.kit.refusals import Reason, Refusal
from waymark.kit.turns import hold

if TYPE_CHECKING:
    from waymark.ground.cohorts.models import Cohort, Enrolment
    from waymark.ground.papers.models import Paper
    from waymark.ground.people.models import Person

HERE = Path(__file__).parent / "paper"
DECLARED = "practice"
CODE_LETTERS = 40
ANEW = "beginsanew"
"""Written as the window of the revisions that empty the fields."""


class CannotPractise(Refusal):
    """The practice desk was not opened, or not begun anew."""


def find_practice(*, enrolment: Enrolment) -> Sitting | None:
    """The participant's own practice sitting, with what became of it."""
    rows = Sitting.objects.filter(enrolment=enrolment, window__is_practice=True)
    return rows.select_related("window", "submission").first()


@transaction.atomic
def open_practice(*, enrolment: Enrolment, declared: bool, by: Person, at: datetime) -> Sitting:
    """Sit down to practise; again is the same sitting."""
    if not declared:
        raise CannotPractise(Reason("not_declared", "Tick the sentence to open the practice desk."))
    window = _window_of(enrolment.cohort, at=at)
    sitting, _ = make_sitting(window, enrolment, declared=DECLARED, at=at)
    return sitting


@transaction.atomic
def begin_anew(*, sitting: Sitting, by: Person, at: datetime) -> None:
    """Empty every field, as one more version of each; a script that was handed in is taken back first."""
    if not sitting.window.is_practice:
        raise CannotPractise(Reason("not_practice", "Only a practice sitting is begun anew."))
    hold(sitting)
    now = get_sitting_for(for_=by, code=sitting.code)
    if now is not None and hasattr(now, "submission"):
        take_back(sitting=now, by=by, at=at)
    for place in list_places(sitting_id=sitting.pk):
        save_answer(place=place, text=receive(""), base=place.rev, client=ANEW, at=at)


def _window_of(cohort: Cohort, *, at: datetime) -> SittingWindow:
    """The cohort's; made at its first use, with the paper."""
    there = SittingWindow.objects.filter(cohort=cohort, is_practice=True).first()
    if there is not None:
        return there
    hold(cohort.provider)
    there = SittingWindow.objects.filter(cohort=cohort, is_practice=True).first()
    return there or set_practice_window(cohort=cohort, paper=_paper_of(cohort, at=at), at=at)


def _paper_of(cohort: Cohort, *, at: datetime) -> Paper:
    """The provider's newest practice paper for the programme; else ours, written and locked for them now."""
    slug = cohort.programme.slug
    there = locked.find_practice_paper(provider_id=cohort.provider_id, programme_slug=slug)
    if there is not None:
        return there
    body, case = shipped()
    code = f"{body.code}-{slug}"[:CODE_LETTERS]
    paper = papers.write_paper(
        provider=cohort.provider,
        programme_slug=slug,
        body=body.model_copy(update={"code": code}),
        case=case,
        by=None,
        at=at,
        is_practice=True,
    )
    papers.lock_paper(paper=paper, by=None, at=at)
    return paper


@lru_cache(maxsize=1)
def shipped() -> tuple[Body, str]:
    """The practice paper that comes with Waymark, and its case."""
    said = YAML(typ="safe").load((HERE / "paper.yaml").read_text("utf-8"))
    return Body.model_validate(said), (HERE / "case.md").read_text("utf-8")
