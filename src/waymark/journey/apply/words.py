"""The sentence for each reason code of this room."""

from __future__ import annotations

from waymark.journey.apply.rules import Remark

REJECTION = {
    "not_eligible": "Your application does not yet show that you do the work this programme is for, or are about to.",
    "no_endorsement": "Your employer has not supported the application.",
    "cohort_full": "Every place in this cohort is taken.",
    "incomplete": "We could not decide with what the application says, and did not receive more in time.",
    "another_programme": "Another qualification fits your present role better.",
}
"""What a rejected applicant is told, by reason code."""

REJECTION_CHOICES = [
    ("not_eligible", "Not in the work the programme is for, and not about to be"),
    ("no_endorsement", "Not supported by the employer"),
    ("cohort_full", "The cohort is full"),
    ("incomplete", "Not enough to decide on"),
    ("another_programme", "Another programme fits better"),
]

COLUMN = {
    "given_name": "given name",
    "family_name": "family name",
    "email": "e-mail address",
    "school": "school",
}

ROW = {
    "no_given_name": "There is no given name.",
    "no_family_name": "There is no family name.",
    "no_email": "There is no e-mail address.",
    "not_email": "“{of}” is not a whole e-mail address.",
    "unreadable": "The {of} has a character that cannot be read, shown as \ufffd.",
    "too_long": "The {of} is too long; perhaps cells have run together.",
    "line_break": "The {of} runs over several lines; perhaps a quotation mark is missing.",
    "open_quote": "A quotation mark has no partner on this line.",
    "too_many_cells": "There are more cells than headings; perhaps a separator stands inside a name.",
    "email_twice": "The same e-mail address stands on line {of}; neither row is taken.",
    "trn_twice": "The same TRN stands on line {of}; neither row is taken.",
    "not_trn": "“{of}” is not a TRN: a TRN has 7 digits.",
    "trn_of_another": "This TRN belongs to a person with another e-mail address.",
    "works_here": "This person works with the cohort, and so cannot take part in it.",
    "trn_padded": "The TRN had lost its leading zeros; read as {of}.",
    "trn_cleaned": "The TRN was read as {of}.",
    "known": "Known here as {of}; that name stays.",
    "known_trn": "Known here with {of}; that stays.",
}


def of_row(remark: Remark) -> str:
    """What is said beside a row of an enrolment file."""
    of = COLUMN.get(remark.of, remark.of)
    if remark.code == "known_trn":
        of = f"TRN {of}" if of else "no TRN"
    return ROW[remark.code].format(of=of)


DECIDED = "This application was decided already: {outcome} on {on}. A decision is made once."
NOT_OPEN = "Applications for this cohort have closed; it has started."
NO_REASON = "Choose a reason."
TAKES_PART = "{name} takes part in this cohort and cannot work with it as well."


def received_letter(
    *, name: str, cohort: str, programme: str, reference: str, provider: str, enquiries: str
) -> str:
    """To an applicant, when the application has arrived."""
    return (
        f"Dear {name},\n\nWe have your application for {programme}, cohort {cohort}. "
        f"Its reference is {reference}.\n\n"
        f"The programme team reads it, may ask the person who endorses you, and writes to you here with its decision. "
        f"You need do nothing until then.\n\n"
        f"Questions: {enquiries}. Please give the reference.\n\n{provider}\n"
    )


def accepted_letter(
    *, name: str, cohort: str, starts: str, reference: str, provider: str, enquiries: str
) -> str:
    return (
        f"Dear {name},\n\nYour application {reference} is accepted: you have a place in {cohort}, "
        f"which starts on {starts}.\n\n"
        f"A second letter brings the link with which you choose a password, unless you have an account here already; "
        f"then sign in as usual.\n\nQuestions: {enquiries}.\n\n{provider}\n"
    )


def rejected_letter(
    *, name: str, cohort: str, reference: str, reason: str, note: str, provider: str, enquiries: str
) -> str:
    more = f"{note}\n\n" if note else ""
    return (
        f"Dear {name},\n\nWe cannot offer you a place in {cohort}. {REJECTION[reason]}\n\n{more}"
        f"If you think that we have misread your application {reference}, write to {enquiries}.\n\n{provider}\n"
    )


def enrolled_letter(*, name: str, cohort: str, starts: str, provider: str, enquiries: str) -> str:
    """To a person who is enrolled from a file and has an account already."""
    return (
        f"Dear {name},\n\nYou have been enrolled in {cohort}, which starts on {starts}. "
        f"Sign in as usual; it is there.\n\nIf you did not expect this, write to {enquiries}.\n\n{provider}\n"
    )
