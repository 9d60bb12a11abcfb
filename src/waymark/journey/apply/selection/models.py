"""How a place is given: reviews by two people, places, offers and the waiting list."""

from __future__ import annotations

from django.db import models

from waymark.journey.apply.selection.rules import Recommendation
from waymark.kit.append_only import AppendOnly


class SuitabilityReview(models.Model):
    """What one reviewer recommends, and why. A correction is a new row; each reviewer's newest holds."""

    guard = AppendOnly("application__provider")

    application = models.ForeignKey("apply.Application", on_delete=models.PROTECT, related_name="reviews")
    recommendation = models.CharField(
        max_length=12, choices=[(code.value, code.value) for code in Recommendation]
    )
    reason = models.TextField(max_length=2000)
    by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.by_id}: {self.recommendation}"


class CohortPlaces(models.Model):
    """How many places a cohort has. The newest row holds; empty: as many as are needed."""

    guard = AppendOnly("cohort__provider")

    cohort = models.ForeignKey("cohorts.Cohort", on_delete=models.PROTECT, related_name="place_counts")
    places = models.PositiveIntegerField(null=True)
    by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.places} places"


class Offer(models.Model):
    """A place that is kept for an applicant until they answer, or until it expires. The newest holds."""

    guard = AppendOnly("application__provider")

    application = models.ForeignKey("apply.Application", on_delete=models.PROTECT, related_name="offers")
    expires_at = models.DateTimeField()
    despite = models.TextField(max_length=1000, blank=True, default="", db_default="")
    """Why it was made although the reviewers don’t all recommend the applicant."""
    by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"offer {self.pk}"


class OfferAnswer(models.Model):
    """The applicant's yes or no."""

    guard = AppendOnly("offer__application__provider")

    offer = models.OneToOneField(Offer, on_delete=models.PROTECT, related_name="answer")
    accepted = models.BooleanField()
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.offer_id}: {self.accepted}"


class OfferRequest(models.Model):
    """The applicant asks for another offer after one expired."""

    guard = AppendOnly("offer__application__provider")

    offer = models.OneToOneField(Offer, on_delete=models.PROTECT, related_name="request")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"request after {self.offer_id}"


class WaitingPlace(models.Model):
    """A place on the waiting list of the cohort, in the order of the rows."""

    guard = AppendOnly("application__provider")

    application = models.OneToOneField(
        "apply.Application", on_delete=models.PROTECT, related_name="waiting_place"
    )
    by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.application_id} waits"


class WaitingOrder(models.Model):
    """The order that a lead gave the waiting list of a cohort, and why. The newest row holds."""

    guard = AppendOnly("cohort__provider")

    cohort = models.ForeignKey("cohorts.Cohort", on_delete=models.PROTECT, related_name="waiting_orders")
    applications = models.JSONField()
    """Ids in their order. An application that isn’t among them waits after these."""
    reason = models.TextField(max_length=1000)
    by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"order of {self.cohort_id}"
