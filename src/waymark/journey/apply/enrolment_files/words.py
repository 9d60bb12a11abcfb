"""The sentences of enrolment files: what is wrong with a row, what was corrected."""

from __future__ import annotations

from waymark.journey.apply.enrolment_files.rules import RowChange, RowRemark

COLUMN_NAMES = {
    "given_name": "given name",
    "family_name": "family name",
    "email": "email address",
    "school": "school",
    "trust": "trust",
    "trn": "TRN",
    "name": "name",
}

REMARKS = {
    "no_name": "The name is missing.",
    "no_email": "The email address is missing.",
    "not_email": "“{detail}” is not a complete email address.",
    "unreadable": "The {detail} has a character we could not read, shown as \ufffd.",
    "too_long": "The {detail} is too long. Check whether two cells have been joined.",
    "line_break": "The {detail} runs over several lines. Check for a missing quotation mark.",
    "open_quote": "This line has an opening quotation mark without a closing one.",
    "too_many_cells": (
        "This row has more cells than the heading row. Check whether a name contains a separator."
    ),
    "email_twice": "Line {detail} has the same email address with other details, so neither row will be enrolled.",
    "trn_twice": "Line {detail} has the same TRN, so neither row will be enrolled.",
    "said_twice": "This person is also in line {detail}. We’ll enrol them once.",
    "not_trn": "“{detail}” is not a TRN. A TRN has 7 digits.",
    "trn_of_someone_else": "This TRN belongs to someone else: {detail}.",
    "trn_of_another": "We know someone with this TRN under another address: {detail}. Check that it’s the same person.",
    "works_here": "This person works with this cohort or its papers, so they can’t also be a participant.",
    "trn_padded": "The TRN had lost its leading zeros. We read it as {detail}.",
    "trn_cleaned": "We read the TRN as {detail}.",
    "email_cleaned": "We read the email address as {detail}.",
    "invisible": "We removed characters from the {detail} that can’t be seen.",
    "name_split": "We divided the name like this: {detail}.",
    "one_name": "There is only one name. Check that this is the person’s whole name.",
    "looks_wrong": "The {detail} may have been misread. Check its letters.",
    "letter_lost": "A letter of the {detail} was lost and shows as a question mark. Enter the right letter.",
}
CHANGES = {
    "name": "Change the name from {before} to {after}",
    "email": "Change the email address from {before} to {after}. We’ll ask the new address to confirm it",
    "trn": "Change the TRN from {before} to {after}",
    "school": "Change the school from {before} to {after}",
}
ADDITIONS = {"trn": "Add the TRN {after}", "school": "Add the school {after}"}
ADDRESS_CHANGED = "address_changed"
LEFT_OUT = {
    ADDRESS_CHANGED: "Their email address has changed since the file was uploaded. Upload the file again.",
    "enrolled": "They were already enrolled.",
}
OTHER_ROLE = "They have a role that can’t be combined with taking part in this cohort."
FROM_FILE = "A file of people said so, and the change was accepted."
CHOOSE_READING = "Choose how the names should be read first. Go back to the file to see three of its rows"
READING_CHOSEN = "Someone has chosen how to read this file already. Open the newest file in the list"
READ_AS = {
    "double UTF-8": "UTF-8, after other software had misread it once",
    "UTF-8 and others": "UTF-8, with some lines in another encoding",
}


def sentence_of(remark: RowRemark) -> str:
    """What is written next to a row of an enrolment file."""
    return REMARKS[remark.code].format(detail=COLUMN_NAMES.get(remark.detail, remark.detail))


def left_out_sentence(code: str) -> str:
    """Why someone was not enrolled after the file was confirmed."""
    return LEFT_OUT.get(code, OTHER_ROLE)


def change_sentence(change: RowChange) -> str:
    """What is written next to the box with which a change is accepted."""
    known = CHANGES if change.before else ADDITIONS
    return known[change.field].format(before=change.before, after=change.after)


def reading_name(encoding: str) -> str:
    """How a file was read, as it is shown."""
    return READ_AS.get(encoding, encoding.replace(" taken for ", ", which other software had taken for "))
