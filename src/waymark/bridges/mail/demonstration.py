"""In a demonstration, every email that left is a page: its headers, its text with the link, and its attachments.

Production has no such pages.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from waymark.bridges.mail.attachments import AttachmentNotFound, attachments_of
from waymark.bridges.mail.jobs import message_of
from waymark.bridges.mail.queries import find_sent
from waymark.ground.emails.queries import PlannedEmail, Way, plan_sending
from waymark.ground.people.access import Request, open_to_everyone
from waymark.ground.people.queries import LinkNotMade
from waymark.kit.attached_file import AttachedFile
from waymark.kit.downloads import download
from waymark.kit.email_kinds import Rendered

if TYPE_CHECKING:
    from waymark.ground.people.models import Email

PER_PAGE = 50
SHOWN_HEADERS = ("From", "To", "Subject", "List-Unsubscribe", "List-Unsubscribe-Post")


def _refuse_outside_a_demonstration() -> None:
    if settings.IN_PRODUCTION:
        raise Http404


@require_safe
@open_to_everyone
def emails(request: Request) -> HttpResponse:
    """Every email that left, newest first."""
    _refuse_outside_a_demonstration()
    page = Paginator(find_sent(to=request.GET.get("to", "")), PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "mail/demonstration_emails.html", {"page": page, "to": request.GET.get("to", "")})


@require_safe
@open_to_everyone
def email(request: Request, email: int) -> HttpResponse:
    """One email as its reader gets it."""
    row = _sent_or_404(email)
    try:
        message = message_of(_as_sent(row)).message()
        text = message_of(_as_sent(row)).body
    except (AttachmentNotFound, LinkNotMade):
        raise Http404 from None
    context = {
        "row": row,
        "headers": [(name, str(message[name])) for name in SHOWN_HEADERS if message[name]],
        "text": text,
        "files": [file.name for file in attachments_of(row)],
    }
    return render(request, "mail/demonstration_email.html", context)


@require_safe
@open_to_everyone
def file(request: Request, email: int, number: int) -> HttpResponse:
    """One attachment, from 1."""
    files: list[AttachedFile] = list(attachments_of(_sent_or_404(email)))
    if not 1 <= number <= len(files):
        raise Http404
    attachment = files[number - 1]
    return download(attachment.data, name=attachment.name, kind=attachment.media_type)


def _sent_or_404(email_id: int) -> Email:
    _refuse_outside_a_demonstration()
    row = find_sent().filter(pk=email_id).first()
    if row is None:
        raise Http404
    return row


def _as_sent(email: Email) -> PlannedEmail:
    """With the words that it went with."""
    (planned,) = plan_sending([email])
    delivery = email.delivery
    words = Rendered(delivery.subject or email.subject, delivery.text or email.text)
    return PlannedEmail(email=email, way=Way.SEND, words=words, unsubscribe=planned.unsubscribe)
