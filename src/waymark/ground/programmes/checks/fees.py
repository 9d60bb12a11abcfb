"""Can the fee's rules be used, and does the pack say what a withdrawal costs?

| Code                         | Reported when                                                                 |
|------------------------------|-------------------------------------------------------------------------------|
| `cancellation-unclear`       | a cancellation rule doesn't say one time and one charge                       |
| `cancellation-never-applies` | another rule has the same time, or the programme has too few sessions         |
| `cancellation-unsaid`        | there is a fee, and nothing about what a withdrawal costs (a note)            |
| `fee-gate-unclear`           | the rule about when a fee must be paid names nothing that could hold anyone up |
"""

from __future__ import annotations

from waymark.ground.programmes.checks.pack import CheckedPack, Findings
from waymark.ground.programmes.values import CancellationRule, Fee, Way


def check(pack: CheckedPack) -> Findings:
    fee = pack.programme.fee
    if fee is None:
        return
    yield from cancellation_clear(pack, fee)
    yield from cancellation_applies(pack, fee)
    yield from cancellation_said(pack, fee)
    yield from gate(pack, fee)


def cancellation_clear(pack: CheckedPack, fee: Fee) -> Findings:
    for number, rule in enumerate(fee.cancellation):
        if not _is_clear(rule):
            yield pack.error(
                "cancellation-unclear",
                f"fee.cancellation.{number}",
                "This rule doesn’t say one time and one charge.",
                "Write one of `within_days`, `before` and `after_session`, and one of `charge_pence` and `share`, "
                "a share from 0 to 1.",
            )


def _is_clear(rule: CancellationRule) -> bool:
    times = [rule.within_days, rule.before, rule.after_session]
    charges = [rule.charge_pence, rule.share]
    is_one_each = (
        sum(time is not None for time in times) == sum(charge is not None for charge in charges) == 1
    )
    return is_one_each and (rule.share is None or 0 <= rule.share <= 1)


def cancellation_applies(pack: CheckedPack, fee: Fee) -> Findings:
    sessions = sum(item.way is Way.ATTENDED for item in pack.programme.items)
    seen = set()
    for number, rule in enumerate(fee.cancellation):
        kind = _kind_of(rule)
        is_too_late = rule.after_session is not None and rule.after_session > sessions
        if kind in seen or is_too_late:
            why = f"there are {sessions} sessions" if is_too_late else "an earlier rule has the same time"
            yield pack.warning(
                "cancellation-never-applies",
                f"fee.cancellation.{number}",
                f"This rule never applies: {why}.",
                "Correct its time, or remove it.",
            )
        seen.add(kind)


def _kind_of(rule: CancellationRule) -> tuple[bool, str | None, int | None]:
    """There is one cooling-off period, one rule before the start and one for each session."""
    return rule.within_days is not None, rule.before, rule.after_session


def cancellation_said(pack: CheckedPack, fee: Fee) -> Findings:
    if not fee.cancellation:
        yield pack.note(
            "cancellation-unsaid",
            "fee",
            "The pack doesn’t say what a withdrawal costs, so the provider decides each time.",
            "Ask the provider, and write it as `cancellation:`.",
        )


def gate(pack: CheckedPack, fee: Fee) -> Findings:
    rule = fee.gate
    if rule is not None and not (rule.before and (rule.debts_of or rule.needs_agreement)):
        yield pack.error(
            "fee-gate-unclear",
            "fee.gate",
            "This rule could never hold anyone up.",
            "Name something in `before:`, and someone in `debts_of:`; or remove the rule.",
        )
