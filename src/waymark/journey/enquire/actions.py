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
from waymark.journey.enquire.scholarships.actions import (
    CannotReadList,
    CannotRefer,
    refer,
    set_cohort_funding,
    upload_settings_list,
    use_settings_list,
)

__all__ = [
    "CannotChangeEnquiry",
    "CannotEnquire",
    "CannotReadList",
    "CannotRefer",
    "CannotSaveAnswer",
    "answer_enquiry",
    "close_enquiry",
    "hand_over_enquiry",
    "note_on_enquiry",
    "refer",
    "remove_saved_answer",
    "reopen_enquiry",
    "save_answer",
    "send_enquiry",
    "set_cohort_funding",
    "upload_settings_list",
    "use_settings_list",
]
