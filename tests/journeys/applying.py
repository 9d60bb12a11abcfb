"""An applicant's way through the questions, page by page, as someone types and picks them."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

Answers = dict[str, str | bool]
"""Of one page: text by label, and True for what is picked or ticked."""


def pages_of(
    given: str, family: str, email: str, *, trn: str, organisation: str, sponsor: tuple[str, str]
) -> list[Answers]:
    """The pages before “Why are you applying now?”, for the leader of a trust."""
    return [
        {"Given name": given, "Family name": family},
        {"Yes": True},
        {"What is your email address?": email},
        {"Teacher reference number (TRN)": trn} if trn else {"I don’t have a TRN": True},
        *([{"Yes": True}] if trn else []),
        {"Executive headteacher": True},
        {"No": True},
        {"In England, but not in a school": True},
        {"What is the name of the place where you work?": organisation},
        {"For how many years have you worked in schools?": "14"},
        {"Their name": sponsor[0], "Their email address": sponsor[1]},
        {"My trust": True},
        {"Prefer not to say": True},
    ]


def answer_pages(page: Page, pages: list[Answers]) -> None:
    for answers in pages:
        before = page.url
        for label, answer in answers.items():
            if answer is True:
                page.get_by_role("radio", name=re.compile(f"^{re.escape(label)}")).first.check()
            else:
                page.get_by_label(label, exact=True).fill(str(answer))
        page.get_by_role("button", name="Continue").click()
        expect(page).not_to_have_url(before)


def answer_last_pages(page: Page, reason: str) -> None:
    """Why now, and what is agreed to; then the check is open."""
    answer_pages(page, [{"Why are you applying now?": reason}])
    page.get_by_role("checkbox").nth(0).check()
    page.get_by_role("checkbox").nth(1).check()
    page.get_by_role("button", name="Continue").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Check your answers before you apply")


def review_application(
    page: Page, applicant: str, *, recommendation: str = "Suitable", reason: str = "Ready"
) -> None:
    """As someone who is signed in and may review it."""
    page.goto("/reviews/")
    page.get_by_role("link", name=applicant).first.click()
    page.get_by_role("radio", name=recommendation, exact=True).check()
    page.get_by_label(re.compile("^Reason")).fill(reason)
    page.get_by_role("button", name="Save your review").click()
    expect(page.get_by_text("We’ve saved your review.")).to_be_visible()
