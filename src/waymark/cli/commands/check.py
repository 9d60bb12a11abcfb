"""`check`: what is wrong with a pack, doubtful, or worth a note."""

from argparse import ArgumentParser, Namespace

from waymark.cli.arguments import ANSWERED, ERRORS_FOUND, add_format, add_pack
from waymark.cli.problems import print_findings, read_pack
from waymark.ground.programmes import packs


def add_arguments(parser: ArgumentParser) -> None:
    add_pack(parser)
    add_format(parser)


def run(arguments: Namespace) -> int:
    findings = packs.check(read_pack(arguments.pack))
    print_findings(findings, pack=arguments.pack, as_json=arguments.format == "json")
    return ERRORS_FOUND if packs.has_errors(findings) else ANSWERED
