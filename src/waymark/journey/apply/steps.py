"""The questions of an application, one page each, and the answers a visitor's session keeps meanwhile."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from typing import Any

from waymark.journey.apply import forms
from waymark.journey.apply.actions import Answers
from waymark.kit import forms as kit

CHECK = "check"


@dataclass(frozen=True)
class Step:
    """One page: its place in the address, its form, and its heading where the form has no single question."""

    slug: str
    form: type[kit.Form]
    key: str
    heading: str = ""
    hint: str = ""


STEPS = (
    Step("name", forms.NameForm, "Name", "What is your name?", "As it should stand on your award."),
    Step("email", forms.EmailForm, "E-mail"),
    Step("trn", forms.TrnForm, "Teacher reference number"),
    Step("job", forms.JobForm, "Job"),
    Step("organisation", forms.OrganisationForm, "School or trust"),
    Step(
        "sponsor", forms.SponsorForm, "Endorsed by", "Who endorses your application?",
        "Your line manager, or the chair of your board. We may ask them before we decide.",
    ),
    Step("reason", forms.ReasonForm, "Why now"),
)  # fmt: skip


def find_step(slug: str) -> Step | None:
    return next((step for step in STEPS if step.slug == slug), None)


def number_of(step: Step) -> int:
    return STEPS.index(step) + 1


def after(step: Step) -> str:
    """The slug of the next page; the last question leads to the check."""
    place = number_of(step)
    return STEPS[place].slug if place < len(STEPS) else CHECK


def before(slug: str) -> str | None:
    """The slug of the page before, None before the first."""
    slugs = [*(step.slug for step in STEPS), CHECK]
    place = slugs.index(slug)
    return slugs[place - 1] if place else None


class Draft:
    """The answers of one visitor to one cohort's questions, in the session until they are sent."""

    def __init__(self, session: Any, cohort_id: int) -> None:
        self._session = session
        self._key = f"application:{cohort_id}"
        kept = session.get(self._key) or {}
        self.answers: dict[str, str] = kept.get("answers", {})
        self.once: str = kept.get("once") or secrets.token_hex(16)
        self.sent: str = kept.get("sent", "")

    def keep(self, answers: dict[str, Any]) -> None:
        """Keep the answers of one page. After one was sent, a further application is another sending."""
        if self.sent:
            self.once, self.sent = secrets.token_hex(16), ""
        self.answers |= {name: str(value) for name, value in answers.items()}
        self._session[self._key] = {"answers": self.answers, "once": self.once}

    def mark_sent(self, reference: str) -> None:
        """Forget the answers; remember only which application was made of them."""
        self.answers, self.sent = {}, reference
        self._session[self._key] = {"sent": reference, "once": self.once}

    def first_unanswered(self) -> Step | None:
        """The first page whose answers are missing or no longer good."""
        return next((step for step in STEPS if not step.form(self.answers).is_valid()), None)

    def answers_given(self) -> Answers:
        return Answers(**{name: self.answers.get(name, "") for name in Answers.__dataclass_fields__})
