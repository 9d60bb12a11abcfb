"""`reset-second-factor`: removes the second step of someone who has lost theirs, such as the only programme lead."""

from argparse import ArgumentParser, Namespace

from waymark.cli.arguments import ANSWERED, NotUnderstood
from waymark.cli.starting import open_database


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("email", metavar="EMAIL", help="the email address of the account")


def run(arguments: Namespace) -> int:
    """The person is emailed and signed out everywhere. They sign in with their password, and set up a new one."""
    open_database()
    from waymark.bridges.signin import actions
    from waymark.cli.options import email
    from waymark.ground.people.queries import find_account
    from waymark.kit.refusals import Refusal
    from waymark.web.clock import time_now

    address = email(arguments.email, "EMAIL")
    account = find_account(email=address)
    if account is None:
        raise NotUnderstood(f"There is no account with the email address {address}.")
    try:
        actions.reset_by_operator(account=account, at=time_now())
    except Refusal as refusal:
        raise NotUnderstood(str(refusal)) from refusal
    print(f"The second step of {address} was reset. They have been emailed and signed out everywhere.")
    return ANSWERED
