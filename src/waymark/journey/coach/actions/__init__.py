"""Pairing participants with coaches, recording coaching sessions, and correcting their records."""

from waymark.journey.coach.actions.correct_session import correct_session
from waymark.journey.coach.actions.pair_coaches import CannotPair, pair_coaches, undo_coach_change
from waymark.journey.coach.actions.record_session import CannotRecordSession, record_session
from waymark.journey.coach.rules import NewAction, NewTriangulation

__all__ = [
    "CannotPair",
    "CannotRecordSession",
    "NewAction",
    "NewTriangulation",
    "correct_session",
    "pair_coaches",
    "record_session",
    "undo_coach_change",
]
