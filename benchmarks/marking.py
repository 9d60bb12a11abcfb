"""The cohort that is being marked: its window has closed, and every marker has a hundred scripts."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from benchmarks.data import (
    AT_ONCE,
    add_persons,
    add_sittings,
    enrol,
    open_cohort,
    signed_in,
)
from benchmarks.teaching import build_teaching
from waymark.ground.cohorts.models import CohortStaff
from waymark.ground.people.roles import Role
from waymark.journey.mark.models import Allocation, Script, ScriptText
from waymark.journey.sit.models import Submission
from waymark.kit.codes import new_code

LIST_ROWS = 100
READ_BY = 2
PARTS = (Allocation.Part.FIRST, Allocation.Part.SECOND)
FEW, MANY = 5, 48


def build_marking(
    *, programme: Any, paper: Any, body: Any, texts: list[str], now: datetime
) -> dict[str, Any]:
    today = now.date()
    window = open_cohort(
        programme,
        paper,
        "Marked",
        starts=today - timedelta(days=800),
        opens=today - timedelta(days=60),
        now=now,
    )
    provider = window.cohort.provider
    persons = add_persons(provider, "former", len(texts), role=Role.PARTICIPANT, now=now, accounts=False)
    enrolments = enrol(window.cohort, persons, now=now - timedelta(days=800))
    sittings, answers = add_sittings(window, enrolments, body, texts, at=window.opens_at, sealed=True)
    scripts = _add_scripts(window, sittings, answers, at=now)
    many = max(READ_BY, len(scripts) * READ_BY // LIST_ROWS)
    markers = add_persons(provider, "marker", many, role=Role.MARKER, now=now, accounts=True)
    CohortStaff.objects.bulk_create(
        CohortStaff(cohort=window.cohort, person=marker, role=Role.MARKER.value, at=now) for marker in markers
    )
    pairs = _allocate(scripts, markers, now=now)
    known = signed_in(markers, now=now, are_staff=True)
    tickets = _tickets(pairs, known, scripts, texts, body)
    return tickets | build_teaching(
        programme=programme, paper=paper, window=window, enrolments=enrolments, now=now
    )


def _add_scripts(window: Any, sittings: list[Any], answers: list[list[Any]], *, at: datetime) -> list[Any]:
    submissions = Submission.objects.bulk_create(
        (
            Submission(
                sitting=sitting,
                how="submitted",
                words=sum(answer.words for answer in own),
                at=window.opens_at,
            )
            for sitting, own in zip(sittings, answers, strict=True)
        ),
        batch_size=AT_ONCE,
    )
    scripts = Script.objects.bulk_create(
        (
            Script(
                submission=submission,
                cohort=window.cohort,
                paper_id=window.paper_id,
                code=new_code(14),
                words=submission.words,
                at=at,
            )
            for submission in submissions
        ),
        batch_size=AT_ONCE,
    )
    ScriptText.objects.bulk_create(
        (
            ScriptText(script=script, answers={answer.question_id: answer.text for answer in own})
            for script, own in zip(scripts, answers, strict=True)
        ),
        batch_size=AT_ONCE,
    )
    return list(scripts)


def _allocate(scripts: list[Any], markers: list[Any], *, now: datetime) -> list[tuple[int, int]]:
    """Two markers for each script. Pairs of script and marker, by place, in the order in which they are marked."""
    apart = max(1, len(markers) // 3)
    pairs = [
        (place, (place + apart * number) % len(markers), part)
        for number, part in enumerate(PARTS)
        for place in range(len(scripts))
    ]
    pairs.sort(key=lambda pair: (_turn(pair[0]), pair[2], pair[0]))
    Allocation.objects.bulk_create(
        (
            Allocation(
                script=scripts[script], marker=markers[marker], part=part, place=_place(script), at=now
            )
            for script, marker, part in pairs
        ),
        batch_size=AT_ONCE,
    )
    return [(script, marker) for script, marker, _ in pairs]


def _turn(script: int) -> int:
    """First marks of some scripts, then their second ones, and so on: no two connections wait for one script.

    The turns begin small, so that the acts whose statements are counted are first and second marks alike.
    """
    return script // FEW if script < 2 * FEW else 2 + (script - 2 * FEW) // MANY


def _place(script: int) -> int:
    """Spread like dice, the same in each run."""
    return 1 + script * 7919 % 104_729


def _tickets(
    pairs: list[tuple[int, int]], known: list[dict[str, str]], scripts: list[Any], texts: list[str], body: Any
) -> dict[str, Any]:
    rows = min(LIST_ROWS, len(scripts) * READ_BY // len(known))
    marks, pages = [], []
    for script, marker in pairs:
        passage = " ".join(texts[script].split(" ")[:40])
        at = known[marker] | {"path": f"/mark/scripts/{scripts[script].code}/"}
        marks.append(at | {"form": _form(body, passage) | {"csrfmiddlewaretoken": at["token"]}})
        pages.append(at | {"shows": {scripts[script].code: 1, passage[:50].split("’")[0]: 1}})
    lists = [ticket | {"path": "/mark/", "shows": {'href="/mark/scripts/': rows}} for ticket in known]
    return {"marks": marks, "scripts": pages, "lists": lists * (40 // len(lists) + 1)}


def _form(body: Any, passage: str) -> dict[str, str]:
    """A sound script: every omission met by a passage, every criterion at its second best level."""
    form = {
        omission.id: str(sorted(level.points for level in omission.levels)[-2])
        for omission in body.scheme.criteria
    }
    for omission in body.scheme.omissions:
        form |= {f"{omission.id}-met": "met", f"{omission.id}-passage": passage, f"{omission.id}-reason": ""}
    return form
