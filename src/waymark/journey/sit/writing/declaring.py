"""The declaration: the pack’s, until a participant has made it; from then on the words that were agreed to."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from waymark.ground.programmes.queries import programme_of
from waymark.ground.programmes.values import OF_WAYMARK, AssessmentDeclaration, DeclaredSentence
from waymark.journey.sit.writing.models import AgreedDeclaration, Sitting

if TYPE_CHECKING:
    from waymark.ground.cohorts.models import Enrolment


def declaration_to_make(*, enrolment: Enrolment) -> AssessmentDeclaration:
    """Of the version of the programme that the cohort is on."""
    return programme_of(enrolment.cohort.programme).assessment.declaration


def record_declaration(sitting: Sitting, declaration: AssessmentDeclaration, *, at: datetime) -> None:
    AgreedDeclaration.objects.create(
        sitting=sitting,
        version=declaration.version,
        fingerprint=declaration.fingerprint,
        sentences=[sentence.model_dump() for sentence in declaration.sentences],
        ai_rule=declaration.ai_rule,
        at=at,
    )


def declaration_of(sitting: Sitting) -> AssessmentDeclaration | None:
    """What this participant agreed to. None for practice; a sitting older than packs with words agreed to ours.

    No statement for a sitting of `get_sitting_for`.
    """
    if sitting.window.is_practice:
        return None
    try:
        agreed = sitting.declaration
    except AgreedDeclaration.DoesNotExist:
        return OF_WAYMARK
    return AssessmentDeclaration(
        version=agreed.version,
        sentences=tuple(DeclaredSentence(**sentence) for sentence in agreed.sentences),
        ai_rule=agreed.ai_rule,
    )
