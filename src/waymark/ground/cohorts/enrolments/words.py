"""The sentences of this subject: DfE's reasons, what is refused, and what a participant is told."""

from __future__ import annotations

from waymark.ground.cohorts.enrolments.reasons import (
    DeclarationReason,
    DeclarationType,
    DeferralReason,
    EnrolmentReason,
    WithdrawalReason,
)
from waymark.ground.cohorts.enrolments.rules import EnrolmentStatus

DEFERRAL_REASONS = {
    DeferralReason.BEREAVEMENT: "Bereavement",
    DeferralReason.LONG_TERM_SICKNESS: "Long-term sickness",
    DeferralReason.PARENTAL_LEAVE: "Parental leave",
    DeferralReason.CAREER_BREAK: "Career break",
    DeferralReason.OTHER: "Other",
}
WITHDRAWAL_REASONS = {
    WithdrawalReason.CAPACITY_FOR_PROGRAMME: "Not enough capacity to undertake the programme",
    WithdrawalReason.HEALTH_OR_PREGNANCY: "Personal: health or pregnancy",
    WithdrawalReason.MOVING_SCHOOL: "Personal: moving school",
    WithdrawalReason.PERSONAL_OTHER: "Personal: other",
    WithdrawalReason.CAPACITY: "Not enough capacity",
    WithdrawalReason.PRIORITIES: "Change in developmental or personal priorities",
    WithdrawalReason.SCHOOL_CIRCUMSTANCES: "Change in school circumstances",
    WithdrawalReason.SCHOOL_LEADERSHIP: "Change in school leadership",
    WithdrawalReason.STRUCTURE: "Quality of the programme: structure not suitable",
    WithdrawalReason.CONTENT: "Quality of the programme: content not suitable",
    WithdrawalReason.FACILITATION: "Quality of the programme: facilitation not effective",
    WithdrawalReason.ACCESSIBILITY: "Quality of the programme: accessibility",
    WithdrawalReason.QUALITY_OTHER: "Quality of the programme: other",
    WithdrawalReason.NOT_APPROPRIATE: "Programme not appropriate for role and development needs",
    WithdrawalReason.STARTED_IN_ERROR: "Started in error",
    WithdrawalReason.EXPECTED_COMMITMENT: "Expected commitment unclear",
    WithdrawalReason.ASSESSMENT_REQUIREMENTS: "Assessment requirements not met",
    WithdrawalReason.CAREER: "Change in career",
    WithdrawalReason.DISENGAGED: "Disengaged and unresponsive",
    WithdrawalReason.NON_PAYMENT: "Non-payment of invoice",
    WithdrawalReason.OTHER: "Other",
}
SENTENCES = {
    EnrolmentReason.NOT_ACTIVE: "{name} isn’t on the programme at the moment.",
    EnrolmentReason.DEFERRED: "{name} is deferred already.",
    EnrolmentReason.WITHDRAWN: "{name} has withdrawn.",
    EnrolmentReason.IS_ACTIVE: "{name} is on the programme already.",
    EnrolmentReason.MOVED: "This enrolment carries on in another cohort. Make the change there.",
    EnrolmentReason.ASSESSMENT_DEFERRED: "{name}’s assessment is deferred already.",
    EnrolmentReason.REQUESTED: "A deferral has been asked for and awaits a decision.",
    EnrolmentReason.DECIDED: "This request has been decided already.",
    EnrolmentReason.OWN_REQUEST: "You asked for this deferral, so someone else must decide it.",
    EnrolmentReason.OWN_ENROLMENT: "This deferral is about you, so someone else must decide it.",
    EnrolmentReason.RETURN_NOT_LATER: "Expected return must be after the first day of the deferral",
    EnrolmentReason.REVIEW_NOT_BETWEEN: (
        "Review date must be after the first day of the deferral, and not after the expected return"
    ),
    EnrolmentReason.IN_THE_FUTURE: "Effective date must be today or in the past",
    EnrolmentReason.OTHER_PROGRAMME: "Select a cohort of the same programme",
    EnrolmentReason.SAME_COHORT: "Select another cohort",
    EnrolmentReason.ENROLLED_THERE: "{name} is enrolled in that cohort already.",
    EnrolmentReason.ANOTHER_DAY: "This can only be undone on the day it was done. Record a new change instead.",
    EnrolmentReason.SOMETHING_SINCE: (
        "Something else has been done on this enrolment since. Record a new change instead."
    ),
    EnrolmentReason.UNDONE: "This has been undone already.",
    EnrolmentReason.AWARDED: (
        "{name} was awarded on {awarded}, so they can’t be deferred, withdrawn or moved. "
        "If the award itself is wrong, ask the board."
    ),
    EnrolmentReason.PLANNED: (
        "A deferral of {name} from {planned} has already been agreed. To change it, cancel it first."
    ),
    EnrolmentReason.NOT_HERE_TO_MOVE: (
        "{name} isn’t on the programme at the moment. Record their return to the other cohort instead."
    ),
    EnrolmentReason.BEFORE_JOINING: "Enter a date that is {joined} or later: before that, they hadn’t joined",
    EnrolmentReason.RETURN_IN_THE_PAST: "Expected return must be after today",
    EnrolmentReason.REVIEW_IN_THE_PAST: "Review date must be today or later",
    EnrolmentReason.BEFORE_DECLARATION: (
        "Effective date must be {declared} or later: a declaration to the DfE has that date. "
        "If it is wrong, void it first."
    ),
    DeclarationReason.DECLARED_ALREADY: (
        "This declaration is already recorded, with another date. Void that one first."
    ),
    DeclarationReason.EARLIER_FIRST: "Record the started declaration first",
    DeclarationReason.IN_THE_FUTURE: "Declaration date must be today or in the past",
    DeclarationReason.BEFORE_JOINING: "Enter a date that is {joined} or later: before that, they hadn’t joined",
    DeclarationReason.OUT_OF_ORDER: (
        "Declarations must be in this order: started, retained 1, retained 2, completed. Check the date."
    ),
    DeclarationReason.AFTER_WITHDRAWAL: (
        "{name}’s withdrawal took effect on {withdrawn}. The DfE doesn’t accept a declaration with a later date."
    ),
    DeclarationReason.VOIDED: "This declaration has been voided already.",
    DeclarationReason.LATER_STANDS: "Void the later declarations first.",
}
PARTNER_SET = "You’ve recorded the delivery partner. {seeing} at {partner} can see attendance and hours."
DECLARATIONS = {
    DeclarationType.STARTED: "Started",
    DeclarationType.RETAINED_1: "Retained 1",
    DeclarationType.RETAINED_2: "Retained 2",
    DeclarationType.COMPLETED: "Completed",
}
NO_DECLARATION = {
    "deferral": (
        "The DfE can only defer someone it has a declaration for, and none is recorded for {name}. Make the started "
        "declaration before you tell the DfE about the deferral, or tell it about a withdrawal instead."
    ),
    "withdrawal": (
        "The DfE can only withdraw someone it has a started declaration for, and none is recorded for {name}. "
        "Make it before you tell the DfE. If they never started, reject their application with the DfE instead."
    ),
}
"""By the kind of the change: which declaration the DfE wants first."""
KIND_OF_STATUS = {EnrolmentStatus.DEFERRED: "deferral", EnrolmentStatus.WITHDRAWN: "withdrawal"}
TELL_THE_DFE_TODAY = "The DfE dates a withdrawal from the day you tell it, so tell it today."
STATUS = {
    EnrolmentStatus.ACTIVE: "On the programme",
    EnrolmentStatus.DEFERRED: "Deferred",
    EnrolmentStatus.WITHDRAWN: "Withdrawn",
    EnrolmentStatus.CONTINUED: "Continues in a later cohort",
    EnrolmentStatus.TRANSFERRED: "Moved",
    EnrolmentStatus.CANCELLED: "Cancelled",
}

TO_PARTICIPANT = {
    EnrolmentStatus.DEFERRED: (
        "You have deferred this programme",
        "Everything you have done is kept. You don’t need to do anything until you return.",
    ),
    EnrolmentStatus.WITHDRAWN: (
        "You have withdrawn from this programme",
        "Everything you have done is kept. If you want to come back, ask your programme team.",
    ),
    EnrolmentStatus.CONTINUED: (
        "You carry on in a later cohort",
        "Everything you have done here is kept.",
    ),
    EnrolmentStatus.TRANSFERRED: (
        "You have moved",
        "Everything you have done here is kept.",
    ),
    EnrolmentStatus.CANCELLED: (
        "This enrolment was cancelled",
        "If you didn’t expect this, ask your programme team.",
    ),
}
EMAILS = {
    "deferral": (
        "Your deferral is agreed",
        "Your deferral of {programme} ({cohort}) is agreed, from {effective}. We expect you back on {back}, and "
        "we’ll look at it together by {review}. You don’t need to do anything until then.",
    ),
    "assessment_deferral": (
        "The deferral of your assessment is agreed",
        "Your assessment in {programme} ({cohort}) is deferred from {effective}. You stay on the programme. We expect "
        "you to take the assessment after {back}, and your programme team will tell you in which window.",
    ),
    "return": ("Welcome back", "You’re back on {programme} ({cohort}) from {effective}."),
    "assessment_return": (
        "You can take your assessment again",
        "The deferral of your assessment in {programme} ({cohort}) has ended. Your programme team sets the window.",
    ),
    "withdrawal": (
        "You have been withdrawn from the programme",
        "You have been withdrawn from {programme} ({cohort}) from {effective}. What you have done is kept.",
    ),
    "continued": (
        "Welcome back",
        "You’re back on {programme}, now in {there}. Sign in to see your new dates.",
    ),
    "transfer": (
        "You have moved to another cohort",
        "You’re now in {there} ({programme}). Sign in to see your dates.",
    ),
    "moved_away": (
        "You have moved to another lead provider",
        "You have moved from {programme} ({cohort}) to {elsewhere} from {effective}. What you have done here is kept.",
    ),
}
"""By the kind of the change: subject and first paragraph."""
UNDONE_SUBJECT = "A change to your enrolment was undone"
UNDONE_TEXT = (
    "The last change to your enrolment in {programme} ({cohort}) was undone. It is as it was before."
)
