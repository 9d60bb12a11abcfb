"""Published programmes: versions, each with its digest and the stored files of its pack."""

from __future__ import annotations

from django.db import models

from waymark.kit.append_only import AppendOnly


class FrozenPack(models.Model):
    """The files of a published pack, by digest. In a table of their own, so that lists never load them."""

    guard = AppendOnly("")

    digest = models.CharField(max_length=64, primary_key=True)
    files = models.JSONField()
    """Relative file name to text."""

    def __str__(self) -> str:
        return self.digest[:12]


class PublishedProgramme(models.Model):
    guard = AppendOnly("provider")

    provider = models.ForeignKey("people.Provider", on_delete=models.PROTECT, related_name="programmes")
    slug = models.SlugField(max_length=60)
    title = models.CharField(max_length=200)
    version = models.PositiveIntegerField()
    pack = models.ForeignKey(FrozenPack, on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["provider", "slug", "version"], name="programme_version_once"),
        ]

    @property
    def full_name(self) -> str:
        """Title, code and version. Two programmes of one provider can have the same title."""
        return f"{self.title} ({self.slug}), version {self.version}"

    def __str__(self) -> str:
        return self.full_name
