"""Papers of the written assessment. A locked paper never changes; its fingerprint says so."""

from __future__ import annotations

from django.db import models


class Paper(models.Model):
    provider = models.ForeignKey("people.Provider", on_delete=models.PROTECT, related_name="papers")
    code = models.CharField(max_length=40)
    title = models.CharField(max_length=200)
    programme_slug = models.SlugField(max_length=60)
    body = models.JSONField()
    """`values.Body` as JSON."""
    by = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["provider", "code"], name="paper_code_once")]

    def __str__(self) -> str:
        return f"{self.code}: {self.title}"


class CaseStudy(models.Model):
    """The case, in Markdown; apart, so that no list ever selects it."""

    paper = models.OneToOneField(Paper, on_delete=models.CASCADE, related_name="case")
    text = models.TextField()

    def __str__(self) -> str:
        return f"case of {self.paper_id}"


class PaperLock(models.Model):
    paper = models.OneToOneField(Paper, on_delete=models.PROTECT, related_name="lock")
    fingerprint = models.CharField(max_length=64)
    """SHA-256 of the canonical JSON of body and case."""
    by = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"lock of {self.paper_id}"
