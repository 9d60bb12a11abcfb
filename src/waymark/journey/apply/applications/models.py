"""An application for a place in a cohort, the answers before it is submitted, and the lead's decision on it."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from django.db import models

from waymark.journey.apply.applications.rules import (
    AccessAnswer,
    FundingChoice,
    HeadteacherStatus,
    RoleAtWork,
    SponsorRole,
    TrnAnswer,
    Workplace,
)
from waymark.kit.append_only import AppendOnly, Changing

LONGEST_NAME = 200


def choices_of(codes: type) -> list[tuple[str, str]]:
    return [(code.value, code.value) for code in codes]  # type: ignore[attr-defined]


class ApplicationDraft(models.Model):
    """The answers of one applicant before they are submitted, on whatever device they go on."""

    guard = Changing(because="answers change until they are submitted, and old drafts are deleted")

    cohort = models.ForeignKey("cohorts.Cohort", on_delete=models.PROTECT, related_name="application_drafts")
    answers = models.JSONField(default=dict)
    """Answers as text, by the name of their field."""
    idempotency_key = models.CharField(max_length=32, unique=True)
    """Made once per set of answers, so that submitting twice creates one application."""
    reference = models.CharField(max_length=12, blank=True)
    """Of the application that was submitted; empty before."""
    saved_at = models.DateTimeField()
    application = models.ForeignKey(
        "apply.Application", on_delete=models.CASCADE, null=True, related_name="correction_drafts"
    )
    """Whose answers are being corrected; then `answers` holds only those that were changed."""
    by = models.ForeignKey("people.Person", on_delete=models.CASCADE, null=True, related_name="+")
    """The member of staff who corrects them; empty for the applicant."""

    class Meta:
        indexes = [models.Index(fields=["saved_at"], name="draft_by_age")]

    def __str__(self) -> str:
        return f"draft {self.pk}"


class Application(models.Model):
    guard = AppendOnly("provider")

    provider = models.ForeignKey("people.Provider", on_delete=models.PROTECT, related_name="applications")
    cohort = models.ForeignKey("cohorts.Cohort", on_delete=models.PROTECT, related_name="applications")
    reference = models.CharField(max_length=12, unique=True)
    given_name = models.CharField(max_length=LONGEST_NAME, blank=True)
    family_name = models.CharField(max_length=LONGEST_NAME, blank=True)
    email = models.EmailField(max_length=254)
    trn = models.CharField(max_length=7, blank=True)
    trn_answer = models.CharField(
        max_length=12, choices=choices_of(TrnAnswer), blank=True, default="", db_default=""
    )
    job = models.CharField(max_length=120)
    role = models.CharField(
        max_length=20, choices=choices_of(RoleAtWork), blank=True, default="", db_default=""
    )
    headteacher_status = models.CharField(
        max_length=30, choices=choices_of(HeadteacherStatus), blank=True, default="", db_default=""
    )
    workplace = models.CharField(
        max_length=20, choices=choices_of(Workplace), blank=True, default="", db_default=""
    )
    organisation = models.CharField(max_length=200)
    urn = models.CharField(max_length=6, blank=True, default="", db_default="")
    """Of the school, if the applicant found it in the list."""
    experience_years = models.PositiveSmallIntegerField(null=True)
    sponsor_role = models.CharField(
        max_length=20, choices=choices_of(SponsorRole), blank=True, default="", db_default=""
    )
    sponsor_name = models.CharField(max_length=200, default="")
    sponsor_email = models.EmailField(max_length=254)
    """Who supports the application: the applicant's line manager or chair."""
    mentor_name = models.CharField(max_length=200, blank=True, default="", db_default="")
    mentor_email = models.EmailField(max_length=254, blank=True, default="", db_default="")
    mentor_from = models.DateField(null=True)
    mentor_until = models.DateField(null=True)
    funding_choice = models.CharField(
        max_length=10, choices=choices_of(FundingChoice), blank=True, default="", db_default=""
    )
    order_name = models.CharField(max_length=200, blank=True, default="", db_default="")
    """Who can give us a purchase order, if the applicant knows."""
    order_email = models.EmailField(max_length=254, blank=True, default="", db_default="")
    reason = models.TextField(max_length=4000)
    idempotency_key = models.CharField(max_length=32, unique=True, null=True)
    """Made once per set of answers, so that submitting twice creates one application."""
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["cohort", "at"], name="application_by_cohort")]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(given_name="", family_name=""), name="applicant_has_a_name"
            )
        ]

    def __str__(self) -> str:
        return self.reference

    @property
    def name(self) -> str:
        """Some people have one name only."""
        return " ".join(filter(None, (self.given_name, self.family_name)))

    @property
    def decision(self) -> ApplicationDecision | None:
        """The current decision; None while the application waits for one, as after a decision was put right."""
        newest = max(self.decisions.all(), key=lambda decision: decision.pk, default=None)
        is_open = newest is None or newest.outcome == ApplicationDecision.Outcome.REOPENED
        return None if is_open else newest

    @property
    def access_needs(self) -> ApplicationAccessNeeds | None:
        return max(self.access_answers.all(), key=lambda answer: answer.pk, default=None)

    @property
    def current_consents(self) -> dict[str, ApplicationConsent]:
        """By kind, what holds now."""
        return {row.kind: row for row in sorted(self.consents.all(), key=lambda row: row.pk)}

    def changed_at(self, fields: Collection[str]) -> datetime | None:
        """When one of these answers was corrected last; None if never."""
        moments = (row.at for row in self.corrections.all() if row.field in fields)
        return max(moments, default=None)


class ApplicationCorrection(models.Model):
    """One answer that was corrected after the application was submitted. What was submitted stays in its own row.

    The newest row of a field holds.
    """

    guard = AppendOnly("application__provider")

    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="corrections")
    field = models.CharField(max_length=30)
    """A column of `Application`."""
    before = models.TextField(max_length=4000, blank=True)
    after = models.TextField(max_length=4000, blank=True)
    """As text; a day as 2026-11-30; empty for no answer."""
    applicant_email = models.EmailField(max_length=254, blank=True)
    """The applicant’s new address, if that was corrected: a way to what is held about them."""
    sponsor_email = models.EmailField(max_length=254, blank=True)
    """The same of the sponsor."""
    reason = models.TextField(max_length=1000, blank=True)
    """Why a member of staff corrected it; empty when the applicant did."""
    by = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, related_name="+")
    """Empty when the applicant did."""
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.application_id} {self.field}"


class ApplicationAccessNeeds(models.Model):
    """What an applicant needs to take part: in a row of its own, so that few read it and it can be erased alone.

    A correction is a new row; the newest holds.
    """

    guard = AppendOnly("application__provider")

    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="access_answers")
    answer = models.CharField(max_length=10, choices=choices_of(AccessAnswer))
    needs = models.TextField(max_length=2000, blank=True)
    reason = models.TextField(max_length=1000, blank=True, default="", db_default="")
    """Why a member of staff corrected it."""
    by = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(null=True)
    """When it was corrected; empty for what was submitted."""

    def __str__(self) -> str:
        return f"{self.application_id} {self.answer}"


class ApplicationConsent(models.Model):
    """One thing the applicant agreed to, or not, in the words that they read.

    Withdrawing is a new row, and so is a correction; the newest of a kind holds.
    """

    guard = AppendOnly("application__provider")

    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="consents")
    kind = models.CharField(max_length=20)
    """A key of `words.CONSENTS`."""
    version = models.CharField(max_length=10)
    sentence = models.CharField(max_length=500)
    is_given = models.BooleanField()
    by = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, related_name="+")
    """The applicant, signed in; empty if they were not."""
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.application_id} {self.kind}"


class ApplicationLink(models.Model):
    """A link to a draft, to an application, or to its sponsor's page. Only the token's digest is stored."""

    guard = Changing(because="links to a draft are deleted with it")

    class Purpose(models.TextChoices):
        DRAFT = "application_draft"
        STATUS = "application_status"
        SPONSOR = "application_sponsor"

    purpose = models.CharField(max_length=20, choices=Purpose.choices)
    draft = models.ForeignKey(ApplicationDraft, on_delete=models.CASCADE, null=True, related_name="links")
    application = models.ForeignKey(Application, on_delete=models.PROTECT, null=True, related_name="links")
    contact = models.ForeignKey(
        "apply.EnrolmentContact", on_delete=models.PROTECT, null=True, related_name="links"
    )
    """The sponsor of someone who is enrolled already; then there is no application."""
    email = models.EmailField(max_length=254)
    """Where it was sent, and where a new one is sent when it has expired."""
    token_digest = models.CharField(max_length=64, unique=True, null=True)
    version = models.PositiveIntegerField(default=1)
    at = models.DateTimeField()
    expires_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.purpose} {self.pk}"

    @property
    def PURPOSE(self) -> str:  # noqa: N802 - as rows with one purpose have it
        return str(self.purpose)


class ApplicationDecision(models.Model):
    guard = AppendOnly("application__provider")

    class Outcome(models.TextChoices):
        ACCEPTED = "accepted"
        REJECTED = "rejected"
        WITHDRAWN = "withdrawn"
        TWICE = "twice"
        """The applicant applied twice, and the other application is the one that goes on."""
        REOPENED = "reopened"
        """The decision before was put right: the application waits for another."""

    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="decisions")
    replaces = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, editable=False, related_name="replaced_by"
    )
    """The decision before. Each is replaced once, so that one decision is current."""
    outcome = models.CharField(max_length=10, choices=Outcome.choices)
    reason = models.CharField(max_length=40, blank=True)
    """A code of `words.REJECTION_REASONS`; empty when accepted."""
    note = models.TextField(blank=True)
    enrolment = models.OneToOneField(
        "cohorts.Enrolment", on_delete=models.PROTECT, null=True, related_name="+"
    )
    twin = models.ForeignKey(Application, on_delete=models.PROTECT, null=True, related_name="twins")
    """The application that goes on, if this one was the second."""
    by = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, related_name="+")
    """Empty when the applicant withdrew."""
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["application"], condition=models.Q(replaces=None), name="first_decision_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.application_id} {self.outcome}"
