"""Coaching: who coaches whom, what they discussed, and what they agreed."""

from __future__ import annotations

from django.db import models

from waymark.kit.append_only import AppendOnly, Changing
from waymark.kit.corrections import Correctable, CorrectableQuerySet, only_once
from waymark.kit.moves import Move


class Pairing(models.Model):
    """Who coaches a participant now."""

    guard = Changing(because="a participant gets another coach")

    enrolment = models.OneToOneField("cohorts.Enrolment", on_delete=models.PROTECT, related_name="pairing")
    coach = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="coachees")
    by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.coach_id} coaches {self.enrolment_id}"


class CoachChange(Move):
    """Someone got a coach, or another one. The last says who it is; the pairing names them too."""

    guard = AppendOnly("enrolment__cohort__provider")

    enrolment = models.ForeignKey("cohorts.Enrolment", on_delete=models.PROTECT, related_name="coach_changes")
    before = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, related_name="+")
    coach = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return f"{self.enrolment_id}: {self.before_id} to {self.coach_id}"

    @property
    def after(self) -> str:
        return str(self.coach)


class CoachingSession(Correctable):
    """A session that was held, recorded by the coach."""

    guard = AppendOnly("pairing__enrolment__cohort__provider")

    pairing = models.ForeignKey(Pairing, on_delete=models.PROTECT, related_name="sessions")
    item_id = models.CharField(max_length=60)
    held_on = models.DateField()
    minutes = models.PositiveIntegerField()
    shared_notes = models.TextField(blank=True, max_length=8000)
    """Read by participant and coach."""
    private_notes = models.TextField(blank=True, max_length=8000)
    """Read by the coach alone."""
    by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects = CorrectableQuerySet.as_manager()

    class Meta:
        constraints = [only_once("pairing", "item_id", name="coached_once_per_item")]

    def __str__(self) -> str:
        return f"{self.item_id} of {self.pairing_id}"


class Triangulation(models.Model):
    """One statement as discussed: the self-rating, the evidence, and the coach's judgement."""

    guard = AppendOnly("session__pairing__enrolment__cohort__provider")

    session = models.ForeignKey(CoachingSession, on_delete=models.CASCADE, related_name="triangulations")
    statement = models.CharField(max_length=20)
    self_rating = models.PositiveSmallIntegerField()
    judgement = models.PositiveSmallIntegerField()
    evidence = models.ForeignKey("practise.Evidence", on_delete=models.PROTECT, null=True, related_name="+")
    reflection = models.TextField(max_length=4000)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["session", "statement"], name="statement_discussed_once"),
            models.CheckConstraint(
                condition=models.Q(self_rating__range=(1, 4), judgement__range=(1, 4)), name="ratings_1_to_4"
            ),
        ]

    def __str__(self) -> str:
        return self.statement


class AgreedAction(models.Model):
    """What participant or coach will do next, and the evidence that will show it."""

    guard = AppendOnly("session__pairing__enrolment__cohort__provider")

    class Owner(models.TextChoices):
        PARTICIPANT = "participant"
        COACH = "coach"

    session = models.ForeignKey(CoachingSession, on_delete=models.CASCADE, related_name="actions")
    what = models.CharField(max_length=300)
    owner = models.CharField(max_length=12, choices=Owner.choices)
    due_on = models.DateField()
    shown_by = models.CharField(max_length=300)
    """Which evidence will show it."""

    def __str__(self) -> str:
        return self.what
