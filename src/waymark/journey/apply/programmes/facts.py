"""Start, length, price and assessment, each as a label and a value; and what it takes to be awarded."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from waymark.ground.hours.rules import minutes_needed, requirement_in_words
from waymark.ground.programmes.values import Assessment, Gate, Programme, Requirement
from waymark.journey.apply.programmes.rules import with_vat
from waymark.journey.apply.programmes.words import NOT_STATED, contradiction_in, reason_for, reasons_for
from waymark.kit import formatting


@dataclass(frozen=True)
class Fact:
    """A row of `kit/parts/facts.html`: label, value and a further sentence; and, for staff, where the value is from."""

    label: str
    value: str
    text: str = ""
    assumed: str = ""
    """Why the value was assumed."""
    contradiction: str = ""
    """What the document prints, if the value is read differently."""
    is_stated: bool = True
    """False if neither the document nor the pack gives the value, so that it isn't the provider's."""


def key_facts(programme: Programme, starts_on: date | None) -> Iterable[Fact]:
    """The facts at the top of the page."""
    yield _start(programme, starts_on)
    yield Fact(
        "Length",
        f"{programme.months} months, {formatting.duration(programme.base_minutes)}",
        "Alongside your job.",
        reasons_for(programme, "months"),
    )
    yield next(iter(price(programme)))
    assessment = programme.assessment
    fields = ("days", "max_words", "open_book", "form_printed")
    assumed = dict.fromkeys(_assumption(programme, field) for field in fields)
    open_book = ", open book" if assessment.open_book else ""
    yield Fact(
        "Assessment",
        f"One {assessment.form_printed or 'written task'}",
        f"Up to {formatting.number(assessment.max_words)} words, written within {assessment.days} days{open_book}.",
        " ".join(filter(None, assumed)),
    )


def _start(programme: Programme, starts_on: date | None) -> Fact:
    start, is_demonstration = programme.start, programme.demonstration
    is_announced = start.as_printed != "TBC"
    if starts_on:
        text = (
            f"The published document says: {start.as_printed}." if is_announced and is_demonstration else ""
        )
        return Fact("Starts", formatting.long_date(starts_on), text)
    return Fact(
        "Starts",
        (start.taken_as or start.as_printed) if is_announced else "To be announced",
        "From the published document." if is_demonstration else "",
        reasons_for(programme, "start", "start_month"),
        contradiction_in(start),
    )


def price(programme: Programme) -> Iterable[Fact]:
    fee = programme.fee
    if fee is None:
        is_demonstration = programme.demonstration
        yield Fact(
            "Price", "Ask us", "The published document doesn’t give a fee." if is_demonstration else ""
        )
        return
    vat = f"{_pounds(with_vat(fee.pence))} with VAT at 20%." if fee.vat_extra else "Includes VAT."
    yield Fact(
        "Price",
        f"{_pounds(fee.pence)}{' + VAT' if fee.vat_extra else ''}",
        vat,
        reasons_for(programme, "fee.pence", "fee.vat_extra"),
        contradiction_in(fee.printed),
    )
    if fee.who_pays:
        yield Fact("Who pays", "", " ".join(fee.who_pays), reasons_for(programme, "fee.who_pays"))
    if fee.scholarship:
        yield Fact("Scholarships", "", fee.scholarship, reasons_for(programme, "fee.scholarship"))
    if fee.international:
        reasons = reasons_for(programme, "fee.international")
        yield Fact("Independent and international schools", "", fee.international, reasons)


def _pounds(pence: int) -> str:
    pounds, pennies = divmod(pence, 100)
    return f"£{pounds:,}.{pennies:02}" if pennies else f"£{pounds:,}"


_ASKED = {Gate.SITTING: "before you start the assessment", Gate.AWARD: "when your award is decided"}


def award_conditions(programme: Programme) -> Iterable[str]:
    """What a participant must do to be awarded the qualification."""
    yield from map(_requirement, programme.requirements) if programme.requirements else _engagement(programme)
    assessment = programme.assessment
    yield f"Pass the {assessment.form_printed or 'assessment'}, which you write within {assessment.days} days."


def _requirement(requirement: Requirement) -> str:
    times = [_ASKED[gate] for gate in Gate if gate in requirement.asked_at]
    return f"{requirement_in_words(requirement)}. We check this {formatting.listed(times)}."


def _engagement(programme: Programme) -> Iterable[str]:
    rule, base = programme.engagement, programme.base_minutes
    comparison = "more than" if rule.is_strict else "at least"
    least = formatting.duration(minutes_needed(of=base, rule=rule))
    expected = f" We expect {rule.expected}." if rule.expected else ""
    yield (
        f"Take part in {comparison} {formatting.share(rule.share)} of the {formatting.duration(base)}. "
        f"That’s {least} or more. We check this {_ASKED[rule.asked_at]}.{expected}"
    )


def window(programme: Programme) -> Iterable[Fact]:
    """The assessment window: when it opens and closes, and its conditions."""
    assessment = programme.assessment
    windows = formatting.listed([window.as_printed for window in assessment.windows])
    if windows:
        printed = contradiction_in(assessment.printed.get("windows"))
        yield Fact("Assessment windows", windows, "", _assumption(programme, "windows"), printed)
    for fields, label, value, text in _rows(assessment):
        yield Fact(
            label,
            value,
            text,
            " ".join(dict.fromkeys(filter(None, (_assumption(programme, field) for field in fields)))),
            " ".join(filter(None, (contradiction_in(assessment.printed.get(field)) for field in fields))),
            is_stated=all(field in assessment.model_fields_set for field in fields),
        )


def _rows(assessment: Assessment) -> Iterable[tuple[tuple[str, ...], str, str, str]]:
    """The fields that a row is about, its label, its value and a further sentence."""
    city = assessment.zone.rpartition("/")[2].replace("_", " ")
    feedback = " or ".join(
        {"fail": "a fail", "borderline": "a borderline result"}.get(result, result)
        for result in assessment.detailed_feedback
    )
    words = f"At least {formatting.number(assessment.case_min_words)} words to read"
    share = formatting.share((assessment.pass_numerator, assessment.pass_denominator))
    attempts = formatting.in_words(assessment.max_attempts).capitalize()
    yield ("days",), "Length", formatting.counted(assessment.days, "calendar day", "calendar days"), ""
    yield ("opens_time",), "Opens", f"{assessment.opens_time:%H:%M} on the first day", ""
    yield (
        ("closes_time", "zone"),
        "Closes",
        f"{assessment.closes_time:%H:%M} on the last day",
        f"{city} time.",
    )
    yield ("max_words",), "Word limit", f"{formatting.number(assessment.max_words)} words", ""
    yield ("case_min_words",), "Case study", words, ""
    yield ("open_book",), "Books and notes", "Allowed" if assessment.open_book else "Not allowed", ""
    yield ("pass_numerator", "pass_denominator"), "Pass mark", share, ""
    yield ("max_attempts",), "Attempts", attempts, ""
    yield ("detailed_feedback",), "Detailed feedback", f"After {feedback}" if feedback else "None", ""


def _assumption(programme: Programme, field: str) -> str:
    """Why a field of the assessment is assumed, or that no one has stated it."""
    assessment = programme.assessment
    reasons = reasons_for(programme, f"assessment.{field}") or reason_for(assessment.assumed.get(field))
    is_default = (
        field not in assessment.model_fields_set and not type(assessment).model_fields[field].is_required()
    )
    return reasons or (NOT_STATED if is_default and getattr(assessment, field) else "")
