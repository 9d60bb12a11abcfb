"""Start, length, cost, assessment: each a label and a value, and what it takes to be awarded."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from waymark.ground.hours.rules import least_minutes
from waymark.ground.programmes.values import Assessment, Gate, Programme
from waymark.journey.apply.public.saying import reason
from waymark.journey.apply.rules import with_vat
from waymark.kit import show


@dataclass(frozen=True)
class Fact:
    """A part of the page in `kit/parts/facts.html`: label, value, a line more, and why it is assumed."""

    label: str
    value: str
    text: str = ""
    assumed: str = ""


def facts(programme: Programme, starts_on: date | None) -> Iterable[Fact]:
    printed = programme.start.as_printed
    if starts_on:
        yield Fact("Starts", show.long_date(starts_on), f"The published document prints: {printed}.")
    else:
        yield Fact(
            "Starts",
            "To be announced" if printed == "TBC" else printed,
            "As the published document prints it.",
        )
    yield Fact(
        "Takes",
        f"{programme.months} months, {show.hours(programme.base_minutes)}",
        "Beside your work; counted in minutes.",
    )
    yield next(iter(money(programme)))
    task = programme.assessment
    assumed = " ".join(filter(None, (_why(task, field) for field in ("days", "max_words", "open_book"))))
    yield Fact(
        "Ends with",
        f"One {task.form_printed or 'written task'}",
        f"{show.number(task.max_words)} words at most, {task.days} days{', open book' if task.open_book else ''}.",
        assumed,
    )


def money(programme: Programme) -> Iterable[Fact]:
    fee = programme.fee
    if fee is None:
        yield Fact("Costs", "Ask us", "The published document names no fee.")
        return
    extra = f"{_pounds(with_vat(fee.pence))} with VAT at 20%." if fee.vat_extra else "VAT is included."
    yield Fact("Costs", f"{_pounds(fee.pence)}{' + VAT' if fee.vat_extra else ''}", extra)
    if fee.scholarship:
        yield Fact("Scholarships", "", fee.scholarship)
    if fee.international:
        yield Fact("Independent and international schools", "", fee.international)


def _pounds(pence: int) -> str:
    whole, rest = divmod(pence, 100)
    return f"£{whole:,}.{rest:02}" if rest else f"£{whole:,}"


def takes(programme: Programme) -> Iterable[str]:
    rule, base = programme.engagement, programme.base_minutes
    asked = (
        "before you write the assessment" if rule.asked_at is Gate.SITTING else "when the award is decided"
    )
    share = show.share(rule.share)
    least = show.hours(least_minutes(of=base, rule=rule))
    more = "more than" if rule.is_strict else "at least"
    expected = f" Hoped for: {rule.expected}." if rule.expected else ""
    yield f"Take part in {more} {share} of the {show.hours(base)}: {least} or more. This is asked {asked}.{expected}"
    task = programme.assessment
    yield f"Pass the {task.form_printed or 'assessment'}, written within {task.days} days."


def window(task: Assessment) -> Iterable[Fact]:
    windows = show.listed([one.as_printed for one in task.windows])
    if windows:
        yield Fact("Windows", windows)
    yield Fact("Length", show.counted(task.days, "calendar day", "calendar days"), "", _why(task, "days"))
    yield Fact("Opens", f"{task.opens_time:%H:%M} on the first day", "", _why(task, "opens_time"))
    yield Fact(
        "Closes",
        f"{task.closes_time:%H:%M} on the last day",
        f"{task.zone.rpartition('/')[2].replace('_', ' ')} time.",
        _why(task, "closes_time"),
    )
    yield Fact("Words at most", show.number(task.max_words), "", _why(task, "max_words"))
    yield Fact(
        "The case",
        f"{show.number(task.case_min_words)} words or more to read",
        "",
        _why(task, "case_min_words"),
    )
    yield Fact("Books and notes", "Allowed" if task.open_book else "Not allowed", "", _why(task, "open_book"))
    percent = show.share((task.pass_numerator, task.pass_denominator))
    yield Fact("Pass mark", percent, "", _why(task, "pass_numerator"))
    yield Fact("Attempts", show.in_words(task.max_attempts).capitalize(), "", _why(task, "max_attempts"))
    detail = " or ".join(
        {"fail": "a fail", "borderline": "a borderline result"}.get(one, one)
        for one in task.detailed_feedback
    )
    yield Fact("Feedback in detail", f"After {detail}", "", _why(task, "detailed_feedback"))


def _why(task: Assessment, field: str) -> str:
    return reason(task.assumed.get(field))
