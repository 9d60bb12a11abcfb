"""The history of an enrolment: each change is a row, and what an enrolment is now is worked out from them."""

from __future__ import annotations

from django.db import models

from waymark.ground.cohorts.enrolments.reasons import DeclarationType
from waymark.kit.append_only import AppendOnly

LONGEST_NOTE = 1000


class EnrolmentChange(models.Model):
    """One change in the life of an enrolment. The last that has taken effect and isn't undone says what it is."""

    guard = AppendOnly("enrolment__cohort__provider")

    class Kind(models.TextChoices):
        DEFERRAL = "deferral", "Deferred"
        ASSESSMENT_DEFERRAL = "assessment_deferral", "Assessment deferred"
        RETURN = "return", "Returned"
        ASSESSMENT_RETURN = "assessment_return", "Assessment deferral ended"
        WITHDRAWAL = "withdrawal", "Withdrawn"
        CONTINUED = "continued", "Returned to a later cohort"
        TRANSFER = "transfer", "Moved to another cohort"
        MOVED_AWAY = "moved_away", "Moved to another lead provider"
        PARTNER = "partner", "Delivery partner"
        CANCELLED = "cancelled", "Enrolled by an act that was undone"
        UNDO = "undo", "Undone"

    enrolment = models.ForeignKey("cohorts.Enrolment", on_delete=models.PROTECT, related_name="changes")
    kind = models.CharField(max_length=20, choices=Kind.choices)
    reason = models.CharField(max_length=60, blank=True)
    """The DfE's code of a deferral or a withdrawal, as the DfE writes it."""
    note = models.TextField(blank=True, max_length=LONGEST_NOTE)
    elsewhere = models.CharField(max_length=200, blank=True)
    """The other lead provider, or the delivery partner."""
    effective_on = models.DateField()
    expected_return_on = models.DateField(null=True)
    review_on = models.DateField(null=True)
    """When the lead looks at a deferral again."""
    leads_to = models.ForeignKey(
        "cohorts.Enrolment", on_delete=models.PROTECT, null=True, related_name="continues"
    )
    """The enrolment in which the person carries on."""
    undoes = models.OneToOneField("self", on_delete=models.PROTECT, null=True, related_name="undone_by")
    asked_by = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, related_name="+")
    asked_at = models.DateTimeField(null=True)
    by = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(kind="undo", undoes__isnull=False)
                | ~models.Q(kind="undo") & models.Q(undoes=None),
                name="only_an_undo_undoes",
            ),
        ]
        indexes = [models.Index(fields=["enrolment", "kind", "effective_on"], name="change_of_enrolment")]

    def __str__(self) -> str:
        return f"{self.kind} of {self.enrolment_id}"


class DeferralRequest(models.Model):
    """A deferral that someone asks for. Someone else decides it, and an approval becomes a change."""

    guard = AppendOnly("enrolment__cohort__provider")

    enrolment = models.ForeignKey(
        "cohorts.Enrolment", on_delete=models.PROTECT, related_name="deferral_requests"
    )
    is_assessment = models.BooleanField()
    """Only the assessment is deferred; the person stays on the programme."""
    reason = models.CharField(max_length=60)
    note = models.TextField(blank=True, max_length=LONGEST_NOTE)
    effective_on = models.DateField()
    expected_return_on = models.DateField()
    review_on = models.DateField()
    by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"deferral of {self.enrolment_id} from {self.effective_on}"


class DeferralDecision(models.Model):
    """The second person's decision about a request."""

    guard = AppendOnly("request__enrolment__cohort__provider")

    request = models.OneToOneField(DeferralRequest, on_delete=models.PROTECT, related_name="decision")
    is_approved = models.BooleanField()
    note = models.TextField(blank=True, max_length=LONGEST_NOTE)
    by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{'approved' if self.is_approved else 'refused'}: {self.request_id}"


class Declaration(models.Model):
    """A declaration that the provider made to the DfE about an enrolment, or the voiding of one."""

    guard = AppendOnly("enrolment__cohort__provider")

    class Kind(models.TextChoices):
        STARTED = DeclarationType.STARTED.value, "Started"
        RETAINED_1 = DeclarationType.RETAINED_1.value, "Retained 1"
        RETAINED_2 = DeclarationType.RETAINED_2.value, "Retained 2"
        COMPLETED = DeclarationType.COMPLETED.value, "Completed"

    enrolment = models.ForeignKey("cohorts.Enrolment", on_delete=models.PROTECT, related_name="declarations")
    kind = models.CharField(max_length=12, choices=Kind.choices)
    declared_on = models.DateField()
    voids = models.OneToOneField("self", on_delete=models.PROTECT, null=True, related_name="voided_by")
    by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.kind} of {self.enrolment_id}"
