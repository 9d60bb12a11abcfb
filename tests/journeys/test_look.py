"""Every page that somebody may open, as the person whose page it is, on a wide screen and on a phone: it answers, has
one heading, axe has nothing to say, nothing scrolls sideways, and nothing is fetched from anywhere else.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Page

from tests import access
from tests.emails import SITE, link_in, newest_path
from tests.journeys.stage import Stage
from waymark.bridges.signin import entering
from waymark.bridges.signin.models import Door
from waymark.bridges.signin.second_factor import secrets
from waymark.bridges.signin.second_factor.views import NEW_CODES
from waymark.ground.emails.consent import unsubscribe_address
from waymark.ground.people import actions as people
from waymark.ground.people.models import Email
from waymark.ground.people.roles import Role
from waymark.journey.apply.applications.actions import ask_sponsor
from waymark.journey.apply.applications.drafts import send_draft_link
from waymark.journey.apply.applications.steps import STEPS
from waymark.journey.apply.models import Application, ApplicationDraft
from waymark.journey.enquire import actions as enquire
from waymark.journey.enquire.models import Quote
from waymark.journey.mark.queries import list_allocated_scripts
from waymark.web.models import PretendDate

pytestmark = pytest.mark.once("postgres")

AXE = Path(__file__).resolve().parents[2] / "node_modules" / "axe-core" / "axe.min.js"
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
LOOK = """async (tags) => {
  const result = await axe.run(document, {runOnly: tags, resultTypes: ["violations"], preload: false});
  const faults = result.violations.map(
    (fault) => `axe ${fault.id}: ${fault.nodes[0].html.slice(0, 160)} (${fault.nodes.length})`);
  const headings = document.querySelectorAll("h1").length;
  if (headings !== 1) faults.push(`${headings} headings of the first level`);
  const ids = [...document.querySelectorAll("[id]")].map((element) => element.id);
  const twice = new Set(ids.filter((id, place) => ids.indexOf(id) !== place));
  if (twice.size) faults.push(`ids that are there twice: ${[...twice].join(", ")}`);
  const page = document.documentElement;
  if (page.scrollWidth > page.clientWidth) faults.push(`scrolls sideways: ${page.scrollWidth} in ${page.clientWidth}`);
  return faults;
}"""
WIDE, PHONE = {"width": 1280, "height": 900}, {"width": 320, "height": 640}
FILES = {
    "web:people_csv",
    "web:partner_csv",
    "people:style",
    "people:logo",
    "web:your_copy",
    "web:prepared_copy",
    "mail:demonstration_file",
    "signin_passkey_options",
    "signin_new_passkey_options",
    "signin_recovery_codes_file",
    "pay:cohort_csv",
    "pay:own_statement",
    "pay:statement",
    "papers:exhibit",
    "sit:exhibit",
    "sit:word_copy",
    "sit:window_csv",
    "web:audit_log_csv",
    "sit:keys_file",
    "sit:worker",
    "sit:receipt_file",
    "sit:receipt_pdf",
    "sit:evidence",
    "award:statement",
    "apply:enrolment_file_rows_to_correct",
    "web:healthz",
    "web:signed_in",
    "sit:device_keys",
    "sit:time",
}
"""Answers that are no page."""
ACTS = {
    "cohorts:assessment_return",
    "cohorts:undo",
    "web:leaving_undo",
    "web:email_withdrawal",
    "web:person_invitation",
    "web:invitation_withdrawal",
    "web:email_confirmation_renewal",
    "web:legal_hold",
    "web:own_dietary_needs_removal",
    "emails:default",
    "emails:setting",
    "mail:sending",
    "signin_passkey",
    "signin_provider",
    "signin_provider_back",
    "signin_passkey_removal",
    "signin_app_removal",
    "signin_new_recovery_codes",
    "enquire:saved_answer_removal",
    "enquire:settings_list_use",
    "enquire:webinar_cancellation",
    "enquire:webinar_recording",
    "enquire:quote_request",
    "apply:application_draft_renewal",
    "apply:application_sponsor_renewal",
    "apply:application_status_renewal",
    "apply:application_new_offer",
    "apply:staff_invitation",
    "apply:application_offer",
    "apply:application_waiting",
    "apply:application_reopening",
    "apply:application_twice",
    "apply:application_sponsor_again",
    "apply:contact_sponsor_again",
    "apply:cohort_places",
    "sit:outage_withdrawal",
    "sit:late_proposal_withdrawal",
    "papers:question_removal",
    "papers:criterion_removal",
    "papers:exhibit_removal",
    "apply:acceptance",
    "apply:rejection",
    "apply:cohort_staff",
    "apply:enrolment_file_confirmation",
    "apply:enrolment_file_next_part",
    "apply:enrolment_file_reading",
    "signin_demonstration_session",
    "sit:practice_restart",
    "sit:choice",
    "sit:incidents",
    "web:access_need_end",
    "sit:version_choice",
    "sit:revisions",
    "sit:answers",
    "mark:marks",
    "mark:confirmation",
    "mark:scripts",
    "mark:allocation",
}
"""Addresses that are only sent to."""
OWN_WAY = {
    "web:email_confirmation",
    "emails:unsubscribe",
    "mail:demonstration_email",
    "signin_second_step",
    "enquire:enquiry_sent",
    "enquire:international",
    "enquire:webinar_place",
    "enquire:quote_consent",
    "apply:application_start",
    "apply:application_check",
    "apply:application_draft",
    "apply:application_sponsor",
    "apply:application_sponsor_thanks",
    "apply:application_status",
    "apply:application_answer",
    "apply:application_answers",
    "apply:application_answers_step",
    "apply:application_consents",
    "improve:inspection_link",
    "apply:application_withdrawal",
    "signin_invitation",
    "signin_invitation_renewal",
    "signin_new_password",
    "signin_new_password_renewal",
    "signin_old_link",
    "apply:application_step",
    "apply:application_submitted",
}
"""Pages that need something of a visitor's own; `_for_visitors` and `_by_links` know how to come there."""


def _pages(world: access.World) -> Iterator[tuple[str, str, str]]:
    """Name, address, and whose page it is; empty for a visitor."""
    for name, row in access.MATRIX.items():
        if name not in FILES | ACTS | OWN_WAY:
            yield name, reverse(name, args=[world.at[key] for key in row.fill]), row.owner
    lead = f"?programme={world.setup.published.pk}&name=Look&starts_on=2026-12-11"
    yield "apply:cohort_new, asked", reverse("apply:cohort_new") + lead, "lead"
    for key in world.setup.staff:
        yield f"web:home as {key}", "/", key
    yield "web:home of somebody with a result", "/", "done"
    yield "a page that is not there", "/nowhere/", "writer"


ELSEWHERE = (
    "apply:programme",
    "web:home",
    "web:route",
    "web:hours",
    "sit:before",
    "apply:cohort",
    "learn:cohort_sessions",
    "reflect:results",
    "award:cohort",
    "award:mine",
)
"""Pages that another programme fills otherwise."""


def _of_another_programme(world: access.World) -> Iterator[tuple[str, str, str]]:
    for name in ELSEWHERE:
        row = access.MATRIX[name]
        owner = row.owner or ("writer" if name == "web:home" else "")
        yield f"{name} at UCL", reverse(name, args=[world.at[key] for key in row.fill]), owner


def _for_visitors(world: access.World) -> Iterator[tuple[str, str, str]]:
    for step in STEPS:
        place = [world.at["programme"], world.at["coming"], step.slug]
        yield f"apply:application_step {step.slug}", reverse("apply:application_step", args=place), ""
    for name in ("account_login", "account_reset_password", "account_reset_password_done"):
        yield name, reverse(name), ""


def _by_links(world: access.World) -> Iterator[tuple[str, str, str]]:
    """Pages behind the links of emails: good ones, and one that has run out."""
    given = {"provider": world.setup.provider, "given_name": "Lea", "roles": [Role.COACH], "by": None}
    for number, name in enumerate(("signin_invitation", "signin_invitation that is not there any more")):
        email, at = f"lea{number}@look.example", access.NOW - timedelta(days=30 * number)
        person = people.add_person(family_name="Linked", email=email, at=at, **given)
        people.invite(person=person, site=SITE, by=None, at=at)
        yield name, newest_path(email), ""
    account = world.people["coach"].account
    assert account
    people.send_password_reset(account=account, site=SITE, at=access.NOW)
    yield "signin_new_password", newest_path(account.email), ""
    stop = unsubscribe_address(Email.objects.filter(provider=world.setup.provider).latest("id"))
    yield "emails:unsubscribe", urlsplit(stop).path, ""
    _send_links(world)
    for purpose in LINKED:
        email = Email.objects.filter(provider=world.setup.provider, link_purpose=purpose).latest("id")
        path = urlsplit(link_in(email)).path
        yield purpose, path, ""
        for further in FURTHER.get(purpose, ()):
            yield f"{purpose} {further}", f"{path}{further}/", ""


def _send_links(world: access.World) -> None:
    """Emails that the world does not have."""
    sent = {"site": SITE, "client_address": "192.0.2.7", "at": access.NOW}
    quote = Quote.objects.get(pk=world.at["quote"])
    enquire.ask_for_consent(quote=quote, site=SITE, by=world.setup.staff["lead"], at=access.NOW)
    draft = ApplicationDraft.objects.filter(cohort__provider=world.setup.provider).latest("id")
    send_draft_link(draft=draft, email="draft@look.example", **sent)
    ask_sponsor(application=Application.objects.get(reference=world.at["application"]), **sent)


LINKED = (
    "email_change",
    "webinar_place",
    "quote",
    "application_draft",
    "application_sponsor",
    "application_status",
    "inspection",
)
"""What links in emails are for, further to invitations."""
FURTHER = {
    "application_sponsor": ("answer",),
    "application_status": ("offer", "withdrawal", "answers", "answers/name", "consents"),
}
"""Pages below the page that a link leads to."""


SENT_EMPTY = {
    "account_login": "",
    "web:time": "",
    "apply:enrolment_files": "lead",
    "apply:rejection": "lead",
    "practise:new_entry": "writer",
    "sit:before": "later",
    "sit:practice": "later",
    "sit:window": "lead",
    "sit:extensions": "later",
    "sit:extension": "lead",
    "sit:own_time": "lead",
    "web:person_access_needs": "lead",
    "web:access_need": "lead",
    "sit:word_file": "writer",
    "mark:fail": "senior",
    "improve:issue_new": "lead",
    "papers:new_paper": "setter",
    "papers:exhibits": "setter",
}
"""Forms that refuse to be sent as they are, and whose they are."""


FIRST_FORM = {"account_login"}
"""Where the last form is for passkeys, which need a script."""


def _refused(world: access.World) -> Iterator[tuple[str, str, str]]:
    for name, owner in SENT_EMPTY.items():
        page = "apply:application" if name == "apply:rejection" else name
        row = access.MATRIX.get(page)
        yield name, reverse(page, args=[world.at[key] for key in row.fill] if row else []), owner
    marker, code = next(
        (key, script.code)
        for key in ("marker", "marker2", "marker3")
        for script in list_allocated_scripts(for_=world.people[key])
        if not script.is_marked
    )
    yield "mark:script", reverse("mark:script", args=[code]), marker


def test_look(empty_stage: Stage) -> None:
    faults: list[str] = []
    worlds = {team: access.build(team) for team in access.TEAMS}
    PretendDate.objects.create(pretend_at=access.NOW, real_at=datetime.now(tz=UTC))
    llse, ucl = worlds.values()
    tours = (
        (llse, [*_pages(llse), *_for_visitors(llse), *_by_links(llse)]),
        (ucl, _of_another_programme(ucl)),
    )
    for world, tour in tours:
        windows: dict[str, Page] = {}
        for name, address, owner in tour:
            if owner not in windows or name.startswith("signin_"):
                windows[owner] = _window(empty_stage, world, owner)  # whose identity was confirmed just now
            faults += _faults_of(windows[owner], name, address)
    step = "signin_second_step"
    faults += _faults_of(_half_signed_in(empty_stage, llse), step, reverse(step))
    for name, address, owner in _refused(llse):
        page = _window(empty_stage, llse, owner)
        page.goto(address)
        forms = page.locator('main form[method="post"], .wm-panes form')
        form = forms.first if name in FIRST_FORM else forms.last
        with page.expect_navigation():
            form.evaluate("(form) => form.submit()")
        faults += _faults_seen(page, f"{name}, refused")
        if not page.title().startswith("Error: "):
            faults.append(f"{name}, refused: the title does not say so: {page.title()}")
    assert not faults, "\n".join(faults)


def _faults_of(page: Page, name: str, address: str) -> list[str]:
    answer = page.goto(address)
    if answer is None or answer.status != (404 if "not there" in name else 200):
        return [f"{name} ({address}): {answer.status if answer else 'no answer'}"]
    return _faults_seen(page, name)


def _faults_seen(page: Page, name: str) -> list[str]:
    page.set_viewport_size(WIDE)
    faults = [f"{name}, wide: {fault}" for fault in page.evaluate(LOOK, TAGS)]
    page.set_viewport_size(PHONE)
    return faults + [f"{name}, phone: {fault}" for fault in page.evaluate(LOOK, TAGS)]


def _window(stage: Stage, world: access.World, owner: str) -> Page:
    """Signed in without the sign-in page, which has its own turn."""
    page = stage.visitor()
    page.context.add_init_script(path=AXE)
    if owner:
        client = Client()
        account = world.people[owner].account
        assert account
        client.force_login(account)
        session = client.session
        session[entering.CONFIRMED_AT] = datetime.now(tz=UTC).timestamp()
        session[NEW_CODES] = secrets.encrypt(b"abcd-efgh ijkl-mnop")
        session.save()
        key = client.cookies["waymark"].value
        page.context.add_cookies([{"name": "waymark", "value": key, "url": stage.address}])
    return page


def _half_signed_in(stage: Stage, world: access.World) -> Page:
    """The password was right, and the second step is still to come."""
    account = world.people["writer"].account
    assert account
    client = Client()
    session = client.session
    session[entering.PENDING] = {
        "account": account.pk,
        "hash": account.get_session_auth_hash(),
        "door": Door.SIGN_IN.value,
        "next": "",
        "at": datetime.now(tz=UTC).timestamp(),
    }
    session.save()
    page = _window(stage, world, "")
    key = client.cookies["waymark"].value
    page.context.add_cookies([{"name": "waymark", "value": key, "url": stage.address}])
    return page
