"""Enrolling the people of a file part by part: all of them, each once, whatever happens in between."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.cast import Cast
from tests.emails import SITE
from tests.guards import guards_off
from waymark.ground.cohorts import actions as cohorts
from waymark.ground.cohorts.models import Cohort, Enrolment
from waymark.ground.ledger.models import Entry
from waymark.ground.people import actions as people
from waymark.ground.people.models import Email, Invitation, Organisation, Person, RoleHeld
from waymark.ground.people.queries import find_person, text_to_send
from waymark.ground.people.roles import Role
from waymark.journey.apply import actions, jobs, queries
from waymark.journey.apply.enrolment_files import rules, words
from waymark.journey.apply.enrolment_files.models import (
    EnrolmentFile,
    EnrolmentFileConfirmation,
    EnrolmentFilePart,
)
from waymark.journey.apply.enrolment_files.rules import EnrolmentRow, RowDecision, RowVerdict
from waymark.journey.apply.enrolment_files.tests.makers import make_csv, make_person, upload

LATER = timedelta(minutes=5)


def make_file(cast: Cast, cohort: Cohort, count: int, *, start: int = 0) -> EnrolmentFile:
    rows = [make_person(number) for number in range(start, start + count)]
    return actions.upload_enrolment_file(
        cohort=cohort, name="a.csv", data=make_csv(rows), by=cast.grace, at=cast.at
    )


def confirm(cast: Cast, file: EnrolmentFile, decisions: dict[int, RowDecision] | None = None) -> int:
    confirmation = actions.enrol_from_file(
        file=file, decisions=decisions, site=SITE, by=cast.grace, at=cast.at
    )
    return queries.progress_of(confirmation).enrolled


@pytest.fixture
def parts_of_three(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("first_part", "next_part"):
        rule = getattr(rules, name)
        monkeypatch.setitem(rule.__kwdefaults__, "size", 3)


def test_two_hundred_people_take_as_many_statements_as_ten(cast: Cast, spring: Cohort) -> None:
    counts = []
    for start, count in ((0, 10), (100, 200)):
        file = make_file(cast, spring, count, start=start)
        with CaptureQueriesContext(
            connection,
        ) as statements:
            assert confirm(cast, file) == count
        counts.append(len(statements))
    assert counts[0] == counts[1] <= 45


def test_a_thousand_people_take_five_times_as_many_statements_at_most(cast: Cast, spring: Cohort) -> None:
    file = make_file(cast, spring, 1000)
    with CaptureQueriesContext(connection) as statements:
        assert confirm(cast, file) == 200
        assert jobs.run(at=cast.at + LATER) >= 4
    assert Enrolment.objects.filter(cohort=spring).count() == 1000
    assert len(statements) <= 5 * 45
    assert Email.objects.count() == Invitation.objects.count() == 1000
    verbs = ("people.person_added", "people.invited", "cohorts.enrolled")
    assert Entry.objects.filter(verb__in=verbs, by=cast.grace).count() == 3000
    entries = Entry.objects.filter(about_kind="apply.EnrolmentFile", facts={"enrolled": 200}).order_by("id")
    assert [entry.verb for entry in entries] == ["apply.file_confirmed", *["apply.file_continued"] * 4]


def test_each_person_gets_what_one_who_is_enrolled_alone_gets(cast: Cast, spring: Cohort) -> None:
    confirm(cast, make_file(cast, spring, 3))
    person = Person.objects.get(email=make_person(1)[2])
    assert (person.name, person.trn) == ("Renée Núñez-Larkby", "9999001")
    assert person.organisation == Organisation.objects.get(provider=cast.llse, name="School 1")
    assert person.sort_name
    assert person.search_text
    assert RoleHeld.objects.get(person=person).role == Role.PARTICIPANT
    enrolment = Enrolment.objects.get(person=person)
    about = {
        (entry.verb, entry.by_id, entry.at)
        for entry in Entry.objects.filter(about_id__in=(person.pk, enrolment.pk))
        if entry.about_kind in ("people.Person", "cohorts.Enrolment")
    }
    verbs = ("people.person_added", "people.role_given", "people.invited", "cohorts.enrolled")
    assert about >= {(verb, cast.grace.pk, cast.at) for verb in verbs}
    email = Email.objects.get(to=person.email)
    invitation = Invitation.objects.get(person=person)
    assert (email.once, email.link_id, email.link_site) == (
        f"invitation:{invitation.pk}",
        invitation.pk,
        SITE,
    )
    assert f"{SITE}/" in text_to_send(email)
    assert invitation.expires_at == cast.at + timedelta(days=14)


@pytest.mark.usefixtures("parts_of_three")
def test_a_long_file_is_finished_by_the_worker(cast: Cast, spring: Cohort) -> None:
    file = make_file(cast, spring, 7)
    assert confirm(cast, file) == 3
    progress = queries.progress_of(EnrolmentFile.objects.get().confirmation)
    assert (progress.enrolled, progress.total, progress.is_finished) == (3, 7, False)
    assert actions.enrol_waiting(at=cast.at + LATER) == 2
    assert actions.enrol_waiting(at=cast.at + LATER) == 0
    assert actions.enrol_next_part(file=file, at=cast.at + LATER) is None
    progress = queries.progress_of(EnrolmentFile.objects.get().confirmation)
    assert (progress.enrolled, progress.total, progress.is_finished) == (7, 7, True)
    assert [part.enrolled for part in EnrolmentFilePart.objects.order_by("number")] == [3, 3, 1]
    last = Enrolment.objects.order_by("id").last()
    assert last is not None
    assert (last.at, last.by) == (cast.at + LATER, cast.grace)
    assert Email.objects.filter(link_site=SITE).count() == 7


@pytest.mark.usefixtures("parts_of_three")
def test_a_part_that_fails_leaves_nothing_and_is_done_again(
    cast: Cast, spring: Cohort, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = make_file(cast, spring, 7)
    confirm(cast, file)

    def fail(**arguments: object) -> None:
        raise OSError("the disk is full")

    with monkeypatch.context() as patch:
        patch.setattr(people, "invite_people", fail)
        with pytest.raises(OSError, match="disk"):
            actions.enrol_waiting(at=cast.at)
    assert Enrolment.objects.filter(cohort=spring).count() == 3
    assert Person.objects.filter(email__contains="@school").count() == 3
    assert actions.enrol_waiting(at=cast.at) == 2
    assert Email.objects.count() == Enrolment.objects.filter(cohort=spring).count() == 7


@pytest.mark.usefixtures("parts_of_three")
def test_confirming_again_in_between_is_the_same_confirmation(cast: Cast, spring: Cohort) -> None:
    file = make_file(cast, spring, 7)
    confirm(cast, file)
    assert confirm(cast, EnrolmentFile.objects.get(pk=file.pk)) == 3
    actions.enrol_next_part(file=file, at=cast.at)
    assert confirm(cast, file) == 6


@pytest.mark.usefixtures("parts_of_three")
def test_a_file_that_was_never_confirmed_has_no_next_part(cast: Cast, spring: Cohort) -> None:
    file = make_file(cast, spring, 7)
    assert actions.enrol_next_part(file=file, at=cast.at) is None
    assert actions.enrol_waiting(at=cast.at) == 0
    assert not Enrolment.objects.filter(cohort=spring).exists()


@pytest.mark.usefixtures("parts_of_three")
def test_who_joined_or_got_a_role_between_two_parts_is_left_out(cast: Cast, spring: Cohort) -> None:
    file = make_file(cast, spring, 7)
    confirm(cast, file)
    new = [people.NewPerson(given_name="A", family_name="B", email=make_person(n)[2]) for n in (3, 4)]
    joined, works = people.add_people(provider=cast.llse, people=new, by=None, at=cast.at)
    cohorts.enrol(cohort=spring, person=joined, by=None, at=cast.at)
    people.give_role(person=works, role=Role.BOARD, by=None, at=cast.at)
    actions.enrol_waiting(at=cast.at)
    progress = queries.progress_of(EnrolmentFile.objects.get().confirmation)
    assert (progress.enrolled, progress.is_finished) == (5, True)
    assert progress.left_out == ((6, "sees_all"),)
    assert not Enrolment.objects.filter(person=works).exists()
    page = cast.browser("grace").get(f"/cohorts/{spring.slug}/enrolment-files/{file.pk}/").content.decode()
    assert "People who couldn’t be enrolled" in page
    assert words.OTHER_ROLE in page


@pytest.mark.usefixtures("parts_of_three")
def test_a_known_person_whose_address_changed_between_two_parts_is_not_added_again(
    cast: Cast, spring: Cohort
) -> None:
    ben, cyd = (
        cast.people["ben"],
        people.add_person(
            provider=cast.llse,
            given_name="Cyd",
            family_name="Rowe",
            email="cyd@a.example",
            by=None,
            at=cast.at,
        ),
    )
    rows = [make_person(n) for n in range(3)]
    rows += [[person.given_name, person.family_name, person.email, "", ""] for person in (ben, cyd)]
    file = actions.upload_enrolment_file(
        cohort=spring, name="a.csv", data=make_csv(rows), by=cast.grace, at=cast.at
    )
    confirm(cast, file)
    Person.objects.filter(pk=cyd.pk).update(email="cyd@new.example")
    actions.enrol_waiting(at=cast.at)
    assert Enrolment.objects.filter(cohort=spring, person=ben).exists()
    assert find_person(provider=cast.llse, email="cyd@a.example") is None
    progress = queries.progress_of(EnrolmentFile.objects.get().confirmation)
    assert (progress.enrolled, progress.left_out) == (4, ((6, words.ADDRESS_CHANGED),))
    assert "changed since the file was uploaded" in words.left_out_sentence(words.ADDRESS_CHANGED)


@pytest.mark.usefixtures("parts_of_three")
def test_a_file_whose_rows_are_erased_in_between_ends_there(cast: Cast, spring: Cohort) -> None:
    file = make_file(cast, spring, 7)
    confirm(cast, file)
    with guards_off(connection):
        EnrolmentFile.objects.filter(pk=file.pk).update(rows={})
    part = actions.enrol_next_part(file=file, at=cast.at)
    assert part is not None
    assert (part.enrolled, part.is_last) == (0, True)
    page = cast.browser("grace").get(f"/cohorts/{spring.slug}/enrolment-files/{file.pk}/").content.decode()
    assert "<h1>3 people were enrolled</h1>" in page


@pytest.mark.usefixtures("parts_of_three")
def test_the_worker_goes_on_with_every_file_and_with_no_other(cast: Cast, spring: Cohort) -> None:
    files = [make_file(cast, spring, count, start=start) for start, count in ((0, 7), (10, 2), (20, 4))]
    for file in files:
        confirm(cast, file)
    make_file(cast, spring, 5, start=30)
    assert actions.enrol_waiting(at=cast.at) == 3
    assert Enrolment.objects.filter(cohort=spring).count() == 13


@pytest.mark.usefixtures("parts_of_three")
def test_two_rows_of_one_person_enrol_them_once(cast: Cast, spring: Cohort) -> None:
    person = people.add_person(
        provider=cast.llse,
        given_name="Cyd",
        family_name="Rowe",
        email="cyd@a.example",
        trn="9999888",
        by=None,
        at=cast.at,
    )
    rows = [["Cyd", "Rowe", person.email, "", ""], ["Cyd", "Rowe", "cyd@b.example", person.trn, ""]]
    file = actions.upload_enrolment_file(
        cohort=spring, name="a.csv", data=make_csv(rows), by=cast.grace, at=cast.at
    )
    assert confirm(cast, file, {3: RowDecision(line=3, is_right=True)}) == 1
    assert Enrolment.objects.get(cohort=spring).person == person


@pytest.mark.usefixtures("parts_of_three")
def test_the_page_counts_up_and_its_button_goes_on(cast: Cast, spring: Cohort) -> None:
    grace = cast.browser("grace")
    data = make_csv([make_person(number) for number in range(7)])
    address = upload(grace, data).headers["location"]
    first = grace.post(f"{address}confirmation/", follow=True).content.decode()
    assert "<h1>3 of 7 people enrolled</h1>" in first
    assert 'max="7" value="3"' in first
    assert '<noscript><meta http-equiv="refresh" content="5"></noscript>' in first
    assert "You’ve enrolled" not in first
    files = grace.get(f"/cohorts/{spring.slug}/enrolment-files/").content.decode()
    assert "3 of 7 people enrolled so far." in files
    second = grace.post(f"{address}next-part/", follow=True).content.decode()
    assert "<h1>6 of 7 people enrolled</h1>" in second
    last = grace.post(f"{address}next-part/", follow=True).content.decode()
    assert "<h1>7 people were enrolled</h1>" in last
    assert "You’ve enrolled 7 people in Spring 2027. We’ve emailed them." in last
    again = grace.post(f"{address}next-part/", follow=True).content.decode()
    assert "<h1>7 people were enrolled</h1>" in again
    assert "You’ve enrolled" not in again
    files = grace.get(f"/cohorts/{spring.slug}/enrolment-files/").content.decode()
    assert "7 people enrolled." in files


def test_someone_who_joined_under_another_address_is_not_counted(cast: Cast, spring: Cohort) -> None:
    person = people.add_person(
        provider=cast.llse,
        given_name="Cyd",
        family_name="Rowe",
        email="cyd@a.example",
        trn="9999888",
        by=None,
        at=cast.at,
    )
    rows = [make_person(1), ["Cyd", "Rowe", "cyd@b.example", person.trn, ""]]
    file = actions.upload_enrolment_file(
        cohort=spring, name="a.csv", data=make_csv(rows), by=cast.grace, at=cast.at
    )
    cohorts.enrol(cohort=spring, person=person, by=None, at=cast.at)
    assert confirm(cast, file, {3: RowDecision(line=3, is_right=True)}) == 1
    progress = queries.progress_of(EnrolmentFile.objects.get().confirmation)
    assert (progress.total, progress.left_out) == (1, ())


def test_the_page_says_so_if_everyone_was_left_out(cast: Cast, spring: Cohort) -> None:
    grace = cast.browser("grace")
    person = people.add_person(
        provider=cast.llse, given_name="Cyd", family_name="Rowe", email="cyd@a.example", by=None, at=cast.at
    )
    data = make_csv([["Cyd", "Rowe", person.email, "", ""]])
    address = upload(grace, data).headers["location"]
    people.give_role(person=person, role=Role.SETTER, by=None, at=cast.at)
    page = grace.post(f"{address}confirmation/", follow=True).content.decode()
    assert "No one was enrolled. This page says why." in page
    assert f"{words.OTHER_ROLE}" in page
    assert not Enrolment.objects.filter(cohort=spring).exists()


@pytest.mark.parametrize(
    ("enrolled", "is_last", "shown"),
    [((), (), (5, 5, True)), ((3,), (False,), (3, 5, False)), ((3, 1), (False, True), (4, 5, True))],
)
def test_progress_is_what_the_parts_say(
    cast: Cast,
    spring: Cohort,
    enrolled: tuple[int, ...],
    is_last: tuple[bool, ...],
    shown: tuple[int, int, bool],
) -> None:
    """A confirmation of an earlier version has no parts, and enrolled everyone."""
    file = make_file(cast, spring, 1)
    confirmation = EnrolmentFileConfirmation.objects.create(file=file, enrolled=5, by=cast.grace, at=cast.at)
    for number, (count, last) in enumerate(zip(enrolled, is_last, strict=True), start=1):
        EnrolmentFilePart.objects.create(
            confirmation=confirmation,
            number=number,
            until_line=9,
            enrolled=count,
            site=SITE,
            is_last=last,
            at=cast.at,
        )
    progress = queries.progress_of(confirmation)
    assert (progress.enrolled, progress.total, progress.is_finished) == shown


def make_row(line: int, verdict: RowVerdict = RowVerdict.GOOD) -> EnrolmentRow:
    return EnrolmentRow(
        line=line, given_name="A", family_name="B", email="", trn="", school="", verdict=verdict
    )


ROWS = (
    make_row(2),
    make_row(3, RowVerdict.DOUBTFUL),
    make_row(4, RowVerdict.CORRECTED),
    make_row(5, RowVerdict.BAD),
    make_row(6),
    make_row(7, RowVerdict.DOUBTFUL),
)


@pytest.mark.parametrize(
    ("after_line", "size", "lines", "until_line", "is_last"),
    [
        (0, 2, [2, 4], 4, False),
        (0, 3, [2, 4, 6], 6, True),
        (4, 2, [6], 6, True),
        (4, 1, [6], 6, True),
        (2, 1, [4], 4, False),
        (6, 2, [], 6, True),
        (0, 0, [], 0, False),
    ],
)
def test_a_part_holds_the_good_rows_after_a_line(
    after_line: int, size: int, lines: list[int], until_line: int, is_last: bool
) -> None:
    part = rules.next_part(ROWS, after_line=after_line, size=size)
    assert ([row.line for row in part.rows], part.until_line, part.is_last) == (lines, until_line, is_last)


def test_the_first_part_holds_every_doubtful_row_that_is_right() -> None:
    right = {line: RowDecision(line=line, is_right=True, given_name="C") for line in (3, 7)}
    part = rules.first_part(ROWS, right, size=3)
    assert [(row.line, row.given_name) for row in part.rows] == [(3, "C"), (7, "C"), (2, "A")]
    assert (part.until_line, part.is_last) == (2, False)
    part = rules.first_part(ROWS, right, size=1)
    assert [row.line for row in part.rows] == [3, 7]
    assert (part.until_line, part.is_last) == (0, False)
    part = rules.first_part(ROWS, right, size=5)
    assert (part.until_line, part.is_last) == (6, True)
    only_doubtful = tuple(replace(row, verdict=RowVerdict.DOUBTFUL) for row in ROWS)
    assert rules.first_part(only_doubtful, right, size=1).is_last
