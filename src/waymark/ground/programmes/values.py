"""A programme as frozen values: what a pack says, after it was read and before anything is done with it.

The field docstrings are the pack manual: `packs/manual.md` is generated from them. Times are whole
minutes, dates are local dates, months are counted in calendar months. Nothing here knows a provider.
"""

from __future__ import annotations

from datetime import date, time
from enum import StrEnum
from fractions import Fraction
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from waymark.ground.programmes.conditions import ENGAGEMENT

Id = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9-]{0,59}$")]
Minutes = Annotated[int, Field(ge=0, le=60_000)]
Day = Annotated[int, Field(ge=-400, le=4_000)]
"""Days from the cohort's first day; what lies before it has a minus."""


class Value(BaseModel):
    """Frozen, and no key that is not declared."""

    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True)


class Mode(StrEnum):
    """How an item takes place."""

    IN_PERSON = "in_person"
    ONLINE_LIVE = "online_live"
    SELF_STUDY = "self_study"
    ONE_TO_ONE = "one_to_one"
    GROUP = "group"
    OWN_SCHOOL = "own_school"
    VLE = "vle"


class Actor(StrEnum):
    """Who spends the time. Only a participant's time can count to engagement."""

    PARTICIPANT = "participant"
    MENTOR = "mentor"
    COACH = "coach"


class Way(StrEnum):
    """How an item is done, and so which room credits it."""

    ATTENDED = "attended"
    STUDIED = "studied"
    ANSWERED = "answered"
    WORKED = "worked"
    MET = "met"
    COACHED = "coached"
    REPORTED = "reported"


class CatchUp(StrEnum):
    """What brings the minutes of a missed item back."""

    NONE = "none"
    ANOTHER_DATE = "another_date"
    TASK = "task"
    ANY_TIME = "any_time"


class Printed(Value):
    """What a document prints, and how it is taken where it contradicts itself."""

    as_printed: str
    """The datum as the document prints it: a date, a number, a unit, a short label; never a sentence."""
    taken_as: str | None = None
    """How this pack takes it, when that differs."""
    reason: str | None = None
    """Why it is taken so. Required where `taken_as` is given."""


class Assumed(Value):
    """Marks a value that the document does not say but the road needs."""

    reason: str
    """Why this was assumed; shown wherever the value is seen."""


class Elsewhere(Value):
    """The same thing as another passage of the document prints it."""

    as_printed: str
    """The datum as that passage prints it."""
    label: str | None = None
    """What that passage calls it, where the name differs."""
    count: int | None = None
    minutes: Minutes | None = None


class Partner(Value):
    name: str
    part: str
    """What the organisation does, such as lead provider or delivery partner."""


class ProviderFacts(Value):
    slug: Id
    name: str
    short_name: str
    partners: tuple[Partner, ...] = ()
    enquiries_email: str
    """In a demonstration pack an address ending in `.example`."""
    enquiries_hours: int | None = None
    """Within how many hours an enquiry is answered."""
    enquiries_say: str | None = None
    """How questions may be asked, in our own words."""
    postal_address: tuple[str, ...] = ()
    applies_through: str | None = None
    """Where an application goes, in our own words."""


class Strand(Value):
    id: Id
    title: str
    says: str
    """What it is about, in our own words."""
    sections: tuple[int, ...] = ()
    """Sections of the national framework that have their home here; many to many."""
    touches: tuple[int, ...] = ()
    """Sections it draws on without being their home."""


class Component(Value):
    """One line of the programme's table of parts."""

    id: Id
    title: str
    says: str = ""
    mode: Mode
    count: int | None = None
    """How many there are, where the document says so."""
    unit_minutes: Minutes | None = None
    """Minutes of one, where the document says so."""
    minutes: Minutes
    """Minutes of all together, as taken."""
    stated_minutes: Minutes | None = None
    """Minutes of all together as the document states them, where they differ from `minutes`."""
    stated_days: Fraction | None = None
    """Days of all together, where the document states days; `hours_per_day` turns them into minutes."""
    printed: Printed | None = None
    elsewhere: tuple[Elsewhere, ...] = ()
    """What other passages of the document print about it."""
    modes_printed: tuple[Mode, ...] = ()
    """Every mode the document gives it; more than one is a contradiction."""
    assumed: Assumed | None = None


class Module(Value):
    id: Id
    title: str
    first_month: str | None = None
    """`YYYY-MM`, where the document dates it."""
    last_month: str | None = None
    statements: tuple[str, ...] = ()
    """Codes of the statements of this block of learning; its items carry them into experiences."""
    assumed: Assumed | None = None


class RouteLine(Value):
    """One line of a printed route map."""

    number: int
    """Its number, counted from the top of the map."""
    label: str
    """What the line calls it."""
    kind: str | None = None
    """The type the map gives it, such as self-directed study."""
    time: str | None = None
    """Its length as printed."""
    footnote: str | None = None
    """The mark of a footnote that stands on the line."""


class Signpost(Value):
    """A line of the route map that is no item: an invitation, a gate, a project, the assessment."""

    id: Id
    line: RouteLine
    span: Span | None = None
    gate: bool = False
    """Whether the engagement rule is asked here."""


class Mention(Value):
    """An activity that the document names in its prose."""

    as_printed: str
    component: Id | None = None
    """The component that holds its time, where one does."""


class Span(Value):
    """When an item takes place: as printed, and as taken, in months."""

    as_printed: str
    first: str | None = None
    """`YYYY-MM` or `YYYY-MM-DD` as printed."""
    last: str | None = None
    taken_first: str | None = None
    taken_last: str | None = None
    reason: str | None = None


class Plan(Value):
    """Where an item falls in a cohort's calendar, counted from the cohort's start."""

    day: Day
    """Days after the cohort's first day; 0 is that day."""
    until_day: Day | None = None
    """Last day, for an item that is open over a span."""
    starts: time | None = None
    """Local start time of a session; an open span has none."""
    venue: str | None = None
    assumed: Assumed | None = None


class StudyPage(Value):
    id: Id
    title: str
    minutes: Minutes
    text: str
    """Markdown, our own words. In a pack, `file: study/page.md` brings it from a file."""
    statements: tuple[str, ...] = ()


class Item(Value):
    """One stop on the route map."""

    id: Id
    title: str
    says: str = ""
    """What it is about, in our own words."""
    module: Id | None = None
    component: Id | None = None
    way: Way
    mode: Mode
    actor: Actor = Actor.PARTICIPANT
    minutes: Minutes
    counts: bool
    """Whether its minutes belong to the base of the engagement rule."""
    catch_up: CatchUp = CatchUp.NONE
    after: tuple[Id, ...] = ()
    """Items that must be over first."""
    alternatives: tuple[str, ...] = ()
    """Places or dates of which one is chosen."""
    line: RouteLine | None = None
    """Its line of the printed route map; nothing where the map does not show it."""
    span: Span | None = None
    elsewhere: tuple[Elsewhere, ...] = ()
    """What other passages of the document print about it."""
    plan: Plan
    statements: tuple[str, ...] = ()
    """Codes of the framework's statements taught here."""
    question_set: Id | None = None
    """For an answered item: the questions that are answered."""
    pages: tuple[StudyPage, ...] = ()
    """For a studied item: what is read."""
    footnotes: tuple[str, ...] = ()
    """Marks of the footnotes that speak of it."""
    assumed: Assumed | None = None


class QuestionKind(StrEnum):
    LEARNING = "learning"
    """How sure the participant is of a statement, 1 to 4."""
    PRACTICE = "practice"
    """How far it is practised, 1 to 4."""
    USEFULNESS = "usefulness"
    """How useful the materials were, 1 to 4: kept apart from learning."""
    WORDS = "words"
    """An answer in the participant's own words."""


class Question(Value):
    id: Id
    kind: QuestionKind
    prompt: str
    statement: str | None = None


class QuestionSet(Value):
    """Questions asked when an experience has ended."""

    id: Id
    title: str
    after: Id
    """The item whose end opens it."""
    questions: tuple[Question, ...]
    assumed: Assumed | None = None


class Comparator(StrEnum):
    GREATER_THAN = "gt"
    AT_LEAST = "ge"


class Gate(StrEnum):
    """Where the engagement rule is asked."""

    SITTING = "sitting"
    AWARD = "award"


class EngagementRule(Value):
    comparator: Comparator
    numerator: int
    denominator: Annotated[int, Field(gt=0)]
    asked_at: Gate
    printed: Printed
    expected: str | None = None
    """What the provider hopes for beyond the rule."""

    @property
    def share(self) -> Fraction:
        return Fraction(self.numerator, self.denominator)

    @property
    def is_strict(self) -> bool:
        """Whether exactly the share is not enough."""
        return self.comparator is Comparator.GREATER_THAN


class WindowPrinted(Value):
    id: Id
    as_printed: str
    first: str
    """`YYYY-MM` in which it opens."""


class Assessment(Value):
    days: Annotated[int, Field(ge=1, le=60)]
    """Calendar days, counting the first and the last."""
    opens_time: time
    closes_time: time
    """The named minute counts whole."""
    zone: str
    max_words: Annotated[int, Field(ge=1, le=100_000)]
    case_min_words: Annotated[int, Field(ge=0, le=100_000)]
    open_book: bool
    form_printed: str | None = None
    """What the document calls the task, such as a case study."""
    questions_say: tuple[str, ...] = ()
    """What the questions ask for and how they are built, in our own words."""
    marking_says: tuple[str, ...] = ()
    """How answers are marked, in our own words."""
    windows: tuple[WindowPrinted, ...] = ()
    tolerance_seconds: Annotated[int, Field(ge=0, le=86_400)] = 180
    may_take_back: bool = True
    """Whether a script that was handed in may be taken back, and handed in again, until the close."""
    conditions: tuple[str, ...] = ()
    """Named conditions that must be met before the desk opens, beside the engagement rule."""
    pass_numerator: int
    pass_denominator: int
    borderline_numerator: int = 1
    """Half-width of the borderline band, as a share of full marks: numerator over denominator."""
    borderline_denominator: int = 20
    max_attempts: Annotated[int, Field(ge=1, le=20)] = 2
    detailed_feedback: tuple[str, ...] = ("fail", "borderline")
    """Who receives feedback in detail."""
    plan: Plan
    """When the window opens, counted from the cohort's start."""
    assumed: dict[str, Assumed] = Field(default_factory=dict)
    """Which of these fields the document does not say, each with its reason."""
    printed: dict[str, Printed] = Field(default_factory=dict)


class Fee(Value):
    pence: Annotated[int, Field(ge=0, le=1_000_000_000)]
    vat_extra: bool
    printed: Printed
    scholarship: str | None = None
    international: str | None = None
    """What applies to schools abroad, in our own words."""


class Footnote(Value):
    mark: str
    as_printed: str
    """A short label of what the note is about."""
    says: str
    """What it says, in our own words."""


class DeclarationDeadline(Value):
    """A date by which the DfE must have heard of an event, from its published schedule."""

    declaration: str
    """`started`, `retained-1`, `retained-2` or `completed`."""
    on: date
    schedule: str


class Note(Value):
    """A contradiction the author saw that no rule finds; shown apart."""

    code: str
    where: str
    """Dotted place in the pack, such as `components.seminars`."""
    says: str
    mend: str


class Programme(Value):
    """A whole programme."""

    id: Id
    title: str
    short_title: str
    qualification: str
    modelled_on: str
    """Which published document it is modelled on."""
    for_whom: str
    says: str
    """The programme in a paragraph, in our own words."""
    benefits: tuple[str, ...] = ()
    eligibility: tuple[str, ...] = ()
    provider: ProviderFacts
    framework: Id
    months: Annotated[int, Field(ge=1, le=120)]
    start: Printed
    start_month: str | None = None
    """`YYYY-MM` in which it starts, where the document says so."""
    start_says: str | None = None
    """What the start consists of, in our own words."""
    plan_start: date | None = None
    """First day of the cohort for which the plan was drawn up; the checker works out its dates from it."""
    stated_minutes: Minutes | None = None
    """The total the document states, if it states one."""
    stated_printed: Printed | None = None
    formative_says: tuple[str, ...] = ()
    """What formative assessment does on this programme, in our own words."""
    hours_per_day: dict[str, Fraction] = Field(default_factory=dict)
    """How many hours a day is taken to have, by component id; `*` for all others."""
    strands: tuple[Strand, ...]
    components: tuple[Component, ...]
    modules: tuple[Module, ...] = ()
    items: tuple[Item, ...]
    question_sets: tuple[QuestionSet, ...] = ()
    signposts: tuple[Signpost, ...] = ()
    mentions: tuple[Mention, ...] = ()
    engagement: EngagementRule
    assessment: Assessment
    fee: Fee | None = None
    footnotes: tuple[Footnote, ...] = ()
    deadlines: tuple[DeclarationDeadline, ...] = ()
    notes: tuple[Note, ...] = ()
    assumed: dict[str, Assumed] = Field(default_factory=dict)
    """Everything `assumed.yaml` brought, by dotted place; filled by the loader."""
    demonstration: bool = True

    def item(self, id: str) -> Item:
        return next(item for item in self.items if item.id == id)

    def question_set(self, id: str) -> QuestionSet:
        return next(one for one in self.question_sets if one.id == id)

    @property
    def base_minutes(self) -> int:
        """The base of the engagement rule: the minutes of every item that counts."""
        return sum(item.minutes for item in self.items if item.counts)

    @property
    def gate_conditions(self) -> tuple[str, ...]:
        """Names of everything that must be met before the desk opens, engagement first."""
        asked = (ENGAGEMENT,) if self.engagement.asked_at is Gate.SITTING else ()
        return tuple(dict.fromkeys(asked + self.assessment.conditions))


class StatementKind(StrEnum):
    LEARN_THAT = "learn_that"
    LEARN_HOW_TO = "learn_how_to"


class Statement(Value):
    code: str
    kind: StatementKind
    text: str
    evidence: tuple[str, ...] = ()


class Section(Value):
    number: int
    id: Id
    title: str
    statements: tuple[Statement, ...]


class Evidence(Value):
    key: Id
    authors: str
    year: int
    title: str
    source: str
    looked_up: str
    """Where the publication's existence was looked up."""


class Framework(Value):
    """A content framework: sections of typed statements, under any scheme of codes."""

    id: Id
    title: str
    ours: str
    sections: tuple[Section, ...]
    evidence: tuple[Evidence, ...] = ()

    def statement(self, code: str) -> Statement:
        return next(one for section in self.sections for one in section.statements if one.code == code)
