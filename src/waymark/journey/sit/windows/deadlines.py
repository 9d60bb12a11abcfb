"""Reads a participant's own times from the database; what they mean is decided in `rules.py` alone.

A close is the window's, or a later one that a decision allows this participant. It is wanted in three shapes: for one
participant on a page, for every sitting of a list, and inside the one statement of a save. All three stand here, and a
house test holds that no other file reads `closes_before`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, NamedTuple

from django.db.models import (
    Count,
    DateTimeField,
    Exists,
    F,
    Max,
    Min,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Sum,
    Value,
)
from django.db.models.functions import Coalesce

from waymark.ground.cohorts import queries as cohorts
from waymark.journey.sit.extra_time.models import AccessTime, Allowance, Extension
from waymark.journey.sit.outages.models import Outage, OutageOutcome
from waymark.journey.sit.reminders.models import Reminder
from waymark.journey.sit.windows.models import SittingWindow
from waymark.journey.sit.windows.rules import Window, close_moved, effective_deadline
from waymark.journey.sit.writing.models import AlternateVersion, Sitting
from waymark.kit.clock import after_minute, zone_named

if TYPE_CHECKING:
    from waymark.ground.cohorts.models import Enrolment

CLOSES = """COALESCE((SELECT max(x.closes_before) FROM sit_allowance x
  WHERE x.enrolment_id = s.enrolment_id AND x.window_id = w.id), w.closes_before)"""
IS_PENDING = """(EXISTS (SELECT 1 FROM sit_extension y WHERE y.enrolment_id = s.enrolment_id
  AND y.window_id = w.id AND NOT EXISTS (SELECT 1 FROM sit_extensiondecision z WHERE z.extension_id = y.id))
 OR NOT w.is_practice AND EXISTS (SELECT 1 FROM sit_accesstime t WHERE t.enrolment_id = s.enrolment_id
  AND t.at < w.closes_before
  AND NOT EXISTS (SELECT 1 FROM sit_accesstimedecision d WHERE d.access_time_id = t.id)))"""
LONG_OVER = timedelta(days=30)
"""No one is told that they missed a window that closed longer ago."""
STOPPING = ", ".join(f"'{kind}'" for kind in cohorts.STOPS_WRITING)
STOPPED = f"""(SELECT max(g.enrolment_id) FROM cohorts_enrolmentchange g
  WHERE g.enrolment_id = s.enrolment_id AND g.kind IN ({STOPPING}))"""
"""The enrolment, if it was ever deferred or ended: only then is it asked whether it is now."""
COLUMNS = f"""w.opens_at, {CLOSES}, {IS_PENDING}, w.max_words, w.tolerance_seconds, w.may_take_back,
 w.is_practice, {STOPPED}"""
"""Of a sitting `s` in its window `w`, in the order `times_from` takes them."""


def times_from(
    opens_at: datetime,
    closes: datetime,
    is_pending: bool,
    max_words: int,
    tolerance_seconds: int,
    may_take_back: bool,
    is_practice: bool = False,
    changed: int | None = None,
) -> Window:
    """`changed`: the enrolment, where it was ever deferred or ended; one more statement for those."""
    stopped_at = (
        cohorts.find_stop_moment(enrolment_id=changed, is_assessment=not is_practice) if changed else None
    )
    return Window(
        opens_at=opens_at,
        closes_before=closes,
        is_pending=bool(is_pending),
        max_words=max_words,
        tolerance_seconds=tolerance_seconds,
        may_take_back=bool(may_take_back),
        stopped_at=stopped_at,
    )


def times_of(*, window: SittingWindow, enrolment: Enrolment) -> Window:
    """One participant's times in a window, whether they sat down or not."""
    allowed = Allowance.objects.filter(window=window, enrolment=enrolment)
    extensions = Extension.objects.filter(window=window, enrolment=enrolment, decision=None)
    access_times = _undecided_access(window).filter(enrolment=enrolment)
    undecided = extensions.values_list("pk").union(access_times.values_list("pk"))
    latest = allowed.aggregate(until=Max("closes_before"))["until"]
    return replace(window.rules, closes_before=latest or window.closes_before, is_pending=undecided.exists())


def _undecided_access(window: SittingWindow) -> QuerySet[AccessTime]:
    """Standing arrangements asked for before the window closed and not decided: they may still move its close."""
    if window.is_practice:
        return AccessTime.objects.none()
    return AccessTime.objects.filter(decision=None, at__lt=window.closes_before)


def times_in(window: SittingWindow) -> dict[int, Window]:
    """By enrolment, the times of those who have other times in a window than everybody; two statements."""
    latest = window.allowances.values_list("enrolment_id").annotate(until=Max("closes_before")).order_by()
    closes: dict[int, datetime] = dict(latest)
    extensions = window.extensions.filter(decision=None).order_by().values_list("enrolment_id")
    access_times = _undecided_access(window).filter(enrolment__cohort_id=window.cohort_id)
    undecided = {pk for (pk,) in extensions.union(access_times.order_by().values_list("enrolment_id"))}
    return {
        enrolment_id: replace(
            window.rules,
            closes_before=closes.get(enrolment_id, window.closes_before),
            is_pending=enrolment_id in undecided,
        )
        for enrolment_id in closes.keys() | undecided
    }


def times_for_everyone(window: SittingWindow) -> Window:
    """The times of those who have none of their own: the window's, moved by what outages added for everyone."""
    return close_moved(window.rules, by=added_for_everyone(window))


def added_for_everyone(window: SittingWindow) -> timedelta:
    """What confirmed outages have added to everyone's close."""
    rows = OutageOutcome.objects.filter(outage__incident__window=window, is_for_everyone=True)
    return timedelta(hours=rows.aggregate(hours=Sum("hours"))["hours"] or 0)


def allow(*, window: SittingWindow, closes: Mapping[Enrolment, Window], outage: Outage, at: datetime) -> None:
    """Writes the later close that an outage gives each participant."""
    Allowance.objects.bulk_create(
        Allowance(
            window=window,
            enrolment=enrolment,
            closes_before=effective_deadline(times),
            outage=outage,
            at=at,
        )
        for enrolment, times in closes.items()
    )


class Ahead(NamedTuple):
    """A close that somebody has in a window, or everybody."""

    window_id: int
    zone: str
    close: datetime
    reminded: int | None
    """The fewest hours before it at which those who have it were reminded."""


def list_closes_ahead(*, at: datetime, until: datetime) -> list[Ahead]:
    """Every different close after `at`, up to `until`, of windows that are open; one statement, few rows."""
    reminded = Reminder.objects.order_by().filter(close=OuterRef("closes_before"))
    least = Min("hours_before")
    everybodys = SittingWindow.objects.filter(
        is_practice=False, opens_at__lte=at, closes_before__gt=at, closes_before__lte=until
    ).values_list(
        "pk", "zone", "closes_before",
        Subquery(reminded.filter(window=OuterRef("pk")).values("window").annotate(least=least).values("least")),
    )  # fmt: skip
    own = Allowance.objects.filter(
        window__is_practice=False, window__opens_at__lte=at, closes_before__gt=at, closes_before__lte=until
    ).values_list(
        "window_id", "window__zone", "closes_before",
        Subquery(
            reminded.filter(window=OuterRef("window_id")).values("window").annotate(least=least).values("least")
        ),
    )  # fmt: skip
    return [Ahead(*row) for row in everybodys.union(own)]


def since_when(*, window: SittingWindow, close: datetime) -> dict[int, datetime]:
    """By enrolment, since when somebody has this close by a decision; everybody has the window's since it was set."""
    rows = window.allowances.filter(closes_before=close).order_by().values_list("enrolment_id")
    return dict(rows.annotate(since=Min("at")))


def with_own_times(rows: QuerySet[Sitting]) -> QuerySet[Sitting]:
    """Each sitting with `closes` and `is_pending`; `give_times` makes times of them."""
    allowed = Allowance.objects.filter(
        window_id=OuterRef("window_id"), enrolment_id=OuterRef("enrolment_id")
    ).order_by()
    latest = allowed.values("enrolment_id").annotate(latest=Max("closes_before")).values("latest")
    undecided = Extension.objects.filter(
        window_id=OuterRef("window_id"), enrolment_id=OuterRef("enrolment_id"), decision=None
    )
    access_times = AccessTime.objects.filter(
        enrolment_id=OuterRef("enrolment_id"), decision=None, at__lt=OuterRef("window__closes_before")
    )
    return rows.annotate(
        closes=Coalesce(Subquery(latest), F("window__closes_before"), output_field=DateTimeField()),
        is_pending=Exists(undecided) | (Q(window__is_practice=False) & Exists(access_times)),
    )


def give_times(sittings: Iterable[Sitting]) -> list[Sitting]:
    """Sittings of `with_own_times`, read with their window, each with its `times`."""
    rows = list(sittings)
    for sitting in rows:
        columns = vars(sitting)
        sitting.times = replace(
            sitting.window.rules, closes_before=columns["closes"], is_pending=columns["is_pending"]
        )
    return rows


def own_windows(rows: QuerySet[SittingWindow], *, enrolment: Enrolment) -> QuerySet[SittingWindow]:
    """Each window with `closes` and `is_pending` of one participant."""
    allowed = Allowance.objects.filter(window=OuterRef("pk"), enrolment=enrolment).order_by()
    latest = allowed.values("enrolment_id").annotate(latest=Max("closes_before")).values("latest")
    undecided = Extension.objects.filter(window=OuterRef("pk"), enrolment=enrolment, decision=None)
    access_times = AccessTime.objects.filter(
        enrolment=enrolment, decision=None, at__lt=OuterRef("closes_before")
    )
    return rows.annotate(
        closes=Coalesce(Subquery(latest), F("closes_before"), output_field=DateTimeField()),
        is_pending=Exists(undecided) | (Q(is_practice=False) & Exists(access_times)),
        stopped_at=Value(_stop_of(enrolment), output_field=DateTimeField()),
    )


def _stop_of(enrolment: Enrolment) -> datetime | None:
    """No statement for someone of `list_own_enrolments` who takes part in everything."""
    if not cohorts.may_be_stopped(enrolment):
        return None
    return cohorts.find_stop_moment(enrolment_id=enrolment.pk, is_assessment=True)


def give_window_times(windows: Iterable[SittingWindow]) -> list[SittingWindow]:
    """Windows of `own_windows`, each with that participant's `times`."""
    rows = list(windows)
    for window in rows:
        columns = vars(window)
        window.times = replace(
            window.rules,
            closes_before=columns["closes"],
            is_pending=columns["is_pending"],
            stopped_at=columns["stopped_at"],
        )
    return rows


def closed_windows(rows: QuerySet[SittingWindow], *, at: datetime) -> QuerySet[SittingWindow]:
    """Windows that are over for everybody who has no time beyond everybody's."""
    return rows.filter(closes_before__lte=at)


def open_windows(*, cohort_ids: Iterable[int], at: datetime) -> QuerySet[SittingWindow]:
    """Windows that have opened and are not over for everybody, the next to close first."""
    rows = SittingWindow.objects.filter(cohort__in=cohort_ids, is_practice=False, opens_at__lte=at)
    later = Allowance.objects.filter(window=OuterRef("pk"), closes_before__gt=at)
    return rows.filter(Q(closes_before__gt=at) | Exists(later) | _is_undecided()).order_by("closes_before")


def windows_open_for_everyone(*, at: datetime) -> QuerySet[SittingWindow]:
    """Windows that everyone can write in, leaving own times aside; without practice."""
    return SittingWindow.objects.filter(opens_at__lte=at, closes_before__gt=at, is_practice=False)


def windows_over_for_everyone(*, at: datetime) -> QuerySet[SittingWindow]:
    """Windows that closed for everyone within the last month, with nothing undecided about anyone's close."""
    rows = SittingWindow.objects.filter(
        is_practice=False, closes_before__lte=at, closes_before__gt=at - LONG_OVER
    )
    later = Allowance.objects.filter(window=OuterRef("pk"), closes_before__gt=at)
    return rows.filter(~Exists(later), ~_is_undecided()).order_by("pk")


def _is_undecided() -> Q:
    """Whether someone’s request for more time in a window, or for their arrangement before its close, is undecided."""
    extensions = Extension.objects.filter(window=OuterRef("pk"), decision=None)
    access_times = AccessTime.objects.filter(
        enrolment__cohort_id=OuterRef("cohort_id"), decision=None, at__lt=OuterRef("closes_before")
    )
    return Q(Exists(extensions)) | Q(Exists(access_times))


def over_by(rows: QuerySet[Sitting], *, at: datetime) -> QuerySet[Sitting]:
    """Sittings whose own close was at `at` or before, with nothing undecided about it."""
    begun = rows.filter(window__closes_before__lte=at)
    return with_own_times(begun).filter(Q(closes__lte=at) & Q(is_pending=False))


def when_all_closed(*, window: SittingWindow) -> datetime:
    """The close of whoever may stay longest."""
    latest: datetime | None = window.allowances.aggregate(until=Max("closes_before"))["until"]
    return max(window.closes_before, latest or window.closes_before)


def count_undecided(*, cohort_id: int) -> tuple[int, int]:
    """Requests for more time, and texts within the tolerance, that are not decided in a cohort's windows."""
    windows = SittingWindow.objects.filter(cohort_id=cohort_id, is_practice=False)
    extensions = windows.aggregate(
        many=Count("extensions", filter=Q(extensions__isnull=False, extensions__decision=None))
    )["many"]
    late = AlternateVersion.objects.filter(
        answer__sitting__window__in=windows, kind=AlternateVersion.Kind.LATE, decision=None
    )
    open_when_asked = windows.filter(closes_before__gt=OuterRef("at"))
    access_times = AccessTime.objects.filter(
        Exists(open_when_asked), enrolment__cohort_id=cohort_id, decision=None
    )
    return extensions + access_times.count(), late.count()


def close_with_access_time(window: SittingWindow, *, extra_days: int, rest_minutes: int) -> datetime:
    """The close of someone with a standing arrangement: calendar days first, then what outages added for everyone,
    then the minutes for rest breaks.
    """
    last_day = window.opens_on + timedelta(days=window.days - 1 + extra_days)
    close = close_of(on=last_day, at=window.closes_time, zone=window.zone)
    return close + added_for_everyone(window) + timedelta(minutes=rest_minutes)


def close_of(*, on: date, at: time, zone: str) -> datetime:
    """The instant at which a named local minute is over, for a decision that names one."""
    return after_minute(on, at, zone_named(zone))


def rest_minutes_in(*, window: SittingWindow, enrolment_id: int) -> int:
    """Minutes for rest breaks that someone's granted arrangement adds to a window; 0 for none.

    The caller has checked that the viewer is the participant.
    """
    rows = Allowance.objects.filter(window=window, enrolment_id=enrolment_id, access_time__isnull=False)
    newest = rows.order_by("-closes_before", "-id").values_list("access_time__rest_minutes", flat=True)
    return newest.first() or 0
