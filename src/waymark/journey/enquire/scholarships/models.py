"""Lists of eligible settings that a provider has uploaded, which one counts, how cohorts are funded, and referrals."""

from __future__ import annotations

from django.db import models

from waymark.journey.enquire.scholarships.rules import Funding
from waymark.kit.append_only import AppendOnly


class SettingsList(models.Model):
    """DfE's list as it was read from a file. It counts once it is confirmed."""

    guard = AppendOnly("provider")

    provider = models.ForeignKey("people.Provider", on_delete=models.PROTECT, related_name="settings_lists")
    name = models.CharField(max_length=120)
    """Of the file."""
    pp50 = models.JSONField()
    fe = models.JSONField()
    rise = models.JSONField()
    problems = models.JSONField()
    """Line, column and text of what could not be read, and how many more there were."""
    by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return self.name


class SettingsListUse(models.Model):
    """From when a list counts. The newest row counts, so an earlier list can be used again."""

    guard = AppendOnly("settings_list__provider")

    settings_list = models.ForeignKey(SettingsList, on_delete=models.PROTECT, related_name="uses")
    by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"use of {self.settings_list_id}"


class CohortFunding(models.Model):
    """How DfE funds a cohort, as the lead has recorded it. The newest row counts."""

    guard = AppendOnly("cohort__provider")

    cohort = models.ForeignKey("cohorts.Cohort", on_delete=models.PROTECT, related_name="fundings")
    funding = models.CharField(max_length=10, choices=[(value.value, value.value) for value in Funding])
    by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.cohort_id} is {self.funding}"


class Referral(models.Model):
    """Someone outside England who asked us to pass on their details to a delivery partner."""

    guard = AppendOnly("provider")

    provider = models.ForeignKey("people.Provider", on_delete=models.PROTECT, related_name="referrals")
    programme_slug = models.CharField(max_length=60)
    partner = models.CharField(max_length=200)
    partner_email = models.EmailField(max_length=254)
    name = models.CharField(max_length=200)
    email = models.EmailField(max_length=254)
    country = models.CharField(max_length=100)
    agreed = models.TextField()
    """The sentence that they agreed to."""
    caused_by = models.CharField(max_length=64, blank=True)
    idempotency_key = models.CharField(max_length=64, unique=True)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"referral to {self.partner}"
