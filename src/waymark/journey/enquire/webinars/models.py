"""Information webinars, and who has signed up for one."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from waymark.kit.append_only import Changing


class Webinar(models.Model):
    guard = Changing(because="webinars are moved and cancelled, and get a recording")

    provider = models.ForeignKey("people.Provider", on_delete=models.PROTECT, related_name="webinars")
    programme_slug = models.CharField(max_length=60)
    title = models.CharField(max_length=120)
    starts_at = models.DateTimeField()
    minutes = models.PositiveIntegerField()
    link = models.URLField(max_length=500)
    """Where people join."""
    capacity = models.PositiveIntegerField(null=True)
    cancelled_at = models.DateTimeField(null=True)
    recording = models.URLField(max_length=500, blank=True)
    by = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return self.title


class WebinarPlace(models.Model):
    """Someone's place; they give it up with their own link."""

    guard = Changing(because="a place is given up and taken again")
    PURPOSE: ClassVar[str] = "webinar_place"

    webinar = models.ForeignKey(Webinar, on_delete=models.PROTECT, related_name="places")
    email = models.EmailField(max_length=254)
    token_digest = models.CharField(max_length=64, unique=True, null=True)
    version = models.PositiveIntegerField(default=1)
    at = models.DateTimeField()
    cancelled_at = models.DateTimeField(null=True)
    reminded_for = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["webinar", "email"], name="webinar_place_once")]

    def __str__(self) -> str:
        return f"place in {self.webinar_id}"
