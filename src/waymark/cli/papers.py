"""What `load-paper` does with a folder: finds the programme and the reviewer, writes the paper and locks it."""

from __future__ import annotations

from argparse import Namespace
from datetime import datetime
from typing import TYPE_CHECKING

from waymark.cli.arguments import NotUnderstood, say
from waymark.cli.options import email
from waymark.ground.papers import actions as papers
from waymark.ground.papers.queries import find_paper, fingerprint_now
from waymark.ground.people import queries as people
from waymark.ground.people.roles import Role
from waymark.ground.programmes import queries as programmes

if TYPE_CHECKING:
    from waymark.ground.papers.folders import LoadedPaper
    from waymark.ground.papers.models import Paper
    from waymark.ground.people.models import Person, Provider
    from waymark.ground.programmes.models import PublishedProgramme


def programme_named(provider: Provider, name: str | None) -> PublishedProgramme:
    """The newest version of the provider's programme of that name, or of its only one."""
    own = {
        programme.slug: programme
        for programme in programmes.list_newest()
        if programme.provider_id == provider.pk
    }
    if not own:
        raise NotUnderstood(
            f"{provider.slug} has no published programme. To publish one: bin/waymark publish"
        )
    if name is None and len(own) > 1:
        raise NotUnderstood(f"Give the programme with --programme, one of: {', '.join(own)}.")
    if name is not None and name not in own:
        raise NotUnderstood(
            f"--programme must be one that {provider.slug} publishes: {', '.join(own)}. {name!r} is not."
        )
    return own[name or next(iter(own))]


def reviewer_named(provider: Provider, arguments: Namespace) -> Person | None:
    """The setter who has read the files and answers for them. A practice paper or a draft needs none."""
    if not arguments.lock or arguments.practice:
        return None
    if not arguments.reviewed_by:
        raise NotUnderstood(
            "--lock needs --reviewed-by EMAIL: the setter who has read the paper and did not write it."
        )
    address = email(arguments.reviewed_by, "--reviewed-by")
    person = people.find_person(provider=provider, email=address)
    if person is None or Role.SETTER not in people.roles_of(person):
        raise NotUnderstood(
            f"{address} is not a setter of {provider.slug}. To add one: bin/waymark invite --role setter"
        )
    return person


def store_paper(
    provider: Provider, programme: str, loaded: LoadedPaper, *, is_practice: bool, at: datetime
) -> Paper:
    """The paper as these files say it: written now, or the one that was loaded from the same files before."""
    assert loaded.body
    paper = find_paper(provider=provider, code=loaded.body.code)
    if paper is None:
        return _write_paper(provider, programme, loaded, is_practice=is_practice, at=at)
    stored = (paper.body, paper.case.text, paper.programme_slug, paper.is_practice)
    if stored != (loaded.body.model_dump(mode="json"), loaded.case, programme, is_practice):
        raise NotUnderstood(f"There is already a different paper {paper.code}. Give this one another code.")
    say(f"Paper {paper.code} is already loaded, word for word.")
    return paper


def _write_paper(
    provider: Provider, programme: str, loaded: LoadedPaper, *, is_practice: bool, at: datetime
) -> Paper:
    assert loaded.body
    paper = papers.write_paper(
        provider=provider,
        programme_slug=programme,
        body=loaded.body,
        case=loaded.case,
        is_practice=is_practice,
        by=None,
        at=at,
    )
    for name, data in loaded.exhibits:
        papers.add_exhibit(paper=paper, name=name, data=data, by=None, at=at)
    return paper


def lock_paper(paper: Paper, reviewer: Person | None, *, at: datetime) -> None:
    if reviewer is not None:
        papers.review_paper(
            paper=paper,
            fingerprint=fingerprint_now(paper),
            approves=True,
            comment="Reviewed before it was loaded from its files on the command line.",
            by=reviewer,
            at=at,
        )
    papers.lock_paper(paper=paper, by=None, at=at)
