"""A pack for an inspector, the links to it, and every time that it was opened."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from waymark.kit.append_only import AppendOnly


class InspectionPack(models.Model):
    """What was put together for one inspector, as it was on that day. Another day is another pack."""

    guard = AppendOnly("provider")

    provider = models.ForeignKey("people.Provider", on_delete=models.PROTECT, related_name="inspection_packs")
    cohort = models.ForeignKey(
        "cohorts.Cohort", on_delete=models.PROTECT, null=True, related_name="inspection_packs"
    )
    """Empty: every cohort of the provider."""
    template = models.CharField(max_length=60)
    title = models.CharField(max_length=200)
    from_on = models.DateField()
    until_on = models.DateField()
    names_people = models.BooleanField()
    """Whether participants are named beside their references."""
    inspector = models.CharField(max_length=200)
    organisation = models.CharField(max_length=200)
    """For whom the inspector works, such as Ofsted."""
    email = models.EmailField(max_length=254)
    content = models.JSONField()
    """Its sections. A participant is a reference here; a name is read when the pack is opened."""
    by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return self.title


class InspectionLink(models.Model):
    """A link to a pack, for its inspector alone. Renewing makes another row; ending fills this one."""

    PURPOSE: ClassVar[str] = "inspection"
    guard = AppendOnly("pack__provider", may_set=("token_digest", "ended_at", "ended_by"))

    pack = models.ForeignKey(InspectionPack, on_delete=models.PROTECT, related_name="links")
    token_digest = models.CharField(max_length=64, unique=True, null=True)
    version = models.PositiveIntegerField(default=1)
    by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    expires_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, related_name="+")

    def __str__(self) -> str:
        return f"link to inspection pack {self.pack_id}"


class InspectionOpening(models.Model):
    """That the pack was read or downloaded by its link."""

    guard = AppendOnly("link__pack__provider")

    class What(models.TextChoices):
        READ = "read", "Opened"
        DOWNLOADED = "downloaded", "Downloaded"

    link = models.ForeignKey(InspectionLink, on_delete=models.PROTECT, related_name="openings")
    what = models.CharField(max_length=12, choices=What.choices)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.what} at {self.at}"
