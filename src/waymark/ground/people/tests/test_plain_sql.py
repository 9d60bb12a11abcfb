"""Plain SQL about people equals its ORM twin (docs/decisions/0014)."""

from __future__ import annotations

import pytest
from django.forms.models import model_to_dict

from tests.cast import Cast
from waymark.ground.people import actions, queries
from waymark.ground.people.models import Email, RoleHeld
from waymark.ground.people.roles import Role


@pytest.mark.parametrize("name", ["amina", "grace", "simi"])
def test_roles_of_an_account_equal_those_of_the_orm(cast: Cast, name: str) -> None:
    person = cast.people[name]
    actions.give_role(person=person, role=Role.COACH, by=None, at=cast.at)
    account = person.account
    assert account is not None
    rows = RoleHeld.objects.filter(person__account=account).order_by("person_id", "id")
    roles = queries.list_roles_of_account(account_id=account.pk)
    assert roles
    assert [(row.role, row.person.pk) for row in roles] == [(Role(row.role), row.person_id) for row in rows]
    for row in roles:
        twin = cast.people[name].__class__.objects.select_related("provider", "account").get(pk=row.person.pk)
        assert model_to_dict(row.person) == model_to_dict(twin)
        assert model_to_dict(row.person.provider) == model_to_dict(twin.provider)
        assert row.person.account is not None
        assert row.person.account.is_active is True
        assert model_to_dict(row.person.account) == model_to_dict(
            account.__class__.objects.get(pk=account.pk)
        )


@pytest.mark.parametrize("attaches", [None, ("sit.receipt", 7)])
def test_email_equals_one_made_by_the_orm(cast: Cast, attaches: tuple[str, int] | None) -> None:
    fields = {"to": "amina@llse.example", "subject": "Ünïcode 100%", "text": "It's “here”.\n\n%s"}
    actions.queue_email(provider=cast.llse, once="sql", at=cast.at, attaches=attaches, **fields)
    written = Email.objects.get(once="sql")
    attachment, attachment_id = attaches or ("", None)
    expected = Email.objects.create(
        provider=cast.llse,
        once="orm",
        at=cast.at,
        attachment=attachment,
        attachment_id=attachment_id,
        **fields,
    )
    expected.refresh_from_db()
    differing = ("id", "once")
    assert model_to_dict(written, exclude=differing) == model_to_dict(expected, exclude=differing)


def test_email_of_the_same_occasion_is_not_written_again(cast: Cast) -> None:
    for text in ("First", "Second"):
        actions.queue_email(
            provider=cast.llse, to="a@llse.example", subject="A", text=text, once="same", at=cast.at
        )
    assert [email.text for email in Email.objects.filter(once="same")] == ["First"]
