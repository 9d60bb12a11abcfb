"""Whether two records can become one, and which way round."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec

from django.apps import apps

from waymark.ground.people.corrections import words
from waymark.ground.people.models import Account, Organisation, Person
from waymark.kit.refusals import Reason


@dataclass(frozen=True, kw_only=True)
class Kept:
    """Field by field, what the remaining record shows after the merge."""

    given_name: str
    family_name: str
    email: str
    trn: str
    organisation: Organisation | None

    @classmethod
    def of(cls, *, name: Person, email: Person, trn: Person, school: Person) -> Kept:
        """From whom each field is kept."""
        return cls(
            given_name=name.given_name,
            family_name=name.family_name,
            email=email.email,
            trn=trn.trn,
            organisation=school.organisation,
        )


def reasons_against(*, survivor: Person, absorbed: Person, kept: Kept | None = None) -> tuple[Reason, ...]:
    """Why `absorbed` cannot be merged into `survivor`; empty if it can."""
    if survivor.pk == absorbed.pk:
        return (Reason("same_person", words.SAME_PERSON),)
    if survivor.provider_id != absorbed.provider_id:
        return (Reason("other_provider", words.OTHER_PROVIDER),)
    if survivor.merged_into_id or absorbed.merged_into_id:
        return (Reason("already_merged", words.ALREADY_MERGED),)
    reasons = [reason for find in _rooms_reasons() for reason in find(survivor=survivor, absorbed=absorbed)]
    usable = [person.account.email for person in (survivor, absorbed) if person.account and is_used(person)]
    if kept and usable and kept.email not in usable:
        reasons.append(Reason("email", words.ACCOUNT_EMAIL.format(email=" or ".join(usable))))
    return tuple(reasons)


def accounts_after(
    survivor: Person, absorbed: Person, *, email: str
) -> tuple[Account | None, Account | None]:
    """The account that the person keeps, and one they signed in with that they don’t. The kept address decides."""
    used = [person.account for person in (survivor, absorbed) if person.account and is_used(person)]
    if not used:
        return survivor.account or absorbed.account, None
    account = next((account for account in used if account.email == email), used[0])
    closed = next((other for other in used if other != account), None)
    return account, closed


def _rooms_reasons() -> Iterator[Callable[..., Iterable[Reason]]]:
    """`reasons_against_merge` of each room that has a module `merging`: what one person may not be to another."""
    for config in apps.get_app_configs():
        if config.name.startswith("waymark.") and find_spec(f"{config.name}.merging"):
            yield import_module(f"{config.name}.merging").reasons_against_merge


def is_used(person: Person) -> bool:
    """Whether the person can sign in: an account of a demonstration has no password."""
    return bool(person.account and person.account.has_usable_password())
