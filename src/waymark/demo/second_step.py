"""A person who signs in with a password and a second step, so that it can be tried. `docs/try-it.md` says with which.

Everyone else in the demonstration is chosen from a list. These words are known to everyone and open nothing elsewhere.
"""

from __future__ import annotations

import base64
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from waymark.bridges.signin import actions as signin
from waymark.ground.people import actions as people
from waymark.ground.people.roles import Role

if TYPE_CHECKING:
    from waymark.demo.world import DemoProvider

GIVEN, FAMILY = "Ottoline", "Marchetti"
PASSWORD = "seven paper lanterns"
SECRET = "WAYMARKDEMONSTRATIONSECRET234567"
"""Of the authenticator app, in base 32."""


def add_person_with_second_step(demo: DemoProvider, *, now: datetime) -> None:
    """A board member with an authenticator app, at the first provider alone."""
    slug = demo.team.slug
    if slug != "llse":
        return
    person = people.add_person(
        provider=demo.provider,
        given_name=GIVEN,
        family_name=FAMILY,
        email=f"{GIVEN}.{FAMILY}@{slug}.example".lower(),
        roles=[Role.BOARD],
        by=demo.staff["lead"],
        at=now - timedelta(days=60),
    )
    signin.set_up_for_demonstration(
        person=person, password=PASSWORD, secret=base64.b32decode(SECRET), at=now - timedelta(days=60)
    )
