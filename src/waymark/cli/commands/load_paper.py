"""`load-paper`: a paper of the written assessment, from a folder."""

from argparse import ArgumentParser, Namespace

from waymark.cli.arguments import ANSWERED, ERRORS_FOUND, NotUnderstood, say
from waymark.cli.starting import open_database


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("folder", metavar="FOLDER", help="a folder with paper.yaml and case.md")
    parser.add_argument("--provider", metavar="SLUG", required=True, help="the provider’s short id")
    parser.add_argument("--programme", metavar="ID", help="the programme, if the provider has several")
    parser.add_argument("--lock", action="store_true", help="lock it; a locked paper can’t be changed")
    parser.add_argument("--reviewed-by", metavar="EMAIL", help="with --lock: the setter who has reviewed it")
    parser.add_argument("--practice", action="store_true", help="for practice sittings; needs no review")


def run(arguments: Namespace) -> int:
    """Prints the paper's code, and its fingerprint if it is locked."""
    open_database()
    from django.db import transaction

    from waymark.cli.papers import lock_paper, programme_named, reviewer_named, store_paper
    from waymark.cli.problems import print_lines
    from waymark.cli.provisioning import provider_named
    from waymark.ground.papers.folders import CannotReadFolder, load_paper_folder
    from waymark.ground.programmes import queries as programmes
    from waymark.kit.refusals import Refusal
    from waymark.web.clock import time_now

    provider = provider_named(arguments.provider)
    published = programme_named(provider, arguments.programme)
    reviewer = reviewer_named(provider, arguments)
    programme, framework = programmes.programme_of(published), programmes.framework_of(published)
    try:
        loaded = load_paper_folder(arguments.folder, programme, framework)
    except CannotReadFolder as problem:
        raise NotUnderstood(str(problem)) from problem
    if loaded.body is None:
        print_lines(loaded.findings)
        say("The paper was not loaded.")
        return ERRORS_FOUND
    for finding in loaded.checked:
        say(
            f"{finding.severity.value.capitalize()}: {finding.sentence} ({finding.file}, line {finding.line})"
        )
    try:
        with transaction.atomic():
            paper = store_paper(
                provider, published.slug, loaded, is_practice=arguments.practice, at=time_now()
            )
            if arguments.lock and not hasattr(paper, "lock"):
                lock_paper(paper, reviewer, at=time_now())
    except Refusal as refusal:
        for reason in refusal.reasons:
            say(reason.sentence)
        return ERRORS_FOUND
    locked = f"locked, fingerprint {paper.lock.fingerprint}" if hasattr(paper, "lock") else "not locked"
    print(f"{paper.code}, {locked}")
    return ANSWERED
