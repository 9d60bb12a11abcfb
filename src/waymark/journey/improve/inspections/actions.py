"""Making a pack for an inspector, opening it by its link, ending and renewing the link."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db import transaction

from waymark.ground.ledger import actions as ledger
from waymark.ground.people import actions as people
from waymark.journey.improve import emails
from waymark.journey.improve.inspections import words
from waymark.journey.improve.inspections.content import Scope, sections_of
from waymark.journey.improve.inspections.models import InspectionLink, InspectionOpening, InspectionPack
from waymark.journey.improve.inspections.queries import newest_link_of
from waymark.journey.improve.inspections.rules import (
    LinkState,
    Template,
    link_expires,
    link_state,
    may_make_pack,
)
from waymark.journey.improve.inspections.sections import Section, to_json
from waymark.kit.formatting import long_moment
from waymark.kit.locks import lock_row
from waymark.kit.refusals import Refusal, reasons_for

if TYPE_CHECKING:
    from waymark.ground.cohorts.models import Cohort
    from waymark.ground.people.models import Person


class CannotMakePack(Refusal):
    """The pack can't be made as asked. A reason's code is the field's name."""


@dataclass(frozen=True, kw_only=True)
class PackDraft:
    """What a lead asks for."""

    template: Template
    cohorts: tuple[Cohort, ...]
    cohort: Cohort | None
    """None: all of them."""
    from_on: date
    until_on: date
    names_people: bool
    inspector: str
    organisation: str
    email: str
    link_days: int


def preview_pack(*, draft: PackDraft, by: Person, at: datetime) -> list[Section]:
    """The sections as they would be now. Nothing is saved."""
    decision = may_make_pack(from_on=draft.from_on, until_on=draft.until_on)
    if not decision.allowed:
        raise CannotMakePack(*reasons_for(decision.reasons, words.SENTENCES))
    scope = Scope(for_=by, cohorts=draft.cohorts, from_on=draft.from_on, until_on=draft.until_on, at=at)
    return sections_of(scope, draft.template)


@transaction.atomic
def make_pack(*, draft: PackDraft, site: str, by: Person, at: datetime) -> InspectionPack:
    """Keep the sections as they are now, and email the inspector a link."""
    lock_row(by.provider)
    sections = preview_pack(draft=draft, by=by, at=at)
    pack = InspectionPack.objects.create(
        provider=by.provider,
        cohort=draft.cohort,
        template=draft.template.id,
        title=f"{draft.template.title}: {draft.cohort.name if draft.cohort else words.ALL_COHORTS}"[:200],
        from_on=draft.from_on,
        until_on=draft.until_on,
        names_people=draft.names_people,
        inspector=draft.inspector,
        organisation=draft.organisation,
        email=draft.email,
        content=to_json(sections),
        by=by,
        at=at,
    )
    _record("improve.inspection_made", pack, by=by, at=at)
    _issue(pack, days=draft.link_days, site=site, by=by, at=at)
    return pack


@transaction.atomic
def renew_link(*, pack: InspectionPack, days: int, site: str, by: Person, at: datetime) -> InspectionLink:
    """Email the inspector a new link; the earlier one stops working."""
    lock_row(pack)
    _end(newest_link_of(pack=pack), by=by, at=at)
    _record("improve.inspection_renewed", pack, by=by, at=at)
    return _issue(pack, days=days, site=site, by=by, at=at)


@transaction.atomic
def end_link(*, pack: InspectionPack, by: Person, at: datetime) -> bool:
    """The link stops working at once; whether it worked until now."""
    lock_row(pack)
    if not _end(newest_link_of(pack=pack), by=by, at=at):
        return False
    _record("improve.inspection_ended", pack, by=by, at=at)
    return True


def _end(link: InspectionLink, *, by: Person, at: datetime) -> bool:
    if link.ended_at is not None:
        return False
    link.ended_at, link.ended_by = at, by
    link.save(update_fields=["ended_at", "ended_by"])
    return True


def _issue(pack: InspectionPack, *, days: int, site: str, by: Person, at: datetime) -> InspectionLink:
    link = InspectionLink(pack=pack, by=by, at=at, expires_at=link_expires(at, days=days))
    link.save()
    people.issue_link(link)
    link.save(update_fields=["token_digest"])
    message = people.Message(
        emails.INSPECTION,
        pack.email,
        {
            "inspector": pack.inspector,
            "pack": pack.title,
            "until": long_moment(link.expires_at),
            "by": by.name,
        },
        once=f"inspection:{link.pk}",
        link=(InspectionLink.PURPOSE, link.pk, site),
    )
    people.queue_message(message, provider=pack.provider, at=at)
    return link


@transaction.atomic
def open_pack(*, link: InspectionLink, what: str, at: datetime) -> LinkState:
    """Note that the pack is read or downloaded; nothing is noted once its link has expired or was ended."""
    row = lock_row(link)
    state = link_state(expires_at=row.expires_at, ended_at=row.ended_at, at=at)
    if state is LinkState.OPEN:
        InspectionOpening.objects.create(link=link, what=what, at=at)
        facts = {"what": what}
        provider_id = link.pack.provider_id
        ledger.record(
            "improve.inspection_opened", about=link.pack, provider_id=provider_id, by=None, at=at, facts=facts
        )
    return state


def _record(verb: str, pack: InspectionPack, *, by: Person, at: datetime) -> None:
    facts = {"template": pack.template, "cohort": pack.cohort_id or 0}
    ledger.record(verb, about=pack, provider_id=pack.provider_id, by=by, at=at, facts=facts)
