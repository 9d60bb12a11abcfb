"""The sentences of subject access, erasure and retention."""

from __future__ import annotations

INTRODUCTION = (
    "This is a copy of the personal data that {provider} holds about you in Waymark. "
    "The same data for a computer is in your-data.json, and your files are in the folder “files”."
)
WITHHELD = (
    "Marks, markers’ comments and your outcome are left out while an outcome has not been released, whatever it is and "
    "whether or not there are any yet. The law lets us give them to you later (Data Protection Act 2018, Schedule 2, "
    "paragraph 25). If a result is still to come, they follow by {date}, or 40 days after results are announced if "
    "that is earlier."
)
OTHERS = (
    "Information about other people is left out. Where a record had some, it says so. Colleagues are described by "
    "their role and not by name."
)
FREE_TEXT = (
    "Other people may have written your name in their own words. We can’t find every such place automatically; ask us "
    "if you know of one."
)
RIGHTS = (
    "You can ask {provider} to correct this data, to erase it, to restrict how it is used or to give it to someone "
    "else, and you can object to its use. Write to {email}. You can complain to the Information Commissioner’s Office: "
    "ico.org.uk/make-a-complaint or 0303 123 1113."
)
SHARED = (
    "It comes from you, from the people who run your programme and from your school. It is shared with the people who "
    "run your programme, and with the Department for Education where your course is funded. Decisions about your award "
    "are made by people, not automatically."
)
REMOVED = "Information about other people was left out of this record."
NOTHING = "Nothing is held here."
UNKNOWN = "{provider} holds nothing about {email}. Check the address, or ask which address they used."
HELD = (
    "There is a legal hold on this person, so nothing may be removed. {by} put it on {on}: {reason} "
    "Lift the hold first, on the person’s page."
)
NOT_ONESELF = "You can’t erase yourself. Ask another programme lead."
NOT_RELEASED = (
    "An outcome was decided for this person and has not been released. Ask the board to release it first; "
    "then this person can be erased."
)
SECOND_LOOK = "A second person checks the copy before it is released. Ask another programme lead."
SECOND_PERSON = "A second person decides about an erasure. Ask another programme lead."
APPROVED = "Requested, and approved by a second person."
BEGAN = {
    "result": "The result was released",
    "withdrawal": "They withdrew",
    "left": "They left",
    "appeal": "The appeal was over",
    "event": "The last event was over",
    "own": "The record was made",
}
"""Why a period began, by `rules.StartReason`."""
