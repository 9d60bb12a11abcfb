"""What this room can be asked to do: the actions of its subjects."""

from waymark.journey.enquire.enquiries.actions import (
    CannotChangeEnquiry,
    CannotEnquire,
    CannotSaveAnswer,
    answer_enquiry,
    close_enquiry,
    hand_over_enquiry,
    note_on_enquiry,
    remove_saved_answer,
    reopen_enquiry,
    save_answer,
    send_enquiry,
)

__all__ = [
    "CannotChangeEnquiry",
    "CannotEnquire",
    "CannotSaveAnswer",
    "answer_enquiry",
    "close_enquiry",
    "hand_over_enquiry",
    "note_on_enquiry",
    "remove_saved_answer",
    "reopen_enquiry",
    "save_answer",
    "send_enquiry",
]
