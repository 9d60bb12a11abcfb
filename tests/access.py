"""The access matrix: every address, who may come there, and a world in which there is something to see.

A row says the roles that may enter, how the address is filled, and, where a thing is one person's own, whose.
An address that has no row fails the test. What may be read there stands in `tests/house/canaries.py`.
"""

from __future__ import annotations

from base64 import b64decode
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from functools import partial

from tests.world import assessment
from tests.world.life import Life
from tests.world.papers import body, review_and_lock, worded, write_paper
from tests.world.providers import Setup, address, enrol, open_cohort, set_up_provider
from tests.world.texts import Owner, Write, plain
from waymark.bridges.signin.models import Passkey
from waymark.ground.cohorts import actions as cohorts
from waymark.ground.cohorts.enrolments.reasons import DeclarationType, DeferralReason
from waymark.ground.cohorts.models import (
    Cohort,
    CohortStaff,
    DeferralRequest,
    Enrolment,
    EnrolmentChange,
    PartnerMember,
)
from waymark.ground.emails import actions as emails
from waymark.ground.papers import actions as papers
from waymark.ground.papers.drafts.parts import digest_of
from waymark.ground.papers.models import Paper, Wording
from waymark.ground.people import actions as people
from waymark.ground.people.actions import (
    Kept,
    add_person,
    correct_name,
    correct_school,
    give_account,
    merge_people,
    request_email_change,
)
from waymark.ground.people.models import Assistant, Email, Person, ProposedNeed
from waymark.ground.people.roles import Role
from waymark.ground.programmes.values import InternationalPartner
from waymark.journey.apply import actions as apply
from waymark.journey.apply.models import Application, ApplicationDraft, EnrolmentFile, Offer, WaitingOrder
from waymark.journey.apply.queries import version_of_answers
from waymark.journey.coach import actions as coach
from waymark.journey.coach.models import CoachingSession
from waymark.journey.enquire import actions as enquire
from waymark.journey.enquire.models import ConsentHow
from waymark.journey.enquire.rules import Funding
from waymark.journey.gather import actions as gather
from waymark.journey.gather.models import Meeting, PeerGroup
from waymark.journey.improve import actions as improve
from waymark.journey.improve.inspections import actions as inspections
from waymark.journey.improve.inspections.queries import newest_link_of
from waymark.journey.improve.inspections.rules import EVERYTHING
from waymark.journey.improve.models import ImprovementAction, InspectionPack, Issue
from waymark.journey.mark import queries as scripts
from waymark.journey.mark.models import Script
from waymark.journey.pay import actions as pay
from waymark.journey.pay.models import Payment
from waymark.journey.pay.rules import Payer
from waymark.journey.practise.models import WorkbookEntry
from waymark.journey.reflect.actions import correct_change, record_change
from waymark.journey.reflect.models import Change
from waymark.journey.sit import actions as sit
from waymark.journey.sit.control_room.incidents import record_incident
from waymark.journey.sit.models import AccessTime, Extension, LateProposal, Outage, Sitting, SittingWindow
from waymark.kit.email_kinds import find_kind
from waymark.kit.retention import RetentionClass, Unit
from waymark.web.models import KeptForm, PreparedCopy
from waymark.web.privacy import requests as privacy
from waymark.web.privacy import retention
from waymark.web.support.actions import note_page, open_support
from waymark.web.support.models import SupportAccess
from waymark.web.support.showing import prefix_of

NOW = datetime(2026, 10, 22, 9, 0, tzinfo=UTC)
FOUNDED = datetime(2025, 1, 15, 9, 0, tzinfo=UTC)
NEXT_WINDOW = date(2027, 1, 11)
LLSE, UCL = ("llse", "llse-npqel"), ("ucl", "ucl-npqel-2025")
TEAMS = (LLSE, UCL)
"""Slug of the provider, and its pack."""
PEOPLE = {
    "writing": ("writer", "other", "later"),
    "marked": ("done", "failed", "undecided", "unmarked", "unconfirmed"),
    "more writing": ("more writer", "more other", "more later"),
    "more marked": ("more done", "more failed", "more undecided", "more unmarked", "more unconfirmed"),
    "more late": ("more late", "more late too"),
}
"""Who takes part in which cohort. The last three come when `live_on` is called."""
FAILED = ("failed", "undecided", "unconfirmed")
"""Whose script failed."""
NOT_WITH = {
    "writing": {"facilitator2"},
    "marked": {"facilitator", "marker3"},
    "more writing": {"facilitator", "coach"},
    "more marked": {"facilitator", "coach"},
    "more late": {"facilitator", "coach"},
    "coming": {"facilitator", "facilitator2"},
    "after that": {"facilitator", "facilitator2"},
    "more to come": {"facilitator", "facilitator2", "coach"},
}
"""Staff who do not work with that cohort."""
FACILITATORS = {
    "writing": "facilitator",
    "marked": "facilitator2",
    "more writing": "facilitator2",
    "more marked": "facilitator2",
    "more late": "facilitator2",
}


@dataclass(kw_only=True)
class World:
    """One provider with something of every kind in it."""

    setup: Setup
    writing: Cohort
    marked: Cohort
    people: dict[str, Person]
    """Everybody who can sign in, by the key of a member of staff or the label of a participant."""
    at: dict[str, str | int]
    """What fills the addresses, by the name a row uses for it."""
    others: list[dict[str, str | int]]
    """What may fill an address instead of some of that: another paper, window or script."""
    trns: dict[str, Owner]
    """Whose a teacher reference number is."""
    seen: dict[str, str]
    """By whose pages the lead can see, what stands before their addresses."""
    builder: _Builder

    def live_on(self) -> None:
        """More of every kind happens at this provider, and none of it in the cohorts that are there already."""
        self.builder.more()

    def script_codes(self) -> dict[str, Owner]:
        scripts = Script.objects.filter(cohort__provider=self.setup.provider)
        return {
            script.code: self.setup.owner(script.submission.sitting.enrolment)
            for script in scripts.select_related("submission__sitting__enrolment__person")
        }

    def sitting_codes(self) -> dict[str, Owner]:
        sittings = Sitting.objects.filter(enrolment__cohort__provider=self.setup.provider)
        return {
            sitting.code: self.setup.owner(sitting.enrolment)
            for sitting in sittings.select_related("enrolment__person")
        }


def build(team: tuple[str, str], *, write: Write = plain) -> World:
    """Every text in it comes from `write`."""
    builder = _Builder(_set_up(team, write), first_trn=9_800_000 + 100 * TEAMS.index(team))
    setup = builder.setup
    writing, writers = builder.cohort("writing", NOW.date() - timedelta(days=3))
    marked, finished = builder.cohort("marked", NOW.date() - timedelta(days=40))
    cohorts.assign_staff(
        cohort=writing,
        person=setup.staff["facilitator2"],
        role=Role.COACH,
        by=setup.staff["lead"],
        at=FOUNDED,
    )
    window = assessment.open_window(setup, writing, at=FOUNDED)
    sittings = [builder.writes(window, writer) for writer in writers[:2]]
    extensions = [builder.asks_for_time(window, writer) for writer in writers[:2]]
    builder.changes_enrolment(writers[0])
    builder.names_contacts(writers[0])
    builder.moves_and_back(writers[0])
    closed = builder.sits_and_is_marked(marked, finished)
    builder.funds(writing)
    issue = builder.works_with(writing, window)
    builder.works_with(marked, closed)
    cohorts.record_leaving(
        person=setup.staff["facilitator"],
        last_on=NOW.date() + timedelta(days=500),
        reason=write("leaving reason", Owner(setup.provider.slug)),
        by=setup.staff["lead"],
        at=NOW,
    )
    coming = builder.open_for_applications("coming", in_days=60)
    builder.decide_applications(coming)
    builder.upload_file(builder.open_for_applications("after that", in_days=120))
    draft = builder.draft()
    assistant = builder.is_assisted(writers[0])
    people = setup.staff | {setup.owner(writer).person: writer.person for writer in (*writers, *finished)}
    people["assistant"] = assistant.person
    for person in people.values():
        give_account(person=person)
        person.refresh_from_db()
    builder.emails(writing, writers)
    at = {
        "provider": setup.provider.slug,
        "look": "0123456789abcdef",
        **builder.answers_enquiries(),
        "programme": setup.published.slug,
        "kind": "improve.not_yours",
        "email": Email.objects.filter(kind="emails.cohort_message", provider=setup.provider).latest("id").pk,
        "cohort": writing.slug,
        "marked": marked.slug,
        "coming": coming.slug,
        "enrolment": writers[0].reference,
        "finished": finished[0].reference,
        "file": builder.upload_file(coming).pk,
        "issue": issue.pk,
        "inspection": builder.makes_inspection_pack(writing).pk,
        "change": Change.objects.filter(cohort=writing).order_by("id")[0].pk,
        "entry": WorkbookEntry.objects.filter(enrolment=writers[0]).order_by("id")[0].pk,
        "sitting": sittings[0].code,
        "question": "q1",
        "rev": 1,
        "extension": extensions[0].pk,
        "staff_person": setup.staff["facilitator"].pk,
        "person": builder.corrects().pk,
        "payment": builder.charges_fee(writers[0]).pk,
        "subject": builder.asks_about_data(writers, finished),
        "member": CohortStaff.objects.filter(cohort=writing).order_by("id")[0].pk,
        "passkey": _passkey_of(writers[0].person).pk,
        "colleague": setup.staff["facilitator2"].pk,
        "outage": Outage.objects.filter(incident__window=window).order_by("-id")[0].pk,
        "late_proposal": LateProposal.objects.filter(window=closed).order_by("-id")[0].pk,
        "access_time": AccessTime.objects.get(enrolment=writers[0]).pk,
        "deferral": DeferralRequest.objects.filter(enrolment=writers[0]).order_by("id")[0].pk,
        "partner_member": builder.lets_a_partner_see(writers[0]).pk,
        "enrolment_change": EnrolmentChange.objects.filter(enrolment=writers[0]).order_by("id")[0].pk,
        "coach_change": writers[0].coach_changes.order_by("id")[1].pk,
        "group_change": writers[0].group_changes.order_by("id")[1].pk,
        "declaration": writers[0].declarations.get().pk,
        "access_need": writers[0].person.agreed_needs.current().get().pk,
        "proposed_need": ProposedNeed.objects.get(person=writers[0].person, decision=None).pk,
        "needing": writers[0].person_id,
        **builder.is_seen_by_lead(writers[0]),
        "kept_class": RetentionClass.SCRIPTS.value,
        "step": "name",
        "assistant": assistant.pk,
        "window": window.pk,
        "closed": closed.pk,
        "done": Sitting.objects.get(enrolment=finished[0]).code,
        "paper": draft.pk,
        "part": "q1",
        "criterion": "c1",
        "exhibit": draft.exhibits.get().pk,
        "locked_exhibit": setup.paper.exhibits.get().pk,
        "wording": Wording.objects.filter(paper=draft, part="omissions").get().pk,
        "script": next(iter(scripts.list_allocated_scripts(for_=setup.staff["marker"]))).code,
        "fail": code_of(finished[4]),
        "application": Application.objects.filter(cohort=coming).order_by("id")[0].reference,
        "session": _first(setup, "attended"),
        "study": _first(setup, "studied"),
        "page": _first_page(setup),
        "questions": _first(setup, "answered"),
        "set": setup.programme.question_sets[0].id,
        "meeting": _first(setup, "met"),
        "coaching": _first(setup, "coached"),
    }
    locked, soon = setup.paper, builder.paper_to_come()
    others: list[dict[str, str | int]] = [
        {"paper": paper.pk, "exhibit": paper.exhibits.get().pk, "locked_exhibit": paper.exhibits.get().pk}
        for paper in (locked, soon)
    ]
    others.append({"fail": code_of(finished[1])})
    others.append({"subject": finished[1].person_id})
    others.append({"issue": ImprovementAction.objects.current().get(issue__cohort=writing).issue_id})
    others.append({"window": builder.window_to_come(writing, soon).pk})
    others += [{"script": item.code} for item in scripts.list_allocated_scripts(for_=setup.staff["marker"])]
    return World(
        setup=setup,
        writing=writing,
        marked=marked,
        people=people,
        at=at,
        others=others,
        trns=builder.trns,
        seen={key: prefix_of(access) for key, access in builder.accesses.items()},
        builder=builder,
    )


def code_of(enrolment: Enrolment) -> str:
    return Script.objects.get(submission__sitting__enrolment=enrolment).code


def _set_up(team: tuple[str, str], write: Write) -> Setup:
    """Its locked paper has a text of its own in every part, and a file."""
    slug, pack = team
    paper_body, case = worded(body(f"{slug.upper()}-A"), write, Owner(slug))
    exhibit = write("paper case", Owner(slug))
    return set_up_provider(
        slug, pack, at=FOUNDED, write=write, paper_body=paper_body, case=case, exhibit=exhibit
    )


@dataclass
class _Builder:
    setup: Setup
    first_trn: int
    labels: dict[int, str] = field(default_factory=dict)
    """Of cohorts, by their ids."""
    trns: dict[str, Owner] = field(default_factory=dict)
    accesses: dict[str, SupportAccess] = field(default_factory=dict)

    def of_cohort(self, kind: str, label: str) -> str:
        return self.setup.write(kind, Owner(self.setup.provider.slug, label))

    def next_trn(self, owner: Owner) -> str:
        number = str(self.first_trn + len(self.trns) + 1)
        self.trns[number] = owner
        return number

    def cohort(self, label: str, window_opens: date) -> tuple[Cohort, list[Enrolment]]:
        """A cohort whose window opens on that day, and all that its people did before."""
        setup = self.setup
        starts_on = window_opens - timedelta(days=setup.programme.assessment.plan.day)
        at = datetime.combine(starts_on, time(9), UTC) - timedelta(days=30)
        name = self.of_cohort("cohort name", label)
        without = NOT_WITH[label]
        cohort = open_cohort(setup, name, starts_on, at=at, without=without)
        self.labels[cohort.pk] = label
        if label == "marked":
            cohort.slug = label  # two providers may call theirs alike
            cohort.save(update_fields=["slug"])
        owners = [Owner(setup.provider.slug, label, person) for person in PEOPLE[label]]
        people = [enrol(setup, cohort, owner, trn=self.next_trn(owner), at=at) for owner in owners]
        others = [enrolment for enrolment in people if setup.owner(enrolment).person != "writer"]
        coaches, facilitator = dict.fromkeys(others, "coach2"), FACILITATORS[label]
        Life(setup, cohort, people, until=NOW, coaches=coaches, facilitator=facilitator).live()
        return cohort, people

    def more(self) -> None:
        """Three more cohorts with all that happens in one, an undecided late text, and one more to apply for."""
        writing, writers = self.cohort("more writing", NOW.date() - timedelta(days=3))
        window = assessment.open_window(self.setup, writing, at=FOUNDED)
        for writer in writers[:2]:
            self.writes(window, writer)
            self.asks_for_time(window, writer)
        self.changes_enrolment(writers[0])
        self.works_with(writing, window)
        marked, finished = self.cohort("more marked", NOW.date() - timedelta(days=40))
        closed = self.sits_and_is_marked(marked, finished)
        self.works_with(marked, closed)
        late, people = self.cohort("more late", NOW.date() - timedelta(days=15))
        self.sends_late(assessment.open_window(self.setup, late, at=FOUNDED), people[1])
        self.upload_file(self.open_for_applications("more to come", in_days=200))

    def charges_fee(self, enrolment: Enrolment) -> Payment:
        """A fee that was changed, a payment that was corrected, and a gate that was opened for them."""
        setup, by, today = self.setup, self.setup.staff["lead"], NOW.date()
        agreement, payment = None, None
        for net in (100_000, 90_000):
            total = net + net // 5
            share = pay.NewShare(
                payer=Payer.SCHOOL,
                name=setup.text("fee", enrolment),
                purchase_order=setup.text("fee", enrolment),
                pence=total,
                instalments=((today, total),),
            )
            agreement = pay.agree_fee(
                enrolment=enrolment,
                net_pence=net,
                vat_percent=20,
                shares=[share],
                reason=setup.text("fee", enrolment),
                replaces=agreement,
                by=by,
                at=NOW,
            )
            payment = pay.record_payment(
                enrolment=enrolment,
                payer=Payer.SCHOOL,
                pence=net,
                received_on=today,
                payment_reference=setup.text("fee", enrolment),
                reason=setup.text("fee", enrolment),
                replaces=payment,
                by=by,
                at=NOW,
            )
        pay.waive_fee(enrolment=enrolment, waived=True, reason=setup.text("fee", enrolment), by=by, at=NOW)
        pay.set_fee_rules(as_programme=True, by=by, at=NOW)
        return payment

    def writes(self, window: SittingWindow, writer: Enrolment) -> Sitting:
        """Since yesterday; the first answer was written on another device too."""
        sitting = assessment.start_writing(window, writer, at=NOW - timedelta(days=1))
        assessment.write(sitting, assessment.sound_answers(self.setup, writer), at=NOW - timedelta(hours=20))
        KeptForm.objects.create(
            person=writer.person,
            key="signed-out",
            action="/practise/entries/new/",
            values={"text": [self.setup.text("text sent while signed out", writer)]},
            at=NOW - timedelta(hours=1),
        )
        other = self.setup.text("script", writer)
        assessment.save(sitting, "q1", other, at=NOW - timedelta(hours=19), client="telephone", behind=1)
        notes = self.setup.text("notes", writer)
        assessment.write_notes(sitting, notes, at=NOW - timedelta(hours=18))
        at = NOW - timedelta(hours=18)
        text = self.setup.text("access need", writer)
        draft = people.NeedDraft(
            need=text, way_of_working=text, evidence=text, large_print=True, word_copy=True
        )
        given = {"by": self.setup.staff["lead"], "at": NOW}
        need = people.agree_need(person=writer.person, draft=draft, **given)
        people.change_need(need=need, draft=draft, reason=text, **given)
        for is_declined in (True, False):
            words = self.setup.text("access need", writer)
            proposed = people.propose_need(person=writer.person, need=words, **given)
            if is_declined:
                people.decline_proposed_need(proposed=proposed, why=text, **given)
        dietary = self.setup.text("dietary need", writer)
        people.save_dietary_need(person=writer.person, needs=dietary, at=NOW)
        people.read_dietary_need(person=writer.person, reason=text, **given)
        access_time = sit.request_access_time(
            enrolment=writer,
            extra_days=1,
            arrangement=self.setup.text("access arrangement", writer),
            by=self.setup.staff["lead"],
            at=at,
        )
        sit.decide_access_time(
            access_time=access_time,
            granted=True,
            why=self.setup.text("access arrangement", writer),
            by=self.setup.staff["board"],
            at=at,
        )
        return sitting

    def moves_and_back(self, enrolment: Enrolment) -> None:
        """Another coach and another group for an hour, and the earlier ones again."""
        setup, lead = self.setup, self.setup.staff["lead"]
        at = enrolment.at + timedelta(days=31)
        text = partial(setup.text, "life of an enrolment", enrolment)
        coach.pair_coaches(coaches={enrolment: setup.staff["coach2"]}, reason=text(), by=lead, at=at)
        change = enrolment.coach_changes.order_by("-id")[0]
        coach.undo_coach_change(change=change, by=lead, at=at + timedelta(hours=1))
        other, _ = PeerGroup.objects.get_or_create(
            cohort=enrolment.cohort, name="Group 9", defaults={"by": lead, "at": at}
        )
        move = gather.move_to_group(enrolment=enrolment, group=other, reason=text(), by=lead, at=at)
        gather.undo_group_change(change=move, by=lead, at=at + timedelta(hours=1))

    def changes_enrolment(self, enrolment: Enrolment) -> None:
        """A deferral was refused; the assessment was deferred for a day; a delivery partner is recorded."""
        setup, lead, board = self.setup, self.setup.staff["lead"], self.setup.staff["board"]
        at = enrolment.at + timedelta(days=30)
        text = partial(setup.text, "life of an enrolment", enrolment)
        for is_assessment in (False, True):
            request = cohorts.request_deferral(
                enrolment=enrolment,
                reason=DeferralReason.OTHER,
                is_assessment=is_assessment,
                effective_on=at.date(),
                review_on=at.date() + timedelta(days=5),
                expected_return_on=at.date() + timedelta(days=9),
                note=text(),
                by=lead,
                at=at,
            )
            cohorts.decide_deferral(request=request, is_approved=is_assessment, note=text(), by=board, at=at)
        cohorts.end_assessment_deferral(enrolment=enrolment, by=lead, at=at + timedelta(days=1))
        cohorts.set_delivery_partner(
            enrolment=enrolment,
            partner=setup.text("delivery partner", enrolment),
            effective_on=at.date(),
            by=lead,
            at=at + timedelta(days=2),
        )
        cohorts.record_declaration(
            enrolment=enrolment,
            kind=DeclarationType.STARTED,
            declared_on=at.date(),
            by=lead,
            at=at + timedelta(days=2),
        )

    def makes_inspection_pack(self, cohort: Cohort) -> InspectionPack:
        """Of every section, with names; opened once, and its link ended and renewed."""
        setup, owner = self.setup, Owner(self.setup.provider.slug, self.labels[cohort.pk])
        given = {"by": setup.staff["lead"], "at": NOW}
        draft = inspections.PackDraft(
            template=EVERYTHING,
            cohort=cohort,
            cohorts=(cohort,),
            from_on=cohort.starts_on,
            until_on=NOW.date(),
            names_people=True,
            inspector=setup.write("inspection", owner),
            organisation=setup.write("inspection", owner),
            email=address(setup.write("inspection", owner), owner),
            link_days=14,
        )
        pack = inspections.make_pack(draft=draft, site="https://x.example", **given)
        link = newest_link_of(pack=pack)
        inspections.open_pack(link=link, what="read", at=NOW)
        inspections.renew_link(pack=pack, days=14, site="https://x.example", **given)
        return pack

    def names_contacts(self, enrolment: Enrolment) -> None:
        """A sponsor who was changed, and a mentor."""
        setup, given = self.setup, {"enrolment": enrolment, "by": self.setup.staff["lead"], "at": NOW}
        text, replaces = partial(setup.text, "sponsor or mentor", enrolment), None
        for kind in ("sponsor", "sponsor", "mentor"):
            owner = setup.owner(enrolment)
            draft = apply.ContactDraft(name=text(), email=address(text(), owner))
            row = apply.set_contact(kind=kind, draft=draft, reason=text(), replaces=replaces, **given)
            replaces = row if kind == "sponsor" and replaces is None else None

    def lets_a_partner_see(self, enrolment: Enrolment) -> PartnerMember:
        """Someone of the enrolment's delivery partner; another partner's person was let in and out again."""
        person, given = self.setup.staff["partner"], {"by": self.setup.staff["lead"], "at": NOW}
        partner = EnrolmentChange.objects.get(enrolment=enrolment, kind="partner").elsewhere
        ended = cohorts.add_partner_member(person=person, partner="Another partner", **given)
        member = cohorts.add_partner_member(person=person, partner=partner, **given)
        cohorts.end_partner_member(member=ended, **given)
        return member

    def asks_for_time(self, window: SittingWindow, writer: Enrolment) -> Extension:
        """With a file. The first one was refused; the second is not decided."""
        setup, extensions = self.setup, []
        for number in range(2):
            data = f"%PDF-1.7 {setup.text('extension', writer)}".encode()
            name = f"{setup.text('extension', writer)}.pdf"
            extension = sit.request_extension(
                window=window,
                enrolment=writer,
                until_on=window.opens_on + timedelta(days=window.days + 2 + number),
                reason=setup.text("extension", writer),
                evidence=setup.text("extension", writer),
                file=sit.EvidenceFile(name=name, content_type="application/pdf", data=data),
                by=writer.person,
                at=NOW - timedelta(hours=3),
            )
            extensions.append(extension)
            if number == 0:
                why = setup.text("extension", writer)
                sit.decide_extension(
                    extension=extension,
                    granted=False,
                    why=why,
                    by=setup.staff["lead"],
                    at=NOW - timedelta(hours=3),
                )
        return extensions[-1]

    def sits_and_is_marked(self, cohort: Cohort, people: list[Enrolment]) -> SittingWindow:
        """A pass and a fail are released; one fail is decided and waits; one is unconfirmed; one script has no mark."""
        setup, (done, failed, undecided, unmarked, unconfirmed) = self.setup, people
        window = assessment.open_window(setup, cohort, at=FOUNDED)
        for enrolment in (done, failed, unmarked, unconfirmed):
            texts = assessment.sound_answers(setup, enrolment)
            assessment.write_and_submit(window, enrolment, texts, at=window.opens_at + timedelta(days=2))
        self.writes_late(window, undecided)
        at = window.closes_before + timedelta(days=1)
        assessment.mark_all(setup, cohort, weak=(failed, undecided, unconfirmed), unmarked=(unmarked,), at=at)
        assessment.confirm_fails(setup, (failed, undecided), at=at + timedelta(days=1))
        when = at + timedelta(days=2)
        decided = assessment.decide(setup, (done, failed), at=when, next_on=NEXT_WINDOW)
        assessment.release(setup, decided, at=at + timedelta(days=3))
        hidden = "what comes next, not released"
        assessment.decide(setup, (undecided,), at=when, next_on=NEXT_WINDOW, kind=hidden)
        return window

    def writes_late(self, window: SittingWindow, writer: Enrolment) -> None:
        """A minute after the close, which a person decided does not stand."""
        setup, close = self.setup, window.closes_before
        sitting = self.sends_late(window, writer)
        at = close + timedelta(hours=2)
        proposal = self.proposes(window, sitting, at=at)
        why = setup.text("late text", writer)
        sit.return_late_proposal(proposal=proposal, why=why, by=setup.staff["board"], at=at)
        proposal = self.proposes(window, sitting, at=at)
        sit.confirm_late_proposal(proposal=proposal, by=setup.staff["board"], at=at)

    def proposes(self, window: SittingWindow, sitting: Sitting, *, at: datetime) -> LateProposal:
        """That the late text does not count."""
        cause = self.setup.text("late text", sitting.enrolment)
        return sit.propose_late(
            window=window,
            sitting_ids=[sitting.pk],
            counts=False,
            cause=cause,
            by=self.setup.staff["lead"],
            at=at,
        )

    def sends_late(self, window: SittingWindow, writer: Enrolment) -> Sitting:
        """A minute after the close, which is before everything was collected."""
        setup, close = self.setup, window.closes_before
        sitting = assessment.start_writing(window, writer, at=close - timedelta(days=1))
        assessment.write(sitting, assessment.sound_answers(setup, writer), at=close - timedelta(hours=20))
        assessment.save(sitting, "q2", setup.text("script", writer), at=close + timedelta(minutes=1))
        sit.collect_closed(at=close + timedelta(hours=1))
        return sitting

    def works_with(self, cohort: Cohort, window: SittingWindow) -> Issue:
        """What the team of a cohort notes: a change, an incident, two issues, one with an action. The second."""
        setup, label = self.setup, self.labels[cohort.pk]
        lead, by = setup.staff["lead"], setup.staff[FACILITATORS[label]]
        items = setup.programme.items
        question_set = setup.programme.question_sets[0]
        change = record_change(
            cohort=cohort,
            set_id=question_set.id,
            statement=next(question.statement for question in question_set.questions if question.statement),
            item_id=next(item.id for item in reversed(items) if item.way == "attended"),
            you_said=self.of_cohort("change", label),
            we_changed=self.of_cohort("change", label),
            by=by,
            at=cohort.at + timedelta(days=60),
        )
        self.corrects_records(cohort, change, label)
        record_incident(window=window, what=self.of_cohort("incident", label), by=lead, at=NOW)
        self.records_outages(window, label)
        issues = [
            improve.record_issue(
                cohort=cohort,
                summary=self.of_cohort("issue", label),
                evidence=self.of_cohort("issue", label),
                by=lead,
                at=NOW,
            )
            for _ in range(2)
        ]
        action = improve.assign_action(
            issue=issues[0],
            what=self.of_cohort("issue", label),
            owner=by,
            due_on=date(2027, 1, 8),
            by=lead,
            at=NOW,
        )
        improve.correct_action(
            action=action,
            what=self.of_cohort("issue", label),
            owner=by,
            due_on=date(2027, 1, 9),
            reason=self.of_cohort("reason for another action", label),
            by=lead,
            at=NOW,
        )
        return issues[1]

    def corrects_records(self, cohort: Cohort, change: Change, label: str) -> None:
        """A change, a meeting and a coaching session, each with other words than at first."""
        setup = self.setup
        correct_change(
            change=change,
            you_said=self.of_cohort("change", label),
            we_changed=f"{self.of_cohort('change', label)}, corrected",
            reason=self.of_cohort("reason for a correction", label),
            by=change.by,
            at=NOW,
        )
        meetings = Meeting.objects.current().filter(group__cohort=cohort).order_by("id")
        meeting = meetings.select_related("group__cohort")[0]
        present = [presence.enrolment for presence in meeting.presences.select_related("enrolment__person")]
        gather.correct_meeting(
            meeting=meeting,
            item=setup.programme.item(meeting.item_id),
            held_on=meeting.held_on,
            minutes=meeting.minutes,
            present=present,
            learned=f"{setup.text('group meeting', present[0])}, corrected",
            reason=setup.text("group meeting", present[0]),
            by=present[0].person,
            at=NOW,
        )
        self.corrects_session(cohort)

    def corrects_session(self, cohort: Cohort) -> None:
        sessions = CoachingSession.objects.current().filter(pairing__enrolment__cohort=cohort).order_by("id")
        session = sessions.select_related("pairing__enrolment__cohort", "pairing__enrolment__person", "by")[0]
        discussed, agreed = session.triangulations.get(), session.actions.get()
        text, enrolment = self.setup.text, session.pairing.enrolment
        coach.correct_session(
            pairing=session.pairing,
            session=session,
            item=self.setup.programme.item(session.item_id),
            held_on=session.held_on,
            minutes=session.minutes,
            shared_notes=f"{text('shared coaching notes', enrolment)}, corrected",
            private_notes=session.private_notes,
            triangulation=coach.NewTriangulation(
                statement=discussed.statement,
                self_rating=discussed.self_rating,
                judgement=discussed.judgement,
                evidence=discussed.evidence_id,
                reflection=text("triangulation", enrolment),
            ),
            action=coach.NewAction(
                what=agreed.what, owner=agreed.owner, due_on=agreed.due_on, shown_by=agreed.shown_by
            ),
            reason=text("shared coaching notes", enrolment),
            by=session.by,
            at=NOW,
        )

    def is_assisted(self, writer: Enrolment) -> Assistant:
        """The writer has an assistant, who gets reminders."""
        owner = Owner(self.setup.provider.slug, person="assistant")
        assistant = people.name_assistant(
            head=writer.person,
            name=self.setup.write("assistant name", owner),
            email=address(self.setup.write("assistant email", owner), owner),
            gets_reminders=True,
            site="https://npq.our.example",
            at=NOW,
        )
        people.accept_assisting(assistant=assistant, at=NOW)
        return assistant

    def is_seen_by_lead(self, writer: Enrolment) -> dict[str, str | int]:
        """The lead can see the pages of a writer, a facilitator and a coach; what fills the addresses of the first."""
        setup = self.setup
        reasons = {"writer": (writer.person, setup.text("support reason", writer))} | {
            key: (setup.staff[key], setup.write("support reason", Owner(setup.provider.slug, person=key)))
            for key in ("facilitator", "coach")
        }
        later = NOW + timedelta(hours=3)
        for key, (person, reason) in reasons.items():
            access = open_support(person=person, reason=reason, by=setup.staff["lead"], at=later)
            note_page(access=access, name="web:home", at=later)
            self.accesses[key] = access
        return {"supporting": self.accesses["writer"].pk, "seen_page": "/"}

    def emails(self, cohort: Cohort, people: list[Enrolment]) -> None:
        """The lead changes the words of an email, and writes to everyone in a cohort."""
        lead, owner = self.setup.staff["lead"], Owner(self.setup.provider.slug)
        words = self.setup.write("words of an email", owner)
        kind = find_kind("improve.not_yours")
        assert kind is not None
        needed = " ".join(f"{{{place}}}" for place in sorted(kind.must_have))
        emails.change_words(kind=kind, subject=words, text=f"{words} {needed}", by=lead, at=NOW)
        label = self.labels[cohort.pk]
        emails.send_to_people(
            cohort=cohort,
            enrolments=people,
            subject=self.of_cohort("message to people", label),
            text=self.of_cohort("message to people", label),
            is_marketing=False,
            key="message",
            by=lead,
            at=NOW,
        )

    def records_outages(self, window: SittingWindow, label: str) -> None:
        """One was returned with a reason; one waits for a second person."""
        ended = min(NOW, window.closes_before) - timedelta(hours=1)
        for hours in (3, 2):
            outage = sit.record_outage(
                window=window,
                began=ended - timedelta(hours=hours),
                ended=ended - timedelta(minutes=hours),
                evidence=self.of_cohort("incident", label),
                by=self.setup.staff["lead"],
                at=NOW,
            )
            if hours == 3:
                why = self.of_cohort("incident", label)
                sit.return_outage(outage=outage, why=why, by=self.setup.staff["board"], at=NOW)

    def open_for_applications(self, label: str, *, in_days: int) -> Cohort:
        """A cohort to come, for which one has applied, and a file of people waits."""
        starts_on = NOW.date() + timedelta(days=in_days)
        name = self.of_cohort("open cohort name", label)
        cohort = open_cohort(self.setup, name, starts_on, at=NOW, without=NOT_WITH[label])
        self.labels[cohort.pk] = label
        self.apply(cohort, "applicant0")
        return cohort

    def apply(self, cohort: Cohort, person: str) -> Application:
        owner = Owner(self.setup.provider.slug, self.labels[cohort.pk], person)
        fields = {key: self.setup.write("application", owner) for key in APPLICATION}
        addresses = ("email", "sponsor_email", "mentor_email", "order_email")
        fields |= {key: address(fields[key], owner) for key in addresses}
        needs = self.setup.write("application access needs", owner)
        answers = apply.ApplicationAnswers(
            **fields, trn=self.next_trn(owner), access_answer="yes", access_needs=needs
        )
        ApplicationDraft.objects.create(
            cohort=cohort,
            answers={"given_name": self.setup.write("application draft", owner)},
            idempotency_key=f"{cohort.pk}:{person}",
            saved_at=NOW,
        )
        application = apply.submit_application(
            cohort=cohort, answers=answers, idempotency_key=f"{owner}", at=NOW
        )
        self.is_looked_at(application, owner)
        return application

    def is_looked_at(self, application: Application, owner: Owner) -> None:
        """By the sponsor and two reviewers; then it is on the waiting list."""
        write, staff = self.setup.write, self.setup.staff
        apply.endorse(
            application=application,
            endorses=True,
            comment=write("application", owner),
            cover=write("application", owner),
            hours_by_month={application.cohort.starts_on.replace(day=1): 6},
            at=NOW,
        )
        for reviewer in ("lead", "board"):
            apply.review_application(
                application=application,
                recommendation=apply.Recommendation.SUITABLE,
                reason=write("application review", owner),
                by=staff[reviewer],
                at=NOW,
            )
        site = "https://npq.example"
        apply.put_on_waiting_list(application=application, site=site, by=staff["lead"], at=NOW)
        self.is_corrected(application, owner)

    def is_corrected(self, application: Application, owner: Owner) -> None:
        """The lead corrects why the applicant applies, and what they need; then they begin another correction."""
        write, lead = self.setup.write, self.setup.staff["lead"]
        changes = {name: f"{write('application', owner)} now" for name in ("reason", "order_name")}
        needs = {"access_answer": "yes", "access_needs": f"{write('application access needs', owner)} now"}
        who = {"application": application, "by": lead, "at": NOW}
        apply.keep_changes(answers=changes | needs, **who)
        apply.correct_answers(
            version=version_of_answers(application=application),
            reason=write("application", owner),
            site="https://npq.example",
            client_address=None,
            **who,
        )
        apply.keep_changes(answers={"mentor_name": f"{write('application', owner)} later"}, **who)

    def decide_applications(self, cohort: Cohort) -> None:
        """One is rejected after an offer that expired, with a note, and one accepted; the waiting list has an order."""
        lead = self.setup.staff["lead"]
        rejected, accepted = self.apply(cohort, "applicant1"), self.apply(cohort, "applicant2")
        owner = Owner(self.setup.provider.slug, "coming", "applicant1")
        note, despite, why = (self.setup.write("application", owner) for _ in range(3))
        expired = NOW - timedelta(days=1)
        Offer.objects.create(application=rejected, expires_at=expired, despite=despite, by=lead, at=NOW)
        WaitingOrder.objects.create(cohort=cohort, applications=[], reason=why, by=lead, at=NOW)
        apply.reject_application(application=rejected, reason="incomplete", note=note, by=lead, at=NOW)
        apply.accept_application(application=accepted, site="https://npq.example", by=lead, at=NOW)

    def upload_file(self, cohort: Cohort) -> EnrolmentFile:
        owner = Owner(self.setup.provider.slug, self.labels[cohort.pk], "listed")
        given, family, email, school, other = (self.setup.write("enrolment file", owner) for _ in range(5))
        line = f"{given},{family},{address(email, owner)},{self.next_trn(owner)},{school},{other}"
        data = (
            f"given name,family name,email,trn,school,{self.setup.write('enrolment file', owner)}\n{line}\n"
        )
        name = f"{self.setup.write('enrolment file', owner)}.csv"
        return apply.upload_enrolment_file(
            cohort=cohort, name=name, data=data.encode(), by=self.setup.staff["lead"], at=NOW
        )

    def asks_about_data(self, writers: list[Enrolment], finished: list[Enrolment]) -> int:
        """The first writer has a copy, one who finished asked for one; another is held, and an erasure was refused."""
        lead, board, text = self.setup.staff["lead"], self.setup.staff["board"], self.setup.text
        for enrolment in (writers[0], finished[0]):
            asked = privacy.ask_for_copy(person=enrolment.person, by=enrolment.person, at=NOW)
            copy = privacy.prepare_copy(request=asked, by=lead, at=NOW)
        released = PreparedCopy.objects.get(request__person=writers[0].person)
        privacy.release_copy(copy=released, link="https://npq.example/your-data/", by=board, at=NOW)
        held = finished[1]
        privacy.put_hold(person=held.person, reason=text("legal hold", held), by=lead, at=NOW)
        for enrolment in (finished[0], finished[1]):
            erasure = privacy.ask_for_erasure(
                person=enrolment.person, reason=text("erasure", enrolment), by=lead, at=NOW
            )
        why = text("erasure", held)
        privacy.decide_erasure(request=erasure, approved=False, why=why, by=board, at=NOW)
        retention.change_period(
            provider=self.setup.provider,
            retention_class=RetentionClass.ENQUIRY,
            number=11,
            unit=Unit.MONTHS,
            by=lead,
            at=NOW,
        )
        retention.switch(provider=self.setup.provider, on=True, by=lead, at=NOW)
        retention.switch(provider=self.setup.provider, on=False, by=lead, at=NOW)
        return copy.request.person_id

    def answers_enquiries(self) -> dict[str, str | int]:
        """An enquiry that was answered and handed over, and a saved answer; what fills their addresses."""
        setup, lead, owner = self.setup, self.setup.staff["lead"], Owner(self.setup.provider.slug)
        asked = enquire.send_enquiry(
            provider=setup.provider,
            programme_slug=setup.published.slug,
            name=setup.write("enquiry", owner),
            email=address(setup.write("enquiry", owner), owner),
            question=setup.write("enquiry", owner),
            idempotency_key="access",
            at=NOW,
        )
        enquire.answer_enquiry(enquiry=asked, text=setup.write("enquiry", owner), by=lead, at=NOW)
        note = setup.write("enquiry", owner)
        enquire.hand_over_enquiry(enquiry=asked, to=lead, note=note, url="", by=lead, at=NOW)
        title, text = setup.write("enquiry", owner), setup.write("enquiry", owner)
        saved = enquire.save_answer(title=title, text=text, by=lead, at=NOW)
        self.looks_like_itself()
        name = f"{setup.write('enquiry', owner)}.csv"
        listed = enquire.upload_settings_list(name=name, data=b"FE UKPRN\n10001234\n", by=lead, at=NOW)
        enquire.use_settings_list(settings_list=listed, by=lead, at=NOW)
        enquire.refer(
            provider=setup.provider,
            programme=setup.programme,
            partner=InternationalPartner(id="p", name="P", regions=("R",), email="p@p.example"),
            name=setup.write("enquiry", owner),
            email=address(setup.write("enquiry", owner), owner),
            country=setup.write("enquiry", owner),
            idempotency_key="access",
            client_address="",
            at=NOW,
        )
        webinar = enquire.save_webinar(
            programme_slug=setup.published.slug,
            title="Information webinar",
            starts_at=NOW + timedelta(days=30),
            minutes=60,
            link="https://meet.example/1",
            capacity=None,
            by=lead,
            at=NOW,
        )
        enquire.take_place(
            webinar=webinar,
            email=address(setup.write("enquiry", owner), owner),
            site="https://x.example",
            client_address="",
            at=NOW,
        )
        quote = enquire.add_quote(
            programme_slug=setup.published.slug,
            text=setup.write("enquiry", owner),
            name=setup.write("enquiry", owner),
            role=setup.write("enquiry", owner),
            email=address(setup.write("enquiry", owner), owner),
            by=lead,
            at=NOW,
        )
        by_email = ConsentHow.EMAIL
        who = setup.write("enquiry", owner)
        enquire.give_consent(quote=quote, given_by=who, given_on=NOW.date(), how=by_email, by=lead, at=NOW)
        enquire.withdraw_consent(quote=quote, given_by=who, how=by_email, by=lead, at=NOW)
        return {
            "enquiry": asked.reference,
            "saved_answer": saved.pk,
            "settings_list": listed.pk,
            "webinar": webinar.pk,
            "quote": quote.pk,
        }

    def funds(self, cohort: Cohort) -> None:
        lead = self.setup.staff["lead"]
        enquire.set_cohort_funding(cohort=cohort, funding=Funding.CAPPED, by=lead, at=NOW)

    def looks_like_itself(self) -> None:
        """The provider's name, logo and accessibility statement, which everyone may read."""
        provider, lead = self.setup.provider, self.setup.staff["lead"]
        names = {name: getattr(provider, name) for name in ("name", "short_name", "enquiries_email")}
        look = people.Look(**names, link_colour="#0f514a")
        people.change_look(provider=provider, look=look, logo=LOGO, by=lead, at=NOW)
        texts = dict.fromkeys(("problems", "tested", "contact", "enforcement"), "Public.")
        people.change_statement(provider=provider, prepared_on=NOW.date(), **texts, by=lead, at=NOW)

    def draft(self) -> Paper:
        """A paper being written, with a part saved since, and a file."""
        setup, by = self.setup, self.setup.staff["setter"]
        owner = Owner(setup.provider.slug, person="draft")
        paper_body, case = worded(body(f"{setup.provider.slug.upper()}-B"), setup.write, owner, kind="draft")
        paper = write_paper(
            setup.provider, setup.published.slug, by=by, at=NOW, paper_body=paper_body, case=case
        )
        base = digest_of({"omissions": [omission.model_dump() for omission in paper_body.scheme.omissions]})
        omissions = [
            {
                "id": "o1",
                "says": setup.write("draft omission", owner),
                "why": setup.write("draft omission", owner),
            }
        ]
        papers.save_part(
            paper=paper, part="omissions", content={"omissions": omissions}, base=base, by=by, at=NOW
        )
        papers.add_exhibit(paper=paper, name="figures.csv", data=EXHIBIT, by=by, at=NOW)
        papers.place_in_series(paper=paper, series="Executive leadership", letter="B", by=by, at=NOW)
        return paper

    def corrects(self) -> Person:
        """Someone about whom everything was corrected, and into whose record another was merged."""
        setup, owner = self.setup, Owner(self.setup.provider.slug)
        act = {"reason": setup.write("correction", owner), "by": setup.staff["lead"], "at": NOW}
        first, second = (
            add_person(
                provider=setup.provider,
                given_name=setup.write("correction", owner),
                family_name="",
                email=f"{place}.{address(setup.write('correction', owner), owner)}",
                by=setup.staff["lead"],
                at=NOW,
            )
            for place in range(2)
        )
        name = setup.write("correction", owner)
        correct_name(person=first, given_name=name, family_name="", **act)
        first.refresh_from_db()
        correct_school(person=first, name=setup.write("correction", owner), **act)
        kept = Kept.of(name=first, email=first, trn=first, school=first)
        merge_people(survivor=first, absorbed=second, kept=kept, **act)
        request_email_change(
            person=first,
            email=f"new.{address(setup.write('correction', owner), owner)}",
            site="https://npq.our.example",
            **act,
        )
        return first

    def paper_to_come(self) -> Paper:
        """Reviewed and locked, for a window that is not open yet."""
        setup, owner = self.setup, Owner(self.setup.provider.slug)
        writer, reviewer = setup.staff["setter"], setup.staff["setter2"]
        paper_body, case = worded(
            body(f"{setup.provider.slug.upper()}-C"), setup.write, owner, kind="coming paper"
        )
        paper = write_paper(
            setup.provider, setup.published.slug, by=writer, at=NOW, paper_body=paper_body, case=case
        )
        name, data = f"{setup.write('coming paper case', owner)}.csv", setup.write("coming paper case", owner)
        papers.add_exhibit(paper=paper, name=name, data=f"a,b\n{data},1\n".encode(), by=writer, at=NOW)
        comment = setup.write("coming paper review", owner)
        return review_and_lock(paper, writer=writer, reviewer=reviewer, at=NOW, comment=comment)

    def window_to_come(self, cohort: Cohort, paper: Paper) -> SittingWindow:
        opens_on = NOW.date() + timedelta(days=30)
        return assessment.open_window(self.setup, cohort, at=NOW, opens_on=opens_on, paper=paper)


LOGO = b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)
EXHIBIT = b"school,pupils\nOne,12\n"
APPLICATION = (
    "given_name",
    "family_name",
    "email",
    "job",
    "organisation",
    "sponsor_name",
    "sponsor_email",
    "mentor_name",
    "mentor_email",
    "order_name",
    "order_email",
    "reason",
)


def _passkey_of(person: Person) -> Passkey:
    person.refresh_from_db(fields=["account"])
    assert person.account
    return Passkey.objects.create(
        account=person.account,
        credential_id=f"key of {person.pk}",
        credential="AAAA",
        handle="AAAA",
        name="Telephone",
        added_at=NOW,
    )


def _first(setup: Setup, way: str) -> str:
    return next(item.id for item in setup.programme.items if item.way == way)


def _first_page(setup: Setup) -> str:
    pages = next(item for item in setup.programme.items if item.way == "studied").pages
    return pages[0].id if pages else "whole"


@dataclass(frozen=True)
class Row:
    roles: frozenset[Role] | None
    """None: everyone, visitors too."""
    fill: tuple[str, ...] = ()
    """Which things of the world fill the address, in order."""
    owner: str = ""
    """Who must be let in; for a thing that is one person's own, only they."""
    own: bool = False
    public: bool = False
    """Whether what it shows is not any provider's secret."""


def of(*roles: Role, fill: str = "", owner: str = "", own: bool = False) -> Row:
    return Row(frozenset(roles), tuple(fill.split()), owner, own)


EVERYONE = Row(None, public=True)
P, F, C, M, S, L, B, T, D, A = (
    Role.PARTICIPANT,
    Role.FACILITATOR,
    Role.COACH,
    Role.MARKER,
    Role.SENIOR,
    Role.LEAD,
    Role.BOARD,
    Role.SETTER,
    Role.PARTNER,
    Role.ASSISTANT,
)


def public(fill: str = "") -> Row:
    return Row(None, tuple(fill.split()), public=True)


MATRIX: dict[str, Row] = {
    "cohorts:enrolment": of(L, fill="cohort enrolment", owner="lead"),
    "cohorts:deferral": of(L, fill="cohort enrolment", owner="lead"),
    "cohorts:deferral_decision": of(L, B, fill="cohort enrolment deferral", owner="lead"),
    "cohorts:withdrawal": of(L, fill="cohort enrolment", owner="lead"),
    "cohorts:return": of(L, fill="cohort enrolment", owner="lead"),
    "cohorts:move": of(L, fill="cohort enrolment", owner="lead"),
    "cohorts:provider": of(L, fill="cohort enrolment", owner="lead"),
    "cohorts:partner": of(L, fill="cohort enrolment", owner="lead"),
    "cohorts:assessment_return": of(L, fill="cohort enrolment", owner="lead"),
    "cohorts:declaration": of(L, fill="cohort enrolment", owner="lead"),
    "cohorts:declaration_void": of(L, fill="cohort enrolment declaration", owner="lead"),
    "cohorts:undo": of(L, fill="cohort enrolment enrolment_change", owner="lead"),
    "web:home": EVERYONE,
    "web:enrolments": of(P, owner="writer"),
    "web:route": of(P, owner="writer"),
    "web:hours": of(P, owner="writer"),
    "web:cohort_progress": of(L, F, fill="cohort", owner="lead"),
    "web:participant": of(L, fill="enrolment", owner="lead"),
    "web:access_need": of(L, fill="needing access_need", owner="lead"),
    "web:access_need_end": of(L, fill="needing access_need", owner="lead"),
    "web:proposed_need": of(L, fill="needing proposed_need", owner="lead"),
    "web:proposed_need_decline": of(L, fill="needing proposed_need", owner="lead"),
    "web:own_access_needs": of(P, owner="writer"),
    "web:own_dietary_needs": of(P, owner="writer"),
    "web:own_dietary_needs_removal": of(P, owner="writer"),
    "web:dietary_needs": of(L, fill="needing", owner="lead"),
    "web:leaving": of(L, fill="staff_person", owner="lead"),
    "web:leaving_undo": of(L, fill="staff_person", owner="lead"),
    "web:partner_participant": of(D, fill="enrolment", owner="partner", own=True),
    "web:partner_csv": of(D, owner="partner"),
    "web:people": of(L, owner="lead"),
    "web:people_csv": of(L, owner="lead"),
    "web:person": of(L, fill="person", owner="lead"),
    "web:person_name": of(L, fill="person", owner="lead"),
    "web:person_email": of(L, fill="person", owner="lead"),
    "web:email_withdrawal": of(L, fill="person", owner="lead"),
    "web:person_trn": of(L, fill="person", owner="lead"),
    "web:person_school": of(L, fill="person", owner="lead"),
    "web:person_access_needs": of(L, fill="person", owner="lead"),
    "web:person_invitation": of(L, fill="person", owner="lead"),
    "web:invitation_withdrawal": of(L, fill="person", owner="lead"),
    "web:person_merge": of(L, fill="person", owner="lead"),
    "web:support": of(L, fill="needing", owner="lead"),
    "web:support_end": of(L, fill="needing supporting", owner="lead"),
    "web:support_page": of(L, fill="needing supporting seen_page", owner="lead"),
    "web:email_confirmation": public("cohort"),
    "web:email_confirmation_renewal": public("cohort"),
    "web:assistants": of(P, owner="writer"),
    "web:assistant_end": of(P, fill="assistant", owner="writer", own=True),
    "web:assistant_link": of(P, fill="assistant", owner="writer", own=True),
    "web:assistant_reminders": of(P, fill="assistant", owner="writer", own=True),
    "web:assisting": of(*Role, owner="assistant"),
    "web:assisted_calendar": of(A, fill="assistant", owner="assistant", own=True),
    "web:assisting_acceptance": of(*Role, fill="assistant", owner="assistant", own=True),
    "web:assisting_end": of(*Role, fill="assistant", owner="assistant", own=True),
    "web:audit_log": of(L, owner="lead"),
    "web:audit_log_csv": of(L, owner="lead"),
    "web:running": of(L, owner="lead"),
    "web:account": of(*Role, owner="writer"),
    "web:signed_in": EVERYONE,
    "web:time": EVERYONE,
    "web:accessibility": EVERYONE,
    "web:accessibility_of": public("provider"),
    "web:provider": public("provider"),
    "people:settings": of(L, owner="lead"),
    "people:statement": of(L, owner="lead"),
    "people:style": public("look"),
    "people:logo": public("look"),
    "web:privacy": EVERYONE,
    "web:your_data": of(*Role, owner="writer"),
    "web:your_copy": of(*Role, owner="writer", own=True),
    "web:subject_access": of(L, fill="subject", owner="lead"),
    "web:prepared_copy": of(L, fill="subject", owner="lead"),
    "web:erasure": of(L, fill="subject", owner="lead"),
    "web:legal_hold": of(L, fill="subject", owner="lead"),
    "web:retention": of(L, owner="lead"),
    "web:retention_of_class": of(L, fill="kept_class", owner="lead"),
    "web:healthz": EVERYONE,
    "emails:settings": of(L, owner="lead"),
    "emails:kind": of(L, fill="kind", owner="lead"),
    "emails:default": of(L, fill="kind", owner="lead"),
    "emails:setting": of(L, fill="kind", owner="lead"),
    "emails:preference": of(*Role, owner="writer"),
    "emails:cohort_messages": of(L, fill="cohort", owner="lead"),
    "emails:new_message": of(L, fill="cohort", owner="lead"),
    "emails:unsubscribe": public("cohort"),
    "mail:messages": of(L, owner="lead"),
    "mail:mine": of(*Role, owner="writer"),
    "mail:message": of(L, fill="email", owner="lead"),
    "mail:sending": of(L, fill="email", owner="lead"),
    "mail:demonstration_emails": EVERYONE,
    "mail:demonstration_email": public("file"),
    "mail:demonstration_file": public("file file"),
    "account_login": EVERYONE,
    "account_reset_password": EVERYONE,
    "account_reset_password_done": EVERYONE,
    "signin_old_link": public("cohort"),
    "signin_new_password": public("cohort"),
    "signin_new_password_renewal": public("cohort"),
    "signin_invitation": public("cohort"),
    "signin_invitation_renewal": public("cohort"),
    "signin_second_step": EVERYONE,
    "signin_security": of(*Role, owner="writer"),
    "signin_confirmation": of(*Role, owner="writer"),
    "signin_passkey": public(),
    "signin_provider": EVERYONE,
    "signin_provider_back": EVERYONE,
    "signin_passkey_options": EVERYONE,
    "signin_new_passkey": of(*Role, owner="writer"),
    "signin_new_passkey_options": of(*Role, owner="writer"),
    "signin_passkey_removal": of(*Role, fill="passkey", owner="writer", own=True),
    "signin_own_email": of(*Role, owner="writer"),
    "signin_own_password": of(*Role, owner="writer"),
    "signin_sessions": of(*Role, owner="writer"),
    "signin_app": of(*Role, owner="writer"),
    "signin_app_removal": of(*Role, owner="writer"),
    "signin_recovery_codes": of(*Role, owner="writer"),
    "signin_recovery_codes_file": of(*Role),
    "signin_new_recovery_codes": of(*Role, owner="writer"),
    "signin_second_factor_of": of(L, fill="colleague", owner="lead"),
    "signin_rules": of(L, owner="lead"),
    "signin_sign_ins": of(*Role, owner="writer"),
    "signin_demonstration": EVERYONE,
    "signin_demonstration_session": public("file"),
    "papers:papers": of(T, owner="setter"),
    "papers:new_paper": of(T, owner="setter"),
    "papers:paper": of(T, fill="paper", owner="setter"),
    "papers:preview": of(T, fill="paper", owner="setter"),
    "papers:history": of(T, fill="paper", owner="setter"),
    "papers:wording": of(T, fill="paper wording", owner="setter"),
    "papers:details": of(T, fill="paper", owner="setter"),
    "papers:case": of(T, fill="paper", owner="setter"),
    "papers:omissions": of(T, fill="paper", owner="setter"),
    "papers:new_question": of(T, fill="paper", owner="setter"),
    "papers:question": of(T, fill="paper part", owner="setter"),
    "papers:question_removal": of(T, fill="paper part", owner="setter"),
    "papers:new_criterion": of(T, fill="paper", owner="setter"),
    "papers:criterion": of(T, fill="paper criterion", owner="setter"),
    "papers:criterion_removal": of(T, fill="paper criterion", owner="setter"),
    "papers:exhibits": of(T, fill="paper", owner="setter"),
    "papers:exhibit": of(T, fill="paper exhibit", owner="setter"),
    "papers:exhibit_removal": of(T, fill="paper exhibit", owner="setter"),
    "papers:review": of(T, fill="paper", owner="setter"),
    "papers:lock": of(T, fill="paper", owner="setter"),
    "papers:series": of(T, fill="paper", owner="setter"),
    "enquire:new_enquiry": public("provider"),
    "enquire:enquiry_sent": public("provider"),
    "enquire:enquiries": of(L, F, C, owner="lead"),
    "enquire:enquiry": of(L, F, C, fill="enquiry", owner="lead"),
    "enquire:hand_over": of(L, F, C, fill="enquiry", owner="lead"),
    "enquire:note": of(L, F, C, fill="enquiry", owner="lead"),
    "enquire:closing": of(L, F, C, fill="enquiry", owner="lead"),
    "enquire:saved_answers": of(L, owner="lead"),
    "enquire:new_saved_answer": of(L, owner="lead"),
    "enquire:saved_answer": of(L, fill="saved_answer", owner="lead"),
    "enquire:saved_answer_removal": of(L, fill="saved_answer", owner="lead"),
    "enquire:scholarship": public("programme"),
    "enquire:international": public("programme"),
    "enquire:scholarships": of(L, owner="lead"),
    "enquire:settings_list": of(L, fill="settings_list", owner="lead"),
    "enquire:settings_list_use": of(L, fill="settings_list", owner="lead"),
    "enquire:funding": of(L, fill="cohort", owner="lead"),
    "enquire:webinar_sign_up": public("webinar"),
    "enquire:webinar_place": public("look"),
    "enquire:webinars": of(L, owner="lead"),
    "enquire:new_webinar": of(L, owner="lead"),
    "enquire:webinar": of(L, fill="webinar", owner="lead"),
    "enquire:webinar_cancellation": of(L, fill="webinar", owner="lead"),
    "enquire:webinar_recording": of(L, fill="webinar", owner="lead"),
    "enquire:quotes": of(L, owner="lead"),
    "enquire:quote": of(L, fill="quote", owner="lead"),
    "enquire:quote_request": of(L, fill="quote", owner="lead"),
    "enquire:quote_consent": public("look"),
    "apply:programmes": EVERYONE,
    "apply:programme": public("programme"),
    "apply:versions": of(L, fill="programme", owner="lead"),
    "apply:application_start": public("programme coming"),
    "apply:application_check": public("programme coming"),
    "apply:application_saved": public("programme coming"),
    "apply:application_submitted": public("programme coming"),
    "apply:application_draft": public("cohort"),
    "apply:application_draft_renewal": public("cohort"),
    "apply:application_sponsor": public("cohort"),
    "apply:application_sponsor_thanks": public("cohort"),
    "apply:application_sponsor_renewal": public("cohort"),
    "apply:application_status": public("cohort"),
    "apply:application_status_renewal": public("cohort"),
    "apply:application_answer": public("cohort"),
    "apply:application_new_offer": public("cohort"),
    "apply:application_withdrawal": public("cohort"),
    "apply:application_answers": public("cohort"),
    "apply:application_consents": public("cohort"),
    "apply:application_answers_step": public("cohort step"),
    "apply:application_step": public("programme coming cohort"),
    "apply:cohorts": of(L, owner="lead"),
    "apply:cohort_new": of(L, owner="lead"),
    "apply:cohort": of(L, fill="cohort", owner="lead"),
    "apply:contact_sponsor": of(L, fill="cohort enrolment", owner="lead"),
    "apply:contact_sponsor_again": of(L, fill="cohort enrolment", owner="lead"),
    "apply:contact_mentor": of(L, fill="cohort enrolment", owner="lead"),
    "apply:staff_member": of(L, fill="cohort member", owner="lead"),
    "apply:cohort_staff": of(L, fill="cohort", owner="lead"),
    "apply:cohort_roles": of(L, fill="cohort", owner="lead"),
    "apply:staff_copy": of(L, owner="lead"),
    "apply:staff": of(L, owner="lead"),
    "apply:staff_invitations": of(L, owner="lead"),
    "apply:partner_members": of(L, owner="lead"),
    "apply:partner_member_end": of(L, fill="partner_member", owner="lead"),
    "apply:staff_person": of(L, fill="staff_person", owner="lead"),
    "apply:staff_invitation": of(L, fill="staff_person", owner="lead"),
    "apply:applications": of(L, fill="coming", owner="lead"),
    "apply:application": of(L, fill="coming application", owner="lead"),
    "apply:acceptance": of(L, fill="coming application", owner="lead"),
    "apply:rejection": of(L, fill="coming application", owner="lead"),
    "apply:application_offer": of(L, fill="coming application", owner="lead"),
    "apply:application_waiting": of(L, fill="coming application", owner="lead"),
    "apply:application_reopening": of(L, fill="coming application", owner="lead"),
    "apply:application_twice": of(L, fill="coming application", owner="lead"),
    "apply:application_corrections": of(L, fill="coming application", owner="lead"),
    "apply:application_corrections_step": of(L, fill="coming application step", owner="lead"),
    "apply:waiting_list": of(L, fill="coming", owner="lead"),
    "apply:application_sponsor_again": of(L, fill="coming application", owner="lead"),
    "apply:cohort_places": of(L, fill="coming", owner="lead"),
    "apply:reviews": of(L, B, owner="board"),
    "apply:review": of(L, B, fill="application", owner="board"),
    "apply:own_consents": of(P, owner="writer"),
    "apply:protected_time": of(P, owner="writer"),
    "apply:enrolment_files": of(L, fill="coming", owner="lead"),
    "apply:enrolment_file": of(L, fill="coming file", owner="lead"),
    "apply:enrolment_file_confirmation": of(L, fill="coming file", owner="lead"),
    "apply:enrolment_file_next_part": of(L, fill="coming file", owner="lead"),
    "apply:enrolment_file_reading": of(L, fill="coming file", owner="lead"),
    "apply:enrolment_file_rows_to_correct": of(L, fill="coming file", owner="lead"),
    "pay:cohort": of(L, fill="cohort", owner="lead"),
    "pay:cohort_csv": of(L, fill="cohort", owner="lead"),
    "pay:fees": of(L, fill="enrolment", owner="lead"),
    "pay:agreement": of(L, fill="enrolment", owner="lead"),
    "pay:payment_correction": of(L, fill="enrolment payment", owner="lead"),
    "pay:waiver": of(L, fill="enrolment", owner="lead"),
    "pay:statement": of(L, fill="enrolment", owner="lead"),
    "pay:rules": of(L, owner="lead"),
    "pay:own": of(P, owner="writer"),
    "pay:own_statement": of(P, owner="writer"),
    "learn:cohort_sessions": of(L, F, fill="cohort", owner="facilitator"),
    "learn:register": of(L, F, fill="cohort session", owner="facilitator"),
    "learn:session": of(P, fill="session", owner="writer"),
    "learn:study": of(P, fill="study", owner="writer"),
    "learn:study_page": of(P, fill="study page", owner="writer"),
    "reflect:questions": of(P, fill="questions", owner="writer"),
    "reflect:changes": of(P, owner="writer"),
    "reflect:all_results": of(L, F, fill="cohort", owner="facilitator"),
    "reflect:change": of(L, F, fill="cohort change", owner="facilitator"),
    "reflect:results": of(L, F, fill="cohort set", owner="facilitator"),
    "practise:workbook": of(P, owner="writer"),
    "practise:new_entry": of(P, owner="writer"),
    "practise:entry": of(P, fill="entry", owner="writer", own=True),
    "gather:group": of(P, owner="writer"),
    "gather:meeting": of(P, fill="meeting", owner="writer"),
    "gather:correction": of(P, fill="meeting", owner="writer"),
    "gather:own_groups": of(F, C, owner="facilitator"),
    "gather:groups": of(L, F, fill="cohort", owner="facilitator"),
    "gather:group_owners": of(L, F, fill="cohort", owner="facilitator"),
    "gather:move": of(L, fill="cohort enrolment", owner="lead"),
    "gather:group_change_undo": of(L, fill="cohort group_change", owner="lead"),
    "coach:coachees": of(C, owner="coach"),
    "coach:mine": of(P, owner="writer"),
    "coach:pairings": of(L, fill="cohort", owner="lead"),
    "coach:coach_change_undo": of(L, fill="cohort coach_change", owner="lead"),
    "coach:cohort": of(L, F, fill="cohort", owner="lead"),
    "coach:preparation": of(C, fill="enrolment", owner="coach", own=True),
    "coach:session": of(C, fill="enrolment coaching", owner="coach", own=True),
    "coach:correction": of(C, fill="enrolment coaching", owner="coach", own=True),
    "coach:entry": of(C, fill="enrolment entry", owner="coach", own=True),
    "sit:before": of(P, owner="writer"),
    "sit:practice": of(P, owner="writer"),
    "sit:practice_restart": of(P, owner="writer"),
    "sit:withdrawal": of(P, fill="done", owner="done", own=True),
    "sit:receipts": EVERYONE,
    "sit:keys": EVERYONE,
    "sit:keys_file": EVERYONE,
    "sit:windows": of(L, fill="cohort", owner="lead"),
    "sit:new_window": of(L, fill="cohort", owner="lead"),
    "sit:window": of(L, fill="cohort window", owner="lead"),
    "sit:window_csv": of(L, fill="cohort window", owner="lead"),
    "sit:incidents": of(L, fill="cohort window", owner="lead"),
    "sit:extensions": of(P, owner="writer"),
    "sit:evidence": of(P, L, B, fill="extension", owner="writer"),
    "sit:cohort_extensions": of(L, B, fill="cohort", owner="lead"),
    "sit:extension": of(L, B, fill="cohort extension", owner="lead"),
    "sit:access_time": of(L, B, fill="cohort access_time", owner="lead"),
    "sit:own_time": of(L, fill="cohort enrolment", owner="lead"),
    "sit:new_extension": of(L, fill="cohort enrolment", owner="lead"),
    "sit:outages": of(L, B, fill="cohort window", owner="lead"),
    "sit:outage": of(L, B, fill="cohort outage", owner="lead"),
    "sit:outage_withdrawal": of(L, fill="cohort outage", owner="lead"),
    "sit:late": of(L, B, fill="marked closed", owner="lead"),
    "sit:late_proposal": of(L, B, fill="marked late_proposal", owner="lead"),
    "sit:late_proposal_withdrawal": of(L, fill="marked late_proposal", owner="lead"),
    "sit:desk": of(P, fill="sitting", owner="writer", own=True),
    "sit:exhibit": of(P, fill="sitting locked_exhibit", owner="writer", own=True),
    "sit:copies": of(P, fill="sitting", owner="writer", own=True),
    "sit:large_print": of(P, fill="sitting", owner="writer", own=True),
    "sit:word_copy": of(P, fill="sitting", owner="writer", own=True),
    "sit:notes": of(P, fill="sitting", owner="writer", own=True),
    "sit:as_collected": of(P, fill="sitting", owner="writer", own=True),
    "sit:answers": Row(None, ("sitting",), own=True, owner="writer"),
    "sit:revisions": Row(None, ("sitting", "question"), own=True, owner="writer"),
    "sit:device_keys": of(*Role, owner="writer"),
    "sit:time": EVERYONE,
    "sit:worker": EVERYONE,
    "sit:versions": of(P, fill="sitting question", owner="writer", own=True),
    "sit:version": of(P, fill="sitting question rev", owner="writer", own=True),
    "sit:version_choice": of(P, fill="sitting question rev", owner="writer", own=True),
    "sit:word_file": of(P, fill="sitting", owner="writer", own=True),
    "sit:kept": of(P, fill="sitting", owner="writer", own=True),
    "sit:choice": of(P, fill="sitting file", owner="writer", own=True),
    "sit:submission": of(P, fill="sitting", owner="writer", own=True),
    "sit:receipt": of(P, fill="done", owner="done", own=True),
    "sit:receipt_file": of(P, fill="done", owner="done", own=True),
    "sit:receipt_pdf": of(P, fill="done", owner="done", own=True),
    "mark:list": of(M, owner="marker"),
    "mark:script": of(M, fill="script", owner="marker"),
    "mark:marks": of(M, fill="script", owner="marker"),
    "mark:fails": of(S, owner="senior"),
    "mark:fail": of(S, fill="fail", owner="senior"),
    "mark:confirmation": of(S, fill="fail", owner="senior"),
    "mark:progress": of(L, fill="marked", owner="lead"),
    "mark:scripts": of(L, fill="marked", owner="lead"),
    "mark:allocation": of(L, fill="marked", owner="lead"),
    "award:mine": of(P, owner="done"),
    "award:statement": of(P, owner="done", own=True),
    "award:releases": of(B, owner="board"),
    "award:cohort": of(L, fill="marked", owner="lead"),
    "award:decisions": of(L, fill="marked", owner="lead"),
    "award:decision": of(L, fill="finished", owner="lead"),
    "improve:issues": of(L, F, B, owner="lead"),
    "improve:issue_new": of(L, owner="lead"),
    "improve:action": of(L, fill="issue", owner="lead"),
    "improve:inspections": of(L, owner="lead"),
    "improve:inspection_new": of(L, owner="lead"),
    "improve:inspection": of(L, fill="inspection", owner="lead"),
    "improve:inspection_end": of(L, fill="inspection", owner="lead"),
    "improve:inspection_renewal": of(L, fill="inspection", owner="lead"),
    "improve:inspection_link": public("cohort"),
    "improve:correction": of(L, fill="issue", owner="lead"),
}
OF_THE_LIBRARY = {"account_logout"}
"""Signing out, by allauth; open to everyone by what it is."""
