"""Emails about applications and places.

An applicant’s address is not verified: someone else may have typed it. So no email to it repeats what they wrote.
"""

from __future__ import annotations

from waymark.kit.email_kinds import EmailKind

_COHORT = {"cohort": "Autumn 2026", "starts": "Monday 5 October 2026"}
_APPLICATION = {"cohort": "Autumn 2026", "reference": "K7F2-M9QX"}

RECEIVED = EmailKind(
    code="apply.received",
    title="Application received",
    audience="Applicants",
    sent="When they have submitted an application",
    subject="We have your application {reference}",
    text=(
        "Hello,\n\nWe have received your application for {cohort} ({programme}). Your reference is {reference}.\n\n"
        "The programme team will read it, and may contact the person who supports your application. "
        "We’ll email you our decision. You don’t need to do anything until then.\n\n"
        "You can check its progress, or withdraw it, here: {link}\n\n"
        "If you have a question, email {enquiries} and give your reference.\n\n{provider}\n"
    ),
    next_step="You don’t need to do anything until then",
    samples=_APPLICATION,
    required=frozenset({"link", "reference"}),
)
DRAFT = EmailKind(
    code="apply.draft",
    title="Continue an application",
    audience="Applicants",
    sent="When they save their answers to come back later",
    subject="Continue your application for {cohort}",
    text=(
        "Hello,\n\nUse this link to continue the application for {cohort} ({programme}) on any device:\n\n{link}\n\n"
        "It works for 30 days, and its page sends you a new one when it has expired. We delete answers that haven’t "
        "been submitted {kept} days after they were last saved.\n\n"
        "If you didn’t ask for this, ignore this email. If you have a question, email {enquiries}.\n\n{provider}\n"
    ),
    next_step="Use this link to continue the application",
    samples={**_COHORT, "kept": "60"},
    required=frozenset({"link", "kept"}),
)
SPONSOR_NOTICE = (
    "How we use your data: the applicant gave us your name and email address. We use them, and what you answer, to "
    "decide on the application, because we have a legitimate interest in knowing that a participant is supported. "
    "The applicant and our programme team see your answer. We keep it as long as the application. You can ask "
    "us for a copy, for a correction or for its removal, you can object, and you can complain to the Information "
    "Commissioner’s Office (ico.org.uk). Email {enquiries} about any of this, or if you don’t know why you were "
    "named."
)
"""What the law has us tell a sponsor (UK GDPR, article 14), in the first email that reaches them."""
SPONSOR = EmailKind(
    code="apply.sponsor",
    title="Sponsor asked",
    audience="Sponsors of applicants",
    sent="When someone has named them as their sponsor",
    subject="Someone who applies to {provider_short} has named you as their sponsor",
    text=(
        "Hello,\n\nSomeone has applied for {cohort} ({programme}) and has named you as the person who supports their "
        "application. Use this link to see who it is, to say whether you support them, and to agree time for their "
        "studies:\n\n{link}\n\nYou don’t need an account. You can correct your answer until we have decided.\n\n"
        "{privacy}\n\n{provider}\n"
    ),
    next_step="Use this link to see who it is",
    samples=_COHORT,
    fixed={"privacy": SPONSOR_NOTICE},
)
SPONSOR_REMINDER = EmailKind(
    code="apply.sponsor_reminder",
    title="Sponsor reminded",
    audience="Sponsors of applicants",
    sent="Once, 7 days after they were asked, if they haven’t answered",
    subject="Reminder: an application that names you as sponsor",
    text=(
        "Hello,\n\nA week ago we asked whether you support an application for {cohort} ({programme}). We haven’t had "
        "your answer yet. Use this link to see who it is and to answer:\n\n{link}\n\n"
        "We won’t remind you again. If you have a question, email {enquiries}.\n\n{privacy}\n\n{provider}\n"
    ),
    next_step="Use this link to see who it is and to answer",
    samples=_COHORT,
    fixed={"privacy": SPONSOR_NOTICE},
)
ENROLMENT_SPONSOR_NOTICE = (
    "How we use your data: the participant or their school gave us your name and email address. We use them, and what "
    "you answer, to know that a participant is supported and has time for their studies, because we have a legitimate "
    "interest in that. The participant and our programme team see your answer. We keep it as long as the record of "
    "their programme. You can ask us for a copy, for a correction or for its removal, you can object, and you can "
    "complain to the Information Commissioner’s Office (ico.org.uk). Email {enquiries} about any of this, or if you "
    "don’t know why you were named."
)
"""The same as `SPONSOR_NOTICE`, for the sponsor of someone who is enrolled already."""
ENROLMENT_SPONSOR = EmailKind(
    code="apply.enrolment_sponsor",
    title="Sponsor of a participant asked",
    audience="Sponsors of participants",
    sent="When a programme lead has entered them as someone’s sponsor, or asks them again",
    subject="A participant of {provider_short} has you as their sponsor",
    text=(
        "Hello,\n\nSomeone takes part in {cohort} ({programme}), and you are recorded as the person who supports them. "
        "Use this link to see who it is, to say whether you support them, and to agree time for their "
        "studies:\n\n{link}\n\nYou don’t need an account. You can correct your answer later.\n\n"
        "{privacy}\n\n{provider}\n"
    ),
    next_step="Use this link to see who it is",
    samples=_COHORT,
    fixed={"privacy": ENROLMENT_SPONSOR_NOTICE},
)
ENROLMENT_SPONSOR_REMINDER = EmailKind(
    code="apply.enrolment_sponsor_reminder",
    title="Sponsor of a participant reminded",
    audience="Sponsors of participants",
    sent="Once, 7 days after they were asked, if they haven’t answered",
    subject="Reminder: a participant has you as their sponsor",
    text=(
        "Hello,\n\nA week ago we asked whether you support someone who takes part in {cohort} ({programme}). We "
        "haven’t had your answer yet. Use this link to see who it is and to answer:\n\n{link}\n\n"
        "We won’t remind you again. If you have a question, email {enquiries}.\n\n{privacy}\n\n{provider}\n"
    ),
    next_step="Use this link to see who it is and to answer",
    samples=_COHORT,
    fixed={"privacy": ENROLMENT_SPONSOR_NOTICE},
)
STATUS = EmailKind(
    code="apply.status",
    title="New link to an application",
    audience="Applicants",
    sent="When their link has expired and they ask for a new one",
    subject="Your application {reference}",
    text=(
        "Hello,\n\nHere is a new link to your application for {cohort} ({programme}):\n\n{link}\n\n"
        "If you didn’t ask for it, ignore this email. If you have a question, email {enquiries}.\n\n{provider}\n"
    ),
    next_step="Here is a new link to your application",
    samples=_APPLICATION,
)
OFFERED = EmailKind(
    code="apply.offered",
    title="Place offered",
    audience="Applicants",
    sent="When the programme lead offers them a place",
    subject="We offer you a place in {cohort}",
    text=(
        "Hello,\n\nWe offer you a place in {cohort} ({programme}), which starts on {starts}. Accept or decline it "
        "by the end of {until}:\n\n{link}\n\nWe keep the place for you until then. Your reference is {reference}. "
        "If you have a question, email {enquiries}.\n\n{provider}\n"
    ),
    next_step="Accept or decline it by the end of {until}",
    samples={**_APPLICATION, **_COHORT, "until": "Friday 18 September 2026"},
    required=frozenset({"link", "until"}),
)
WAITING = EmailKind(
    code="apply.waiting",
    title="Put on the waiting list",
    audience="Applicants",
    sent="When the programme lead puts their application on the waiting list",
    subject="You’re on the waiting list for {cohort}",
    text=(
        "Hello,\n\n{cohort} ({programme}) has no free place at the moment. You’re on its waiting list, and we’ll "
        "email you if a place becomes free. You can see where you are on the list, or withdraw, here:\n\n{link}\n\n"
        "Your reference is {reference}. If you have a question, email {enquiries}.\n\n{provider}\n"
    ),
    next_step="email you if a place becomes free",
    samples=_APPLICATION,
)
REOPENED = EmailKind(
    code="apply.reopened",
    title="Decision taken back",
    audience="Applicants",
    sent="When the programme lead takes back a decision on their application",
    subject="Your application for {cohort} is open again",
    text=(
        "Hello,\n\nWe have taken back our decision on your application {reference} for {cohort} ({programme}), and "
        "will decide again. You don’t need to do anything. You can check its progress here:\n\n{link}\n\n"
        "If you have a question, email {enquiries}.\n\n{provider}\n"
    ),
    next_step="You don’t need to do anything",
    samples=_APPLICATION,
)
CORRECTED = EmailKind(
    code="apply.corrected",
    title="Answers corrected",
    audience="Applicants",
    sent="When they, or a member of staff, have corrected answers in their application",
    subject="Answers in your application {reference} have been corrected",
    text=(
        "Hello,\n\nAnswers in your application {reference} for {cohort} ({programme}) have been corrected. See what "
        "was changed, by whom and why, and correct it if it’s wrong:\n\n{link}\n\n"
        "If you have a question, email {enquiries}.\n\n{provider}\n"
    ),
    next_step="See what was changed",
    samples=_APPLICATION,
    required=frozenset({"link", "reference"}),
)
ADDRESS_CORRECTED = EmailKind(
    code="apply.address_corrected",
    title="Applicant’s address corrected",
    audience="The earlier address of an applicant",
    sent="When the email address of an application has been corrected",
    subject="Application {reference} has a new email address",
    text=(
        "Hello,\n\nThe email address of application {reference} for {cohort} ({programme}, {link}) has been corrected. "
        "We won’t email this address about it any more, and links we sent here no longer open it.\n\n"
        "If this is wrong, email {enquiries} and give the reference.\n\n{provider}\n"
    ),
    next_step="If this is wrong, email {enquiries}",
    samples=_APPLICATION,
    required=frozenset({"link", "reference", "enquiries"}),
)
ACCEPTED = EmailKind(
    code="apply.accepted",
    title="Application accepted",
    audience="Applicants",
    sent="When the programme lead has accepted their application",
    subject="Your place in {cohort}",
    text=(
        "Hello,\n\nWe have accepted your application {reference}. You have a place in {cohort} ({programme}), "
        "which starts on {starts}.\n\n"
        "If you don’t have an account with us yet, we’ll send you another email with a link to choose a password. "
        "If you do, sign in as usual: {link}\n\n"
        "If you have a question, email {enquiries}.\n\n{provider}\n"
    ),
    next_step="If you do, sign in as usual",
    samples={**_APPLICATION, **_COHORT},
    required=frozenset({"link", "starts"}),
)
REJECTED = EmailKind(
    code="apply.rejected",
    title="Application rejected",
    audience="Applicants",
    sent="When the programme lead has rejected their application, with the reason",
    subject="Your application for {cohort}",
    text=(
        "Hello,\n\nWe’re sorry that we cannot offer you a place in {cohort} ({programme}). {reason}\n\n"
        "If you think we have misread your application {reference}, email {enquiries}. "
        "About the programme: {link}\n\n{provider}\n"
    ),
    next_step="email {enquiries}",
    samples={
        **_APPLICATION,
        "reason": "The cohort is full.\n\nYou’re welcome to apply again for the next one.",
    },
    required=frozenset({"link", "reason", "enquiries"}),
)
ENROLLED = EmailKind(
    code="apply.enrolled",
    title="Enrolled from a file",
    audience="People who already have an account",
    sent="When they are enrolled from a file",
    subject="Your place in {cohort}",
    text=(
        "Dear {name},\n\nYou have been enrolled in {cohort} ({programme}), which starts on {starts}. "
        "Sign in as usual to see it: {link}\n\n"
        "If you did not expect this, email {enquiries}.\n\n{provider}\n"
    ),
    next_step="Sign in as usual to see it",
    samples={**_COHORT, "name": "Amina Yusuf"},
    required=frozenset({"link", "cohort"}),
)
ROLES_GIVEN = EmailKind(
    code="apply.roles_given",
    title="New role",
    audience="Staff who already have an account",
    sent="When a programme lead gives them a role",
    subject="Your work with {provider_short}",
    text=(
        "Dear {name},\n\n{by} has given you a role at {provider}: {roles}.\n\n"
        "Programme: {programme}. Sign in to see what there is to do: {link}\n"
    ),
    next_step="Sign in to see what there is to do",
    samples={"name": "Hugo Grey", "by": "Chioma Eze", "roles": "coach of Autumn 2026"},
    required=frozenset({"link", "roles"}),
)

KINDS = (
    DRAFT,
    RECEIVED,
    SPONSOR,
    SPONSOR_REMINDER,
    ENROLMENT_SPONSOR,
    ENROLMENT_SPONSOR_REMINDER,
    STATUS,
    OFFERED,
    WAITING,
    REOPENED,
    CORRECTED,
    ADDRESS_CORRECTED,
    ACCEPTED,
    REJECTED,
    ENROLLED,
    ROLES_GIVEN,
)
