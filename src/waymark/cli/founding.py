"""Begins a real installation: a provider and its lead, other staff, a published pack, a paper.

Whoever may run these commands may change the database, so nobody signs in and the ledger names nobody as `by`.
Needs Django set up and a database that is migrated: `run.open_database`.
"""

from __future__ import annotations

import json
from argparse import Namespace
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.urls import reverse

from waymark.cli import packs, paper_files
from waymark.cli.answers import ANSWERED, ERRORS_FOUND, NotUnderstood
from waymark.cli.run import say
from waymark.cli.typed import address, email, line, names, slug
from waymark.ground.papers import actions as papers
from waymark.ground.papers.queries import find_paper, fingerprint_now
from waymark.ground.people import actions as people
from waymark.ground.people import queries as known
from waymark.ground.people.roles import LABELS, Role
from waymark.ground.programmes import packs as programme_packs
from waymark.ground.programmes import queries as programmes
from waymark.ground.programmes.actions import publish_pack
from waymark.kit.refusals import Refusal
from waymark.web.clock import time_now

if TYPE_CHECKING:
    from waymark.cli.paper_files import PaperRead
    from waymark.ground.papers.models import Paper
    from waymark.ground.people.models import Person, Provider
    from waymark.ground.programmes.models import PublishedProgramme


def add_provider(said: Namespace) -> int:
    """Prints the link by which the first lead chooses a password."""
    if known.find_provider(slug=slug(said.slug)):
        raise NotUnderstood(f"{said.slug} is here already; bin/waymark invite adds people to it.")
    name, short_name = line(said.name, "--name", most=200), line(said.short_name, "--short-name", most=60)
    enquiries, site = email(said.enquiries, "--enquiries"), address(said.address)
    lead = names(said.lead_name, "--lead-name"), email(said.lead_email, "--lead-email")
    at = time_now()
    with transaction.atomic():
        provider = people.add_provider(
            slug=said.slug,
            name=name,
            short_name=short_name,
            enquiries_email=enquiries,
            demonstration=False,
            at=at,
        )
        link = invitation_link(add_person(provider, *lead, Role.LEAD, at=at), site, at=at)
    print(link)
    return ANSWERED


def invite(said: Namespace) -> int:
    """Prints the link by which somebody chooses a password; who is known already is given the role."""
    to, role, name, at = email(said.email, "EMAIL"), Role(said.role), names(said.name, "--name"), time_now()
    site, provider = address(said.address), provider_called(said.provider)
    with transaction.atomic():
        person = add_person(provider, name, to, role, at=at)
        link = invitation_link(person, site, at=at)
    if (person.given_name, person.family_name) != name:
        say(f"{to} is known as {person.name}, and stays so; {LABELS[role]} is added.")
    if person.account_id:
        say(f"{person.name} has an account here already: the link asks for its password.")
    print(link)
    return ANSWERED


def add_person(provider: Provider, name: tuple[str, str], to: str, role: Role, *, at: datetime) -> Person:
    given, family = name
    return people.add_person(
        provider=provider, given_name=given, family_name=family, email=to, roles=[role], by=None, at=at
    )


def publish(said: Namespace) -> int:
    provider, loaded = provider_called(said.provider), packs.read(said.pack)
    findings = programme_packs.check(loaded)
    if programme_packs.has_errors(findings) or loaded.programme is None:
        packs.show(findings, said)
        say("It was not published.")
        return ERRORS_FOUND
    before = programmes.find_newest(slug=loaded.programme.id)
    try:
        published = publish_pack(provider=provider, files=dict(loaded.files), by=None, at=time_now())
    except Refusal as refusal:
        raise NotUnderstood(str(refusal)) from refusal
    is_new = before is None or before.pk != published.pk
    say(packs.counted(findings) if is_new else "These files are published already; nothing was changed.")
    if said.format == "json":
        answer = {"programme": published.slug, "version": published.version, "digest": published.pack_id}
        print(json.dumps(answer | {"new": is_new}))
    else:
        print(f"{published.slug}, version {published.version}, digest {published.pack_id}")
    return ANSWERED


def load_paper(said: Namespace) -> int:
    """Prints the paper's code, and its fingerprint where it is locked."""
    provider = provider_called(said.provider)
    published = programme_asked(provider, said.programme)
    reviewer = reviewer_called(provider, said)
    read = paper_files.read(
        said.folder, programmes.programme_of(published), programmes.framework_of(published)
    )
    if read.body is None:
        packs.show_in_words(read.findings)
        say("It was not loaded.")
        return ERRORS_FOUND
    for found in read.checked:
        say(f"{found.severity.value.capitalize()}: {found.says} ({found.file}, line {found.line})")
    try:
        with transaction.atomic():
            paper = paper_kept(provider, published.slug, read, is_practice=said.practice, at=time_now())
            if said.lock and not hasattr(paper, "lock"):
                lock_paper(paper, reviewer, at=time_now())
    except Refusal as refusal:
        for reason in refusal.reasons:
            say(reason.says)
        return ERRORS_FOUND
    locked = f"locked, fingerprint {paper.lock.fingerprint}" if hasattr(paper, "lock") else "not locked"
    print(f"{paper.code}, {locked}")
    return ANSWERED


def reviewer_called(provider: Provider, said: Namespace) -> Person | None:
    """The setter who has read the files and answers for them. A practice paper needs none, and a draft neither."""
    if not said.lock or said.practice:
        return None
    if not said.reviewed_by:
        raise NotUnderstood(
            "--lock needs --reviewed-by EMAIL: the setter who has read it and did not write it."
        )
    to = email(said.reviewed_by, "--reviewed-by")
    person = known.find_person(provider=provider, email=to)
    if person is None or Role.SETTER not in known.roles_of(person):
        raise NotUnderstood(
            f"{to} is no setter of {provider.slug}; bin/waymark invite --role setter makes one."
        )
    return person


def lock_paper(paper: Paper, reviewer: Person | None, *, at: datetime) -> None:
    if reviewer is not None:
        papers.review_paper(
            paper=paper,
            fingerprint=fingerprint_now(paper),
            agrees=True,
            says="Said on the command line, with the files.",
            by=reviewer,
            at=at,
        )
    papers.lock_paper(paper=paper, by=None, at=at)


def paper_kept(
    provider: Provider, programme: str, read: PaperRead, *, is_practice: bool, at: datetime
) -> Paper:
    """The paper as these files say it: written now, or found as it was loaded before."""
    assert read.body
    paper = find_paper(provider=provider, code=read.body.code)
    if paper is None:
        return paper_written(provider, programme, read, is_practice=is_practice, at=at)
    there = (paper.body, paper.case.text, paper.programme_slug, paper.is_practice)
    if there != (read.body.model_dump(mode="json"), read.case, programme, is_practice):
        raise NotUnderstood(
            f"Paper {paper.code} is here already and says something else; give this one another code."
        )
    say(f"Paper {paper.code} is loaded already, word for word.")
    return paper


def paper_written(
    provider: Provider, programme: str, read: PaperRead, *, is_practice: bool, at: datetime
) -> Paper:
    assert read.body
    paper = papers.write_paper(
        provider=provider,
        programme_slug=programme,
        body=read.body,
        case=read.case,
        is_practice=is_practice,
        by=None,
        at=at,
    )
    for name, data in read.exhibits:
        papers.add_exhibit(paper=paper, name=name, data=data, by=None, at=at)
    return paper


def programme_asked(provider: Provider, asked: str | None) -> PublishedProgramme:
    own = {one.slug: one for one in programmes.list_newest() if one.provider_id == provider.pk}
    if not own:
        raise NotUnderstood(f"{provider.slug} has published no programme; bin/waymark publish does.")
    if asked is None and len(own) > 1:
        raise NotUnderstood(f"Say for which programme with --programme, one of: {', '.join(own)}.")
    if asked is not None and asked not in own:
        raise NotUnderstood(f"--programme is {asked!r}; {provider.slug} publishes: {', '.join(own)}.")
    return own[asked or next(iter(own))]


def provider_called(said: str) -> Provider:
    found = known.find_provider(slug=line(said, "--provider", most=50))
    if found is None:
        there = ", ".join(one.slug for one in known.list_providers()) or "none yet"
        raise NotUnderstood(f"There is no provider {said}. Providers here: {there}.")
    return found


def invitation_link(person: Person, site: str, *, at: datetime) -> str:
    """Writes the letter with the link in it, and returns the link: the database keeps its digest alone."""
    links: list[str] = []

    def link(token: str) -> str:
        links.append(site + reverse("signin_invitation", args=[token]))
        return links[-1]

    people.invite(person=person, link=link, by=None, at=at)
    return links[-1]
