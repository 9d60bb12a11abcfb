"""The questions of an application, one page each, and the answers kept in the visitor's session meanwhile."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from typing import Any

from waymark.journey.apply.applications import forms
from waymark.journey.apply.applications.actions import ApplicationAnswers
from waymark.kit import forms as kit

CHECK = "check"


@dataclass(frozen=True)
class ApplicationStep:
    """One page: its slug in the address, its form, and a heading if the form asks more than one question."""

    slug: str
    form: type[kit.Form]
    key: str
    heading: str = ""
    hint: str = ""


STEPS = (
    ApplicationStep(
        "name", forms.NameForm, "Name", "What is your name?", "Enter it as it should appear on your award."
    ),
    ApplicationStep("email", forms.EmailForm, "Email address"),
    ApplicationStep("trn", forms.TrnForm, "Teacher reference number"),
    ApplicationStep("job", forms.JobForm, "Job"),
    ApplicationStep("organisation", forms.OrganisationForm, "School or trust"),
    ApplicationStep(
        "sponsor", forms.SponsorForm, "Supported by", "Who supports your application?",
        "This is usually your line manager or the chair of your board. We may contact them before we decide.",
    ),
    ApplicationStep("reason", forms.ReasonForm, "Why you are applying now"),
)  # fmt: skip


def find_step(slug: str) -> ApplicationStep | None:
    return next((step for step in STEPS if step.slug == slug), None)


def number_of(step: ApplicationStep) -> int:
    return STEPS.index(step) + 1


def slug_after(step: ApplicationStep) -> str:
    """The slug of the next page; after the last question comes the check."""
    number = number_of(step)
    return STEPS[number].slug if number < len(STEPS) else CHECK


def slug_before(slug: str) -> str | None:
    """The slug of the previous page; None on the first."""
    slugs = [*(step.slug for step in STEPS), CHECK]
    position = slugs.index(slug)
    return slugs[position - 1] if position else None


class ApplicationDraft:
    """One visitor's answers to the questions of one cohort, in the session until they are submitted."""

    def __init__(self, session: Any, cohort_id: int) -> None:
        self._session = session
        self._key = f"application:{cohort_id}"
        stored = session.get(self._key) or {}
        self.answers: dict[str, str] = stored.get("answers", {})
        self.idempotency_key: str = stored.get("once") or secrets.token_hex(16)
        self.reference: str = stored.get("sent", "")
        """Of the application that was submitted; empty before."""

    def save(self, answers: dict[str, Any]) -> None:
        """Save the answers of one page. After one application was submitted, this begins another."""
        if self.reference:
            self.idempotency_key, self.reference = secrets.token_hex(16), ""
        self.answers |= {name: str(value) for name, value in answers.items()}
        self._session[self._key] = {"answers": self.answers, "once": self.idempotency_key}

    def mark_submitted(self, reference: str) -> None:
        """Forget the answers; remember only the reference of the application."""
        self.answers, self.reference = {}, reference
        self._session[self._key] = {"sent": reference, "once": self.idempotency_key}

    def first_unanswered(self) -> ApplicationStep | None:
        """The first page whose answers are missing or no longer valid."""
        return next((step for step in STEPS if not step.form(self.answers).is_valid()), None)

    def to_answers(self) -> ApplicationAnswers:
        names = ApplicationAnswers.__dataclass_fields__
        return ApplicationAnswers(**{name: self.answers.get(name, "") for name in names})
