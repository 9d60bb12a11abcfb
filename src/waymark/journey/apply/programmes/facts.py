"""Start, length, price and assessment, each as a label and a value; and what it takes to be awarded."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from waymark.ground.hours.rules import minutes_needed
from waymark.ground.programmes.values import Assessment, Gate, Programme
from waymark.journey.apply.programmes.rules import with_vat
from waymark.journey.apply.programmes.words import reason_for
from waymark.kit import formatting


@dataclass(frozen=True)
class Fact:
    """A row of `kit/parts/facts.html`: label, value, a further sentence, and why it was assumed."""

    label: str
    value: str
    text: str = ""
    assumed: str = ""


def key_facts(programme: Programme, starts_on: date | None) -> Iterable[Fact]:
    """The facts at the top of the page."""
    yield _start(programme, starts_on)
    yield Fact(
        "Length",
        f"{programme.months} months, {formatting.duration(programme.base_minutes)}",
        "Alongside your job.",
    )
    yield next(iter(price(programme)))
    assessment = programme.assessment
    assumed = [_assumption(assessment, field) for field in ("days", "max_words", "open_book")]
    open_book = ", open book" if assessment.open_book else ""
    yield Fact(
        "Assessment",
        f"One {assessment.form_printed or 'written task'}",
        f"Up to {formatting.number(assessment.max_words)} words, written within {assessment.days} days{open_book}.",
        " ".join(filter(None, assumed)),
    )


def _start(programme: Programme, starts_on: date | None) -> Fact:
    printed = programme.start.as_printed
    is_announced = printed != "TBC"
    if starts_on:
        text = f"The published document says: {printed}." if is_announced else ""
        return Fact("Starts", formatting.long_date(starts_on), text)
    return Fact("Starts", printed if is_announced else "To be announced", "From the published document.")


def price(programme: Programme) -> Iterable[Fact]:
    fee = programme.fee
    if fee is None:
        yield Fact("Price", "Ask us", "The published document doesn’t give a fee.")
        return
    vat = f"{_pounds(with_vat(fee.pence))} with VAT at 20%." if fee.vat_extra else "Includes VAT."
    yield Fact("Price", f"{_pounds(fee.pence)}{' + VAT' if fee.vat_extra else ''}", vat)
    if fee.scholarship:
        yield Fact("Scholarships", "", fee.scholarship)
    if fee.international:
        yield Fact("Independent and international schools", "", fee.international)


def _pounds(pence: int) -> str:
    pounds, pennies = divmod(pence, 100)
    return f"£{pounds:,}.{pennies:02}" if pennies else f"£{pounds:,}"


def award_conditions(programme: Programme) -> Iterable[str]:
    """What a participant must do to be awarded the qualification."""
    rule, base = programme.engagement, programme.base_minutes
    comparison = "more than" if rule.is_strict else "at least"
    least = formatting.duration(minutes_needed(of=base, rule=rule))
    gate = (
        "before you start the assessment" if rule.asked_at is Gate.SITTING else "when your award is decided"
    )
    expected = f" We expect {rule.expected}." if rule.expected else ""
    yield (
        f"Take part in {comparison} {formatting.share(rule.share)} of the {formatting.duration(base)}. "
        f"That’s {least} or more. We check this {gate}.{expected}"
    )
    assessment = programme.assessment
    yield f"Pass the {assessment.form_printed or 'assessment'}, which you write within {assessment.days} days."


def window(assessment: Assessment) -> Iterable[Fact]:
    """The assessment window: when it opens and closes, and its conditions."""
    windows = formatting.listed([window.as_printed for window in assessment.windows])
    if windows:
        yield Fact("Assessment windows", windows)
    city = assessment.zone.rpartition("/")[2].replace("_", " ")
    feedback = " or ".join(
        {"fail": "a fail", "borderline": "a borderline result"}.get(result, result)
        for result in assessment.detailed_feedback
    )
    rows = [
        ("days", "Length", formatting.counted(assessment.days, "calendar day", "calendar days"), ""),
        ("opens_time", "Opens", f"{assessment.opens_time:%H:%M} on the first day", ""),
        ("closes_time", "Closes", f"{assessment.closes_time:%H:%M} on the last day", f"{city} time."),
        ("max_words", "Word limit", f"{formatting.number(assessment.max_words)} words", ""),
        (
            "case_min_words",
            "Case study",
            f"At least {formatting.number(assessment.case_min_words)} words to read",
            "",
        ),
        ("open_book", "Books and notes", "Allowed" if assessment.open_book else "Not allowed", ""),
        (
            "pass_numerator",
            "Pass mark",
            formatting.share((assessment.pass_numerator, assessment.pass_denominator)),
            "",
        ),
        ("max_attempts", "Attempts", formatting.in_words(assessment.max_attempts).capitalize(), ""),
        ("detailed_feedback", "Detailed feedback", f"After {feedback}", ""),
    ]
    for field, label, value, text in rows:
        yield Fact(label, value, text, _assumption(assessment, field))


def _assumption(assessment: Assessment, field: str) -> str:
    return reason_for(assessment.assumed.get(field))
