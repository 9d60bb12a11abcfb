"""A fee with up to three payers, and a payment."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from waymark.journey.pay.actions import NewShare
from waymark.journey.pay.models import PAYERS
from waymark.journey.pay.rules import GateName, Payer, instalments_of, read_pounds, vat_on, write_pounds
from waymark.kit import forms
from waymark.kit.corrections import LONGEST_REASON

if TYPE_CHECKING:
    from waymark.ground.programmes.values import Fee
    from waymark.journey.pay.models import FeeAgreement, FeeRules, Payment

MOST_PAYERS = 3
ONE_REST = "Enter the amount for payer {number}. Only one payer can pay the rest of the fee"
NOT_A_SUM = "{label} must be an amount of money, like 4,099.00"
CHOICES = [(payer.value, PAYERS[payer]) for payer in Payer]


class PoundsField(forms.CharField):
    """An amount in pounds as people write it; its value is in pence."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("widget", forms.TextInput(attrs={"inputmode": "decimal"}))
        super().__init__(max_length=20, width=10, **options)

    def clean(self, value: Any) -> int | None:
        text = str(super().clean(value) or "")
        if not text:
            return None
        pence = read_pounds(text)
        if pence is None:
            raise forms.ValidationError(NOT_A_SUM.format(label=self.label))
        return pence


class AgreementForm(forms.Form):
    net = PoundsField(label="Fee in pounds, without VAT")
    vat_percent = forms.IntegerField(label="VAT (%)", min_value=0, max_value=100, width=3)

    def __init__(
        self, data: Any = None, *, fee: Fee | None, agreement: FeeAgreement | None, today: date
    ) -> None:
        super().__init__(data, initial=_initial(fee, agreement, today))
        self.is_change = agreement is not None
        for number in range(1, MOST_PAYERS + 1):
            self.fields |= _payer_fields(number)
        if self.is_change:
            self.fields["reason"] = forms.CharField(
                label="Why are you changing it?",
                max_length=LONGEST_REASON,
                error_messages={"required": "Enter why you are changing it"},
            )

    def payers(self) -> list[tuple[int, list[Any]]]:
        """The fields of each payer."""
        return [
            (number, [self[name] for name in self.fields if name.endswith(f"_{number}")])
            for number in range(1, MOST_PAYERS + 1)
        ]

    def clean(self) -> dict[str, Any]:
        for number in range(1, MOST_PAYERS + 1):
            if self.cleaned_data.get(f"payer_{number}") and not self.cleaned_data.get(f"first_on_{number}"):
                self.add_error(f"first_on_{number}", "Enter the date on which it is due")
            elif self._has_details(number) and not self.cleaned_data.get(f"payer_{number}"):
                self.add_error(f"payer_{number}", "Select who pays this part")
        rest = [number for number in range(1, MOST_PAYERS + 1) if self._takes_the_rest(number)]
        for number in rest[1:]:
            self.add_error(f"pence_{number}", ONE_REST.format(number=number))
        return self.cleaned_data

    def _has_details(self, number: int) -> bool:
        """Whether something was entered that only a payer has."""
        names = ("pence", "name", "purchase_order")
        return any(self.cleaned_data.get(f"{name}_{number}") not in (None, "") for name in names)

    def _takes_the_rest(self, number: int) -> bool:
        """Whether it is a payer without an amount."""
        data, name = self.cleaned_data, f"pence_{number}"
        return bool(data.get(f"payer_{number}")) and name in data and data[name] is None

    def shares(self) -> list[NewShare]:
        """The amount of one payer may be empty: it is the rest."""
        net = self.cleaned_data["net"]
        total = net + vat_on(net, percent=self.cleaned_data["vat_percent"])
        chosen = [number for number in range(1, MOST_PAYERS + 1) if self.cleaned_data[f"payer_{number}"]]
        amounts = {number: self.cleaned_data[f"pence_{number}"] for number in chosen}
        rest = total - sum(pence for pence in amounts.values() if pence is not None)
        return [
            self._share(number, rest if amounts[number] is None else amounts[number]) for number in chosen
        ]

    def _share(self, number: int, pence: int) -> NewShare:
        data = self.cleaned_data
        parts = data[f"instalments_{number}"] or 1
        return NewShare(
            payer=Payer(data[f"payer_{number}"]),
            name=data[f"name_{number}"],
            purchase_order=data[f"purchase_order_{number}"],
            pence=pence,
            instalments=instalments_of(max(pence, 0), parts=parts, first_on=data[f"first_on_{number}"])
            if pence >= 0
            else ((data[f"first_on_{number}"], pence),),
        )


def _payer_fields(number: int) -> dict[str, Any]:
    return {
        f"payer_{number}": forms.ChoiceField(
            label=f"Payer {number}",
            required=number == 1,
            choices=[("", "Select who pays" if number == 1 else "No one else"), *CHOICES],
            widget=forms.Select,
            error_messages={"required": "Select who pays"},
        ),
        f"name_{number}": forms.CharField(
            label=f"Name of payer {number} (optional)",
            required=False,
            max_length=200,
            help_text="Such as the school or trust.",
        ),
        f"pence_{number}": PoundsField(
            label=f"Amount for payer {number}, with VAT",
            required=False,
            help_text="Leave this empty if they pay the rest of the fee.",
        ),
        f"purchase_order_{number}": forms.CharField(
            label=f"Purchase order of payer {number} (optional)", required=False, max_length=60, width=20
        ),
        f"instalments_{number}": forms.IntegerField(
            label=f"Monthly instalments for payer {number}",
            required=False,
            min_value=1,
            max_value=24,
            width=2,
        ),
        f"first_on_{number}": forms.DateField(
            label=f"Payer {number}: first instalment due on", required=False, width=10
        ),
    }


def _initial(fee: Fee | None, agreement: FeeAgreement | None, today: date) -> dict[str, Any]:
    if agreement is None:
        percent = (fee.vat_percent if fee.vat_extra else 0) if fee else 0
        net = write_pounds(fee.pence) if fee else ""
        first = {"instalments_1": fee.instalments if fee else 1, "first_on_1": today}
        return {"net": net, "vat_percent": percent, **first}
    initial: dict[str, Any] = {
        "net": write_pounds(agreement.net_pence),
        "vat_percent": agreement.vat_percent,
    }
    for number, share in enumerate(sorted(agreement.shares.all(), key=lambda row: row.pk), start=1):
        instalments = sorted(share.instalments.all(), key=lambda row: row.due_on)
        initial |= {
            f"payer_{number}": share.payer,
            f"name_{number}": share.name,
            f"pence_{number}": write_pounds(share.pence),
            f"purchase_order_{number}": share.purchase_order,
            f"instalments_{number}": len(instalments),
            f"first_on_{number}": instalments[0].due_on if instalments else today,
        }
    return initial


class PaymentForm(forms.Form):
    payer = forms.ChoiceField(
        label="Who paid?",
        choices=[("", "Select who paid"), *CHOICES],
        widget=forms.Select,
        error_messages={"required": "Select who paid"},
    )
    pence = PoundsField(label="Amount in pounds")
    received_on = forms.DateField(
        label="Date received", width=10, error_messages={"required": "Enter the date received"}
    )
    payment_reference = forms.CharField(
        label="Reference (optional)",
        required=False,
        max_length=100,
        help_text="Such as the reference of the bank transfer.",
    )

    def __init__(self, data: Any = None, *, payment: Payment | None = None) -> None:
        initial = {}
        if payment is not None:
            initial = {
                "payer": payment.payer,
                "pence": write_pounds(payment.pence),
                "received_on": payment.received_on,
                "payment_reference": payment.payment_reference,
            }
        super().__init__(data, initial=initial)


class PaymentCorrectionForm(PaymentForm):
    reason = forms.CharField(
        label="Why are you correcting it?",
        max_length=LONGEST_REASON,
        error_messages={"required": "Enter why you are correcting it"},
    )


class WaiverForm(forms.Form):
    reason = forms.CharField(
        label="Reason",
        max_length=LONGEST_REASON,
        help_text="We keep it with your name. The fee is still owed.",
        error_messages={"required": "Enter a reason"},
    )


AS_PROGRAMME, OWN = "programme", "own"


class FeeRulesForm(forms.Form):
    source = forms.ChoiceField(
        label="Which rules apply?",
        choices=[
            (AS_PROGRAMME, "The rules of each programme"),
            (OWN, "The rules you select below, for all programmes"),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": "Select which rules apply"},
    )
    before = forms.MultipleChoiceField(
        label="A fee must be paid up to date",
        required=False,
        choices=[
            (GateName.START.value, "before they start to study"),
            (GateName.SITTING.value, "before their written assessment"),
            (GateName.AWARD.value, "before their award is decided"),
        ],
        widget=forms.CheckboxSelectMultiple,
        help_text="Leave all of these empty if participants never have to pay first.",
    )
    debts_of = forms.MultipleChoiceField(
        label="Whose overdue instalments count?",
        required=False,
        choices=CHOICES,
        widget=forms.CheckboxSelectMultiple,
        help_text="A payer you don’t select never holds a participant up.",
    )
    needs_agreement = forms.BooleanField(
        label="Also hold up a participant whose fee hasn’t been agreed", required=False
    )

    def __init__(self, data: Any = None, *, rules: FeeRules | None) -> None:
        is_own = rules is not None and not rules.as_programme
        initial = {
            "source": OWN if is_own else AS_PROGRAMME,
            "before": rules.before if rules else [],
            "debts_of": rules.debts_of if rules and is_own else [Payer.PERSON.value],
            "needs_agreement": bool(rules and rules.needs_agreement),
        }
        super().__init__(data, initial=initial)

    def clean(self) -> dict[str, Any]:
        data = self.cleaned_data
        waits_for_nothing = not data.get("debts_of") and not data.get("needs_agreement")
        if data.get("source") == OWN and data.get("before") and waits_for_nothing:
            self.add_error("debts_of", "Select whose overdue instalments count")
        return data
