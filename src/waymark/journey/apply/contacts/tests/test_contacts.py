"""A lead enters and changes who sponsors and mentors someone; earlier entries stay."""

from __future__ import annotations

from dataclasses import replace
from importlib import import_module
from typing import TYPE_CHECKING

import pytest
from django.apps import apps
from django.urls import reverse

from tests.filled import form_of
from tests.guards import guards_off
from waymark.ground.ledger.models import Entry
from waymark.journey.apply import actions, queries
from waymark.journey.apply.applications.tests.makers import ANSWERS
from waymark.journey.apply.contacts.models import EnrolmentContact
from waymark.kit.forms import ChangedSince

if TYPE_CHECKING:
    from tests.cast import Cast
    from waymark.ground.cohorts.models import Cohort, Enrolment

SPONSOR, MENTOR = EnrolmentContact.Kind
NORA = actions.ContactDraft(name="Nora Lund", email="nora@school.example")
SITE = "https://npq.our.example"


def accept(cast: Cast, cohort: Cohort, **changes: str) -> Enrolment:
    application = actions.submit_application(
        cohort=cohort, answers=replace(ANSWERS, **changes), idempotency_key="a", at=cast.at
    )
    return actions.accept_application(application=application, site=SITE, by=cast.grace, at=cast.at)


def emails_of(enrolment: Enrolment) -> list[str | None]:
    rows = [queries.current_contact(enrolment=enrolment, kind=kind) for kind in (SPONSOR, MENTOR)]
    return [row and row.email for row in rows]


def test_an_applicants_sponsor_and_mentor_are_the_enrolments(cast: Cast, spring: Cohort) -> None:
    enrolment = accept(cast, spring, mentor_name="Basil Thorne", mentor_email="basil@school.example")
    assert emails_of(enrolment) == ["chair@pebbleworth.example", "basil@school.example"]


def test_without_a_mentor_there_is_only_a_sponsor(cast: Cast, spring: Cohort) -> None:
    assert emails_of(accept(cast, spring)) == ["chair@pebbleworth.example", None]


def test_a_lead_enters_a_sponsor_of_someone_from_a_file_and_changes_it(cast: Cast) -> None:
    grace = cast.browser("grace")
    url = reverse("apply:contact_sponsor", args=[cast.cohort.slug, cast.amina.reference])
    page = grace.get(url)
    assert "Amina has no sponsor" in page.content.decode()
    assert "If they no longer have one" not in page.content.decode()
    empty = grace.post(url, form_of(page))
    assert empty.status_code == 422
    assert "Enter the name" in empty.content.decode()
    assert not EnrolmentContact.objects.exists()
    sent = form_of(page) | {"name": "Nora Lund", "email": "nora@school.example"}
    assert "Nora Lund, nora@school.example" in grace.post(url, sent, follow=True).content.decode()
    page = grace.get(url)
    refused = grace.post(url, form_of(page) | {"name": "Piet Smit", "email": "piet@school.example"})
    assert refused.status_code == 422
    assert "Enter why this is changing" in refused.content.decode()
    sent = form_of(page) | {"name": "Piet Smit", "email": "piet@school.example", "reason": "New head"}
    text = grace.post(url, sent, follow=True).content.decode()
    assert "Piet Smit, piet@school.example" in text
    assert "1 earlier entry" in text
    assert "New head" in text
    stale = grace.post(
        url, form_of(page) | {"name": "Nora L", "email": "n@school.example", "reason": "Typing"}
    )
    assert stale.status_code == 409
    sent = form_of(grace.get(url)) | {"name": "", "email": "", "reason": "Left"}
    assert "Amina has no sponsor" in grace.post(url, sent, follow=True).content.decode()
    assert [contact.email for contact in EnrolmentContact.objects.order_by("id")] == [
        "nora@school.example", "piet@school.example", "",
    ]  # fmt: skip
    assert Entry.objects.filter(verb="apply.contact_set").count() == 3
    assert emails_of(cast.amina) == ["", None]
    assert list(queries.contacts_of_kind(SPONSOR)) == []


def test_a_mentor_is_apart_from_a_sponsor(cast: Cast) -> None:
    url = reverse("apply:contact_mentor", args=[cast.cohort.slug, cast.amina.reference])
    grace = cast.browser("grace")
    sent = form_of(grace.get(url)) | {
        "name": "Nora Lund",
        "email": "nora@school.example",
        "until_on": "2027-07-31",
    }
    assert "until Saturday 31 July 2027" in grace.post(url, sent, follow=True).content.decode()
    assert emails_of(cast.amina) == [None, "nora@school.example"]
    assert emails_of(cast.ben) == [None, None]


def test_the_same_again_is_one_and_another_since_is_shown(cast: Cast) -> None:
    given = {"enrolment": cast.amina, "kind": SPONSOR, "by": cast.grace, "at": cast.at}
    first = actions.set_contact(draft=NORA, replaces=None, **given)
    assert actions.set_contact(draft=NORA, replaces=None, **given) == first
    piet = actions.ContactDraft(name="Piet Smit", email="piet@school.example")
    with pytest.raises(ChangedSince) as changed:
        actions.set_contact(draft=piet, replaces=None, reason="New", **given)
    assert (changed.value.by, changed.value.at) == (cast.grace.name, first.at)
    with pytest.raises(actions.CannotSetContact) as refused:
        actions.set_contact(draft=piet, replaces=first, **given)
    assert refused.value.codes == ("reason",)
    assert emails_of(cast.amina) == ["nora@school.example", None]


def test_another_provider_and_another_cohort_find_nothing(cast: Cast) -> None:
    url = reverse("apply:contact_sponsor", args=[cast.cohort.slug, cast.amina.reference])
    assert cast.browser("finn").get(url).status_code == 404
    other = reverse("apply:contact_sponsor", args=["autumn", cast.amina.reference])
    assert cast.browser("grace").get(other).status_code == 404


def test_enrolments_of_earlier_versions_get_those_of_their_application(cast: Cast, spring: Cohort) -> None:
    enrolment = accept(cast, spring, mentor_name="Basil Thorne", mentor_email="basil@school.example")
    with guards_off():
        EnrolmentContact.objects.all().delete()
    migration = import_module("waymark.journey.apply.migrations.0010_contacts_from_applications")
    for _ in range(2):
        migration.fill(apps, None)
    assert emails_of(enrolment) == ["chair@pebbleworth.example", "basil@school.example"]
    assert EnrolmentContact.objects.count() == 2
