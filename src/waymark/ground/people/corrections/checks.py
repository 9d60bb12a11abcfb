"""Whether two records can become one, and which way round."""

from __future__ import annotations

from dataclasses import dataclass

from waymark.ground.people.corrections import queries, words
from waymark.ground.people.models import Organisation, Person
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
    reasons = list(_fixed(survivor, absorbed))
    if survivor.account_id and absorbed.account_id and is_used(survivor) and is_used(absorbed):
        reasons.append(Reason("both_accounts", words.BOTH_ACCOUNTS))
    account = next(
        (person.account for person in (survivor, absorbed) if person.account and is_used(person)), None
    )
    if kept and account and kept.email != account.email:
        reasons.append(Reason("email", words.ACCOUNT_EMAIL.format(email=account.email)))
    return tuple(reasons)


def _fixed(survivor: Person, absorbed: Person) -> list[Reason]:
    """Enrolments and scripts name their person for ever, so whoever has them must be the one who remains."""
    if not queries.fixed_rows_of(person=absorbed):
        return []
    if cohort := _common_cohort(survivor, absorbed):
        return [Reason("same_cohort", words.SAME_COHORT.format(cohort=cohort))]
    if queries.fixed_rows_of(person=survivor):
        return [Reason("both_fixed", words.BOTH_FIXED)]
    return [Reason("fixed", words.FIXED.format(name=absorbed.name))]


def _common_cohort(survivor: Person, absorbed: Person) -> str:
    names = [set(person.enrolments.values_list("cohort__name", flat=True)) for person in (survivor, absorbed)]
    return next(iter(names[0] & names[1]), "")


def is_used(person: Person) -> bool:
    """Whether the person can sign in: an account of a demonstration has no password."""
    return bool(person.account and person.account.has_usable_password())
