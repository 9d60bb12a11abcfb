"""Submitting, accepting and rejecting an application: what is saved, and what is refused."""

from __future__ import annotations

import pytest

from tests.cast import Cast
from tests.emails import SITE
from waymark.ground.cohorts import actions as cohorts
from waymark.ground.cohorts.models import Cohort, Enrolment
from waymark.ground.ledger.models import Entry
from waymark.journey.apply import actions
from waymark.journey.apply.applications.models import Application
from waymark.journey.apply.applications.tests.makers import ANSWERS


def verbs() -> list[str]:
    return [verb for verb in Entry.objects.order_by("id").values_list("verb", flat=True) if "apply." in verb]


def test_submitting_twice_creates_one_application(cast: Cast, spring: Cohort) -> None:
    first = actions.submit_application(cohort=spring, answers=ANSWERS, idempotency_key="a", at=cast.at)
    again = actions.submit_application(cohort=spring, answers=ANSWERS, idempotency_key="a", at=cast.at)
    assert first == again
    assert verbs() == ["apply.sent"]


def test_applications_are_refused_after_the_cohort_started(cast: Cast) -> None:
    with pytest.raises(actions.CannotApply) as refused:
        actions.submit_application(cohort=cast.cohort, answers=ANSWERS, idempotency_key="a", at=cast.at)
    assert refused.value.codes == ("not_open",)
    assert not Application.objects.exists()


def test_a_second_decision_is_refused(cast: Cast, spring: Cohort) -> None:
    sent = actions.submit_application(cohort=spring, answers=ANSWERS, idempotency_key="a", at=cast.at)
    by = cast.grace
    actions.reject_application(application=sent, reason="cohort_full", note="", by=by, at=cast.at)
    with pytest.raises(actions.CannotDecideApplication, match="was rejected on Thursday 22 October 2026"):
        actions.accept_application(application=sent, site=SITE, by=by, at=cast.at)
    assert verbs() == ["apply.sent", "apply.rejected"]
    assert not Enrolment.objects.filter(cohort=spring).exists()


def test_a_rejection_without_a_known_reason_is_refused(cast: Cast, spring: Cohort) -> None:
    sent = actions.submit_application(cohort=spring, answers=ANSWERS, idempotency_key="a", at=cast.at)
    with pytest.raises(actions.CannotDecideApplication) as refused:
        actions.reject_application(application=sent, reason="mood", note="", by=cast.grace, at=cast.at)
    assert refused.value.codes == ("no_reason",)


def test_an_applicant_who_is_already_enrolled_cannot_be_accepted(cast: Cast, spring: Cohort) -> None:
    first, second = (
        actions.submit_application(cohort=spring, answers=ANSWERS, idempotency_key=key, at=cast.at)
        for key in ("a", "b")
    )
    actions.accept_application(application=first, site=SITE, by=cast.grace, at=cast.at)
    with pytest.raises(cohorts.CannotEnrol):
        actions.accept_application(application=second, site=SITE, by=cast.grace, at=cast.at)
    assert verbs() == ["apply.sent", "apply.sent", "apply.accepted", "apply.contact_set"]
    assert Application.objects.get(pk=second.pk).decision is None
