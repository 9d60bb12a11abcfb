"""What a cohort has done so far: every item that is over by now, done by its people through the rooms themselves."""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from waymark.config.demo.world import House
from waymark.ground.cohorts import queries as cohorts
from waymark.ground.programmes.values import Item, QuestionKind, Way
from waymark.journey.coach import actions as coach
from waymark.journey.coach import queries as coachees
from waymark.journey.gather import actions as gather
from waymark.journey.gather import queries as groups
from waymark.journey.learn import actions as learn
from waymark.journey.learn import queries as readings
from waymark.journey.practise import actions as practise
from waymark.journey.reflect import actions as reflect

if TYPE_CHECKING:
    from waymark.ground.cohorts.models import CalendarItem, Cohort, Enrolment

SAID = (
    "I can explain why it matters; I have not yet seen it done well in every school of ours.",
    "The worked example helped. I would like to see one where it went wrong first.",
    "I tried it with two headteachers and it took twice as long as planned.",
    "The reading was clear. What I miss is how to start when nobody has time.",
    "I knew this, and had never said it aloud to my own board. Now I have.",
    "Two of our heads disagree on what it means. I would like help with that conversation.",
    "The first half went too fast; the second half was worth the day.",
    "I can do this in one school. In five I still rely on people I already trust.",
    "It changed what I ask for on visits: less paper, more lessons.",
    "I would like more time to compare plans with somebody from a bigger trust.",
    "The cost of it is what I cannot yet explain to trustees.",
    "We stopped one project because of this session. Nobody has asked for it back.",
    "I need the version for small schools, where one person does all of it.",
    "Useful, and I shall have to read it again when the term is quieter.",
)
LEARNED = (
    "We compared how each of us stops a project that does not work. Two of us never have.",
    "Three schools, three ways to use the same data. We will each try one that is not ours.",
    "We read each other's plans. The weak place in all of them is who owns the second year.",
)
STAGES = ("explore", "prepare", "deliver", "sustain")


class Past:
    """Lives a cohort's calendar up to a moment. One in nine misses now and then; `short` miss too much."""

    def __init__(
        self,
        house: House,
        cohort: Cohort,
        people: Sequence[Enrolment],
        *,
        until: datetime,
        short: Sequence[Enrolment] = (),
    ) -> None:
        self.house, self.cohort, self.people, self.until = house, cohort, people, until
        self.chance = random.Random(cohort.slug)
        self.calendar = {row.item_id: row for row in cohorts.list_calendar(cohort_id=cohort.pk)}
        self.absent = {one.pk for one in people[3::9]}
        self.idle = {one.pk for one in people[5::17]}
        self.short = {one.pk for one in short}
        self.late = {one.pk for one in people[-2:]}

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
        over = [item for item in self.house.programme.items if self._is_over(item)]
        for item in sorted(over, key=lambda item: self.calendar[item.id].ends_at):
            if act := acts.get(item.way):
                act(item, self.calendar[item.id])

    def _is_over(self, item: Item) -> bool:
        return item.id in self.calendar and self.calendar[item.id].ends_at + timedelta(days=2) < self.until

    def _after(self, dated: CalendarItem) -> datetime:
        """A working moment within two days after the item."""
        return dated.ends_at + timedelta(hours=self.chance.randint(1, 40))

    def _misses(self, enrolment: Enrolment) -> bool:
        if enrolment.pk in self.short:
            return self.chance.random() < 0.25
        return enrolment.pk in self.idle or (enrolment.pk in self.absent and self.chance.random() < 0.2)

    def _form_groups(self) -> None:
        gather.deal_groups(cohort=self.cohort, by=self.house.staff["lead"], at=self.cohort.at)
        pairs = dict.fromkeys(self.people, self.house.staff["coach"])
        coach.pair_coaches(coaches=pairs, by=self.house.staff["lead"], at=self.cohort.at)

    def _attend(self, item: Item, dated: CalendarItem) -> None:
        minutes = {one: 0 if self._misses(one) else item.minutes for one in self.people}
        learn.take_register(
            dated=dated, minutes=minutes, by=self.house.staff["facilitator"], at=self._after(dated)
        )

    def _study(self, item: Item, dated: CalendarItem) -> None:
        for one in self.people:
            if self._misses(one):
                continue
            for page in readings.list_readings(enrolment=one, item=item):
                learn.complete(
                    enrolment=one, item=item, page_id=page.page_id, by=one.person, at=self._after(dated)
                )

    def _answer(self, item: Item, dated: CalendarItem) -> None:
        questions = self.house.programme.question_set(item.question_set or "").questions
        for one in self.people:
            if self._misses(one):
                continue
            levels = {
                question.id: self.chance.choice((1, 2, 3, 3, 4, 4))
                for question in questions
                if question.kind is not QuestionKind.WORDS
            }
            texts = {
                question.id: self.chance.choice(SAID)
                for question in questions
                if question.kind is QuestionKind.WORDS
            }
            reflect.answer(
                enrolment=one, item=item, levels=levels, texts=texts, by=one.person, at=self._after(dated)
            )

    def _work(self, item: Item, dated: CalendarItem) -> None:
        """Entries through the stages; the minutes of the item are shared among them."""
        for number, one in enumerate(self.people):
            stages = STAGES[: 0 if self._misses(one) else 2 + number % 3]
            for place, stage in enumerate(stages):
                practise.add_entry(
                    enrolment=one,
                    item=item,
                    stage=stage,
                    title=f"{stage.capitalize()}: one timetable for attendance meetings",
                    text="What we did, in the order in which we did it, and what we would do first next time.",
                    minutes=min(item.minutes // len(stages), 480),
                    evidence=self._evidence(place),
                    by=one.person,
                    at=self.cohort.at + timedelta(days=60 * (place + 1)),
                )

    def _evidence(self, place: int) -> practise.Typed:
        statements = ("8.1", "8.6", "6.7", "7.3")
        says = (
            "Deputies could name the first step; only two of seven could name what would stop.",
            "In four of six classrooms the routine was seen within a week.",
            "Eleven of fourteen staff say they know whom to ask.",
            "Pupils say the same thing happens in every room now.",
        )
        kinds = (
            ("staff", "interview"),
            ("observer", "observation"),
            ("staff", "survey"),
            ("pupils", "focus_group"),
        )
        source, kind = kinds[place % 4]
        return practise.Typed(source=source, kind=kind, statement=statements[place % 4], says=says[place % 4])

    def _meet(self, item: Item, dated: CalendarItem) -> None:
        for group in groups.list_groups(cohort=self.cohort):
            members = groups.list_members(group=group)
            present = [one for one in members if not self._misses(one)]
            if not present:
                continue
            gather.record_meeting(
                group=group,
                item=item,
                held_on=dated.on,
                minutes=item.minutes,
                present=present,
                learned=self.chance.choice(LEARNED),
                by=present[0].person,
                at=self._after(dated),
            )

    def _coach(self, item: Item, dated: CalendarItem) -> None:
        for one in self.people:
            if self._misses(one) or one.pk in self.late:
                continue
            pairing = coachees.get_pairing_for(for_=self.house.staff["coach"], reference=one.reference)
            if pairing is None:
                continue
            coach.record_session(
                pairing=pairing,
                item=item,
                held_on=dated.on,
                minutes=item.minutes,
                shared_notes="We looked at what the visits show, and at what they cannot show.",
                private_notes="Quick to plan, slow to let go of the plan. Ask again next time.",
                weighed=coach.Weighed(
                    statement=self.chance.choice(("8.1", "8.6", "6.7", "7.3")),
                    self_view=self.chance.choice((2, 3, 4)),
                    judgement=self.chance.choice((2, 3, 3)),
                    evidence=None,
                    reflection="The self-view rests on the plan; the evidence is about the first weeks only.",
                ),
                agreed=coach.Agreed(
                    what="Ask three teachers what they stopped doing, and bring what they say",
                    owner="participant",
                    due_on=dated.on + timedelta(days=30),
                    shown_by="Notes of three conversations",
                ),
                by=self.house.staff["coach"],
                at=self._after(dated),
            )
