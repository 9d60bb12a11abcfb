"""What a cohort has done so far: everybody does everything in its calendar, through the rooms' own actions, in time."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from copy import copy
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from functools import partial

from tests.world.providers import Setup
from waymark.ground.cohorts import queries as cohorts
from waymark.ground.cohorts.models import CalendarItem, Cohort, Enrolment
from waymark.ground.programmes.values import Item, QuestionKind, Way
from waymark.journey.coach import actions as coach
from waymark.journey.coach import queries as coachees
from waymark.journey.gather import actions as gather
from waymark.journey.gather import queries as groups
from waymark.journey.learn import actions as learn
from waymark.journey.learn import queries as study
from waymark.journey.practise import actions as practise
from waymark.journey.practise import queries as workbook
from waymark.journey.reflect import actions as reflect

STAGES = ("explore", "prepare", "deliver", "sustain")
MONTH = timedelta(weeks=4)


def live(setup: Setup, people: Sequence[Enrolment], *, until: datetime, **more: object) -> None:
    """Lives the calendar of these people's cohort, as if it had been set up a month before it started."""
    cohort = copy(people[0].cohort)
    cohort.at = datetime.combine(cohort.starts_on, time(9), UTC) - timedelta(days=30)
    Life(setup, cohort, people, until=until, **more).live()  # type: ignore[arg-type]


@dataclass(kw_only=True)
class _Act:
    at: datetime
    do: Callable[[], object]


@dataclass
class Life:
    """`left` are items nobody does. `facilitator` takes the registers; `coach` coaches all but those of `coaches`.

    Each is a key of the setup's staff.
    """

    setup: Setup
    cohort: Cohort
    people: Sequence[Enrolment]
    until: datetime = field(kw_only=True)
    left: Collection[str] = field(kw_only=True, default=())
    grouped: bool = field(kw_only=True, default=False)
    """Whether groups and coaches are there already."""
    facilitator: str = field(kw_only=True, default="facilitator")
    coaches: Mapping[Enrolment, str] = field(kw_only=True, default_factory=dict)
    acts: list[_Act] = field(init=False, default_factory=list)

    def live(self) -> None:
        if not self.grouped:
            self._form_groups()
        calendar = {row.item_id: row for row in cohorts.list_calendar(cohort_id=self.cohort.pk)}
        ways = {
            Way.ATTENDED: self._attend,
            Way.STUDIED: self._study,
            Way.ANSWERED: self._answer,
            Way.WORKED: self._work,
            Way.MET: self._meet,
            Way.COACHED: self._coach,
        }
        for item in self.setup.programme.items:
            if item.id in calendar and item.id not in self.left and (way := ways.get(item.way)):
                way(item, calendar[item.id], calendar)
        for act in sorted(self.acts, key=lambda act: act.at):
            act.do()

    def _form_groups(self) -> None:
        lead = self.setup.staff["lead"]
        gather.create_groups(cohort=self.cohort, by=lead, at=self.cohort.at)
        facilitator, *_ = groups.list_possible_owners(cohort=self.cohort)
        owners = dict.fromkeys(groups.list_groups(cohort=self.cohort), facilitator)
        gather.choose_owners(cohort=self.cohort, owners=owners, by=lead, at=self.cohort.at, tell=False)
        pairs = {enrolment: self.setup.staff[self._coach_of(enrolment)] for enrolment in self.people}
        coach.pair_coaches(coaches=pairs, by=lead, at=self.cohort.at)

    def _coach_of(self, enrolment: Enrolment) -> str:
        return self.coaches.get(enrolment, "coach")

    def _then(self, at: datetime, act: Callable[..., object], **given: object) -> None:
        if at < self.until:
            self.acts.append(_Act(at=at, do=partial(act, at=at, **given)))

    def _on(self, day: date, dated: CalendarItem) -> datetime:
        return datetime.combine(day, time(18), tzinfo=dated.ends_at.tzinfo)

    def _after(self, dated: CalendarItem) -> datetime:
        """In the evening of the day after it."""
        return self._on(dated.ends_at.date() + timedelta(days=1), dated)

    def _within(self, dated: CalendarItem, opens: date) -> datetime:
        """In the evening of a day on which it is open."""
        last = min(dated.until, self.until.date() - timedelta(days=1))
        return self._on(opens + max(last - opens, timedelta()) / 2, dated)

    def _attend(self, item: Item, dated: CalendarItem, calendar: object) -> None:
        minutes = {enrolment.pk: item.minutes for enrolment in self.people}
        by = self.setup.staff[self.facilitator]
        self._then(self._after(dated), learn.take_register, calendar_item=dated, minutes=minutes, by=by)

    def _study(self, item: Item, dated: CalendarItem, calendar: object) -> None:
        at = self._within(dated, dated.on)
        for enrolment in self.people:
            for page in study.list_study_parts(enrolment=enrolment, item=item):
                self._then(
                    at,
                    learn.complete_study,
                    enrolment=enrolment,
                    item=item,
                    page_id=page.page_id,
                    by=enrolment.person,
                )

    def _answer(self, item: Item, dated: CalendarItem, calendar: Mapping[str, CalendarItem]) -> None:
        question_set = self.setup.programme.question_set(item.question_set or "")
        over = (
            calendar[question_set.after].ends_at.date() + timedelta(days=1)
            if question_set.after
            else dated.on
        )
        for enrolment in self.people:
            levels = {
                question.id: 3
                for question in question_set.questions
                if question.kind is not QuestionKind.WORDS
            }
            texts = {
                question.id: self.setup.text("answer to a question", enrolment)
                for question in question_set.questions
                if question.kind is QuestionKind.WORDS
            }
            self._then(
                self._within(dated, max(dated.on, over)),
                reflect.submit_answers,
                enrolment=enrolment,
                item=item,
                levels=levels,
                comments=texts,
                by=enrolment.person,
            )

    def _work(self, item: Item, dated: CalendarItem, calendar: object) -> None:
        """An entry for each stage; the minutes of the item are shared among them."""
        quarter = (dated.until - dated.on) / len(STAGES)
        for enrolment in self.people:
            for number, stage in enumerate(STAGES):
                at = self._on(dated.on + number * quarter + quarter / 2, dated)
                self._then(at, self._write_entry, enrolment=enrolment, item=item, stage=stage)

    def _write_entry(self, *, enrolment: Enrolment, item: Item, stage: str, at: datetime) -> None:
        evidence = practise.NewEvidence(
            source="staff", kind="survey", statement="8.7", description=self.setup.text("evidence", enrolment)
        )
        practise.add_entry(
            enrolment=enrolment,
            item=item,
            stage=stage,
            title=self.setup.text("workbook title", enrolment),
            text=self.setup.text("workbook text", enrolment),
            minutes=min(item.minutes // len(STAGES), 480),
            evidence=evidence,
            by=enrolment.person,
            at=at,
        )

    def _meet(self, item: Item, dated: CalendarItem, calendar: object) -> None:
        mine = {enrolment.pk for enrolment in self.people}
        for group in groups.list_groups(cohort=self.cohort):
            present = [member for member in groups.list_members(group=group) if member.pk in mine]
            if not present:
                continue
            self._then(
                self._after(dated),
                gather.record_meeting,
                group=group,
                item=item,
                held_on=dated.on,
                minutes=item.minutes,
                present=present,
                learned=self.setup.text("group meeting", present[0]),
                by=present[0].person,
            )

    def _coach(self, item: Item, dated: CalendarItem, calendar: object) -> None:
        for enrolment in self.people:
            at = dated.ends_at + timedelta(hours=1)
            self._then(at, self._close_session, enrolment=enrolment, item=item, dated=dated)

    def _close_session(self, *, enrolment: Enrolment, item: Item, dated: CalendarItem, at: datetime) -> None:
        key = self._coach_of(enrolment)
        by = self.setup.staff[key]
        pairing = coachees.get_pairing_for(for_=by, reference=enrolment.reference)
        assert pairing is not None
        newest = next(iter(workbook.list_evidence(enrolment=enrolment)), None)
        coach.record_session(
            pairing=pairing,
            item=item,
            held_on=dated.on,
            minutes=item.minutes,
            shared_notes=self.setup.text("shared coaching notes", enrolment),
            private_notes=self.setup.write("private coaching notes", self.setup.owner(enrolment).by(key)),
            triangulation=coach.NewTriangulation(
                statement=newest.statement if newest else "8.1",
                self_rating=3,
                judgement=2,
                evidence=newest.id if newest else None,
                reflection=self.setup.text("triangulation", enrolment),
            ),
            action=coach.NewAction(
                what=self.setup.text("agreed action", enrolment),
                owner="participant",
                due_on=dated.on + MONTH,
                shown_by=self.setup.text("agreed action", enrolment),
            ),
            by=by,
            at=at,
        )
