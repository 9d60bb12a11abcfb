"""What a cohort has done so far, recorded through the rooms' own actions in chronological order."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING, Any

from waymark.demo.cast import HERE, read_yaml
from waymark.demo.world import DemoProvider
from waymark.ground.cohorts import queries as cohorts
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

if TYPE_CHECKING:
    from waymark.ground.cohorts.models import CalendarItem, Cohort, Enrolment

STAGES = ("explore", "prepare", "deliver", "sustain")
MONTH = timedelta(weeks=4)


class Past:
    """Fills a cohort's calendar up to a time. One in nine is absent now and then; `short` miss too much.

    No one has done the items in `left` yet. `behind` have done nothing of what is open at that time.
    """

    def __init__(
        self,
        demo: DemoProvider,
        cohort: Cohort,
        enrolments: Sequence[Enrolment],
        *,
        until: datetime,
        short: Sequence[Enrolment] = (),
        behind: Sequence[Enrolment] = (),
        left: Sequence[str] = (),
    ) -> None:
        self.demo, self.cohort, self.enrolments, self.until = demo, cohort, enrolments, until
        self.chance = random.Random(cohort.slug)
        self.phrases: dict[str, Any] = read_yaml(HERE / "phrases.yaml")
        self.calendar = {row.item_id: row for row in cohorts.list_calendar(cohort_id=cohort.pk)}
        self.absent = {enrolment.pk for enrolment in enrolments[3::9]}
        self.idle = {enrolment.pk for enrolment in enrolments[5::17]}
        self.short, self.behind = (
            {enrolment.pk for enrolment in short},
            {enrolment.pk for enrolment in behind},
        )
        self.left = set(left)
        self.days: list[tuple[datetime, Callable[[], object]]] = []

    def record(self) -> None:
        self._form_groups()
        acts = {
            Way.ATTENDED: self._attend,
            Way.STUDIED: self._study,
            Way.ANSWERED: self._answer,
            Way.WORKED: self._work,
            Way.MET: self._meet,
            Way.COACHED: self._coach,
        }
        for item in self.demo.programme.items:
            if item.id in self.calendar and item.id not in self.left and (act := acts.get(item.way)):
                act(item, self.calendar[item.id])
        for _, act_now in sorted(self.days, key=lambda day: day[0]):
            act_now()

    def _then(self, at: datetime, act: Callable[..., object], **given: object) -> None:
        if at < self.until:
            self.days.append((at, partial(act, at=at, **given)))

    def _after(self, dated: CalendarItem) -> datetime:
        """A working moment on the day after the session."""
        return self._by_day(dated.ends_at.date() + timedelta(days=1), dated, first=8, last=17)

    def _within(self, dated: CalendarItem, opens: date) -> datetime:
        """A moment while an item is open, evenings included; not later than yesterday."""
        last = min(dated.until, self.until.date() - timedelta(days=1))
        days = max((last - opens).days, 0)
        return self._by_day(opens + timedelta(days=self.chance.randint(0, days)), dated, first=6, last=21)

    def _by_day(self, day: date, dated: CalendarItem, *, first: int, last: int) -> datetime:
        hour, minute = self.chance.randint(first, last), self.chance.randrange(0, 60, 5)
        return datetime(day.year, day.month, day.day, hour, minute, tzinfo=dated.ends_at.tzinfo)

    def _waits(self, enrolment: Enrolment, dated: CalendarItem) -> bool:
        """Has not done yet what is still open."""
        return dated.ends_at > self.until and (enrolment.pk in self.behind or self.chance.random() < 0.3)

    def _misses(self, enrolment: Enrolment) -> bool:
        often = 0.25 if enrolment.pk in self.short else 0.35 if enrolment.pk in self.idle else 0
        return self.chance.random() < (often or (0.2 if enrolment.pk in self.absent else 0))

    def _form_groups(self) -> None:
        gather.create_groups(cohort=self.cohort, by=self.demo.staff["lead"], at=self.cohort.at)
        owners = dict.fromkeys(groups.list_groups(cohort=self.cohort), self.demo.staff["facilitator"])
        gather.choose_owners(
            cohort=self.cohort, owners=owners, by=self.demo.staff["lead"], at=self.cohort.at, tell=False
        )
        pairs = dict.fromkeys(self.enrolments, self.demo.staff["coach"])
        coach.pair_coaches(coaches=pairs, by=self.demo.staff["lead"], at=self.cohort.at)

    def _attend(self, item: Item, dated: CalendarItem) -> None:
        minutes = {
            enrolment.pk: 0 if self._misses(enrolment) else item.minutes for enrolment in self.enrolments
        }
        by = self.demo.staff["facilitator"]
        self._then(self._after(dated), learn.take_register, calendar_item=dated, minutes=minutes, by=by)

    def _study(self, item: Item, dated: CalendarItem) -> None:
        for enrolment in self.enrolments:
            if self._waits(enrolment, dated) or self._misses(enrolment):
                continue
            pages = study.list_study_parts(enrolment=enrolment, item=item)
            moments = sorted(self._within(dated, dated.on) for _ in pages)
            for page, at in zip(pages, moments, strict=True):
                self._then(
                    at,
                    learn.complete_study,
                    enrolment=enrolment,
                    item=item,
                    page_id=page.page_id,
                    by=enrolment.person,
                )

    def _answer(self, item: Item, dated: CalendarItem) -> None:
        question_set = self.demo.programme.question_set(item.question_set or "")
        over = (
            self.calendar[question_set.after].ends_at.date() + timedelta(days=1)
            if question_set.after
            else dated.on
        )
        words = self.chance.sample(self.phrases["answers"], len(self.phrases["answers"]))
        for number, enrolment in enumerate(self.enrolments):
            if self._waits(enrolment, dated) or self._misses(enrolment):
                continue
            levels = {
                question.id: self.chance.choice((1, 2, 3, 3, 4, 4))
                for question in question_set.questions
                if question.kind is not QuestionKind.WORDS
            }
            comment = words[number % len(words)]
            texts = {
                question.id: comment
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

    def _work(self, item: Item, dated: CalendarItem) -> None:
        """An entry for each stage, spread over the time of the item; its minutes are shared among them."""
        quarter = (dated.until - dated.on) / len(STAGES)
        for number, enrolment in enumerate(self.enrolments):
            project = self.phrases["projects"][number % len(self.phrases["projects"])]
            steps = zip(STAGES, project, strict=True)
            for number_of_stage, (stage, entry) in enumerate(steps):
                if enrolment.pk in self.behind or self._misses(enrolment):
                    continue
                day = (
                    dated.on
                    + number_of_stage * quarter
                    + timedelta(days=self.chance.randint(20, quarter.days - 5))
                )
                at = self._by_day(day, dated, first=15, last=21)
                self._then(at, self._write, enrolment=enrolment, item=item, stage=stage, entry=entry)

    def _write(
        self, *, enrolment: Enrolment, item: Item, stage: str, entry: dict[str, Any], at: datetime
    ) -> None:
        source, kind, statement, description = entry["evidence"]
        practise.add_entry(
            enrolment=enrolment,
            item=item,
            stage=stage,
            title=entry["title"],
            text=entry["text"],
            minutes=min(item.minutes // len(STAGES), 480),
            evidence=practise.NewEvidence(
                source=source, kind=kind, statement=statement, description=description
            ),
            by=enrolment.person,
            at=at,
        )

    def _meet(self, item: Item, dated: CalendarItem) -> None:
        learned = self.chance.sample(self.phrases["meetings"], len(self.phrases["meetings"]))
        for number, group in enumerate(groups.list_groups(cohort=self.cohort)):
            members = groups.list_members(group=group)
            present = [enrolment for enrolment in members if not self._misses(enrolment)]
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
                learned=learned[number % len(learned)],
                by=present[0].person,
            )

    def _coach(self, item: Item, dated: CalendarItem) -> None:
        coached = [item.id for item in self.demo.programme.items if item.way is Way.COACHED]
        for number, enrolment in enumerate(self.enrolments):
            waits = (
                self.behind and enrolment in self.enrolments[-2:] and dated.ends_at + MONTH * 2 > self.until
            )
            if waits or (enrolment.pk in self.short and self._misses(enrolment)):
                continue
            talk = self.phrases["talks"][(coached.index(item.id) + number) % len(self.phrases["talks"])]
            at = dated.ends_at + timedelta(minutes=self.chance.randrange(15, 180, 5))
            self._then(at, self._talk, enrolment=enrolment, item=item, dated=dated, talk=talk)

    def _talk(
        self, *, enrolment: Enrolment, item: Item, dated: CalendarItem, talk: dict[str, str], at: datetime
    ) -> None:
        by = self.demo.staff["coach"]
        pairing = coachees.get_pairing_for(for_=by, reference=enrolment.reference)
        assert pairing is not None
        coach.record_session(
            pairing=pairing,
            item=item,
            held_on=dated.on,
            minutes=item.minutes,
            shared_notes=talk["shared"],
            private_notes=talk["private"],
            triangulation=self._discuss(enrolment),
            action=coach.NewAction(
                what=talk["action"],
                owner="participant",
                due_on=dated.on + MONTH,
                shown_by=talk["shown_by"],
            ),
            by=by,
            at=at,
        )

    def _discuss(self, enrolment: Enrolment) -> coach.NewTriangulation:
        """The newest evidence in the workbook, or a statement that no one else has looked at."""
        newest = next(iter(workbook.list_evidence(enrolment=enrolment)), None)
        own, judged = self.chance.choice((2, 3, 4)), self.chance.choice((2, 3, 3))
        way = "above" if own > judged else "below" if own < judged else "level"
        return coach.NewTriangulation(
            statement=newest.statement if newest else self.chance.choice(("1.1", "2.9", "5.2", "8.1")),
            self_rating=own,
            judgement=judged,
            evidence=newest.id if newest else None,
            reflection=self.phrases["reflections"][way if newest else "none"],
        )
