"""The demonstration's ground: providers, programmes, papers, cohorts, and the people in them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

from django.conf import settings

from waymark.bridges.signin import actions as signin
from waymark.demo.cast import HERE, StaffMember, Team, names, read_yaml
from waymark.ground.cohorts import actions as cohorts
from waymark.ground.papers import actions as papers
from waymark.ground.papers.queries import fingerprint_now
from waymark.ground.papers.values import Body
from waymark.ground.people import actions as people
from waymark.ground.people.roles import Role
from waymark.ground.programmes.actions import publish_pack
from waymark.ground.programmes.packs import read_files
from waymark.ground.programmes.queries import programme_of
from waymark.ground.programmes.values import Programme

if TYPE_CHECKING:
    from waymark.ground.cohorts.models import Cohort, Enrolment
    from waymark.ground.papers.models import Paper
    from waymark.ground.people.models import Person, Provider
    from waymark.ground.programmes.models import PublishedProgramme

WITH_COHORT = (Role.FACILITATOR, Role.COACH, Role.MARKER, Role.SENIOR)
trns: Iterator[int] = count(9_999_001)


@dataclass
class DemoProvider:
    """One provider of the demonstration, with its staff, programme and paper."""

    team: Team
    provider: Provider
    published: PublishedProgramme
    paper: Paper
    staff: dict[str, Person] = field(default_factory=dict)

    @property
    def programme(self) -> Programme:
        return programme_of(self.published)


class Names:
    """Invented people and schools; each person is used once."""

    def __init__(self) -> None:
        invented = names()
        self.people = iter(invented["people"])
        self.schools: list[str] = invented["schools"]
        self.taken = 0

    def next(self) -> tuple[str, str, str]:
        """Given name, family name, school."""
        person = next(self.people)
        self.taken += 1
        return person["given"], person["family"], self.schools[self.taken % len(self.schools)]


def build_provider(team: Team, *, at: datetime) -> DemoProvider:
    provider = people.add_provider(
        slug=team.slug,
        name=team.name,
        short_name=team.short_name,
        enquiries_email=f"npq@{team.slug}.example",
        demonstration=True,
        at=at,
    )
    files = dict(read_files(Path(settings.BASE) / "packs" / team.pack))
    published = publish_pack(provider=provider, files=files, by=None, at=at)
    staff = {member.key: _hire(member, provider, at=at) for member in team.staff}
    for position, member in enumerate(team.staff):
        signin.guide(
            person=staff[member.key], label=member.label, try_this=member.try_this, position=position + 50
        )
    paper = _paper(team, provider, staff, at=at)
    return DemoProvider(team=team, provider=provider, published=published, paper=paper, staff=staff)


def _hire(member: StaffMember, provider: Provider, *, at: datetime) -> Person:
    return people.add_person(
        provider=provider,
        given_name=member.given,
        family_name=member.family,
        email=_address(member.given, member.family, provider),
        roles=[member.role],
        by=None,
        at=at,
    )


def _address(given: str, family: str, provider: Provider) -> str:
    return f"{given}.{family}@{provider.slug}.example".lower().replace(" ", "-").replace("'", "")


def _paper(team: Team, provider: Provider, staff: dict[str, Person], *, at: datetime) -> Paper:
    """Written by a setter, reviewed by another, locked, and placed as form A of its series."""
    writer, reviewer = staff["setter"], staff["setter2"]
    paper = _written(team.paper, team.pack, provider, by=writer, at=at)
    fingerprint = fingerprint_now(paper)
    papers.review_paper(
        paper=paper,
        fingerprint=fingerprint,
        approves=True,
        comment="This paper is ready to be locked.",
        by=reviewer,
        at=at,
    )
    papers.lock_paper(paper=paper, by=writer, at=at)
    papers.place_in_series(paper=paper, series="Executive leadership", letter="A", by=writer, at=at)
    return paper


def _written(folder_name: str, pack: str, provider: Provider, *, by: Person, at: datetime) -> Paper:
    folder = HERE / "papers" / folder_name
    paper = papers.write_paper(
        provider=provider,
        programme_slug=pack,
        body=Body.model_validate(read_yaml(folder / "paper.yaml")),
        case=(folder / "case.md").read_text("utf-8"),
        by=by,
        at=at,
    )
    for exhibit in sorted(folder.glob("exhibits/*")):
        papers.add_exhibit(paper=paper, name=exhibit.name, data=exhibit.read_bytes(), by=by, at=at)
    return paper


def write_parallel(demo: DemoProvider, folder_name: str, *, at: datetime) -> Paper:
    """The next form in the series, a draft with problems to look at."""
    by = demo.staff["setter"]
    paper = _written(folder_name, demo.team.pack, demo.provider, by=by, at=at)
    papers.place_in_series(paper=paper, series="Executive leadership", letter="B", by=by, at=at)
    return paper


def write_locked(demo: DemoProvider, *, code: str, title: str, at: datetime) -> Paper:
    """Another paper with the questions of the provider's own and a case of its own, reviewed and locked."""
    writer, reviewer = demo.staff["setter"], demo.staff["setter2"]
    folder = HERE / "papers" / demo.team.paper
    body = Body.model_validate(read_yaml(folder / "paper.yaml") | {"code": code, "title": title})
    case = (folder / "case.md").read_text("utf-8").replace("Marrowdyke", "Thornwick")
    paper = papers.write_paper(
        provider=demo.provider, programme_slug=demo.team.pack, body=body, case=case, by=writer, at=at
    )
    papers.review_paper(
        paper=paper,
        fingerprint=fingerprint_now(paper),
        approves=True,
        comment="This paper is ready to be locked.",
        by=reviewer,
        at=at,
    )
    papers.lock_paper(paper=paper, by=writer, at=at)
    return paper


def open_cohort(demo: DemoProvider, name: str, starts_on: date, *, at: datetime) -> Cohort:
    """A cohort with all the provider's staff."""
    lead = demo.staff["lead"]
    cohort = cohorts.open_cohort(programme=demo.published, name=name, starts_on=starts_on, by=lead, at=at)
    for member in demo.team.staff:
        if member.role in WITH_COHORT:
            cohorts.assign_staff(
                cohort=cohort, person=demo.staff[member.key], role=member.role, by=lead, at=at
            )
    return cohort


def enrol(demo: DemoProvider, cohort: Cohort, names: Names, number: int, *, at: datetime) -> list[Enrolment]:
    """So many invented participants."""
    return [enrol_one(demo, cohort, names.next(), at=at) for _ in range(number)]


def enrol_one(demo: DemoProvider, cohort: Cohort, name: tuple[str, str, str], *, at: datetime) -> Enrolment:
    given_name, family, school = name
    person = people.add_person(
        provider=demo.provider,
        given_name=given_name,
        family_name=family,
        email=_address(given_name, family, demo.provider),
        trn=str(next(trns)),
        organisation=school,
        by=demo.staff["lead"],
        at=at,
    )
    return cohorts.enrol(cohort=cohort, person=person, by=demo.staff["lead"], at=at)
