"""Two people at the same moment, on a database that really commits: one decision, one request."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from tests.cast import Cast, the_cast
from tests.house.test_hostile import together
from waymark.ground.people.models import Email
from waymark.ground.people.roles import Role
from waymark.journey.sit import actions
from waymark.journey.sit.jobs import run
from waymark.journey.sit.models import Allowance, Extension, ExtensionDecision, LateDecision, Submission
from waymark.journey.sit.tests.makers import make_sitting, make_window, save
from waymark.kit.refusals import Refusal

pytestmark = pytest.mark.django_db(transaction=True)
CLOSES = datetime(2026, 10, 27, tzinfo=UTC)
AFTER = CLOSES + timedelta(minutes=10)


@pytest.fixture
def cast(transactional_db: None) -> Cast:
    cast = the_cast()
    cast.person("helen", "Helen", "Otherlead", Role.LEAD)
    return cast


def refusal_codes(results: list[Any]) -> list[Any]:
    """Of each result: the codes of a refusal, or nothing."""
    return sorted(result.codes if isinstance(result, Refusal) else () for result in results)


def request(cast: Cast, window: Any) -> Any:
    return lambda: actions.request_extension(
        window=window, enrolment=cast.amina, until_on=date(2026, 10, 29), reason="Ill.", evidence="",
        by=cast.amina.person, at=cast.at,
    )  # fmt: skip


def test_request_sent_three_times_at_once_is_one(cast: Cast) -> None:
    window = make_window(cast)
    assert refusal_codes(together(*[request(cast, window)] * 3)) == [(), (), ()]
    assert Extension.objects.count() == 1


def test_only_one_decision_counts_when_one_lead_grants_while_another_refuses(cast: Cast) -> None:
    request(cast, make_window(cast))()

    def decide(by: str, granted: bool) -> Any:
        row = Extension.objects.select_related("window", "enrolment__person__provider").get()
        return lambda: actions.decide_extension(
            extension=row, granted=granted, why="So.", by=cast.people[by], at=cast.at
        )

    assert refusal_codes(together(decide("grace", True), decide("helen", False))) == [(), ("decided",)]
    assert Allowance.objects.count() == int(ExtensionDecision.objects.get().granted)
    assert Email.objects.filter(subject__startswith="Your request").count() == 1


def test_only_one_outcome_counts_when_a_proposal_is_confirmed_while_another_returns_it(cast: Cast) -> None:
    sitting = make_sitting(cast)
    save(sitting, "In time.", at=CLOSES - timedelta(minutes=1))
    save(sitting, "In time, and late.", at=CLOSES + timedelta(seconds=5))
    run(at=AFTER)

    proposal = actions.propose_late(
        window=sitting.window, sitting_ids=[sitting.pk], counts=True, cause="The line.", by=cast.people["grace"],
        at=AFTER,
    )  # fmt: skip

    def confirm() -> Any:
        return actions.confirm_late_proposal(proposal=proposal, by=cast.people["helen"], at=AFTER)

    def send_back() -> Any:
        return actions.return_late_proposal(proposal=proposal, why="No.", by=cast.people["jonas"], at=AFTER)

    assert refusal_codes(together(confirm, send_back)) == [(), ("reviewed",)]
    words = 4 if LateDecision.objects.exists() else 2
    assert Submission.objects.get(sitting=sitting).words == words
