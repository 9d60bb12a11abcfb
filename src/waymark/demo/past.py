"""What a cohort has done so far, done by its people through the rooms themselves, in the order of time."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING, Any

from waymark.demo.cast import HERE, read_yaml
from waymark.demo.world import House
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
    """Lives a cohort's calendar up to a moment. One in nine misses now and then; `short` miss too much.

    `left` are items that nobody has come to yet. `behind` do nothing of what is still open at that moment.
    """

    def __init__(
        self,
        house: House,
        cohort: Cohort,
        people: Sequence[Enrolment],
        *,
        until: datetime,
        short: Sequence[Enrolment] = (),
        behind: Sequence[Enrolment] = (),
        left: Sequence[str] = (),
    ) -> None:
        self.house, self.cohort, self.people, self.until = house, cohort, people, until
        self.chance = random.Random(cohort.slug)
        self.says: dict[str, Any] = read_yaml(HERE / "lives.yaml")
        self.calendar = {row.item_id: row for row in cohorts.list_calendar(cohort_id=cohort.pk)}
        self.absent = {one.pk for one in people[3::9]}
        self.idle = {one.pk for one in people[5::17]}
        self.short, self.behind = {one.pk for one in short}, {one.pk for one in behind}
        self.left = set(left)
        self.days: list[tuple[datetime, Callable[[], object]]] = []

    def live(self) -> None:
        self._form_groups()
        acts = {
            Way.ATTENDED: self._attend,
            Way.STUDIED: self._study,
            Way.ANSWERED: self._answer,
            Way.WORKED: self._work,
            Way.MET: self._meet,
            Way.COACHED: self._coach,
        }
        for item in self.house.programme.items:
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
        """Has not come yet to what is still open."""
        return dated.ends_at > self.until and (enrolment.pk in self.behind or self.chance.random() < 0.3)

    def _misses(self, enrolment: Enrolment) -> bool:
        often = 0.25 if enrolment.pk in self.short else 0.35 if enrolment.pk in self.idle else 0
        return self.chance.random() < (often or (0.2 if enrolment.pk in self.absent else 0))

    def _form_groups(self) -> None:
        gather.create_groups(cohort=self.cohort, by=self.house.staff["lead"], at=self.cohort.at)
        pairs = dict.fromkeys(self.people, self.house.staff["coach"])
        coach.pair_coaches(coaches=pairs, by=self.house.staff["lead"], at=self.cohort.at)

    def _attend(self, item: Item, dated: CalendarItem) -> None:
        minutes = {one: 0 if self._misses(one) else item.minutes for one in self.people}
        by = self.house.staff["facilitator"]
        self._then(self._after(dated), learn.take_register, calendar_item=dated, minutes=minutes, by=by)

    def _study(self, item: Item, dated: CalendarItem) -> None:
        for one in self.people:
            if self._waits(one, dated) or self._misses(one):
                continue
            pages = study.list_study_parts(enrolment=one, item=item)
            moments = sorted(self._within(dated, dated.on) for _ in pages)
            for page, at in zip(pages, moments, strict=True):
                self._then(
                    at, learn.complete_study, enrolment=one, item=item, page_id=page.page_id, by=one.person
                )

    def _answer(self, item: Item, dated: CalendarItem) -> None:
        asked = self.house.programme.question_set(item.question_set or "")
        over = self.calendar[asked.after].ends_at.date() + timedelta(days=1) if asked.after else dated.on
        words = self.chance.sample(self.says["answers"], len(self.says["answers"]))
        for number, one in enumerate(self.people):
            if self._waits(one, dated) or self._misses(one):
                continue
            levels = {
                question.id: self.chance.choice((1, 2, 3, 3, 4, 4))
                for question in asked.questions
                if question.kind is not QuestionKind.WORDS
            }
            said = words[number % len(words)]
            texts = {question.id: said for question in asked.questions if question.kind is QuestionKind.WORDS}
            self._then(
                self._within(dated, max(dated.on, over)),
                reflect.submit_answers,
                enrolment=one,
                item=item,
                levels=levels,
                comments=texts,
                by=one.person,
            )

    def _work(self, item: Item, dated: CalendarItem) -> None:
        """An entry for each stage, spread over the time of the item; its minutes are shared among them."""
        quarter = (dated.until - dated.on) / len(STAGES)
        for number, one in enumerate(self.people):
            project = self.says["projects"][number % len(self.says["projects"])]
            steps = zip(STAGES, project, strict=True)
            for place, (stage, says) in enumerate(steps):
                if one.pk in self.behind or self._misses(one):
                    continue
                day = dated.on + place * quarter + timedelta(days=self.chance.randint(20, quarter.days - 5))
                at = self._by_day(day, dated, first=15, last=21)
                self._then(at, self._write, enrolment=one, item=item, stage=stage, says=says)

    def _write(
        self, *, enrolment: Enrolment, item: Item, stage: str, says: dict[str, Any], at: datetime
    ) -> None:
        source, kind, statement, seen = says["evidence"]
        practise.add_entry(
            enrolment=enrolment,
            item=item,
            stage=stage,
            title=says["title"],
            text=says["text"],
            minutes=min(item.minutes // len(STAGES), 480),
            evidence=practise.NewEvidence(source=source, kind=kind, statement=statement, description=seen),
            by=enrolment.person,
            at=at,
        )

    def _meet(self, item: Item, dated: CalendarItem) -> None:
        learned = self.chance.sample(self.says["meetings"], len(self.says["meetings"]))
        for number, group in enumerate(groups.list_groups(cohort=self.cohort)):
            members = groups.list_members(group=group)
            present = [one for one in members if not self._misses(one)]
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
        coached = [one.id for one in self.house.programme.items if one.way is Way.COACHED]
        for number, one in enumerate(self.people):
            waits = self.behind and one in self.people[-2:] and dated.ends_at + MONTH * 2 > self.until
            if waits or (one.pk in self.short and self._misses(one)):
                continue
            talk = self.says["talks"][(coached.index(item.id) + number) % len(self.says["talks"])]
            at = dated.ends_at + timedelta(minutes=self.chance.randrange(15, 180, 5))
            self._then(at, self._talk, enrolment=one, item=item, dated=dated, talk=talk)

    def _talk(
        self, *, enrolment: Enrolment, item: Item, dated: CalendarItem, talk: dict[str, str], at: datetime
    ) -> None:
        by = self.house.staff["coach"]
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
        """The newest evidence of the workbook, or a statement on which nobody else has looked."""
        newest = next(iter(workbook.list_evidence(enrolment=enrolment)), None)
        own, judged = self.chance.choice((2, 3, 4)), self.chance.choice((2, 3, 3))
        way = "above" if own > judged else "below" if own < judged else "level"
        return coach.NewTriangulation(
            statement=newest.statement if newest else self.chance.choice(("1.1", "2.9", "5.2", "8.1")),
            self_rating=own,
            judgement=judged,
            evidence=newest.id if newest else None,
            reflection=self.says["reflections"][way if newest else "none"],
        )
