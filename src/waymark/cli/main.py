"""The command line, `bin/waymark`: what a person says to Waymark outside the browser begins here.

The commands about programmes and rules need no database and load nothing of Django, so that they answer within a
second. What this file does not know goes to Django: `migrate`, `changepassword`, `collectstatic` and so on.

| Exit code | Means                                                    |
|-----------|----------------------------------------------------------|
| 0         | answered                                                 |
| 1         | `check`, `publish` or `load-paper` found errors,         |
|           | or `verify-receipt` found that something is not valid    |
| 2         | the input was not understood; stderr says why            |
"""

import os
import sys
from argparse import ArgumentParser
from collections.abc import Callable, Sequence
from typing import NoReturn

from waymark.cli.answers import NOT_UNDERSTOOD, NotUnderstood

HELP = """\
Waymark: from the first application to the confirmed award of a professional qualification.

  bin/waymark COMMAND ...          COMMAND --help says more about each

Programmes (PACK is the path of a pack's folder, such as packs/llse-npqel)
  check PACK [--format json]       read a pack; list what is wrong, doubtful, or worth a note
  new-pack NAME                    begin a pack of your own: a folder that passes the check
  manual                           the pack manual: every key of every file and what it means

Rules (no database, no browser)
  engagement PACK --earned MINUTES --of MINUTES [--format json]
                                   is that enough, by the pack's own engagement rule?
  window --opens DATE --days N [--opens-time 00:01] [--closes 23:59]
         [--zone Europe/London] [--format json]
                                   the instants at which an assessment window opens and closes
  count-words FILE                 how many words, as the writing page counts them; - reads stdin
  verify-receipt FILE --keys FILE [--text FILE]
                                   is this receipt.json valid, by a site's list of keys (/sit/keys.json)?
                                   and is answers.txt the text that was signed?

Beginning (into the database; where a link is printed, the same link leaves by letter)
  add-provider SLUG --name NAME --short-name NAME --enquiries EMAIL
         --lead-name "GIVEN FAMILY" --lead-email EMAIL --address https://HOST
                                   a provider and its first programme lead; prints the lead's link
  invite EMAIL --provider SLUG --role ROLE --name "GIVEN FAMILY" --address https://HOST
                                   a person with a role; prints the link to choose a password
  publish PACK --provider SLUG [--format json]
                                   check a pack, and freeze it as the next version of its programme
  load-paper FOLDER --provider SLUG [--programme ID] [--practice]
         [--lock [--reviewed-by EMAIL]]
                                   a paper from paper.yaml and case.md; locked, it never changes

Running it
  demo [--fresh] [--port N]        the demonstration: both programmes, invented people
  serve [--host HOST] [--port N] [--processes N] [--threads N]
                                   the web server
  work                             the worker: what happens while no page is open
  texts [--room ROOM] [--format csv]
                                   every sentence a person can see, with its place, for an editor
  build-assets                     build the style sheet and the fonts again
  django COMMAND ...               a command of Django, such as: django check --deploy
  migrate, collectstatic, ...      the same, where the name is not one of those above

Exit codes: 0 answered, 1 a pack or a paper has errors or a receipt is not valid, 2 the input was not understood.
"""


class Parser(ArgumentParser):
    """Says in one sentence what was not understood, without the usage around it."""

    def error(self, message: str) -> NoReturn:
        raise NotUnderstood(f"{message[:1].upper()}{message[1:]}. Try: {self.prog} --help")


def command(name: str, purpose: str) -> Parser:
    return Parser(prog=f"bin/waymark {name}", description=purpose, allow_abbrev=False)


def with_format(parser: Parser) -> Parser:
    parser.add_argument("--format", choices=["text", "json"], default="text", help="how to print the answer")
    return parser


def check(words: Sequence[str]) -> int:
    from waymark.cli import packs

    parser = with_format(command("check", "Read a pack; list what is wrong, doubtful, or worth a note."))
    parser.add_argument("pack", metavar="PACK", help="the pack's folder")
    return packs.check(parser.parse_args(words))


def new_pack(words: Sequence[str]) -> int:
    from waymark.cli import packs

    parser = command("new-pack", "Begin a pack of your own: a new folder that passes the check.")
    parser.add_argument(
        "name", metavar="NAME", help="our-npqh (made in packs/), or a path such as ../ours/our-npqh"
    )
    return packs.begin(parser.parse_args(words))


def manual(words: Sequence[str]) -> int:
    from waymark.cli import packs

    command("manual", "Print the pack manual: every key of every file and what it means.").parse_args(words)
    return packs.manual()


def engagement(words: Sequence[str]) -> int:
    from waymark.cli import packs

    parser = with_format(command("engagement", "Is that enough, by the pack's own engagement rule?"))
    parser.add_argument("pack", metavar="PACK", help="the pack's folder")
    parser.add_argument("--earned", metavar="MINUTES", required=True, help="whole minutes earned")
    parser.add_argument("--of", metavar="MINUTES", required=True, help="whole minutes that count in all")
    return packs.engagement(parser.parse_args(words))


def window(words: Sequence[str]) -> int:
    from waymark.cli import answers

    parser = with_format(command("window", "The instants at which an assessment window opens and closes."))
    parser.add_argument("--opens", metavar="DATE", required=True, help="the first day, such as 2026-10-19")
    parser.add_argument("--days", metavar="N", required=True, help="calendar days, counting first and last")
    parser.add_argument("--opens-time", metavar="TIME", default="00:01", help="local time on the first day")
    parser.add_argument("--closes", metavar="TIME", default="23:59", help="the last minute; it counts whole")
    parser.add_argument("--zone", metavar="ZONE", default="Europe/London", help="the time zone's IANA name")
    return answers.window(parser.parse_args(words))


def count_words(words: Sequence[str]) -> int:
    from waymark.cli import answers

    parser = command("count-words", "How many words, as the writing page counts them (rule v1).")
    parser.add_argument("file", metavar="FILE", help="a text file in UTF-8, or - for stdin")
    return answers.count_words(parser.parse_args(words))


def verify_receipt(words: Sequence[str]) -> int:
    from waymark.cli import receipt_check

    parser = command("verify-receipt", "Is this receipt valid? Exit 0 valid, 1 not valid, 2 not a receipt.")
    parser.add_argument("file", metavar="FILE", help="the file receipt.json")
    parser.add_argument(
        "--keys", metavar="FILE", required=True, help="a list of keys, as /sit/keys.json gives it"
    )
    parser.add_argument("--text", metavar="FILE", help="answers.txt: is it the text that was signed?")
    return receipt_check.verify(parser.parse_args(words))


def add_provider(words: Sequence[str]) -> int:
    parser = command("add-provider", "A provider and its first lead. Prints the link that invites the lead.")
    parser.add_argument("slug", metavar="SLUG", help="its short id: small letters, digits and hyphens")
    parser.add_argument("--name", metavar="NAME", required=True, help="its name in full")
    parser.add_argument("--short-name", metavar="NAME", required=True, help="what people call it")
    parser.add_argument("--enquiries", metavar="EMAIL", required=True, help="where questions are answered")
    parser.add_argument(
        "--lead-name", metavar="NAME", required=True, help="given name (one word) and family name"
    )
    parser.add_argument("--lead-email", metavar="EMAIL", required=True, help="where the invitation goes")
    said = with_address(parser).parse_args(words)
    open_database()
    from waymark.cli import founding

    return founding.add_provider(said)


def invite(words: Sequence[str]) -> int:
    roles = ["lead", "facilitator", "coach", "setter", "marker", "senior", "board"]
    parser = with_provider(command("invite", "A person with a role. Prints the link to choose a password."))
    parser.add_argument("email", metavar="EMAIL", help="where the invitation goes")
    parser.add_argument("--role", choices=roles, required=True, help="what the person does at the provider")
    parser.add_argument("--name", metavar="NAME", required=True, help="given name (one word) and family name")
    said = with_address(parser).parse_args(words)
    open_database()
    from waymark.cli import founding

    return founding.invite(said)


def publish(words: Sequence[str]) -> int:
    parser = with_provider(command("publish", "Check a pack, and freeze it as its programme's next version."))
    parser.add_argument("pack", metavar="PACK", help="the pack's folder")
    said = with_format(parser).parse_args(words)
    open_database()
    from waymark.cli import founding

    return founding.publish(said)


def load_paper(words: Sequence[str]) -> int:
    parser = with_provider(command("load-paper", "A paper of the written assessment, from a folder."))
    parser.add_argument("folder", metavar="FOLDER", help="a folder with paper.yaml and case.md")
    parser.add_argument("--programme", metavar="ID", help="for which programme, if the provider has several")
    parser.add_argument("--lock", action="store_true", help="lock it: from then on it never changes")
    parser.add_argument("--reviewed-by", metavar="EMAIL", help="with --lock: the setter who has checked it")
    parser.add_argument("--practice", action="store_true", help="for practice sittings; needs no review")
    said = parser.parse_args(words)
    open_database()
    from waymark.cli import founding

    return founding.load_paper(said)


def open_database() -> None:
    from waymark.cli import run

    run.open_database()


def with_provider(parser: Parser) -> Parser:
    parser.add_argument("--provider", metavar="SLUG", required=True, help="the provider's short id")
    return parser


def with_address(parser: Parser) -> Parser:
    parser.add_argument("--address", metavar="URL", required=True, help="this site's, such as https://HOST")
    return parser


def texts(words: Sequence[str]) -> int:
    from waymark.cli.texts import command as texts_command

    parser = command("texts", "Print every sentence that a person can see, with its place, for an editor.")
    parser.add_argument(
        "--room", metavar="ROOM", help="one room, such as sit, or one pack, such as llse-npqel"
    )
    parser.add_argument("--format", choices=["text", "csv"], default="text", help="how to print the list")
    return texts_command.texts(parser.parse_args(words))


def build_assets(words: Sequence[str]) -> int:
    from waymark.cli import run

    command("build-assets", "Build the style sheet and the fonts again.").parse_args(words)
    return run.build_assets()


def demo(words: Sequence[str]) -> int:
    from waymark.cli import demo as demonstration

    parser = command("demo", "The demonstration on this machine, with invented people. Ctrl-C ends it.")
    parser.add_argument("--fresh", action="store_true", help="begin anew: forget what was done in it")
    parser.add_argument("--port", metavar="N", help="the port; else the first free one from 8000")
    return demonstration.demo(parser.parse_args(words))


def serve(words: Sequence[str]) -> int:
    from waymark.cli import run

    parser = command("serve", "The web server (gunicorn).")
    parser.add_argument("--host", metavar="HOST", default="127.0.0.1", help="the address to listen on")
    parser.add_argument("--port", metavar="N", default="8000", help="the port to listen on")
    parser.add_argument("--processes", metavar="N", default="1", help="how many processes")
    parser.add_argument("--threads", metavar="N", default="8", help="threads of each process")
    return run.serve(parser.parse_args(words))


def work(words: Sequence[str]) -> int:
    from waymark.cli import run

    command("work", "The worker: what happens while no page is open. Ctrl-C ends it.").parse_args(words)
    return run.work()


def django(words: Sequence[str]) -> int:
    from waymark.cli import run

    return run.django(words)


COMMANDS: dict[str, Callable[[Sequence[str]], int]] = {
    "check": check,
    "new-pack": new_pack,
    "manual": manual,
    "engagement": engagement,
    "window": window,
    "count-words": count_words,
    "verify-receipt": verify_receipt,
    "add-provider": add_provider,
    "invite": invite,
    "publish": publish,
    "load-paper": load_paper,
    "demo": demo,
    "serve": serve,
    "work": work,
    "texts": texts,
    "build-assets": build_assets,
    "django": django,
}


def main(said: Sequence[str] | None = None) -> int:
    words = list(sys.argv[1:] if said is None else said)
    if not words or words[0] in {"-h", "--help", "help"}:
        print(HELP, end="")
        return 0
    try:
        known = COMMANDS.get(words[0])
        return known(words[1:]) if known else django(words)
    except NotUnderstood as problem:
        print(problem, file=sys.stderr)
        return NOT_UNDERSTOOD
    except BrokenPipeError:
        # Whoever read the answer has seen enough; nothing must be written to it at exit either.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0


if __name__ == "__main__":
    sys.exit(main())
