"""Save and come back: on another device, by a link that a scanner does not use up and that can be renewed."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.conf import settings
from django.test import Client

from tests.cast import Cast
from tests.emails import newest_link
from waymark.ground.cohorts.models import Cohort
from waymark.ground.people.models import Email
from waymark.journey.apply.applications.models import ApplicationDraft, ApplicationLink
from waymark.journey.apply.applications.tests.makers import APPLY, answer_every_question
from waymark.journey.apply.jobs import run

ADA = "ada@quill.example"


def save(visitor: Client) -> str:
    """Half an application is saved; the path of the link that was emailed."""
    visitor.post(f"{APPLY}name/", {"given_name": "Ada", "family_name": "Quill"})
    page = visitor.post(f"{APPLY}saved/", {"email": ADA}).content.decode()
    assert f"emailed a link to {ADA}" in page
    return "/" + newest_link(ADA).split("/", 3)[3]


def test_a_link_continues_on_another_device(cast: Cast, spring: Cohort) -> None:
    path = save(Client())
    other = Client()
    assert "Continue my application" in other.get(path).content.decode()
    assert other.post(path).headers["location"] == APPLY
    assert 'value="Ada"' in other.get(f"{APPLY}name/").content.decode()
    answer_every_question(other)
    other.post(f"{APPLY}check/")
    assert "You have submitted this application" in Client().get(path).content.decode()


def test_opening_the_link_neither_uses_it_up_nor_gives_the_answers(cast: Cast, spring: Cohort) -> None:
    path = save(Client())
    scanner = Client()
    for _ in range(3):
        assert "Quill" not in scanner.get(path).content.decode()
    assert "Quill" not in scanner.get(f"{APPLY}name/").content.decode()
    assert Client().post(path).status_code == 302


def test_an_expired_link_is_renewed_from_its_page(cast: Cast, spring: Cohort) -> None:
    visitor = Client()
    path = save(visitor)
    ApplicationLink.objects.update(expires_at=spring.at - timedelta(days=1))
    page = visitor.get(path).content.decode()
    assert "This link has expired" in page
    assert Client().post(path).status_code == 200
    assert "We’ve emailed you a new link" in visitor.post(f"{path}renewal/").content.decode()
    assert Client().post("/" + newest_link(ADA).split("/", 3)[3]).status_code == 302


def test_neither_rows_nor_emails_hold_a_link_that_works(cast: Cast, spring: Cohort) -> None:
    token = save(Client()).split("/")[-2]
    assert token not in str(list(ApplicationLink.objects.values()))
    assert token not in str(list(Email.objects.values()))


@pytest.mark.parametrize("token", ["x", "a" * 43, "a" * 5_000])
def test_an_unknown_link_says_what_to_do(cast: Cast, spring: Cohort, token: str) -> None:
    answer = Client().get(f"/applications/drafts/{token}/")
    assert answer.status_code == 410
    assert "begin a new application" in answer.content.decode()
    assert Client().post(f"/applications/drafts/{token}/renewal/").status_code == 404


def test_no_more_than_three_links_a_day_go_to_one_address(cast: Cast, spring: Cohort) -> None:
    visitor = Client()
    pages = [visitor.post(f"{APPLY}saved/", {"email": ADA}).content.decode() for _ in range(4)]
    assert ["We’ve emailed a link" in page for page in pages] == [True, True, True, False]


def test_drafts_are_deleted_when_their_time_is_over(cast: Cast, spring: Cohort) -> None:
    save(Client())
    draft = ApplicationDraft.objects.get()
    kept = settings.APPLICATION_DRAFTS_KEPT_FOR
    assert run(at=draft.saved_at + kept) == 0
    assert run(at=draft.saved_at + kept + timedelta(seconds=1)) == 1
    assert not ApplicationDraft.objects.exists()
    assert not ApplicationLink.objects.exists()
