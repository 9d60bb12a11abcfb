"""A person gets everything about them and nothing about others; before release nothing betrays a result."""

from __future__ import annotations

import io
import json
import zipfile
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.apps import apps
from django.db import connection

from tests import access
from tests.guards import guards_off
from tests.house.canaries import Canaries
from waymark.ground.people.models import Email, Person
from waymark.journey.apply.models import Application
from waymark.journey.award.models import Outcome, Release
from waymark.kit.retention import months_later
from waymark.web.privacy.actions import write_subject_access
from waymark.web.privacy.archive import archive_of
from waymark.web.privacy.subject_access import copy_for

pytestmark = pytest.mark.django_db
AT = access.NOW + timedelta(days=400)
MARKING = (
    "award.StatementOfResult",
    "award.Release",
    "award.Outcome",
    "mark.FailConfirmation",
    "mark.OmissionAnswer",
    "mark.CriterionMark",
    "mark.Mark",
    "mark.Allocation",
    "mark.ScriptText",
    "mark.Script",
)
GIVEN_TO_ITS_PERSON = {
    "participant name", "participant email", "organisation", "application", "answer to a question", "workbook title",
    "workbook text", "evidence", "shared coaching notes", "triangulation", "agreed action", "notes", "script",
    "extension", "access arrangement",
}  # fmt: skip
"""Kinds of canary that a participant’s copy contains, where they have one."""


def copy_of(person: Person) -> bytes:
    return archive_of(copy_for(person, asked_at=AT, at=AT))


def read(archive: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(archive)) as opened:
        return {name: opened.read(name) for name in opened.namelist()}


def records_of(archive: bytes, room: str) -> list[Any]:
    data = json.loads(read(archive)["your-data.json"])
    return next(entry["records"] for entry in data["rooms"] if entry["room"] == room)


def text_of(archive: bytes) -> str:
    return "\n".join(content.decode(errors="replace") for content in read(archive).values())


def test_copy_holds_everything_about_its_person_and_nothing_about_others() -> None:
    canaries = Canaries()
    world = access.build(access.LLSE, write=canaries.write)
    own = {canary.kind for canary in canaries.planted.values() if canary.owner.person == "writer"}
    given = {canary.kind for canary in canaries.in_text(text_of(copy_of(world.people["writer"])))}
    expected = own & GIVEN_TO_ITS_PERSON
    assert len(expected) > 8
    assert expected <= given
    for key in ("writer", "done", "facilitator", "coach", "marker"):
        archive = copy_of(world.people[key])
        about_others = {
            str(canary)
            for canary in canaries.in_text(text_of(archive))
            if canary.owner.person not in ("", key) and canary.owner.author not in ("", key)
        }
        assert about_others == set(), key
        assert copy_of(world.people[key]) == archive


def test_marks_and_outcome_are_given_after_release_and_leave_no_trace_before() -> None:
    world = access.build(access.LLSE)
    done = world.people["done"]
    archive = copy_of(done)
    kinds = {record["kind"] for record in records_of(archive, "mark") + records_of(archive, "award")}
    assert {"Marks", "Marks by criterion", "Outcome", "Statement of result"} <= kinds
    assert any(name.endswith(".pdf") for name in read(archive))

    with guards_off():
        Release.objects.filter(outcome__enrolment__person=done).update(at=datetime(2000, 1, 1, tzinfo=UTC))
    assert records_of(copy_of(done), "mark") == [], "marks made after a release wait for the next one"

    with guards_off():
        Email.objects.filter(once__startswith="award.released").delete()
        _delete("award.StatementOfResult", "award.Release")
    assert Outcome.objects.exists()
    persons = [world.people[key] for key in ("done", "failed", "undecided", "unmarked")]
    with_marks = [copy_of(person) for person in persons]
    for archive in with_marks:
        assert records_of(archive, "mark") == records_of(archive, "award") == []
        page = read(archive)["your-data.html"].decode()
        assert "Schedule 2, paragraph 25" in page
        assert (
            f"they follow by {months_later(AT, 5):%-d %B %Y}, or 40 days after results are announced" in page
        )
    with guards_off():
        _delete(*MARKING)
    assert [copy_of(person) for person in persons] == with_marks


def _delete(*labels: str) -> None:
    with connection.cursor() as cursor:
        for label in labels:
            cursor.execute(f'DELETE FROM "{apps.get_model(label)._meta.db_table}"')


def test_an_applicant_is_found_by_address_and_an_unknown_address_is_not() -> None:
    world = access.build(access.LLSE)
    provider = world.setup.provider
    application = Application.objects.filter(decisions=None)[0]
    archive = write_subject_access(provider=provider, email=application.email.upper(), by=None, at=AT)
    assert archive
    assert application.reason in text_of(archive)
    assert write_subject_access(provider=provider, email="nobody@nowhere.example", by=None, at=AT) is None
