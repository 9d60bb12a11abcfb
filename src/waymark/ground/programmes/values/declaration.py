"""What participants declare about their written assessment, and the rule on AI tools."""

from __future__ import annotations

import hashlib
import json
from typing import Annotated

from pydantic import Field

from waymark.ground.programmes.values.base import Id, Value

Sentence = Annotated[str, Field(min_length=1, max_length=500)]


class DeclaredSentence(Value):
    id: Id
    says: Sentence
    """A whole sentence, which the participant ticks before writing."""


class AssessmentDeclaration(Value):
    """The sentences each participant ticks before writing and confirms when submitting, and the rule on AI tools."""

    version: Annotated[str, Field(min_length=1, max_length=20)]
    """Your own name for this wording, such as `2026-12`. Participants see it. A new wording is a new version: a
    version that you have published keeps its words."""
    sentences: tuple[DeclaredSentence, ...]
    ai_rule: Annotated[str, Field(min_length=1, max_length=2000)]
    """What participants may use AI tools for, and what they must not. They read it before they start."""

    @property
    def fingerprint(self) -> str:
        """The SHA-256 of version, sentences and rule, in 64 hexadecimal digits: of these words and no others."""
        words = json.dumps(self.model_dump(), sort_keys=True, ensure_ascii=False, separators=(",", ":"))
        return hashlib.sha256(words.encode()).hexdigest()


OF_WAYMARK = AssessmentDeclaration(
    version="2026-12",
    sentences=(
        DeclaredSentence(
            id="own-work", says="My answers will be my own work, and no one else will write any part of them."
        ),
        DeclaredSentence(
            id="sources", says="Where I use other people’s words or ideas, I will say whose they are."
        ),
        DeclaredSentence(
            id="ai-use",
            says="I will not submit sentences written by an AI tool. If I use one to prepare, I will say so.",
        ),
    ),
    ai_rule=(
        "You can use an AI tool to prepare, for example to find or summarise reading. Say in your answer that you "
        "did. Don’t submit sentences that an AI tool has written, and don’t paste the case study into one."
    ),
)
"""Used by a pack that states none, and by every sitting that was opened before packs could state one."""
