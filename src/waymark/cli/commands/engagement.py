"""`engagement`: whether minutes are enough, by a pack's own engagement rule."""

import json
from argparse import ArgumentParser, Namespace

from waymark.cli.arguments import ANSWERED, NotUnderstood, add_format, add_pack, whole_number
from waymark.cli.problems import read_pack
from waymark.ground.hours import rules


def add_arguments(parser: ArgumentParser) -> None:
    add_pack(parser)
    parser.add_argument("--earned", metavar="MINUTES", required=True, help="whole minutes earned")
    parser.add_argument("--of", metavar="MINUTES", required=True, help="total minutes that count")
    add_format(parser)


def run(arguments: Namespace) -> int:
    earned, of = whole_number(arguments.earned, "--earned"), whole_number(arguments.of, "--of")
    if earned < 0 or of < 1:
        raise NotUnderstood("--earned must be 0 or more minutes, and --of at least 1.")
    programme = read_pack(arguments.pack).programme
    if programme is None:
        raise NotUnderstood(f"{arguments.pack} has errors; bin/waymark check {arguments.pack} lists them.")
    decision = rules.decide_engagement(earned=earned, of=of, rule=programme.engagement)
    if arguments.format == "json":
        answer = {"engaged": decision.engaged, "reasons": list(decision.reasons)}
        print(json.dumps(answer, ensure_ascii=False))
    else:
        print("Engaged." if decision.engaged else "Not engaged.", *decision.reasons)
    return ANSWERED
