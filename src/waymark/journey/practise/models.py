"""The workbook: what participants did in their own schools, with evidence by source and kind."""

from __future__ import annotations

from django.db import models

from waymark.kit.append_only import AppendOnly


class WorkbookEntry(models.Model):
    """One piece of work in a participant's own schools."""

    guard = AppendOnly("enrolment__cohort__provider")

    class Stage(models.TextChoices):
        EXPLORE = "explore"
        PREPARE = "prepare"
        DELIVER = "deliver"
        SUSTAIN = "sustain"

    enrolment = models.ForeignKey(
        "cohorts.Enrolment", on_delete=models.PROTECT, related_name="workbook_entries"
    )
    item_id = models.CharField(max_length=60)
    stage = models.CharField(max_length=10, choices=Stage.choices)
    title = models.CharField(max_length=160)
    text = models.TextField(max_length=20000)
    minutes = models.PositiveIntegerField()
    by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["-at"]

    def __str__(self) -> str:
        return self.title


class Evidence(models.Model):
    """What someone or something shows about one statement of the framework."""

    guard = AppendOnly("entry__enrolment__cohort__provider")

    class Source(models.TextChoices):
        SELF = "self"
        STAFF = "staff"
        PUPILS = "pupils"
        DOCUMENT = "document"
        OBSERVER = "observer"

    class Kind(models.TextChoices):
        OBSERVATION = "observation"
        INTERVIEW = "interview"
        FOCUS_GROUP = "focus_group"
        SURVEY = "survey"
        EXIT_CARD = "exit_card"
        PUPIL_WORK = "pupil_work"
        DATA = "data"

    entry = models.ForeignKey(WorkbookEntry, on_delete=models.CASCADE, related_name="evidence")
    source = models.CharField(max_length=10, choices=Source.choices)
    kind = models.CharField(max_length=12, choices=Kind.choices)
    statement = models.CharField(max_length=20)
    """Code of the framework's statement it is about."""
    description = models.TextField(max_length=4000)

    def __str__(self) -> str:
        return f"{self.source}: {self.kind}"
