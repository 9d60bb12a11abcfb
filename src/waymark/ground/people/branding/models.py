"""How a provider presents itself, and what it says about the accessibility of its pages. Each change is a new row."""

from __future__ import annotations

from django.db import models

from waymark.kit.append_only import AppendOnly


class Logo(models.Model):
    """A picture that was written anew when it arrived, so that it holds nothing but a picture."""

    guard = AppendOnly("provider")

    provider = models.ForeignKey("people.Provider", on_delete=models.PROTECT, related_name="logos")
    data = models.BinaryField()
    content_type = models.CharField(max_length=20)
    digest = models.CharField(max_length=64)
    by = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"logo of {self.provider_id}"


class Branding(models.Model):
    """A provider's name, colours and words as they were from a moment on. The newest row counts."""

    guard = AppendOnly("provider")

    provider = models.ForeignKey("people.Provider", on_delete=models.PROTECT, related_name="brandings")
    name = models.CharField(max_length=200)
    short_name = models.CharField(max_length=60)
    site = models.CharField(max_length=200, blank=True)
    """The host name whose front page is this provider's."""
    link_colour = models.CharField(max_length=7, blank=True)
    """Of links, headings and buttons, such as `#0f514a`; empty for Waymark's own."""
    sign_colour = models.CharField(max_length=7, blank=True)
    """Of the board that names the next thing to do."""
    headline = models.CharField(max_length=120, blank=True)
    words = models.TextField(blank=True)
    contact = models.TextField(blank=True)
    """How to reach the provider besides the email address: a postal address, a telephone number."""
    logo = models.ForeignKey(Logo, on_delete=models.PROTECT, null=True, related_name="+")
    by = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"branding of {self.provider_id}"


class AccessibilityStatement(models.Model):
    """What the provider says about the accessibility of its pages. The newest row counts."""

    guard = AppendOnly("provider")

    provider = models.ForeignKey(
        "people.Provider", on_delete=models.PROTECT, related_name="accessibility_statements"
    )
    prepared_on = models.DateField()
    problems = models.TextField()
    """What doesn't work, or doesn't meet WCAG 2.2 AA."""
    tested = models.TextField()
    contact = models.TextField()
    enforcement = models.TextField()
    by = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"accessibility statement of {self.provider_id}"
