"""Do the dates of the plan suit schools and the DfE's deadlines? These checks need `plan_start`.

| Code                           | Reported when                                                           |
|--------------------------------|-------------------------------------------------------------------------|
| `plan-outside-span`            | an item is planned outside its printed months, as interpreted           |
| `weekend-session`              | a session is planned for a weekend                                      |
| `bank-holiday-clash`           | a session or the assessment falls on a bank holiday                     |
| `half-term-clash`              | a session or the assessment falls in a typical school break             |
| `holidays-unknown`             | the plan goes beyond the years whose holidays Waymark knows             |
| `deadline-without-activity`    | nothing that counts is planned before a declaration is due              |
| `planned-window-near-deadline` | there is too little time to mark before completion must be declared     |
"""

from __future__ import annotations

from datetime import date, timedelta

from waymark.ground.programmes import england
from waymark.ground.programmes.checks.pack import SESSIONS, CheckedPack, Findings, listed
from waymark.ground.programmes.checks.plan import last_day
from waymark.ground.programmes.checks.spans import TIME_TO_MARK, interpreted_days
from waymark.ground.programmes.months import YEARS, Days
from waymark.ground.programmes.values import DeclarationDeadline, Item, Plan

SATURDAY = 5


def check(pack: CheckedPack) -> Findings:
    start = pack.programme.plan_start
    if start is None or start.year not in YEARS:
        return
    for item in pack.programme.items:
        days = days_of_plan(item.plan, start)
        if days.first <= days.last:
            yield from item_dates(pack, item, days)
    opening = start + timedelta(days=pack.programme.assessment.plan.day)
    window = Days(opening, opening + timedelta(days=pack.programme.assessment.days - 1))
    yield from breaks(pack, "assessment.plan", "The assessment", window)
    yield from unknown_holidays(pack, start, window)
    yield from deadlines(pack, start, window)


def days_of_plan(plan: Plan, start: date) -> Days:
    """The local dates of a plan, for a cohort that starts on this day."""
    return Days(start + timedelta(days=plan.day), start + timedelta(days=last_day(plan)))


def item_dates(pack: CheckedPack, item: Item, days: Days) -> Findings:
    where = f"items.{item.id}.plan"
    span = interpreted_days(item.span)
    if span is not None and (days.first < span.first or days.last > span.last):
        yield pack.warning(
            "plan-outside-span",
            where,
            f"{item.title!r} is planned for {dates_in_words(days)}, outside {dates_in_words(span)}.",
            "Plan it within the printed months, or explain under `span:` how you interpret them.",
        )
    if item.way not in SESSIONS:
        return
    yield from breaks(pack, where, repr(item.title), days)
    length = (days.last - days.first).days + 1
    if any((days.first + timedelta(days=number)).weekday() >= SATURDAY for number in range(length)):
        yield pack.warning(
            "weekend-session",
            where,
            f"{item.title!r} is planned for a weekend: {dates_in_words(days)}.",
            "Move it to a weekday.",
        )


def breaks(pack: CheckedPack, where: str, subject: str, days: Days) -> Findings:
    holidays, school_breaks = england.bank_holidays_in(days), england.school_breaks_in(days)
    if holidays:
        yield pack.warning(
            "bank-holiday-clash",
            where,
            f"{subject} is planned for {dates_in_words(days)}, which includes a bank holiday: "
            f"{listed(holidays)}.",
            "Move it, or tell participants early.",
        )
    if school_breaks:
        yield pack.warning(
            "half-term-clash",
            where,
            f"{subject} is planned for {dates_in_words(days)}, which overlaps with a typical "
            f"{listed(school_breaks)}.",
            "Move it, or tell participants early. Check the dates of each participant’s school.",
        )


def unknown_holidays(pack: CheckedPack, start: date, window: Days) -> Findings:
    """The dates that no bank holiday or school break could be compared with."""
    known = england.known_years()
    planned = [(item.title, days_of_plan(item.plan, start)) for item in pack.programme.items]
    beyond = [
        title
        for title, days in [*planned, ("the assessment", window)]
        if not (known.first <= days.first and days.last <= known.last)
    ]
    if beyond:
        yield pack.warning(
            "holidays-unknown",
            "plan_start",
            f"Waymark knows bank holidays and school breaks only from {known.first.year} to {known.last.year}, so "
            f"the dates of these weren’t compared with them: {listed(beyond)}.",
            "Check these dates yourself.",
        )


def deadlines(pack: CheckedPack, start: date, window: Days) -> Findings:
    previous = date.min
    all_deadlines = pack.programme.deadlines
    counting = [days_of_plan(item.plan, start) for item in pack.participant_items if item.counts]
    for deadline in sorted(all_deadlines, key=lambda deadline: deadline.on):
        if not any(_falls_between(days, previous, deadline) for days in counting):
            yield pack.warning(
                "deadline-without-activity",
                f"deadlines.{all_deadlines.index(deadline)}",
                f"Nothing that counts is planned before {deadline.declaration!r} must be declared on "
                f"{deadline.on:%d %B %Y}, so there would be no evidence of engagement.",
                "Plan an item before that date.",
            )
        if deadline.declaration == "completed" and deadline.on < window.last + TIME_TO_MARK:
            yield pack.warning(
                "planned-window-near-deadline",
                "assessment.plan",
                f"The planned window closes on {window.last:%d %B %Y}, but completion must be declared by "
                f"{deadline.on:%d %B %Y}.",
                "Open the window earlier, to leave time to mark, moderate and release results.",
            )
        previous = deadline.on


def _falls_between(days: Days, previous: date, deadline: DeclarationDeadline) -> bool:
    return previous < days.last <= deadline.on or previous < days.first <= deadline.on


def dates_in_words(days: Days) -> str:
    """`12 June 2025` or `12 June 2025 to 13 June 2025`."""
    first = f"{days.first.day} {days.first:%B %Y}"
    return first if days.first == days.last else f"{first} to {days.last.day} {days.last:%B %Y}"
