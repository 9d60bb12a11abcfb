"""A lead previews and makes a pack; an inspector opens it by link, which expires, is ended and renewed."""

from __future__ import annotations

import io
from datetime import date, timedelta
from typing import Any
from zipfile import ZipFile

import pytest
from django.test import Client
from django.urls import reverse

from tests.cast import Cast
from tests.emails import newest_path
from tests.filled import form_of
from waymark.ground.cohorts import actions as cohorts
from waymark.ground.ledger.models import Entry
from waymark.ground.people import actions as people
from waymark.ground.people.models import Email
from waymark.journey.improve import actions as improve
from waymark.journey.improve.inspections import actions, content, queries
from waymark.journey.improve.inspections.models import InspectionLink, InspectionOpening, InspectionPack
from waymark.journey.improve.inspections.rules import EVERYTHING, SectionId, Template
from waymark.journey.improve.inspections.sections import Section, from_json, references_in, to_json
from waymark.journey.learn.actions import take_register
from waymark.journey.learn.queries import list_sessions

NEW = "/improve/inspections/new/"
EMAIL = "robin@ofsted.example"
SENT = {
    "inspector": "Robin Hale", "organisation": "Ofsted", "email": EMAIL, "template": "everything", "cohort": "",
    "from_on": "2025-04-28", "until_on": "2026-10-22", "link_days": "14",
}  # fmt: skip


def draft_of(cast: Cast, **changes: Any) -> actions.PackDraft:
    fields: dict[str, Any] = {
        "template": EVERYTHING, "cohorts": (cast.cohort,), "cohort": cast.cohort, "from_on": date(2025, 4, 28),
        "until_on": date(2026, 10, 22), "names_people": False, "inspector": "Robin Hale",
        "organisation": "Ofsted", "email": EMAIL, "link_days": 14,
    }  # fmt: skip
    return actions.PackDraft(**(fields | changes))


@pytest.fixture
def pack(cast: Cast) -> InspectionPack:
    return actions.make_pack(draft=draft_of(cast), site="http://testserver", by=cast.grace, at=cast.at)


def page_of(pack: InspectionPack, name: str = "inspection") -> str:
    return reverse(f"improve:{name}", args=[pack.pk])


def section(cast: Cast, section_id: SectionId, **changes: Any) -> Section:
    draft = draft_of(cast, template=Template(id="a", title="A", sections=(section_id,)), **changes)
    [only] = actions.preview_pack(draft=draft, by=cast.grace, at=cast.at)
    return only


def cells(cast: Cast, section_id: SectionId, table: int = 0, **changes: Any) -> list[tuple[str, ...]]:
    return list(section(cast, section_id, **changes).tables[table].rows)


def test_a_lead_sees_the_pack_before_anything_is_saved_or_sent(cast: Cast) -> None:
    grace = cast.browser("grace")
    page = grace.post(NEW, form_of(grace.get(NEW)) | SENT)
    text = page.content.decode()
    assert "Check the pack for Robin Hale" in text
    assert "Quality of marking" in text
    assert cast.amina.reference in text
    assert "Amina" not in text
    assert not InspectionPack.objects.exists()
    assert not Email.objects.filter(to=EMAIL).exists()
    made = grace.post(NEW, form_of(page) | {"seen": "yes"}, follow=True).content.decode()
    assert "We’ve emailed Robin Hale a link" in made
    pack = InspectionPack.objects.get()
    assert (pack.cohort, pack.inspector, pack.names_people) == (None, "Robin Hale", False)
    assert Email.objects.filter(to=EMAIL, kind="improve.inspection").count() == 1
    assert "Robin Hale" in grace.get("/improve/inspections/").content.decode()


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"inspector": ""}, "Enter the inspector’s name"),
        ({"organisation": ""}, "Enter the inspector’s organisation"),
        ({"email": ""}, "Enter the inspector’s email address"),
        ({"template": ""}, "Select the sections of the pack"),
        ({"until_on": "2025-04-27"}, "The last day can’t be before the first day"),
        ({"from_on": "2024-01-01"}, "A pack can cover two years at most"),
        ({"link_days": "91"}, "Days must be between 1 and 90"),
        ({"link_days": "0"}, "Days must be between 1 and 90"),
    ],
)
def test_what_cannot_be_made_says_why(cast: Cast, changes: dict[str, str], sentence: str) -> None:
    answer = cast.browser("grace").post(NEW, SENT | changes | {"seen": "yes"})
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert not InspectionPack.objects.exists()


def test_opening_the_link_shows_a_button_and_notes_nothing(pack: InspectionPack) -> None:
    text = Client().get(newest_path(EMAIL)).content.decode()
    assert "Pack for Robin Hale" in text
    assert "Calendar, and what was held" not in text
    assert not InspectionOpening.objects.exists()


def test_the_button_opens_the_pack_and_the_lead_sees_it(cast: Cast, pack: InspectionPack) -> None:
    visitor, path = Client(), newest_path(EMAIL)
    text = visitor.post(path, {"what": "read"}).content.decode()
    assert "Calendar, and what was held" in text
    assert cast.amina.reference in text
    assert "Amina" not in text
    file = visitor.post(path, {"what": "downloaded"})
    assert file["Content-Type"] == "application/zip"
    names = ZipFile(io.BytesIO(file.content)).namelist()
    assert {"pack.html", "people-1.csv", "calendar-1.csv", "marking-1.csv"} <= set(names)
    lead = cast.browser("grace").get(page_of(pack)).content.decode()
    assert "Opened on Thursday 22 October 2026" in lead
    assert "Downloaded on Thursday 22 October 2026" in lead
    assert Entry.objects.filter(verb="improve.inspection_opened").count() == 2


def test_an_ended_link_shows_nothing_and_is_renewed(cast: Cast, pack: InspectionPack) -> None:
    grace, path = cast.browser("grace"), newest_path(EMAIL)
    assert "no longer works" in grace.post(page_of(pack, "inspection_end"), follow=True).content.decode()
    for method in ("get", "post"):
        answer = getattr(Client(), method)(path)
        assert answer.status_code == 410
        assert "This link has been ended" in answer.content.decode()
        assert cast.amina.reference not in answer.content.decode()
    assert not InspectionOpening.objects.exists()
    assert not actions.end_link(pack=pack, by=cast.grace, at=cast.at)
    assert grace.post(page_of(pack, "inspection_renewal"), {"link_days": "0"}).status_code == 422
    grace.post(page_of(pack, "inspection_renewal"), {"link_days": "3"})
    newest = newest_path(EMAIL)
    assert newest != path
    assert Client().post(newest).status_code == 200
    assert Client().post(path).status_code == 410
    link = queries.newest_link_of(pack=pack)
    assert link.expires_at - link.at == timedelta(days=3)


def test_renewing_ends_the_link_that_still_works(cast: Cast, pack: InspectionPack) -> None:
    actions.renew_link(pack=pack, days=14, site="http://testserver", by=cast.grace, at=cast.at)
    assert InspectionLink.objects.filter(pack=pack, ended_at=None).count() == 1
    assert Entry.objects.filter(verb="improve.inspection_renewed").count() == 1


def test_the_pages_of_the_link_carry_the_name_of_the_provider(cast: Cast, pack: InspectionPack) -> None:
    visitor, path = Client(), newest_path(EMAIL)
    title = f" - {cast.llse.short_name}</title>"
    assert title in visitor.get(path).content.decode()
    assert title in visitor.post(path, {"what": "read"}).content.decode()
    actions.end_link(pack=pack, by=cast.grace, at=cast.at)
    assert title in visitor.get(path).content.decode()


def test_an_expired_link_says_so(cast: Cast, pack: InspectionPack) -> None:
    path = newest_path(EMAIL)
    cast.set_time(cast.at + timedelta(days=14))
    answer = Client().post(path)
    assert answer.status_code == 410
    assert "This link has expired" in answer.content.decode()
    assert not InspectionOpening.objects.exists()
    assert "Expired on" in cast.browser("grace").get("/improve/inspections/").content.decode()


def test_a_wrong_link_opens_nothing(pack: InspectionPack) -> None:
    assert Client().post("/improve/inspection-packs/wrong/").status_code == 410


def test_another_provider_finds_no_pack(cast: Cast, pack: InspectionPack) -> None:
    finn = cast.browser("finn")
    assert finn.get(page_of(pack)).status_code == 404
    for name in ("inspection_end", "inspection_renewal"):
        assert finn.post(page_of(pack, name), {"link_days": "3"}).status_code == 404
    assert queries.list_packs_for(for_=cast.finn) == []
    assert queries.newest_link_of(pack=pack).ended_at is None


def test_a_pack_stays_as_it_was_made(cast: Cast, pack: InspectionPack) -> None:
    before = InspectionPack.objects.get(pk=pack.pk).content
    improve.record_issue(
        cohort=cast.cohort, summary="A later issue", evidence="Results", by=cast.grace, at=cast.at
    )
    assert "A later issue" not in Client().post(newest_path(EMAIL)).content.decode()
    pack.refresh_from_db()
    assert pack.content == before


def test_names_are_shown_only_if_chosen_and_as_they_are_now(cast: Cast) -> None:
    pack = actions.make_pack(
        draft=draft_of(cast, names_people=True), site="http://testserver", by=cast.grace, at=cast.at
    )
    assert "Amina" not in str(pack.content)
    person = cast.people["amina"]
    people.correct_name(
        person=person, given_name="Amina", family_name="Castle", reason="Married", by=cast.grace, at=cast.at
    )
    assert "Amina Castle" in Client().post(newest_path(EMAIL)).content.decode()


def test_names_stand_beside_the_references_of_people_alone() -> None:
    table = {
        "title": "A",
        "heading": ["Reference", "Hours"],
        "rows": [["R1", "2"], ["R2", "3"]],
        "of_people": True,
    }
    other = {"title": "B", "heading": ["Item"], "rows": [["R1"]], "of_people": False}
    kept = [{"id": "people", "title": "P", "paragraphs": ["x"], "tables": [table, other]}]
    assert references_in(kept) == {"R1", "R2"}
    [shown] = from_json(kept, names={"R1": "Ada"})
    assert shown.tables[0].heading == ("Reference", "Name", "Hours")
    assert shown.tables[0].rows == (("R1", "Ada", "2"), ("R2", "", "3"))
    assert shown.tables[1].rows == (("R1",),)
    [plain] = from_json(kept, names={})
    assert plain.tables[0].rows == (("R1", "2"), ("R2", "3"))
    assert from_json(to_json([plain]), names={}) == [plain]


def test_attendance_is_that_of_the_period_by_reference(cast: Cast) -> None:
    session = next(row for row in list_sessions(cohort=cast.cohort) if row.item.counts)
    take_register(
        calendar_item=session.calendar_item,
        minutes={cast.amina.pk: 61, cast.ben.pk: 0},
        by=cast.fay,
        at=cast.at,
    )
    on = session.calendar_item.on
    rows = {row[0]: row for row in cells(cast, SectionId.PEOPLE, from_on=on, until_on=on)}
    planned = session.item.minutes
    assert rows[cast.amina.reference][1:3] == ("1 of 1", f"61 of {planned:,}")
    assert rows[cast.ben.reference][1:3] == ("0 of 1", f"0 of {planned:,}")
    assert rows[cast.amina.reference][3].startswith("1 h 1 m of ")
    [total] = cells(cast, SectionId.ATTENDANCE, from_on=on, until_on=on)
    assert total[:3] == (cast.cohort.name, "2", "1")
    after = on + timedelta(days=1)
    outside = {row[0]: row for row in cells(cast, SectionId.PEOPLE, from_on=after, until_on=after)}
    assert outside[cast.amina.reference][1] == "0 of 0"
    [total] = cells(cast, SectionId.ATTENDANCE, from_on=after, until_on=after)
    assert total[3] == "None held"


def test_the_calendar_says_what_was_held(cast: Cast) -> None:
    session = list_sessions(cohort=cast.cohort)[0]
    on = session.calendar_item.on
    states = {row[0]: row[2] for row in cells(cast, SectionId.CALENDAR, from_on=on, until_on=on)}
    assert states[session.item.title] == "No register"
    take_register(calendar_item=session.calendar_item, minutes={cast.amina.pk: 60}, by=cast.fay, at=cast.at)
    states = {row[0]: row[2] for row in cells(cast, SectionId.CALENDAR, from_on=on, until_on=on)}
    assert states[session.item.title] == "Held, with a register"
    later = cohorts.open_cohort(
        programme=cast.cohort.programme, name="Later", starts_on=date(2026, 10, 26), by=None, at=cast.at
    )
    to_come = cells(
        cast, SectionId.CALENDAR, cohorts=(later,), from_on=date(2026, 10, 26), until_on=date(2028, 1, 1)
    )
    assert {row[2] for row in to_come} == {"To come", "Open or to come"}


def test_staff_issues_and_changes_of_the_period_are_listed(cast: Cast) -> None:
    names = {row[0]: row[1] for row in cells(cast, SectionId.STAFF)}
    assert names["Fay Abernethy"] == "Facilitator"
    improve.record_issue(
        cohort=cast.cohort, summary="Rooms too small", evidence="Results", by=cast.grace, at=cast.at
    )
    [row] = cells(cast, SectionId.IMPROVEMENTS)
    assert row == (cast.cohort.name, "Rooms too small", "No action yet", "")
    assert cells(cast, SectionId.IMPROVEMENTS, until_on=date(2026, 10, 21)) == []
    assert cells(cast, SectionId.IMPROVEMENTS, cohorts=()) == []


def test_programme_marking_appeals_and_statements_are_told(cast: Cast) -> None:
    facts = dict(cells(cast, SectionId.PROGRAMME))
    assert facts["First day"] == "Monday 28 April 2025"
    assert cells(cast, SectionId.MARKING) == [(cast.cohort.name, "0", "0 of 0", "0 of 0", "0 of 0")]
    assert "Waymark doesn’t record appeals" in section(cast, SectionId.APPEALS).paragraphs[0]
    assert (
        section(cast, SectionId.STATEMENTS).paragraphs[0].startswith("Accessibility statement, prepared on")
    )


def test_fewer_than_five_answers_are_not_shown(cast: Cast) -> None:
    evaluation = section(cast, SectionId.EVALUATION)
    assert evaluation.tables
    assert {cell for table in evaluation.tables for row in table.rows for cell in row[1:]} <= {"Not shown"}
    assert (
        section(cast, SectionId.EVALUATION, from_on=date(2025, 4, 28), until_on=date(2025, 4, 28)).tables
        == ()
    )


def test_every_section_has_its_builder() -> None:
    assert set(content.BUILDERS) == set(SectionId)
