"""Typesets the statement of result as a PDF. Its content goes in as data; no source is assembled from text."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.conf import settings

from waymark.ground.cohorts.queries import zone_of
from waymark.journey.sit.actions import sign
from waymark.kit.clock import local_day
from waymark.kit.formatting import long_date
from waymark.kit.typesetting import set_as_pdf

if TYPE_CHECKING:
    from waymark.journey.award.models import Outcome

SOURCE = Path(__file__).parent / "documents" / "statement.typ"


def typeset(outcome: Outcome, *, number: str, at: datetime) -> bytes:
    """The PDF of an award as issued at `at`, with a signature over its content."""
    content = content_of(outcome, number=number, at=at)
    signed = sign(json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":")))
    data = content | {"signature": signed.signature, "key": signed.key_id}
    return set_as_pdf(SOURCE, data, timestamp=int(at.timestamp()))


def content_of(outcome: Outcome, *, number: str, at: datetime) -> dict[str, Any]:
    facts, enrolment = outcome.facts, outcome.enrolment
    provider = enrolment.cohort.provider
    return {
        "number": number,
        "on": long_date(local_day(at, zone_of(cohort=enrolment.cohort))),
        "provider": provider.name,
        "demonstration": provider.demonstration or settings.SIGNS_FOR_DEMONSTRATION,
        "name": enrolment.person.name,
        "trn": enrolment.person.trn,
        "qualification": facts["programme"]["title"],
        "programme": f"{facts['programme']['id']}, version {facts['programme']['version']}",
        "digest": facts["programme"]["digest"][:12],
        "paper": facts["paper"][:12],
        "rows": [
            {"asks": part["asks"], "has": part["has"], "says": part["says"]}
            for part in (facts["engagement"], facts["assessment"])
        ],
    }
