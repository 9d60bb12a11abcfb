"""The sentence for each reason, and the names of stages, sources and kinds of evidence."""

from __future__ import annotations

from waymark.journey.practise.rules import WorkbookReason

SENTENCES = {
    WorkbookReason.TOO_LONG: "Minutes must be between 0 and 480. Add a second entry for longer work.",
    WorkbookReason.UNKNOWN_STATEMENT: "Select a statement from your programme’s framework",
}

STAGES = {
    "explore": ("Explore", "What is the problem, and how do you know? What have others tried?"),
    "prepare": (
        "Prepare",
        "What are the core features of the change? Who is ready? What will you stop doing?",
    ),
    "deliver": ("Deliver", "What happened in classrooms and offices, and what did you adapt?"),
    "sustain": (
        "Sustain",
        "What will continue when attention moves elsewhere, and who will make sure of it?",
    ),
}
"""The title of each stage, and the questions to answer in it."""

SOURCES = {
    "self": "Yourself",
    "staff": "Staff",
    "pupils": "Pupils",
    "document": "A document",
    "observer": "An observer",
}

KINDS = {
    "observation": "Observation",
    "interview": "Interview",
    "focus_group": "Focus group",
    "survey": "Survey",
    "exit_card": "Exit cards",
    "pupil_work": "Pupils’ work",
    "data": "Data",
}
