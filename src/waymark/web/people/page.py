"""One person's page for their programme lead: facts, enrolments, invitation, likely duplicates, and a timeline."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.urls import reverse

from waymark.ground.cohorts import queries as cohorts
from waymark.ground.people import queries as people
from waymark.ground.people.queries import LIKENESS
from waymark.ground.people.roles import LABELS, NOT_STAFF, Role
from waymark.journey.apply import queries as apply
from waymark.journey.award import queries as award
from waymark.kit.formatting import long_date, long_moment
from waymark.kit.forms import version_of
from waymark.web import audit_log
from waymark.web.people import words

if TYPE_CHECKING:
    from waymark.ground.people.models import Invitation, Person

MOST_EVENTS = 100
SHOWN_AS_CHANGES = ("people.corrected",)
"""Verbs of entries that stand beside a row which says more."""


def context_of(person: Person, *, at: datetime) -> dict[str, Any]:
    changes, merged = people.list_changes(person=person), people.list_merged(person=person)
    roles = people.held_roles_of(person)
    return {
        "person": person,
        "rows": rows_of(person, roles),
        "enrolments": cohorts.list_own_enrolments(person=person, at=at),
        "applications": applications_of(person, merged, at=at),
        "assistants": people.list_assistants_of(head=person),
        "assisted": people.list_assisted_by(person=person),
        "works_here": bool(roles - NOT_STAFF),
        "earlier_names": person.earlier_names.splitlines(),
        "invitation": invitation_state(person, at=at),
        "email_change": people.waiting_email_change(person=person),
        "merged": merged,
        "guesses": [
            (guess.person, " and ".join(LIKENESS[likeness] for likeness in guess.likeness))
            for guess in people.guess_duplicates(person=person)
        ],
        "events": timeline_of(person, changes, merged),
    }


def applications_of(person: Person, merged: list[Any], *, at: datetime) -> list[tuple[Any, str]]:
    """Each application of the person with where it stands, those of merged records among them."""
    addresses = [merge.absorbed_email for merge in merged]
    applications = apply.list_applications_of(person=person, also_from=addresses)
    return [
        (application, apply.state_in_words(application=application, at=at)) for application in applications
    ]


def rows_of(person: Person, roles: frozenset[Role]) -> list[dict[str, str]]:
    """The facts, each with the page on which it is changed."""
    school = person.organisation.full_name if person.organisation else words.NOT_KNOWN
    needs = "Agreed" if people.list_needs_of(person=person) else "None agreed"
    if people.list_proposed_needs_of(person=person):
        needs += ", something to decide"
    facts = {
        "name": person.name,
        "email": person.email,
        "trn": person.trn or words.NOT_KNOWN,
        "school": school,
        "access_needs": needs,
    }
    rows = [
        {"key": words.FIELDS[field], "value": value, "url": reverse(f"web:person_{field}", args=[person.pk])}
        for field, value in facts.items()
    ]
    labels = [LABELS[role] for role in Role if role in roles]
    return [*rows, {"key": "Roles", "value": ", ".join(labels) or "None"}]


def invitation_state(person: Person, *, at: datetime) -> dict[str, Any]:
    """How far the person has come with their account, in words, and what the lead can do about it."""
    invitation = people.newest_invitation_of(person=person)
    if person.account_id:
        signed_in = person.account.last_login if person.account else None
        text = (
            f"Last signed in on {long_moment(signed_in)}" if signed_in else "Has an account, never signed in"
        )
        return {"text": text, "can_send": False, "can_withdraw": False}
    if invitation is None:
        return {"text": "Not invited yet", "can_send": True, "can_withdraw": False}
    return {
        "text": _sent(invitation, at=at),
        "can_send": True,
        "can_withdraw": invitation.withdrawn_at is None and invitation.expires_at > at,
    }


def _sent(invitation: Invitation, *, at: datetime) -> str:
    sent = f"Invited on {long_moment(invitation.at)}"
    if invitation.withdrawn_at:
        return f"{sent}, withdrawn on {long_moment(invitation.withdrawn_at)}"
    if invitation.expires_at <= at:
        return f"{sent}, expired on {long_moment(invitation.expires_at)}"
    return f"{sent}. The link works until {long_moment(invitation.expires_at)}"


def timeline_of(person: Person, changes: list[Any], merged: list[Any]) -> list[dict[str, str]]:
    """Everything in the audit log about the person and their enrolments, newest first, with the reasons of changes."""
    ids = [person.pk, *(merge.absorbed_id for merge in merged)]
    entries = audit_log.find_entries_about(provider_id=person.provider_id, person_ids=ids)
    entries = entries.exclude(verb__in=SHOWN_AS_CHANGES)
    events = [(line.at, line.kind, line.by) for line in audit_log.lines_of(entries[:MOST_EVENTS])]
    for change in changes:
        text = words.change_in_words(change.field, change.before, change.after)
        events.append((change.at, f"{text}. Reason: {change.reason}", change.by.name if change.by else ""))
    for merge in merged:
        text = (
            f"{merge.absorbed_name} ({merge.absorbed_email}) merged into this record. Reason: {merge.reason}"
        )
        events.append((merge.at, text, merge.by.name if merge.by else ""))
    newest = sorted(events, key=lambda event: event[0], reverse=True)[:MOST_EVENTS]
    return [{"when": long_moment(at), "text": text, "by": by} for at, text, by in newest]


def version_of_field(person: Person, field: str) -> str:
    """What a form that changes this field was made from."""
    values: dict[str, Any] = {
        "name": (person.given_name, person.family_name),
        "email": (person.email, getattr(people.waiting_email_change(person=person), "pk", None)),
        "trn": person.trn,
        "school": person.organisation_id,
    }
    return version_of(values[field])


def last_change(person: Person, field: str, *, at: datetime) -> tuple[str, datetime]:
    """Who changed this field last, and when."""
    change = people.last_change_of(person=person, field=field)
    if change is None:
        return words.FALLBACK, at
    return change.by.name if change.by else words.FALLBACK, change.at


def statement_note(person: Person, *, at: datetime) -> str:
    """That a statement of result was issued under the present name; empty if none was."""
    for enrolment in cohorts.list_own_enrolments(person=person, at=at):
        if statement := award.statement_of(enrolment=enrolment):
            return words.STATEMENT_ISSUED.format(name=person.name, on=long_date(statement.at.date()))
    return ""
