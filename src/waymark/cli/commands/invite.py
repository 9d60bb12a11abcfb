"""`invite`: gives a person a role at a provider, and writes the email that invites them."""

from argparse import ArgumentParser, Namespace

from waymark.cli.arguments import ANSWERED, say
from waymark.cli.starting import open_database

ROLES = ["lead", "facilitator", "coach", "setter", "marker", "senior", "board"]


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("email", metavar="EMAIL", help="the email address to invite")
    parser.add_argument("--provider", metavar="SLUG", required=True, help="the provider’s short id")
    parser.add_argument("--role", choices=ROLES, required=True, help="what the person does at the provider")
    parser.add_argument(
        "--name",
        metavar="NAME",
        required=True,
        help="given name (one word) and family name, or one name",
    )
    parser.add_argument("--organisation", metavar="NAME", default="", help="where the person works")
    parser.add_argument(
        "--address", metavar="URL", required=True, help="this site’s address, such as https://HOST"
    )


def run(arguments: Namespace) -> int:
    """Prints the link by which the person chooses a password. A person who is known already is given the role."""
    open_database()
    from django.db import transaction

    from waymark.cli.options import address, email, names
    from waymark.cli.provisioning import add_person, invitation_link, provider_named
    from waymark.ground.people.roles import LABELS, Role
    from waymark.web.clock import time_now

    to, role, name = email(arguments.email, "EMAIL"), Role(arguments.role), names(arguments.name, "--name")
    site, provider, at = address(arguments.address), provider_named(arguments.provider), time_now()
    with transaction.atomic():
        person = add_person(provider, name, to, role, works_at=arguments.organisation, at=at)
        link = invitation_link(person, site, at=at)
    if (person.given_name, person.family_name) != name:
        say(f"{to} is already known as {person.name}. The name was not changed; {LABELS[role]} was added.")
    if person.account_id:
        say(f"{person.name} already has an account here. The link asks for that account’s password.")
    print(link)
    return ANSWERED
