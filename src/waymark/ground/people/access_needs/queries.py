"""Who needs what. A lead reads it for people of the provider, everyone reads their own; no one else does."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from waymark.ground.people.access_needs.models import AgreedNeed, ProposedNeed
from waymark.ground.people.access_needs.rules import Adjustments, adjustments_from
from waymark.kit.corrections import earlier_records

if TYPE_CHECKING:
    from waymark.ground.people.models import Person


def list_needs_of(*, person: Person) -> list[AgreedNeed]:
    """What is agreed with the person now, the newest first. The caller has checked that the viewer may read it."""
    rows = AgreedNeed.objects.current().filter(person=person, is_ended=False)
    return list(rows.select_related("by").order_by("-id"))


def list_ended_needs_of(*, person: Person) -> list[AgreedNeed]:
    rows = AgreedNeed.objects.current().filter(person=person, is_ended=True)
    return list(rows.select_related("by").order_by("-id"))


def get_need_for(*, for_: Person, person_id: int, need_id: int) -> AgreedNeed | None:
    """The current row of a need of someone at the viewer's provider, who is not the viewer."""
    rows = AgreedNeed.objects.filter(person__provider_id=for_.provider_id, person_id=person_id, pk=need_id)
    need: AgreedNeed | None = rows.exclude(person=for_).select_related("by", "person__provider").first()
    return need


def current_need(*, need: AgreedNeed) -> AgreedNeed:
    """The newest row of this need, with the person who recorded it."""
    row = need
    while (
        newer := AgreedNeed.objects.filter(replaces=row).select_related("by", "person").first()
    ) is not None:
        row = newer
    return row


def list_earlier_needs(*, need: AgreedNeed) -> list[AgreedNeed]:
    """The rows that this one replaces, the newest first."""
    return earlier_records(need, rows=AgreedNeed.objects.select_related("by"))


def list_proposed_needs_of(*, person: Person) -> list[ProposedNeed]:
    """What the person said they need and no one has decided, the oldest first, as for `list_needs_of`."""
    return list(ProposedNeed.objects.filter(person=person, decision=None).order_by("id"))


def list_declined_needs_of(*, person: Person) -> list[ProposedNeed]:
    """What was proposed and declined, the newest first, with the decision."""
    rows = ProposedNeed.objects.filter(person=person, decision__isnull=False, decision__agreed=None)
    return list(rows.select_related("decision__by").order_by("-id"))


def get_proposed_need_for(*, for_: Person, person_id: int, proposed_id: int) -> ProposedNeed | None:
    """A proposed need of someone at the viewer's provider, who is not the viewer."""
    rows = ProposedNeed.objects.filter(
        person__provider_id=for_.provider_id, person_id=person_id, pk=proposed_id
    )
    return rows.exclude(person=for_).select_related("person__provider").first()


def list_needs_to_decide(*, for_: Person) -> list[ProposedNeed]:
    """Proposed needs of people at the lead's provider that no one has decided, the oldest first."""
    rows = ProposedNeed.objects.filter(person__provider_id=for_.provider_id, decision=None)
    return list(rows.exclude(person=for_).select_related("person").order_by("at", "id"))


def adjustments_of(*, person: Person) -> Adjustments:
    """What the person has in every assessment, from all that is agreed; in one statement."""
    rows = AgreedNeed.objects.current().filter(person=person, is_ended=False)
    names = ("extra_days", "rest_breaks", "rest_minutes", "large_print", "word_copy")
    return adjustments_from(Adjustments(**row) for row in rows.values(*names))


def list_needs_to_review(*, for_: Person, today: date) -> list[AgreedNeed]:
    """Needs of people at the lead's provider whose review is due, the longest due first."""
    rows = AgreedNeed.objects.current().filter(
        person__provider_id=for_.provider_id, is_ended=False, review_on__lte=today
    )
    return list(rows.exclude(person=for_).select_related("person").order_by("review_on", "id"))
