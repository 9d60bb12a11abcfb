"""Selecting the people of a message by group, coach and state; rooms above say what they know (`SELECTIONS`)."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.conf import settings
from django.utils.module_loading import import_string

from waymark.ground.cohorts.queries import active_on, status_in_words, today_of, with_status

if TYPE_CHECKING:
    from waymark.ground.cohorts.models import Cohort, Enrolment

SIGNED_IN, NEVER_SIGNED_IN = "Has signed in", "Never signed in"


@dataclass(frozen=True)
class Choice:
    """A part of a cohort."""

    label: str
    enrolment_ids: frozenset[int]


def list_choices(*, cohort: Cohort, at: datetime) -> dict[str, list[Choice]]:
    """By heading, the parts of the cohort that a message can go to. The caller has checked who may see the cohort."""
    choices = {"State": _states(cohort, at=at)}
    for heading, path in settings.SELECTIONS.items():
        parts: Mapping[str, Collection[int]] = import_string(path)(cohort=cohort)
        choices[heading] = [Choice(label, frozenset(ids)) for label, ids in parts.items()]
    return {heading: parts for heading, parts in choices.items() if parts}


def _states(cohort: Cohort, *, at: datetime) -> list[Choice]:
    rows = list(with_status(cohort.enrolments.select_related("person__account"), on=today_of(at)))
    active = {row.pk for row in active_on(cohort.enrolments.all(), on=today_of(at))}
    parts: dict[str, set[int]] = {SIGNED_IN: set(), NEVER_SIGNED_IN: set()}
    for row in rows:
        if row.pk not in active:
            parts.setdefault(status_in_words(enrolment=row, at=at), set()).add(row.pk)
            continue
        account = row.person.account
        parts[SIGNED_IN if account and account.last_login else NEVER_SIGNED_IN].add(row.pk)
    return [Choice(label, frozenset(ids)) for label, ids in parts.items() if ids]


def selected_from(enrolments: Collection[Enrolment], picked: Collection[Choice]) -> list[Enrolment]:
    """Those who are in every part, in the given order."""
    return [row for row in enrolments if all(row.pk in choice.enrolment_ids for choice in picked)]
