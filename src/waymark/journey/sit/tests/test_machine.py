"""Three browser windows write at once, in any order, with messages dropped and repeated, across a close that may move.

Whatever happens: no acknowledged text is ever lost, what is collected is what had arrived by the close, and what was
handed in never changes but by its writer's taking it back or by a person's decision.
"""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from waymark.journey.sit import actions, queries
from waymark.journey.sit.actions import SaveOutcome
from waymark.journey.sit.history import chain
from waymark.journey.sit.models import (
    AlternateVersion,
    Answer,
    Extension,
    LateDecision,
    Sitting,
    Submission,
    SubmissionWithdrawal,
)
from waymark.journey.sit.rules import SETTLES, effective_deadline, is_over
from waymark.journey.sit.tests.makers import context_of, decide_late, make_sitting
from waymark.journey.sit.writing.drafts import receive
from waymark.kit.refusals import Refusal

CLOSES = datetime(2026, 10, 27, tzinfo=UTC)
LATER = CLOSES + timedelta(days=1)
MOMENTS = [
    CLOSES - timedelta(seconds=1), CLOSES, CLOSES + SETTLES, CLOSES + timedelta(seconds=179),
    CLOSES + timedelta(seconds=181), CLOSES + timedelta(hours=3), LATER - timedelta(seconds=1),
    LATER + SETTLES, LATER + timedelta(seconds=100), LATER + timedelta(hours=1),
]  # fmt: skip
WINDOWS = st.sampled_from(["laptop", "phone", "library"])
TEXTS = st.text(alphabet="ab \n\x00é", max_size=6)
MODEST = settings(
    max_examples=70,
    stateful_step_count=45,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    database=None,
    phases=[Phase.generate],
)


class Desk(RuleBasedStateMachine):
    """`bases`: the revision each window knows of. `mail`: messages on their way; one may arrive twice, or never."""

    sitting: Sitting
    writer: Any
    lead: Any
    now: datetime

    @initialize()
    def sit_down(self) -> None:
        self.example = transaction.atomic()
        self.example.__enter__()
        self.at = self.now
        self.bases: dict[str, int] = {}
        self.mail: list[tuple[str, str, int]] = []
        self.acknowledged: set[str] = set()
        self.beside: set[str] = set()
        self.arrived: list[tuple[datetime, str]] = []
        self.delivered = 0

    def teardown(self) -> None:
        if hasattr(self, "example"):
            transaction.set_rollback(True)
            self.example.__exit__(None, None, None)

    # --- three windows ---------------------------------------------------------------------------------------

    @rule(window=WINDOWS, text=TEXTS)
    def write(self, window: str, text: str) -> None:
        self.mail.append((window, text, self.bases.get(window, 0)))

    @precondition(lambda self: self.mail)
    @rule(which=st.integers(0, 50), times=st.integers(1, 3), answered=st.booleans())
    def deliver(self, which: int, times: int, answered: bool) -> None:
        """In any order; without an answer the message stays, and comes again later."""
        self.delivered += 1
        place = which % len(self.mail)
        window, text, base = self.mail[place]
        for _ in range(times):
            stood = self.answer().rev
            saved = actions.save_answer(
                answer=context_of(self.sitting),
                text=receive(text),
                base=base,
                client=window,
                at=self.at,
                sends_again=True,
            )
            if is_over(self.own().times, at=self.at):
                assert saved.rev == stood
            if saved.rev > stood:
                assert base == stood, (
                    "What was written on an old revision never becomes the answer by itself."
                )
                self.arrived.append((self.at, receive(text).text))
        if answered:
            del self.mail[place]
            self.bases[window] = saved.rev
            self.hear(saved.outcome, receive(text).text)

    def hear(self, became: SaveOutcome, text: str) -> None:
        if became is SaveOutcome.SAVED:
            self.acknowledged.add(text)
        elif became is not SaveOutcome.BEHIND:
            self.beside.add(text)

    @rule(window=WINDOWS, text=TEXTS)
    def write_on_what_stands(self, window: str, text: str) -> None:
        """A window that knows how things stand writes, and the message arrives at once."""
        self.bases[window] = self.answer().rev
        self.write(window, text)
        self.deliver(len(self.mail) - 1, 1, True)

    @precondition(lambda self: self.mail)
    @rule(which=st.integers(0, 50))
    def drop(self, which: int) -> None:
        del self.mail[which % len(self.mail)]

    # --- handing in, taking back ------------------------------------------------------------------------------

    @precondition(lambda self: self.delivered > 5)
    @rule(declared=st.booleans())
    def submit(self, declared: bool) -> None:
        before = self.own()
        stood = hasattr(before, "submission")
        try:
            actions.submit(sitting=before, declared=declared, by=self.writer, at=self.at)
        except actions.CannotSubmit:
            return
        assert self.answer().sealed
        assert stood or self.at < effective_deadline(before.times)

    @precondition(lambda self: self.delivered > 5)
    @rule()
    def withdraw_submission(self) -> None:
        own = self.own()
        try:
            actions.withdraw_submission(sitting=own, by=self.writer, at=self.at)
        except actions.CannotWithdraw:
            return
        assert self.at < effective_deadline(own.times)
        assert not self.answer().sealed

    # --- time, more of it, and the close ----------------------------------------------------------------------

    @precondition(lambda self: self.delivered > 4)
    @rule(steps=st.integers(1, 2))
    def time_passes(self, steps: int) -> None:
        """To the next of the moments at which something changes, or the one after."""
        self.at = ([moment for moment in MOMENTS if moment > self.at][:steps] or [self.at])[-1]

    @precondition(lambda self: self.delivered > 3)
    @rule()
    def request_extension(self) -> None:
        count = Extension.objects.count()
        try:
            actions.request_extension(
                window=self.sitting.window, enrolment=self.sitting.enrolment, until_on=date(2026, 10, 27),
                reason="Ill", evidence="", by=self.writer, at=self.at,
            )  # fmt: skip
        except actions.CannotRequestExtension:
            return
        assert Extension.objects.count() == count or self.at < CLOSES

    @rule(granted=st.booleans())
    def decide(self, granted: bool) -> None:
        for extension in Extension.objects.filter(decision=None):
            actions.decide_extension(
                extension=extension, granted=granted, why="So.", by=self.lead, at=self.at
            )

    @rule()
    def worker_goes_round(self) -> None:
        times = self.own().times
        if actions.collect_closed(at=self.at):
            assert is_over(times, at=self.at - SETTLES)
            close = effective_deadline(times)
            in_time = [text for at, text in self.arrived if at < close]
            assert self.answer().text == in_time[-1]

    @rule(counts=st.booleans())
    def decide_about_late_texts(self, counts: bool) -> None:
        late = AlternateVersion.objects.filter(kind="late", decision=None).order_by("at", "id").last()
        stood = self.answer().text
        form: dict[str, Any] = {
            "counts": counts,
            "cause": "The line was down",
            "by": self.lead,
            "at": self.at,
        }
        try:
            decide_late(sitting_ids=[self.sitting.pk], **form)
        except Refusal:
            return
        assert late
        assert self.answer().text == (late.text if counts else stood)
        assert not AlternateVersion.objects.filter(kind="late", decision=None).exists()

    # --- what always holds ------------------------------------------------------------------------------------

    def answer(self) -> Answer:
        return Answer.objects.get(sitting=self.sitting, question_id="q1")

    def own(self) -> Sitting:
        sitting = queries.get_sitting_for(for_=self.writer, code=self.sitting.code)
        assert sitting
        return sitting

    @invariant()
    def every_acknowledged_text_can_be_read_back(self) -> None:
        if not hasattr(self, "example"):
            return
        answer = self.answer()
        revisions = list(chain.texts_of(answer_id=answer.pk))
        texts = {text for _, text in revisions}
        kept = set(AlternateVersion.objects.filter(answer=answer).values_list("text", flat=True))
        assert self.acknowledged <= texts | {""}
        assert self.beside <= texts | kept | {""}
        assert [rev for rev, _ in revisions] == list(range(1, len(revisions) + 1))
        assert (answer.rev, answer.text) == (revisions[-1] if revisions else (0, ""))

    @invariant()
    def a_receipt_says_what_stands(self) -> None:
        if not hasattr(self, "example"):
            return
        standing = Submission.objects.filter(sitting=self.sitting).select_related("receipt").first()
        back = SubmissionWithdrawal.objects.filter(sitting=self.sitting).count()
        assert Submission.objects.count() == back + bool(standing)
        if standing:
            assert json.loads(standing.receipt.payload)["answers"]["q1"] == self.answer().text
            assert self.answer().sealed

    @invariant()
    def a_late_text_stands_only_by_a_decision(self) -> None:
        if (
            hasattr(self, "example")
            and Submission.objects.filter(sitting=self.sitting, how="collected").exists()
        ):
            close = effective_deadline(self.own().times)
            decided = LateDecision.objects.filter(counts=True).exists()
            in_time = [text for at, text in self.arrived if at < close]
            assert decided or self.answer().text == in_time[-1]


@pytest.mark.slow
def test_no_acknowledged_text_is_ever_lost(cast) -> None:
    given = {"writer": cast.people["amina"], "lead": cast.people["grace"], "now": cast.at}
    sitting = make_sitting(cast)
    given |= {"sitting": Sitting.objects.select_related("window", "enrolment__person").get(pk=sitting.pk)}
    run_state_machine_as_test(type("AtTheDesk", (Desk,), given), settings=MODEST)
