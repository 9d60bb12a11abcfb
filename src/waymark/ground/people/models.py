"""Providers, and the people known to each.

An account belongs to the installation and holds only an email address and a password. A person belongs to one
provider: name, roles, organisation. Someone who works for two providers is two persons with one account.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower

from waymark.ground.people.access_needs.models import AgreedNeed, ProposedNeed, ProposedNeedDecision
from waymark.ground.people.assistants.models import Assistant, AssistantReminders
from waymark.ground.people.branding.models import AccessibilityStatement, Branding, Logo
from waymark.ground.people.corrections.models import EmailChange, Field, Merge, PersonChange
from waymark.ground.people.dietary.models import DietaryNeed
from waymark.ground.people.roles import LABELS, Role
from waymark.ground.people.rules import (
    LONGEST_NAME,
    LONGEST_SORT_NAME,
    full_name,
    search_text,
    sort_name,
)
from waymark.kit.append_only import AppendOnly, Changing

__all__ = [
    "AccessibilityStatement",
    "AgreedNeed",
    "Assistant",
    "AssistantReminders",
    "Branding",
    "DietaryNeed",
    "EmailChange",
    "Field",
    "Logo",
    "Merge",
    "PersonChange",
    "ProposedNeed",
    "ProposedNeedDecision",
]


class AccountManager(BaseUserManager["Account"]):
    def create_user(self, email: str, password: str | None = None, **fields: Any) -> Account:
        account = self.model(email=self.normalize_email(email).lower(), **fields)
        account.set_password(password)
        account.save()
        return account


class Account(AbstractBaseUser):
    guard = Changing(because="passwords are changed")

    email = models.EmailField(max_length=254, unique=True)
    is_active = models.BooleanField(default=True)

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    objects = AccountManager()

    class Meta:
        constraints = [models.UniqueConstraint(Lower("email"), name="account_email_once")]

    def __str__(self) -> str:
        return self.email


class Provider(models.Model):
    guard = Changing(because="names and addresses are corrected")

    slug = models.SlugField(unique=True)
    name = models.CharField(max_length=200)
    short_name = models.CharField(max_length=60)
    enquiries_email = models.EmailField()
    demonstration = models.BooleanField(default=False)
    site = models.CharField(max_length=200, blank=True, default="", db_default="")
    """The host name whose front page is this provider's, if the provider has chosen one."""
    brand = models.CharField(max_length=16, blank=True, default="", db_default="")
    """The digest of its style sheet (`branding/`); empty while it has no colours of its own."""
    logo_digest = models.CharField(max_length=64, blank=True, default="", db_default="")

    def __str__(self) -> str:
        return self.short_name


class Organisation(models.Model):
    """A school or trust, as one provider knows it."""

    guard = Changing(because="names and numbers are corrected")

    provider = models.ForeignKey(Provider, on_delete=models.PROTECT, related_name="organisations")
    name = models.CharField(max_length=200)
    urn = models.CharField(max_length=8, blank=True)
    trust = models.CharField(max_length=200, blank=True)
    """The trust that a school belongs to, as a file or an application named it first."""

    @property
    def full_name(self) -> str:
        return f"{self.name}, {self.trust}" if self.trust else self.name

    class Meta:
        constraints = [models.UniqueConstraint("provider", Lower("name"), name="organisation_name_once")]

    def __str__(self) -> str:
        return self.name


class SortName(models.CharField):  # type: ignore[type-arg]
    """The sort name of a person, worked out at each saving and ordered by code point on both databases."""

    def pre_save(self, model_instance: models.Model, add: bool) -> str:
        value = sort_name(*(getattr(model_instance, part) for part in ("given_name", "family_name")))
        setattr(model_instance, self.attname, value)
        return value

    def db_parameters(self, connection: Any) -> Any:
        parameters = super().db_parameters(connection)
        return {**parameters, "collation": "C"} if connection.vendor == "postgresql" else parameters


SEARCHED = {"given_name", "family_name", "email", "trn", "earlier_names", "organisation"}
"""Fields of a person whose words a search compares."""


class PersonSearchText(models.TextField):  # type: ignore[type-arg]
    """What a search for a person compares, worked out at each saving."""

    def pre_save(self, model_instance: models.Model, add: bool) -> str:
        parts = (str(getattr(model_instance, name) or "") for name in sorted(SEARCHED))
        setattr(model_instance, self.attname, value := search_text(*parts))
        return value


class Person(models.Model):
    guard = Changing(because="names, addresses and schools are corrected")

    provider = models.ForeignKey(Provider, on_delete=models.PROTECT, related_name="persons")
    account = models.ForeignKey(Account, on_delete=models.PROTECT, null=True, related_name="persons")
    given_name = models.CharField(max_length=LONGEST_NAME, blank=True)
    family_name = models.CharField(max_length=LONGEST_NAME, blank=True)
    sort_name = SortName(max_length=LONGEST_SORT_NAME, default="", db_default="", editable=False)
    """What lists of people are ordered by; each saving works it out from the names."""
    earlier_names = models.TextField(blank=True, default="", db_default="")
    """One a line: names that were corrected, and those of records merged into this one. Searches find them."""
    search_text = PersonSearchText(default="", db_default="", editable=False)
    email = models.EmailField(max_length=254)
    trn = models.CharField(max_length=7, blank=True)
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, related_name="persons"
    )
    merged_into = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, related_name="merged_persons", editable=False
    )
    """The record that remains, once this one has been found to be a duplicate."""

    class Meta:
        constraints = [
            models.UniqueConstraint(
                "provider",
                Lower("email"),
                condition=models.Q(merged_into=None),
                name="person_email_once_per_provider",
            ),
            models.UniqueConstraint(fields=["provider", "account"], name="person_once_per_account"),
            models.CheckConstraint(
                condition=~models.Q(given_name="", family_name=""), name="person_has_a_name"
            ),
        ]
        indexes = [
            models.Index(fields=["provider", "trn"], name="person_by_trn"),
            models.Index(fields=["provider", "sort_name"], name="person_by_sort_name"),
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, update_fields: Iterable[str] | None = None, **options: Any) -> None:
        if update_fields and SEARCHED & set(update_fields):
            update_fields = {*update_fields, "sort_name", "search_text"}
        super().save(*args, update_fields=update_fields, **options)

    @property
    def name(self) -> str:
        return full_name(self.given_name, self.family_name)

    @property
    def short_name(self) -> str:
        """What colleagues call them: the given name, if they have one."""
        return self.given_name or self.family_name

    @property
    def addresses(self) -> list[str]:
        """Every email address by which records are this person’s."""
        account = self.account.email if self.account else ""
        return sorted({self.email, account, *self._addresses_before_a_merge()} - {""})

    @property
    def record_ids(self) -> list[int]:
        """This record, and those that were merged into it."""
        merged = Person.objects.filter(merged_into=self.pk).order_by("pk") if self.pk else ()
        return [self.pk, *(person.pk for person in merged)] if self.pk else []

    def _addresses_before_a_merge(self) -> set[str]:
        """Addresses of the records that became this one, unless someone else has them now."""
        merged = Person.objects.filter(merged_into=self.pk) if self.pk else Person.objects.none()
        own = {person.email for person in merged}
        if not own:
            return set()
        own |= {line for line in self.earlier_names.splitlines() if "@" in line}
        others = Person.objects.filter(provider=self.provider_id, merged_into=None, email__in=own)
        return own - set(others.exclude(pk=self.pk).values_list("email", flat=True))

    @property
    def greeting(self) -> str:
        """How an email begins. A name may be a visitor's words until an account has verified the address."""
        return f"Dear {self.name}," if self.account_id else "Hello,"


class RoleHeld(models.Model):
    guard = Changing(because="roles are taken away")

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="roles_held")
    role = models.CharField(max_length=20, choices=[(role.value, LABELS[role]) for role in Role])
    by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "role"], name="role_held_once"),
            models.CheckConstraint(
                condition=models.Q(role__in=[role.value for role in Role]), name="role_is_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} is {self.role}"


class Invitation(models.Model):
    """A link to create a password. Only the token's digest is stored."""

    PURPOSE: ClassVar[str] = "invitation"
    guard = AppendOnly(
        "person__provider",
        may_set=("accepted_at", "token_digest", "withdrawn_at"),
        names_people_for_good=True,
    )

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="invitations")
    token_digest = models.CharField(max_length=64, unique=True, null=True)
    version = models.PositiveIntegerField(default=1, db_default=0)
    """Of the way the link is made; 0 for a random token of Waymark 0.3, which no key made. A new link is a new row."""
    by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"invitation of {self.person_id}"


class PasswordReset(models.Model):
    """A link to choose a new password. Only the token's digest is stored."""

    guard = Changing(because="each new password uses up all links, and old ones are deleted")

    PURPOSE: ClassVar[str] = "password_reset"

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="password_resets")
    token_digest = models.CharField(max_length=64, unique=True, null=True)
    version = models.PositiveIntegerField(default=1)
    at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"password reset of {self.account_id}"


class Email(models.Model):
    """An email to be sent: written by a room and delivered once, by the mail bridge."""

    guard = AppendOnly("provider", ignores_repeats=True)

    provider = models.ForeignKey(Provider, on_delete=models.PROTECT, related_name="+")
    to = models.EmailField(max_length=254)
    subject = models.CharField(max_length=200)
    text = models.TextField()
    at = models.DateTimeField()
    once = models.CharField(max_length=120, unique=True)
    """An idempotency key for the occasion, so that repeating an action sends no second email."""
    attachment = models.CharField(max_length=40, blank=True, default="", db_default="")
    """The kind of attachment, a key of `settings.ATTACHMENTS`, which names the function that fetches it."""
    attachment_id = models.BigIntegerField(null=True)
    link_purpose = models.CharField(max_length=20, blank=True, default="", db_default="")
    """What its link is for; `[[link]]` in the text becomes the link when the email leaves (`links.py`)."""
    link_id = models.BigIntegerField(null=True)
    link_site = models.CharField(max_length=200, blank=True, default="", db_default="")
    """The site that the link leads to, such as `https://npq.our.example`."""
    caused_by = models.CharField(max_length=64, blank=True, default="", db_default="")
    """For an email that a visitor caused: made from the visitor's IP address, which it does not tell."""
    kind = models.CharField(max_length=60, blank=True, default="", db_default="")
    """A code of `kit.email_kinds`, whose words a lead may have changed; empty for an email without a template."""
    values = models.JSONField(default=dict, db_default=models.Value({}, models.JSONField()))
    """What its placeholders are filled with when it leaves."""
    about = models.CharField(max_length=80, blank=True, default="", db_default="")
    """What it is about, such as `sit.sitting:12`: emails to one address about one thing leave in order."""

    class Meta:
        indexes = [
            models.Index(fields=["to", "at"], condition=~models.Q(caused_by=""), name="visitors_email_to"),
            models.Index(
                fields=["caused_by", "at"], condition=~models.Q(caused_by=""), name="visitors_email_by"
            ),
        ]

    def __str__(self) -> str:
        return self.subject
