"""The sentence for each reason, and the names of stages, sources and kinds."""

from __future__ import annotations

from waymark.journey.practise.rules import Why
from waymark.kit.refusals import Reason

SAYS = {
    Why.TOO_LONG: "One entry is at most 8 hours, 480 minutes. Write a second entry for the rest.",
    Why.UNKNOWN_STATEMENT: "That statement is not in your programme's framework. Choose one of the list.",
}

STAGES = {
    "explore": ("Explore", "What is the problem, and how do you know? What have others tried?"),
    "prepare": ("Prepare", "What is the core of the change, who is ready, what will stop?"),
    "deliver": ("Deliver", "What happened in classrooms and offices, and what did you adapt?"),
    "sustain": ("Sustain", "What stays when attention moves on, and who keeps it?"),
}

SOURCES = {
    "self": "Yourself",
    "staff": "Staff",
    "pupils": "Pupils",
    "document": "A document",
    "observer": "Somebody who watched",
}

KINDS = {
    "observation": "Observation",
    "interview": "Interview",
    "focus_group": "Focus group",
    "survey": "Survey",
    "exit_card": "Exit cards",
    "pupil_work": "Pupils' work",
    "data": "Data",
}


def reasons(whys: tuple[Why, ...]) -> tuple[Reason, ...]:
    return tuple(Reason(why.value, SAYS[why]) for why in whys)
