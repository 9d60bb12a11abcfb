"""Two records of one person become one; both histories are kept."""

from __future__ import annotations

from datetime import datetime

from django.db import IntegrityError, models, transaction

from waymark.ground.ledger import actions as ledger
from waymark.ground.people import emails
from waymark.ground.people.corrections import checks, queries, words
from waymark.ground.people.corrections.actions import CannotCorrect, _note, _reason, _with
from waymark.ground.people.corrections.checks import Kept
from waymark.ground.people.corrections.models import EmailChange, Field, Merge
from waymark.ground.people.corrections.queries import Relation
from waymark.ground.people.invitations import withdraw_invitation
from waymark.ground.people.models import Person, RoleHeld
from waymark.ground.people.outbox import Message, queue_message
from waymark.kit.locks import lock_row
from waymark.kit.refusals import Reason


class CannotMerge(CannotCorrect):
    """The two records cannot become one, or not this way round."""


@transaction.atomic
def merge_people(
    *, survivor: Person, absorbed: Person, kept: Kept, reason: str, by: Person, at: datetime
) -> Merge:
    """Every row that names the absorbed record names the survivor from now on; both histories are kept.

    Which rows moved stays in the `Merge`. The audit log, and what was corrected about either, stay as they were.
    Refused where the two together would be what no one may be: each room says so (`reasons_against_merge`).
    """
    first, second = sorted((survivor, absorbed), key=lambda person: person.pk)
    rows = {row.pk: row for row in (lock_row(first), lock_row(second))}
    survivor, absorbed = rows[survivor.pk], rows[absorbed.pk]
    if reasons := checks.reasons_against(survivor=survivor, absorbed=absorbed, kept=kept):
        raise CannotMerge(*reasons)
    withdraw_invitation(person=absorbed, by=by, at=at)
    EmailChange.objects.filter(person=absorbed, confirmed_at=None, withdrawn_at=None).update(withdrawn_at=at)
    moved = _move_changing(absorbed, survivor)
    guarded = [kind for kind in queries.relations() if kind.is_guarded]
    moved |= queries.count_rows_of(person=absorbed, kinds=[kind for kind in guarded if kind.is_about])
    account, closed = checks.accounts_after(survivor, absorbed, email=kept.email)
    merge = Merge.objects.create(
        absorbed=absorbed,
        survivor=survivor,
        absorbed_name=absorbed.name,
        absorbed_email=absorbed.email,
        absorbed_trn=absorbed.trn,
        moved=moved,
        reason=_reason(reason),
        by=by,
        at=at,
    )
    _move_guarded(absorbed, survivor, guarded)
    Person.objects.filter(pk=absorbed.pk).update(merged_into=survivor, account=None)
    Person.objects.filter(merged_into=absorbed).update(merged_into=survivor)
    _keep(survivor, absorbed, kept, reason=reason, by=by, at=at)
    Person.objects.filter(pk=survivor.pk).update(account=account)
    for person in (survivor, absorbed):
        ledger.record("people.merged", about=person, provider_id=person.provider_id, by=by, at=at)
    if closed is not None:
        message = Message(emails.ADDRESS_CHANGED, closed.email, once=f"merged:{merge.pk}")
        queue_message(message, provider=survivor.provider, at=at)
    return merge


def _keep(survivor: Person, absorbed: Person, kept: Kept, *, reason: str, by: Person, at: datetime) -> None:
    """What changes about the survivor is a row like any other change."""
    before = survivor.name, survivor.email, survivor.trn, survivor.organisation
    survivor.given_name, survivor.family_name = kept.given_name, kept.family_name
    survivor.email, survivor.trn, survivor.organisation = kept.email, kept.trn, kept.organisation
    for name in (before[0], absorbed.name, absorbed.email):
        if name not in (survivor.name, survivor.email):
            survivor.earlier_names = _with(survivor.earlier_names, name)
    survivor.save(
        update_fields=["given_name", "family_name", "email", "trn", "organisation", "earlier_names"]
    )
    after = survivor.name, survivor.email, survivor.trn, survivor.organisation
    fields = (Field.NAME, Field.EMAIL, Field.TRN, Field.SCHOOL)
    for field, old, new in zip(fields, before, after, strict=True):
        if old != new:
            _note(survivor, field, str(old or ""), str(new or ""), reason=reason, by=by, at=at, audit=False)


def _move_changing(absorbed: Person, survivor: Person) -> dict[str, int]:
    """Rows that may change now name the survivor; one that the survivor has already is not moved."""
    moved: dict[str, int] = {}
    for relation in queries.relations():
        if relation.is_guarded:
            continue
        count = sum(_move_row(row, relation, survivor) for row in relation.rows_of(absorbed))
        if relation.is_about and count:
            moved[relation.label] = count
    RoleHeld.objects.filter(person=absorbed).delete()
    return moved


def _move_guarded(absorbed: Person, survivor: Person, relations: list[Relation]) -> None:
    """Rows that never change follow the `Merge` that their guard finds; both may have what one person has once."""
    for relation in relations:
        try:
            with transaction.atomic():
                relation.rows_of(absorbed).update(**{relation.field: survivor.pk})
        except IntegrityError as clash:
            sentence = words.BOTH_HAVE.get(relation.label, words.BOTH_HAVE_ONE)
            raise CannotMerge(Reason("both_have", sentence)) from clash


def _move_row(row: models.Model, relation: Relation, survivor: Person) -> bool:
    try:
        with transaction.atomic():
            relation.model._base_manager.filter(pk=row.pk).update(**{relation.field: survivor.pk})
    except IntegrityError:
        return False
    return True
