"""A question arrives, is acknowledged, answered in time, handed over, closed and reopened."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client

from tests.cast import Cast
from tests.emails import newest_email
from waymark.ground.ledger.queries import count_entries
from waymark.ground.people.models import Email, Person
from waymark.journey.enquire import actions, queries
from waymark.journey.enquire.enquiries.models import Enquiry, EnquiryEvent
from waymark.journey.enquire.enquiries.rules import Said, State
from waymark.kit.forms import ChangedSince

pytestmark = pytest.mark.django_db
URL = "/providers/llse/enquiries/new/"


def ask(cast: Cast, **given: object) -> Enquiry:
    values = {
        "provider": cast.cohort.provider,
        "programme_slug": "llse-npqel",
        "name": "Ola Whitmore",
        "email": "ola@school.example",
        "question": "Can I start in January?",
        "idempotency_key": "k",
        "at": cast.at,
    }
    return actions.send_enquiry(**(values | given))  # type: ignore[arg-type]


def form(**given: str) -> dict[str, str]:
    values = {"programme": "llse-npqel", "name": "Ola Whitmore", "email": "ola@school.example"}
    return values | {"question": "Can I start in January?", "homepage": "", "key": "k"} | given


def test_a_question_is_recorded_and_acknowledged_without_the_visitors_words(cast: Cast) -> None:
    answer = Client().post(URL, form(), follow=True)
    enquiry = Enquiry.objects.get()
    assert enquiry.reference in answer.content.decode()
    assert enquiry.due_at == enquiry.at + timedelta(hours=48)
    email = Email.objects.get(to="ola@school.example")
    assert "within 48 hours" in email.text
    assert "Ola" not in email.text
    assert "January" not in email.text
    assert "12 months" in enquiry.agreed


def test_the_same_form_twice_is_one_enquiry_and_other_words_are_another(cast: Cast) -> None:
    browser = Client()
    browser.post(URL, form())
    browser.post(URL, form())
    assert Enquiry.objects.count() == 1
    browser.post(URL, form(question="And in April?"))
    assert Enquiry.objects.count() == 2


def test_a_filled_trap_says_how_to_go_on_and_keeps_what_was_typed(cast: Cast) -> None:
    answer = Client().post(URL, form(homepage="https://spam.example"))
    assert answer.status_code == 422
    text = answer.content.decode()
    assert "Leave this field empty. It’s there to stop automatic messages." in text
    assert "Can I start in January?" in text
    assert Enquiry.objects.count() == 0


@pytest.mark.parametrize(
    ("field", "value"), [("name", ""), ("email", "ola"), ("question", " "), ("programme", "x")]
)
def test_a_form_with_a_mistake_comes_back_filled(cast: Cast, field: str, value: str) -> None:
    answer = Client().post(URL, form(**{field: value}))
    assert answer.status_code == 422
    assert Enquiry.objects.count() == 0


def test_many_enquiries_from_one_address_are_refused_with_another_way(cast: Cast) -> None:
    for number in range(5):
        ask(cast, idempotency_key=str(number))
    with pytest.raises(actions.CannotEnquire, match="npq@llse"):
        ask(cast, idempotency_key="6")
    ask(cast, idempotency_key="7", at=cast.at + timedelta(hours=2))


def test_many_enquiries_from_one_network_are_refused(cast: Cast) -> None:
    for number in range(20):
        ask(
            cast, idempotency_key=str(number), email=f"a{number}@school.example", client_address="2001:db8::1"
        )
    with pytest.raises(actions.CannotEnquire):
        ask(cast, idempotency_key="x", email="b@school.example", client_address="2001:db8::2")
    ask(cast, idempotency_key="y", email="c@school.example", client_address="2001:db9::2")


def test_an_answer_is_emailed_and_stops_the_clock(cast: Cast) -> None:
    enquiry = ask(cast)
    actions.answer_enquiry(enquiry=enquiry, text="Yes, on 18 January.", by=cast.grace, at=cast.at)
    enquiry.refresh_from_db()
    assert enquiry.state == State.ANSWERED
    assert "Yes, on 18 January." in newest_email("ola@school.example").text
    assert queries.waiting_for(for_=cast.grace) == (0, None)


def test_a_reply_starts_the_clock_again(cast: Cast) -> None:
    enquiry, lead = ask(cast), cast.grace
    actions.answer_enquiry(enquiry=enquiry, text="Yes.", by=lead, at=cast.at)
    later = cast.at + timedelta(days=3)
    actions.note_on_enquiry(enquiry=enquiry, kind=Said.HEARD, text="What does it cost?", by=lead, at=later)
    enquiry.refresh_from_db()
    assert (enquiry.state, enquiry.due_at) == (State.WAITING, later + timedelta(hours=48))


def test_who_answers_second_sees_the_first_answer(cast: Cast) -> None:
    enquiry, lead = ask(cast), cast.grace
    first = actions.note_on_enquiry(enquiry=enquiry, kind=Said.NOTE, text="Mine.", by=lead, at=cast.at)
    actions.answer_enquiry(enquiry=enquiry, text="Yes.", by=lead, at=cast.at, made_from=first.pk)
    with pytest.raises(ChangedSince):
        actions.answer_enquiry(enquiry=enquiry, text="No.", by=lead, at=cast.at, made_from=first.pk)
    assert list(enquiry.events.filter(kind=Said.ANSWER).values_list("text", flat=True)) == ["Yes."]


def test_two_who_open_a_new_enquiry_do_not_both_answer_it(cast: Cast) -> None:
    enquiry, lead = ask(cast), cast.grace
    actions.answer_enquiry(enquiry=enquiry, text="Yes.", by=lead, at=cast.at, made_from=0)
    with pytest.raises(ChangedSince):
        actions.answer_enquiry(enquiry=enquiry, text="No.", by=lead, at=cast.at, made_from=0)


def test_a_hand_over_tells_the_colleague_and_lets_them_in(cast: Cast) -> None:
    enquiry, lead, to = ask(cast), cast.grace, cast.fay
    browser = cast.browser("fay")
    assert browser.get(f"/enquiries/{enquiry.reference}/").status_code == 404
    actions.hand_over_enquiry(
        enquiry=enquiry, to=to, note="You know the dates.", url="https://x.example/e", by=lead, at=cast.at
    )
    assert browser.get(f"/enquiries/{enquiry.reference}/").status_code == 200
    assert "You know the dates." in newest_email(to.email).text
    with pytest.raises(actions.CannotChangeEnquiry, match="already dealing"):
        actions.hand_over_enquiry(enquiry=enquiry, to=to, note="", url="", by=lead, at=cast.at)


def test_a_closed_enquiry_is_reopened_before_it_is_answered(cast: Cast) -> None:
    enquiry, lead = ask(cast), cast.grace
    actions.close_enquiry(enquiry=enquiry, text="Asked by mistake", by=lead, at=cast.at)
    with pytest.raises(actions.CannotChangeEnquiry, match="closed"):
        actions.answer_enquiry(enquiry=enquiry, text="Yes", by=lead, at=cast.at)
    actions.reopen_enquiry(enquiry=enquiry, text="It wasn’t", by=lead, at=cast.at)
    actions.answer_enquiry(enquiry=enquiry, text="Yes", by=lead, at=cast.at)
    kinds = [event.kind for event in EnquiryEvent.objects.order_by("id")]
    assert kinds == [Said.CLOSED, Said.REOPENED, Said.ANSWER]


def test_a_saved_answer_fills_its_places_and_refuses_others(cast: Cast) -> None:
    lead: Person = cast.grace
    answer = actions.save_answer(title="Dates", text="Dear {name}, {own_name}", by=lead, at=cast.at)
    enquiry = ask(cast)
    page = cast.browser("grace").get(f"/enquiries/{enquiry.reference}/?answer={answer.pk}")
    assert f"Dear Ola Whitmore, {lead.name}" in page.content.decode()
    with pytest.raises(actions.CannotSaveAnswer, match=r"\{fee\}"):
        actions.save_answer(title="Fee", text="It costs {fee}", by=lead, at=cast.at)


def test_the_list_says_what_is_overdue_in_words(cast: Cast) -> None:
    ask(cast, at=cast.at - timedelta(hours=50))
    text = cast.browser("grace").get("/enquiries/").content.decode()
    assert "1 enquiry is overdue" in text
    assert "Overdue by 2 hours" in text


def test_what_waits_is_counted_for_ones_own_provider_and_leaves_a_line(cast: Cast) -> None:
    enquiry = ask(cast)
    assert queries.waiting_for(for_=cast.grace) == (1, enquiry.due_at)
    assert queries.waiting_for(for_=cast.finn) == (0, None)
    assert count_entries(provider_id=cast.llse.pk, verb="enquire.received") == 1


def test_the_emails_name_the_programme_and_can_have_the_leads_words(cast: Cast) -> None:
    enquiry, lead = ask(cast), cast.grace
    actions.hand_over_enquiry(enquiry=enquiry, to=cast.fay, note="", url="/x", by=lead, at=cast.at)
    actions.answer_enquiry(enquiry=enquiry, text="Yes {reference}.", by=lead, at=cast.at)
    emails = {email.kind: email for email in Email.objects.filter(kind__startswith="enquire.")}
    assert set(emails) == {"enquire.received", "enquire.handed_over", "enquire.answered"}
    for email in emails.values():
        assert cast.cohort.programme.title in email.text
        assert enquiry.reference in email.text + email.subject
    assert "/programmes/llse-npqel/" in emails["enquire.received"].text
    assert "writes:" not in emails["enquire.handed_over"].text
    assert emails["enquire.handed_over"].values["link"] == "/x"
    assert emails["enquire.answered"].text.startswith("Yes {reference}.\n\n" + lead.name)


def test_a_general_question_is_about_the_providers_programmes(cast: Cast) -> None:
    enquiry = ask(cast, programme_slug="")
    text = Email.objects.get(once=f"enquiry:{enquiry.pk}:received").text
    assert "about LLSE’s programmes" in text
    assert text.endswith("/programmes/\n")
