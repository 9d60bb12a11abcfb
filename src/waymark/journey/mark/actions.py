"""What can be done in marking: prepare scripts, allocate them, record a mark, confirm a fail."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction

from waymark.ground.ledger import actions as ledger
from waymark.journey.mark import queries, words
from waymark.journey.mark.allocation import CannotAllocate, allocate_scripts
from waymark.journey.mark.hand_over import (
    ScriptsHandedOver,
    give_scripts_back,
    hand_over_scripts,
)
from waymark.journey.mark.models import FailConfirmation, Script
from waymark.journey.mark.preparation import CannotPrepare, prepare_scripts
from waymark.journey.mark.recording import CannotMark, record_mark
from waymark.kit.forms import ChangedSince
from waymark.kit.refusals import Reason, Refusal

if TYPE_CHECKING:
    from waymark.ground.people.models import Person

__all__ = [
    "CannotAllocate", "CannotConfirm", "CannotMark", "CannotPrepare", "ScriptsHandedOver", "allocate_scripts",
    "confirm_fail", "give_scripts_back", "hand_over_scripts", "prepare_scripts", "record_mark",
]  # fmt: skip


class CannotConfirm(Refusal):
    """The confirmation gives no reason."""


@transaction.atomic
def confirm_fail(*, code: str, reason: str, by: Person, at: datetime) -> FailConfirmation | None:
    """Confirm a fail, once, as a senior marker of the cohort who did not mark the script. None: not found."""
    fail = queries.get_fail_for(for_=by, code=code)
    if fail is None:
        return None
    if not reason.strip():
        raise CannotConfirm(Reason("reason", words.NO_CONFIRMATION_REASON))
    script = Script.objects.select_for_update().get(pk=fail.script.pk)
    confirmation, is_new = FailConfirmation.objects.get_or_create(
        script=script, defaults={"reason": reason.strip(), "by": by, "at": at}
    )
    if not is_new and (confirmation.by_id, confirmation.reason) != (by.pk, reason.strip()):
        reasons = (Reason("confirmed_already", words.CONFIRMED_ALREADY),)
        raise ChangedSince(by=confirmation.by.name, at=confirmation.at, reasons=reasons)
    if is_new:
        ledger.record("mark.fail_confirmed", about=script, provider_id=by.provider_id, by=by, at=at)
    return confirmation
