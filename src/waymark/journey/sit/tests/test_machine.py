"""Three windows write at once, in any order, with messages dropped and repeated: no acknowledged text is ever lost."""

from __future__ import annotations

from datetime import UTC, datetime
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

from waymark.journey.sit import actions, history
from waymark.journey.sit.actions import Became
from waymark.journey.sit.incoming import receive
from waymark.journey.sit.models import Answer, KeptBeside, Sitting, Submission
from waymark.journey.sit.rules import SETTLES
from waymark.journey.sit.tests.makers import make_sitting, place_of

CLOSES = datetime(2026, 10, 27, tzinfo=UTC)
WINDOWS = st.sampled_from(["laptop", "phone", "library"])
TEXTS = st.text(alphabet="ab \n\x00é", max_size=6)
MODEST = settings(
    max_examples=80,
    stateful_step_count=40,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    database=None,
    phases=[Phase.generate],
)


class Desk(RuleBasedStateMachine):
    """`bases`: the revision each window knows of. `mail`: messages on their way; one may arrive twice, or never."""

    sitting: Sitting
    writer: Any
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
        self.final: str | None = None
        self.delivered = 0

    def teardown(self) -> None:
        if hasattr(self, "example"):
            transaction.set_rollback(True)
            self.example.__exit__(None, None, None)

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
            saved = actions.save_answer(
                place=place_of(self.sitting),
                text=receive(text),
                base=base,
                client=window,
                at=self.at,
                sends_again=True,
            )
        if answered:
            del self.mail[place]
            self.bases[window] = saved.rev
            self.hear(saved.became, receive(text).text)

    def hear(self, became: Became, text: str) -> None:
        if became is Became.SAVED:
            assert self.final in (None, text)
            self.acknowledged.add(text)
        elif became is not Became.BEHIND:
            self.beside.add(text)

    @precondition(lambda self: self.mail)
    @rule(which=st.integers(0, 50))
    def drop(self, which: int) -> None:
        del self.mail[which % len(self.mail)]

    @precondition(lambda self: self.delivered > 5)
    @rule(declared=st.booleans())
    def submit(self, declared: bool) -> None:
        stood = self.answer().text
        try:
            actions.submit(sitting=self.sitting, declared=declared, by=self.writer, at=self.at)
        except actions.CannotSubmit:
            return
        self.final = self.final if self.final is not None else stood

    @precondition(lambda self: self.delivered > 8)
    @rule()
    def close(self) -> None:
        self.at = CLOSES + SETTLES
        stood = self.answer().text
        if actions.collect_closed(at=self.at):
            assert self.final is None
            self.final = stood

    def answer(self) -> Answer:
        return Answer.objects.get(sitting=self.sitting, question_id="q1")

    @invariant()
    def every_acknowledged_text_can_be_read_back(self) -> None:
        if not hasattr(self, "example"):
            return
        answer = self.answer()
        revisions = list(history.texts_of(answer_id=answer.pk))
        texts = {text for _, text in revisions}
        kept = set(KeptBeside.objects.filter(answer=answer).values_list("text", flat=True))
        assert self.acknowledged <= texts | {""}
        assert self.beside <= texts | kept | {""}
        assert [rev for rev, _ in revisions] == list(range(1, len(revisions) + 1))
        assert (answer.rev, answer.text) == (revisions[-1] if revisions else (0, ""))

    @invariant()
    def what_was_handed_in_never_changes(self) -> None:
        if hasattr(self, "example") and self.final is not None:
            assert self.answer().text == self.final
            assert Submission.objects.filter(sitting=self.sitting).count() == 1


@pytest.mark.slow
def test_no_acknowledged_text_is_ever_lost(cast) -> None:
    given = {"sitting": make_sitting(cast), "writer": cast.people["amina"], "now": cast.at}
    run_state_machine_as_test(type("AtTheDesk", (Desk,), given), settings=MODEST)
