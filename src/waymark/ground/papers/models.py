"""Papers of the written assessment. A locked paper never changes; its fingerprint proves it."""

from __future__ import annotations

from django.db import models

from waymark.ground.papers.exhibits.files import CONTENT_TYPES
from waymark.kit.append_only import AppendOnly, Changing, FrozenWhen

NEVER_CHANGES = "a locked paper never changes"
LOCKED = "EXISTS (SELECT 1 FROM papers_paperlock l WHERE l.paper_id = {paper})"
LOCKED_EXHIBIT = (
    "EXISTS (SELECT 1 FROM papers_paperlock l JOIN papers_exhibit e ON e.paper_id = l.paper_id "
    "WHERE e.id = {row}.exhibit_id)"
)


class Paper(models.Model):
    guard = FrozenWhen(
        LOCKED.format(paper="{row}.id"),
        NEVER_CHANGES,
    )

    provider = models.ForeignKey("people.Provider", on_delete=models.PROTECT, related_name="papers")
    code = models.CharField(max_length=40)
    title = models.CharField(max_length=200)
    """With the code, all that a programme lead sees of a paper before its window opens."""
    programme_slug = models.SlugField(max_length=60)
    is_practice = models.BooleanField(default=False, db_default=False)
    """For practice sittings. It assesses no one, so it needs no review and no lead can choose it."""
    body = models.JSONField()
    """`values.Body` as JSON; in a draft it may be incomplete."""
    by = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["provider", "code"], name="paper_code_once")]

    def __str__(self) -> str:
        return f"{self.code}: {self.title}"


class CaseStudy(models.Model):
    """The case study in Markdown; in a table of its own, so that no list ever selects it."""

    guard = FrozenWhen(
        LOCKED.format(paper="{row}.paper_id"),
        NEVER_CHANGES,
        refuses_inserts=True,
    )

    paper = models.OneToOneField(Paper, on_delete=models.CASCADE, related_name="case")
    text = models.TextField()

    def __str__(self) -> str:
        return f"case of {self.paper_id}"


class Exhibit(models.Model):
    """A file of the case study. Its bytes are in a table of their own."""

    guard = FrozenWhen(
        LOCKED.format(paper="{row}.paper_id"),
        NEVER_CHANGES,
        refuses_inserts=True,
    )

    paper = models.ForeignKey(Paper, on_delete=models.CASCADE, related_name="exhibits")
    name = models.CharField(max_length=90)
    """The name under which it is downloaded: cleaned, and unique in its paper."""
    kind = models.CharField(max_length=4)
    """pdf, png, jpg or csv, by its content."""
    size = models.PositiveIntegerField()
    digest = models.CharField(max_length=64)
    """SHA-256 of the bytes."""
    by = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["paper", "name"], name="exhibit_name_once")]

    def __str__(self) -> str:
        return f"exhibit {self.pk} of {self.paper_id}"

    @property
    def content_type(self) -> str:
        return CONTENT_TYPES[self.kind]


class ExhibitFile(models.Model):
    """The bytes of an exhibit."""

    guard = FrozenWhen(
        LOCKED_EXHIBIT,
        NEVER_CHANGES,
        refuses_inserts=True,
    )

    exhibit = models.OneToOneField(Exhibit, on_delete=models.CASCADE, related_name="file")
    data = models.BinaryField()

    def __str__(self) -> str:
        return f"file of {self.exhibit_id}"


class Wording(models.Model):
    """One save of one part of a paper. It was not applied if someone else had saved the part first."""

    guard = AppendOnly("paper__provider")

    paper = models.ForeignKey(Paper, on_delete=models.PROTECT, related_name="wordings")
    part = models.CharField(max_length=60)
    content = models.JSONField(null=True)
    """As `parts.content_of` returns it; null where a question or a criterion was removed."""
    was_applied = models.BooleanField()
    """False for another version, which was saved without replacing the part."""
    by = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"wording {self.pk} of {self.paper_id}"


class Review(models.Model):
    """A second person has read the paper with this fingerprint and says whether it may be locked."""

    guard = AppendOnly("paper__provider")

    paper = models.ForeignKey(Paper, on_delete=models.PROTECT, related_name="reviews")
    fingerprint = models.CharField(max_length=64)
    approves = models.BooleanField()
    comment = models.TextField(blank=True)
    by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"review {self.pk} of {self.paper_id}"


class PaperLock(models.Model):
    """From this moment on the paper cannot be changed."""

    guard = AppendOnly("paper__provider")

    paper = models.OneToOneField(Paper, on_delete=models.PROTECT, related_name="lock")
    fingerprint = models.CharField(max_length=64)
    """SHA-256 of the canonical JSON of body, case, and the exhibits' names and digests."""
    by = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"lock of {self.paper_id}"


class Series(models.Model):
    """Papers that ask the same in different words: for a later window, or for a resit."""

    guard = Changing(because="names are corrected")

    provider = models.ForeignKey("people.Provider", on_delete=models.PROTECT, related_name="paper_series")
    programme_slug = models.SlugField(max_length=60)
    name = models.CharField(max_length=60)
    by = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["provider", "programme_slug", "name"], name="series_name_once")
        ]

    def __str__(self) -> str:
        return self.name


class ParallelForm(models.Model):
    """A paper as one form of its series: form A, form B."""

    guard = Changing(because="a paper is moved to another series")

    paper = models.OneToOneField(Paper, on_delete=models.CASCADE, related_name="form")
    series = models.ForeignKey(Series, on_delete=models.PROTECT, related_name="forms")
    letter = models.CharField(max_length=4)
    by = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["series", "letter"], name="form_letter_once")]

    def __str__(self) -> str:
        return f"form {self.letter} of {self.series_id}"
