"""What this room holds about participants: their fee and what was paid."""

from waymark.kit.personal_data import Basis, Held, NotPersonal, RoomData
from waymark.kit.retention import RetentionClass

KEPT = "Tax law requires records of payments to be kept for six years."

DATA = RoomData(
    room="pay",
    title="Your fee",
    held=(
        Held(
            model="pay.FeeAgreement",
            title="Fee",
            about=("enrolment__person",),
            fields={
                "at": "When",
                "net_pence": "Fee in pence",
                "vat_pence": "VAT in pence",
                "vat_percent": "Rate of VAT",
                "reason": "Reason for a change",
            },
            purpose="Charging the fee",
            retention=RetentionClass.PROGRAMME_RECORD,
            erases=("reason",),
        ),
        Held(
            model="pay.FeeShare",
            title="Who pays",
            about=("agreement__enrolment__person",),
            at="agreement__at",
            fields={
                "payer": "Payer",
                "name": "Name of the payer",
                "purchase_order": "Purchase order",
                "pence": "Pence",
            },
            purpose="Charging the fee",
            basis=Basis.LEGAL_OBLIGATION,
            retention=RetentionClass.PROGRAMME_RECORD,
            kept_because=KEPT,
        ),
        Held(
            model="pay.Payment",
            title="Payments",
            about=("enrolment__person",),
            fields={
                "at": "When it was recorded",
                "received_on": "Received",
                "payer": "Payer",
                "pence": "Pence",
                "payment_reference": "Reference",
                "reason": "Reason for a correction",
            },
            purpose="Charging the fee",
            basis=Basis.LEGAL_OBLIGATION,
            retention=RetentionClass.PROGRAMME_RECORD,
            kept_because=KEPT,
        ),
        Held(
            model="pay.FeeWaiver",
            title="Whether you may carry on without payment",
            about=("enrolment__person",),
            fields={"at": "When", "waived": "Allowed", "reason": "Reason"},
            purpose="Charging the fee",
            retention=RetentionClass.PROGRAMME_RECORD,
            erases=("reason",),
        ),
    ),
    not_personal=(
        NotPersonal("pay.Instalment", "a day and a sum; the payer is in its share"),
        NotPersonal("pay.FeeRules", "what a provider says about fees"),
    ),
)
