"""What two records of one person may not be together in this room: asked before they are merged.

An allocation without a mark is no obstacle: after the merge it is taken away like any that a later conflict concerns.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from django.db import connection

from waymark.journey.mark.conflicts import in_conflict
from waymark.journey.mark.models import Allocation
from waymark.kit.refusals import Reason

if TYPE_CHECKING:
    from waymark.ground.people.models import Person

OWN_SCRIPT = (
    "{marker} has the script of {writer} to mark, or has marked it. Take it away from them first; if it is marked, "
    "they can’t become one record."
)
IN_CONFLICT = (
    "{marker} has marked a script that {other} may not judge: they coach or teach its writer, take part in the same "
    "cohort or work at the same organisation. They can’t become one record."
)
SAME_SCRIPT = "Both have the same script to mark, or have marked it. Take it away from one of them first."
MARKED = """SELECT 1 FROM mark_allocation a JOIN mark_script s ON s.id = a.script_id
 JOIN mark_mark k ON k.allocation_id = a.id WHERE a.marker_id = %s AND {conflict} LIMIT 1"""


def reasons_against_merge(*, survivor: Person, absorbed: Person) -> Iterator[Reason]:
    """No one marks their own script, the same script twice, or a script that the other record may not judge."""
    for marker, other in ((survivor, absorbed), (absorbed, survivor)):
        own = Allocation.objects.filter(
            marker=marker, withdrawn_at=None, script__submission__sitting__enrolment__person=other
        )
        if own.exists():
            yield Reason("own_script", OWN_SCRIPT.format(marker=marker.name, writer=other.name))
        elif _has_marked_in_conflict(marker, other):
            yield Reason("in_conflict", IN_CONFLICT.format(marker=marker.name, other=other.name))
    both = Allocation.objects.filter(marker=survivor).values("script")
    if Allocation.objects.filter(marker=absorbed, script__in=both).exists():
        yield Reason("same_script", SAME_SCRIPT)


def _has_marked_in_conflict(marker: Person, other: Person) -> bool:
    """Whether `other` may not judge a script that `marker` has marked, for a reason of its own."""
    with connection.cursor() as cursor:
        cursor.execute(MARKED.format(conflict=in_conflict(str(int(other.pk)))), [marker.pk])
        return cursor.fetchone() is not None
