"""One person's twenty hours at the desk, through the real save, then every text read back. Prints what it saw as JSON.

Run by `run.py` in a process of its own, with the environment of the server. Sizes are in bytes, times in milliseconds.
"""

from __future__ import annotations

import json
import sys
import time
from datetime import timedelta
from statistics import median
from typing import Any

import django

SAVES = 4_800
EVERY = timedelta(seconds=15)
AT_EACH_END = 300
"""Saves at the beginning (after the answer has its full length) and at the end, whose cost is compared."""
GROWN = 600
READ_EACH = 7
TRIES = 3
"""Of which the shortest counts: the machine does other things too."""
TABLES = ("sit_revision", "sit_answer")


def main() -> None:
    django.setup()
    from waymark.journey.sit.models import Answer, Sitting

    first, several = Sitting.objects.filter(submission=None).order_by("id")[:2]
    ids = {
        "one answer of 11 kB": [Answer.objects.filter(sitting=first).order_by("id")[0].pk],
        "three answers of a third each": list(
            Answer.objects.filter(sitting=several).order_by("id").values_list("pk", flat=True)
        ),
    }
    json.dump({name: _life(pks, seed=len(pks)) for name, pks in ids.items()}, sys.stdout)


def _life(answers: list[int], *, seed: int) -> dict[str, Any]:
    from django.db import connection

    from waymark.journey.sit.tests.writers import MOST, texts

    _vacuum(connection)
    before = _sizes(connection)
    share = SAVES // len(answers)
    writers = [texts(saves=share, seed=seed + n, most=MOST // len(answers)) for n in range(len(answers))]
    written_texts: list[list[str]] = [[] for _ in answers]
    costs = []
    for number in range(SAVES):
        which = number % len(answers)
        text = next(writers[which])
        written_texts[which].append(text)
        costs.append(_save(answers[which], text, number))
    _vacuum(connection)
    grown = {table: size - before[table] for table, size in _sizes(connection).items()}
    restores = [
        cost for pk, written in zip(answers, written_texts, strict=True) for cost in _read_back(pk, written)
    ]
    return {
        "saves": SAVES,
        "bytes": sum(grown.values()),
        "by_table": grown,
        "full_copies": sum(len(text.encode()) for written in written_texts for text in written),
        "first": median(costs[GROWN : GROWN + AT_EACH_END]),
        "last": median(costs[-AT_EACH_END:]),
        "restored": len(restores),
        "restore_median": median(restores),
        "restore_worst": max(restores),
    }


def _save(answer_id: int, text: str, number: int) -> float:
    """CPU and waiting of one save, in milliseconds: finding the place, and writing."""
    from waymark.journey.sit.actions import SaveOutcome, receive, save_answer
    from waymark.journey.sit.models import Answer
    from waymark.journey.sit.queries import list_answer_contexts

    sitting_id = Answer.objects.values_list("sitting_id", flat=True).get(pk=answer_id)
    began = time.perf_counter()
    place = next(
        context for context in list_answer_contexts(sitting_id=sitting_id) if context.answer_id == answer_id
    )
    at = place.window.opens_at + EVERY * (number + 1)
    saved = save_answer(answer=place, text=receive(text), base=place.rev, client="growing", at=at)
    took = (time.perf_counter() - began) * 1000
    if saved.outcome is not SaveOutcome.SAVED:
        raise RuntimeError(f"save {number} became {saved.outcome}")
    return took


def _read_back(answer_id: int, written: list[str]) -> list[float]:
    """Every text by the chain, and each seventh by itself with its time; RuntimeError if one differs."""
    from waymark.journey.sit import queries

    texts_by_rev = dict(queries.texts_of(answer_id=answer_id))
    first = max(texts_by_rev) - len(written)
    if first not in (0, 1):  # the benchmark's own first revision may stand before them
        raise RuntimeError(f"{len(texts_by_rev)} revisions for {len(written)} saves")
    costs = []
    for place, text in enumerate(written, start=first + 1):
        if texts_by_rev[place] != text:
            raise RuntimeError(f"revision {place} is another text")
        if place % READ_EACH == 0 or place == len(texts_by_rev):
            costs.append(min(_restore(answer_id, place, text) for _ in range(TRIES)))
    return costs


def _restore(answer_id: int, rev: int, text: str) -> float:
    from waymark.journey.sit import queries

    began = time.perf_counter()
    restored = queries.text_at(answer_id=answer_id, rev=rev)
    took = (time.perf_counter() - began) * 1000
    if restored != text:
        raise RuntimeError(f"revision {rev} was restored as another text")
    return took


def _vacuum(connection: Any) -> None:
    with connection.cursor() as cursor:
        for table in TABLES:
            cursor.execute(f"VACUUM FULL {table}")


def _sizes(connection: Any) -> dict[str, int]:
    """Of tables with their indexes and long values."""
    sizes = {}
    with connection.cursor() as cursor:
        for table in TABLES:
            cursor.execute("SELECT pg_total_relation_size(%s)", [table])
            sizes[table] = cursor.fetchone()[0]
    return sizes


if __name__ == "__main__":
    main()
