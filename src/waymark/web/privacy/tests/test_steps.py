"""Each step of a copy, an erasure and a hold: once, of one person alone, and in the audit log."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.cast import Cast
from waymark.ground.ledger.queries import count_entries
from waymark.ground.people.models import Email, Person
from waymark.ground.people.roles import Role
from waymark.web.models import ErasureDecision, ErasureRequest, LegalHold, PreparedCopy
from waymark.web.privacy import requests
from waymark.web.privacy.erasure import find_hold

pytestmark = pytest.mark.django_db
LINK = "https://npq.our.example/your-data/"


@pytest.fixture
def second(cast: Cast) -> Person:
    return cast.person("olive", "Olive", "Grant", Role.LEAD)


def lines(cast: Cast, verb: str) -> int:
    return count_entries(provider_id=cast.llse.pk, verb=f"web.{verb}")


def prepared(cast: Cast, person: Person, *, days: int = 0) -> PreparedCopy:
    at = cast.at + timedelta(days=days)
    request = requests.ask_for_copy(person=person, by=person, at=at)
    return requests.prepare_copy(request=request, by=cast.grace, at=at)


def release(cast: Cast, copy: PreparedCopy, by: Person, *, days: int = 0) -> None:
    requests.release_copy(copy=copy, link=LINK, by=by, at=cast.at + timedelta(days=days))


def test_a_request_for_a_copy_is_one_of_its_person_and_is_logged_once(cast: Cast) -> None:
    amina, ben = cast.amina.person, cast.ben.person
    first = requests.ask_for_copy(person=amina, by=amina, at=cast.at)
    assert requests.ask_for_copy(person=amina, by=amina, at=cast.at + timedelta(days=1)) == first
    assert requests.open_request_of(ben) is None
    assert requests.ask_for_copy(person=ben, by=ben, at=cast.at) != first
    assert requests.open_request_of(amina) == first
    assert lines(cast, "copy_asked") == 2


def test_a_copy_prepared_again_replaces_the_one_that_was_not_released(cast: Cast, second: Person) -> None:
    amina = cast.amina.person
    copy = prepared(cast, amina)
    others = prepared(cast, cast.ben.person)
    again = requests.prepare_copy(request=copy.request, by=cast.grace, at=cast.at)
    assert set(PreparedCopy.objects.values_list("pk", flat=True)) == {others.pk, again.pk}
    release(cast, again, second)
    requests.prepare_copy(request=copy.request, by=cast.grace, at=cast.at)
    assert PreparedCopy.objects.filter(pk=again.pk).exists(), "A released copy stays."
    assert lines(cast, "copy_made") == 4


def test_a_copy_is_released_once_by_someone_else_for_thirty_days(cast: Cast, second: Person) -> None:
    amina = cast.amina.person
    copy = prepared(cast, amina)
    for who in (cast.grace, amina):
        with pytest.raises(requests.CannotRelease) as refused:
            release(cast, copy, who)
        assert (refused.value.codes, refused.value.status) == (("second_look",), 403)
    release(cast, copy, second)
    release(cast, copy, second, days=5)
    copy.refresh_from_db()
    assert (copy.released_at, copy.released_by) == (cast.at, second)
    assert copy.expires_at == cast.at + timedelta(days=30)
    assert lines(cast, "copy_released") == 1
    assert LINK in Email.objects.get(kind="web.copy_released").text


def test_a_copy_is_downloaded_by_its_person_until_it_expires(cast: Cast, second: Person) -> None:
    amina, ben = cast.amina.person, cast.ben.person
    copy = prepared(cast, amina)
    assert requests.copy_to_download(person=amina, at=cast.at) is None
    release(cast, copy, second)
    last = cast.at + timedelta(days=30) - timedelta(microseconds=1)
    assert requests.copy_to_download(person=amina, at=last) == copy
    assert requests.copy_to_download(person=amina, at=cast.at + timedelta(days=30)) is None
    assert requests.copy_to_download(person=ben, at=cast.at) is None
    newer = prepared(cast, amina, days=1)
    release(cast, newer, second, days=1)
    assert requests.copy_to_download(person=amina, at=last) == newer


def test_an_expired_copy_is_emptied_once(cast: Cast, second: Person) -> None:
    copy, waiting = prepared(cast, cast.amina.person), prepared(cast, cast.ben.person)
    release(cast, copy, second)
    over = cast.at + timedelta(days=30)
    assert requests.empty_expired_copies(at=over - timedelta(microseconds=1)) == 0
    assert requests.empty_expired_copies(at=over) == 1
    assert requests.empty_expired_copies(at=over) == 0
    copy.refresh_from_db()
    waiting.refresh_from_db()
    assert (bytes(copy.archive), bool(waiting.archive)) == (b"", True)


def test_an_erasure_is_asked_for_once_and_logged(cast: Cast, second: Person) -> None:
    amina, ben = cast.amina.person, cast.ben.person
    asking = {"reason": "They asked.", "by": cast.grace, "at": cast.at}
    first = requests.ask_for_erasure(person=amina, **asking)
    assert requests.ask_for_erasure(person=amina, **asking) == first
    assert requests.open_erasure_of(ben) is None
    requests.decide_erasure(request=first, approved=False, why="A claim.", by=second, at=cast.at)
    assert requests.open_erasure_of(amina) is None
    assert requests.ask_for_erasure(person=amina, **asking) != first
    assert ErasureRequest.objects.count() == 2
    assert lines(cast, "erasure_asked") == 2


@pytest.mark.parametrize(("approved", "verb"), [(True, "erasure_approved"), (False, "erasure_refused")])
def test_an_erasure_is_decided_once_by_someone_else(
    cast: Cast, second: Person, approved: bool, verb: str
) -> None:
    amina = cast.amina.person
    request = requests.ask_for_erasure(person=amina, reason="They asked.", by=cast.grace, at=cast.at)
    deciding = {"request": request, "approved": approved, "why": "-", "at": cast.at}
    for who in (cast.grace, amina):
        with pytest.raises(requests.CannotDecideErasure) as refused:
            requests.decide_erasure(by=who, **deciding)
        assert refused.value.codes == ("second_person",)
    first = requests.decide_erasure(by=second, **deciding)
    assert requests.decide_erasure(by=second, **deciding | {"approved": not approved}) == first
    assert (first.approved, lines(cast, verb)) == (approved, 1)
    assert lines(cast, "erasure_approved") + lines(cast, "erasure_refused") == 1


def test_a_hold_stops_the_approval_and_not_the_refusal(cast: Cast, second: Person) -> None:
    amina = cast.amina.person
    request = requests.ask_for_erasure(person=amina, reason="They asked.", by=cast.grace, at=cast.at)
    requests.put_hold(person=amina, reason="Claim 12.", by=cast.grace, at=cast.at)
    with pytest.raises(requests.CannotDecideErasure) as refused:
        requests.decide_erasure(request=request, approved=True, why="", by=second, at=cast.at)
    assert refused.value.codes == ("legal_hold",)
    assert "Claim 12." in str(refused.value)
    requests.decide_erasure(request=request, approved=False, why="A claim.", by=second, at=cast.at)
    assert not ErasureDecision.objects.get().approved


def test_only_approved_erasures_are_carried_out_and_each_is_counted(cast: Cast, second: Person) -> None:
    held, erased, refused = cast.amina.person, cast.ben.person, cast.hugo
    for person, approved in ((held, True), (erased, True), (refused, False)):
        request = requests.ask_for_erasure(person=person, reason="Asked.", by=cast.grace, at=cast.at)
        requests.decide_erasure(request=request, approved=approved, why="-", by=second, at=cast.at)
    requests.put_hold(person=held, reason="Claim 12.", by=cast.grace, at=cast.at)
    assert requests.carry_out_approved(at=cast.at) == 1
    assert requests.carry_out_approved(at=cast.at) == 0
    names = [Person.objects.get(pk=person.pk).name for person in (held, erased, refused)]
    assert names == [held.name, "[erased]", refused.name]


def test_a_hold_is_put_once_and_lifted_once(cast: Cast, second: Person) -> None:
    amina, ben = cast.amina.person, cast.ben.person
    requests.lift_hold(person=amina, by=cast.grace, at=cast.at)
    assert lines(cast, "hold_lifted") == 0
    hold = requests.put_hold(person=amina, reason="Claim 12.", by=cast.grace, at=cast.at)
    assert not hold.is_appeal
    assert requests.put_hold(person=amina, reason="Another.", by=second, at=cast.at) == hold
    others = requests.put_hold(person=ben, reason="Appeal.", is_appeal=True, by=second, at=cast.at)
    assert others.is_appeal
    requests.lift_hold(person=amina, by=second, at=cast.at)
    requests.lift_hold(person=amina, by=cast.grace, at=cast.at)
    hold.refresh_from_db()
    assert (hold.lifted_by, hold.lifted_at) == (second, cast.at)
    assert (find_hold(amina), find_hold(ben)) == (None, others)
    assert (lines(cast, "held"), lines(cast, "hold_lifted")) == (2, 1)
    assert LegalHold.objects.count() == 2
