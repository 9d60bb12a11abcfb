"""Who looks after each peer group: a facilitator or coach of the cohort, chosen or proposed, and told."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.filled import form_of
from waymark.ground.cohorts import actions as cohorts
from waymark.ground.cohorts.models import CohortStaff
from waymark.ground.ledger.models import Entry
from waymark.ground.people.models import Email
from waymark.ground.people.roles import Role
from waymark.journey.gather import actions, queries, rules
from waymark.journey.gather.models import PeerGroup
from waymark.journey.gather.rules import OwnerReason
from waymark.journey.gather.tests.makers import make_groups
from waymark.kit.forms import ChangedSince

if TYPE_CHECKING:
    from django.test import Client

    from tests.cast import Cast
    from waymark.ground.people.models import Person


@pytest.fixture
def group(cast: Cast) -> PeerGroup:
    make_groups(cast)
    return PeerGroup.objects.get()


@pytest.fixture
def idris(cast: Cast) -> Person:
    """A second facilitator of the cohort."""
    person = cast.person("idris", "Idris", "Fenn", Role.FACILITATOR)
    return staffed(cast, person, Role.FACILITATOR)


def staffed(cast: Cast, person: Person, role: Role) -> Person:
    cohorts.assign_staff(cohort=cast.cohort, person=person, role=role, by=None, at=cast.at)
    return person


def choose(cast: Cast, group: PeerGroup, person: Person, **more: Any) -> list[PeerGroup]:
    return actions.choose_owners(
        cohort=cast.cohort, owners={group: person}, by=cast.grace, at=cast.at, **more
    )


def url_of(cast: Cast, proposal: str = "") -> str:
    return f"/gather/cohorts/{cast.cohort.slug}/groups/owners/{proposal}"


def save(browser: Client, url: str, **changes: Any) -> Any:
    return browser.post(url, form_of(browser.get(url)) | changes)


def test_a_facilitator_is_chosen_shown_and_told(cast: Cast, group: PeerGroup) -> None:
    grace = cast.browser("grace")
    groups = f"/gather/cohorts/{cast.cohort.slug}/groups/"
    assert "No one looks after this group yet." in grace.get(groups).content.decode()
    assert save(grace, url_of(cast), **{f"group-{group.pk}": cast.fay.pk}).headers["location"] == groups
    text = grace.get(groups).content.decode()
    assert "Saved. You’ve changed who looks after 1 group." in text
    assert "Looked after by Fay Abernethy." in text
    assert "Propose who" not in text
    assert f'<a href="{groups}">Cancel</a>' in grace.get(url_of(cast)).content.decode()
    own = cast.browser("amina").get("/gather/group/").content.decode()
    assert "Fay Abernethy looks after your group." in own
    told = Email.objects.get(to=cast.fay.email, kind="gather.looks_after")
    assert "Group 1" in told.text
    assert "/gather/groups/" in told.text
    entry = Entry.objects.get(verb="gather.owner_chosen")
    assert entry.facts == {"owner": cast.fay.pk, "before": None}


def test_the_same_again_changes_nothing_and_tells_no_one(cast: Cast, group: PeerGroup) -> None:
    assert choose(cast, group, cast.fay) == [group]
    assert choose(cast, group, cast.fay) == []
    assert Email.objects.filter(kind="gather.looks_after").count() == 1
    answer = cast.browser("grace").post(
        url_of(cast), form_of(cast.browser("grace").get(url_of(cast))), follow=True
    )
    assert "There were no changes to save." in answer.content.decode()


def test_who_does_not_facilitate_or_coach_the_cohort_is_refused(cast: Cast, group: PeerGroup) -> None:
    for person in (cast.chioma, cast.petra, cast.finn):
        with pytest.raises(actions.CannotLookAfter) as refusal:
            choose(cast, group, person)
        assert [reason.code for reason in refusal.value.reasons] == [OwnerReason.NOT_WITH_COHORT]
        assert f"{person.name} isn’t a facilitator or coach" in str(refusal.value)
    grace = cast.browser("grace")
    answer = save(grace, url_of(cast), **{f"group-{group.pk}": cast.chioma.pk})
    assert answer.status_code == 422
    assert "Select a person from the list" in answer.content.decode()
    assert PeerGroup.objects.get().owner is None


def test_who_looks_after_a_group_is_not_taken_away_without_a_successor(cast: Cast, group: PeerGroup) -> None:
    choose(cast, group, cast.fay)
    answer = save(cast.browser("grace"), url_of(cast), **{f"group-{group.pk}": ""})
    assert answer.status_code == 422
    assert PeerGroup.objects.get().owner == cast.fay


def test_a_choice_made_meanwhile_is_not_overwritten(cast: Cast, group: PeerGroup, idris: Person) -> None:
    grace = cast.browser("grace")
    form = form_of(grace.get(url_of(cast)))
    choose(cast, group, cast.fay)
    answer = grace.post(url_of(cast), form | {f"group-{group.pk}": idris.pk})
    assert answer.status_code == 409
    assert "Grace Penhaligon" in answer.content.decode()
    assert PeerGroup.objects.get().owner == cast.fay
    with pytest.raises(ChangedSince):
        choose(cast, group, idris, made_from={})
    assert choose(cast, group, cast.fay, made_from={}) == []
    assert choose(cast, group, idris, made_from={group.pk: cast.fay.pk}) == [group]


def test_a_proposal_shares_groups_out_and_saves_nothing(cast: Cast, idris: Person) -> None:
    for number in range(16):
        cast.enrolled(f"person{number}", "Person", f"Number {number}")
    make_groups(cast)
    first = PeerGroup.objects.order_by("id")[0]
    choose(cast, first, idris)
    grace = cast.browser("grace")
    page = grace.get(url_of(cast, "?proposal=1"))
    assert "This is a proposal. Nothing is saved yet." in page.content.decode()
    assert PeerGroup.objects.filter(owner=None).count() == 2
    assert grace.post(url_of(cast), form_of(page)).status_code == 302
    owners = list(PeerGroup.objects.order_by("id").values_list("owner__given_name", flat=True))
    assert owners == ["Idris", "Fay", "Fay"]


def test_coaches_look_after_groups_where_there_is_no_facilitator(cast: Cast, group: PeerGroup) -> None:
    people = queries.list_possible_owners(cohort=cast.cohort)
    assert people == [cast.fay, cast.hugo], "Facilitators come first."
    assert queries.propose_owners(cohort=cast.cohort, groups=[group]) == {group.pk: cast.fay.pk}
    CohortStaff.objects.filter(person=cast.fay).update(is_current=False)
    assert queries.propose_owners(cohort=cast.cohort, groups=[group]) == {group.pk: cast.hugo.pk}
    CohortStaff.objects.filter(person=cast.hugo).update(is_current=False)
    assert queries.propose_owners(cohort=cast.cohort, groups=[group]) == {}
    text = cast.browser("grace").get(url_of(cast)).content.decode()
    assert "No one can look after the groups yet." in text


def test_someone_who_left_is_said_to_have_left_and_a_successor_is_proposed(
    cast: Cast, group: PeerGroup, idris: Person
) -> None:
    choose(cast, group, cast.fay)
    assert queries.propose_owners(cohort=cast.cohort, groups=[PeerGroup.objects.get()]) == {}
    CohortStaff.objects.filter(person=cast.fay).update(is_current=False)
    assert queries.propose_owners(cohort=cast.cohort, groups=[PeerGroup.objects.get()]) == {
        group.pk: idris.pk
    }
    assert "No longer with this cohort" in cast.browser("grace").get(url_of(cast)).content.decode()


def test_a_role_is_kept_while_they_look_after_a_group(cast: Cast, group: PeerGroup, idris: Person) -> None:
    choose(cast, group, idris)
    member = CohortStaff.objects.get(person=idris)
    assert queries.reasons_against_taking_role(member=CohortStaff.objects.get(person=cast.fay)) == ()
    with pytest.raises(cohorts.CannotTakeRole) as refusal:
        cohorts.take_from_staff(member=member, by=cast.grace, at=cast.at)
    assert "Idris Fenn looks after 1 peer group." in str(refusal.value)
    staffed(cast, idris, Role.COACH)
    cohorts.take_from_staff(member=member, by=cast.grace, at=cast.at + timedelta(days=1))
    assert not CohortStaff.objects.filter(pk=member.pk, is_current=True).exists()


def test_a_role_that_looks_after_no_groups_is_not_held_back(
    cast: Cast, group: PeerGroup, idris: Person
) -> None:
    choose(cast, group, idris)
    staffed(cast, idris, Role.COACH)
    marker = CohortStaff.objects.filter(person=cast.chioma, role="marker").get()
    assert queries.reasons_against_taking_role(member=marker) == ()


def test_own_groups_are_those_one_looks_after_today(cast: Cast, group: PeerGroup, idris: Person) -> None:
    choose(cast, group, cast.hugo)
    text = cast.browser("hugo").get("/gather/groups/").content.decode()
    assert "You look after 1 peer group" in text
    assert "Amina Castellane" in text
    assert (
        "You don’t look after a peer group" in cast.browser("idris").get("/gather/groups/").content.decode()
    )
    staffed(cast, cast.hugo, Role.MARKER)
    assert queries.list_own_groups(for_=cast.hugo) == [group], "One line, however many roles they have."
    CohortStaff.objects.filter(person=cast.hugo, role="coach").update(is_current=False)
    assert queries.list_own_groups(for_=cast.hugo) == []


@given(
    groups=st.integers(0, 20),
    people=st.integers(0, 5),
    load=st.dictionaries(st.integers(0, 4), st.integers(0, 9)),
)
def test_a_proposal_is_as_even_as_it_can_be(groups: int, people: int, load: dict[int, int]) -> None:
    proposed = rules.propose(range(100, 100 + groups), range(people), load=load)
    assert len(proposed) == (groups if people else 0)
    numbers = {person: load.get(person, 0) for person in range(people)}
    for _, person in sorted(proposed.items()):
        assert numbers[person] == min(numbers.values())
        numbers[person] += 1
