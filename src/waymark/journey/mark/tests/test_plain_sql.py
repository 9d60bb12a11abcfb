"""Plain SQL of this room answers as the ORM does (docs/decisions/0014)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q

from tests.guards import guards_off
from waymark.journey.mark import queries
from waymark.journey.mark.models import Allocation, Mark
from waymark.journey.mark.recording import marks_by_allocation
from waymark.journey.mark.rules import BlindMark
from waymark.journey.mark.tests.makers import draft_of, make_mark, make_marks, make_scripts, marker_of

if TYPE_CHECKING:
    from tests.cast import Cast


def script_by_orm(allocation: Allocation) -> queries.AllocatedScript:
    script = allocation.script
    unmarked = Allocation.objects.filter(marker=allocation.marker, mark=None).exclude(pk=allocation.pk)
    in_order = unmarked.order_by("place", "id").values_list("script__code", flat=True)
    following = in_order.filter(place__gte=allocation.place).first()
    return queries.AllocatedScript(
        allocation_id=allocation.pk,
        script_id=script.pk,
        code=script.code,
        answers=script.reading.answers,
        fingerprint=script.paper.lock.fingerprint,
        pack=script.cohort.programme.pack_id,
        is_marked=Mark.objects.filter(allocation=allocation).exists(),
        next_code=following or in_order.first() or "",
    )


def position_by_orm(allocation: Allocation) -> queries.ListPosition:
    own = Allocation.objects.filter(marker=allocation.marker)
    before = Q(place__lt=allocation.place) | Q(place=allocation.place, id__lte=allocation.pk)
    return queries.ListPosition(own.filter(before).count(), own.count())


def test_an_allocated_script_and_its_position_equal_the_orm(cast: Cast) -> None:
    enrolments = [cast.enrolled(f"p{number}", "P", f"Q{number}") for number in range(4)]
    scripts = make_scripts(cast, *enrolments)
    with guards_off():
        Allocation.objects.filter(script__in=scripts[:2]).update(place=7)
    make_mark(scripts[0], "first", 12)
    make_marks(scripts[3], 12, 11)
    for allocation in Allocation.objects.select_related("marker", "script"):
        script = queries.get_allocated_script(for_=allocation.marker, code=allocation.script.code)
        assert script == script_by_orm(allocation)
        assert queries.get_list_position(allocation_id=allocation.pk) == position_by_orm(allocation)
    stranger = cast.people["simi"]
    assert queries.get_allocated_script(for_=stranger, code=scripts[0].code) is None


def test_the_marks_of_a_script_equal_the_orm(cast: Cast) -> None:
    [script] = make_scripts(cast, cast.amina)
    make_marks(script, (12, "o1 o2"), 11)
    marks = Mark.objects.filter(allocation__script=script).select_related("allocation")
    assert marks_by_allocation(script.pk) == {
        mark.allocation_id: BlindMark(
            marker=mark.allocation.marker_id,
            points=mark.total,
            missing_omissions=frozenset(
                mark.omissions.filter(met=False).values_list("omission_id", flat=True)
            ),
        )
        for mark in marks
    }


def test_a_mark_is_written_as_the_orm_reads_it(cast: Cast) -> None:
    [script] = make_scripts(cast, cast.amina)
    draft = draft_of(12, missing="o2")
    mark = Mark.objects.get(pk=make_mark(script, "first", 12, missing="o2").pk)
    assert (mark.total, mark.by) == (12, marker_of(script, "first"))
    assert dict(mark.criteria.values_list("criterion_id", "points")) == dict(draft.criteria)
    assert set(mark.omissions.values_list("omission_id", "met", "passage", "reason")) == {
        (key, judgement.met, judgement.passage, judgement.reason)
        for key, judgement in draft.omissions.items()
    }
