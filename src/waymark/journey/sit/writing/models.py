"""One participant's assessment: the sitting, its answers, texts saved as another version, and what the page reports."""

from __future__ import annotations

from django.db import models

from waymark.journey.sit.windows.rules import Window
from waymark.kit.append_only import AppendOnly, FrozenWhen


class Sitting(models.Model):
    """One participant at the desk. Its row exists from the moment the desk is opened and declared."""

    guard = AppendOnly("enrolment__cohort__provider")

    window = models.ForeignKey("sit.SittingWindow", on_delete=models.PROTECT, related_name="sittings")
    enrolment = models.ForeignKey("cohorts.Enrolment", on_delete=models.PROTECT, related_name="sittings")
    code = models.CharField(max_length=14, unique=True)
    declared = models.CharField(max_length=20)
    """Version of the declaration that was made on opening."""
    at = models.DateTimeField()

    times: Window
    """This participant's own times, on sittings that were read with them (`deadlines.py`)."""
    beside: int
    """How many texts are kept beside the answers, on sittings of `own_sitting.py`."""

    class Meta:
        constraints = [models.UniqueConstraint(fields=["window", "enrolment"], name="one_sitting_per_window")]

    def __str__(self) -> str:
        return self.code


class AgreedDeclaration(models.Model):
    """The declaration that a participant made on opening, word for word, with the rule on AI tools they had read."""

    guard = AppendOnly("sitting__enrolment__cohort__provider")

    sitting = models.OneToOneField("sit.Sitting", on_delete=models.PROTECT, related_name="declaration")
    version = models.CharField(max_length=20)
    fingerprint = models.CharField(max_length=64)
    """The SHA-256 of version, sentences and rule (`programmes/values/declaration.py`)."""
    sentences = models.JSONField()
    ai_rule = models.TextField()
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"declaration {self.version} of {self.sitting_id}"


class Answer(models.Model):
    guard = FrozenWhen(
        "{row}.sealed AND NOT EXISTS (SELECT 1 FROM sit_latedecision d"
        " JOIN sit_alternateversion v ON v.id = d.version_id WHERE d.counts AND v.answer_id = {row}.id)",
        "an answer that was submitted or collected does not change",
        may_change=("sealed",),
        may_erase=("text",),
    )

    sitting = models.ForeignKey("sit.Sitting", on_delete=models.PROTECT, related_name="answers")
    question_id = models.CharField(max_length=40)
    text = models.TextField(blank=True)
    rev = models.PositiveIntegerField(default=0)
    words = models.PositiveIntegerField(default=0)
    saved_at = models.DateTimeField(null=True)
    sealed = models.BooleanField(default=False)
    """Set by submission and collection; a save re-tests it on the row it writes."""

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["sitting", "question_id"], name="one_answer_per_question")
        ]

    def __str__(self) -> str:
        return f"{self.question_id} of {self.sitting_id}"


class AlternateVersion(models.Model):
    """A text that could not be taken as the answer, kept whole beside it."""

    guard = AppendOnly("answer__sitting__enrolment__cohort__provider", ignores_repeats=True)

    class Kind(models.TextChoices):
        CONFLICT = "conflict"
        LATE = "late"
        """Within the declared tolerance: a person decides which text stands."""
        TOO_LATE = "too_late"

    answer = models.ForeignKey("sit.Answer", on_delete=models.PROTECT, related_name="alternate_versions")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    base = models.PositiveIntegerField()
    text = models.TextField(blank=True)
    digest = models.CharField(max_length=64)
    client = models.CharField(max_length=40)
    seconds_late = models.PositiveIntegerField(default=0)
    stamped_by = models.CharField(max_length=1, default="a")
    transfer_ms = models.PositiveIntegerField(null=True)
    """Whole milliseconds from the first byte of its request to the last."""
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["answer", "digest", "client"], name="alternate_version_once")
        ]

    def __str__(self) -> str:
        return f"{self.kind} version of {self.answer_id}"


class DeskReport(models.Model):
    """What a desk said afterwards about itself: a time without the server, a choice between two texts."""

    guard = AppendOnly("sitting__enrolment__cohort__provider", ignores_repeats=True)

    class Kind(models.TextChoices):
        OFFLINE = "offline"
        SIGNED_OUT = "signed_out"

    sitting = models.ForeignKey("sit.Sitting", on_delete=models.PROTECT, related_name="reports")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    seconds = models.PositiveIntegerField()
    """How long, by the desk's own watch: evidence, which decides nothing."""
    client = models.CharField(max_length=40, db_default="")
    """The window that said it. The same said again by the same window is the same report."""
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["sitting", "kind", "client", "seconds"], name="desk_report_once")
        ]

    def __str__(self) -> str:
        return f"{self.kind} for {self.seconds} s"
