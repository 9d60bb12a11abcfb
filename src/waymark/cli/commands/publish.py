"""`publish`: checks a pack and publishes it as the next version of its programme."""

import json
from argparse import ArgumentParser, Namespace

from waymark.cli.arguments import ANSWERED, ERRORS_FOUND, NotUnderstood, add_format, add_pack, say
from waymark.cli.starting import open_database


def add_arguments(parser: ArgumentParser) -> None:
    add_pack(parser)
    parser.add_argument("--provider", metavar="SLUG", required=True, help="the provider’s short id")
    add_format(parser)


def run(arguments: Namespace) -> int:
    open_database()
    from waymark.cli.problems import print_findings, read_pack, summary_of
    from waymark.cli.provisioning import provider_named
    from waymark.ground.programmes import packs, queries
    from waymark.ground.programmes.actions import publish_pack
    from waymark.kit.refusals import Refusal
    from waymark.web.clock import time_now

    provider, pack = provider_named(arguments.provider), read_pack(arguments.pack)
    findings = packs.check(pack)
    if packs.has_errors(findings) or pack.programme is None:
        print_findings(findings, pack=arguments.pack, as_json=arguments.format == "json")
        say("The pack was not published.")
        return ERRORS_FOUND
    before = queries.find_newest(slug=pack.programme.id)
    try:
        published = publish_pack(provider=provider, files=dict(pack.files), by=None, at=time_now())
    except Refusal as refusal:
        raise NotUnderstood(str(refusal)) from refusal
    is_new = before is None or before.pk != published.pk
    say(summary_of(findings) if is_new else "These files are already published. Nothing was changed.")
    if arguments.format == "json":
        answer = {"programme": published.slug, "version": published.version, "digest": published.pack_id}
        print(json.dumps(answer | {"new": is_new}))
    else:
        print(f"{published.slug}, version {published.version}, digest {published.pack_id}")
    return ANSWERED
