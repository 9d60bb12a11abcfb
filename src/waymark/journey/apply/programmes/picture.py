"""The route through a programme as a picture: positions for an SVG, worked out on the server. Pure.

There are two drawings of the same route: lying, for wide screens and paper, and standing, for phones. Time runs along
one side and the ways of learning stand beside each other on the other. The list of items below the picture says the
same in words.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from waymark.ground.programmes.values import Actor, Item, Mode, Programme, Way
from waymark.journey.apply.programmes.months import label_of, month_of
from waymark.kit import formatting

WIDE, LABELS, LANE, BAR = 1120, 132, 22, 12
ARM = 40
NARROW, DATES, HEADINGS, MONTH = 320, 52, 96, 22
SESSION_DAYS = 3
"""What takes up to so many days is drawn as a waymark, anything longer as a stretch of path."""

LANES: tuple[tuple[str, Callable[[Item], bool]], ...] = (
    ("Face to face", lambda item: item.way is Way.ATTENDED and item.mode is Mode.IN_PERSON),
    ("Live online", lambda item: item.way is Way.ATTENDED and item.mode is not Mode.IN_PERSON),
    ("In a group", lambda item: item.way is Way.MET),
    ("Coaching", lambda item: item.way is Way.COACHED),
    ("Study", lambda item: item.way is Way.STUDIED),
    ("Questions", lambda item: item.way is Way.ANSWERED),
    ("In your schools", lambda item: item.way is Way.WORKED),
)
ASSESSMENT = "Assessment"


@dataclass(frozen=True)
class Stretch:
    """From and to a day of the plan, in a lane; `row` keeps what overlaps apart."""

    title: str
    first: int
    last: int
    row: int = 0

    @property
    def is_session(self) -> bool:
        return self.last - self.first < SESSION_DAYS


@dataclass(frozen=True)
class Lane:
    title: str
    stretches: tuple[Stretch, ...]

    @property
    def rows(self) -> int:
        return 1 + max(stretch.row for stretch in self.stretches)


@dataclass(frozen=True)
class Box:
    """A stretch of path, or the arm of a signpost; text lines for an arm."""

    x: float
    y: float
    width: float
    height: float
    title: str = ""
    lines: tuple[str, ...] = ()

    @property
    def arm(self) -> str:
        """The outline of a signpost's arm that points right."""
        tip = min(14.0, self.width / 3)
        x, y, end = self.x, self.y, self.x + self.width
        return (
            f"M{x:.1f} {y:.1f}H{end - tip:.1f}L{end:.1f} {y + self.height / 2:.1f}"
            f"L{end - tip:.1f} {y + self.height:.1f}H{x:.1f}z"
        )


@dataclass(frozen=True)
class Dot:
    x: float
    y: float
    title: str


@dataclass(frozen=True)
class Label:
    x: float
    y: float
    text: str


@dataclass(frozen=True, kw_only=True)
class Drawing:
    width: int
    height: int
    arms: tuple[Box, ...]
    bars: tuple[Box, ...]
    dots: tuple[Dot, ...]
    finish: Box | None
    """The window of the written assessment."""
    lanes: tuple[Label, ...]
    months: tuple[Label, ...]
    lines: tuple[Label, ...]
    """Where months begin."""
    grid_from: float
    grid_to: float


@dataclass(frozen=True)
class RoutePicture:
    lying: Drawing
    standing: Drawing
    summary: str


def picture_of(programme: Programme, *, starts_on: date | None) -> RoutePicture | None:
    """None if the programme has nothing that a participant does."""
    lanes = [
        Lane(title, _apart(_stretch(item) for item in _own_items(programme) if is_in(item)))
        for title, is_in in LANES
        if any(is_in(item) for item in _own_items(programme))
    ]
    if not lanes:
        return None
    modules = [
        Stretch(module.title, min(days), max(days))
        for module in programme.modules
        if (days := [day for item in programme.items if item.module == module.id for day in _days(item)])
    ]
    opens = programme.assessment.plan.day
    finish = Stretch(ASSESSMENT, opens, opens + programme.assessment.days - 1)
    scale = _Scale(lanes, finish, starts_on)
    return RoutePicture(
        _lying(lanes, _apart(modules), finish, scale),
        _standing(lanes, finish, scale),
        _summary(programme, lanes, finish, starts_on),
    )


def _own_items(programme: Programme) -> list[Item]:
    return [item for item in programme.items if item.actor is Actor.PARTICIPANT]


def _days(item: Item) -> tuple[int, int]:
    return item.plan.day, item.plan.until_day or item.plan.day


def _stretch(item: Item) -> Stretch:
    return Stretch(item.title, *_days(item))


def _apart(stretches: Iterable[Stretch]) -> tuple[Stretch, ...]:
    """Each in the first row in which it overlaps with nothing."""
    ends: list[int] = []
    placed = []
    for stretch in sorted(stretches, key=lambda stretch: (stretch.first, stretch.last)):
        row = next((row for row, end in enumerate(ends) if end < stretch.first), len(ends))
        ends[row : row + 1] = [stretch.last]
        placed.append(Stretch(stretch.title, stretch.first, stretch.last, row))
    return tuple(placed)


class _Scale:
    """Days of the plan as parts of the whole, with the first day of each month."""

    def __init__(self, lanes: Sequence[Lane], finish: Stretch, starts_on: date | None) -> None:
        days = [day for lane in lanes for stretch in lane.stretches for day in (stretch.first, stretch.last)]
        self.starts_on = starts_on
        self.first, self.last = min(*days, 0), max(*days, finish.last) + 1
        self.months = [
            day
            for day in range(self.first, self.last)
            if day == self.first
            or month_of(day, starts_on=starts_on) != month_of(day - 1, starts_on=starts_on)
        ]

    def share(self, day: int) -> float:
        return (day - self.first) / (self.last - self.first)

    def label(self, day: int) -> str:
        return label_of(month_of(day, starts_on=self.starts_on), starts_on=self.starts_on, short=True)


def _lying(lanes: Sequence[Lane], modules: Sequence[Stretch], finish: Stretch, scale: _Scale) -> Drawing:
    def x(day: int) -> float:
        return LABELS + scale.share(day) * (WIDE - LABELS - 8)

    arms = tuple(
        Box(
            x(module.first),
            module.row * (ARM + 4),
            max(x(module.last + 1) - x(module.first), 12.0),
            ARM,
            module.title,
            _wrapped(module.title, int((x(module.last + 1) - x(module.first) - 22) / 7.1)),
        )
        for module in modules
    )
    y = float((1 + max((module.row for module in modules), default=-1)) * (ARM + 4) + 12)
    grid_from, bars, dots, labels = y, [], [], []
    for lane in [*lanes, Lane(ASSESSMENT, (finish,))]:
        labels.append(Label(LABELS - 12, y + LANE / 2 + 5, lane.title))
        for stretch in lane.stretches if lane.title != ASSESSMENT else ():
            middle = y + stretch.row * (BAR + 4) + LANE / 2
            width = x(stretch.last + 1) - x(stretch.first)
            if stretch.is_session:
                dots.append(Dot(x(stretch.first) + width / 2, middle, stretch.title))
            else:
                bars.append(Box(x(stretch.first), middle - BAR / 2, width, BAR, stretch.title))
        y += LANE + (lane.rows - 1) * (BAR + 4) + 8
    last = y - LANE - 8
    width = max(x(finish.last + 1) - x(finish.first), 18.0)
    step = 1 if len(scale.months) <= 14 else 2
    return Drawing(
        width=WIDE,
        height=int(y + 24),
        arms=arms,
        bars=tuple(bars),
        dots=tuple(dots),
        finish=Box(min(x(finish.first), WIDE - width), last, width, LANE, ASSESSMENT),
        lanes=tuple(labels),
        months=tuple(Label(x(day), y + 16, scale.label(day)) for day in scale.months[::step]),
        lines=tuple(Label(x(day), 0, "") for day in scale.months),
        grid_from=grid_from - 6,
        grid_to=y,
    )


def _standing(lanes: Sequence[Lane], finish: Stretch, scale: _Scale) -> Drawing:
    tall = MONTH * len(scale.months)
    step = (NARROW - DATES - 8) / (len(lanes) + 1)

    def y(day: int) -> float:
        return HEADINGS + scale.share(day) * tall

    bars, dots, labels = [], [], []
    for column, lane in enumerate([*lanes, Lane(ASSESSMENT, (finish,))]):
        middle = DATES + step * (column + 0.5)
        labels.append(Label(middle + 4, HEADINGS - 10, lane.title))
        gap = min(8.0, (step - 8) / max(lane.rows, 1))
        for stretch in lane.stretches if lane.title != ASSESSMENT else ():
            x = middle + (stretch.row - (lane.rows - 1) / 2) * gap
            height = y(stretch.last + 1) - y(stretch.first)
            if stretch.is_session:
                dots.append(Dot(x, y(stretch.first) + height / 2, stretch.title))
            else:
                bars.append(Box(x - gap / 2 + 1, y(stretch.first), max(gap - 2, 2.0), height, stretch.title))
    height = max(y(finish.last + 1) - y(finish.first), 12.0)
    middle = DATES + step * (len(lanes) + 0.5)
    return Drawing(
        width=NARROW,
        height=int(HEADINGS + tall + 12),
        arms=(),
        bars=tuple(bars),
        dots=tuple(dots),
        finish=Box(middle - 9, min(y(finish.first), HEADINGS + tall - height), 18, height, ASSESSMENT),
        lanes=tuple(labels),
        months=tuple(Label(0, y(day) + 14, scale.label(day)) for day in scale.months),
        lines=tuple(Label(0, y(day), "") for day in scale.months),
        grid_from=DATES - 4,
        grid_to=NARROW,
    )


def _wrapped(text: str, most: int) -> tuple[str, ...]:
    """The text in up to two lines of `most` characters; cut where it is longer."""
    lines = [""]
    for word in text.split():
        if lines[-1] and len(lines[-1]) + 1 + len(word) > most:
            lines.append(word)
        else:
            lines[-1] = f"{lines[-1]} {word}".strip()
    if len(lines) > 2 or any(len(line) > most for line in lines):
        lines = [f"{line[: most - 1].rstrip()}…" if len(line) > most else line for line in lines[:2]]
        lines[-1] = lines[-1] if lines[-1].endswith("…") else f"{lines[-1][: most - 1].rstrip()}…"
    return tuple(lines) if most >= 4 else ()


def _summary(programme: Programme, lanes: Sequence[Lane], finish: Stretch, starts_on: date | None) -> str:
    """The picture in a sentence or two, for people who can't see it."""
    parts = [f"{lane.title.lower()}: {len(lane.stretches)}" for lane in lanes]
    modules = formatting.counted(len(programme.modules), "module", "modules")
    month = label_of(month_of(finish.first, starts_on=starts_on), starts_on=starts_on)
    return (
        f"The route through the programme, over {programme.months} months"
        f"{f' and {modules}' if programme.modules else ''}. Number of items of each kind: {'; '.join(parts)}. "
        f"The written assessment opens in {month[0].lower() + month[1:] if starts_on is None else month}."
    )
