"""What the tests of every subject of this room share. Models are imported once Django is ready."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.cast import Cast
    from waymark.ground.cohorts.models import Cohort


@pytest.fixture
def spring(cast: Cast) -> Cohort:
    """A cohort of LLSE that has not started yet."""
    from waymark.ground.cohorts.actions import open_cohort

    return open_cohort(
        programme=cast.cohort.programme, name="Spring 2027", starts_on=date(2027, 4, 26), by=None, at=cast.at
    )
