"""The command line, `bin/waymark`: one file for each command in `commands/`, listed here with a line of help.

A command is imported when it is called and not before, so that commands about programmes and rules, which need no
database, load nothing of Django and answer within a second. A name that is not listed goes to Django: `migrate`,
`changepassword`, `collectstatic` and so on.

| Exit code | Means                                                    |
|-----------|----------------------------------------------------------|
| 0         | answered                                                 |
| 1         | `check`, `publish` or `load-paper` found errors,         |
|           | or `verify-receipt` or `verify` found something wrong    |
| 2         | the input was not understood; stderr says why            |
"""

import os
import sys
from argparse import ArgumentParser, RawDescriptionHelpFormatter
from collections.abc import Sequence
from importlib import import_module
from typing import NoReturn

from waymark.cli.arguments import NOT_UNDERSTOOD, NotUnderstood

COMMANDS = {
    "Programmes": {
        "check": "check a pack and list its problems",
        "new-pack": "start a pack of your own: a new folder that passes the check",
        "manual": "print the pack manual: every key of every file and what it means",
    },
    "Rules (no database, no browser)": {
        "engagement": "work out whether minutes are enough under a pack’s engagement rule",
        "window": "print exactly when an assessment window opens and closes",
        "count-words": "count words as the writing page counts them",
        "read-people": "show what would be read in a file of people, and what is doubtful",
        "verify-receipt": "check a receipt against a site’s list of keys",
    },
    "Setting up a provider": {
        "add-provider": "add a provider and its first programme lead; prints the lead’s link",
        "invite": "give a person a role; prints the link to choose a password",
        "publish": "check a pack and publish it as the next version of its programme",
        "load-paper": "load a paper from a folder with paper.yaml and case.md",
        "load-schools": "add and update the schools of England from a file of GIAS",
    },
    "Running it": {
        "demo": "start the demonstration: both programmes, invented people",
        "serve": "start the web server",
        "work": "start the background worker, which sends email and collects scripts",
        "reset-second-factor": "remove the second step of someone who has lost theirs",
        "status": "say whether the background worker is running and emails are being sent",
        "verify": "check that no one has changed what must not change",
        "subject-access": "write a copy of everything a provider holds about one person",
        "privacy-record": "print the record of processing, from the data model",
        "erase": "remove everything about one person that need not be kept; first shows what that is",
        "texts": "print every sentence that people can see, with its place, for an editor",
        "build-assets": "rebuild the style sheet and the fonts",
        "django": "run a Django command, such as: django check --deploy",
    },
}
"""By heading, in the order in which they are listed."""
INTRODUCTION = "Waymark: from the first application to the confirmed award of a professional qualification."
NOTES = """\
bin/waymark COMMAND --help explains a command. Any other name is run as a Django command: migrate, collectstatic.

Exit codes: 0 success, 1 errors or changes were found, 2 the input was not understood.
"""


class Parser(ArgumentParser):
    """Says what was not understood in one sentence, without the usage around it."""

    def error(self, message: str) -> NoReturn:
        raise NotUnderstood(f"{message[:1].upper()}{message[1:]}. Try: {self.prog} --help")


def main(arguments: Sequence[str] | None = None) -> int:
    words = list(sys.argv[1:] if arguments is None else arguments)
    try:
        return run(words)
    except NotUnderstood as problem:
        print(problem, file=sys.stderr)
        return NOT_UNDERSTOOD
    except SystemExit as end:  # argparse has printed the help
        return int(end.code or 0)
    except BrokenPipeError:
        # Whoever read the answer has seen enough; nothing must be written to it at exit either.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0


def run(words: Sequence[str]) -> int:
    """Imports the command that was named, reads its arguments and runs it."""
    name = words[0] if words else "--help"
    if name == "django" or (name not in summaries() and not name.startswith("-") and name != "help"):
        from waymark.cli.commands import django

        return django.run(words[1:] if name == "django" else words)
    parser = whole_parser(name)
    arguments = parser.parse_args(["--help"] if name == "help" else words or ["--help"])
    return int(arguments.run(arguments))


def summaries() -> dict[str, str]:
    return {name: summary for commands in COMMANDS.values() for name, summary in commands.items()}


def whole_parser(name: str) -> Parser:
    """The parser of all commands, of which the named one knows its arguments."""
    parser = Parser(
        prog="bin/waymark",
        usage="bin/waymark COMMAND ...",
        description=f"{INTRODUCTION}\n\n{list_of_commands()}",
        epilog=NOTES,
        formatter_class=RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    subparsers = parser.add_subparsers(metavar="COMMAND", prog="bin/waymark", parser_class=Parser)
    if name in summaries():
        command = import_module(f"waymark.cli.commands.{name.replace('-', '_')}")
        summary = summaries()[name]
        subparser = subparsers.add_parser(
            name, description=f"{summary[:1].upper()}{summary[1:]}.", allow_abbrev=False
        )
        command.add_arguments(subparser)
        subparser.set_defaults(run=command.run)
    return parser


def list_of_commands() -> str:
    width = max(map(len, summaries())) + 2
    parts = [
        "\n".join([heading, *(f"  {name:<{width}}{summary}" for name, summary in commands.items())])
        for heading, commands in COMMANDS.items()
    ]
    return "\n\n".join(parts)


if __name__ == "__main__":
    sys.exit(main())
