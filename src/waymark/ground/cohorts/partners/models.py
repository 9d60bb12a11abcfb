"""Who works for which delivery partner, for as long as they see its participants."""

from __future__ import annotations

from django.db import models

from waymark.kit.append_only import Changing

LONGEST_PARTNER = 200


class PartnerMember(models.Model):
    """That a person sees the participants who are with a delivery partner."""

    guard = Changing(because="access ends, and a merged record’s rows move")

    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="partners_worked")
    partner = models.CharField(max_length=LONGEST_PARTNER)
    """The partner's name. It is compared with that of an enrolment's partner without case and accents."""
    by = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "partner"],
                condition=models.Q(ended_at=None),
                name="partner_member_one_current",
            )
        ]

    def __str__(self) -> str:
        return f"{self.person_id} at {self.partner}"
