"""The list of people whom one can be in a demonstration."""

from __future__ import annotations

from tests.cast import Cast
from waymark.bridges.signin import actions, queries
from waymark.bridges.signin.adapter import Adapter
from waymark.ground.people.models import Person


def test_guides_are_listed_by_provider_in_order(cast: Cast) -> None:
    for person, position in ((cast.finn, 1), (cast.grace, 2), (cast.fay, 1)):
        actions.guide(person=person, label="Lead", try_this="Look around.", position=position)
    assert [guide.person for guide in queries.list_guides()] == [cast.fay, cast.grace, cast.finn]
    groups = queries.list_groups()
    assert [group["provider"] for group in groups] == [cast.llse, cast.ucl]
    assert [[guide.person for guide in group["guides"]] for group in groups] == [
        [cast.fay, cast.grace],
        [cast.finn],
    ]


def test_guide_is_found_by_its_person(cast: Cast) -> None:
    guides = [
        actions.guide(person=person, label="Lead", try_this="Look around.", position=1)
        for person in (cast.finn, cast.grace)
    ]
    assert [queries.find_guide(person_id=guide.person_id) for guide in guides] == guides
    assert queries.find_guide(person_id=cast.fay.pk) is None


def test_person_on_the_list_gets_an_account(cast: Cast) -> None:
    Person.objects.filter(pk=cast.fay.pk).update(account=None)
    actions.guide(person=cast.fay, label="Facilitator", try_this="Look around.", position=1)
    assert Person.objects.get(pk=cast.fay.pk).account_id


def test_sign_up_is_closed() -> None:
    assert Adapter().is_open_for_signup(None) is False
