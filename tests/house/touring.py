"""Walks every address as somebody, and reads every answer for texts that must not be in it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from django.test import Client
from django.urls import reverse

from tests import access
from tests.house.canaries import Canaries, Canary, Reader, is_beside, is_own, may_see
from tests.house.people_lists import lists_beginning_with_a_person
from tests.world.texts import Owner
from waymark.ground.cohorts.models import EnrolmentChange
from waymark.ground.people.access import is_same_for_everyone
from waymark.ground.people.models import Assistant, Person, RoleHeld
from waymark.ground.people.queries import held_roles_of
from waymark.ground.people.roles import Role
from waymark.journey.coach.models import Pairing
from waymark.journey.mark.models import Allocation
from waymark.web.support.pages import PAGES

TWINS = {"marker2", "setter2"}
"""They may do just what the first marker, or the first setter, may."""
SHARED = {
    "kept_class",
    "kind",
    "step",
    "marked",
    "session",
    "study",
    "page",
    "questions",
    "meeting",
    "set",
    "coaching",
    "question",
}
"""What fills an address and is named alike at both providers: items of a programme, kinds of email, and one cohort."""
NUMBERED = {"part", "criterion", "rev"}
"""What fills an address and is named alike in every paper or answer."""
OTHER_COHORT = {"cohort": "marked", "coming": "marked", "marked": "cohort"}
SUBJECTS = {
    "cohort": "writing",
    "marked": "marked",
    "coming": "coming",
    "enrolment": "writing writer",
    "entry": "writing writer",
    "extension": "writing writer",
    "inspection": "writing",
    "sitting": "writing writer",
    "supporting": "writing writer",
    "assistant": "writing writer",
    "finished": "marked done",
    "done": "marked done",
    "application": "coming applicant0",
}
"""What an address is about, by what fills it: a cohort, or a cohort and a person of it."""


@dataclass
class Tour:
    """Every address of one provider. What is wrong is noted, and what was seen."""

    world: access.World
    canaries: Canaries
    known: set[Role]
    """Roles whose closed doors were tried, at whichever provider: a door knows roles alone."""
    problems: list[str] = field(default_factory=list)
    seen: set[tuple[Reader, Canary]] = field(default_factory=set)

    def addresses(self) -> Iterator[tuple[str, access.Row, str]]:
        for name, row in access.MATRIX.items():
            yield name, row, reverse(name, args=[self.world.at[key] for key in row.fill])

    def further(self) -> Iterator[tuple[str, access.Row, str]]:
        """The addresses of other things of the provider; what they show, and what they answer to a form, is read."""
        for name, row in access.MATRIX.items():
            for other in self.world.others:
                if other.keys() & set(row.fill):
                    yield name, row, reverse(name, args=[(self.world.at | other)[key] for key in row.fill])

    def of_the_other_cohort(self) -> Iterator[tuple[str, access.Row, str]]:
        """The addresses about the cohort that is writing, asked for the one that is marked."""
        for name, row in access.MATRIX.items():
            if "cohort" in row.fill and set(row.fill) <= {"cohort"} | SHARED:
                fill = tuple("marked" if key == "cohort" else key for key in row.fill)
                url = reverse(name, args=[self.world.at[key] for key in fill])
                yield name, replace(row, fill=fill), url

    def mixed(self, first: dict[str, str | int]) -> Iterator[tuple[str, access.Row, str]]:
        """The addresses whose first part is replaced by something else, in which the rest does not lie."""
        for name, row in access.MATRIX.items():
            key, *rest = row.fill or ("",)
            if key in first and set(rest) - SHARED - NUMBERED and not row.public:
                yield name, row, reverse(name, args=[first[key], *(self.world.at[part] for part in rest)])

    def expect(self, holds: bool, name: str, who: str, got: object) -> None:
        if not holds:
            self.problems.append(f"{name} as {who}: {got}")

    def read(self, answer: Any, name: str, row: access.Row, reader: Reader, url: str) -> None:
        """Notes every text in an answer which its reader must not see, there or anywhere; its address may come back."""
        self.expect(is_not_kept(answer, reader), name, reader.name, "may be kept by the browser")
        text = text_of(answer)
        if answer.headers.get("content-type", "").startswith("text/html"):
            for field_name in lists_beginning_with_a_person(text, is_person=self.is_person):
                self.expect(
                    False, name, reader.name, f"has a list, {field_name}, whose first option is a person"
                )
        about, in_address = subject_of(row, self.world.setup.provider.slug), self.canaries.in_text(url)
        for canary in self.canaries.in_text(text) - in_address:
            self.seen.add((reader, canary))
            self.expect(may_see(reader, canary, name), name, reader.name, f"shows a {canary}")
            belongs = is_own(reader, canary) or is_beside(canary, about, name)
            self.expect(belongs, name, reader.name, f"shows a {canary} and is about {about}")

    def is_person(self, label: str) -> bool:
        kinds = {canary.kind for canary in self.canaries.in_text(label)}
        return any(kind.endswith(" name") and "cohort" not in kind for kind in kinds)

    def as_visitor(self) -> None:
        nobody = Reader()
        for name, row, url in self.addresses():
            for method in ("get", "post"):
                answer = getattr(Client(), method)(url)
                self.read(answer, name, row, nobody, url)
                if row.roles is None:
                    self.expect(answer.status_code < 500, name, f"visitor ({method})", answer.status_code)
                else:
                    is_sent_to_sign_in = (
                        answer.status_code == 302 and "/accounts/login/" in answer.headers["location"]
                    )
                    self.expect(is_sent_to_sign_in, name, f"visitor ({method})", answer.status_code)

    def as_own(self, reader: Reader, person: Person) -> None:
        """As somebody of this provider. That closed doors are closed, one of each role finds out for all."""
        browser, knows_doors = browser_of(person), self.known >= reader.roles
        self.known |= reader.roles
        for name, row, url in self.addresses():
            if knows_doors and not (row.roles is None or reader.roles & row.roles):
                continue
            answer = browser.get(url, follow=row.own)
            self.read(answer, name, row, reader, url)
            got = status_of(answer)
            if row.roles is not None and not reader.roles & row.roles:
                self.expect(got == 403, name, reader.name, got)
            elif reader.key == row.owner:
                self.expect(got in (200, 302, 405), name, reader.name, got)
            elif row.own:
                self.expect(got in (403, 404, 405), name, reader.name, got)
                self.read(browser.post(url), name, row, reader, url)
            else:
                self.expect(got < 500 and got != 403, name, reader.name, got)

        for name, row, url in self.of_the_other_cohort():
            if row.roles is not None and reader.roles & row.roles:
                self.read(browser.get(url), name, row, reader, url)
        elsewhere = {key: self.world.at[other] for key, other in OTHER_COHORT.items()}
        self.read_mixed(browser, reader, elsewhere)
        if reader.key == "lead":
            self.as_someone_else(browser, reader)
        for name, row, url in self.further():
            if row.roles is None or reader.roles & row.roles:
                self.read(browser.get(url), name, row, reader, url)
                if Role.SETTER not in reader.roles:
                    self.read(browser.post(url), name, row, reader, url)

    def as_someone_else(self, browser: Client, reader: Reader) -> None:
        """As a lead who sees what someone sees: the pages of the list are shown, and any other says why not."""
        for key, prefix in self.world.seen.items():
            roles = frozenset(held_roles_of(self.world.people[key]))
            who = f"{reader.name}, who sees what {key} sees"
            for name, row, url in self.addresses():
                if key != "writer" and not (row.roles or frozenset()) & roles and name not in PAGES:
                    continue  # closed to all alike, which the first of them found out
                answer = browser.get(f"{prefix}{url}")
                about = replace(row, fill=("supporting",) if key == "writer" else ())
                self.read(answer, name, about, reader, f"{prefix}{url}")
                is_shown = name in PAGES and (row.roles is None or bool(roles & row.roles))
                got = answer.status_code
                self.expect(got in ((200, 302) if is_shown else (403,)), name, who, got)
                if is_shown:
                    sent = browser.post(f"{prefix}{url}").status_code
                    self.expect(sent == 403, name, who, f"a form: {sent}")

    def read_mixed(self, browser: Client, reader: Reader, first: dict[str, str | int]) -> None:
        for name, row, url in self.mixed(first):
            if row.roles is None or reader.roles & row.roles:
                answer = browser.get(url)
                self.read(answer, name, row, reader, url)
                got = answer.status_code
                self.expect(got in (302, 403, 404, 405), f"{name} elsewhere", reader.name, got)

    def as_stranger(self, reader: Reader, person: Person, own: access.World) -> None:
        """As somebody of another provider, whose world is `own`, where their role would let them in."""
        browser = browser_of(person)
        for name, row, url in self.addresses():
            if row.roles is not None and not reader.roles & row.roles:
                continue
            answers = [browser.get(url, follow=_is_a_thing_of_its_own(row))]
            answers += [] if row.public else [browser.post(url)]
            for answer in answers:
                got = status_of(answer)
                self.read(answer, name, row, reader, url)
                if _is_a_thing_of_its_own(row):
                    self.expect(got in (403, 404, 405), name, f"stranger {reader.name}", got)
                else:
                    self.expect(got < 500, name, f"stranger {reader.name}", got)
        self.read_mixed(browser, reader, own.at)


def status_of(answer: Any) -> int:
    """405 where a form's address, opened by hand, led to a page of the reader's own that names nothing of anyone's."""
    is_led_home = bool(getattr(answer, "redirect_chain", ())) and not answer.resolver_match.kwargs
    status: int = 405 if is_led_home and answer.status_code == 200 else answer.status_code
    return status


def is_not_kept(answer: Any, reader: Reader) -> bool:
    """Whether the browser may not store it; a visitor's browser may keep what is the same for everyone."""
    directives = {part.strip() for part in answer.headers.get("cache-control", "").split(",")}
    is_public = reader == Reader() and answer.status_code == 200 and is_same_for_everyone(_view_of(answer))
    return "no-cache" in directives if is_public else {"private", "no-store"} <= directives


def _view_of(answer: Any) -> Any:
    return answer.resolver_match.func if answer.resolver_match else None


def _is_a_thing_of_its_own(row: access.Row) -> bool:
    """Whether the address names something of this provider."""
    return bool(set(row.fill) - SHARED) and not row.public


def subject_of(row: access.Row, provider: str) -> Owner:
    """What the address is about; only the provider where it names nothing of one cohort."""
    subject = max((SUBJECTS[key] for key in row.fill if key in SUBJECTS), key=len, default="")
    return Owner(provider, *subject.split())


def text_of(answer: Any) -> str:
    """Head and body of an answer, whatever it is made of."""
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    heads = "\n".join(f"{key}: {value}" for key, value in answer.headers.items())
    return f"{heads}\n{body.decode(errors='replace')}"


def browser_of(person: Person) -> Client:
    browser = Client()
    assert person.account
    browser.force_login(person.account)
    return browser


def readers_of(world: access.World) -> dict[str, Reader]:
    """Everybody of a world by key, with what is theirs: cohorts, colleagues, coachees, scripts."""
    setup, labels = world.setup, {world.writing.pk: "writing", world.marked.pk: "marked"}
    every_label = world.builder.labels
    label_of = {key: owner.person for key, owner in setup.owners.items()}
    key_of = {person.pk: key for key, person in setup.staff.items()}
    pairs = [
        (label_of[pairing.enrolment_id], key_of[pairing.coach_id])
        for pairing in Pairing.objects.filter(enrolment__in=label_of)
    ]
    heads = {label: person.pk for label, person in world.people.items() if label not in setup.staff}
    readers = {}
    for key, person in world.people.items():
        cohorts = {labels[enrolment.cohort_id] for enrolment in person.enrolments.all()}
        cohorts |= {
            labels[work.cohort_id]
            for work in person.cohorts_worked.exclude(role=Role.COACH)
            if work.cohort_id in labels
        }
        members = {member for label in cohorts for member in access.PEOPLE[label]}
        partners = person.partners_worked.filter(ended_at=None).values("partner")
        changes = EnrolmentChange.objects.filter(
            kind="partner", elsewhere__in=partners, enrolment__in=label_of
        )
        with_partner = {label_of[change.enrolment_id]: change.enrolment.cohort_id for change in changes}
        cohorts |= {labels[cohort_id] for cohort_id in with_partner.values()}
        assists = Assistant.objects.filter(person=person).values_list("head_id", flat=True)
        has = {"assistant"} if Assistant.objects.filter(head=person).exists() else set()
        looked_after = members if key in setup.staff else {key}
        coaches = {coach for label, coach in pairs if label in looked_after}
        roles = frozenset(Role(row.role) for row in RoleHeld.objects.filter(person=person))
        allocated = Allocation.objects.filter(marker=person)
        writers = allocated.values_list("script__submission__sitting__enrolment_id", flat=True)
        readers[key] = Reader(
            key=key,
            provider=setup.provider.slug,
            roles=roles,
            cohorts=frozenset(cohorts),
            team=frozenset(coaches | has | {access.FACILITATORS[label] for label in cohorts}),
            staffed=frozenset(every_label[work.cohort_id] for work in person.cohorts_worked.all()),
            coachees=frozenset(label for label, coach in pairs if coach == key),
            scripts=frozenset(label_of[writer] for writer in writers),
            with_partner=frozenset(with_partner),
            heads=frozenset(label for label, head in heads.items() if head in assists),
            fails=frozenset(access.FAILED if Role.SENIOR in roles else ()),
        )
    return readers
