"""`engagement`: whether minutes are enough by a pack's own rule, or a whole record by all of its requirements."""

import json
from argparse import ArgumentParser, Namespace
from collections.abc import Sequence
from datetime import date, time
from fractions import Fraction

from waymark.cli.arguments import ANSWERED, NotUnderstood, add_format, add_pack, day, read_text, whole_number
from waymark.cli.problems import read_pack
from waymark.ground.cohorts.rules import calendar_from
from waymark.ground.hours import rules
from waymark.ground.hours.rules import Amount, Outcome, Taken
from waymark.ground.programmes.values import Programme
from waymark.kit.clock import earliest, zone_named

MOST_MINUTES = 60_000
KEYS = ("items", "cancelled", "joined_on")


def add_arguments(parser: ArgumentParser) -> None:
    add_pack(parser)
    parser.add_argument("--earned", metavar="MINUTES", help="whole minutes earned")
    parser.add_argument("--of", metavar="MINUTES", help="total minutes that count")
    parser.add_argument("--record", metavar="FILE", help="a participant’s record, in JSON; - for stdin")
    parser.add_argument("--on", metavar="DATE", help="the day, such as 2026-10-19; needs --record")
    add_format(parser)


def run(arguments: Namespace) -> int:
    by_record, by_minutes = (arguments.record, arguments.on), (arguments.earned, arguments.of)
    if None not in by_record and by_minutes == (None, None):
        return _run_record(arguments)
    if None not in by_minutes and by_record == (None, None):
        return _run_minutes(arguments)
    raise NotUnderstood("Give --earned with --of, or --record with --on.")


def _run_minutes(arguments: Namespace) -> int:
    earned, of = whole_number(arguments.earned, "--earned"), whole_number(arguments.of, "--of")
    if earned < 0 or of < 1:
        raise NotUnderstood("--earned must be 0 or more minutes, and --of at least 1.")
    decision = rules.decide_engagement(earned=earned, of=of, rule=_programme(arguments.pack).engagement)
    if arguments.format == "json":
        answer = {"engaged": decision.engaged, "reasons": list(decision.reasons)}
        print(json.dumps(answer, ensure_ascii=False))
    else:
        print("Engaged." if decision.engaged else "Not engaged.", *decision.reasons)
    return ANSWERED


def _run_record(arguments: Namespace) -> int:
    programme, on = _programme(arguments.pack), day(arguments.on, "--on")
    taken = read_record(read_text(arguments.record), programme)
    if programme.plan_start is None:
        raise NotUnderstood(f"{arguments.pack} has no plan_start, so its items have no dates. Add one.")
    zone = programme.assessment.zone
    dated = calendar_from(programme.items, starts_on=programme.plan_start, zone=zone)
    ends = {row.item_id: row.ends_at for row in dated}
    at = earliest(on, time(0), zone_named(zone))
    outcomes = rules.decide_all(programme, rules.pieces_of(programme, ends, taken, at=at), on=on)
    if arguments.format == "json":
        answer = {
            "met": rules.are_met(outcomes),
            "requirements": [_row(outcome) for outcome in outcomes],
        }
        print(json.dumps(answer, ensure_ascii=False))
    else:
        _print(outcomes)
    return ANSWERED


def _programme(pack: str) -> Programme:
    programme = read_pack(pack).programme
    if programme is None:
        raise NotUnderstood(f"{pack} has errors; bin/waymark check {pack} lists them.")
    return programme


def read_record(text: str, programme: Programme) -> Taken:
    """`{"items": {ID: MINUTES}, "cancelled": [ID], "joined_on": DATE}`; every key may be left out.

    NotUnderstood says what can't be read. Nothing is taken for something else.
    """
    record = _json_object(text)
    unknown = sorted(record.keys() - set(KEYS))
    if unknown:
        raise NotUnderstood(f"A record has the keys {', '.join(KEYS)}, not {unknown[0]!r}.")
    items, cancelled = record.get("items", {}), record.get("cancelled", [])
    if not isinstance(items, dict) or not isinstance(cancelled, list):
        raise NotUnderstood('Write "items" as {"workshop-1": 180} and "cancelled" as ["workshop-2"].')
    known = {item.id for item in programme.items}
    for item_id in [*items, *cancelled]:
        if not isinstance(item_id, str) or item_id not in known:
            raise NotUnderstood(f"The pack has no item {item_id!r}.")
    for item_id, minutes in items.items():
        if type(minutes) is not int or not 0 <= minutes <= MOST_MINUTES:
            raise NotUnderstood(
                f"The minutes of {item_id!r} must be a whole number from 0 to {MOST_MINUTES}, not {minutes!r}."
            )
    return Taken(minutes=items, caught_up={}, cancelled=frozenset(cancelled), joined_on=_joined_on(record))


def _json_object(text: str) -> dict[str, object]:
    try:
        record = json.loads(text, object_pairs_hook=_without_doubles)
    except (ValueError, RecursionError) as problem:
        raise NotUnderstood(f"The record isn’t JSON that can be read: {problem}.") from problem
    if not isinstance(record, dict):
        raise NotUnderstood('A record is a JSON object such as {"items": {"workshop-1": 180}}.')
    return record


def _without_doubles(pairs: Sequence[tuple[str, object]]) -> dict[str, object]:
    keys = [key for key, _ in pairs]
    for key in keys:
        if keys.count(key) > 1:
            raise ValueError(f"{key!r} is given twice")
    return dict(pairs)


def _joined_on(record: dict[str, object]) -> date | None:
    value = record.get("joined_on")
    if value is None:
        return None
    if not isinstance(value, str):
        raise NotUnderstood(f"joined_on must be a date such as 2026-10-19, not {value!r}.")
    return day(value, "joined_on")


def _number(amount: Amount, *, up: bool = False) -> int | float:
    """Whole amounts as they are; points cut after the second decimal, or rounded up to it."""
    if isinstance(amount, int) or amount.denominator == 1:
        return int(amount)
    hundredths = -int(-amount * 100 // 1) if up else int(amount * 100)
    return float(Fraction(hundredths, 100))


def _sentence(outcome: Outcome) -> str:
    return f"{outcome.reason} {outcome.forecast}".rstrip()


def _row(outcome: Outcome) -> dict[str, object]:
    return {
        "id": outcome.id,
        "earned": _number(outcome.earned),
        "of": _number(outcome.of),
        "needed": _number(outcome.needed, up=True),
        "met": outcome.met,
        "state": outcome.state.value,
        "may_miss": _number(outcome.may_miss),
        "due_by_today": _number(outcome.due_by_today),
        "reason": _sentence(outcome),
    }


def _print(outcomes: Sequence[Outcome]) -> None:
    print("All requirements are met." if rules.are_met(outcomes) else "Not all requirements are met yet.")
    for outcome in outcomes:
        print(f"- {_sentence(outcome)}")
