"""Who waits at a gate for a fee: before the start, before the assessment and before the award."""

from __future__ import annotations

from datetime import timedelta
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import pytest

from tests.filled import form_of
from tests.rows_read import rows_read
from waymark.ground.cohorts.queries import conditions_by_enrolment, list_conditions
from waymark.ground.ledger.models import Entry
from waymark.ground.programmes.conditions import ANSWERED_BY, FEES
from waymark.ground.programmes.values import Fee, FeeGate, Printed
from waymark.journey.pay import gates, queries
from waymark.journey.pay.actions import CannotWaive, set_fee_rules, waive_fee
from waymark.journey.pay.models import FeeRules, FeeWaiver
from waymark.journey.pay.rules import GateName, Payer
from waymark.journey.pay.tests.makers import LATER, PAST, make_fee, make_payment, make_rules

if TYPE_CHECKING:
    from tests.cast import Cast

OWED = ((Payer.PERSON, ((PAST, 80_000), (LATER, 20_000))),)
ASK = "If you’ve paid, can’t pay now or have a question, email npq@llse.example."


def conditions(cast: Cast, gate: GateName) -> list[tuple[str, bool]]:
    rows = list_conditions(enrolment=cast.amina, gate=gate, at=cast.at)
    return [(condition.name, condition.is_met) for condition in rows]


def reasons(cast: Cast, gate: GateName = GateName.SITTING) -> tuple[str, ...]:
    [condition] = list_conditions(enrolment=cast.amina, gate=gate, at=cast.at)
    return condition.reasons


def test_no_gate_looks_at_a_fee_unless_the_programme_or_the_provider_says_so(cast: Cast) -> None:
    make_fee(cast, cast.amina, *OWED)
    assert FEES in ANSWERED_BY
    assert [conditions(cast, gate) for gate in GateName] == [[], [], []]
    make_rules(cast)
    assert [conditions(cast, gate) for gate in GateName] == [[], [], []]


@pytest.mark.parametrize("gate", [GateName.SITTING, GateName.AWARD])
def test_only_the_gates_that_the_provider_chose_look_at_it(cast: Cast, gate: GateName) -> None:
    make_fee(cast, cast.amina, *OWED)
    make_rules(cast, gate)
    assert {name: conditions(cast, name) for name in GateName} == {
        name: [(FEES, False)] if name is gate else [] for name in GateName
    }
    assert reasons(cast, gate) == ("£800.00 of the fee is overdue from you.", ASK)


def test_the_other_providers_rules_are_theirs(cast: Cast) -> None:
    make_fee(cast, cast.amina, *OWED)
    set_fee_rules(
        as_programme=False,
        before=[GateName.SITTING],
        debts_of=[Payer.PERSON],
        by=cast.people["finn"],
        at=cast.at,
    )
    assert conditions(cast, GateName.SITTING) == []


def test_no_one_waits_for_a_payer_whose_debts_do_not_count(cast: Cast) -> None:
    make_fee(cast, cast.amina, (Payer.SCHOOL, [(PAST, 90_000)]), (Payer.SCHOLARSHIP, [(PAST, 10_000)]))
    make_rules(cast, *GateName)
    assert conditions(cast, GateName.SITTING) == [(FEES, True)]
    make_rules(cast, GateName.SITTING, debts_of=[Payer.SCHOOL])
    assert reasons(cast)[0] == "£900.00 of the fee is overdue from your school."
    make_rules(cast, GateName.SITTING, debts_of=[Payer.SCHOOL, Payer.SCHOLARSHIP])
    assert reasons(cast)[0] == (
        "£1,000.00 of the fee is overdue: £900.00 from your school and £100.00 from your scholarship."
    )


def test_what_another_payer_paid_settles_no_one_elses_part(cast: Cast) -> None:
    make_fee(cast, cast.amina, (Payer.PERSON, [(PAST, 50_000)]), (Payer.SCHOOL, [(PAST, 50_000)]))
    make_rules(cast, GateName.SITTING)
    make_payment(cast, cast.amina, Payer.SCHOOL, 100_000)
    assert reasons(cast)[0] == "£500.00 of the fee is overdue from you."
    make_payment(cast, cast.amina, Payer.PERSON, 50_000)
    assert conditions(cast, GateName.SITTING) == [(FEES, True)]


def test_the_gate_opens_with_the_payment_and_shuts_with_the_next_instalment(cast: Cast) -> None:
    make_fee(cast, cast.amina, *OWED)
    make_rules(cast, GateName.SITTING)
    make_payment(cast, cast.amina, Payer.PERSON, 79_999)
    assert reasons(cast)[0] == "£0.01 of the fee is overdue from you."
    make_payment(cast, cast.amina, Payer.PERSON, 1)
    assert conditions(cast, GateName.SITTING) == [(FEES, True)]
    cast.at += timedelta(days=(LATER - cast.at.date()).days)
    assert conditions(cast, GateName.SITTING) == [(FEES, True)], "It is due today."
    cast.at += timedelta(days=1)
    assert reasons(cast)[0] == "£200.00 of the fee is overdue from you."


def test_the_start_waits_only_for_what_was_due_by_the_first_day(cast: Cast) -> None:
    first_day = cast.cohort.starts_on
    make_rules(cast, GateName.START)
    make_fee(cast, cast.amina, (Payer.PERSON, [(first_day, 10_000), (first_day + timedelta(days=1), 90_000)]))
    assert reasons(cast, GateName.START)[0] == "£100.00 of the fee is overdue from you."
    make_payment(cast, cast.amina, Payer.PERSON, 10_000)
    assert conditions(cast, GateName.START) == [(FEES, True)]


def test_a_participant_without_an_agreed_fee_waits_only_if_the_rules_say_so(cast: Cast) -> None:
    make_rules(cast, GateName.SITTING)
    assert conditions(cast, GateName.SITTING) == [(FEES, True)]
    make_rules(cast, GateName.SITTING, needs_agreement=True)
    assert reasons(cast) == ("Your fee hasn’t been agreed yet.", ASK)
    make_fee(cast, cast.amina, (Payer.PERSON, [(LATER, 100)]))
    assert conditions(cast, GateName.SITTING) == [(FEES, True)]


def test_as_many_statements_for_a_cohort_as_for_one(cast: Cast, django_assert_num_queries: Any) -> None:
    make_fee(cast, cast.amina, *OWED)
    make_fee(cast, cast.ben, *OWED)
    make_rules(cast, GateName.AWARD)
    rows = [cast.amina, cast.ben]
    for enrolments in ([cast.amina], rows):
        with django_assert_num_queries(6):
            answers = conditions_by_enrolment(enrolments=enrolments, gate=GateName.AWARD, at=cast.at)
        assert [len(found) for found in answers.values()] == [1] * len(enrolments)
    with django_assert_num_queries(1):
        conditions_by_enrolment(enrolments=rows, gate=GateName.START, at=cast.at)
    with django_assert_num_queries(0):
        assert conditions_by_enrolment(enrolments=[], gate=GateName.START, at=cast.at) == {}


def test_the_programme_decides_until_the_provider_does(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    rule = FeeGate(before=(GateName.AWARD,), debts_of=(Payer.SCHOOL,))
    monkeypatch.setattr(gates, "programme_rule", lambda cohort: rule)
    assert gates.rule_of(cast.cohort) == rule
    make_rules(cast, GateName.SITTING)
    assert gates.rule_of(cast.cohort) == FeeGate(before=(GateName.SITTING,))
    set_fee_rules(as_programme=True, by=cast.grace, at=cast.at)
    assert gates.rule_of(cast.cohort) == rule


def test_the_same_rules_again_change_nothing(cast: Cast) -> None:
    first = make_rules(cast, GateName.SITTING)
    assert make_rules(cast, GateName.SITTING) == first
    assert make_rules(cast, GateName.SITTING, needs_agreement=True) != first
    assert FeeRules.objects.count() == 2
    assert Entry.objects.filter(verb="pay.rules_changed").count() == 2


@pytest.mark.parametrize(
    "changes",
    [
        {"before": [GateName.AWARD]},
        {"debts_of": [Payer.SCHOOL]},
        {"needs_agreement": True},
        {"as_programme": True},
    ],
)
def test_rules_that_differ_in_one_thing_are_others(cast: Cast, changes: dict[str, Any]) -> None:
    values = {"as_programme": False, "before": [GateName.SITTING], "debts_of": [Payer.PERSON]}
    first = set_fee_rules(**values, by=cast.grace, at=cast.at)
    assert set_fee_rules(**(values | changes), by=cast.grace, at=cast.at) != first


def test_where_the_programme_decides_nothing_else_is_kept(cast: Cast) -> None:
    row = set_fee_rules(
        as_programme=True,
        before=[GateName.SITTING],
        debts_of=[Payer.PERSON],
        needs_agreement=True,
        by=cast.grace,
        at=cast.at,
    )
    assert (row.before, row.debts_of, row.needs_agreement) == ([], [], False)


def test_a_gate_is_the_programmes_own_or_follows_from_its_assessment(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The rule of a fee goes before the condition `fees` of the assessment, which also asks for an agreement."""
    gate = FeeGate(before=(GateName.START,))
    fee = Fee(pence=1, vat_extra=False, printed=Printed(as_printed="£0.01"))

    def rule(fee: Fee | None, *conditions: str) -> FeeGate | None:
        assessment = SimpleNamespace(conditions=conditions)
        programme = SimpleNamespace(fee=fee, assessment=assessment)
        monkeypatch.setattr(gates, "programme_of", lambda published: programme)
        return gates.programme_rule(cast.cohort)

    assert rule(None) is None
    assert rule(fee) is None
    assert rule(fee, "hours") is None
    from_assessment = FeeGate(before=(GateName.SITTING,), needs_agreement=True)
    assert [rule(None, FEES), rule(fee, FEES)] == [from_assessment] * 2
    assert rule(fee.model_copy(update={"gate": gate}), FEES) == gate


# A lead lets someone carry on.


def waive(cast: Cast, *, waived: bool = True, reason: str = "Her school closed.") -> FeeWaiver:
    return waive_fee(enrolment=cast.amina, waived=waived, reason=reason, by=cast.grace, at=cast.at)


def test_a_waiver_opens_every_gate_until_it_is_taken_back(cast: Cast) -> None:
    make_fee(cast, cast.amina, *OWED)
    make_rules(cast, GateName.SITTING, GateName.AWARD, needs_agreement=True)
    waive(cast)
    assert [conditions(cast, gate) for gate in GateName] == [[], [(FEES, True)], [(FEES, True)]]
    waive(cast, waived=False, reason="It opened again.")
    assert conditions(cast, GateName.SITTING) == [(FEES, False)]
    verbs = ["pay.fee_waived", "pay.fee_waiver_ended"]
    assert list(Entry.objects.filter(verb__in=verbs).order_by("id").values_list("verb", flat=True)) == verbs


def test_a_waiver_is_for_one_participant(cast: Cast) -> None:
    make_fee(cast, cast.ben, *OWED)
    make_rules(cast, GateName.SITTING)
    waive(cast)
    [condition] = list_conditions(enrolment=cast.ben, at=cast.at)
    assert not condition.is_met


def test_a_participants_waivers_are_theirs_and_the_newest_is_first(cast: Cast) -> None:
    first = waive(cast)
    second = waive(cast, waived=False, reason="Paid.")
    bens = waive_fee(enrolment=cast.ben, waived=True, reason="r", by=cast.grace, at=cast.at)
    assert queries.list_waivers(enrolment=cast.amina) == [second, first]
    assert queries.find_waiver(enrolment=cast.amina) == second
    with rows_read(FeeWaiver) as read:
        assert queries.list_waivers(enrolment=cast.ben) == [bens]
        assert queries.find_waiver(enrolment=cast.ben) == bens
    assert read == {bens.pk}


def test_the_same_waiver_is_one_and_a_different_one_is_not_dropped(cast: Cast) -> None:
    assert waive(cast) == waive(cast)
    with pytest.raises(CannotWaive):
        waive(cast, reason="Another.")
    waive(cast, waived=False)
    with pytest.raises(CannotWaive):
        waive(cast, waived=False, reason="Another.")
    assert FeeWaiver.objects.count() == 2


def test_nothing_is_taken_back_that_was_never_waived(cast: Cast) -> None:
    with pytest.raises(CannotWaive):
        waive(cast, waived=False)


def test_a_lead_waives_with_a_reason_on_the_page(cast: Cast) -> None:
    make_fee(cast, cast.amina, *OWED)
    make_rules(cast, GateName.SITTING)
    grace, url = cast.browser("grace"), f"/pay/enrolments/{cast.amina.reference}/"
    assert "£800.00 of the fee is overdue from the participant." in grace.get(url).content.decode()
    page = grace.get(f"{url}waiver/")
    empty = grace.post(f"{url}waiver/", form_of(page))
    assert empty.status_code == 422
    assert "Enter a reason" in empty.content.decode()
    assert grace.post(f"{url}waiver/", form_of(page) | {"reason": "Her school closed."}).status_code == 302
    text = grace.get(url).content.decode()
    assert "They can carry on without payment" in text
    assert "Allowed: Her school closed." in text
    stale = grace.post(f"{url}waiver/", form_of(grace.get(f"{url}waiver/")) | {"reason": "Paid after all."})
    assert stale.status_code == 302
    assert not FeeWaiver.objects.order_by("-id")[0].waived


def test_a_waiver_that_another_lead_decided_meanwhile_is_not_reversed(cast: Cast) -> None:
    grace, url = cast.browser("grace"), f"/pay/enrolments/{cast.amina.reference}/waiver/"
    waive(cast)
    form = form_of(grace.get(url)) | {"reason": "Paid after all."}
    waive(cast, waived=False, reason="Paid.")
    assert grace.post(url, form).status_code == 409
    assert FeeWaiver.objects.count() == 2


def test_a_lead_sets_the_rules_on_a_page(cast: Cast) -> None:
    grace = cast.browser("grace")
    assert "/pay/rules/" in grace.get("/settings/provider/").content.decode()
    form = form_of(grace.get("/pay/rules/"))
    assert (form["source"], form["debts_of"]) == ("programme", ["person"])
    chosen = {"source": "own", "before": ["sitting", "award"], "debts_of": ["person"]}
    assert grace.post("/pay/rules/", form | chosen).status_code == 302
    rule = gates.rule_of(cast.cohort)
    assert rule == FeeGate(before=(GateName.SITTING, GateName.AWARD))
    page = grace.get("/pay/rules/")
    assert form_of(page)["source"] == "own"
    refused = grace.post("/pay/rules/", form_of(page) | chosen | {"debts_of": []})
    assert refused.status_code == 422
    assert "Select whose overdue instalments count" in refused.content.decode()
    back = {**form_of(page), "source": "programme"}
    assert grace.post("/pay/rules/", back).status_code == 302
    assert gates.rule_of(cast.cohort) is None


def test_rules_that_another_lead_changed_meanwhile_are_not_overwritten(cast: Cast) -> None:
    grace = cast.browser("grace")
    make_rules(cast, GateName.START)
    form = form_of(grace.get("/pay/rules/"))
    make_rules(cast, GateName.AWARD)
    assert grace.post("/pay/rules/", form | {"before": ["sitting"]}).status_code == 409
    assert gates.rule_of(cast.cohort) == FeeGate(before=(GateName.AWARD,))
