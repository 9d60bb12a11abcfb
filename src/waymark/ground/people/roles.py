"""The roles a person can hold at a provider."""

from __future__ import annotations

from enum import StrEnum


class Role(StrEnum):
    PARTICIPANT = "participant"
    FACILITATOR = "facilitator"
    COACH = "coach"
    SETTER = "setter"
    MARKER = "marker"
    SENIOR = "senior"
    LEAD = "lead"
    BOARD = "board"
    PARTNER = "partner"
    ASSISTANT = "assistant"


LABELS = {
    Role.PARTICIPANT: "Participant",
    Role.FACILITATOR: "Facilitator",
    Role.COACH: "Coach",
    Role.SETTER: "Paper setter",
    Role.MARKER: "Marker",
    Role.SENIOR: "Senior marker",
    Role.LEAD: "Programme lead",
    Role.BOARD: "Award board",
    Role.PARTNER: "Delivery partner",
    Role.ASSISTANT: "Assistant",
}
NOT_STAFF = frozenset({Role.PARTICIPANT, Role.ASSISTANT})
"""Roles of people who take part, or who help someone who does; all others work for the provider."""
