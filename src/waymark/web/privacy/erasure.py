"""Erasing a person: what goes, what stays and why, and the act itself.

| Clause                    | Says                                            | Here                           |
|---------------------------|-------------------------------------------------|--------------------------------|
| UK GDPR, Article 17(1)    | personal data is erased on request              | `Held.erases`, `Held.deletes`  |
| UK GDPR, Article 17(3)(b) | not what the law requires to be kept            | `award.keep_award_records`     |
| UK GDPR, Article 17(3)(e) | not what a legal claim needs                    | `LegalHold`                    |
| UK GDPR, Article 11       | a row that names no one is not about anyone     | `Held.kept_because`            |
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.apps import apps
from django.db import transaction
from django.db.models import Model, Q

from waymark.ground.ledger import actions as ledger
from waymark.ground.people import actions as people
from waymark.journey.apply import actions as apply
from waymark.journey.award import actions as award
from waymark.journey.award import queries as award_queries
from waymark.kit.personal_data import Held, model_of, rows_about
from waymark.kit.refusals import Reason, Refusal
from waymark.web.privacy import rooms, words
from waymark.web.privacy.models import LegalHold
from waymark.web.privacy.naming import Mention, find_mentions, identifiers_of, rows_naming
from waymark.web.privacy.sessions import end_sessions_of
from waymark.web.privacy.traces import remove_mail_files

if TYPE_CHECKING:
    from waymark.ground.people.models import Person

PERSON = "people.Person"
"""Its row is emptied last, by the room that owns it."""


class CannotErasePerson(Refusal):
    """Nothing was erased."""

    status = 403


@dataclass(frozen=True)
class Line:
    """What happens to one kind of record."""

    title: str
    rows: int
    why_kept: str = ""
    """Empty for what goes."""


@dataclass(frozen=True)
class Plan:
    """What erasing a person would do now."""

    person: Person
    goes: tuple[Line, ...]
    stays: tuple[Line, ...]
    mentions: tuple[Mention, ...]
    """Records of others that name the person; someone decides about each."""
    hold: LegalHold | None

    @property
    def rows(self) -> int:
        return sum(line.rows for line in self.goes)


def plan_erasure(person: Person) -> Plan:
    goes, stays = [], []
    ids_by_model: dict[str, set[int]] = defaultdict(set)
    for held in rooms.list_held():
        ids = _ids_of(held, person)
        if not ids:
            continue
        if held.kept_because:
            stays.append(Line(held.title, len(ids), held.kept_because))
        else:
            goes.append(Line(held.title, len(ids)))
            ids_by_model[held.model] |= set(ids)
    mentions = find_mentions(person, identifiers=identifiers_of(person), without=ids_by_model)
    return Plan(person, tuple(goes), tuple(stays), tuple(mentions), find_hold(person))


def find_hold(person: Person) -> LegalHold | None:
    if not person.pk:
        return None
    return LegalHold.objects.filter(person=person, lifted_at=None).select_related("by").first()


@dataclass(frozen=True)
class _Content:
    """Texts and files of some rows that are to be removed."""

    model: type[Model]
    row_ids: list[int]
    fields: tuple[str, ...]


@transaction.atomic
def erase_person(
    *, person: Person, reason: str, by: Person | None, at: datetime, also: Collection[str] = ()
) -> int:
    """Erase everything about a person that no law and no hold keeps. Returns the number of records.

    `also` has the keys of mentions in records of others, whose texts are removed as well. `reason` names no one.
    """
    _refuse(person, by=by)
    identifiers = identifiers_of(person)
    contents = [
        *_own_contents(person),
        *_named_contents(person, identifiers),
        *_chosen_contents(person, also),
        _reasons_about(person),
    ]
    deletes = [(model_of(held), _ids_of(held, person)) for held in rooms.list_held() if held.deletes]
    contents.append(_recipients_of(deletes, contents))
    if person.pk:
        award.keep_award_records(person=person, at=at)
    done = sum(_erase(content, person.provider_id, reason=reason, by=by, at=at) for content in contents)
    for model, ids in deletes:
        done += model._base_manager.filter(pk__in=ids).delete()[0]
    done += apply.forget_uploads_of(provider_id=person.provider_id)
    if person.pk:
        _remove_account(person)
    about = person if person.pk else person.provider
    facts = {"records": done, "reason": reason}
    ledger.record("web.erased", about=about, provider_id=person.provider_id, by=by, at=at, facts=facts)
    transaction.on_commit(lambda: remove_mail_files(identifiers))
    return done


def _own_contents(person: Person) -> Iterator[_Content]:
    for held in rooms.list_held():
        if held.erases and held.model != PERSON:
            yield _Content(model_of(held), _ids_of(held, person), held.erases)


def _named_contents(person: Person, identifiers: list[str]) -> Iterator[_Content]:
    """What Waymark wrote for others and names the person: emails, facts of the audit log, files of people."""
    for held in rooms.list_held():
        if held.erases_if_named:
            rows = rows_naming(held, held.erases_if_named, person=person, identifiers=identifiers)
            yield _Content(model_of(held), list(rows.values_list("pk", flat=True)), held.erases_if_named)


def _reasons_about(person: Person) -> _Content:
    """Facts of the audit log in which someone gave, in their own words, a reason for an act about the person."""
    entries = apps.get_model("ledger.Entry")
    about = Q(about_kind=PERSON, about_id__in=person.record_ids if person.pk else [])
    for held in rooms.list_held():
        if held.model != PERSON and held.about:
            about |= Q(about_kind=held.model, about_id__in=_ids_of(held, person))
    rows = entries._base_manager.filter(about, facts__has_key="reason")
    return _Content(entries, list(rows.values_list("pk", flat=True)), ("facts",))


def _recipients_of(deletes: list[tuple[type[Model], list[int]]], contents: list[_Content]) -> _Content:
    """To whom links were emailed that are deleted: the address of a sponsor says whose sponsor they were."""
    emails = apps.get_model("people.Email")
    sent = Q(pk__in=[])
    for model, ids in deletes:
        if hasattr(model, "PURPOSE"):
            for link in model._base_manager.filter(pk__in=ids):
                sent |= Q(link_purpose=link.PURPOSE, link_id=link.pk)
    gone = {
        row_id
        for content in contents
        if content.model is emails
        for row_id in content.row_ids
        if "to" in content.fields
    }
    rows = emails._base_manager.filter(sent).exclude(pk__in=gone)
    return _Content(emails, list(rows.values_list("pk", flat=True)), ("to",))


def _chosen_contents(person: Person, also: Collection[str]) -> Iterator[_Content]:
    for mention in plan_erasure(person).mentions if also else ():
        if mention.key in also:
            yield _Content(apps.get_model(mention.model), [mention.row_id], mention.fields)


def _erase(content: _Content, provider_id: int, *, reason: str, by: Person | None, at: datetime) -> int:
    return ledger.erase_rows(
        model=content.model,
        row_ids=content.row_ids,
        fields=content.fields,
        provider_id=provider_id,
        reason=reason,
        by=by,
        at=at,
    )


def _remove_account(person: Person) -> None:
    account_id = people.remove_identity(person=person)
    if account_id:
        end_sessions_of(account_id)


def _refuse(person: Person, *, by: Person | None) -> None:
    hold = find_hold(person)
    if hold:
        sentence = words.HELD.format(by=hold.by.name, on=f"{hold.at:%-d %B %Y}", reason=hold.reason)
        raise CannotErasePerson(Reason("legal_hold", sentence))
    if by is not None and by.pk == person.pk:
        raise CannotErasePerson(Reason("oneself", words.NOT_ONESELF))
    if person.pk and award_queries.has_unreleased_outcome(person=person):
        raise CannotErasePerson(Reason("unreleased", words.NOT_RELEASED))


def _ids_of(held: Held, person: Person) -> list[int]:
    """Records of an account that another provider uses as well stay with the account."""
    if _is_of_account(held) and _is_account_shared(person):
        return []
    return list(rows_about(held, person=person).values_list("pk", flat=True))


def _is_of_account(held: Held) -> bool:
    return any(path.startswith("account__") for path in held.about)


def _is_account_shared(person: Person) -> bool:
    return person.account is not None and person.account.persons.exclude(pk=person.pk).exists()
