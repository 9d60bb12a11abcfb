"""What writes in this room: entries of the audit log, and the erasure of a row’s content."""

from waymark.ground.ledger.recording import record, record_many
from waymark.ground.ledger.seals.erasing import CannotErase, erase, erase_rows

__all__ = ["CannotErase", "erase", "erase_rows", "record", "record_many"]
