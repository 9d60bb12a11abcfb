"""The addresses that are tried: half with an account, half without, and what each door needs for them."""

from __future__ import annotations

import argparse
import json
import secrets
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import django

PACK = "llse-npqel"
PASSWORD = "seventeen grey herons"


def build(tries: int) -> dict[str, Any]:
    """Makes everything in an empty, migrated database. Addresses are alike but for their account.

    Returns `known` and `unknown` addresses, the `invitations` by address, and the page of the `application`.
    """
    from django.conf import settings
    from django.contrib.auth.hashers import make_password

    from waymark.ground.cohorts import actions as cohorts
    from waymark.ground.people import actions as people
    from waymark.ground.people.models import Account, Person
    from waymark.ground.people.queries import invitation_address
    from waymark.ground.programmes.actions import publish_pack
    from waymark.ground.programmes.loader import read_files

    now = datetime.now(tz=UTC)
    providers = [
        people.add_provider(
            slug="llse" if number == 1 else f"benchmark-{number}",  # the pack is LLSE's
            name=f"Benchmark {number}",
            short_name=f"Benchmark {number}",
            enquiries_email=f"npq@benchmark-{number}.example",
            demonstration=False,
            at=now,
        )
        for number in (1, 2)
    ]
    known, unknown = ([f"{secrets.token_hex(8)}@school.example" for _ in range(tries)] for _ in range(2))
    password = make_password(PASSWORD)  # one hash for all: making each would take minutes
    accounts = Account.objects.bulk_create([Account(email=email, password=password) for email in known])
    Person.objects.bulk_create(
        [_person(Person, providers[0], account.email, account) for account in accounts]
    )
    Person.objects.bulk_create([_person(Person, providers[1], email, None) for email in known + unknown])
    invitations = {
        person.email: invitation_address(people.invite(person=person, site="", by=None, at=now), site="")
        for person in Person.objects.filter(provider=providers[1]).select_related("provider")
    }
    files = dict(read_files(Path(settings.BASE) / "packs" / PACK))
    programme = publish_pack(provider=providers[0], files=files, by=None, at=now)
    starts_on: date = now.date() + timedelta(days=90)
    cohort = cohorts.open_cohort(programme=programme, name="To come", starts_on=starts_on, by=None, at=now)
    page = f"/programmes/{PACK}/applications/{cohort.slug}/"
    return {"known": known, "unknown": unknown, "invitations": invitations, "application": page}


def _person(model: Any, provider: Any, email: str, account: Any) -> Any:
    names = {"given_name": "Ada", "family_name": "Example"}
    return model(provider=provider, account=account, email=email, **names)


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.doors.people", description=__doc__)
    parser.add_argument("--tries", type=int, required=True)
    parser.add_argument("--to", type=Path, required=True)
    options = parser.parse_args()
    django.setup()
    options.to.write_text(json.dumps(build(options.tries)), "utf-8")


if __name__ == "__main__":
    main()
