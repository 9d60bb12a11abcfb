"""Does the plan of days hold? Days are counted from the cohort's first day; dates need `plan_start`.

| Code                      | Asks                                                                   |
|---------------------------|------------------------------------------------------------------------|
| `plan-outside-programme`  | does every day lie inside the programme's months?                      |
| `plan-after-assessment`   | is every item over before the window opens?                            |
| `plan-before-prerequisite`| does an item begin only when what comes before it is over?             |
| `plan-outside-span`       | does the plan keep to the printed months, as taken?                    |
| `sessions-collide`        | are two sessions apart from each other?                                |
| `weekend-session`         | does a session fall on a weekday?                                      |
| `bank-holiday-clash`      | does a session, or the window, keep clear of bank holidays?            |
| `half-term-clash`         | does a session, or the window, keep clear of typical school breaks?    |
| `asked-before-experience` | do questions open only when the experience is over?                    |
| `deadline-without-activity` | does something happen before each declaration is due?                |
| `planned-window-near-deadline` | is there time to mark before completion must be declared?         |
"""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

from waymark.ground.programmes import england
from waymark.ground.programmes.checks.case import SESSIONS, Case, Found, listed
from waymark.ground.programmes.checks.dates import TIME_TO_MARK, taken
from waymark.ground.programmes.months import YEARS, Days, months_later
from waymark.ground.programmes.values import Item, Plan

AVERAGE_MONTH = 30.44
LATEST_WINDOW = 92
"""Days after the programme's end within which the assessment opens: three months."""


def check(case: Case) -> Found:
    yield from bounds(case)
    yield from prerequisites(case)
    yield from questions(case)
    yield from collisions(case)
    start = case.programme.plan_start
    if start is not None and start.year in YEARS:
        yield from dated(case, start)


def last_day(plan: Plan) -> int:
    return plan.day if plan.until_day is None else plan.until_day


def bounds(case: Case) -> Found:
    programme = case.programme
    ends, opens = programme_end(case), programme.assessment.plan.day
    for item in programme.items:
        where, last = f"items.{item.id}.plan", last_day(item.plan)
        if item.plan.day < 0 or last > ends or last < item.plan.day:
            yield case.warning(
                "plan-outside-programme",
                where,
                f"{item.title!r} is planned for day {item.plan.day} to {last}; the programme has days 0 to "
                f"{ends}.",
                "Plan it inside the programme, its last day not before its first.",
            )
        elif last >= opens:
            yield case.warning(
                "plan-after-assessment",
                where,
                f"{item.title!r} is planned until day {last}; the assessment opens on day {opens}.",
                "Let it end before, or open the assessment later.",
            )
    if opens < 0 or opens > ends + LATEST_WINDOW:
        yield case.warning(
            "plan-outside-programme",
            "assessment.plan",
            f"The assessment is planned to open on day {opens}; the programme has days 0 to {ends}.",
            "Let the window open within three months of the programme's end.",
        )


def programme_end(case: Case) -> int:
    """The last day of the programme, counted from its first."""
    start = case.programme.plan_start
    if start is None or start.year not in YEARS:
        return round(case.programme.months * AVERAGE_MONTH)
    return (months_later(start, case.programme.months) - start).days - 1


def prerequisites(case: Case) -> Found:
    by_id = {item.id: item for item in case.programme.items}
    for item in case.programme.items:
        for name in item.after:
            earlier = by_id.get(name)
            if earlier is not None and item.plan.day < last_day(earlier.plan):
                yield case.warning(
                    "plan-before-prerequisite",
                    f"items.{item.id}.plan",
                    f"{item.title!r} is planned from day {item.plan.day}; {earlier.title!r} must be over "
                    f"first and lasts until day {last_day(earlier.plan)}.",
                    "Plan it later, or take the prerequisite away.",
                )


def questions(case: Case) -> Found:
    by_id = {item.id: item for item in case.programme.items}
    after = {one.id: one.after for one in case.programme.question_sets}
    for item in case.programme.items:
        experience = by_id.get(after.get(item.question_set or "", ""))
        if experience is not None and item.plan.day < last_day(experience.plan):
            yield case.warning(
                "asked-before-experience",
                f"items.{item.id}.plan",
                f"{item.title!r} is planned from day {item.plan.day}, but its questions open only when "
                f"{experience.title!r} has ended on day {last_day(experience.plan)}.",
                "Plan it after the experience.",
            )


def collisions(case: Case) -> Found:
    sessions = sorted(
        (item for item in case.programme.items if item.plan.starts is not None), key=_begins_and_ends
    )
    for earlier, later in pairwise(sessions):
        if _begins_and_ends(later)[0] < _begins_and_ends(earlier)[1]:
            yield case.warning(
                "sessions-collide",
                f"items.{later.id}.plan",
                f"{later.title!r} begins before {earlier.title!r} has ended.",
                "Move one of them.",
            )


def _begins_and_ends(item: Item) -> tuple[int, int]:
    """Minutes from midnight of day 0. A session over several days ends on the evening of its last."""
    starts = item.plan.starts
    begins = item.plan.day * 1440 + (starts.hour * 60 + starts.minute if starts else 0)
    if item.plan.until_day is not None and item.plan.until_day > item.plan.day:
        return begins, (item.plan.until_day + 1) * 1440
    return begins, begins + item.minutes


def dated(case: Case, start: date) -> Found:
    for item in case.programme.items:
        days = days_of_plan(item.plan, start)
        if days.last < days.first:
            continue
        yield from against_span(case, item, days)
        if item.way in SESSIONS:
            yield from calendar(case, f"items.{item.id}.plan", repr(item.title), days)
            if any(_on(days, number).weekday() > 4 for number in range((days.last - days.first).days + 1)):
                yield case.warning(
                    "weekend-session",
                    f"items.{item.id}.plan",
                    f"{item.title!r} is planned for {spoken(days)}: a weekend.",
                    "Move it to a weekday.",
                )
    opens = start + timedelta(days=case.programme.assessment.plan.day)
    window = Days(opens, opens + timedelta(days=case.programme.assessment.days - 1))
    yield from calendar(case, "assessment.plan", "The assessment", window)
    yield from deadlines(case, start, window)


def _on(days: Days, number: int) -> date:
    return days.first + timedelta(days=number)


def days_of_plan(plan: Plan, start: date) -> Days:
    """The local dates of a plan, for a cohort that starts on this day."""
    return Days(start + timedelta(days=plan.day), start + timedelta(days=last_day(plan)))


def against_span(case: Case, item: Item, days: Days) -> Found:
    span = taken(item.span)
    if span is not None and (days.first < span.first or days.last > span.last):
        yield case.warning(
            "plan-outside-span",
            f"items.{item.id}.plan",
            f"{item.title!r} is planned for {spoken(days)}, outside {spoken(span)}.",
            "Plan it inside the months that are printed, or say how they are taken.",
        )


def calendar(case: Case, where: str, what: str, days: Days) -> Found:
    holidays, breaks = england.bank_holidays_in(days), england.school_breaks_in(days)
    if holidays:
        yield case.warning(
            "bank-holiday-clash",
            where,
            f"{what} is planned for {spoken(days)}: {listed(holidays)}.",
            "Move it, or tell participants early.",
        )
    if breaks:
        yield case.warning(
            "half-term-clash",
            where,
            f"{what} is planned for {spoken(days)}, which meets a typical {listed(breaks)}.",
            "Move it, or tell participants early; each school's own dates decide.",
        )


def deadlines(case: Case, start: date, window: Days) -> Found:
    since = date.min
    for deadline in sorted(case.programme.deadlines, key=lambda one: one.on):
        place = f"deadlines.{case.programme.deadlines.index(deadline)}"
        days = [days_of_plan(item.plan, start) for item in case.own_items if item.counts]
        if not any(since < one.last <= deadline.on or since < one.first <= deadline.on for one in days):
            yield case.warning(
                "deadline-without-activity",
                place,
                f"Nothing that counts is planned before {deadline.declaration!r} is due on "
                f"{deadline.on:%d %B %Y}, so nothing can show that participants took part.",
                "Plan an item before the date.",
            )
        if deadline.declaration == "completed" and deadline.on < window.last + TIME_TO_MARK:
            yield case.warning(
                "planned-window-near-deadline",
                "assessment.plan",
                f"The planned window closes on {window.last:%d %B %Y}; completion must be declared by "
                f"{deadline.on:%d %B %Y}.",
                "Open the window earlier, so that there is time to mark, moderate and release.",
            )
        since = deadline.on


def spoken(days: Days) -> str:
    first = f"{days.first.day} {days.first:%B %Y}"
    return first if days.first == days.last else f"{first} to {days.last.day} {days.last:%B %Y}"
