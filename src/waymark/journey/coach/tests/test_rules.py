"""The rules of pairing, of closing a session and of gaps, as tables."""

from datetime import date

import pytest

from waymark.journey.coach.rules import Agreed, Gap, Views, Why, gap_of, may_pair, may_record, weight_of

HELD = date(2026, 10, 20)
ACTION = Agreed(what="Ask", owner="participant", due_on=date(2026, 11, 1), shown_by="A note")


@pytest.mark.parametrize(
    ("coach", "participant", "coach_at", "participant_at", "against"),
    [
        (1, 2, 10, 20, ()),
        (1, 2, None, None, ()),
        (1, 2, 10, None, ()),
        (1, 2, 10, 10, (Why.SAME_ORGANISATION,)),
        (1, 1, None, None, (Why.SELF,)),
        (1, 1, 10, 10, (Why.SELF, Why.SAME_ORGANISATION)),
    ],
)
def test_no_coach_of_the_same_organisation(coach, participant, coach_at, participant_at, against):
    given = may_pair(
        coach=coach, participant=participant, coach_works_at=coach_at, participant_works_at=participant_at
    )
    assert given == against


@pytest.mark.parametrize(
    ("changed", "against"),
    [
        ({}, ()),
        ({"held_on": date(2026, 10, 22)}, ()),
        ({"held_on": date(2026, 10, 23)}, (Why.NOT_HELD_YET,)),
        ({"held_on": date(2025, 4, 27)}, (Why.BEFORE_COHORT,)),
        ({"minutes": 1}, ()),
        ({"minutes": 0}, (Why.TOO_LONG,)),
        ({"minutes": 61}, (Why.TOO_LONG,)),
        ({"agreed": None}, (Why.NO_ACTION,)),
        ({"agreed": Agreed(what=" ", owner="coach", due_on=HELD, shown_by="x")}, (Why.NO_ACTION,)),
        ({"agreed": Agreed(what="x", owner="coach", due_on=HELD, shown_by="")}, (Why.NO_ACTION,)),
        ({"agreed": Agreed(what="x", owner="coach", due_on=HELD, shown_by="x")}, ()),
        (
            {"agreed": Agreed(what="x", owner="coach", due_on=date(2026, 10, 19), shown_by="x")},
            (Why.DUE_TOO_EARLY,),
        ),
    ],
)
def test_when_a_session_may_be_closed(changed, against):
    given = {
        "held_on": HELD,
        "starts_on": date(2025, 4, 28),
        "today": date(2026, 10, 22),
        "minutes": 60,
        "planned": 60,
        "agreed": ACTION,
    }
    assert may_record(**(given | changed)) == against


@pytest.mark.parametrize(
    ("own", "practice", "judged", "outside", "gap"),
    [
        (None, 4, 4, 3, Gap.UNHEARD),
        (4, None, 2, 1, Gap.OVER),
        (2, None, 3, 0, Gap.UNDER),
        (4, 2, None, 0, Gap.OVER),
        (1, 3, None, 0, Gap.UNDER),
        (3, 2, None, 1, Gap.AGREE),
        (4, 2, 4, 0, Gap.AGREE),
        (3, None, None, 0, Gap.UNTESTED),
        (3, None, None, 1, Gap.AGREE),
        (2, None, None, 0, Gap.AGREE),
        (3, None, 3, 0, Gap.AGREE),
    ],
)
def test_how_a_self_view_stands_to_the_rest(own, practice, judged, outside, gap):
    assert gap_of(Views(own=own, practice=practice, judged=judged, outside=outside)) == gap


def test_the_widest_gap_stands_first():
    def views(own, judged=None):
        return Views(own=own, practice=None, judged=judged, outside=0)

    wide, under, untested, low = views(4, 1), views(2, 3), views(4), views(1)
    assert sorted([low, untested, under, wide], key=weight_of) == [wide, under, untested, low]
