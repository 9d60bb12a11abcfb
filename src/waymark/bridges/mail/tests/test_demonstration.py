"""The pages of a demonstration that show each email as its reader got it."""

from __future__ import annotations

from typing import Any

import pytest

from tests.cast import Cast
from tests.emails import SITE
from waymark.bridges.mail import jobs
from waymark.bridges.mail.models import Delivery
from waymark.ground.emails.actions import change_words
from waymark.ground.people import actions as people
from waymark.ground.people.emails import INVITATION
from waymark.ground.people.models import Email
from waymark.kit.attached_file import AttachedFile

AMINA = "amina@llse.example"
FILES = [AttachedFile(f"{number}.txt", "text/plain", f"File {number}".encode()) for number in (1, 2)]


def files(*, id: int) -> list[AttachedFile] | None:
    """What a room would answer: two files for the email numbered 7."""
    return FILES if id == 7 else None


def write(cast: Cast, once: str, *, attaches: tuple[str, int] | None = None) -> Email:
    people.queue_email(
        provider=cast.llse, to=AMINA, subject=f"Email {once}", text=f"Dear {once}", once=once, at=cast.at,
        attaches=attaches,
    )  # fmt: skip
    return Email.objects.get(once=once)


def page_of(email: Email, rest: str = "") -> str:
    return f"/demonstration/emails/{email.pk}/{rest}"


def test_each_email_has_its_own_page_with_its_headers(cast: Cast) -> None:
    first = write(cast, "one")
    write(cast, "two")
    jobs.run(at=cast.at)
    answer = cast.browser("grace").get(page_of(first))
    headers = dict(answer.context["headers"])
    assert set(headers) == {"From", "To", "Subject"}
    assert (headers["To"], headers["Subject"]) == (AMINA, "Email one")
    assert answer.context["text"] == "Dear one"
    assert answer.context["files"] == []


def test_an_email_is_shown_in_the_words_it_went_with(cast: Cast) -> None:
    people.invite(person=cast.people["amina"], site=SITE, by=None, at=cast.at)
    invitation = Email.objects.latest("id")
    change_words(kind=INVITATION, subject="Come", text="Here: {link}", by=cast.grace, at=cast.at)
    jobs.run(at=cast.at)
    change_words(kind=INVITATION, subject="Later", text="Later: {link}", by=cast.grace, at=cast.at)
    answer = cast.browser("grace").get(page_of(invitation))
    assert dict(answer.context["headers"])["Subject"] == "Come"
    assert answer.context["text"].startswith(f"Here: {SITE}")


def test_attachments_are_counted_from_one(cast: Cast, settings: Any) -> None:
    settings.ATTACHMENTS = {"test.files": f"{__name__}.files"}
    email = write(cast, "one", attaches=("test.files", 7))
    jobs.run(at=cast.at)
    visitor = cast.browser("grace")
    assert visitor.get(page_of(email)).context["files"] == ["1.txt", "2.txt"]
    for number in (1, 2):
        assert visitor.get(page_of(email, f"files/{number}/")).content == f"File {number}".encode()
    for number in (0, 3):
        assert visitor.get(page_of(email, f"files/{number}/")).status_code == 404


def test_an_email_whose_attachment_is_gone_has_no_page(cast: Cast) -> None:
    email = write(cast, "one", attaches=("nothing.known", 7))
    Delivery.objects.create(email=email, at=cast.at)
    assert cast.browser("grace").get(page_of(email)).status_code == 404


@pytest.mark.parametrize(("page", "emails"), [(1, 50), (2, 1)])
def test_fifty_emails_are_on_a_page(cast: Cast, page: int, emails: int) -> None:
    for number in range(51):
        Delivery.objects.create(email=write(cast, f"{number}"), at=cast.at)
    answer = cast.browser("grace").get("/demonstration/emails/", {"page": page})
    assert len(answer.context["page"]) == emails
