"""Participants are told when questions open: once, soon, and with a link to their own page of them."""

from __future__ import annotations

from datetime import timedelta

from django.urls import reverse

from tests.cast import Cast
from waymark.ground.cohorts.models import CalendarItem
from waymark.ground.people.models import Email
from waymark.ground.programmes.queries import programme_of
from waymark.journey.reflect import jobs as reflect

BOTH = ["amina@llse.example", "ben@llse.example"]


def sent(kind: str) -> list[str]:
    return sorted(Email.objects.filter(kind=kind).values_list("to", flat=True))


def test_questions_are_announced_once_when_they_open_and_not_long_after(cast: Cast) -> None:
    after = {question_set.after for question_set in programme_of(cast.cohort.programme).question_sets}
    item = CalendarItem.objects.filter(cohort=cast.cohort, item_id__in=after).order_by("ends_at")[0]
    reflect.run(at=item.ends_at + timedelta(days=1, seconds=1))
    assert sent("reflect.questions_open") == []
    reflect.run(at=item.ends_at - timedelta(seconds=1))
    assert sent("reflect.questions_open") == []
    for _ in range(2):
        reflect.run(at=item.ends_at)
    assert sent("reflect.questions_open") == BOTH


def test_the_link_leads_to_the_questions_of_that_experience(cast: Cast) -> None:
    programme = programme_of(cast.cohort.programme)
    after = {question_set.after: question_set.id for question_set in programme.question_sets}
    item = CalendarItem.objects.filter(cohort=cast.cohort, item_id__in=after).order_by("ends_at")[0]
    reflect.run(at=item.ends_at)
    [asked] = [entry.id for entry in programme.items if entry.question_set == after[item.item_id]]
    email = Email.objects.get(kind="reflect.questions_open", to=BOTH[0])
    link = reverse("reflect:questions", args=[asked])
    assert email.values["link"].endswith(f"{link}?enrolment={cast.amina.reference}")
