"""What the pages of a paper show, worked out beforehand."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from django.urls import reverse

from waymark.ground.papers import rules
from waymark.ground.papers.drafts import Draft, list_wordings
from waymark.ground.papers.models import Wording
from waymark.ground.papers.parts import Content
from waymark.ground.papers.values import Body, Criterion, Level
from waymark.ground.papers.wanted import Found
from waymark.ground.papers.words import FIELDS, REASONS, SEVERITIES, part_named
from waymark.ground.people import queries as people
from waymark.ground.people.roles import Role
from waymark.ground.programmes.packs import Severity
from waymark.kit.formatting import counted, listed

if TYPE_CHECKING:
    from waymark.ground.people.models import Person

PAGES = {"question": "papers:question", "criterion": "papers:criterion"}
FIRST = {"no-questions": "papers:new_question", "no-criteria": "papers:new_criterion"}
"""What is found where there is none yet, and the page on which the first is written."""
OF_ALL = {"details": "papers:details", "case": "papers:case", "omissions": "papers:omissions"}


def address_of(paper_id: int, part: str) -> str:
    """The page on which a part is written; empty for what has none."""
    kind, _, id = part.partition(":")
    if kind in PAGES:
        return reverse(PAGES[kind], args=[paper_id, id])
    return reverse(OF_ALL[kind], args=[paper_id]) if kind in OF_ALL else ""


def mended_at(found: Found, paper_id: int) -> str:
    """The page on which a finding is mended; for one of all questions, or of all criteria, the list of them."""
    if found.code in FIRST:
        return reverse(FIRST[found.code], args=[paper_id])
    return address_of(paper_id, found.where) or f"{reverse('papers:paper', args=[paper_id])}#parts"


def of(draft: Draft, *, viewer: Person) -> dict[str, Any]:
    """The context of `paper.html`."""
    standing = draft.standing
    may_lock = rules.may_lock(standing)
    may_review = rules.may_review(standing, by=viewer.pk, fingerprint=standing.fingerprint)
    wordings = list_wordings(paper=draft.paper)
    has_error = standing.errors > 0
    return {
        "draft": draft,
        "paper": draft.paper,
        "body": draft.body,
        "findings": [shown(found, draft.paper.pk) for found in draft.findings],
        "errors": standing.errors,
        "next": _next(
            draft,
            viewer,
            has_error=has_error,
            may_lock=may_lock.allowed,
            may_review=may_review.allowed,
        ),
        "may_lock": may_lock.allowed,
        "lock_reasons": [REASONS[code] for code in may_lock.reasons],
        "may_review": may_review.allowed,
        "review_reasons": [REASONS[code] for code in may_review.reasons],
        "reviews": [(one, one.fingerprint == standing.fingerprint) for one in reversed(draft.reviews)],
        "kept": sum(not one.stands for one in wordings),
        "saves": len(wordings),
        "wanted": draft.wanted,
    }


def _next(
    draft: Draft, viewer: Person, *, has_error: bool, may_lock: bool, may_review: bool
) -> dict[str, str]:
    """The headline, and the one next thing to do."""
    id = draft.paper.pk
    if draft.is_locked:
        text = "It never changes; its fingerprint says which text it is."
        return {"title": "This paper is locked", "text": text}
    if has_error:
        count = counted(draft.standing.errors, "error keeps", "errors keep")
        said = {"title": f"{count} this paper open", "text": "Each says where it is, and how it is mended."}
        first = next((one for one in draft.findings if one.severity is Severity.ERROR), None)
        return said | ({"url": mended_at(first, id), "label": "Mend the first"} if first else {})
    if may_lock:
        said = {"title": "This paper can be locked", "text": "It was checked and reviewed as it stands."}
        return said | {"url": reverse("papers:lock", args=[id]), "label": "Lock it"}
    asks = _asks_for_a_change(draft)
    if asks:
        return {**asks, "url": f"{reverse('papers:paper', args=[id])}#reviews", "label": "Read the review"}
    waits = "It waits for a review"
    if may_review:
        text = "You have written nothing of it. Read all of it, then say whether it may be locked."
        return {
            "title": waits,
            "text": text,
            "url": reverse("papers:review", args=[id]),
            "label": "Review it",
        }
    return {"title": waits, "text": _who_reads(draft, viewer)}


def _asks_for_a_change(draft: Draft) -> dict[str, str]:
    """The headline while the newest review of this very text says no."""
    newest = rules.newest_review(
        draft.standing.reviews, fingerprint=draft.standing.fingerprint, writers=draft.writers
    )
    if newest is None or newest.agrees:
        return {}
    who = next(one.by.name for one in draft.reviews if one.by_id == newest.by)
    text = f"{who} has read it and says what must change first. The changed text is reviewed anew."
    return {"title": "The review asks for a change", "text": text}


def _who_reads(draft: Draft, viewer: Person) -> str:
    setters = people.list_persons_with(role=Role.SETTER, for_=viewer)
    names = [one.name for one in setters if one.pk not in draft.writers]
    if not names:
        return "Every setter has written some of it. Ask a programme lead to add another setter."
    return f"Who has written nothing of it may review it: {listed(names)}."


def shown(found: Found, paper_id: int) -> dict[str, str]:
    return {
        "severity": found.severity.value,
        "severity_says": SEVERITIES[found.severity.value],
        "where": part_named(found.where),
        "url": mended_at(found, paper_id),
        "says": found.says,
        "mend": found.mend,
    }


def criteria_of(body: Body) -> list[tuple[Criterion, list[tuple[Level, str]]]]:
    """Each criterion with its levels, and with each level the sentence that a letter says of it."""
    return [
        (one, [(level, body.feedback.get(one.id, {}).get(level.points, "")) for level in one.levels])
        for one in body.scheme.criteria
    ]


def of_part(draft: Draft, part: str) -> list[dict[str, str]]:
    """What is found in one part, for the page on which it is written."""
    return [shown(found, draft.paper.pk) for found in draft.findings if found.where == part]


def line_of(row: Wording) -> dict[str, Any]:
    return {
        "wording": row,
        "part": part_named(row.part),
        "who": row.by.name if row.by else "The command line",
        "has_page": row.part != "exhibits",
    }


def compared(now: Content | None, kept: Content | None) -> list[tuple[str, str, str, bool]]:
    """Label, what stands, what was kept, and whether they differ: line by line of a part."""
    ours, theirs = dict(_lines(now or {})), dict(_lines(kept or {}))
    labels = [*ours, *(label for label in theirs if label not in ours)]
    rows = [(label, ours.get(label, ""), theirs.get(label, "")) for label in labels]
    return [(label, one, other, one != other) for label, one, other in rows]


def _lines(content: Any, label: str = "") -> Iterator[tuple[str, str]]:
    if isinstance(content, dict):
        for key, value in content.items():
            yield from _lines(value, f"{label} {str(key).replace('_', ' ')}".strip())
    elif isinstance(content, list) and any(isinstance(one, dict) for one in content):
        for number, one in enumerate(content, start=1):
            yield from _lines(one, f"{label} {number}")
    elif isinstance(content, list):
        yield _named(label), "\n".join(str(one) for one in content)
    else:
        yield _named(label), str(content)


def _named(label: str) -> str:
    return FIELDS.get(label, label.capitalize())
