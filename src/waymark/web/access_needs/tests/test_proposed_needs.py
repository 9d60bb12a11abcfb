"""What an applicant said they need is proposed when they are enrolled; a lead agrees, changes or declines it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest
from django.urls import reverse

from tests.filled import form_of
from waymark.ground.cohorts import actions as cohorts
from waymark.ground.ledger.models import Entry
from waymark.ground.people import actions as people
from waymark.ground.people import queries
from waymark.ground.people.models import AgreedNeed, ProposedNeed, ProposedNeedDecision
from waymark.journey.apply import actions as apply
from waymark.journey.apply.applications.tests.makers import ANSWERS
from waymark.journey.sit.models import AccessTime

if TYPE_CHECKING:
    from tests.cast import Cast

NEED = "I use a screen reader."


@pytest.fixture
def proposed(cast: Cast) -> ProposedNeed:
    return people.propose_need(person=cast.amina.person, need=NEED, by=None, at=cast.at)


def page_of(proposed: ProposedNeed, name: str = "proposed_need") -> str:
    return reverse(f"web:{name}", args=[proposed.person_id, proposed.pk])


@pytest.mark.parametrize(("answer", "needs", "number"), [("yes", NEED, 1), ("no", "", 0), ("", "", 0)])
def test_accepting_an_application_proposes_and_agrees_nothing(
    cast: Cast, answer: str, needs: str, number: int
) -> None:
    coming = cohorts.open_cohort(
        programme=cast.cohort.programme, name="Spring", starts_on=date(2027, 1, 18), by=None, at=cast.at
    )
    answers = replace(ANSWERS, access_answer=answer, access_needs=needs)
    application = apply.submit_application(cohort=coming, answers=answers, idempotency_key="a", at=cast.at)
    enrolment = apply.accept_application(
        application=application, site="https://npq.our.example", by=cast.grace, at=cast.at
    )
    rows = queries.list_proposed_needs_of(person=enrolment.person)
    assert [row.need for row in rows] == [needs] * number
    assert not AgreedNeed.objects.exists()


def test_the_lead_is_asked_and_agrees_it_in_other_words(cast: Cast, proposed: ProposedNeed) -> None:
    grace = cast.browser("grace")
    assert "Access needs of Amina Castellane to agree" in grace.get("/").content.decode()
    needs = reverse("web:person_access_needs", args=[proposed.person_id])
    assert "Nothing is agreed yet" in grace.get(needs).content.decode()
    assert "something to decide" in grace.get(f"/people/{proposed.person_id}/").content.decode()
    page = grace.get(page_of(proposed))
    assert form_of(page)["need"] == NEED
    sent = form_of(page) | {"need": "Screen reader at home", "rest_minutes": "90", "word_copy": "on"}
    answer = grace.post(page_of(proposed), sent, follow=True).content.decode()
    assert "Extra time is proposed in" in answer
    assert "1 hour 30 minutes in every window, once another lead has agreed" in answer
    need = AgreedNeed.objects.get()
    assert (need.need, need.rest_minutes, need.rest_breaks, need.word_copy) == (
        "Screen reader at home", 90, True, True,
    )  # fmt: skip
    assert ProposedNeedDecision.objects.get().agreed == need
    [time] = AccessTime.objects.filter(enrolment=cast.amina)
    assert (time.extra_days, time.rest_minutes) == (0, 90)
    assert "to agree" not in grace.get("/").content.decode()
    assert queries.list_declined_needs_of(person=proposed.person) == []


def test_it_is_declined_with_a_reason_that_the_person_reads(cast: Cast, proposed: ProposedNeed) -> None:
    grace, amina = cast.browser("grace"), cast.browser("amina")
    assert "Not decided yet" in amina.get("/my/access-needs/").content.decode()
    refused = grace.post(page_of(proposed, "proposed_need_decline"), {"why": " "})
    assert refused.status_code == 422
    assert "Enter why you’re declining this" in refused.content.decode()
    for _ in range(2):
        sent = {"why": "You told us that you no longer need it."}
        assert grace.post(page_of(proposed, "proposed_need_decline"), sent).status_code == 302
    assert ProposedNeedDecision.objects.get().agreed is None
    assert Entry.objects.filter(verb="people.need_declined").count() == 1
    page = amina.get("/my/access-needs/").content.decode()
    assert "Not decided yet" not in page
    assert "You told us that you no longer need it." in page
    again = grace.post(page_of(proposed), form_of(grace.get(page_of(proposed))) | {"need": NEED})
    assert "Someone has already decided this" in again.content.decode()
    assert not AgreedNeed.objects.exists()


def test_a_decision_is_made_once_and_by_someone_else(cast: Cast, proposed: ProposedNeed) -> None:
    draft = people.NeedDraft(need=NEED)
    with pytest.raises(people.CannotAgreeNeed) as refused:
        people.decline_proposed_need(proposed=proposed, why="No.", by=proposed.person, at=cast.at)
    assert refused.value.codes == ("own",)
    with pytest.raises(people.CannotAgreeNeed) as refused:
        people.decline_proposed_need(proposed=proposed, why=" ", by=cast.grace, at=cast.at)
    assert refused.value.codes == ("why",)
    people.agree_proposed_need(proposed=proposed, draft=draft, by=cast.grace, at=cast.at)
    for decide in (
        lambda: people.agree_proposed_need(proposed=proposed, draft=draft, by=cast.grace, at=cast.at),
        lambda: people.decline_proposed_need(proposed=proposed, why="No.", by=cast.grace, at=cast.at),
    ):
        with pytest.raises(people.CannotAgreeNeed) as refused:
            decide()
        assert refused.value.codes == ("decided",)


def test_the_same_words_again_are_one_proposal_until_it_is_decided(
    cast: Cast, proposed: ProposedNeed
) -> None:
    again = people.propose_need(person=proposed.person, need=NEED, by=None, at=cast.at)
    assert again == proposed
    people.decline_proposed_need(proposed=proposed, why="No.", by=cast.grace, at=cast.at)
    assert people.propose_need(person=proposed.person, need=NEED, by=None, at=cast.at) != proposed


def test_only_leads_of_the_provider_see_what_was_proposed(cast: Cast, proposed: ProposedNeed) -> None:
    for name in ("proposed_need", "proposed_need_decline"):
        assert cast.browser("finn").post(page_of(proposed, name), {"why": "No."}).status_code == 404
    other = reverse("web:proposed_need", args=[cast.ben.person_id, proposed.pk])
    assert cast.browser("grace").get(other).status_code == 404
    assert queries.list_needs_to_decide(for_=cast.finn) == []
    assert queries.list_needs_to_decide(for_=cast.amina.person) == []
    assert not ProposedNeedDecision.objects.exists()


def test_a_view_of_what_was_proposed_is_noted(cast: Cast, proposed: ProposedNeed) -> None:
    people.note_view_of_needs(person=cast.ben.person, by=cast.grace, at=cast.at)
    assert not Entry.objects.filter(verb="people.needs_viewed").exists()
    people.note_view_of_needs(person=proposed.person, by=cast.grace, at=cast.at)
    assert Entry.objects.filter(verb="people.needs_viewed").count() == 1


def test_a_review_that_is_due_is_on_the_leads_home(cast: Cast) -> None:
    draft = people.NeedDraft(need=NEED, review_on=cast.at.date())
    people.agree_need(person=cast.amina.person, draft=draft, by=cast.grace, at=cast.at)
    assert "Access needs of Amina Castellane to review" in cast.browser("grace").get("/").content.decode()
