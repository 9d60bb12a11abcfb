"""Answers to the questions after experiences, and what was changed because of them."""

from __future__ import annotations

from django.db import models

from waymark.kit.append_only import AppendOnly
from waymark.kit.corrections import Correctable, CorrectableQuerySet, only_once


class AnswerSet(models.Model):
    """One participant's answers to one question set."""

    guard = AppendOnly("enrolment__cohort__provider")

    enrolment = models.ForeignKey("cohorts.Enrolment", on_delete=models.PROTECT, related_name="answer_sets")
    item_id = models.CharField(max_length=60)
    set_id = models.CharField(max_length=60)
    by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["enrolment", "item_id"], name="item_answered_once")]

    def __str__(self) -> str:
        return f"{self.set_id} of {self.enrolment_id}"


class Answer(models.Model):
    """The answer to one question: a level, or a comment."""

    guard = AppendOnly("answer_set__enrolment__cohort__provider")

    answer_set = models.ForeignKey(AnswerSet, on_delete=models.CASCADE, related_name="answers")
    question_id = models.CharField(max_length=60)
    statement = models.CharField(max_length=20, blank=True)
    """Code of the framework's statement the question is about."""
    level = models.PositiveSmallIntegerField(null=True)
    """1 to 4; empty for an answer in words."""
    comment = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["answer_set", "question_id"], name="question_answered_once"),
            models.CheckConstraint(
                condition=models.Q(level=None) | models.Q(level__range=(1, 4)), name="level_1_to_4"
            ),
        ]

    def __str__(self) -> str:
        return self.question_id


class Change(Correctable):
    """You said, we changed: a change to a later item, recorded by a facilitator."""

    guard = AppendOnly("cohort__provider")

    cohort = models.ForeignKey("cohorts.Cohort", on_delete=models.PROTECT, related_name="changes")
    set_id = models.CharField(max_length=60)
    statement = models.CharField(max_length=20)
    item_id = models.CharField(max_length=60)
    """The later item that changes."""
    you_said = models.CharField(max_length=300)
    we_changed = models.CharField(max_length=600)
    by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects = CorrectableQuerySet.as_manager()

    class Meta:
        constraints = [
            only_once("cohort", "set_id", "statement", "item_id", name="changed_once_per_item"),
        ]

    def __str__(self) -> str:
        return self.we_changed
