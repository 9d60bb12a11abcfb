"""What a marker must enter before a mark can be recorded. Pure.

| Clause           | Says                                                                | Here            |
|------------------|---------------------------------------------------------------------|-----------------|
| positive marking | points start at zero and only rise; each is a level of the scheme   | `validate_mark` |
| evidence         | an omission is answered by a passage of the script, or by a reason  | `validate_mark` |
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from waymark.ground.papers.values import Scheme
from waymark.kit.words import composed, count_words

PASSAGE_WORDS = 3
"""A shorter passage could be found in any script."""


@dataclass(frozen=True, kw_only=True)
class OmissionJudgement:
    """One omission as a marker judged it: met by a passage, or not found, with a reason. None: not answered."""

    met: bool | None
    passage: str = ""
    reason: str = ""


@dataclass(frozen=True, kw_only=True)
class MarkDraft:
    """A whole mark as a marker sent it: a level for each criterion, a judgement of each omission."""

    criteria: Mapping[str, int]
    omissions: Mapping[str, OmissionJudgement]


@dataclass(frozen=True)
class FieldError:
    """What keeps a mark from being recorded: the field, and the code of its sentence in `words.FIELD_ERRORS`."""

    field: str
    code: str


def validate_mark(draft: MarkDraft, scheme: Scheme, answers: Iterable[str]) -> tuple[FieldError, ...]:
    """Every error at once, omissions first; none means that the mark can be recorded."""
    texts = [normalise(answer) for answer in answers]
    errors: list[FieldError] = []
    for omission in scheme.omissions:
        judgement = draft.omissions.get(omission.id, OmissionJudgement(met=None))
        errors += [
            FieldError(f"{omission.id}-{part}", code) for part, code in _omission_errors(judgement, texts)
        ]
    for criterion in scheme.criteria:
        if draft.criteria.get(criterion.id) not in {level.points for level in criterion.levels}:
            errors.append(FieldError(criterion.id, "no_level"))
    return tuple(errors)


def _omission_errors(judgement: OmissionJudgement, texts: list[str]) -> list[tuple[str, str]]:
    if judgement.met is None:
        return [("met", "not_answered")]
    if not judgement.met:
        return [] if judgement.reason.strip() else [("reason", "no_reason")]
    if not judgement.passage.strip():
        return [("passage", "no_passage")]
    if count_words(judgement.passage) < PASSAGE_WORDS:
        return [("passage", "short_passage")]
    passage = normalise(judgement.passage)
    return [] if any(passage in text for text in texts) else [("passage", "not_in_script")]


_ALIKE = {"‘": "'", "’": "'", "“": '"', "”": '"', "–": "-", "—": "-", "‑": "-", "\u00ad": ""}
_UNLIKE = re.compile(f"[{''.join(_ALIKE)}]")
_MARKDOWN_PREFIX = re.compile(r"^[^\S\n]*(?:#{1,4}|[-*•])[^\S\n]+", re.MULTILINE)


@lru_cache(maxsize=16)
def normalise(text: str) -> str:
    """Text for comparing: one form of each character, quotation mark and dash, single spaces, and without the
    Markdown signs that a reader does not see. Cached, because the form and the action compare the same texts."""
    text = _UNLIKE.sub(lambda match: _ALIKE[match.group()], composed(text))
    return " ".join(_MARKDOWN_PREFIX.sub("", text).replace("*", "").split())
