"""What this room can be asked to do: the actions of its subjects."""

from waymark.journey.apply.applications.actions import (
    ApplicationAnswers,
    CannotApply,
    CannotDecideApplication,
    accept_application,
    reject_application,
    submit_application,
)
from waymark.journey.apply.consents.actions import CannotSetConsent, set_consent
from waymark.journey.apply.contacts.actions import CannotSetContact, ContactDraft, set_contact
from waymark.journey.apply.corrections.actions import CannotCorrect, correct_answers, keep_changes
from waymark.journey.apply.enrolment_files.actions import (
    choose_reading,
    forget_uploaded_bytes,
    forget_uploads_of,
    upload_enrolment_file,
)
from waymark.journey.apply.enrolment_files.confirming import (
    CannotReadFile,
    enrol_from_file,
    enrol_next_part,
    enrol_waiting,
)
from waymark.journey.apply.selection.actions import (
    CannotReview,
    CannotSelect,
    accept_directly,
    answer_offer,
    mark_as_twice,
    offer_place,
    order_waiting_list,
    put_on_waiting_list,
    reopen_application,
    review_application,
    set_places,
    withdraw_application,
)
from waymark.journey.apply.selection.rules import Recommendation
from waymark.journey.apply.sponsors.actions import CannotEndorse, endorse

__all__ = [
    "ApplicationAnswers",
    "CannotApply",
    "CannotCorrect",
    "CannotDecideApplication",
    "CannotEndorse",
    "CannotReadFile",
    "CannotReview",
    "CannotSelect",
    "CannotSetConsent",
    "CannotSetContact",
    "ContactDraft",
    "Recommendation",
    "accept_application",
    "accept_directly",
    "answer_offer",
    "choose_reading",
    "correct_answers",
    "endorse",
    "enrol_from_file",
    "enrol_next_part",
    "enrol_waiting",
    "forget_uploaded_bytes",
    "forget_uploads_of",
    "keep_changes",
    "mark_as_twice",
    "offer_place",
    "order_waiting_list",
    "put_on_waiting_list",
    "reject_application",
    "reopen_application",
    "review_application",
    "set_consent",
    "set_contact",
    "set_places",
    "submit_application",
    "upload_enrolment_file",
    "withdraw_application",
]
