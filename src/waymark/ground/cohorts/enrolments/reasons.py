"""The DfE's reason codes, exactly as its API takes them, and the codes of what this room refuses."""

from __future__ import annotations

from enum import StrEnum


class DeferralReason(StrEnum):
    BEREAVEMENT = "bereavement"
    LONG_TERM_SICKNESS = "long-term-sickness"
    PARENTAL_LEAVE = "parental-leave"
    CAREER_BREAK = "career-break"
    OTHER = "other"


class WithdrawalReason(StrEnum):
    CAPACITY_FOR_PROGRAMME = "insufficient-capacity-to-undertake-programme"
    HEALTH_OR_PREGNANCY = "personal-reason-health-or-pregnancy-related"
    MOVING_SCHOOL = "personal-reason-moving-school"
    PERSONAL_OTHER = "personal-reason-other"
    CAPACITY = "insufficient-capacity"
    PRIORITIES = "change-in-developmental-or-personal-priorities"
    SCHOOL_CIRCUMSTANCES = "change-in-school-circumstances"
    SCHOOL_LEADERSHIP = "change-in-school-leadership"
    STRUCTURE = "quality-of-programme-structure-not-suitable."
    """The DfE's code ends in a full stop."""
    CONTENT = "quality-of-programme-content-not-suitable"
    FACILITATION = "quality-of-programme-facilitation-not-effective"
    ACCESSIBILITY = "quality-of-programme-accessibility"
    QUALITY_OTHER = "quality-of-programme-other"
    NOT_APPROPRIATE = "programme-not-appropriate-for-role-and-cpd-needs"
    STARTED_IN_ERROR = "started-in-error"
    EXPECTED_COMMITMENT = "expected-commitment-unclear"
    ASSESSMENT_REQUIREMENTS = "assessment-requirements-not-met"
    CAREER = "change-in-career"
    DISENGAGED = "disengaged-and-unresponsive"
    NON_PAYMENT = "non-payment-of-invoice"
    OTHER = "other"


class EnrolmentReason(StrEnum):
    """Why a change to an enrolment is refused."""

    NOT_ACTIVE = "not_active"
    DEFERRED = "deferred"
    WITHDRAWN = "withdrawn"
    IS_ACTIVE = "is_active"
    MOVED = "moved"
    ASSESSMENT_DEFERRED = "assessment_deferred"
    REQUESTED = "requested"
    DECIDED = "decided"
    OWN_REQUEST = "own_request"
    OWN_ENROLMENT = "own_enrolment"
    RETURN_NOT_LATER = "expected_return_on"
    REVIEW_NOT_BETWEEN = "review_on"
    IN_THE_FUTURE = "effective_on"
    OTHER_PROGRAMME = "other_programme"
    SAME_COHORT = "same_cohort"
    ENROLLED_THERE = "enrolled_there"
    ANOTHER_DAY = "another_day"
    SOMETHING_SINCE = "something_since"
    UNDONE = "undone"
    AWARDED = "awarded"
    PLANNED = "planned"
    NOT_HERE_TO_MOVE = "not_here_to_move"
    BEFORE_JOINING = "before_joining"
    RETURN_IN_THE_PAST = "return_in_the_past"
    REVIEW_IN_THE_PAST = "review_in_the_past"
    BEFORE_DECLARATION = "before_declaration"


class DeclarationType(StrEnum):
    """In the DfE’s order and spelling."""

    STARTED = "started"
    RETAINED_1 = "retained-1"
    RETAINED_2 = "retained-2"
    COMPLETED = "completed"


class DeclarationReason(StrEnum):
    """Why a declaration can’t be recorded or voided; the first four are errors of a field."""

    DECLARED_ALREADY = "kind"
    EARLIER_FIRST = "earlier_first"
    IN_THE_FUTURE = "declared_on"
    BEFORE_JOINING = "before_joining"
    OUT_OF_ORDER = "out_of_order"
    AFTER_WITHDRAWAL = "after_withdrawal"
    VOIDED = "voided"
    LATER_STANDS = "later_stands"
