"""`erase`: removes everything about one person that no law and no legal hold keeps; first shows what that is.

| Exit code | Means                                                       |
|-----------|-------------------------------------------------------------|
| 0         | shown, or erased                                            |
| 1         | a legal hold, or an outcome to be released first, stops it  |
| 2         | the input was not understood, or nothing is held            |
"""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from typing import TYPE_CHECKING

from waymark.cli.arguments import ANSWERED, ERRORS_FOUND, NotUnderstood, say
from waymark.cli.starting import open_database

if TYPE_CHECKING:
    from waymark.web.queries import Plan

REASON = "The person asked for erasure."


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("email", metavar="EMAIL", help="the person’s email address")
    parser.add_argument("--provider", metavar="SLUG", required=True, help="the provider’s short id")
    parser.add_argument(
        "--yes", action="store_true", help="erase; without it, only show what would go and stay"
    )
    parser.add_argument(
        "--also", metavar="RECORD", action="append", default=[],
        help="also remove the text of a record of someone else that names the person; repeat for several",
    )  # fmt: skip
    parser.add_argument(
        "--reason", metavar="TEXT", default=REASON, help="why, without a name; kept with each erasure"
    )


def run(arguments: Namespace) -> int:
    open_database()
    from waymark.cli.options import email, line
    from waymark.cli.provisioning import provider_named
    from waymark.web.actions import CannotErasePerson, clean_free_space, erase_person
    from waymark.web.clock import time_now
    from waymark.web.queries import find_subject, plan_erasure

    address, provider = email(arguments.email, "EMAIL"), provider_named(arguments.provider)
    person = find_subject(provider=provider, email=address)
    if person is None:
        raise NotUnderstood(
            f"{provider.name} holds nothing about {address}. Check the address, or ask which one they used."
        )
    plan = plan_erasure(person)
    unknown = set(arguments.also) - {mention.key for mention in plan.mentions}
    if unknown:
        raise NotUnderstood(f"--also must be one of the records listed, not {sorted(unknown)[0]!r}.")
    print("\n".join(_lines(plan)))
    if not arguments.yes:
        say("Nothing was erased. To erase, add --yes.")
        return ERRORS_FOUND if plan.hold else ANSWERED
    reason = line(arguments.reason, "--reason", most=300)
    try:
        done = erase_person(person=person, reason=reason, by=None, at=time_now(), also=arguments.also)
    except CannotErasePerson as refusal:
        say(str(refusal))
        return ERRORS_FOUND
    clean_free_space()
    say(
        f"Erased: {done:,} records. Backups still hold them until they expire. Check with: bin/waymark verify"
    )
    return ANSWERED


def _lines(plan: Plan) -> list[str]:
    from waymark.kit.formatting import counted

    lines = ["Goes:", *(f"  {line.title}: {counted(line.rows, 'record', 'records')}" for line in plan.goes)]
    if not plan.goes:
        lines.append("  nothing")
    lines.append("Stays:")
    lines += [
        f"  {line.title}: {counted(line.rows, 'record', 'records')}. {line.why_kept}" for line in plan.stays
    ]
    lines.append("  If awarded: the award record, with name, award and date. It is kept by law.")
    if plan.mentions:
        lines.append(
            "Records of other people that name them (to remove the text of one, add --also and its name):"
        )
        lines += [
            f"  {mention.key}  {mention.title}: {', '.join(mention.fields)}" for mention in plan.mentions
        ]
    lines.append("Names in other spellings in other people’s words can’t be found automatically.")
    if plan.hold:
        lines.append(f"Legal hold since {plan.hold.at:%-d %B %Y}: {plan.hold.reason} Nothing can be erased.")
    return lines
