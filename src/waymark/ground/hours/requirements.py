"""Decides whether a participant meets each requirement of the programme, and whether they still can.

The requirements are data in the programme pack; this file only compares. Amounts are exact: whole minutes, whole
items, or fractions of points.

| Clause             | Rule                                                                         | Here         |
|--------------------|------------------------------------------------------------------------------|--------------|
| pack: requirements | more than, or at least, a share of minutes, of items or of weighted points    | `decide`     |
| pack: most_catch_up| minutes of catching up count up to a limit                                    | `_minutes`   |
| house              | an item never counts for more minutes than are planned                        | `Piece.done` |
| house              | what was cancelled takes nothing from anyone: as much less is needed          | `decide`     |
| house              | what was over before someone joined isn't asked of them; what they did counts | `Piece.asked`|
| house              | what is met stays met; what can't be met from what is still there is said so  | `state_of`   |
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction
from typing import Protocol

from waymark.kit.formatting import counted, duration, share

Amount = int | Fraction
"""Minutes, items or points."""


class Rule(Protocol):
    """`programmes.values.Requirement` is one."""

    @property
    def id(self) -> str: ...
    @property
    def title(self) -> str: ...
    @property
    def measure(self) -> str: ...
    @property
    def weights(self) -> Mapping[str, int]: ...
    @property
    def share(self) -> Fraction: ...
    @property
    def is_strict(self) -> bool: ...
    @property
    def most_catch_up(self) -> int | None: ...


class State(StrEnum):
    SECURED = "secured"
    """Met, whatever happens."""
    REACHABLE = "reachable"
    """Not met yet, but what is still there is enough."""
    OUT_OF_REACH = "out_of_reach"
    """What is still there is not enough without catching up."""


@dataclass(frozen=True, kw_only=True)
class Piece:
    """One item of the programme, as it is for one participant on one day. Minutes are whole."""

    item_id: str
    component: str = ""
    planned: int
    earned: int = 0
    """Net minutes credited, those of catching up among them."""
    caught_up: int = 0
    """How many of them were earned by catching up."""
    due_on: date
    """Its last local day."""
    is_open: bool
    """Whether more can still be earned."""
    is_cancelled: bool = False
    was_before: bool = False
    """Whether it was over before the participant joined."""

    @property
    def done(self) -> int:
        return min(max(self.earned, 0), self.planned)

    @property
    def asked(self) -> int:
        """How many minutes it asks of this participant, before anything is cancelled."""
        return self.done if self.was_before else self.planned

    @property
    def waived(self) -> int:
        """Minutes that were cancelled and that no one can earn."""
        return self.asked - self.done if self.is_cancelled else 0

    @property
    def left(self) -> int:
        """Minutes that can still be earned."""
        return self.asked - self.done if self.is_open and not self.is_cancelled else 0


@dataclass(frozen=True, kw_only=True)
class Standing:
    """A participant's amounts for one requirement."""

    earned: Amount
    whole: Amount
    """What was planned for them, what was cancelled included."""
    waived: Amount
    left: Amount
    due: Amount
    """What was over by today, without what was cancelled."""

    @property
    def asked(self) -> Amount:
        return self.whole - self.waived

    @property
    def possible(self) -> Amount:
        """What they have if they miss nothing more."""
        return self.earned + self.left


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """How one participant stands with one requirement."""

    id: str
    earned: Amount
    of: Amount
    needed: Amount
    met: bool
    state: State
    may_miss: Amount
    """How much of what is left may be missed, with the requirement still met; 0 if it is out of reach."""
    due_by_today: Amount
    reason: str
    """The figures and the rule, in a sentence or two."""
    forecast: str
    """What may still be missed, or that catching up is needed; empty once it is met."""


def decide(rule: Rule, pieces: Sequence[Piece], *, on: date) -> Outcome:
    """How the participant with these pieces stands on that day. The pieces are those that the requirement selects."""
    standing = _STANDING[str(rule.measure)](rule, pieces, on)
    needed = max(_smallest(rule, standing.whole) - standing.waived, 0) if standing.whole else 0
    met = _reaches(rule, standing, standing.earned)
    state = state_of(met=met, can_be_met=_reaches(rule, standing, standing.possible))
    may_miss = max(min(standing.left, standing.possible - needed), 0)
    return Outcome(
        id=rule.id,
        earned=standing.earned,
        of=standing.asked,
        needed=needed,
        met=met,
        state=state,
        may_miss=may_miss,
        due_by_today=standing.due,
        reason=_reason(rule, standing, needed=needed, met=met),
        forecast=_forecast(rule, standing, state=state, may_miss=may_miss),
    )


def state_of(*, met: bool, can_be_met: bool) -> State:
    if met:
        return State.SECURED
    return State.REACHABLE if can_be_met else State.OUT_OF_REACH


def _reaches(rule: Rule, standing: Standing, amount: Amount) -> bool:
    """Whether the amount satisfies the requirement. Where nothing is asked of the participant, nothing is needed."""
    reached, bar = amount + standing.waived, rule.share * standing.whole
    return not standing.whole or (reached > bar if rule.is_strict else reached >= bar)


def _smallest(rule: Rule, whole: Amount) -> Amount:
    """The smallest amount that satisfies the share: whole minutes or items, exact points."""
    bar = rule.share * whole
    if str(rule.measure) == "weights":
        return bar
    smallest = -(-bar.numerator // bar.denominator)
    return smallest + 1 if rule.is_strict and smallest == bar else smallest


def requirement_in_words(rule: Rule) -> str:
    """Such as “Live sessions: at least 90%”, or “at least 90%” without a title."""
    comparison = f"{'more than' if rule.is_strict else 'at least'} {share(rule.share)}"
    unit = {"minutes": "", "items": " of the items", "weights": " of the points"}[str(rule.measure)]
    return f"{f'{rule.title}: ' if rule.title else ''}{comparison}{unit}"


def _minutes(rule: Rule, pieces: Iterable[Piece], on: date) -> Standing:
    pieces = list(pieces)
    caught_up = sum(min(piece.caught_up, piece.done) for piece in pieces)
    beyond = max(caught_up - rule.most_catch_up, 0) if rule.most_catch_up is not None else 0
    return Standing(
        earned=sum(piece.done for piece in pieces) - beyond,
        whole=sum(piece.asked for piece in pieces),
        waived=sum(piece.waived for piece in pieces),
        left=sum(piece.left for piece in pieces),
        due=sum(piece.asked - piece.waived for piece in pieces if piece.due_on <= on),
    )


def _items(rule: Rule, pieces: Iterable[Piece], on: date) -> Standing:
    """An item is complete when all its minutes have been earned; one without minutes isn't asked."""
    asked = [piece for piece in pieces if piece.asked]
    open_ = [piece for piece in asked if piece.done < piece.asked]
    return Standing(
        earned=len(asked) - len(open_),
        whole=len(asked),
        waived=sum(piece.waived > 0 for piece in open_),
        left=sum(piece.left > 0 for piece in open_),
        due=sum(not piece.waived and piece.due_on <= on for piece in asked),
    )


def _weights(rule: Rule, pieces: Iterable[Piece], on: date) -> Standing:
    """Points: the weight of each component, times the share of its minutes. One that asks nothing has no weight."""
    pieces = list(pieces)
    standings = [
        (weight, _minutes(rule, [piece for piece in pieces if piece.component == component], on))
        for component, weight in rule.weights.items()
    ]
    asked = [(weight, standing) for weight, standing in standings if standing.whole]

    def points(amount: Callable[[Standing], Amount]) -> Fraction:
        return sum((Fraction(weight * amount(of)) / of.whole for weight, of in asked), Fraction(0))

    return Standing(
        earned=points(lambda of: of.earned),
        whole=points(lambda of: of.whole),
        waived=points(lambda of: of.waived),
        left=points(lambda of: of.left),
        due=points(lambda of: of.due),
    )


_STANDING: Mapping[str, Callable[[Rule, Sequence[Piece], date], Standing]] = {
    "minutes": _minutes,
    "items": _items,
    "weights": _weights,
}


def _number(amount: Amount) -> str:
    """As a decimal, cut after the second place."""
    hundredths = int(amount * 100)
    return f"{hundredths // 100}.{hundredths % 100:02}".rstrip("0").rstrip(".")


def _points(amount: Amount) -> str:
    number = _number(amount)
    return f"{number} {'point' if number == '1' else 'points'}"


_WORDS: Mapping[str, Callable[[Amount], str]] = {
    "minutes": lambda amount: duration(int(amount)),
    "items": lambda amount: counted(int(amount), "item", "items"),
    "weights": _points,
}


def _so_far(rule: Rule, standing: Standing) -> str:
    """Such as "12 hours of 70 hours is 17.1%", after the title if there is one."""
    write, earned, asked = _WORDS[str(rule.measure)], standing.earned, standing.asked
    part = write(earned) if str(rule.measure) == "minutes" else _number(earned)
    percent = f" is {share(Fraction(earned) / Fraction(asked))}" if asked else ""
    return f"{f'{rule.title}: ' if rule.title else ''}{part} of {write(asked)}{percent}."


def _reason(rule: Rule, standing: Standing, *, needed: Amount, met: bool) -> str:
    if not standing.whole:
        return f"{rule.title or 'Engagement'}: nothing is asked."
    comparison = f"The rule is {'more than' if rule.is_strict else 'at least'} {share(rule.share)}"
    if met:
        return f"{_so_far(rule, standing)} {comparison}."
    write = _WORDS[str(rule.measure)]
    missing = write(needed - standing.earned)
    return f"{_so_far(rule, standing)} {comparison}, which is {write(needed)}, so {missing} more is needed."


def _forecast(rule: Rule, standing: Standing, *, state: State, may_miss: Amount) -> str:
    write = _WORDS[str(rule.measure)]
    if state is State.REACHABLE:
        return f"At most {write(may_miss)} may be missed."
    if state is State.OUT_OF_REACH:
        return f"Only {write(standing.left)} is left, so catching up is needed too."
    return ""
