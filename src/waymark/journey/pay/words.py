"""The sentences about fees, payments and cancellation charges."""

from __future__ import annotations

from collections.abc import Iterable

from waymark.journey.pay.rules import Charge, ChargeReason, FeeReason, GateName, GateReason, Payer
from waymark.kit.formatting import listed, pounds

SENTENCES = {
    FeeReason.NO_PAYER: "Enter at least one payer",
    FeeReason.DOES_NOT_ADD_UP: "The parts add up to {parts}, but the fee with VAT is {total}. Change one of them",
    FeeReason.NOT_POSITIVE: "The parts add up to more than {total}, the fee with VAT. Change one of them",
    FeeReason.SAME_PAYER: "Two payers are the same. Enter different names, or combine them",
    FeeReason.IN_THE_FUTURE: "Date received must be today or earlier",
    FeeReason.NOTHING_RECEIVED: "Enter the amount received",
    FeeReason.NOTHING_DIFFERS: "You haven’t changed anything. Change something, or go back",
}
CHARGES = {
    ChargeReason.COOLING_OFF: "They withdraw within the cooling-off period.",
    ChargeReason.BEFORE_START: "They withdraw before the first day.",
    ChargeReason.AFTER_SESSION: "They withdraw after session {session}.",
    ChargeReason.NO_RULE: "The programme has no rule for this case, so your provider decides.",
    ChargeReason.AT_MOST_THE_FEE: "A charge is never more than the fee.",
}
STAFF_PAYERS = {
    Payer.PERSON: "the participant",
    Payer.SCHOOL: "the school",
    Payer.TRUST: "the trust",
    Payer.EMPLOYER: "the employer",
    Payer.SCHOLARSHIP: "the scholarship",
}
"""As staff read it."""
OWN_PAYERS = {
    Payer.PERSON: "you",
    Payer.SCHOOL: "your school",
    Payer.TRUST: "your trust",
    Payer.EMPLOYER: "your employer",
    Payer.SCHOLARSHIP: "your scholarship",
}
"""As a participant reads it."""
GATES = {
    GateName.START: "before they start to study",
    GateName.SITTING: "before the written assessment",
    GateName.AWARD: "before the award",
}
OWN_GATES = {
    GateName.START: "before you start to study",
    GateName.SITTING: "before your written assessment",
    GateName.AWARD: "before your award is decided",
}
FIRST = {
    GateReason.NO_AGREEMENT: "Your fee hasn’t been agreed yet.",
    GateReason.OVERDUE: "{overdue}.",
}
FIRST_TO_STAFF = {
    GateReason.NO_AGREEMENT: "No fee has been agreed yet.",
    GateReason.OVERDUE: "{overdue}. Record the payment, or let them carry on without it.",
}
GATE_NOTE = "{reason}, and this must be settled {gate}."
WHOM_TO_ASK = "If you’ve paid, can’t pay now or have a question, email {enquiries}."
SAME_WAIVER = {
    True: "This participant can already carry on without payment",
    False: "Payment is already required for this participant",
}
WAIVED = {
    True: "{name} can carry on without payment.",
    False: "Payment is required again for {name}.",
}
NOT_AN_INVOICE = "This is a fee statement. It is not a VAT invoice."


def charge_sentences(charge: Charge) -> list[str]:
    return [CHARGES[reason].format(session=charge.session) for reason in charge.reasons]


def overdue_in_words(overdue: Iterable[tuple[Payer, int]], *, names: dict[Payer, str]) -> str:
    """£800.00 of the fee is overdue: £500.00 from you and £300.00 from your school."""
    parts = list(overdue)
    total = pounds(sum(pence for _, pence in parts))
    if len(parts) == 1:
        return f"{total} of the fee is overdue from {names[parts[0][0]]}"
    parts_in_words = listed([f"{pounds(pence)} from {names[payer]}" for payer, pence in parts])
    return f"{total} of the fee is overdue: {parts_in_words}"
