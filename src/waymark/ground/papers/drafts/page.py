"""The context of the pages of a paper."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from django.urls import reverse

from waymark.ground.papers import rules
from waymark.ground.papers.blueprint.problems import PaperProblem
from waymark.ground.papers.drafts.parts import Content
from waymark.ground.papers.drafts.queries import Draft, list_wordings
from waymark.ground.papers.models import Review, Wording
from waymark.ground.papers.values import Body, Criterion, Level
from waymark.ground.papers.words import REASONS, SEVERITIES, name_of_field, name_of_part
from waymark.ground.people import queries as people
from waymark.ground.people.roles import Role
from waymark.ground.programmes.packs import Severity
from waymark.kit.formatting import counted, listed

if TYPE_CHECKING:
    from waymark.ground.people.models import Person

PAGES_BY_KIND = {"question": "papers:question", "criterion": "papers:criterion"}
PAGES = {"details": "papers:details", "case": "papers:case", "omissions": "papers:omissions"}
FIRST = {"no-questions": "papers:new_question", "no-criteria": "papers:new_criterion"}
"""Where the first question or criterion is written, by the problem that there is none."""


def _url_of_part(paper_id: int, part: str) -> str:
    """The page on which a part is written; empty where there is none."""
    kind, _, id = part.partition(":")
    if kind in PAGES_BY_KIND:
        return reverse(PAGES_BY_KIND[kind], args=[paper_id, id])
    return reverse(PAGES[kind], args=[paper_id]) if kind in PAGES else ""


def _url_to_fix(problem: PaperProblem, paper_id: int) -> str:
    """The page on which a problem is fixed; the list of parts for a problem of all questions or all criteria."""
    if problem.code in FIRST:
        return reverse(FIRST[problem.code], args=[paper_id])
    return _url_of_part(paper_id, problem.part) or f"{reverse('papers:paper', args=[paper_id])}#parts"


def paper_context(draft: Draft, *, viewer: Person) -> dict[str, Any]:
    """The context of `paper.html`, `review.html` and `lock.html`."""
    state = draft.state
    may_lock = rules.may_lock(state)
    may_review = rules.may_review(state, reviewer_id=viewer.pk, fingerprint=state.fingerprint)
    wordings = list_wordings(paper=draft.paper)
    return {
        "draft": draft,
        "paper": draft.paper,
        "body": draft.body,
        "problems": [_problem_row(problem, draft.paper.pk) for problem in draft.problems],
        "next": _next_step(draft, viewer, may_lock=may_lock.allowed, may_review=may_review.allowed),
        "may_lock": may_lock.allowed,
        "lock_reasons": [REASONS[code] for code in may_lock.reasons],
        "may_review": may_review.allowed,
        "review_reasons": [REASONS[code] for code in may_review.reasons],
        "reviews": [(review, review.fingerprint == state.fingerprint) for review in reversed(draft.reviews)],
        "alternate_count": sum(not wording.was_applied for wording in wordings),
        "save_count": len(wordings),
        "requirements": draft.requirements,
    }


def _next_step(draft: Draft, viewer: Person, *, may_lock: bool, may_review: bool) -> dict[str, str]:
    """The heading of the page and the one next thing to do."""
    id = draft.paper.pk
    if draft.is_locked:
        return _step(
            "This paper is locked", "It can’t be changed. Its fingerprint identifies this exact text."
        )
    if draft.state.error_count:
        return _fix_errors(draft)
    if may_lock:
        text = "The check found no errors, and a second setter has reviewed this text."
        url = reverse("papers:lock", args=[id])
        return _step("This paper is ready to lock", text, url, "Lock this paper")
    if review := _review_asking_for_changes(draft):
        text = (
            f"{review.by.name} has reviewed it and said what needs to change. "
            "After you make the changes, it needs another review."
        )
        url = f"{reverse('papers:paper', args=[id])}#reviews"
        return _step("The review asks for changes", text, url, "Read the review")
    title = "This paper is waiting for a review"
    if may_review:
        text = "You haven’t written any of it, so you can review it."
        return _step(title, text, reverse("papers:review", args=[id]), "Review this paper")
    return _step(title, _who_can_review(draft, viewer))


def _step(title: str, text: str, url: str = "", label: str = "") -> dict[str, str]:
    return {"title": title, "text": text, "url": url, "label": label}


def _fix_errors(draft: Draft) -> dict[str, str]:
    errors = [problem for problem in draft.problems if problem.severity is Severity.ERROR]
    title = f"Fix {counted(draft.state.error_count, 'error', 'errors')} before you lock this paper"
    if not errors:
        return _step(title, "The note below says what is missing.")
    text = "Each error below says where it is and how to fix it."
    return _step(title, text, _url_to_fix(errors[0], draft.paper.pk), "Fix the first error")


def _review_asking_for_changes(draft: Draft) -> Review | None:
    """The newest review of the current text, if it does not approve it."""
    state = draft.state
    newest = rules.newest_review(state.reviews, fingerprint=state.fingerprint, writer_ids=state.writer_ids)
    if newest is None or newest.approves:
        return None
    return next(review for review in draft.reviews if review.by_id == newest.reviewer_id)


def _who_can_review(draft: Draft, viewer: Person) -> str:
    setters = people.list_persons_with(role=Role.SETTER, for_=viewer)
    names = [setter.name for setter in setters if setter.pk not in draft.writer_ids]
    if not names:
        return (
            "Every setter has written part of it, so none of them can review it. "
            "Ask a programme lead to add another setter."
        )
    return f"A setter who hasn’t written any of it must review it. You can ask {listed(names)}."


def _problem_row(problem: PaperProblem, paper_id: int) -> dict[str, str]:
    return {
        "severity": problem.severity.value,
        "severity_name": SEVERITIES[problem.severity.value],
        "part": name_of_part(problem.part),
        "url": _url_to_fix(problem, paper_id),
        "sentence": problem.sentence,
        "fix": problem.fix,
    }


def criteria_with_feedback(body: Body) -> list[tuple[Criterion, list[tuple[Level, str]]]]:
    """Each criterion with its levels, and each level with its feedback for participants."""
    return [
        (
            criterion,
            [
                (level, body.feedback.get(criterion.id, {}).get(level.points, ""))
                for level in criterion.levels
            ],
        )
        for criterion in body.scheme.criteria
    ]


def problems_of_part(draft: Draft, part: str) -> list[dict[str, str]]:
    """The problems of one part, for the page on which it is written."""
    return [_problem_row(problem, draft.paper.pk) for problem in draft.problems if problem.part == part]


def history_row(wording: Wording) -> dict[str, Any]:
    return {
        "wording": wording,
        "part": name_of_part(wording.part),
        "who": wording.by.name if wording.by else "The command line",
        "has_page": wording.part != "exhibits",
    }


def compare(current: Content | None, saved: Content | None) -> list[tuple[str, str, str, bool]]:
    """Each field's label, its current and its saved value, and whether they differ."""
    now, then = dict(_fields(current or {})), dict(_fields(saved or {}))
    labels = [*now, *(label for label in then if label not in now)]
    rows = [(label, now.get(label, ""), then.get(label, "")) for label in labels]
    return [(label, value, saved_value, value != saved_value) for label, value, saved_value in rows]


def _fields(content: Any, key: str = "") -> Iterator[tuple[str, str]]:
    """Every value of a part's content, flat, with its label."""
    if isinstance(content, dict):
        for name, value in content.items():
            yield from _fields(value, f"{key} {str(name).replace('_', ' ')}".strip())
    elif isinstance(content, list) and any(isinstance(row, dict) for row in content):
        for number, row in enumerate(content, start=1):
            yield from _fields(row, f"{key} {number}")
    elif isinstance(content, list):
        yield name_of_field(key), "\n".join(str(line) for line in content)
    else:
        yield name_of_field(key), str(content)
