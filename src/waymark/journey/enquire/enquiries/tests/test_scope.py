"""Each act is about one enquiry of one provider, is on record, and fits its state."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.cast import Cast
from waymark.ground.ledger.models import Entry
from waymark.ground.people.models import Email, Provider
from waymark.ground.people.roles import Role
from waymark.journey.enquire import actions
from waymark.journey.enquire.enquiries import queries
from waymark.journey.enquire.enquiries.models import Enquiry, SavedAnswer
from waymark.journey.enquire.enquiries.rules import Said, State
from waymark.journey.enquire.enquiries.tests.test_desk import ask
from waymark.kit.forms import ChangedSince, version_of

pytestmark = pytest.mark.django_db


def answer(cast: Cast, enquiry: Enquiry, text: str = "Yes, you can.") -> None:
    actions.answer_enquiry(enquiry=enquiry, text=text, by=cast.grace, at=cast.at)


def save(cast: Cast, title: str = "Dates", *, who: str = "grace") -> SavedAnswer:
    return actions.save_answer(title=title, text="In January.", by=cast.people[who], at=cast.at)


@pytest.fixture
def three(cast: Cast) -> list[Enquiry]:
    """The first and the second at LLSE, the third at the stranger's provider."""
    return [
        ask(cast, idempotency_key="1"),
        ask(cast, idempotency_key="2", question="And in April?", at=cast.at + timedelta(minutes=1)),
        ask(cast, idempotency_key="3", provider=cast.ucl, programme_slug="ucl-npqel-2025"),
    ]


def test_an_answer_changes_its_own_enquiry_alone(cast: Cast, three: list[Enquiry]) -> None:
    answer(cast, three[0])
    states = Enquiry.objects.order_by("id").values_list("state", flat=True)
    assert list(states) == [State.ANSWERED, State.WAITING, State.WAITING]


def test_a_reply_starts_its_own_clock_alone(cast: Cast, three: list[Enquiry]) -> None:
    due = three[1].due_at
    later = cast.at + timedelta(hours=5)
    actions.note_on_enquiry(enquiry=three[0], kind=Said.HEARD, text="Well?", by=cast.grace, at=later)
    for enquiry in three:
        enquiry.refresh_from_db()
    assert (three[0].due_at, three[1].due_at) == (later + timedelta(hours=48), due)


def test_a_hand_over_is_of_one_enquiry(cast: Cast, three: list[Enquiry]) -> None:
    actions.hand_over_enquiry(
        enquiry=three[0], to=cast.fay, note="", url="https://npq.example/", by=cast.grace, at=cast.at
    )
    handlers = Enquiry.objects.order_by("id").values_list("handler_id", flat=True)
    assert list(handlers) == [cast.fay.pk, None, None]
    assert queries.list_waiting_of(handler=cast.fay) == [three[0]]
    assert queries.list_waiting_for(for_=cast.fay, role=Role.FACILITATOR) == [three[0]]
    answer(cast, three[0])
    assert queries.list_waiting_of(handler=cast.fay) == []


def test_an_email_of_a_hand_over_says_by_when_or_that_it_was_answered(
    cast: Cast, three: list[Enquiry]
) -> None:
    answer(cast, three[0])
    for enquiry in three[:2]:
        actions.hand_over_enquiry(
            enquiry=enquiry, to=cast.fay, note="", url="https://npq.example/", by=cast.grace, at=cast.at
        )
    texts = Email.objects.filter(to=cast.fay.email).order_by("id").values_list("text", flat=True)
    assert ["It has been answered" in text for text in texts] == [True, False]


def test_each_act_is_on_record(cast: Cast, three: list[Enquiry]) -> None:
    answer(cast, three[0])
    actions.close_enquiry(enquiry=three[0], text="Done.", by=cast.grace, at=cast.at)
    actions.reopen_enquiry(enquiry=three[0], text="Again.", by=cast.grace, at=cast.at)
    verbs = Entry.objects.filter(about_id=three[0].pk, verb__startswith="enquire.").order_by("id")
    assert [entry.verb for entry in verbs] == [
        "enquire.received",
        "enquire.answer",
        "enquire.closed",
        "enquire.reopened",
    ]


def test_what_does_not_fit_the_state_is_refused(cast: Cast, three: list[Enquiry]) -> None:
    with pytest.raises(actions.CannotChangeEnquiry):
        answer(cast, three[0], " ")
    with pytest.raises(actions.CannotChangeEnquiry):
        actions.reopen_enquiry(enquiry=three[0], text="Again.", by=cast.grace, at=cast.at)
    actions.close_enquiry(enquiry=three[0], text="Done.", by=cast.grace, at=cast.at)
    with pytest.raises(actions.CannotChangeEnquiry):
        actions.close_enquiry(enquiry=three[0], text="Done.", by=cast.grace, at=cast.at)
    assert three[0].events.count() == 1


def test_lists_are_a_providers_own_and_of_one_state(cast: Cast, three: list[Enquiry]) -> None:
    answer(cast, three[0])
    assert queries.list_waiting_for(for_=cast.grace, role=Role.LEAD) == [three[1]]
    assert queries.list_done_for(for_=cast.grace, role=Role.LEAD) == [three[0]]
    assert queries.list_waiting_for(for_=cast.finn, role=Role.LEAD) == [three[2]]
    assert queries.waiting_for(for_=cast.grace) == (1, three[1].due_at)


def test_an_enquiry_is_found_by_its_reference(cast: Cast, three: list[Enquiry]) -> None:
    for enquiry in three:
        provider = cast.ucl if enquiry == three[2] else cast.llse
        assert queries.find_sent(reference=enquiry.reference, provider=provider) == enquiry
        mine = enquiry if provider == cast.llse else None
        shown = queries.get_enquiry_for(for_=cast.grace, role=Role.LEAD, reference=enquiry.reference)
        assert shown == mine
    assert queries.find_sent(reference=three[2].reference, provider=cast.llse) is None


def test_an_acknowledgement_is_known(cast: Cast, three: list[Enquiry]) -> None:
    assert queries.was_acknowledged(enquiry=three[0])
    unknown = Enquiry(pk=three[2].pk + 1)
    assert not queries.was_acknowledged(enquiry=unknown)


def test_what_was_said_last_is_the_version(cast: Cast, three: list[Enquiry]) -> None:
    assert queries.version_of(events=[]) == 0
    answer(cast, three[0])
    events = queries.list_events(enquiry=three[0])
    assert queries.version_of(events=events) == events[-1].pk


def test_who_can_deal_with_it_is_each_named_once(cast: Cast) -> None:
    handlers = queries.list_handlers_for(for_=cast.grace)
    assert set(handlers) == {cast.grace, cast.fay, cast.hugo}


def test_a_network_that_is_not_known_is_not_counted(cast: Cast, three: list[Enquiry]) -> None:
    at = cast.at + timedelta(minutes=2)
    assert queries.count_recent(caused_by="", email="x@y.example", at=at) == (0, 0)
    assert queries.count_recent(caused_by="", email="OLA@school.example", at=at) == (0, 3)


def test_saved_answers_are_a_providers_own_until_they_are_removed(cast: Cast) -> None:
    first, second, strangers = save(cast), save(cast, "Fees"), save(cast, who="finn")
    assert queries.list_saved_answers_for(for_=cast.grace) == [first, second]
    assert queries.get_saved_answer_for(for_=cast.grace, answer_id=second.pk) == second
    assert queries.get_saved_answer_for(for_=cast.grace, answer_id=strangers.pk) is None
    actions.remove_saved_answer(answer=first, by=cast.grace, at=cast.at)
    actions.remove_saved_answer(answer=first, by=cast.grace, at=cast.at + timedelta(days=1))
    first.refresh_from_db()
    assert first.removed_at == cast.at
    assert queries.list_saved_answers_for(for_=cast.grace) == [second]
    assert queries.get_saved_answer_for(for_=cast.grace, answer_id=first.pk) is None
    verbs = Entry.objects.filter(about_id=first.pk, verb__startswith="enquire.answer_").order_by("id")
    assert [entry.verb for entry in verbs][:2] == ["enquire.answer_saved", "enquire.answer_removed"]


def test_a_saved_answer_is_not_changed_over_a_colleagues_head(cast: Cast) -> None:
    row = save(cast)
    made_from = version_of(row.title, row.text)
    save_again = {"answer": row, "by": cast.grace, "at": cast.at, "made_from": made_from}
    actions.save_answer(title="Dates", text="In April.", **save_again)  # type: ignore[arg-type]
    with pytest.raises(ChangedSince):
        actions.save_answer(title="Dates", text="In May.", **save_again)  # type: ignore[arg-type]


def test_the_title_is_the_programmes(cast: Cast, three: list[Enquiry]) -> None:
    assert queries.title_of(enquiry=three[0]) == cast.programme().short_title
    three[0].programme_slug = ""
    assert queries.title_of(enquiry=three[0]) == "General question"


def promising(cast: Cast, provider: Provider, slug: str) -> int:
    return queries.clock_for(provider=provider, programme_slug=slug).hours


def test_the_promise_is_that_of_the_programme_or_the_shortest(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    hours = {"llse-npqel": 48, "ucl-npqel-2025": 12}
    listed = queries.list_programmes(provider=cast.llse)
    assert {published.provider_id for published in listed} == {cast.llse.pk}
    both = [cast.cohort.programme, cast.ucl_cohort.programme]
    monkeypatch.setattr(queries, "list_programmes", lambda provider: both)
    monkeypatch.setattr(queries.programmes, "programme_of", lambda published: published.slug)
    monkeypatch.setattr(queries, "clock_of", lambda slug: queries.AnswerClock(hours=hours[slug]))
    assert promising(cast, cast.llse, "llse-npqel") == 48
    assert promising(cast, cast.llse, "ucl-npqel-2025") == 12
    assert promising(cast, cast.llse, "") == 12


def test_a_pack_says_how_it_counts(cast: Cast) -> None:
    assert queries.clock_of(None) == queries.AnswerClock()
    programme = cast.programme().model_copy(update={"enquiries": None})
    for hours, counted in ((24, 24), (None, queries.AnswerClock().hours)):
        provider = programme.provider.model_copy(update={"enquiries_hours": hours})
        assert queries.clock_of(programme.model_copy(update={"provider": provider})).hours == counted
