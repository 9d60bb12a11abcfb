"""Who assists whom; a head sees their own assistants, an assistant their own heads."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery

from waymark.ground.people.assistants import words
from waymark.ground.people.assistants.models import Assistant, AssistantReminders
from waymark.ground.people.assistants.rules import JUDGE_OR_DECIDE, may_assist
from waymark.ground.people.roles import Role
from waymark.kit.refusals import Reason

if TYPE_CHECKING:
    from waymark.ground.people.models import Person

DAY = timedelta(days=1)


def _rows() -> QuerySet[Assistant]:
    newest = AssistantReminders.objects.filter(assistant=OuterRef("pk")).order_by("-id").values("is_on")[:1]
    return Assistant.objects.annotate(gets_reminders=Subquery(newest)).select_related("person", "head")


def list_assistants_of(*, head: Person) -> list[Assistant]:
    """Everyone the head has named, newest first, those that ended among them. One statement."""
    return list(_rows().filter(head=head).order_by("-id"))


def get_assistant_of(*, head: Person, assistant_id: int) -> Assistant | None:
    """One whom this head named and who has not ended."""
    return _rows().filter(head=head, pk=assistant_id, ended_at=None).first()


def list_assisted_by(*, person: Person) -> list[Assistant]:
    """Whom someone assists or is asked to assist, by the head's name. One statement."""
    return list(_rows().filter(person=person, ended_at=None).order_by("head__sort_name", "id"))


def get_assisted(*, person: Person, assistant_id: int) -> Assistant | None:
    """Whom this person assists or is asked to assist."""
    return _rows().filter(person=person, pk=assistant_id, ended_at=None).first()


def list_assistants_to_remind(*, head_ids: Collection[int]) -> list[Assistant]:
    """Everyone who assists one of these heads now and gets their reminders. One statement."""
    rows = _rows().filter(head__in=head_ids, accepted_at__isnull=False, ended_at=None).order_by("id")
    return [row for row in rows if vars(row)["gets_reminders"]]


def count_current_and_recent(*, head: Person, at: datetime) -> tuple[int, int]:
    """How many assistants the head has now, and how many they named within a day."""
    counts = Assistant.objects.filter(head=head).aggregate(
        current=Count("pk", filter=Q(ended_at=None)), recent=Count("pk", filter=Q(at__gt=at - DAY))
    )
    return counts["current"], counts["recent"]


def list_reasons_against_judging(*, persons: Sequence[Person], role: Role) -> dict[int, tuple[Reason, ...]]:
    """Why people who assist a participant cannot get that role, by their ids."""
    if role not in JUDGE_OR_DECIDE:
        return {}
    rows = Assistant.objects.filter(person__in=persons, accepted_at__isnull=False, ended_at=None)
    assisting = set(rows.values_list("person_id", flat=True))
    return {
        person.pk: (Reason("assists", words.ASSISTS.format(name=person.name)),)
        for person in persons
        if person.pk in assisting
    }


def may_assist_now(assistant: Assistant, *, roles: Collection[Role]) -> bool:
    """Whether it was accepted and not ended, and the assistant has no role that speaks against it."""
    return assistant.is_active and may_assist(roles).allowed
