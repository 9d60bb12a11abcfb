"""Carries out what two people decided about one participant's late texts.

A late text that counts becomes the answer, as one more revision, and is collected with a new receipt; the earlier
receipt stays valid and shows what had arrived by the close. Nothing is marked while such a text is undecided.
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from waymark.ground.ledger import actions as ledger
from waymark.journey.sit import emails
from waymark.journey.sit.extra_time.actions.email import email_participant
from waymark.journey.sit.late_texts.models import LateDecision, LateProposal
from waymark.journey.sit.late_texts.queries import newest_by_answer, undecided_texts
from waymark.journey.sit.late_texts.words import does_not_count
from waymark.journey.sit.submission.actions import record_withdrawal
from waymark.journey.sit.submission.models import Submission
from waymark.journey.sit.submission.sealing import UnsealedAnswer, seal
from waymark.journey.sit.writing.answer_context import list_answer_contexts
from waymark.journey.sit.writing.drafts import Text
from waymark.journey.sit.writing.models import AlternateVersion, Answer, Sitting
from waymark.journey.sit.writing.saving import IncomingDraft, write
from waymark.kit.locks import lock_row

if TYPE_CHECKING:
    from waymark.ground.people.models import Person

DECISION_CLIENT = "decided"
"""The client id of a revision that a decision made."""


def decide(sitting: Sitting, *, proposal: LateProposal, by: Person, at: datetime) -> bool:
    """Whether anything was left to decide when it was this decision's turn. Inside the caller's transaction."""
    lock_row(sitting)
    counts, cause = proposal.counts, proposal.cause
    undecided = undecided_texts().filter(answer__sitting=sitting).order_by("at", "id")
    texts = list(undecided.defer("text"))
    if not texts:
        return False
    newest = newest_by_answer(undecided)
    LateDecision.objects.bulk_create(
        LateDecision(version=text, counts=counts, cause=cause, proposal=proposal, by=by, at=at)
        for text in texts
    )
    if counts:
        _use_late_texts(sitting, newest, by=by, at=at)
    else:
        _email_that_it_does_not_count(sitting, texts[-1], cause=cause, at=at)
    provider_id = sitting.enrolment.person.provider_id
    facts = {"stands": counts, "texts": len(texts)}
    ledger.record("sit.late_decided", about=sitting, provider_id=provider_id, by=by, at=at, facts=facts)
    return True


def _email_that_it_does_not_count(
    sitting: Sitting, newest: AlternateVersion, *, cause: str, at: datetime
) -> None:
    """If it does count, the email of the new receipt says so."""
    text = does_not_count(sitting.times, zone=sitting.window.zone, cause=cause)
    about, once = f"sit.sitting:{sitting.pk}", f"sit.late:{newest.pk}"
    email_participant(
        sitting.enrolment, emails.LATE_NOT_COUNTED, decision=text, once=once, about=about, at=at
    )


def _use_late_texts(
    sitting: Sitting, newest: dict[int, AlternateVersion], *, by: Person, at: datetime
) -> None:
    for context in list_answer_contexts(sitting_id=sitting.pk):
        late = newest.get(context.answer_id)
        if late and late.text != context.text:
            draft = IncomingDraft(text=Text(late.text), base=context.rev, client=DECISION_CLIENT, at=late.at)
            write(context, draft, sealed_too=True)
    submission = Submission.objects.filter(sitting=sitting).first()
    if submission:
        record_withdrawal(submission, sitting, by=by, at=at)
    answers = Answer.objects.filter(sitting=sitting).order_by("id")
    standing = [UnsealedAnswer(*row) for row in answers.values_list("question_id", "text", "rev", "words")]
    arrived = max(text.at for text in newest.values())
    seal(sitting, standing, how=Submission.How.COLLECTED, by=by, at=at, arrived=arrived)
