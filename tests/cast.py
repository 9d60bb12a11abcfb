"""One cast for all tests: two providers on the two real programmes, a person for each role, and the stranger.

At LLSE: amina and ben take part, fay facilitates, hugo coaches, petra sets papers, chioma, dev and esther
mark, simi is the senior marker, grace leads, jonas sits on the board. At UCL: uma takes part, finn leads:
he is the stranger who must see nothing of LLSE. It is Thursday 22 October 2026, 10:00 in London.
"""

from __future__ import annotations

from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path

from django.test import Client

from tests.snapshot import Snapshot
from waymark.ground.cohorts import actions as cohorts
from waymark.ground.cohorts.models import Cohort, Enrolment
from waymark.ground.people import actions as people
from waymark.ground.people.models import Account, Person, Provider
from waymark.ground.people.roles import Role
from waymark.ground.programmes.loader import digest_of, read_files
from waymark.ground.programmes.models import FrozenPack, PublishedProgramme
from waymark.ground.programmes.queries import programme_of
from waymark.ground.programmes.values import Programme
from waymark.web.models import PretendDate

PACKS = Path(__file__).parents[1] / "packs"
NOW = datetime(2026, 10, 22, 9, 0, tzinfo=UTC)
PASSWORD = "seventeen grey herons"

STAFF = {
    "fay": ("Fay", "Abernethy", Role.FACILITATOR),
    "hugo": ("Hugo", "Marchbanks", Role.COACH),
    "petra": ("Petra", "Lindqvist", Role.SETTER),
    "chioma": ("Chioma", "Okonjo", Role.MARKER),
    "dev": ("Dev", "Raithatha", Role.MARKER),
    "esther": ("Esther", "Quaye", Role.MARKER),
    "simi": ("Simi", "Hallworth", Role.SENIOR),
    "grace": ("Grace", "Penhaligon", Role.LEAD),
    "jonas": ("Jonas", "Trevelyan", Role.BOARD),
}


@cache
def pack_files(name: str) -> dict[str, str]:
    return dict(read_files(PACKS / name))


class Cast:
    """Every name is an attribute. A test gets it from `the_cast`."""

    def __init__(self) -> None:
        self.at = NOW
        self.people: dict[str, Person] = {}
        self.llse = self._provider("llse", "Leadership Learning South East", "LLSE")
        self.ucl = self._provider("ucl", "UCL Centre for Educational Leadership", "UCL")
        self.cohort = self._cohort(self.llse, "llse-npqel", "LLSE spring 2025", date(2025, 4, 28))
        self.ucl_cohort = self._cohort(self.ucl, "ucl-npqel-2025", "UCL spring 2025", date(2025, 5, 5))
        for name, (given, family, role) in STAFF.items():
            person = self.person(name, given, family, role)
            if role not in (Role.LEAD, Role.BOARD):
                cohorts.assign_staff(cohort=self.cohort, person=person, role=role, by=None, at=self.at)
        self.person("finn", "Finn", "Stranger", Role.LEAD, provider=self.ucl)
        self.amina = self.enrolled("amina", "Amina", "Castellane")
        self.ben = self.enrolled("ben", "Ben", "Oyelaran")
        self.uma = self.enrolled("uma", "Uma", "Fitzwarren", cohort=self.ucl_cohort)

    def __getattr__(self, name: str) -> Person:
        try:
            person: Person = self.__dict__["people"][name]
            return person
        except KeyError:
            raise AttributeError(f"nobody in the cast is called {name}") from None

    def _provider(self, slug: str, name: str, short_name: str) -> Provider:
        return people.add_provider(
            slug=slug,
            name=name,
            short_name=short_name,
            enquiries_email=f"npq@{slug}.example",
            demonstration=True,
            at=self.at,
        )

    def _cohort(self, provider: Provider, pack: str, name: str, starts_on: date) -> Cohort:
        return cohorts.open_cohort(
            programme=self.published(provider, pack), name=name, starts_on=starts_on, by=None, at=self.at
        )

    def published(self, provider: Provider, pack: str) -> PublishedProgramme:
        """A version of a real pack, without checking it again for each test."""
        files = pack_files(pack)
        digest = digest_of(files)
        FrozenPack.objects.get_or_create(digest=digest, defaults={"files": files})
        published, _ = PublishedProgramme.objects.get_or_create(
            provider=provider,
            slug=pack,
            version=1,
            defaults={"title": "NPQ for Executive Leadership", "pack_id": digest, "at": self.at},
        )
        return published

    def person(
        self, name: str, given: str, family: str, role: Role | None, *, provider: Provider | None = None
    ) -> Person:
        """Somebody new in the cast, with an account and that role."""
        provider = provider or self.llse
        person = people.add_person(
            provider=provider,
            given_name=given,
            family_name=family,
            email=f"{name}@{provider.slug}.example",
            organisation=f"{family} Trust",
            roles=[role] if role else [],
            by=None,
            at=self.at,
        )
        person.account = Account.objects.create_user(person.email, PASSWORD)
        person.save(update_fields=["account"])
        self.people[name] = person
        return person

    def enrolled(self, name: str, given: str, family: str, *, cohort: Cohort | None = None) -> Enrolment:
        """A participant of the cohort. The attribute is the enrolment; the person is in `people`."""
        cohort = cohort or self.cohort
        person = self.person(name, given, family, None, provider=cohort.provider)
        enrolment = cohorts.enrol(cohort=cohort, person=person, by=None, at=self.at)
        return Enrolment.objects.select_related("person", "cohort__programme", "cohort__provider").get(
            pk=enrolment.pk
        )

    def programme(self, cohort: Cohort | None = None) -> Programme:
        return programme_of((cohort or self.cohort).programme)

    def set_time(self, at: datetime) -> None:
        """From here on every request is made at that time."""
        self.at = at
        PretendDate.objects.create(pretend_at=at, real_at=datetime.now(tz=UTC))

    def browser(self, who: str) -> Client:
        """A client signed in as that person, through the account."""
        account = self.people[who].account
        assert account
        client = Client()
        client.force_login(account)
        return client


CAST = Snapshot(Cast, without=[PretendDate])


def the_cast() -> Cast:
    """The cast, on its day; the rows are made once in a process and put back for each test."""
    cast = CAST.recall()
    cast.set_time(NOW)
    return cast
