"""The fixed lists of words that describe an item."""

from __future__ import annotations

from enum import StrEnum


class Mode(StrEnum):
    """How an item takes place."""

    IN_PERSON = "in_person"
    """People meet in one place."""
    ONLINE_LIVE = "online_live"
    """People meet online at a set time."""
    SELF_STUDY = "self_study"
    """Alone, in the participant's own time."""
    ONE_TO_ONE = "one_to_one"
    """Two people, such as participant and coach."""
    GROUP = "group"
    """A small group of participants."""
    OWN_SCHOOL = "own_school"
    """Work in the participant's own schools."""
    VLE = "vle"
    """Alone, in the provider's virtual learning environment."""


class Actor(StrEnum):
    """Who spends the time. Only a participant's time can count towards engagement."""

    PARTICIPANT = "participant"
    """The participant's own time."""
    MENTOR = "mentor"
    """A mentor or line manager. Never counts."""
    COACH = "coach"
    """A coach's time beside the sessions. Never counts."""


class Way(StrEnum):
    """What a participant does to complete an item. It decides which part of Waymark records the hours."""

    ATTENDED = "attended"
    """A session with a register. The register credits the minutes."""
    STUDIED = "studied"
    """Study pages. Each page credits its minutes when it is finished."""
    ANSWERED = "answered"
    """A set of questions. Submitting the answers credits the minutes."""
    WORKED = "worked"
    """Work in one's own schools. The participant records it with evidence."""
    MET = "met"
    """A meeting of a peer group. The meeting's record credits the minutes."""
    COACHED = "coached"
    """A coaching session. The coach's record credits the minutes."""
    REPORTED = "reported"
    """A check-in or report by someone else. It credits nothing to the participant."""


class CatchUp(StrEnum):
    """How a participant can catch up on a missed item."""

    NONE = "none"
    """Not at all."""
    ANOTHER_DATE = "another_date"
    """By attending on another date."""
    TASK = "task"
    """By a task that someone approves."""
    ANY_TIME = "any_time"
    """By doing it later, while the programme runs."""
