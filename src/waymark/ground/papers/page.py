"""What the pages of a paper show, worked out beforehand."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from django.urls import reverse

from waymark.ground.papers import rules
from waymark.ground.papers.drafts import Draft, list_wordings
from waymark.ground.papers.models import Wording
from waymark.ground.papers.parts import Content
from waymark.ground.papers.wanted import Found
from waymark.ground.papers.words import REASONS, SEVERITIES, part_named
from waymark.ground.programmes.findings import Severity
from waymark.kit.show import counted

if TYPE_CHECKING:
    from waymark.ground.people.models import Person

PAGES = {"question": "papers:question", "criterion": "papers:criterion"}
OF_ALL = {"details": "papers:details", "case": "papers:case", "omissions": "papers:omissions"}


def address_of(paper_id: int, part: str) -> str:
    """The page on which a part is written; empty for what has no page of its own."""
    kind, _, id = part.partition(":")
    if kind in PAGES:
        return reverse(PAGES[kind], args=[paper_id, id])
    return reverse(OF_ALL[kind], args=[paper_id]) if kind in OF_ALL else ""


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
        "next": _next(draft, has_error=has_error, may_lock=may_lock.allowed, may_review=may_review.allowed),
        "may_lock": may_lock.allowed,
        "lock_reasons": [REASONS[code] for code in may_lock.reasons],
        "may_review": may_review.allowed,
        "review_reasons": [REASONS[code] for code in may_review.reasons],
        "reviews": [(one, one.fingerprint == standing.fingerprint) for one in reversed(draft.reviews)],
        "kept": sum(not one.stands for one in wordings),
        "saves": len(wordings),
        "wanted": draft.wanted,
    }


def _next(draft: Draft, *, has_error: bool, may_lock: bool, may_review: bool) -> dict[str, str]:
    """The headline, and the one next thing to do."""
    id = draft.paper.pk
    if draft.is_locked:
        text = "It never changes; its fingerprint says which text it is."
        return {"title": "This paper is locked", "text": text}
    if has_error:
        count = counted(draft.standing.errors, "error keeps", "errors keep")
        said = {"title": f"{count} this paper open", "text": "Each says where it is, and how it is mended."}
        url = next(filter(None, (_address(draft, found) for found in draft.findings)), "")
        return said | ({"url": url, "label": "Mend the first"} if url else {})
    if may_lock:
        said = {"title": "This paper can be locked", "text": "It was checked and reviewed as it stands."}
        return said | {"url": reverse("papers:lock", args=[id]), "label": "Lock it"}
    waits = "It waits for a review"
    if may_review:
        text = "You have written nothing of it. Read all of it, then say whether it may be locked."
        return {
            "title": waits,
            "text": text,
            "url": reverse("papers:review", args=[id]),
            "label": "Review it",
        }
    return {"title": waits, "text": "A setter who has written nothing of it reads it next."}


def _address(draft: Draft, found: Found) -> str:
    """Where an error is mended; empty for a warning or a note, and for what has no page of its own."""
    return address_of(draft.paper.pk, found.where) if found.severity is Severity.ERROR else ""


def shown(found: Found, paper_id: int) -> dict[str, str]:
    return {
        "severity": found.severity.value,
        "severity_says": SEVERITIES[found.severity.value],
        "where": part_named(found.where),
        "url": address_of(paper_id, found.where),
        "says": found.says,
        "mend": found.mend,
    }


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
        yield label.capitalize(), "\n".join(str(one) for one in content)
    else:
        yield label.capitalize(), str(content)
