"""What is to be sealed, the seals, and what was erased."""

from __future__ import annotations

from django.db import models

from waymark.kit.append_only import AppendOnly, Changing


class Unsealed(models.Model):
    """A row that waits for its seal. Triggers write these, in the transaction of the row (`kit/guards`)."""

    guard = Changing(because="a row leaves the list when it is sealed")

    table = models.CharField(max_length=63)
    row_id = models.BigIntegerField()

    def __str__(self) -> str:
        return f"{self.table} {self.row_id}"


class SealedShape(models.Model):
    """Which columns of a table a seal covers: a later column is not part of an earlier seal."""

    guard = AppendOnly("")

    table = models.CharField(max_length=63)
    columns = models.JSONField()
    """Names of columns that never change."""
    state_columns = models.JSONField()
    """Names of columns that may be filled or emptied once."""
    digest = models.CharField(max_length=64, unique=True)

    def __str__(self) -> str:
        return self.table


class SealBatch(models.Model):
    """Some rows of one provider, sealed together. Each batch contains the head of the batch before it."""

    guard = AppendOnly("")

    provider = models.ForeignKey("people.Provider", on_delete=models.PROTECT, related_name="+")
    number = models.PositiveIntegerField()
    """From 1, without gaps."""
    rows = models.PositiveIntegerField()
    head = models.CharField(max_length=64)
    """SHA-256, see `commitments.head_of`."""
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["provider", "number"], name="seal_batch_once")]

    def __str__(self) -> str:
        return f"batch {self.number} of {self.provider_id}"


class Seal(models.Model):
    """The salted commitment of one row."""

    guard = AppendOnly("", may_clear=("salt",))

    batch = models.ForeignKey(SealBatch, on_delete=models.PROTECT, related_name="seals")
    shape = models.ForeignKey(SealedShape, on_delete=models.PROTECT, related_name="+", db_index=False)
    row_id = models.BigIntegerField()
    salt = models.BinaryField(null=True)
    """16 random bytes; removed with the content when the row is erased."""
    commitment = models.BinaryField()
    """SHA-256 of salt, shape, id and the columns that never change."""
    state = models.BinaryField()
    """The same of the columns that may change once; empty if the table has none."""

    class Meta:
        indexes = [models.Index(fields=["shape", "row_id"], name="seal_of_row")]

    def __str__(self) -> str:
        return f"seal of {self.row_id}"


class Erasure(models.Model):
    """The content of a row was removed on purpose. Its commitment is still part of the chain."""

    guard = AppendOnly("provider", names_people_for_good=True)

    provider = models.ForeignKey("people.Provider", on_delete=models.PROTECT, related_name="+")
    table = models.CharField(max_length=63)
    row_id = models.BigIntegerField()
    reason = models.CharField(max_length=300)
    by = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["table", "row_id"], name="erased_once")]

    def __str__(self) -> str:
        return f"{self.table} {self.row_id} erased"
