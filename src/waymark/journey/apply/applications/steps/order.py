"""The questions of an application: a class for each page, in the order in which they are asked.

| Module      | Asks                                                        |
|-------------|-------------------------------------------------------------|
| `order`     | which page comes after which                                |
| `base`      | what every page answers about itself                        |
| `names`     | the name, and how the statement of result will print it     |
| `contact`   | the email address, the TRN and what was read of it          |
| `work`      | role, whether a headteacher, workplace, experience          |
| `support`   | the sponsor, by rule; a mentor, if the programme has mentors |
| `place`     | funding, access needs, why now, consents                    |
"""

from waymark.journey.apply.applications.steps.base import CHECK, Answering, ConfirmationStep, Step
from waymark.journey.apply.applications.steps.contact import EmailStep, TrnCheckStep, TrnStep
from waymark.journey.apply.applications.steps.names import NameStep, PrintedNameStep
from waymark.journey.apply.applications.steps.place import (
    AccessStep,
    ConsentStep,
    FundingStep,
    ReasonStep,
)
from waymark.journey.apply.applications.steps.support import MentorStep, SponsorStep
from waymark.journey.apply.applications.steps.work import (
    ExperienceStep,
    HeadteacherStep,
    OrganisationStep,
    RoleStep,
    SchoolStep,
    WorkplaceStep,
)

STEPS: tuple[Step, ...] = (
    NameStep(),
    PrintedNameStep(),
    EmailStep(),
    TrnStep(),
    TrnCheckStep(),
    RoleStep(),
    HeadteacherStep(),
    WorkplaceStep(),
    SchoolStep(),
    OrganisationStep(),
    ExperienceStep(),
    SponsorStep(),
    MentorStep(),
    FundingStep(),
    AccessStep(),
    ReasonStep(),
    ConsentStep(),
)


def find_step(slug: str) -> Step | None:
    return next((step for step in STEPS if step.slug == slug), None)


def list_steps(answering: Answering) -> list[Step]:
    """The pages that these answers lead through."""
    return [step for step in STEPS if step.applies(answering)]


def first_unanswered(answering: Answering) -> Step | None:
    """The first page whose answers are missing or no longer valid."""
    return next((step for step in list_steps(answering) if not step.is_answered(answering)), None)


def place_of(step: Step, answering: Answering) -> tuple[int, int]:
    """The number of its question, and how many there are, as far as the answers so far tell."""
    questions = [
        other for other in STEPS if other.applies(answering) and not isinstance(other, ConfirmationStep)
    ]
    before = STEPS[: STEPS.index(step) + 1]
    return max(1, sum(other in before for other in questions)), len(questions)


def slug_after(step: Step, answering: Answering) -> str:
    """The slug of the next page; after the last question comes the check."""
    later = STEPS[STEPS.index(step) + 1 :]
    return next((other.slug for other in later if other.applies(answering)), CHECK)


def slug_before(slug: str, answering: Answering) -> str | None:
    """The slug of the previous page; None on the first."""
    slugs = [step.slug for step in STEPS if step.applies(answering) or step.slug == slug] + [CHECK]
    position = slugs.index(slug)
    return slugs[position - 1] if position else None
