"""`add-provider`: a provider and its first programme lead."""

from argparse import ArgumentParser, Namespace

from waymark.cli.arguments import ANSWERED, NotUnderstood
from waymark.cli.starting import open_database


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument(
        "slug", metavar="SLUG", help="the provider’s short id: lower-case letters, digits and hyphens"
    )
    parser.add_argument("--name", metavar="NAME", required=True, help="the provider’s full name")
    parser.add_argument("--short-name", metavar="NAME", required=True, help="the short name that people use")
    parser.add_argument("--enquiries", metavar="EMAIL", required=True, help="the email address for enquiries")
    parser.add_argument(
        "--lead-name", metavar="NAME", required=True, help="given name (one word) and family name"
    )
    parser.add_argument("--lead-email", metavar="EMAIL", required=True, help="the email address to invite")
    parser.add_argument(
        "--address", metavar="URL", required=True, help="this site’s address, such as https://HOST"
    )


def run(arguments: Namespace) -> int:
    """Prints the link by which the first lead chooses a password."""
    open_database()
    from django.db import transaction

    from waymark.cli.options import address, email, line, names, slug
    from waymark.cli.provisioning import add_person, invitation_link
    from waymark.ground.people import actions as people
    from waymark.ground.people.queries import find_provider
    from waymark.ground.people.roles import Role
    from waymark.web.clock import time_now

    if find_provider(slug=slug(arguments.slug)):
        raise NotUnderstood(
            f"There is already a provider called {arguments.slug}. To add people: bin/waymark invite"
        )
    name = line(arguments.name, "--name", most=200)
    short_name = line(arguments.short_name, "--short-name", most=60)
    enquiries = email(arguments.enquiries, "--enquiries")
    site = address(arguments.address)
    lead_name = names(arguments.lead_name, "--lead-name")
    lead_email = email(arguments.lead_email, "--lead-email")
    at = time_now()
    with transaction.atomic():
        provider = people.add_provider(
            slug=arguments.slug,
            name=name,
            short_name=short_name,
            enquiries_email=enquiries,
            demonstration=False,
            at=at,
        )
        lead = add_person(provider, lead_name, lead_email, Role.LEAD, at=at)
        link = invitation_link(lead, site, at=at)
    print(link)
    return ANSWERED
