"""An application as the lead reads it, line by line. Reviewers read it without the TRN and without access needs."""

from __future__ import annotations

from waymark.journey.apply.applications import words
from waymark.journey.apply.applications.models import Application
from waymark.journey.apply.applications.rules import FundingChoice, HeadteacherStatus, Workplace
from waymark.kit.clock import local_day
from waymark.kit.formatting import date_span, listed, long_date


def summary_of(application: Application, *, for_reviewer: bool = False) -> list[dict[str, object]]:
    """Only answers that were given, but for the TRN."""
    rows = [
        _row("Email address", application.email),
        *(() if for_reviewer else (_trn(application),)),
        _row("Role", application.job, words.ROLES.get(application.role, "")),
        _row("Headteacher", _headteacher(application)),
        _row("School or trust", application.organisation, _place(application)),
        _row(
            "Years in schools",
            "" if application.experience_years is None else str(application.experience_years),
        ),
        _row("Sponsor", application.sponsor_name, _sponsor(application)),
        _row("Mentor or line manager", application.mentor_name, _mentor(application)),
        _row("Who pays without a scholarship", _funding(application)),
        _row("Purchase order", application.order_name, application.order_email),
        *(() if for_reviewer else _access_needs(application)),
        {"key": "Why they are applying now", "value": application.reason, "said": True},
        _row("Agreed to", _consents(application)),
        _row("No longer agreed to", _withdrawn(application)),
    ]
    return [row for row in rows if row["value"] or row.get("note")]


def _row(key: str, value: str, note: str = "") -> dict[str, object]:
    return {"key": key, "value": value, "note": note if note != value else ""}


def _trn(application: Application) -> dict[str, object]:
    return _row("TRN", application.trn or words.TRN_ANSWERS.get(application.trn_answer, "Not provided"))


def _headteacher(application: Application) -> str:
    status = application.headteacher_status
    return words.HEADTEACHER_STATUSES[HeadteacherStatus(status)] if status else ""


def _place(application: Application) -> str:
    if application.urn:
        return f"URN {application.urn}"
    return words.WORKPLACES[Workplace(application.workplace)] if application.workplace else ""


def _sponsor(application: Application) -> str:
    role = words.SPONSOR_ROLES.get(application.sponsor_role, "")
    return ", ".join(filter(None, (role, application.sponsor_email)))


def _mentor(application: Application) -> str:
    first, last = application.mentor_from, application.mentor_until
    if first and last:
        days = date_span(first, last)
    else:
        days = (
            f"from {date_span(first, first)}" if first else f"until {date_span(last, last)}" if last else ""
        )
    return ", ".join(filter(None, (application.mentor_email, days)))


def _funding(application: Application) -> str:
    choice = application.funding_choice
    return words.FUNDING_CHOICES_OF_APPLICANT[FundingChoice(choice)] if choice else ""


def _access_needs(application: Application) -> list[dict[str, object]]:
    needs = application.access_needs
    if needs is None:
        return []
    return [
        {
            "key": "Access needs",
            "value": needs.needs or words.ACCESS_ANSWERS[needs.answer],
            "said": bool(needs.needs),
        }
    ]


def _consents(application: Application) -> str:
    given = [words.CONSENT_NAMES[kind] for kind, row in application.current_consents.items() if row.is_given]
    return listed(given)


def _withdrawn(application: Application) -> str:
    """What was given and was withdrawn, with the day."""
    once_given = {row.kind for row in application.consents.all() if row.is_given}
    return listed(
        [
            f"{words.CONSENT_NAMES[kind]} (withdrawn on {long_date(local_day(row.at))})"
            for kind, row in application.current_consents.items()
            if kind in once_given and not row.is_given
        ]
    )
