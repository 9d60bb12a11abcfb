"""Is every item complete, and do its values agree with one another?

| Code                                       | Reported when                                              |
|--------------------------------------------|------------------------------------------------------------|
| `item-without-actor`                       | an item doesn't say who spends the time                    |
| `item-without-catch-up`                    | an item doesn't say how to catch up on it                  |
| `item-without-mode`, `item-without-counts` | an item has no mode or `counts:` (reported while reading)  |
| `mentor-counted`                           | a mentor's or coach's time counts towards engagement       |
| `mentor-typed-as-participant`              | a mentor's or coach's task is described as study           |
| `mode-contradiction`                       | the document gives a component more than one mode          |
| `mode-against-way`                         | an item's way and mode can't go together                   |
| `mode-against-component`                   | an item's mode differs from that of its component          |
| `counts-without-minutes`                   | an item counts but has no minutes                          |
| `answered-without-questions`               | an answered item has no questions                          |
| `studied-without-pages`                    | a studied item has no pages, or their minutes differ       |
| `session-without-time`                     | a session has no start time                                |
"""

from __future__ import annotations

from waymark.ground.programmes.checks.pack import (
    MODES,
    SESSIONS,
    CheckedPack,
    Findings,
    counted,
    hours,
    listed,
)
from waymark.ground.programmes.values import Actor, Item, Mode, Way

_ALONE = frozenset({Mode.SELF_STUDY, Mode.VLE})
_TOGETHER = frozenset({Mode.IN_PERSON, Mode.ONLINE_LIVE, Mode.ONE_TO_ONE, Mode.GROUP})
MODES_OF_WAY = {
    Way.ATTENDED: _TOGETHER,
    Way.MET: _TOGETHER,
    Way.COACHED: _TOGETHER,
    Way.STUDIED: _ALONE,
    Way.ANSWERED: _ALONE,
    Way.WORKED: frozenset({Mode.OWN_SCHOOL, *_ALONE}),
    Way.REPORTED: frozenset(Mode),
}


def check(pack: CheckedPack) -> Findings:
    for item in pack.programme.items:
        yield from missing_keys(pack, item)
        yield from whose_time(pack, item)
        yield from modes(pack, item)
        yield from content(pack, item)
    for component in pack.programme.components:
        if len(set(component.modes_printed)) > 1:
            printed = listed([MODES[mode] for mode in component.modes_printed])
            yield pack.warning(
                "mode-contradiction",
                f"components.{component.id}",
                f"The document gives {component.title!r} more than one mode: {printed}.",
                "Choose one of them.",
            )


def missing_keys(pack: CheckedPack, item: Item) -> Findings:
    where = f"items.{item.id}"
    if not pack.loaded.is_written(f"{where}.actor"):
        yield pack.warning(
            "item-without-actor",
            where,
            f"{item.title!r} doesn’t say who spends the time, so the participant is assumed.",
            "Add `actor:` with participant, mentor or coach.",
        )
    if not pack.loaded.is_written(f"{where}.catch_up"):
        yield pack.warning(
            "item-without-catch-up",
            where,
            f"{item.title!r} doesn’t say how to catch up on it, so it is assumed that you can’t.",
            "Add `catch_up:` with none, another_date, task or any_time.",
        )


def whose_time(pack: CheckedPack, item: Item) -> Findings:
    if item.counts and item.actor is not Actor.PARTICIPANT:
        yield pack.error(
            "mentor-counted",
            f"items.{item.id}.counts",
            f"{item.title!r} takes a {item.actor.value}’s time but counts towards the participant’s engagement.",
            "Write `counts: false`, or make the participant the actor.",
        )
    if item.actor is not Actor.PARTICIPANT and item.mode in _ALONE:
        yield pack.warning(
            "mentor-typed-as-participant",
            f"items.{item.id}.mode",
            f"{item.title!r} is a {item.actor.value}’s task but is described as a participant’s "
            f"{MODES[item.mode]}.",
            "Give it the type of a report by someone other than the participant.",
        )
    if item.counts and item.minutes == 0:
        yield pack.warning(
            "counts-without-minutes",
            f"items.{item.id}.minutes",
            f"{item.title!r} counts towards engagement but has no minutes.",
            "Add its minutes, or write `counts: false`.",
        )


def modes(pack: CheckedPack, item: Item) -> Findings:
    if item.mode not in MODES_OF_WAY[item.way]:
        yield pack.warning(
            "mode-against-way",
            f"items.{item.id}.mode",
            f"{item.title!r} is {item.way.value}, which doesn’t fit its mode ({MODES[item.mode]}).",
            "Correct the way or the mode.",
        )
    components = pack.programme.components
    component = next((component for component in components if component.id == item.component), None)
    if component is not None and component.mode is not item.mode:
        yield pack.warning(
            "mode-against-component",
            f"items.{item.id}.mode",
            f"The mode of {item.title!r} is {MODES[item.mode]}, but that of its component "
            f"{component.title!r} is {MODES[component.mode]}.",
            "Correct one of them.",
        )


def content(pack: CheckedPack, item: Item) -> Findings:
    if item.way is Way.ANSWERED and item.question_set is None:
        yield pack.warning(
            "answered-without-questions",
            f"items.{item.id}",
            f"{item.title!r} is answered but has no questions.",
            "Add `question_set:`.",
        )
    page_minutes = sum(page.minutes for page in item.pages)
    if item.way is Way.STUDIED and page_minutes != item.minutes:
        pages = counted(len(item.pages), "page takes", "pages take")
        contents = f"its {pages} {hours(page_minutes)}" if item.pages else "it has no pages"
        yield pack.warning(
            "studied-without-pages",
            f"items.{item.id}",
            f"{item.title!r} takes {hours(item.minutes)}, but {contents}.",
            "Add pages, or correct the minutes, so that the two agree.",
        )
    if item.way in SESSIONS and item.plan.starts is None:
        yield pack.warning(
            "session-without-time",
            f"items.{item.id}.plan",
            f"{item.title!r} is a session but has no start time.",
            "Add `starts:` to its plan.",
        )
