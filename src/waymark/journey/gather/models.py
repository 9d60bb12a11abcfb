"""Peer groups and their meetings."""

from __future__ import annotations

from django.db import models

from waymark.kit.append_only import AppendOnly, Changing
from waymark.kit.corrections import Correctable, CorrectableQuerySet, only_once
from waymark.kit.moves import Move


class PeerGroup(models.Model):
    guard = Changing(because="names are corrected, and someone else looks after it")

    cohort = models.ForeignKey("cohorts.Cohort", on_delete=models.PROTECT, related_name="peer_groups")
    name = models.CharField(max_length=80)
    owner = models.ForeignKey(
        "people.Person", on_delete=models.PROTECT, null=True, related_name="groups_looked_after"
    )
    """The facilitator or coach who looks after the group; the audit log has those before."""
    by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["cohort", "name"], name="group_name_once")]

    def __str__(self) -> str:
        return self.name


class Membership(models.Model):
    guard = Changing(because="participants move to another group")

    group = models.ForeignKey(PeerGroup, on_delete=models.CASCADE, related_name="memberships")
    enrolment = models.OneToOneField("cohorts.Enrolment", on_delete=models.PROTECT, related_name="membership")

    def __str__(self) -> str:
        return f"{self.enrolment_id} in {self.group_id}"


class GroupChange(Move):
    """Someone joined a group, or moved to another one. The last says which it is; the membership names it too."""

    guard = AppendOnly("enrolment__cohort__provider")

    enrolment = models.ForeignKey("cohorts.Enrolment", on_delete=models.PROTECT, related_name="group_changes")
    before = models.ForeignKey(PeerGroup, on_delete=models.PROTECT, null=True, related_name="+")
    group = models.ForeignKey(PeerGroup, on_delete=models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return f"{self.enrolment_id}: {self.before_id} to {self.group_id}"

    @property
    def after(self) -> str:
        return self.group.name


class Meeting(Correctable):
    guard = AppendOnly("group__cohort__provider")

    group = models.ForeignKey(PeerGroup, on_delete=models.PROTECT, related_name="meetings")
    item_id = models.CharField(max_length=60)
    held_on = models.DateField()
    minutes = models.PositiveIntegerField()
    learned = models.TextField(max_length=4000)
    by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects = CorrectableQuerySet.as_manager()

    class Meta:
        constraints = [only_once("group", "item_id", name="met_once_per_item")]

    def __str__(self) -> str:
        return f"{self.item_id} of {self.group_id}"


class Presence(models.Model):
    guard = AppendOnly("meeting__group__cohort__provider")

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="presences")
    enrolment = models.ForeignKey("cohorts.Enrolment", on_delete=models.PROTECT, related_name="presences")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["meeting", "enrolment"], name="present_once")]

    def __str__(self) -> str:
        return f"{self.enrolment_id} at {self.meeting_id}"
