"""Questions about a sitting and its texts. Only the writer's own pages ask them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Count, QuerySet

from waymark.journey.sit.windows.models import SittingWindow
from waymark.journey.sit.writing.models import AlternateVersion, Answer, Sitting

if TYPE_CHECKING:
    from waymark.ground.cohorts.models import Enrolment


def find_sitting(*, window: SittingWindow, enrolment: Enrolment) -> Sitting | None:
    rows = Sitting.objects.filter(window=window, enrolment=enrolment)
    return rows.select_related("window", "submission__receipt").first()


def list_answers(*, sitting: Sitting) -> list[Answer]:
    """In question order, with their text: for the writer's own pages."""
    return list(Answer.objects.filter(sitting=sitting).order_by("id"))


def list_alternate_versions(*, sitting: Sitting) -> list[AlternateVersion]:
    """The newest hundred other versions of the answers of the writer's own sitting, newest first, with the answer."""
    return list(_alternate_versions(sitting).order_by("-id")[:100])


def _alternate_versions(sitting: Sitting) -> QuerySet[AlternateVersion]:
    return AlternateVersion.objects.filter(answer__sitting=sitting).select_related("answer", "decision")


def count_alternate_versions(*, sitting: Sitting) -> dict[int, int]:
    """How many other versions each answer has, by answer; only those that have any."""
    rows = AlternateVersion.objects.filter(answer__sitting=sitting).order_by()
    return dict(rows.values_list("answer_id").annotate(count=Count("pk")))


def get_alternate_version(*, sitting: Sitting, version_id: int) -> AlternateVersion | None:
    rows = AlternateVersion.objects.filter(answer__sitting=sitting, pk=version_id)
    return rows.select_related("answer").first()


def text_of(*, answer_id: int) -> str:
    """An answer's text now. The caller has proved whose it is."""
    return Answer.objects.only("text").get(pk=answer_id).text
