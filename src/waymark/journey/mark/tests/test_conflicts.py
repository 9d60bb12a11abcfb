"""A conflict of interest that arises after a script was allocated closes every page and act about it at once."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from django.urls import reverse

from waymark.ground.cohorts.models import CohortStaff, Enrolment
from waymark.ground.ledger.queries import count_entries
from waymark.ground.people.models import Email, Organisation, Person, RoleHeld
from waymark.ground.people.roles import Role
from waymark.journey.coach.models import CoachingSession, Pairing
from waymark.journey.gather.actions import create_groups
from waymark.journey.gather.models import PeerGroup
from waymark.journey.mark import actions, jobs, queries
from waymark.journey.mark.models import Allocation, FailConfirmation, Mark
from waymark.journey.mark.tests.makers import (
    AFTER,
    TEXTS,
    draft_of,
    make_mark,
    make_marks,
    make_scripts,
    marker_of,
)
from waymark.journey.mark.tests.test_pages import data_of, name_of

if TYPE_CHECKING:
    from tests.cast import Cast

type Arise = Callable[[Cast, Person], None]


def coaches_now(cast: Cast, judge: Person) -> None:
    Pairing.objects.create(enrolment=cast.amina, coach=judge, by=cast.grace, at=AFTER)


def coached_once(cast: Cast, judge: Person) -> None:
    pairing = Pairing.objects.create(enrolment=cast.amina, coach=cast.hugo, by=cast.grace, at=AFTER)
    CoachingSession.objects.create(
        pairing=pairing, item_id="coaching-1", held_on=AFTER.date(), minutes=60, by=judge, at=AFTER
    )


def looks_after_the_group(cast: Cast, judge: Person) -> None:
    create_groups(cohort=cast.cohort, by=cast.grace, at=AFTER)
    PeerGroup.objects.filter(memberships__enrolment=cast.amina).update(owner=judge)


def facilitates(cast: Cast, judge: Person) -> None:
    CohortStaff.objects.create(cohort=cast.cohort, person=judge, role=Role.FACILITATOR.value, at=AFTER)


def works_at_the_same_school(cast: Cast, judge: Person) -> None:
    shared = Organisation.objects.get(persons=cast.amina.person)
    Person.objects.filter(pk=judge.pk).update(organisation=shared)


def takes_part_too(cast: Cast, judge: Person) -> None:
    Enrolment.objects.create(cohort=cast.cohort, person=judge, reference="TOO", by=None, at=AFTER)


def leads(cast: Cast, judge: Person) -> None:
    RoleHeld.objects.create(person=judge, role=Role.LEAD.value, at=AFTER)


CONFLICTS = [
    coaches_now,
    coached_once,
    looks_after_the_group,
    facilitates,
    works_at_the_same_school,
    takes_part_too,
    leads,
]
every_conflict = pytest.mark.parametrize("arise", CONFLICTS, ids=lambda arise: arise.__name__)


@every_conflict
def test_a_marker_loses_the_script_and_can_record_nothing(cast: Cast, arise: Arise) -> None:
    [script] = make_scripts(cast, cast.amina)
    marker = marker_of(script, "first")
    client, url = cast.browser(name_of(cast, marker)), reverse("mark:script", args=[script.code])
    assert script.code in client.get("/mark/").content.decode()
    opened = queries.get_allocated_script(for_=marker, code=script.code)
    assert opened
    arise(cast, marker)
    assert script.code not in client.get("/mark/").content.decode()
    assert client.get(url).status_code == 404
    assert client.post(f"{url}marks/", data_of(12)).status_code == 404
    with pytest.raises(actions.CannotMark) as refused:
        actions.record_mark(script=opened, draft=draft_of(12), by=marker, at=AFTER)
    assert refused.value.codes == ("withdrawn",)
    assert not Mark.objects.exists()


@every_conflict
def test_a_senior_marker_reads_and_confirms_no_such_fail(cast: Cast, arise: Arise) -> None:
    [script] = make_scripts(cast, cast.amina)
    make_marks(script, 4, 5)
    simi, url = cast.browser("simi"), reverse("mark:fail", args=[script.code])
    assert script.code in simi.get("/mark/fails/").content.decode()
    arise(cast, cast.simi)
    assert script.code not in simi.get("/mark/fails/").content.decode()
    assert simi.get(url).status_code == 404
    assert simi.post(f"{url}confirmation/", {"reason": "I read all of it."}).status_code == 404
    assert actions.confirm_fail(code=script.code, reason="I read it.", by=cast.simi, at=AFTER) is None
    assert not FailConfirmation.objects.exists()


@every_conflict
def test_no_script_is_allocated_against_a_conflict(cast: Cast, arise: Arise) -> None:
    for name in ("chioma", "dev"):
        if arise is not leads:
            arise_once(cast, arise, cast.people[name])
    if arise is leads:
        leads(cast, cast.chioma)
        leads(cast, cast.dev)
    with pytest.raises(actions.CannotAllocate) as refused:
        make_scripts(cast, cast.amina)
    assert refused.value.codes == ("too_few_markers",)


def arise_once(cast: Cast, arise: Arise, judge: Person) -> None:
    """A participant has one coach and a group one owner at a time: the second judge is in another conflict."""
    if arise in (coaches_now, coached_once) and Pairing.objects.filter(enrolment=cast.amina).exists():
        pairing = Pairing.objects.get(enrolment=cast.amina)
        CoachingSession.objects.create(
            pairing=pairing, item_id="coaching-2", held_on=AFTER.date(), minutes=60, by=judge, at=AFTER
        )
    elif arise is looks_after_the_group and PeerGroup.objects.exists():
        coaches_now(cast, judge)
    elif arise is takes_part_too:
        Enrolment.objects.create(
            cohort=cast.cohort, person=judge, reference=f"TOO{judge.pk}", by=None, at=AFTER
        )
    else:
        arise(cast, judge)


def test_someone_elses_conflict_changes_nothing(cast: Cast) -> None:
    amina, ben = make_scripts(cast, cast.amina, cast.ben)
    marker = marker_of(ben, "first")
    coaches_now(cast, marker)
    assert queries.get_allocated_script(for_=marker, code=ben.code)
    assert queries.get_allocated_script(for_=marker, code=amina.code) is None


def test_the_worker_gives_the_script_to_another_marker_and_tells_the_lead_no_name(cast: Cast) -> None:
    [script] = make_scripts(cast, cast.amina)
    marker, other = marker_of(script, "first"), marker_of(script, "second")
    coaches_now(cast, marker)
    assert jobs.run(at=AFTER) == 1
    assert jobs.run(at=AFTER) == 0
    now = Allocation.objects.filter(script=script, withdrawn_at=None)
    assert sorted(now.values_list("part", flat=True)) == ["first", "second"]
    assert marker.pk not in set(now.values_list("marker_id", flat=True))
    assert other.pk in set(now.values_list("marker_id", flat=True))
    assert Allocation.objects.get(script=script, marker=marker).withdrawn_at == AFTER
    assert count_entries(provider_id=cast.llse.pk, verb="mark.withdrawn") == 1
    email = Email.objects.get(once__startswith="mark.withdrawn")
    assert email.to == cast.grace.email
    assert "There’s nothing left to allocate" in email.text
    for secret in (script.code, marker.name, marker.family_name, "Castellane", "coach"):
        assert secret not in email.text + email.subject


def test_without_another_marker_the_lead_is_told_what_to_do(cast: Cast) -> None:
    [script] = make_scripts(cast, cast.amina)
    spare = next(
        person
        for person in (cast.chioma, cast.dev, cast.esther)
        if not Allocation.objects.filter(marker=person).exists()
    )
    CohortStaff.objects.filter(person=spare).delete()
    coaches_now(cast, marker_of(script, "second"))
    assert jobs.run(at=AFTER) == 1
    assert queries.count_unallocated(cohort=cast.cohort) == 1
    assert "Give one more person the marker role" in Email.objects.get(once__startswith="mark.withdrawn").text
    page = cast.browser("grace").get(reverse("mark:progress", args=[cast.cohort.slug])).content.decode()
    assert "1 script needs two markers" in page


def test_a_marker_who_left_the_cohort_loses_what_is_not_marked(cast: Cast) -> None:
    [script] = make_scripts(cast, cast.amina)
    marker = marker_of(script, "first")
    CohortStaff.objects.filter(person=marker).delete()
    assert queries.get_allocated_script(for_=marker, code=script.code) is None
    assert jobs.run(at=AFTER) == 1


def test_a_recorded_mark_is_kept(cast: Cast) -> None:
    """It was given when there was no conflict; its marker can’t open the script again."""
    [script] = make_scripts(cast, cast.amina)
    make_mark(script, "first", 12)
    marker = marker_of(script, "first")
    coaches_now(cast, marker)
    assert jobs.run(at=AFTER) == 0
    assert queries.get_allocated_script(for_=marker, code=script.code) is None
    assert Mark.objects.count() == 1


def test_a_withdrawn_script_does_not_come_back_to_the_same_marker(cast: Cast) -> None:
    [script] = make_scripts(cast, cast.amina)
    marker = marker_of(script, "first")
    coaches_now(cast, marker)
    jobs.run(at=AFTER)
    Pairing.objects.all().delete()
    assert queries.get_allocated_script(for_=marker, code=script.code) is None
    assert queries.list_allocated_scripts(for_=marker) == []
    assert script.code not in cast.browser(name_of(cast, marker)).get("/mark/").content.decode()


def test_lists_show_no_number_of_words_and_no_order_of_submission(cast: Cast) -> None:
    """Either would name the writer to someone who has seen the control room."""
    long = TEXTS | {"q2": f"{TEXTS['q2']} {'word ' * 1_200}"}
    scripts = make_scripts(cast, cast.amina, cast.ben, texts=long)
    [words] = {script.words for script in scripts}
    assert words > 1_200
    for script in scripts:
        make_marks(script, 4, 5)
    pages = [cast.browser("simi").get("/mark/fails/").content.decode()]
    pages.append(cast.browser("simi").get(f"/mark/fails/{scripts[0].code}/").content.decode())
    for name in ("chioma", "dev", "esther"):
        pages.append(cast.browser(name).get("/mark/").content.decode())
    assert not [page for page in pages if f"{words:,}" in page or str(words) in page]
    fails = queries.list_fails_for(for_=cast.simi)
    assert [fail.code for fail in fails] == sorted(fail.code for fail in fails)
