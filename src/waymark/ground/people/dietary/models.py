"""What a participant needs when food is served. It can say something about health or belief: few may read it."""

from __future__ import annotations

from django.db import models

from waymark.ground.people.dietary.rules import LONGEST_DIETARY_NEED
from waymark.kit.append_only import Changing


class DietaryNeed(models.Model):
    """Asked once for all events. Nothing earlier is kept: what is changed or removed is gone."""

    guard = Changing(because="people change and remove what they told us")

    person = models.OneToOneField("people.Person", on_delete=models.PROTECT, related_name="dietary_need")
    needs = models.TextField(max_length=LONGEST_DIETARY_NEED)
    agreed = models.TextField()
    """The sentence to which the person agreed, word for word: their explicit consent."""
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"dietary needs of {self.person_id}"
