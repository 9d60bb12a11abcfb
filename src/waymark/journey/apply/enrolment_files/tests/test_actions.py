"""Uploading a file and enrolling its people: all or no one, and each person once."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from tests.cast import Cast
from tests.emails import SITE
from waymark.ground.cohorts.models import Cohort, Enrolment
from waymark.ground.people import actions as people
from waymark.ground.people.models import Email, Person
from waymark.journey.apply import actions
from waymark.journey.apply.applications.tests.makers import ANSWERS
from waymark.journey.apply.enrolment_files.models import EnrolmentFile, EnrolmentFileConfirmation
from waymark.journey.apply.enrolment_files.tests.makers import make_csv, make_person


def test_the_same_file_twice_is_one_until_something_differs(cast: Cast, spring: Cohort) -> None:
    data = make_csv([make_person(1), make_person(2), ["", "", "not an address", ""]])

    def uploaded(data: bytes = data, name: str = "a.csv") -> int:
        file = actions.upload_enrolment_file(cohort=spring, name=name, data=data, by=cast.grace, at=cast.at)
        return file.pk

    first = uploaded()
    assert uploaded() == first
    assert uploaded(name="b.csv") != first
    assert uploaded(data=make_csv([make_person(1)])) != first
    file = EnrolmentFile.objects.get(pk=first)
    actions.enrol_from_file(file=file, site=SITE, by=cast.grace, at=cast.at)
    assert uploaded() != first


def test_a_person_enrolled_since_the_upload_is_skipped(cast: Cast, spring: Cohort) -> None:
    data = make_csv([make_person(1), make_person(2)])
    file = actions.upload_enrolment_file(cohort=spring, name="a.csv", data=data, by=cast.grace, at=cast.at)
    answers = replace(ANSWERS, email=make_person(1)[2])
    sent = actions.submit_application(cohort=spring, answers=answers, idempotency_key="a", at=cast.at)
    actions.accept_application(application=sent, site=SITE, by=cast.grace, at=cast.at)
    later = cast.at + timedelta(minutes=5)
    done = actions.enrol_from_file(file=file, site=SITE, by=cast.grace, at=later)
    assert done.enrolled == 1
    assert actions.enrol_from_file(file=file, site=SITE, by=cast.grace, at=later) == done
    assert EnrolmentFileConfirmation.objects.count() == 1
    assert Enrolment.objects.filter(cohort=spring).count() == 2


def test_no_one_is_enrolled_if_an_invitation_fails(
    cast: Cast, spring: Cohort, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = make_csv([make_person(1), make_person(2)])
    file = actions.upload_enrolment_file(cohort=spring, name="a.csv", data=data, by=cast.grace, at=cast.at)

    def fail(**arguments: object) -> None:
        raise OSError("the disk is full")

    monkeypatch.setattr(people, "invite_people", fail)
    with pytest.raises(OSError, match="disk"):
        actions.enrol_from_file(file=file, site=SITE, by=cast.grace, at=cast.at)
    assert not Enrolment.objects.filter(cohort=spring).exists()
    assert not EnrolmentFileConfirmation.objects.exists()
    assert not Person.objects.filter(email=make_person(1)[2]).exists()


def test_a_person_with_an_account_gets_an_email_but_no_invitation(cast: Cast, spring: Cohort) -> None:
    ben = cast.ben.person
    row = [ben.given_name, ben.family_name, ben.email, "", ""]
    file = actions.upload_enrolment_file(
        cohort=spring, name="a.csv", data=make_csv([row]), by=cast.grace, at=cast.at
    )
    actions.enrol_from_file(file=file, site=SITE, by=cast.grace, at=cast.at)
    email = Email.objects.get(to=ben.email)
    assert email.once.startswith("enrolment:")


def test_a_person_of_another_provider_is_not_known_here(cast: Cast, spring: Cohort) -> None:
    uma = cast.uma.person
    row = [uma.given_name, "Other", uma.email, "", ""]
    file = actions.upload_enrolment_file(
        cohort=spring, name="a.csv", data=make_csv([row]), by=cast.grace, at=cast.at
    )
    actions.enrol_from_file(file=file, site=SITE, by=cast.grace, at=cast.at)
    enrolment = Enrolment.objects.select_related("person").get(cohort=spring)
    assert enrolment.person != uma
    assert file.rows[0]["remarks"] == []


def test_the_trust_of_a_file_is_kept_beside_the_school(cast: Cast, spring: Cohort) -> None:
    known = people.add_person(
        provider=cast.llse, given_name="Noor", family_name="Ash", email="noor@fen.example",
        organisation="Fen School", by=None, at=cast.at,
    )  # fmt: skip
    lines = [
        "First name,Last name,Email,School,Trust",
        "Ada,Low,ada@hollin.example,Hollin Bank Primary,Hollin Trust",
        "Bo,Low,bo@hollin.example,Hollin Bank Primary,",
        "Cy,Low,cy@trust.example,,Hollin Trust",
        "Noor,Ash,noor@fen.example,Fen School,Fen Trust",
    ]
    for number, trust in enumerate(("Hollin Trust", "Other Trust")):
        data = "\n".join(lines).replace("Hollin Trust", trust).replace("ada@", f"ada{number}@").encode()
        file = actions.upload_enrolment_file(
            cohort=spring, name="a.csv", data=data, by=cast.grace, at=cast.at
        )
        actions.enrol_from_file(file=file, site=SITE, by=cast.grace, at=cast.at)
    places = {
        person.email: person.organisation for person in Person.objects.filter(enrolments__cohort=spring)
    }
    names = {email: (place.name, place.trust) for email, place in places.items() if place}
    assert names["ada0@hollin.example"] == ("Hollin Bank Primary", "Hollin Trust")
    assert names["bo@hollin.example"] == names["ada1@hollin.example"] == names["ada0@hollin.example"]
    assert names["cy@trust.example"] == ("Hollin Trust", "")
    assert names["noor@fen.example"] == ("Fen School", "Fen Trust")
    page = cast.browser("grace").get(f"/people/{known.pk}/").content.decode()
    assert "Fen School, Fen Trust" in page
    text = cast.browser("grace").get("/people/people.csv?search=noor").content.decode()
    assert "Fen School,Fen Trust," in text
    assert "Fen School, Fen Trust" in cast.browser("grace").get("/people/?search=noor").content.decode()
