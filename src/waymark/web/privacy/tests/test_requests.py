"""Two people for a release and for an erasure; a hold stops both ways of removing; the month runs from the request."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from tests.cast import Cast
from waymark.ground.ledger.models import Entry
from waymark.ground.people.models import Email, Person
from waymark.ground.people.roles import Role
from waymark.web.jobs import run
from waymark.web.models import ErasureDecision, PreparedCopy
from waymark.web.privacy import requests
from waymark.web.privacy.subject_access import due_at

pytestmark = pytest.mark.django_db


@pytest.fixture
def second(cast: Cast) -> Person:
    return cast.person("olive", "Olive", "Grant", Role.LEAD)


def test_a_copy_is_due_a_calendar_month_after_the_request() -> None:
    assert due_at(datetime(2026, 1, 31, 9, tzinfo=UTC)) == datetime(2026, 2, 28, 9, tzinfo=UTC)
    assert due_at(datetime(2026, 12, 15, 9, tzinfo=UTC)) == datetime(2027, 1, 15, 9, tzinfo=UTC)


def test_a_copy_is_asked_for_prepared_released_downloaded_and_asked_for_again(
    cast: Cast, second: Person
) -> None:
    amina, page = cast.browser("amina"), "/your-data/"
    person, at = cast.amina.person, cast.at
    assert amina.post(page).status_code == 302
    assert amina.post(page).status_code == 302, "asking twice is one request"
    request = requests.open_request_of(person)
    assert request is not None
    assert person.copy_requests.count() == 1
    assert amina.get("/your-data/copy.zip").status_code == 404

    lead = f"/people/{person.pk}/subject-access/"
    grace = cast.browser("grace")
    grace.post(lead, {"step": "prepare"})
    copy = PreparedCopy.objects.get()
    assert amina.get("/your-data/copy.zip").status_code == 404, "not before it is released"
    refused = grace.post(lead, {"step": "release"})
    assert refused.status_code == 422
    assert "A second person checks the copy" in refused.content.decode()
    cast.browser("olive").post(lead, {"step": "release"})
    response = amina.get("/your-data/copy.zip")
    assert response.content == bytes(copy.archive)
    assert Email.objects.filter(to=person.email, subject__contains="ready to download").count() == 1
    assert cast.browser("ben").get("/your-data/copy.zip").status_code == 404

    later = at + timedelta(days=40)
    assert requests.copy_to_download(person=person, at=later) is None
    run(at=later)
    assert bytes(PreparedCopy.objects.get().archive) == b""
    again = requests.ask_for_copy(person=person, by=person, at=later)
    assert (again.pk != request.pk, again.at) == (True, later)


def test_two_leads_erase_and_no_one_decides_about_their_own_request(cast: Cast, second: Person) -> None:
    person, at = cast.amina.person, cast.at
    page = f"/people/{person.pk}/erasure/"
    grace, olive = cast.browser("grace"), cast.browser("olive")
    shown = grace.get(page).content.decode()
    assert "Your details: 1 record" in shown
    assert grace.post(page, {"reason": "They asked."}).status_code == 302
    own = grace.post(page, {"decision": "approve"})
    assert own.status_code == 422
    assert "A second person decides" in own.content.decode()
    assert olive.post(page, {"decision": "refuse"}).status_code == 422, "who refuses says why"
    assert olive.post(page, {"decision": "approve"}).status_code == 302
    run(at=at)
    assert Person.objects.get(pk=person.pk).name == "[erased]"
    assert ErasureDecision.objects.get().carried_out_at == at
    assert Entry.objects.filter(verb="web.erased").count() == 1
    run(at=at)
    assert Entry.objects.filter(verb="web.erased").count() == 1


def test_a_hold_that_came_after_the_approval_stops_the_erasure(cast: Cast, second: Person) -> None:
    person, at = cast.amina.person, cast.at
    request = requests.ask_for_erasure(person=person, reason="Asked.", by=cast.grace, at=at)
    requests.decide_erasure(request=request, approved=True, why="", by=second, at=at)
    hold = f"/people/{person.pk}/legal-hold/"
    grace = cast.browser("grace")
    assert grace.post(hold, {"reason": ""}).status_code == 422
    assert grace.post(hold, {"reason": "Claim 12."}).status_code == 302
    run(at=at)
    assert Person.objects.get(pk=person.pk).name == person.name
    assert "Claim 12." in grace.get(f"/people/{person.pk}/erasure/").content.decode()
    grace.post(hold, {"step": "lift"})
    run(at=at)
    assert Person.objects.get(pk=person.pk).name == "[erased]"


def test_no_one_asks_for_their_own_erasure_as_a_lead(cast: Cast) -> None:
    page = f"/people/{cast.grace.pk}/erasure/"
    response = cast.browser("grace").post(page, {"reason": "I leave."})
    assert response.status_code == 422
    assert "You can’t erase yourself" in response.content.decode()
