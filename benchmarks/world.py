"""The benchmark's own data, by plain rows: a cohort that is writing, and an earlier one that is being marked.

Everybody of the writing cohort has an account and a session, ten lines in the hours book, and a sitting with three
answers of 11 kB in all. Every marker of the earlier cohort has a hundred scripts. What the generator needs to know is
written as tickets: cookie, address, form, and what the answer must show.
"""

from __future__ import annotations

import argparse
import json
import random
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import django

PACK = "llse-npqel"
CHARACTERS = 11_000
QUESTIONS = 3
DISTINCT = 1000
"""So many texts are made; more participants have them again."""
SAVING = 0.3
"""Share of the sittings that are saved to and not handed in."""


def build(participants: int, *, saving: float = SAVING, marking: bool = True) -> dict[str, Any]:
    """Makes everything in an empty, migrated database, and returns the tickets.

    `saving`: the share of the sittings that are saved to and not handed in. Without `marking`, there is nobody to mark.
    """
    from django.conf import settings

    from benchmarks.data import say
    from benchmarks.marking import build_marking
    from benchmarks.paper import body_of, case_of
    from benchmarks.teaching import with_eight_questions
    from benchmarks.writing import build_writing
    from waymark.ground.papers import actions as papers
    from waymark.ground.papers.queries import fingerprint_now
    from waymark.ground.people import actions as people
    from waymark.ground.people.roles import Role
    from waymark.ground.programmes.actions import publish_pack
    from waymark.ground.programmes.loader import read_files

    now = datetime.now(tz=UTC)
    dice = random.Random(20261122)
    case, body = case_of(dice), body_of()
    provider = people.add_provider(
        slug="benchmark",
        name="Benchmark Provider",
        short_name="Benchmark",
        enquiries_email="npq@benchmark.example",
        demonstration=False,
        at=now,
    )
    files = with_eight_questions(dict(read_files(Path(settings.BASE) / "packs" / PACK)))
    files["programme.yaml"] = files["programme.yaml"].replace("  slug: llse\n", "  slug: benchmark\n", 1)
    programme = publish_pack(provider=provider, files=files, by=None, at=now)
    paper = papers.write_paper(provider=provider, programme_slug=PACK, body=body, case=case, by=None, at=now)
    reviewer = people.add_person(
        provider=provider,
        given_name="Rae",
        family_name="Second",
        email="rae@benchmark.example",
        roles=[Role.SETTER],
        by=None,
        at=now,
    )
    fingerprint = fingerprint_now(paper)
    papers.review_paper(paper=paper, fingerprint=fingerprint, approves=True, comment="", by=reviewer, at=now)
    papers.lock_paper(paper=paper, by=None, at=now)
    several = [say(case, CHARACTERS // QUESTIONS, dice) for _ in range(min(participants, DISTINCT))]
    texts = [several[place % DISTINCT] for place in range(participants)]
    given: dict[str, Any] = {"programme": programme, "paper": paper, "body": body, "texts": texts, "now": now}
    tickets = build_writing(**given, saving=saving) | (build_marking(**given) if marking else {})
    return tickets | {
        "text": say(case, CHARACTERS - 8, dice),
        "anybody": [{} for _ in range(64)],
        "texts": [{"id": place} for place in range(1, participants + 1)],
        "case_bytes": len(case.encode()),
    }


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.world", description=__doc__)
    parser.add_argument("--participants", type=int, default=1000)
    parser.add_argument("--to", type=Path, required=True, help="the file of tickets")
    parser.add_argument(
        "--saving", type=float, default=SAVING, help="share of the sittings that are saved to"
    )
    parser.add_argument("--without-marking", action="store_true")
    options = parser.parse_args()
    django.setup()
    tickets = build(options.participants, saving=options.saving, marking=not options.without_marking)
    options.to.write_text(json.dumps(tickets), "utf-8")


if __name__ == "__main__":
    main()
