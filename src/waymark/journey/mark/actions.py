"""Verbs of marking: preparing scripts, sharing them out, recording a mark, confirming a fail."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import datetime
from secrets import SystemRandom
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Exists, OuterRef

from waymark.ground.cohorts import queries as cohorts
from waymark.ground.ledger import actions as ledger
from waymark.ground.papers.queries import body_of_locked
from waymark.ground.people.roles import Role
from waymark.journey.coach import queries as coach
from waymark.journey.mark import queries, words
from waymark.journey.mark.models import (
    Allocation,
    CriterionMark,
    FailConfirmation,
    Mark,
    OmissionAnswer,
    Script,
    ScriptText,
)
from waymark.journey.mark.rules import Draft, Given, State, faults_of, settle
from waymark.journey.mark.sharing import ToShare, share_out
from waymark.journey.sit import queries as sit
from waymark.journey.sit.words import closing
from waymark.kit.codes import new_code
from waymark.kit.refusals import Reason, Refusal
from waymark.kit.show import counted

if TYPE_CHECKING:
    from waymark.ground.cohorts.models import Cohort
    from waymark.ground.papers.values import Scheme
    from waymark.ground.people.models import Person
    from waymark.journey.sit.models import Submission

CODE_LENGTH = 14
"""69 bits: a code cannot be guessed, and says nothing of person, order or time."""
LAST_PLACE = 2**31 - 1
dice = SystemRandom()


class CannotPrepare(Refusal):
    """The scripts cannot be made yet."""


class CannotAllocate(Refusal):
    """Too few markers are free of a conflict of interest."""


class CannotMark(Refusal):
    """The mark is incomplete, or there is one already."""


class CannotConfirm(Refusal):
    """The fail cannot be confirmed by this person, or there is none."""


@transaction.atomic
def make_scripts(*, cohort: Cohort, by: Person | None, at: datetime) -> int:
    """Make an anonymous script of each submission of a closed window that has none; how many were made."""
    _refuse_while_open(cohort, at=at)
    known = set(Script.objects.filter(cohort=cohort).values_list("submission_id", flat=True))
    closed = sit.list_closed_submissions(cohort=cohort, at=at)
    new = [submission for submission in closed if submission.pk not in known]
    made = sum(_make_script(cohort, submission, at=at) for submission in new)
    if made:
        facts = {"scripts": made}
        ledger.note(
            "mark.scripts_made", about=cohort, provider_id=cohort.provider_id, by=by, at=at, facts=facts
        )
    return made


def _refuse_while_open(cohort: Cohort, *, at: datetime) -> None:
    windows = sit.list_windows_of(cohort_id=cohort.pk)
    if not windows:
        raise CannotPrepare(Reason("no_window", words.NO_WINDOW))
    if windows[0].closes_before > at:
        says = words.WINDOW_OPEN.format(closes=closing(windows[0].rules, zone=windows[0].zone))
        raise CannotPrepare(Reason("window_open", says))


def _make_script(cohort: Cohort, submission: Submission, *, at: datetime) -> bool:
    reading = sit.reading_of(submission=submission)
    script, is_new = Script.objects.get_or_create(
        submission=submission,
        defaults={
            "cohort": cohort,
            "paper_id": submission.sitting.window.paper_id,
            "code": new_code(CODE_LENGTH),
            "words": reading.words,
            "at": at,
        },
    )
    if not is_new:
        return False
    ScriptText.objects.create(script=script, answers=reading.answers, beyond=reading.beyond)
    return True


@transaction.atomic
def allocate(*, cohort: Cohort, by: Person | None, at: datetime) -> int:
    """Give every script its two blind markers, and a third where one is waited for; how many were given."""
    scripts = list(Script.objects.select_for_update().filter(cohort=cohort).order_by("id"))
    if not scripts:
        raise CannotAllocate(Reason("no_scripts", words.NO_SCRIPTS))
    asked = _thirds_awaited(cohort)
    return _allocate(cohort, scripts, thirds=asked, whole=True, by=by, at=at)


def _thirds_awaited(cohort: Cohort) -> set[int]:
    standings = queries.list_standings_of(cohort=cohort)
    return {one.script_id for one in standings if one.settled.state is State.NEEDS_THIRD}


def _allocate(
    cohort: Cohort, scripts: list[Script], *, thirds: set[int], whole: bool, by: Person | None, at: datetime
) -> int:
    """Fill the empty parts of these scripts. `whole` refuses when two markers are wanted and not there."""
    markers = [person.pk for person in cohorts.list_staff_of(cohort_id=cohort.pk, role=Role.MARKER)]
    taken = list(
        Allocation.objects.filter(script__cohort=cohort).values_list("script_id", "marker_id", "part")
    )
    wants = {script.pk: _empty_parts(script.pk, taken, third=script.pk in thirds) for script in scripts}
    barred = _barred(cohort, taken)
    to_share = [
        ToShare(script=pk, needs=len(parts), barred=barred[pk]) for pk, parts in wants.items() if parts
    ]
    dice.shuffle(to_share)
    dice.shuffle(markers)
    shares = share_out(to_share, markers, Counter(marker for _, marker, _ in taken))
    lacking = {pk: short for pk, short in shares.short if Allocation.Part.THIRD not in wants[pk]}
    if lacking and whole:
        raise CannotAllocate(_too_few(lacking, markers))
    new = [
        Allocation(
            script_id=pk, marker_id=marker, part=part, place=1 + dice.randrange(LAST_PLACE), by=by, at=at
        )
        for pk, chosen in shares.given
        for part, marker in zip(wants[pk], chosen, strict=False)
    ]
    Allocation.objects.bulk_create(new)
    if new:
        facts = {"allocations": len(new)}
        ledger.note("mark.allocated", about=cohort, provider_id=cohort.provider_id, by=by, at=at, facts=facts)
    return len(new)


def _empty_parts(script: int, taken: list[tuple[int, int, str]], *, third: bool) -> list[Allocation.Part]:
    has = {part for pk, _, part in taken if pk == script}
    wanted = [Allocation.Part.FIRST, Allocation.Part.SECOND, *([Allocation.Part.THIRD] if third else [])]
    return [part for part in wanted if part not in has]


def _too_few(lacking: dict[int, int], markers: list[int]) -> Reason:
    if not markers:
        return Reason("no_markers", words.NO_MARKERS)
    scripts = counted(len(lacking), "script", "scripts")
    more = counted(max(lacking.values()), "more person", "more people")
    return Reason("too_few_markers", words.SHORT.format(scripts=scripts, more=more))


def _barred(cohort: Cohort, taken: list[tuple[int, int, str]]) -> dict[int, frozenset[int]]:
    """Who may not mark each script of the cohort: a conflict of interest, or another part of it already."""
    facilitators = {person.pk for person in cohorts.list_staff_of(cohort_id=cohort.pk, role=Role.FACILITATOR)}
    colleagues = _markers_by_organisation(cohort)
    rows = Script.objects.filter(cohort=cohort).values_list(
        "id",
        "submission__sitting__enrolment_id",
        "submission__sitting__enrolment__person_id",
        "submission__sitting__enrolment__person__organisation_id",
    )
    coaches = coach.list_coach_ids(enrolment_ids=[enrolment for _, enrolment, _, _ in rows])
    found: dict[int, frozenset[int]] = {}
    for script, enrolment, person, organisation in rows:
        marks = {marker for pk, marker, _ in taken if pk == script}
        own = {person, *coaches.get(enrolment, ())} | colleagues.get(organisation, set())
        found[script] = frozenset(facilitators | own | marks)
    return found


def _markers_by_organisation(cohort: Cohort) -> dict[int | None, set[int]]:
    found: dict[int | None, set[int]] = {}
    for person in cohorts.list_staff_of(cohort_id=cohort.pk, role=Role.MARKER):
        if person.organisation_id is not None:
            found.setdefault(person.organisation_id, set()).add(person.pk)
    return found


@transaction.atomic
def record_mark(
    *, allocation: Allocation, draft: Draft, answers: Iterable[str], by: Person, at: datetime
) -> Mark:
    """Record one marker's whole mark, final; after a split the third marker has the script in the same act.

    `allocation` comes from `queries.get_bench_for`, which found it for this marker, with script and paper.
    The same mark sent twice is one mark; another mark of the same marker is refused.
    """
    fingerprint = allocation.script.paper.lock.fingerprint
    scheme = body_of_locked(fingerprint=fingerprint).scheme
    if faults := faults_of(draft, scheme, answers):
        raise CannotMark(*(Reason(one.code, words.fault_says(one, scheme)) for one in faults))
    given = _lock_marks(allocation, scheme)
    if allocation.pk in given:
        return _same_mark(allocation, draft)
    total = sum(draft.criteria.values())
    mark = Mark.objects.create(allocation=allocation, total=total, by=by, at=at)
    CriterionMark.objects.bulk_create(
        CriterionMark(mark=mark, criterion_id=one.id, points=draft.criteria[one.id])
        for one in scheme.criteria
    )
    OmissionAnswer.objects.bulk_create(_answers(mark, draft, scheme))
    ledger.note("mark.recorded", about=mark, provider_id=by.provider_id, by=by, at=at)
    nowhere = frozenset(key for key, said in draft.omissions.items() if not said.met)
    marks = [*given.values(), Given(marker=by.pk, points=total, nowhere=nowhere)]
    if len(marks) == 2:
        _send_to_third(allocation.script, marks, at=at)
    return mark


def _lock_marks(allocation: Allocation, scheme: Scheme) -> dict[int, Given]:
    """Marks recorded so far, by allocation; nobody else records one of this script until this act is over."""
    rows = Allocation.objects.select_for_update(of=("self",)).filter(script_id=allocation.script_id)
    for one in scheme.omissions:
        said = OmissionAnswer.objects.filter(mark__allocation=OuterRef("pk"), omission_id=one.id, met=False)
        rows = rows.annotate(**{f"nowhere_{one.id}": Exists(said)})
    names = [f"nowhere_{one.id}" for one in scheme.omissions]
    found = rows.values_list("id", "marker_id", "mark__total", *names)
    return {
        pk: Given(
            marker=marker,
            points=total,
            nowhere=frozenset(
                one.id for one, nowhere in zip(scheme.omissions, flags, strict=True) if nowhere
            ),
        )
        for pk, marker, total, *flags in found
        if total is not None
    }


def _answers(mark: Mark, draft: Draft, scheme: Scheme) -> list[OmissionAnswer]:
    said = [(one.id, draft.omissions[one.id]) for one in scheme.omissions]
    return [
        OmissionAnswer(
            mark=mark,
            omission_id=key,
            met=bool(one.met),
            passage=one.passage.strip() if one.met else "",
            reason="" if one.met else one.reason.strip(),
        )
        for key, one in said
    ]


def _same_mark(allocation: Allocation, draft: Draft) -> Mark:
    mark = Mark.objects.get(allocation=allocation)
    points = {one.criterion_id: one.points for one in mark.criteria.all()}
    met = {one.omission_id: one.met for one in mark.omissions.all()}
    if points == dict(draft.criteria) and met == {key: one.met for key, one in draft.omissions.items()}:
        return mark
    raise CannotMark(Reason("marked_already", words.MARKED_ALREADY))


def _send_to_third(script: Script, marks: list[Given], *, at: datetime) -> None:
    """After a split, a third marker who is free has the script at once; else it waits for the lead."""
    cohort = script.cohort
    fingerprint = script.paper.lock.fingerprint
    terms = queries.terms_for(fingerprint=fingerprint, pack=cohort.programme.pack_id)
    if settle(marks, terms).state is State.NEEDS_THIRD:
        _allocate(cohort, [script], thirds={script.pk}, whole=False, by=None, at=at)


@transaction.atomic
def confirm_fail(*, code: str, reason: str, by: Person, at: datetime) -> FailConfirmation | None:
    """Let a fail stand, as a senior marker of the cohort who did not mark the script; once. None: not found."""
    fail = queries.get_fail_for(for_=by, code=code)
    if fail is None:
        return None
    if not reason.strip():
        raise CannotConfirm(Reason("no_reason", words.NO_CONFIRMATION_REASON))
    script = Script.objects.select_for_update().get(pk=fail.script.pk)
    confirmation, is_new = FailConfirmation.objects.get_or_create(
        script=script, defaults={"reason": reason.strip(), "by": by, "at": at}
    )
    if is_new:
        ledger.note("mark.fail_confirmed", about=script, provider_id=by.provider_id, by=by, at=at)
    return confirmation
