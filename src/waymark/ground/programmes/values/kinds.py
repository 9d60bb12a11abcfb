"""The fixed lists of words that describe an item."""

from __future__ import annotations

from enum import StrEnum


class Mode(StrEnum):
    """How an item takes place."""

    IN_PERSON = "in_person"
    ONLINE_LIVE = "online_live"
    SELF_STUDY = "self_study"
    ONE_TO_ONE = "one_to_one"
    GROUP = "group"
    OWN_SCHOOL = "own_school"
    VLE = "vle"


class Actor(StrEnum):
    """Who spends the time. Only a participant's time can count towards engagement."""

    PARTICIPANT = "participant"
    MENTOR = "mentor"
    COACH = "coach"


class Way(StrEnum):
    """What a participant does to complete an item. It decides which part of Waymark records the hours."""

    ATTENDED = "attended"
    STUDIED = "studied"
    ANSWERED = "answered"
    WORKED = "worked"
    MET = "met"
    COACHED = "coached"
    REPORTED = "reported"


class CatchUp(StrEnum):
    """How a participant can catch up on a missed item."""

    NONE = "none"
    ANOTHER_DATE = "another_date"
    TASK = "task"
    ANY_TIME = "any_time"
