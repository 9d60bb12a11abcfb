"""The sentences of enrolment files: what is wrong with a row, what was corrected."""

from __future__ import annotations

from waymark.journey.apply.enrolment_files.rules import RowRemark

COLUMN_NAMES = {
    "given_name": "given name",
    "family_name": "family name",
    "email": "email address",
    "school": "school",
}

REMARKS = {
    "no_given_name": "The given name is missing.",
    "no_family_name": "The family name is missing.",
    "no_email": "The email address is missing.",
    "not_email": "“{detail}” is not a complete email address.",
    "unreadable": "The {detail} has a character we could not read, shown as \ufffd.",
    "too_long": "The {detail} is too long. Check whether two cells have been joined.",
    "line_break": "The {detail} runs over several lines. Check for a missing quotation mark.",
    "open_quote": "This line has an opening quotation mark without a closing one.",
    "too_many_cells": (
        "This row has more cells than the heading row. Check whether a name contains a separator."
    ),
    "email_twice": "Line {detail} has the same email address, so neither row will be enrolled.",
    "trn_twice": "Line {detail} has the same TRN, so neither row will be enrolled.",
    "not_trn": "“{detail}” is not a TRN. A TRN has 7 digits.",
    "trn_of_another": "This TRN belongs to a person with a different email address.",
    "works_here": "This person works with this cohort or its papers, so they can’t also be a participant.",
    "trn_padded": "The TRN had lost its leading zeros. We read it as {detail}.",
    "trn_cleaned": "We read the TRN as {detail}.",
    "known": "We already know this person as {detail}, and will keep that name.",
    "known_trn": "We already have {detail} for this person, and will keep that.",
}


def sentence_of(remark: RowRemark) -> str:
    """What is written next to a row of an enrolment file."""
    detail = COLUMN_NAMES.get(remark.detail, remark.detail)
    if remark.code == "known_trn":
        detail = f"TRN {detail}" if detail else "no TRN"
    return REMARKS[remark.code].format(detail=detail)
