"""After an erasure nothing of the person is in any table, file or log, but the award record."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.apps import apps
from django.db import connection, models

from tests import access
from tests.cast import Cast
from tests.house.canaries import Canaries
from waymark.bridges.mail import jobs as mail
from waymark.ground.ledger.jobs import run as seal
from waymark.ground.ledger.models import Entry
from waymark.ground.ledger.queries import verify
from waymark.ground.people.actions import queue_email
from waymark.ground.people.models import Account, Email, Person
from waymark.journey.apply import actions as apply
from waymark.journey.apply.models import UploadedBytes
from waymark.journey.award.models import AwardRecord
from waymark.journey.sit.models import Revision
from waymark.web.models import KeptForm, LegalHold
from waymark.web.privacy.erasure import CannotErasePerson, erase_person, plan_erasure
from waymark.web.privacy.traces import clean_free_space

AT = access.NOW + timedelta(days=400)
KEPT = {
    "fee": "who paid what: tax law keeps it for six years (`journey/pay/personal_data.py`)",
    "delivery partner": "an organisation, and others work for it",
}


def dump_of_rows() -> str:
    """Every value of every table, also those of Django and its apps."""
    parts = []
    for model in apps.get_models(include_auto_created=True):
        for row in model._base_manager.order_by().values_list():
            parts += [_text_of(value) for value in row]
    return "\n".join(parts)


def _text_of(value: Any) -> str:
    return bytes(value).decode(errors="replace") if isinstance(value, bytes | memoryview) else str(value)


def raw_dump() -> bytes:
    """The bytes of the whole database: SQLite’s file with its free pages; on PostgreSQL, every row as text."""
    if connection.vendor == "sqlite":
        return bytes(connection.connection.serialize())
    with connection.cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1")
        tables = [name for (name,) in cursor.fetchall()]
        parts = []
        for table in tables:
            cursor.execute(f'SELECT t::text FROM "{table}" t')
            parts += [text for (text,) in cursor.fetchall()]
    return "\n".join(parts).encode()


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("key", ["done", "writer"])
def test_planted_words_are_in_no_table_and_no_file_after_an_erasure(
    key: str, tmp_path: Any, settings: Any
) -> None:
    settings.VAR = tmp_path
    settings.MAIL_IN_A_FOLDER = {"OPTIONS": {"file_path": tmp_path}}
    canaries = Canaries()
    world = access.build(access.LLSE, write=canaries.write)
    person = world.people[key]
    canaries.know("TRN", world.trns)
    name = person.name
    file = tmp_path / "email.log"
    file.write_text(f"To: {person.email}\n\nDear {name}", "utf-8")
    lead = world.setup.staff["lead"]
    queue_email(
        provider=world.setup.provider,
        to=lead.email,
        subject="News",
        text=f"{name} asks.",
        once="named",
        at=AT,
    )
    KeptForm.objects.create(person=person, key="k", action="/", values={"a": [name]}, at=AT)
    words = [word for word, canary in canaries.planted.items() if canary.owner.person == key]
    assert len(words) > 10
    before = raw_dump().decode(errors="replace").lower()
    assert sum(word in before for word in words) > 10

    erase_person(person=person, reason="Asked for", by=lead, at=AT)
    clean_free_space()

    left = canaries.in_text(dump_of_rows())
    own = {canary for canary in left if canary.owner.person == key and canary.kind not in KEPT}
    of_person = {str(canary) for canary in own}
    kept = {f"participant name of {canary.owner}" for canary in own}
    awarded = key == "done"
    assert of_person == (kept if awarded else set())
    assert AwardRecord.objects.filter(name=name).count() == int(awarded)
    raw = raw_dump().decode(errors="replace").lower()
    remaining = {canaries.planted[word].kind for word in words if word in raw} - KEPT.keys()
    assert remaining == ({"participant name"} if awarded else set())
    assert not Revision.objects.filter(answer__sitting__enrolment__person=person).exclude(added=b"").exists()
    assert not file.exists()
    assert Person.objects.get(pk=person.pk).account is None
    assert not Account.objects.filter(email=person.email).exists()

    seal(at=AT)
    verification = verify()
    assert verification.first_bad is None
    assert verification.erased > 10
    mail.run(at=AT)
    assert not Email.objects.filter(to="[erased]", delivery__at=AT).exists()


def test_every_text_of_an_erased_field_is_blank() -> None:
    """`[erased]` fits where the guard lets it through; a shorter field becomes empty."""
    for model in apps.get_models():
        for field in model._meta.concrete_fields:
            assert not (isinstance(field, models.CharField) and field.max_length == 0)


@pytest.mark.django_db
def test_a_legal_hold_refuses_and_says_who_and_why(cast: Cast) -> None:
    person = cast.amina.person
    LegalHold.objects.create(person=person, reason="Claim 12 at the county court.", by=cast.grace, at=cast.at)
    with pytest.raises(
        CannotErasePerson, match=f"{cast.grace.name} put it on .*Claim 12 at the county court"
    ):
        erase_person(person=person, reason="Asked for", by=cast.grace, at=cast.at)
    assert Person.objects.get(pk=person.pk).name == person.name


@pytest.mark.django_db
def test_no_one_erases_themselves(cast: Cast) -> None:
    with pytest.raises(CannotErasePerson, match="You can’t erase yourself"):
        erase_person(person=cast.grace, reason="Asked for", by=cast.grace, at=cast.at)


@pytest.mark.django_db
def test_an_account_that_another_provider_uses_stays(cast: Cast) -> None:
    person = cast.amina.person
    account = person.account
    assert account is not None
    other = Person.objects.create(
        provider=cast.ucl, account=account, given_name="Amina", family_name="Elsewhere", email=account.email
    )
    erase_person(person=person, reason="Asked for", by=cast.grace, at=cast.at)
    assert Account.objects.filter(pk=account.pk).exists()
    other.refresh_from_db()
    assert other.name == "Amina Elsewhere"


@pytest.mark.django_db
def test_names_in_the_words_of_others_are_listed_and_go_only_if_chosen(cast: Cast) -> None:
    from waymark.journey.improve.models import Issue

    person = cast.amina.person
    issue = Issue.objects.create(
        cohort=cast.amina.cohort,
        summary=f"{person.name} was sent away",
        evidence="-",
        by=cast.grace,
        at=cast.at,
    )
    mentions = plan_erasure(person).mentions
    assert [mention.key for mention in mentions] == [f"improve.Issue:{issue.pk}"]
    erase_person(person=person, reason="Asked for", by=cast.grace, at=cast.at, also=[mentions[0].key])
    issue.refresh_from_db()
    assert issue.summary == "[erased]"
    assert issue.evidence == "-"
    assert Entry.objects.filter(verb="web.erased").exists()


@pytest.mark.django_db
def test_a_file_of_people_on_its_way_in_names_no_one_after_an_erasure(cast: Cast) -> None:
    person = cast.amina.person
    data = f"First name,Last name,Email\n{person.given_name},{person.family_name},{person.email}\n".encode()
    for name in ("a.csv", "b.csv"):
        apply.upload_enrolment_file(cohort=cast.cohort, name=name, data=data, by=cast.grace, at=cast.at)
    assert UploadedBytes.objects.count() == 2
    erase_person(person=person, reason="Asked for", by=cast.grace, at=cast.at)
    assert not UploadedBytes.objects.exists()
