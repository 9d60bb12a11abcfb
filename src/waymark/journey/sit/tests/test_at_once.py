"""Everything that may happen to one sitting, at the same moment, on a database that really commits."""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from functools import partial
from typing import Any

import pytest

from tests.cast import Cast, the_cast
from tests.house.test_hostile import together
from waymark.journey.sit import actions, queries
from waymark.journey.sit.actions import SaveOutcome
from waymark.journey.sit.history import chain
from waymark.journey.sit.jobs import run
from waymark.journey.sit.models import (
    AlternateVersion,
    Answer,
    Extension,
    LateProposal,
    Receipt,
    SittingWindow,
    Submission,
    SubmissionWithdrawal,
)
from waymark.journey.sit.receipts.file import SignedPayload, check_receipt
from waymark.journey.sit.receipts.signing import list_keys
from waymark.journey.sit.submission.actions import withdraw_submission
from waymark.journey.sit.tests.makers import context_of, make_sitting, make_window, save

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]
CLOSES = datetime(2026, 10, 27, tzinfo=UTC)
SECOND = timedelta(seconds=1)
type Act = Callable[[], Any]


class Play:
    """One sitting, what is done to it, and what was acknowledged."""

    def __init__(self, cast: Cast, window: Any) -> None:
        self.cast = cast
        self.code = make_sitting(cast, window=window).code
        self.acknowledged: list[tuple[str, str]] = []
        save(self.now, "In time.", at=CLOSES - timedelta(hours=1))

    @property
    def now(self) -> Any:
        return queries.get_sitting_for(for_=self.cast.people["amina"], code=self.code)

    def save(self, text: str, at: datetime, client: str) -> Act:
        sitting, place = self.now, context_of(self.now)

        def act() -> None:
            saved = save(sitting, text, base=place.rev, client=client, at=at)
            where = "answer" if saved.outcome is SaveOutcome.SAVED else "beside"
            self.acknowledged.append((where, text))

        return act

    def submit(self, at: datetime) -> Act:
        sitting, by = self.now, self.cast.people["amina"]
        return lambda: actions.submit(sitting=sitting, declared=True, by=by, at=at)

    def withdraw_submission(self, at: datetime) -> Act:
        sitting, by = self.now, self.cast.people["amina"]
        return lambda: withdraw_submission(sitting=sitting, by=by, at=at)

    def propose_late(self, at: datetime, counts: bool) -> Act:
        by, sitting = self.cast.people["grace"], self.now
        return lambda: actions.propose_late(
            window=sitting.window, sitting_ids=[sitting.pk], counts=counts, cause="The line.", by=by, at=at
        )

    def confirm_late(self, at: datetime) -> Act:
        by, proposal = self.cast.people["jonas"], LateProposal.objects.order_by("id").last()
        if proposal is None:
            return lambda: None
        return lambda: actions.confirm_late_proposal(proposal=proposal, by=by, at=at)

    def confirm_outage(self, at: datetime) -> Act:
        """Whatever was collected is open again."""
        window = SittingWindow.objects.select_related("cohort").get()
        began = CLOSES - timedelta(hours=2)

        def act() -> None:
            outage = actions.record_outage(
                window=window, began=began, ended=began + timedelta(hours=1), evidence="The log.",
                by=self.cast.people["grace"], at=at,
            )  # fmt: skip
            actions.confirm_outage(outage=outage, by=self.cast.people["jonas"], at=at)

        return act

    def ask(self, at: datetime) -> Act:
        window, amina = SittingWindow.objects.select_related("cohort").get(), self.cast.amina
        return lambda: actions.request_extension(
            window=window, enrolment=amina, until_on=date(2026, 10, 29), reason="Ill.", evidence="",
            by=amina.person, at=at,
        )  # fmt: skip

    def decide(self, granted: bool, at: datetime) -> Act:
        row = Extension.objects.select_related("window", "enrolment__person__provider").first()
        by = self.cast.people["grace"]
        if row is None:
            return lambda: None
        return lambda: actions.decide_extension(extension=row, granted=granted, why="So.", by=by, at=at)

    def check(self) -> None:
        sitting = self.now
        answers = list(Answer.objects.filter(sitting=sitting).order_by("id"))
        (first, *_) = answers
        texts = dict(chain.texts_of(answer_id=first.pk))
        assert texts[first.rev] == first.text
        assert sorted(texts) == list(range(1, first.rev + 1))
        kept = set(AlternateVersion.objects.filter(answer=first).values_list("text", flat=True))
        for where, text in self.acknowledged:
            kept_texts = set(texts.values()) if where == "answer" else kept | set(texts.values())
            assert text in kept_texts, f"{text} was acknowledged as {where}, and is lost"
        standing = Submission.objects.filter(sitting=sitting).select_related("receipt").first()
        if standing:
            assert all(answer.sealed for answer in answers)
            signed = json.loads(standing.receipt.payload)["answers"]
            assert signed == {answer.question_id: answer.text for answer in answers}
        for receipt in Receipt.objects.all():
            signed = SignedPayload(receipt.payload, receipt.signature, receipt.key_id)
            assert check_receipt(signed, keys=list_keys()).facts
        assert Submission.objects.count() == SubmissionWithdrawal.objects.count() + bool(standing)


@pytest.mark.parametrize("seed", range(12))
def test_whatever_happens_at_the_same_moment_nothing_is_lost_and_no_receipt_is_false(
    transactional_db: None, seed: int
) -> None:
    cast = the_cast()
    play, chance = Play(cast, make_window(cast)), random.Random(seed)
    for seconds in (-10, -1, 0, 1, 30, 600):
        at = CLOSES + seconds * SECOND
        pool = [
            play.save(f"Text {seconds} of one.", at, "window1"),
            play.save(f"Text {seconds} of two.", at, "window2"),
            play.submit(at),
            play.withdraw_submission(at),
            play.ask(at),
            play.decide(chance.random() < 0.5, at),
            play.propose_late(at, chance.random() < 0.5),
            play.confirm_late(at),
            *[play.confirm_outage(at)] * (seconds == 600),
            partial(run, at=at),
            partial(run, at=at),
        ]
        together(*chance.sample(pool, chance.randint(2, 6)))
        play.check()
    run(at=CLOSES + timedelta(days=5))
    play.check()
