"""Pairing participants with coaches, and recording coaching sessions."""

from waymark.journey.coach.actions.pair_coaches import CannotPair, pair_coaches
from waymark.journey.coach.actions.record_session import CannotRecordSession, record_session
from waymark.journey.coach.rules import NewAction, NewTriangulation

__all__ = [
    "CannotPair",
    "CannotRecordSession",
    "NewAction",
    "NewTriangulation",
    "pair_coaches",
    "record_session",
]
