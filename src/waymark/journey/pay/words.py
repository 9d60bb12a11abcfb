"""The sentences about fees, payments and cancellation charges."""

from __future__ import annotations

from waymark.journey.pay.rules import Charge, ChargeReason, FeeReason
from waymark.kit.formatting import pounds

SENTENCES = {
    FeeReason.NO_PAYER: "Enter at least one payer",
    FeeReason.DOES_NOT_ADD_UP: "The parts come to {parts}, and the fee with VAT is {total}. Change one of them",
    FeeReason.NOT_POSITIVE: "The parts come to more than {total}, the fee with VAT. Change one of them",
    FeeReason.SAME_PAYER: "Two payers are the same. Enter different names, or make them one",
    FeeReason.IN_THE_FUTURE: "Date received must be today or earlier",
    FeeReason.NOTHING_DIFFERS: "You haven’t changed anything. Change something, or go back",
}
CHARGES = {
    ChargeReason.COOLING_OFF: "They withdraw within the cooling-off period.",
    ChargeReason.BEFORE_START: "They withdraw before the first day.",
    ChargeReason.AFTER_SESSION: "They withdraw after session {session}.",
    ChargeReason.NO_RULE: "The programme has no rule for this case, so your provider decides.",
    ChargeReason.AT_MOST_THE_FEE: "A charge is never more than the fee.",
}
NO_AGREEMENT = "No fee has been agreed yet."
OVERDUE = "{overdue} of the fee is overdue. Your provider records a payment when it arrives."
NOT_AN_INVOICE = "This is a fee statement. It is not a VAT invoice."


def charge_sentences(charge: Charge) -> list[str]:
    return [CHARGES[reason].format(session=charge.session) for reason in charge.reasons]


def overdue_sentence(pence: int) -> str:
    return OVERDUE.format(overdue=pounds(pence))
