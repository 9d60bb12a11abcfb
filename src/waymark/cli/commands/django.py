"""`django`, and every name that is not a command of ours: Django's own commands, such as `migrate`."""

from collections.abc import Sequence

from waymark.cli.arguments import ANSWERED, NotUnderstood
from waymark.cli.starting import start_django, unreachable

NOTHING_TO_COLLECT = (
    "A demonstration serves style sheets and scripts from this folder, so there is nothing to collect. "
    "For a real site, set WAYMARK_MODE=production first."
)


def run(words: Sequence[str]) -> int:
    start_django()
    from django import setup
    from django.conf import settings
    from django.core.management import execute_from_command_line, get_commands
    from django.db import OperationalError

    setup()
    if words and words[0] not in {*get_commands(), "help", "version", "--help", "--version", "-h"}:
        raise NotUnderstood(f"There is no command {words[0]!r}. Try: bin/waymark --help")
    if words[:1] == ["collectstatic"] and not settings.IN_PRODUCTION and "--help" not in words:
        raise NotUnderstood(NOTHING_TO_COLLECT)
    try:
        execute_from_command_line(["bin/waymark", *words])
    except OperationalError as problem:
        raise NotUnderstood(unreachable(problem)) from problem
    return ANSWERED
