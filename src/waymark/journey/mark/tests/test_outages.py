"""Scripts and outages: nothing is marked while one is undecided, and no close moves once marking has begun."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from tests.cast import Cast
from waymark.ground.people.roles import Role
from waymark.journey.mark.actions import CannotPrepare, prepare_scripts
from waymark.journey.sit import actions as sit
from waymark.journey.sit.jobs import run
from waymark.journey.sit.models import Outage, SittingWindow
from waymark.journey.sit.tests.makers import make_sitting, make_window, save

CLOSES = datetime(2026, 10, 27, tzinfo=UTC)
HOUR = timedelta(hours=1)
MORNING = CLOSES + 9 * HOUR


def test_scripts_wait_for_an_undecided_outage_and_keep_the_close_once_they_are_prepared(cast: Cast) -> None:
    cast.person("helen", "Helen", "Otherlead", Role.LEAD)
    grace, helen = cast.people["grace"], cast.people["helen"]
    window = make_window(cast)
    save(make_sitting(cast, window=window), "In time.", at=CLOSES - 4 * HOUR)
    run(at=MORNING)
    outage = record(window, cast)
    with pytest.raises(CannotPrepare, match="1 outage is still to be decided"):
        prepare_scripts(cohort=cast.cohort, by=grace, at=MORNING)
    sit.return_outage(outage=outage, why="The site was up.", by=helen, at=MORNING)
    assert prepare_scripts(cohort=cast.cohort, by=grace, at=MORNING) == 1
    with pytest.raises(sit.CannotReviewOutage) as refused:
        sit.confirm_outage(outage=record(window, cast), by=helen, at=MORNING)
    assert refused.value.codes == ("marked",)


def record(window: SittingWindow, cast: Cast) -> Outage:
    return sit.record_outage(
        window=window,
        began=CLOSES - 3 * HOUR,
        ended=CLOSES - 2 * HOUR,
        evidence="The hosting company’s notice.",
        by=cast.people["grace"],
        at=MORNING,
    )
