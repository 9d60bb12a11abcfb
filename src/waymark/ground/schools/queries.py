"""Finding a school. Schools are public: no query asks who is looking."""

from __future__ import annotations

import re

from django.db import connection
from django.db.models import Case, IntegerField, Q, QuerySet, Value, When
from django.db.models.functions import Collate

from waymark.ground.schools import rules
from waymark.ground.schools.models import School, SchoolFile

__all__ = ["find_school", "newest_file", "search_schools"]

MOST_FOUND = 20
MOST_WORDS = 8


def find_school(*, urn: str) -> School | None:
    return School.objects.filter(urn=urn.strip()).first()


def newest_file() -> SchoolFile | None:
    """None if no file of schools has been loaded."""
    return SchoolFile.objects.order_by("-id").first()


def search_schools(*, text: str, limit: int = MOST_FOUND) -> list[School]:
    """Schools by URN, by UKPRN, or by words of name, town and postcode; open ones first, then by name.

    Each word finds words that begin with it. Accents, capitals, apostrophes and full stops make no difference.
    """
    number = re.sub(r"\s", "", text)
    if re.fullmatch(r"[0-9]{6}", number):
        return list(School.objects.filter(urn=number))
    if re.fullmatch(r"1[0-9]{7}", number):
        return list(_ranked(School.objects.filter(ukprn=number), "")[:limit])
    folded = rules.fold(text)
    words = folded.split()[:MOST_WORDS]
    if not words or max(map(len, words)) < 2:
        return []
    condition = Q()
    for word in words:
        condition &= Q(search_text__contains=f" {word}")
    return list(_ranked(School.objects.filter(condition), folded)[:limit])


def _ranked(rows: QuerySet[School], folded: str) -> QuerySet[School]:
    """Open schools first; then those whose name begins with what was typed; then by name."""
    is_closed = Case(
        When(status_code=rules.Status.CLOSED, then=Value(1)), default=Value(0), output_field=IntegerField()
    )
    begins = Case(
        When(search_text__startswith=f" {folded}", then=Value(0)),
        default=Value(1),
        output_field=IntegerField(),
    )
    by_letters = Collate("search_text", "C" if connection.vendor == "postgresql" else "BINARY")
    return rows.order_by(is_closed, begins, by_letters, "urn")
