"""What was agreed about a fee, and what was paid. Nothing is changed: a correction is a new row."""

from __future__ import annotations

from django.db import models

from waymark.journey.pay.rules import Payer
from waymark.kit.append_only import AppendOnly
from waymark.kit.corrections import LONGEST_REASON, Correctable, CorrectableQuerySet, only_once

PAYERS = {
    Payer.PERSON: "The participant",
    Payer.SCHOOL: "School",
    Payer.TRUST: "Trust",
    Payer.EMPLOYER: "Employer",
    Payer.SCHOLARSHIP: "Scholarship",
}


class FeeAgreement(Correctable):
    """One participant's fee. A changed agreement replaces the one before."""

    guard = AppendOnly("enrolment__cohort__provider")

    enrolment = models.ForeignKey(
        "cohorts.Enrolment", on_delete=models.PROTECT, related_name="fee_agreements"
    )
    net_pence = models.PositiveBigIntegerField()
    vat_pence = models.PositiveBigIntegerField()
    vat_percent = models.PositiveSmallIntegerField()
    by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects = CorrectableQuerySet.as_manager()

    class Meta:
        constraints = [only_once("enrolment", name="fee_agreed_once")]

    def __str__(self) -> str:
        return f"fee of {self.enrolment_id}"

    @property
    def total_pence(self) -> int:
        return self.net_pence + self.vat_pence


class FeeShare(models.Model):
    """What one payer pays of a fee, VAT included."""

    guard = AppendOnly("agreement__enrolment__cohort__provider")

    agreement = models.ForeignKey(FeeAgreement, on_delete=models.PROTECT, related_name="shares")
    payer = models.CharField(max_length=12, choices=[(payer.value, PAYERS[payer]) for payer in Payer])
    name = models.CharField(max_length=200, blank=True)
    purchase_order = models.CharField(max_length=60, blank=True)
    pence = models.PositiveBigIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["agreement", "payer", "name"], name="payer_once_per_agreement")
        ]

    def __str__(self) -> str:
        return f"{self.payer} pays {self.pence}"

    @property
    def label(self) -> str:
        return f"{self.get_payer_display()}: {self.name}" if self.name else str(self.get_payer_display())


class Instalment(models.Model):
    guard = AppendOnly("share__agreement__enrolment__cohort__provider")

    share = models.ForeignKey(FeeShare, on_delete=models.PROTECT, related_name="instalments")
    due_on = models.DateField()
    pence = models.PositiveBigIntegerField()

    class Meta:
        indexes = [models.Index(fields=["due_on"], name="instalments_by_day")]

    def __str__(self) -> str:
        return f"{self.pence} on {self.due_on}"


class Payment(Correctable):
    """A sum that was received, as a lead recorded it. A correction replaces it; one of 0 pence cancels it."""

    guard = AppendOnly("enrolment__cohort__provider")

    enrolment = models.ForeignKey("cohorts.Enrolment", on_delete=models.PROTECT, related_name="fee_payments")
    payer = models.CharField(max_length=12, choices=[(payer.value, PAYERS[payer]) for payer in Payer])
    pence = models.PositiveBigIntegerField()
    received_on = models.DateField()
    payment_reference = models.CharField(max_length=100, blank=True)
    """Such as the number of a bank transfer."""
    by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects = CorrectableQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.pence} for {self.enrolment_id}"


class FeeWaiver(models.Model):
    """A lead lets a participant carry on although something of the fee is overdue, or takes that back.

    The newest row of an enrolment counts, for every gate.
    """

    guard = AppendOnly("enrolment__cohort__provider")

    enrolment = models.ForeignKey("cohorts.Enrolment", on_delete=models.PROTECT, related_name="fee_waivers")
    waived = models.BooleanField()
    reason = models.CharField(max_length=LONGEST_REASON)
    by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"fee {'waived' if self.waived else 'asked for again'} for {self.enrolment_id}"


class FeeRules(models.Model):
    """Before what a provider wants fees paid up to date. The newest row counts; without one, the programme's own."""

    guard = AppendOnly("provider")

    provider = models.ForeignKey("people.Provider", on_delete=models.PROTECT, related_name="fee_rules")
    as_programme = models.BooleanField(default=False)
    """Whether each programme's own rule applies again; then the other fields mean nothing."""
    before = models.JSONField(default=list)
    """Names of gates."""
    debts_of = models.JSONField(default=list)
    """Payers whose overdue instalments count."""
    needs_agreement = models.BooleanField(default=False)
    by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"fee rules of {self.provider_id}"
