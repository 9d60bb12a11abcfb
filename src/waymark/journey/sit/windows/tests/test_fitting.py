"""A paper is set before a cohort only if the cohort was taught what the paper assesses."""

from __future__ import annotations

from typing import Any

import pytest

from tests.cast import Cast
from tests.locked import lock_as_it_is
from waymark.ground.papers.queries import list_locked_for
from waymark.ground.papers.tests.makers import CRITERION, PAPER_DATA, make_paper
from waymark.journey.sit.models import SittingWindow
from waymark.journey.sit.tests.makers import make_window
from waymark.journey.sit.windows.fitting import DoesNotFit, refuse_untaught


def paper_on(cast: Cast, *codes: str) -> Any:
    scheme = {**PAPER_DATA["scheme"], "criteria": [{**CRITERION, "statements": list(codes)}]}
    paper = make_paper(cast, scheme=scheme)
    lock_as_it_is(paper, at=cast.at)
    return paper


def test_what_was_taught_may_be_assessed(cast: Cast) -> None:
    refuse_untaught(paper=paper_on(cast, "9.4"), programme=cast.programme())


def test_what_was_not_taught_is_counted_and_not_named(cast: Cast) -> None:
    paper = paper_on(cast, "8.1", "9.4", "9.5")
    with pytest.raises(DoesNotFit) as refused:
        refuse_untaught(paper=paper, programme=cast.programme(cast.ucl_cohort))
    assert "assesses 2 statements" in str(refused.value)
    assert "9.4" not in str(refused.value)


def test_the_lead_gets_a_sentence_and_no_window(cast: Cast) -> None:
    paper = paper_on(cast, "8.1", "12.1")
    grace, url = cast.browser("grace"), f"/sit/cohorts/{cast.cohort.slug}/windows/new/"
    [offered] = list_locked_for(for_=cast.people["grace"], programme_slug=cast.cohort.programme.slug)
    form = {"paper": offered.pk, "opens_on": "2026-11-02", "opens_time": "00:01", "days": "8"}
    answer = grace.post(url, {**form, "closes_time": "23:59", "zone": "Europe/London"})
    assert offered == paper
    assert answer.status_code == 422
    assert "1 statement that this cohort" in answer.content.decode()
    assert not SittingWindow.objects.exists()


def test_a_paper_that_was_set_before_says_so_where_it_is_chosen(cast: Cast) -> None:
    paper, grace = paper_on(cast, "8.1"), cast.browser("grace")
    url = f"/sit/cohorts/{cast.cohort.slug}/windows/new/"
    assert "set before" not in grace.get(url).content.decode()
    make_window(cast, paper=paper)
    assert "(already used for Monday 19 October 2026)" in grace.get(url).content.decode()
