"""Acts for which it takes two people, and what is said where two records of one person did one together."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.db.models import Q

from waymark.kit.refusals import Reason

BOTH_ACTED = (
    "One approved what the other had asked for: {what}. That takes two people, so they can’t become one."
)


def reasons_from_acts(
    acts: dict[str, tuple[str, str, str]], *, survivor: Any, absorbed: Any
) -> Iterator[Reason]:
    """`acts`: by the label of a model, the paths to who asked and who approved, and what it is called."""
    for label, (asked_by, approved_by, what) in acts.items():
        rows = apps.get_model(label)._base_manager.filter(
            Q(**{asked_by: survivor.pk, approved_by: absorbed.pk})
            | Q(**{asked_by: absorbed.pk, approved_by: survivor.pk})
        )
        if rows.exists():
            yield Reason("both_acted", BOTH_ACTED.format(what=what))
