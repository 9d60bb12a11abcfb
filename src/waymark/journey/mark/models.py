"""Anonymous scripts and their marks. A mark never changes; another marker makes another mark."""

from __future__ import annotations

from django.db import models

from waymark.kit.append_only import AppendOnly


class Script(models.Model):
    """A submission as markers see it: a random code and a text, no person."""

    guard = AppendOnly("cohort__provider")

    submission = models.OneToOneField("sit.Submission", on_delete=models.PROTECT, related_name="script")
    cohort = models.ForeignKey("cohorts.Cohort", on_delete=models.PROTECT, related_name="scripts")
    paper = models.ForeignKey("papers.Paper", on_delete=models.PROTECT, related_name="scripts")
    code = models.CharField(max_length=14, unique=True)
    words = models.PositiveIntegerField()
    at = models.DateTimeField()

    def __str__(self) -> str:
        return self.code


class ScriptText(models.Model):
    """The text that is marked, by question, cut at the word limit; a row of its own, so that no list selects it."""

    guard = AppendOnly("script__cohort__provider")

    script = models.OneToOneField(Script, on_delete=models.CASCADE, related_name="reading")
    answers = models.JSONField()
    """Question id to text as the marker reads it."""
    beyond = models.JSONField(default=dict)
    """Question id to the words past the limit, kept but not marked."""

    def __str__(self) -> str:
        return f"text of {self.script_id}"


class Allocation(models.Model):
    guard = AppendOnly("script__cohort__provider", may_set=("withdrawn_at",))

    class Part(models.TextChoices):
        FIRST = "first"
        SECOND = "second"
        THIRD = "third"

    script = models.ForeignKey(Script, on_delete=models.PROTECT, related_name="allocations")
    marker = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="allocations")
    part = models.CharField(max_length=6, choices=Part.choices)
    place = models.PositiveIntegerField()
    """Random order in the marker's list, fixed."""
    by = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)
    """When the script was taken from this marker, who had not marked it, because a conflict of interest arose."""

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["script", "part"],
                condition=models.Q(withdrawn_at=None),
                name="one_marker_per_part",
            ),
            models.UniqueConstraint(
                fields=["script", "marker"],
                condition=models.Q(withdrawn_at=None),
                name="one_part_per_marker",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.part} of {self.script_id}"


class Mark(models.Model):
    """One marker's whole mark of one script, final when recorded."""

    guard = AppendOnly("allocation__script__cohort__provider")

    allocation = models.OneToOneField(Allocation, on_delete=models.PROTECT, related_name="mark")
    total = models.PositiveSmallIntegerField()
    by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.total} for {self.allocation_id}"


class CriterionMark(models.Model):
    guard = AppendOnly("mark__allocation__script__cohort__provider")

    mark = models.ForeignKey(Mark, on_delete=models.CASCADE, related_name="criteria")
    criterion_id = models.CharField(max_length=40)
    points = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["mark", "criterion_id"], name="criterion_marked_once")]

    def __str__(self) -> str:
        return f"{self.criterion_id}: {self.points}"


class OmissionAnswer(models.Model):
    """A failure-level omission answered: met by a passage, or not found, with a reason."""

    guard = AppendOnly("mark__allocation__script__cohort__provider")

    mark = models.ForeignKey(Mark, on_delete=models.CASCADE, related_name="omissions")
    omission_id = models.CharField(max_length=40)
    met = models.BooleanField()
    passage = models.TextField(blank=True)
    reason = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["mark", "omission_id"], name="omission_answered_once"),
            models.CheckConstraint(
                condition=models.Q(met=True) & ~models.Q(passage="")
                | models.Q(met=False) & ~models.Q(reason=""),
                name="omission_has_its_words",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.omission_id}: {'met' if self.met else 'nowhere'}"


class FailConfirmation(models.Model):
    """A fail counts only when a senior marker who did not mark the script has confirmed it."""

    guard = AppendOnly("script__cohort__provider")

    script = models.OneToOneField(Script, on_delete=models.PROTECT, related_name="fail_confirmation")
    reason = models.TextField()
    by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"fail of {self.script_id} confirmed"
