"""Who assists whom: a participant names someone who keeps their calendar."""

from __future__ import annotations

from django.db import models

from waymark.ground.people.rules import LONGEST_NAME
from waymark.kit.append_only import AppendOnly


class Assistant(models.Model):
    """Named by the head, accepted by the assistant, ended by either. Someone may assist several heads."""

    guard = AppendOnly("head__provider", may_set=("accepted_at", "ended_at", "ended_by"))

    head = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="assistants")
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="assists")
    name = models.CharField(max_length=LONGEST_NAME)
    """As the head typed it, who is not told under what name we know the address."""
    email = models.EmailField(max_length=254)
    at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["head", "person"], condition=models.Q(ended_at=None), name="assistant_once_per_head"
            ),
            models.CheckConstraint(
                condition=~models.Q(head=models.F("person")), name="assistant_is_someone_else"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} assists {self.head_id}"

    @property
    def is_active(self) -> bool:
        return self.accepted_at is not None and self.ended_at is None


class AssistantReminders(models.Model):
    """Whether an assistant is emailed the head's reminders. The newest row counts."""

    guard = AppendOnly("assistant__head__provider")

    assistant = models.ForeignKey(Assistant, on_delete=models.PROTECT, related_name="reminders")
    is_on = models.BooleanField()
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"reminders for {self.assistant_id}: {'on' if self.is_on else 'off'}"
