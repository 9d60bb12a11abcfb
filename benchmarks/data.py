"""Plain rows for the benchmark's own data: cohorts, persons, sessions, sittings. Nothing of it is measured."""

from __future__ import annotations

import random
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

AT_ONCE = 500


def say(text: str, characters: int, dice: random.Random) -> str:
    """English of that length from the words of the case, in paragraphs, with the signs that people type."""
    words = [word for word in text.split() if len(word) > 5 and word.isascii() and word.isalpha()]
    lines: list[str] = []
    while sum(map(len, lines)) < characters:
        sentence = " ".join(dice.choices(words, k=18))
        lines.append(f"{sentence.capitalize()} – it’s “{dice.choice(words)}”.{dice.choice([' ', '\n\n'])}")
    return "".join(lines)[:characters].strip()


def open_cohort(programme: Any, paper: Any, name: str, *, starts: date, opens: date, now: datetime) -> Any:
    """A cohort with a window of eight days, as if it had been opened in time. The window; its cohort is on it."""
    from waymark.ground.cohorts import actions as cohorts
    from waymark.journey.sit import actions as sit

    then = min(now, datetime.combine(opens, time(12), UTC) - timedelta(days=30))
    cohort = cohorts.open_cohort(programme=programme, name=name, starts_on=starts, by=None, at=then)
    return sit.open_window(
        cohort=cohort,
        paper=paper,
        opens_on=opens,
        opens_time=time(0, 1),
        days=8,
        closes_time=time(23, 59),
        zone="Europe/London",
        by=None,
        at=then,
    )


def add_persons(
    provider: Any, name: str, many: int, *, role: Any, now: datetime, accounts: bool
) -> list[Any]:
    """So many persons with a role; with accounts, which have no usable password."""
    from django.contrib.auth.hashers import make_password

    from waymark.ground.people.models import Account, Person, RoleHeld

    emails = [f"{name}-{place}@benchmark.example" for place in range(many)]
    made: list[Any] = [None] * many
    if accounts:
        rows = [Account(email=email, password=make_password(None)) for email in emails]
        made = list(Account.objects.bulk_create(rows, batch_size=AT_ONCE))
    people = [
        Person(
            provider=provider,
            account=account,
            given_name=f"{name.title()}{place}",
            family_name="Measured",
            email=email,
        )
        for place, (email, account) in enumerate(zip(emails, made, strict=True))
    ]
    people = Person.objects.bulk_create(people, batch_size=AT_ONCE)
    RoleHeld.objects.bulk_create(
        (RoleHeld(person=person, role=role.value, at=now) for person in people), batch_size=AT_ONCE
    )
    return list(people)


def enrol(cohort: Any, persons: list[Any], *, now: datetime) -> list[Any]:
    from waymark.ground.cohorts.models import Enrolment
    from waymark.kit.codes import new_code

    rows = [Enrolment(cohort=cohort, person=person, reference=new_code(10), at=now) for person in persons]
    return list(Enrolment.objects.bulk_create(rows, batch_size=AT_ONCE))


def signed_in(persons: list[Any], *, now: datetime, are_staff: bool = False) -> list[dict[str, str]]:
    """A session row for each account, and what a browser would send: both cookies, and the token of a form.

    Staff have taken the second step, which production asks of them.
    """
    from django.conf import settings
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.sessions.backends.db import SessionStore
    from django.contrib.sessions.models import Session
    from django.http import HttpRequest
    from django.middleware.csrf import get_token
    from django.utils.crypto import get_random_string

    from waymark.ground.people.access import SECOND_FACTOR_PASSED
    from waymark.kit.session_keys import stored_key

    sessions, tickets = [], []
    for person in persons:
        session = {
            SESSION_KEY: str(person.account_id),
            BACKEND_SESSION_KEY: settings.AUTHENTICATION_BACKENDS[0],
            HASH_SESSION_KEY: person.account.get_session_auth_hash(),
        }
        if are_staff:
            session[SECOND_FACTOR_PASSED] = "app"
        key, request = get_random_string(32), HttpRequest()
        data, ends = SessionStore().encode(session), now + timedelta(hours=12)
        sessions.append(Session(session_key=stored_key(key), session_data=data, expire_date=ends))
        token = get_token(request)
        cookies = {settings.SESSION_COOKIE_NAME: key, settings.CSRF_COOKIE_NAME: request.META["CSRF_COOKIE"]}
        tickets.append({"cookie": "; ".join(f"{name}={cookies[name]}" for name in cookies), "token": token})
    Session.objects.bulk_create(sessions, batch_size=AT_ONCE)
    return tickets


def add_sittings(
    window: Any, enrolments: list[Any], body: Any, texts: list[str], *, at: datetime, sealed: bool
) -> Any:
    """A sitting for each, with an answer to each question and its first revision. Sittings, and answers by sitting."""
    from waymark.journey.sit.history.splices import whole
    from waymark.journey.sit.models import Answer, Revision, Sitting
    from waymark.journey.sit.writing.drafts import Text
    from waymark.kit.codes import new_code

    sittings = Sitting.objects.bulk_create(
        (
            Sitting(window=window, enrolment=enrolment, code=new_code(14), declared="v1", at=at)
            for enrolment in enrolments
        ),
        batch_size=AT_ONCE,
    )
    own = [(sitting, Text(text)) for sitting, text in zip(sittings, texts, strict=True)]
    answers = Answer.objects.bulk_create(
        (
            Answer(
                sitting=sitting, question_id=question.id, text=text.text, rev=1, words=text.words, saved_at=at,
                sealed=sealed,
            )
            for sitting, text in own
            for question in body.questions
        ),
        batch_size=AT_ONCE,
    )  # fmt: skip
    digests = {sitting.pk: text.digest for sitting, text in own}
    Revision.objects.bulk_create(
        (
            Revision(
                answer=answer,
                rev=1,
                digest=bytes.fromhex(digests[answer.sitting_id]),
                client="BENCHMARK",
                at=at,
                **vars(whole(answer.text)),
            )
            for answer in answers
        ),
        batch_size=AT_ONCE,
    )
    many = len(body.questions)
    return sittings, [answers[place : place + many] for place in range(0, len(answers), many)]
