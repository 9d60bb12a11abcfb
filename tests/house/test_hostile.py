"""Two at once: whoever comes second gets the first one's answer or a sentence, never a fault, and nothing twice."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Barrier
from typing import Any

import pytest
from django.db import connection

from tests.cast import PASSWORD, Cast, the_cast
from tests.emails import SITE, newest_token
from waymark.ground.cohorts import actions as cohorts
from waymark.ground.cohorts.models import Cohort, Enrolment
from waymark.ground.hours.models import Credit
from waymark.ground.ledger.models import Entry
from waymark.ground.people import actions as people
from waymark.ground.people.models import Account, Email, Person
from waymark.journey.apply import actions as apply
from waymark.journey.apply.models import Application, EnrolmentFile
from waymark.journey.award.tests import makers as award
from waymark.journey.coach.tests import makers as coach
from waymark.journey.gather.tests import makers as gather
from waymark.journey.learn.actions import complete_study, take_register
from waymark.journey.learn.tests import makers as learn
from waymark.journey.learn.tests.makers import STUDY
from waymark.journey.mark.models import Allocation, Mark
from waymark.journey.mark.tests import makers as mark
from waymark.journey.practise.tests import makers as practise
from waymark.journey.reflect.tests import makers as reflect
from waymark.journey.sit import actions as sit
from waymark.journey.sit import queries as sittings
from waymark.journey.sit.models import SittingWindow, Submission
from waymark.journey.sit.tests import makers
from waymark.kit.refusals import Refusal

pytestmark = pytest.mark.django_db(transaction=True)
PEOPLE = b"given name,family name,email,school\n" + b"".join(
    b"Ann,Bell,ann%d@school.example,One School\n" % number for number in range(12)
)


@pytest.fixture
def cast(transactional_db: None) -> Cast:
    return the_cast()


def together(*acts: Callable[[], Any]) -> list[Any]:
    """What each act gave back, all begun at once; a refusal is an answer, anything else raised fails the test."""
    gate = Barrier(len(acts))

    def run(act: Callable[[], Any]) -> Any:
        try:
            gate.wait(10)
            return act()
        except Refusal as refusal:
            return refusal
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as threads:
        return list(threads.map(run, acts))


def count(verb: str) -> int:
    return Entry.objects.filter(verb=verb).count()


def coming(cast: Cast) -> Cohort:
    return cohorts.open_cohort(
        programme=cast.cohort.programme, name="Coming", starts_on=date(2027, 1, 4), by=None, at=cast.at
    )


def test_one_invitation_pressed_twice(cast: Cast) -> None:
    nell = people.add_person(
        provider=cast.llse, given_name="Nell", family_name="Ash", email="n@a.example", by=None, at=cast.at
    )
    people.invite(person=nell, site=SITE, by=None, at=cast.at)
    token = newest_token(nell.email)

    def accept() -> Account:
        return people.accept_invitation(token=token, password=PASSWORD, at=cast.at)

    results = together(accept, accept)
    assert sum(isinstance(result, Account) for result in results) == 1
    assert count("people.invitation_accepted") == 1


def test_two_applications_of_one_person_accepted_at_once(cast: Cast) -> None:
    answers = apply.ApplicationAnswers(
        given_name="Ann",
        family_name="Bell",
        email="ann@school.example",
        trn="",
        job="Head",
        organisation="One School",
        sponsor_name="Cy",
        sponsor_email="cy@school.example",
        reason="Now.",
    )
    cohort = coming(cast)
    sent = [
        apply.submit_application(cohort=cohort, answers=answers, idempotency_key=key, at=cast.at)
        for key in "ab"
    ]

    def accept(pk: int) -> Callable[[], Enrolment]:
        def act() -> Enrolment:
            return apply.accept_application(
                application=Application.objects.get(pk=pk),
                site=SITE,
                by=cast.people["grace"],
                at=cast.at,
            )

        return act

    together(*(accept(application.pk) for application in sent))
    assert Person.objects.filter(email="ann@school.example").count() == 1
    assert Enrolment.objects.filter(cohort=cohort).count() == 1
    assert count("apply.accepted") == 1


def test_two_files_of_the_same_people_confirmed_at_once(cast: Cast) -> None:
    cohort, grace = coming(cast), cast.people["grace"]
    files = [
        apply.upload_enrolment_file(cohort=cohort, name=name, data=PEOPLE, by=grace, at=cast.at)
        for name in "ab"
    ]

    def confirm(pk: int) -> Callable[[], Any]:
        return lambda: apply.enrol_from_file(
            file=EnrolmentFile.objects.get(pk=pk), site=SITE, by=grace, at=cast.at
        )

    results = together(*(confirm(file.pk) for file in (*files, *files)))
    assert sorted(result.enrolled for result in results) == [0, 0, 12, 12]
    assert Enrolment.objects.filter(cohort=cohort).count() == 12
    assert Email.objects.filter(to__startswith="ann").count() == 12


def test_the_next_people_of_a_long_file_enrolled_by_several_at_once(cast: Cast) -> None:
    cohort, grace = coming(cast), cast.people["grace"]
    rows = [f"Ann,Lee,ann{number}@long.example" for number in range(450)]
    data = "\n".join(["given name,family name,email", *rows]).encode()
    file = apply.upload_enrolment_file(cohort=cohort, name="a", data=data, by=grace, at=cast.at)
    apply.enrol_from_file(file=file, site=SITE, by=grace, at=cast.at)

    def go_on() -> Any:
        return apply.enrol_next_part(file=EnrolmentFile.objects.get(pk=file.pk), at=cast.at)

    parts = together(go_on, go_on, go_on, go_on)
    assert sorted(part.number for part in parts if part) == [2, 3]
    assert Enrolment.objects.filter(cohort=cohort).count() == 450
    assert Email.objects.filter(to__endswith="@long.example").count() == 450


def test_one_window_and_one_cohort_opened_twice(cast: Cast) -> None:
    together(lambda: coming(cast), lambda: coming(cast))
    assert Cohort.objects.filter(name="Coming").count() == 1
    paper = makers.make_paper(cast)
    together(lambda: makers.make_window(cast, paper=paper), lambda: makers.make_window(cast, paper=paper))
    assert SittingWindow.objects.count() == count("sit.window_opened") == 1


def test_one_desk_opened_and_one_script_handed_in_three_times(cast: Cast) -> None:
    window = makers.make_window(cast)
    first, second = together(*[lambda: makers.make_sitting(cast, window=window)] * 2)
    assert first == second
    makers.save(first, "A whole answer", at=cast.at)
    amina = cast.people["amina"]

    def hand_in() -> Submission:
        current = sittings.get_sitting_for(for_=amina, code=first.code)
        assert current
        return sit.submit(sitting=current, declared=True, by=amina, at=cast.at)

    assert len({submission.pk for submission in together(hand_in, hand_in, hand_in)}) == 1
    assert count("sit.opened") == count("sit.submitted") == 1
    assert Email.objects.filter(once__startswith="sit.receipt").count() == 1


def test_two_marks_on_both_sides_at_once_bring_one_third_marker(cast: Cast) -> None:
    [script] = mark.make_scripts(cast, cast.amina)
    together(
        lambda: mark.make_mark(script, "first", 14),
        lambda: mark.make_mark(script, "second", 3),
        lambda: mark.make_mark(script, "first", 14),
    )
    assert Mark.objects.count() == count("mark.recorded") == 2
    assert Allocation.objects.filter(script=script, part="third").count() == 1


def act_that_earns(cast: Cast, room: str) -> Callable[[], Any]:
    """One act of the room by which Amina earns minutes."""
    amina = cast.amina
    if room == "register":
        calendar_item = learn.get_calendar_item(cast)
        return lambda: take_register(
            calendar_item=calendar_item, minutes={amina.pk: 240}, by=cast.fay, at=cast.at
        )
    if room == "study":
        item = cast.programme().item(STUDY)
        page = item.pages[0].id
        return lambda: complete_study(enrolment=amina, item=item, page_id=page, by=amina.person, at=cast.at)
    if room == "answers":
        return lambda: reflect.make_answers(cast, amina)
    if room == "workbook":
        return lambda: practise.make_entry(cast, amina)
    if room == "meeting":
        gather.make_groups(cast)
        return lambda: gather.make_meeting(cast)
    coach.make_pairing(cast)
    return lambda: coach.make_session(cast)


@pytest.mark.parametrize("room", ["register", "study", "answers", "workbook", "meeting", "coaching"])
def test_what_earns_minutes_sent_three_times_at_once_earns_them_once(cast: Cast, room: str) -> None:
    act, before = act_that_earns(cast, room), Entry.objects.count()
    together(act, act, act)
    assert Credit.objects.filter(enrolment=cast.amina).count() == 1
    assert Entry.objects.count() == before + 1


def test_one_award_decided_and_released_three_times_at_once(cast: Cast) -> None:
    award.make_ready(cast, cast.amina)
    decision = together(*[lambda: award.decide(cast, cast.amina)] * 3)[0]
    together(*[lambda: award.release(cast, decision)] * 3)
    assert count("award.decided") == count("award.released") == count("award.statement_issued") == 1
    assert Email.objects.filter(once__startswith="award.released").count() == 1
