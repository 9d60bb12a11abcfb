"""What moved from a leaver to whom, piece by piece."""

from __future__ import annotations

from django.db import models

from waymark.kit.append_only import AppendOnly


class HandOver(models.Model):
    """One piece of a leaver's work that someone else took over; an undo on the same day puts it back."""

    class Piece(models.TextChoices):
        COACHEE = "coachee"
        SCRIPT = "script"
        GROUP = "group"
        ACTION = "action"
        ENQUIRY = "enquiry"
        ROLE = "role"

    guard = AppendOnly("leaver__provider", may_set=("returned_at",))

    leaver = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="handed_over")
    to = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="taken_over")
    piece = models.CharField(max_length=10, choices=Piece)
    row_id = models.PositiveBigIntegerField()
    """Of the enrolment, the leaver's allocation, the group, the action, the enquiry, or the successor's new role."""
    by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    returned_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.piece} {self.row_id} from {self.leaver_id} to {self.to_id}"
