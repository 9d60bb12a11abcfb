"""Are the days of the plan in order? They are counted from the cohort's first day.

| Code                       | Reported when                                                            |
|----------------------------|--------------------------------------------------------------------------|
| `plan-outside-programme`   | an item or the assessment is planned outside the programme's months      |
| `plan-after-assessment`    | an item isn't over before the assessment opens                           |
| `plan-before-prerequisite` | an item starts before an item that must come first is over               |
| `sessions-collide`         | a session starts before another has ended                                |
| `asked-before-experience`  | questions are planned before the item they are about is over             |
"""

from __future__ import annotations

from itertools import pairwise

from waymark.ground.programmes.checks.pack import CheckedPack, Findings
from waymark.ground.programmes.months import YEARS, months_later
from waymark.ground.programmes.values import Item, Plan

AVERAGE_MONTH = 30.44
LATEST_WINDOW = 92
"""The assessment must open within this many days of the programme's end: three months."""
_MINUTES_IN_DAY = 24 * 60


def check(pack: CheckedPack) -> Findings:
    yield from bounds(pack)
    yield from prerequisites(pack)
    yield from questions(pack)
    yield from collisions(pack)


def last_day(plan: Plan) -> int:
    return plan.day if plan.until_day is None else plan.until_day


def bounds(pack: CheckedPack) -> Findings:
    programme = pack.programme
    end, opening = programme_end(pack), programme.assessment.plan.day
    for item in programme.items:
        where, first, last = f"items.{item.id}.plan", item.plan.day, last_day(item.plan)
        if first < 0 or last > end or last < first:
            yield pack.warning(
                "plan-outside-programme",
                where,
                f"{item.title!r} is planned for days {first} to {last}, but the programme runs from day 0 to "
                f"day {end}.",
                "Plan it within the programme, with its last day not before its first.",
            )
        elif last >= opening:
            yield pack.warning(
                "plan-after-assessment",
                where,
                f"{item.title!r} is planned until day {last}, but the assessment opens on day {opening}.",
                "End the item earlier, or open the assessment later.",
            )
    if opening < 0 or opening > end + LATEST_WINDOW:
        yield pack.warning(
            "plan-outside-programme",
            "assessment.plan",
            f"The assessment is planned to open on day {opening}, but the programme runs from day 0 to day "
            f"{end}.",
            "Open the window within three months of the programme’s end.",
        )


def programme_end(pack: CheckedPack) -> int:
    """The last day of the programme, counted from its first."""
    start = pack.programme.plan_start
    if start is None or start.year not in YEARS:
        return round(pack.programme.months * AVERAGE_MONTH)
    return (months_later(start, pack.programme.months) - start).days - 1


def prerequisites(pack: CheckedPack) -> Findings:
    items_by_id = {item.id: item for item in pack.programme.items}
    for item in pack.programme.items:
        for name in item.after:
            earlier = items_by_id.get(name)
            if earlier is not None and item.plan.day < last_day(earlier.plan):
                yield pack.warning(
                    "plan-before-prerequisite",
                    f"items.{item.id}.plan",
                    f"{item.title!r} is planned from day {item.plan.day}, but {earlier.title!r}, which must "
                    f"come first, runs until day {last_day(earlier.plan)}.",
                    "Plan it later, or remove the prerequisite.",
                )


def questions(pack: CheckedPack) -> Findings:
    items_by_id = {item.id: item for item in pack.programme.items}
    after = {question_set.id: question_set.after for question_set in pack.programme.question_sets}
    for item in pack.programme.items:
        experience = items_by_id.get(after.get(item.question_set or "", ""))
        if experience is not None and item.plan.day < last_day(experience.plan):
            yield pack.warning(
                "asked-before-experience",
                f"items.{item.id}.plan",
                f"{item.title!r} is planned from day {item.plan.day}, but its questions open only when "
                f"{experience.title!r} ends on day {last_day(experience.plan)}.",
                "Plan it after that item.",
            )


def collisions(pack: CheckedPack) -> Findings:
    sessions = sorted(
        (item for item in pack.programme.items if item.plan.starts is not None), key=_start_and_end
    )
    for earlier, later in pairwise(sessions):
        if _start_and_end(later)[0] < _start_and_end(earlier)[1]:
            yield pack.warning(
                "sessions-collide",
                f"items.{later.id}.plan",
                f"{later.title!r} starts before {earlier.title!r} has ended.",
                "Move one of them.",
            )


def _start_and_end(item: Item) -> tuple[int, int]:
    """Minutes from midnight of day 0. A session of several days ends at the end of its last day."""
    starts = item.plan.starts
    start = item.plan.day * _MINUTES_IN_DAY + (starts.hour * 60 + starts.minute if starts else 0)
    if item.plan.until_day is not None and item.plan.until_day > item.plan.day:
        return start, (item.plan.until_day + 1) * _MINUTES_IN_DAY
    return start, start + item.minutes
