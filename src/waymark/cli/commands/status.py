"""`status`: whether the background worker is running and emails are being sent.

| Exit code | Means                                    |
|-----------|------------------------------------------|
| 0         | the worker is running, emails are sent   |
| 1         | something is wrong; it is printed        |
"""

from argparse import ArgumentParser, Namespace

from waymark.cli.arguments import ANSWERED, ERRORS_FOUND
from waymark.cli.starting import open_database


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument(
        "--alert",
        action="store_true",
        help="send one email to WAYMARK_ALERT_EMAIL if something is wrong, and not another until all is well again",
    )


def run(arguments: Namespace) -> int:
    open_database()
    from waymark.web.actions import alert
    from waymark.web.clock import real_now
    from waymark.web.queries import running

    at = real_now()
    problems = running(at=at).problems
    print("\n".join(problems or ["The background worker is running and emails are being sent."]))
    if arguments.alert:
        alert(at=at)
    return ERRORS_FOUND if problems else ANSWERED
