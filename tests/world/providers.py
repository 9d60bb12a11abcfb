"""A provider with a published programme, a locked paper and its staff; its cohorts, and who takes part in them."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from tests.cast import PACKS
from tests.world.papers import review_and_lock, write_paper
from tests.world.texts import Owner, Write, plain
from waymark.ground.cohorts import actions as cohorts
from waymark.ground.cohorts.models import Cohort, Enrolment
from waymark.ground.papers import actions as papers
from waymark.ground.papers.models import Paper
from waymark.ground.papers.values import Body
from waymark.ground.people import actions as people
from waymark.ground.people.models import Person, Provider
from waymark.ground.people.roles import Role
from waymark.ground.programmes.actions import publish_pack
from waymark.ground.programmes.loader import read_files
from waymark.ground.programmes.models import PublishedProgramme
from waymark.ground.programmes.queries import programme_of
from waymark.ground.programmes.values import Programme

ROLES = {
    "lead": Role.LEAD,
    "facilitator": Role.FACILITATOR,
    "facilitator2": Role.FACILITATOR,
    "coach": Role.COACH,
    "coach2": Role.COACH,
    "setter": Role.SETTER,
    "setter2": Role.SETTER,
    "marker": Role.MARKER,
    "marker2": Role.MARKER,
    "marker3": Role.MARKER,
    "senior": Role.SENIOR,
    "board": Role.BOARD,
    "partner": Role.PARTNER,
}
WITH_COHORT = (Role.FACILITATOR, Role.COACH, Role.MARKER, Role.SENIOR)
MARKERS = ("marker", "marker2", "marker3")


@dataclass
class Setup:
    """One provider as a test has set it up. `staff` has a person for each key of `ROLES` that the test needs."""

    provider: Provider
    published: PublishedProgramme
    paper: Paper
    staff: dict[str, Person]
    write: Write = plain
    owners: dict[int, Owner] = field(default_factory=dict)
    """Whose the texts of an enrolment are, by its id."""

    @property
    def programme(self) -> Programme:
        return programme_of(self.published)

    def text(self, kind: str, enrolment: Enrolment) -> str:
        """Something of that kind, written by or about that participant."""
        return self.write(kind, self.owner(enrolment))

    def owner(self, enrolment: Enrolment) -> Owner:
        label = f"{enrolment.person.given_name} {enrolment.person.family_name}"
        return self.owners.get(enrolment.pk, Owner(self.provider.slug, enrolment.cohort.slug, label))


def set_up_provider(
    slug: str, pack: str, *, at: datetime, write: Write, paper_body: Body, case: str, exhibit: str
) -> Setup:
    """With its pack published, one person for each key of `ROLES`, and a paper two setters have locked."""
    provider = people.add_provider(
        slug=slug,
        name=f"Provider {slug.upper()}",
        short_name=slug.upper(),
        enquiries_email=f"npq@{slug}.example",
        demonstration=True,
        at=at,
    )
    published = publish_pack(provider=provider, files=dict(read_files(PACKS / pack)), by=None, at=at)
    staff = {key: hire(provider, key, role, at=at, write=write) for key, role in ROLES.items()}
    setter, reviewer = staff["setter"], staff["setter2"]
    paper = write_paper(provider, pack, by=setter, at=at, paper_body=paper_body, case=case)
    data = f"school,pupils\n{exhibit},12\n".encode()
    papers.add_exhibit(paper=paper, name="figures.csv", data=data, by=setter, at=at)
    comment = write("paper review", Owner(slug, author="setter2"))
    review_and_lock(paper, writer=setter, reviewer=reviewer, at=at, comment=comment)
    return Setup(provider=provider, published=published, paper=paper, staff=staff, write=write)


def hire(provider: Provider, key: str, role: Role, *, at: datetime, write: Write) -> Person:
    owner = Owner(provider.slug, person=key)
    return people.add_person(
        provider=provider,
        given_name=write(f"{role.value} name", owner),
        family_name=write(f"{role.value} name", owner),
        email=address(write("staff email", owner), owner),
        organisation=write("staff organisation", owner),
        roles=[role],
        by=None,
        at=at,
    )


def address(text: str, owner: Owner) -> str:
    """An address of that provider's own: one account is one person."""
    return f"{text.lower().replace(' ', '.')}@{owner.provider}.example"


def open_cohort(
    setup: Setup, name: str, starts_on: date, *, at: datetime, without: Collection[str] = ()
) -> Cohort:
    """A cohort with all the staff of the setup who work with cohorts, but for `without`."""
    lead = setup.staff["lead"]
    cohort = cohorts.open_cohort(programme=setup.published, name=name, starts_on=starts_on, by=lead, at=at)
    for key, person in setup.staff.items():
        role = ROLES[key]
        if role in WITH_COHORT and key not in without:
            cohorts.assign_staff(cohort=cohort, person=person, role=role, by=lead, at=at)
    return cohort


def enrol(setup: Setup, cohort: Cohort, owner: Owner, *, trn: str, at: datetime) -> Enrolment:
    """Somebody new in the cohort, whose texts are that owner's from now on."""
    person = people.add_person(
        provider=setup.provider,
        given_name=setup.write("participant name", owner),
        family_name=setup.write("participant name", owner),
        email=address(setup.write("participant email", owner), owner),
        trn=trn,
        organisation=setup.write("organisation", owner),
        by=setup.staff["lead"],
        at=at,
    )
    enrolment = cohorts.enrol(cohort=cohort, person=person, by=setup.staff["lead"], at=at)
    setup.owners[enrolment.pk] = owner
    return enrolment


def staff_of(people_by_name: Mapping[str, Person], names: Mapping[str, str]) -> dict[str, Person]:
    """Staff by the keys of `ROLES`, from people with names of their own."""
    return {key: people_by_name[name] for key, name in names.items()}
