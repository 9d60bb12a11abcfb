"""Whether each answer is still the text of its newest revision, whose digest is sealed."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Max, OuterRef, Subquery

from waymark.ground.ledger.queries import erased_ids
from waymark.journey.sit.models import Answer, Revision
from waymark.journey.sit.writing.drafts import EMPTY, digest_of
from waymark.kit.guards.tables import ERASED

CHUNK = 200


def find_changed() -> Iterator[tuple[str, int]]:
    """Table and id of each answer that was changed or removed outside the application."""
    newest = Revision.objects.filter(answer_id=OuterRef("pk"), rev=OuterRef("rev")).values("digest")[:1]
    latest = Revision.objects.filter(answer_id=OuterRef("pk")).order_by("-rev").values("rev")[:1]
    answers = Answer.objects.annotate(expected=Subquery(newest), latest=Subquery(latest)).order_by("id")
    values = answers.values_list("pk", "rev", "latest", "text", "expected")
    erased = erased_ids(table="sit_answer")
    for pk, rev, latest_rev, text, digest in values.iterator(chunk_size=CHUNK):
        if pk in erased and text == ERASED:
            continue
        expected = bytes(digest).hex() if digest else EMPTY
        if digest_of(text) != expected or rev != (latest_rev or 0):
            yield "sit_answer", pk
    written = Revision.objects.values("answer_id").annotate(newest=Max("rev")).order_by("answer_id")
    for answer_id in written.exclude(answer_id__in=Answer.objects.values("id")).values_list(
        "answer_id", flat=True
    ):
        yield "sit_answer", answer_id
