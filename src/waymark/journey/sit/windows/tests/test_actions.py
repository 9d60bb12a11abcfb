"""Opening a window."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from waymark.ground.ledger.models import Entry
from waymark.ground.papers.models import Review
from waymark.journey.sit import actions
from waymark.journey.sit.tests.makers import (
    CLOSES,
    OPENS_ON,
    make_paper,
    make_window,
)


def test_a_window_across_the_clock_change(cast):
    window = make_window(cast)
    assert window.opens_at == datetime(2026, 10, 18, 23, 1, tzinfo=UTC)
    assert window.closes_before == CLOSES
    assert (window.max_words, window.tolerance_seconds) == (1500, 180)
    assert Entry.objects.filter(verb="sit.window_opened", about_id=window.pk).exists()


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"zone": "Europe/Winchester"}, "no_such_window"),
        ({"days": 0}, "no_such_window"),
        ({"opens_on": OPENS_ON - timedelta(days=300)}, "over"),
    ],
)
def test_a_window_that_cannot_be(cast, given, code):
    with pytest.raises(actions.CannotOpenWindow) as refused:
        make_window(cast, **given)
    assert refused.value.codes == (code,)


def test_a_window_needs_a_locked_paper_of_the_programme(cast):
    with pytest.raises(actions.CannotOpenWindow) as refused:
        make_window(cast, paper=make_paper(cast, locked=False))
    assert refused.value.codes == ("not_locked",)
    with pytest.raises(actions.CannotOpenWindow) as refused:
        make_window(cast, paper=make_paper(cast, cohort=cast.ucl_cohort))
    assert refused.value.codes == ("other_paper",)


def test_two_windows_on_one_day(cast):
    make_window(cast)
    with pytest.raises(actions.CannotOpenWindow) as refused:
        make_window(cast, paper=make_paper(cast, code="B"))
    assert refused.value.codes == ("same_day",)


def test_a_second_window_on_a_paper_is_no_way_to_a_later_close(cast):
    window = make_window(cast)
    with pytest.raises(actions.CannotOpenWindow) as refused:
        make_window(cast, paper=window.paper, opens_on=date(2026, 10, 27))
    assert refused.value.codes == ("paper_used",)
    assert make_window(cast, paper=make_paper(cast, code="B"), opens_on=date(2026, 10, 27))


def test_no_window_on_a_paper_that_a_participant_helped_to_write(cast):
    """Enrolled before the paper was theirs, as rows of an earlier version may be."""
    paper = make_paper(cast)
    Review.objects.create(paper=paper, fingerprint="0" * 64, approves=True, by=cast.amina.person, at=cast.at)
    with pytest.raises(actions.CannotOpenWindow, match="Amina Castellane helped write or review") as refused:
        make_window(cast, paper=paper)
    assert refused.value.codes == ("wrote_paper",)
