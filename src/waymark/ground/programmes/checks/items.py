"""Is every item whole, and does it fit itself?

| Code                        | Asks                                                                     |
|-----------------------------|--------------------------------------------------------------------------|
| `item-without-actor`        | is it written who spends the time?                                       |
| `item-without-catch-up`     | is it written how a missed item is made up?                              |
| `item-without-mode`, `item-without-counts` | are these written? (found while reading)                  |
| `mentor-counted`            | does only a participant's own time count?                                |
| `mentor-typed-as-participant` | is what a mentor does typed as a participant's study?                  |
| `mode-contradiction`        | does the document give one mode?                                         |
| `mode-against-way`          | can it be done in that way and take place in that mode?                  |
| `mode-against-component`    | does an item take place as its component does?                           |
| `counts-without-minutes`    | does an item that counts have minutes?                                   |
| `answered-without-questions`| has an answered item questions?                                          |
| `studied-without-pages`     | has a studied item pages, and do they make its minutes?                  |
| `session-without-time`      | has a session a time of day?                                             |
"""

from __future__ import annotations

from waymark.ground.programmes.checks.case import MODES, SESSIONS, Case, Found, hours, listed
from waymark.ground.programmes.values import Actor, Item, Mode, Way

_AT_A_DESK = frozenset({Mode.SELF_STUDY, Mode.VLE})
_TOGETHER = frozenset({Mode.IN_PERSON, Mode.ONLINE_LIVE, Mode.ONE_TO_ONE, Mode.GROUP})
_FITS = {
    Way.ATTENDED: _TOGETHER,
    Way.MET: _TOGETHER,
    Way.COACHED: _TOGETHER,
    Way.STUDIED: _AT_A_DESK,
    Way.ANSWERED: _AT_A_DESK,
    Way.WORKED: frozenset({Mode.OWN_SCHOOL, *_AT_A_DESK}),
    Way.REPORTED: frozenset(Mode),
}


def check(case: Case) -> Found:
    for item in case.programme.items:
        yield from written(case, item)
        yield from whose_time(case, item)
        yield from modes(case, item)
        yield from content(case, item)
    for component in case.programme.components:
        if len(set(component.modes_printed)) > 1:
            modes_named = listed([MODES[mode] for mode in component.modes_printed])
            yield case.warning(
                "mode-contradiction",
                f"components.{component.id}",
                f"The document gives {component.title!r} more than one mode: {modes_named}.",
                "Decide for one of them.",
            )


def written(case: Case, item: Item) -> Found:
    where = f"items.{item.id}"
    if not case.loaded.written(f"{where}.actor"):
        yield case.warning(
            "item-without-actor",
            where,
            f"It is not written who spends the time of {item.title!r}; the participant is taken.",
            "Add `actor:` participant, mentor or coach.",
        )
    if not case.loaded.written(f"{where}.catch_up"):
        yield case.warning(
            "item-without-catch-up",
            where,
            f"It is not written how {item.title!r} is made up when it is missed; nothing is taken.",
            "Add `catch_up:` none, another_date, task or any_time.",
        )


def whose_time(case: Case, item: Item) -> Found:
    if item.counts and item.actor is not Actor.PARTICIPANT:
        yield case.error(
            "mentor-counted",
            f"items.{item.id}.counts",
            f"{item.title!r} takes a {item.actor.value}'s time, yet it counts to the participant.",
            "Write `counts: false`, or name the participant as actor.",
        )
    if item.actor is not Actor.PARTICIPANT and item.mode in _AT_A_DESK:
        yield case.warning(
            "mentor-typed-as-participant",
            f"items.{item.id}.mode",
            f"{item.title!r} is done by a {item.actor.value}, but typed as a participant's "
            f"{MODES[item.mode]}.",
            "Type it as what it is: a report by somebody else.",
        )
    if item.counts and item.minutes == 0:
        yield case.warning(
            "counts-without-minutes",
            f"items.{item.id}.minutes",
            f"{item.title!r} counts to engagement and has no minutes.",
            "Give it minutes, or write `counts: false`.",
        )


def modes(case: Case, item: Item) -> Found:
    if item.mode not in _FITS[item.way]:
        yield case.warning(
            "mode-against-way",
            f"items.{item.id}.mode",
            f"{item.title!r} is {item.way.value}, which does not go with {MODES[item.mode]}.",
            "Correct the way or the mode.",
        )
    component = next((one for one in case.programme.components if one.id == item.component), None)
    if component is not None and component.mode is not item.mode:
        yield case.warning(
            "mode-against-component",
            f"items.{item.id}.mode",
            f"{item.title!r} takes place {MODES[item.mode]}; its component "
            f"{component.title!r} {MODES[component.mode]}.",
            "Correct one of the two.",
        )


def content(case: Case, item: Item) -> Found:
    if item.way is Way.ANSWERED and item.question_set is None:
        yield case.warning(
            "answered-without-questions",
            f"items.{item.id}",
            f"{item.title!r} is answered, and names no questions.",
            "Add `question_set:`.",
        )
    made = sum(page.minutes for page in item.pages)
    if item.way is Way.STUDIED and made != item.minutes:
        pages = f"its {len(item.pages)} pages make {hours(made)}" if item.pages else "it has no pages"
        yield case.warning(
            "studied-without-pages",
            f"items.{item.id}",
            f"{item.title!r} takes {hours(item.minutes)}; {pages}.",
            "Write pages whose minutes make the item's.",
        )
    if item.way in SESSIONS and item.plan.starts is None:
        yield case.warning(
            "session-without-time",
            f"items.{item.id}.plan",
            f"{item.title!r} is a session without a time of day.",
            "Add `starts:` to its plan.",
        )
