"""Every form of every room: sent twenty times at once it is one act, and its address always shows a page."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from django.db import models
from django.test import Client
from django.urls import resolve, reverse

from tests import access
from tests.cast import Cast, the_cast
from tests.filled import form_of
from tests.house.test_hostile import together
from waymark.ground.cohorts.models import Cohort, CohortStaff
from waymark.ground.ledger.models import Entry
from waymark.ground.papers.models import Paper
from waymark.ground.people.access import uses_fast_path
from waymark.ground.people.models import Email
from waymark.journey.coach.models import CoachingSession, Pairing
from waymark.journey.coach.tests import makers as coach
from waymark.journey.gather.models import Meeting, PeerGroup
from waymark.journey.gather.tests import makers as gather
from waymark.journey.improve.models import ImprovementAction, Issue
from waymark.journey.improve.tests.makers import make_issue
from waymark.journey.learn.models import Attendance
from waymark.journey.practise.models import WorkbookEntry
from waymark.journey.practise.tests import makers as practise
from waymark.web.models import PretendDate

Prepared = tuple[str, str, dict[str, Any], type[models.Model], int]
"""Who sends what where, which rows it makes, and how many."""


def paper(cast: Cast) -> Prepared:
    data = {"programme": "llse-npqel", "code": "LLSE-Z", "title": "A paper", "case_title": "A case"}
    return "petra", reverse("papers:new_paper"), data, Paper, 1


def issue(cast: Cast) -> Prepared:
    data = {"cohort": cast.cohort.slug, "summary": "The room was cold.", "evidence": "Nine comments."}
    return "grace", reverse("improve:issue_new"), data, Issue, 1


def action(cast: Cast) -> Prepared:
    url = reverse("improve:action", args=[make_issue(cast).pk])
    data = {"what": "Book another room.", "owner": str(cast.grace.pk), "due_on": "2026-11-20"}
    return "grace", url, data, ImprovementAction, 1


def cohort(cast: Cast) -> Prepared:
    data = {"programme": str(cast.cohort.programme_id), "name": "Twenty times", "starts_on": "2027-01-11"}
    return "grace", reverse("apply:cohort_new"), data, Cohort, 1


def staff(cast: Cast) -> Prepared:
    url = reverse("apply:cohort_staff", args=[cast.cohort.slug])
    return "grace", url, {"person": str(cast.dev.pk), "role": "senior"}, CohortStaff, 1


def entry(cast: Cast) -> Prepared:
    return "amina", reverse("practise:new_entry"), practise.form_data(), WorkbookEntry, 1


def groups(cast: Cast) -> Prepared:
    return "grace", reverse("gather:groups", args=[cast.cohort.slug]), {}, PeerGroup, 1


def meeting(cast: Cast) -> Prepared:
    gather.make_groups(cast)
    present = [cast.amina.reference, cast.ben.reference]
    data = {"held_on": "2026-01-22", "minutes": "120", "learned": "To ask.", "present": present}
    return "amina", reverse("gather:meeting", args=[gather.ITEM]), data, Meeting, 1


def pairings(cast: Cast) -> Prepared:
    data = {cast.amina.reference: str(cast.hugo.pk), cast.ben.reference: str(cast.hugo.pk)}
    return "grace", reverse("coach:pairings", args=[cast.cohort.slug]), data, Pairing, 2


def session(cast: Cast) -> Prepared:
    pairing = coach.make_pairing(cast)
    url = reverse("coach:session", args=[pairing.enrolment.reference, coach.ITEM])
    return "hugo", url, coach.form_data(), CoachingSession, 1


def register(cast: Cast) -> Prepared:
    data = {cast.amina.reference: "240", cast.ben.reference: "0"}
    return "fay", reverse("learn:register", args=[cast.cohort.slug, "workshop-1"]), data, Attendance, 2


KINDS = (paper, issue, action, cohort, staff, entry, groups, meeting, pairings, session, register)


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("with_page", [True, False], ids=["with the page’s form", "without a page"])
@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_a_form_sent_twenty_times_at_once_is_one_act(
    kind: Callable[[Cast], Prepared], with_page: bool
) -> None:
    cast = the_cast()
    who, url, data, model, rows = kind(cast)
    browsers = [cast.browser(who) for _ in range(20)]
    if with_page:
        data = form_on_page(browsers[0], url, data) | data
    before, lines = model._default_manager.count(), Entry.objects.count()
    earlier = set(Email.objects.values_list("pk", flat=True))
    answers = together(*[lambda browser=browser: browser.post(url, data) for browser in browsers])
    statuses = {answer.status_code for answer in answers}
    assert statuses <= ({302} if with_page else {302, 409, 422})
    assert 302 in statuses
    assert model._default_manager.count() == before + rows
    told = Email.objects.exclude(pk__in=earlier).values_list("to", "kind")
    assert len(told) == len(set(told)), "No one is told twice."
    assert Entry.objects.count() - lines <= rows + 1


def form_on_page(browser: Client, url: str, data: dict[str, Any]) -> dict[str, Any]:
    """The form that is sent to that address, from its page: for a new cohort the preview, for staff the page above."""
    page = browser.get(url, data if url == reverse("apply:cohort_new") else None, follow=True)
    return form_of(page, action=url if page.redirect_chain else None)


def owners(world: access.World) -> Iterator[tuple[str, Client, str]]:
    """Every address with someone who may go there, but those for scripts, which want a status rather than a page."""
    for name, row in access.MATRIX.items():
        person = world.people.get(row.owner)
        browser = Client()
        if person is not None and person.account is not None:
            browser.force_login(person.account)
        url = reverse(name, args=[world.at[key] for key in row.fill])
        if (row.roles is None or person is not None) and not uses_fast_path(resolve(url).func):
            yield name, browser, url


@pytest.mark.slow
@pytest.mark.django_db
def test_an_address_that_only_takes_forms_leads_to_its_page() -> None:
    world = access.build(access.LLSE)
    PretendDate.objects.create(pretend_at=access.NOW, real_at=datetime.now(tz=UTC))
    led = {}
    for name, browser, url in owners(world):
        answer = browser.get(url)
        assert answer.status_code != 405, name
        if answer.status_code == 302:
            end = browser.get(url, follow=True)
            led[name] = end.status_code
    assert {name: status for name, status in led.items() if status not in (200, 404, 410)} == {}
    assert {"mark:scripts", "mark:allocation", "papers:question_removal", "apply:rejection"} <= set(led)
    assert {led["mark:scripts"], led["papers:question_removal"], led["apply:rejection"]} == {200}
