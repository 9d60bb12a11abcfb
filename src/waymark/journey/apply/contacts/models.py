"""The sponsor and the mentor of an enrolment."""

from __future__ import annotations

from django.db import models

from waymark.kit.append_only import AppendOnly
from waymark.kit.corrections import Correctable, CorrectableQuerySet, only_once


class EnrolmentContact(Correctable):
    """Who sponsors or mentors someone now. A change is a new row; one without a name says that there is no one."""

    guard = AppendOnly("enrolment__cohort__provider")

    class Kind(models.TextChoices):
        SPONSOR = "sponsor", "Sponsor"
        MENTOR = "mentor", "Mentor or line manager"

    enrolment = models.ForeignKey("cohorts.Enrolment", on_delete=models.PROTECT, related_name="contacts")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    name = models.CharField(max_length=200, blank=True)
    email = models.EmailField(max_length=254, blank=True)
    from_on = models.DateField(null=True)
    until_on = models.DateField(null=True)
    by = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    objects = CorrectableQuerySet.as_manager()

    class Meta:
        constraints = [only_once("enrolment", "kind", name="first_contact_of_a_kind")]

    def __str__(self) -> str:
        return f"{self.kind} of {self.enrolment_id}"
