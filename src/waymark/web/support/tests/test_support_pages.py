"""A lead looks at someone's pages: what is shown, what is refused, what is written, and who is told."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import resolve, reverse

from tests import access
from tests.cast import Cast
from waymark.ground.ledger.models import Entry
from waymark.ground.people.access import EVERYONE, allowed_roles
from waymark.ground.people.models import Email, RoleHeld
from waymark.ground.people.roles import Role
from waymark.web import participant_page
from waymark.web.support import words
from waymark.web.support.models import SupportAccess, SupportPage
from waymark.web.support.pages import BY_NAME, BY_ROOM, PAGES, Closed, reason_closed

REASON = "You told us that a session is missing."


@pytest.fixture
def lead(cast: Cast) -> Client:
    return cast.browser("grace")


@pytest.fixture
def prefix(cast: Cast, lead: Client) -> str:
    """The address before every page of Amina's, as she sees it."""
    answer = lead.post(asking(cast, "amina"), {"reason": REASON})
    assert answer.status_code == 302, answer.content.decode()
    return answer.headers["location"].removesuffix("/")


def asking(cast: Cast, name: str) -> str:
    return reverse("web:support", args=[cast.people[name].pk])


def test_the_lead_reads_the_home_of_the_person(cast: Cast, lead: Client, prefix: str) -> None:
    shown = lead.get(f"{prefix}/").content.decode()
    own = cast.browser("amina").get("/").content.decode()
    assert "You’re looking at Amina Castellane’s pages." in shown
    assert "Hours done" in shown
    assert "Hours done" in own
    assert f'href="{prefix}/route/"' in shown
    assert 'href="/route/"' not in shown


def test_each_page_has_the_banner_with_a_way_to_stop(cast: Cast, lead: Client, prefix: str) -> None:
    access_row = SupportAccess.objects.get()
    stop = reverse("web:support_end", args=[access_row.person_id, access_row.pk])
    for page in ("/", "/route/", "/hours/", "/?closed=account"):
        text = lead.get(f"{prefix}{page}").content.decode()
        assert words.BANNER.format(name="Amina Castellane") in text
        assert f'action="{stop}"' in text
        assert "<button>Stop looking</button>" in text


def test_the_person_is_told_by_email_and_on_their_home_while_it_lasts(
    cast: Cast, lead: Client, prefix: str
) -> None:
    email = Email.objects.get(kind="web.support_opened")
    assert email.to == "amina@llse.example"
    assert "Grace Penhaligon" in email.subject
    for part in (REASON, "22 October 2026, 10:00", "22 October 2026, 10:30", "/account/"):
        assert part in email.text
    amina = cast.browser("amina")
    notice = "Grace Penhaligon (LLSE) can look at your pages until"
    assert notice in amina.get("/").content.decode()
    cast.set_time(cast.at + timedelta(minutes=29))
    assert notice in amina.get("/").content.decode()
    cast.set_time(cast.at + timedelta(minutes=2))
    assert notice not in amina.get("/").content.decode()
    assert notice not in cast.browser("ben").get("/").content.decode()


def test_the_notice_goes_when_the_lead_stops(cast: Cast, lead: Client, prefix: str) -> None:
    row = SupportAccess.objects.get()
    answer = lead.post(reverse("web:support_end", args=[row.person_id, row.pk]), follow=True)
    assert "You’ve stopped looking at Amina Castellane’s pages." in answer.content.decode()
    row.refresh_from_db()
    assert row.ended_at is not None
    assert "can look at your pages" not in cast.browser("amina").get("/").content.decode()
    answer = lead.get(f"{prefix}/")
    assert (answer.status_code, "Your time is up" in answer.content.decode()) == (403, True)
    assert lead.post(reverse("web:support_end", args=[row.person_id, row.pk])).status_code == 302
    assert Entry.objects.filter(verb="web.support_ended").count() == 1


def test_it_ends_by_itself_after_thirty_minutes(cast: Cast, lead: Client, prefix: str) -> None:
    cast.set_time(cast.at + timedelta(minutes=31))
    answer = lead.get(f"{prefix}/route/")
    assert answer.status_code == 403
    assert "Hours done" not in answer.content.decode()


def test_the_account_page_lists_who_looked_why_when_and_what_was_opened(
    cast: Cast, lead: Client, prefix: str
) -> None:
    for page in ("/", "/hours/", "/hours/", "/account/", "/practise/entries/"):
        lead.get(f"{prefix}{page}")
    page = cast.browser("amina").get("/account/").content.decode()
    for part in ("Grace Penhaligon", REASON, "10:00", "10:30", "open now", "Opened: Home, Hours<"):
        assert part in page
    assert "Who has looked" not in cast.browser("ben").get("/account/").content.decode()
    assert [row.name for row in SupportPage.objects.order_by("id")] == ["web:home", "web:hours", "web:hours"]


def test_the_lead_finds_every_access_on_the_page_that_opens_one(
    cast: Cast, lead: Client, prefix: str
) -> None:
    page = lead.get(asking(cast, "amina")).content.decode()
    assert REASON in page
    assert "Grace Penhaligon" in page
    person = lead.get(reverse("web:person", args=[cast.people["amina"].pk])).content.decode()
    assert asking(cast, "amina") in person
    assert "Someone’s pages opened, as they see them" in person


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete", "options"])
def test_nothing_is_changed_while_looking(cast: Cast, lead: Client, prefix: str, method: str) -> None:
    before = Entry.objects.count()
    answer = getattr(lead, method)(f"{prefix}/learn/study/s1/p1/")
    assert answer.status_code == 403
    assert (
        "You’re looking at Amina Castellane’s pages, so you can’t change anything" in answer.content.decode()
    )
    assert Entry.objects.count() == before


def test_a_page_that_writes_while_it_is_read_leaves_nothing(
    cast: Cast, lead: Client, prefix: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    record_of = participant_page.hours_record_of

    def writes(**given: Any) -> dict[str, Any]:
        RoleHeld.objects.create(person=cast.people["amina"], role=Role.COACH, at=cast.at)
        return record_of(**given)

    monkeypatch.setattr("waymark.web.views.participant_page.hours_record_of", writes)
    lead.get(f"{prefix}/hours/")
    assert not RoleHeld.objects.filter(person=cast.people["amina"], role=Role.COACH).exists()
    cast.browser("amina").get("/hours/")
    assert RoleHeld.objects.filter(person=cast.people["amina"], role=Role.COACH).exists()


def test_the_session_of_the_lead_stays_the_leads(cast: Cast, lead: Client, prefix: str) -> None:
    before = dict(lead.session)
    lead.get(f"{prefix}/")
    assert dict(lead.session) == before
    assert lead.get("/people/").status_code == 200


@pytest.mark.parametrize(
    ("address_of", "reason"),
    [
        ("/practise/", Closed.WORKBOOK),
        ("/coach/mine/", Closed.COACHING),
        ("/gather/", Closed.GROUP),
        ("/award/", Closed.RESULT),
        ("/sit/", Closed.ASSESSMENT),
        ("/account/", Closed.ACCOUNT),
        ("/people/", Closed.NO_ACCESS),
    ],
)
def test_a_closed_page_says_why(
    cast: Cast, lead: Client, prefix: str, address_of: str, reason: Closed
) -> None:
    names = {
        "/practise/": "practise:workbook",
        "/coach/mine/": "coach:mine",
        "/gather/": "gather:group",
        "/award/": "award:mine",
        "/sit/": "sit:before",
    }
    address = reverse(names[address_of]) if address_of in names else address_of
    answer = lead.get(f"{prefix}{address}")
    assert answer.status_code == 403
    assert f"You can’t see this page as Amina Castellane: {words.CLOSED[reason]}" in answer.content.decode()


def test_a_link_to_a_closed_page_tells_no_address(cast: Cast, lead: Client, prefix: str) -> None:
    text = lead.get(f"{prefix}/").content.decode()
    assert f'href="{prefix}/?closed=workbook"' in text
    assert "/practise/" not in text
    answer = lead.get(f"{prefix}/?closed=workbook")
    assert answer.status_code == 403
    assert words.CLOSED[Closed.WORKBOOK] in answer.content.decode()
    assert words.CLOSED[Closed.NOT_LISTED] in lead.get(f"{prefix}/?closed=anything").content.decode()


def test_pages_that_everyone_may_read_are_left_as_they_are(lead: Client, prefix: str) -> None:
    text = lead.get(f"{prefix}/").content.decode()
    assert 'href="/programmes/"' in text
    assert lead.get(f"{prefix}/nothing/").status_code == 404
    assert lead.get(prefix + "1/").status_code == 404
    assert lead.get(f"{prefix}x/").status_code == 404


def test_a_reason_is_needed(cast: Cast, lead: Client) -> None:
    answer = lead.post(asking(cast, "amina"), {"reason": " "})
    assert answer.status_code == 422
    assert "Enter why you need to see their pages" in answer.content.decode()
    assert not SupportAccess.objects.exists()
    row = SupportAccess(person=cast.people["amina"], by=cast.grace, reason="", at=cast.at, until=cast.at)
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save()


def test_the_same_reason_twice_is_one_access_and_another_reason_is_another(
    cast: Cast, lead: Client, prefix: str
) -> None:
    again = lead.post(asking(cast, "amina"), {"reason": REASON})
    assert again.headers["location"] == f"{prefix}/"
    other = lead.post(asking(cast, "amina"), {"reason": "Something else."})
    assert other.headers["location"] != f"{prefix}/"
    first, second = SupportAccess.objects.order_by("id")
    assert first.ended_at is not None
    assert second.ended_at is None
    assert Email.objects.filter(kind="web.support_opened").count() == 2
    cast.set_time(cast.at + timedelta(minutes=31))
    lead.post(asking(cast, "amina"), {"reason": "Something else."})
    assert SupportAccess.objects.count() == 3


@pytest.mark.parametrize("name", ["chioma", "simi", "jonas", "petra", "grace"])
def test_no_one_looks_at_the_pages_of_someone_with_more_rights(cast: Cast, lead: Client, name: str) -> None:
    assert "Open their pages" not in lead.get(asking(cast, name)).content.decode()
    answer = lead.post(asking(cast, name), {"reason": REASON})
    assert answer.status_code == 422
    assert not SupportAccess.objects.exists()


def test_a_role_with_more_rights_closes_what_was_open(cast: Cast, lead: Client, prefix: str) -> None:
    RoleHeld.objects.create(person=cast.people["amina"], role=Role.MARKER, at=cast.at)
    assert lead.get(f"{prefix}/").status_code == 403


@pytest.mark.parametrize("name", ["fay", "hugo"])
def test_a_facilitator_and_a_coach_can_be_helped_too(cast: Cast, lead: Client, name: str) -> None:
    answer = lead.post(asking(cast, name), {"reason": REASON}, follow=True)
    assert answer.status_code == 200
    assert f"You’re looking at {cast.people[name].name}’s pages." in answer.content.decode()
    assert "can look at your pages until" in cast.browser(name).get("/").content.decode()


def test_someone_who_is_not_enrolled_is_told_on_their_home_too(cast: Cast, lead: Client) -> None:
    nora = cast.person("nora", "Nora", "Newcomer", Role.PARTICIPANT)
    assert "can look at your pages" not in cast.browser("nora").get("/").content.decode()
    lead.post(asking(cast, "nora"), {"reason": REASON})
    assert SupportAccess.objects.get().person == nora
    assert "can look at your pages until" in cast.browser("nora").get("/").content.decode()


def test_only_the_lead_who_opened_it_looks(cast: Cast, prefix: str) -> None:
    cast.person("ruth", "Ruth", "Second", Role.LEAD)
    assert cast.browser("ruth").get(f"{prefix}/").status_code == 404
    assert cast.browser("finn").get(f"{prefix}/").status_code == 404
    assert cast.browser("fay").get(f"{prefix}/").status_code == 403
    assert cast.browser("finn").post(asking(cast, "amina"), {"reason": REASON}).status_code == 404
    assert cast.browser("ruth").post(f"{prefix}/").status_code == 404


def test_an_access_is_to_one_person_alone(cast: Cast, lead: Client, prefix: str) -> None:
    amina, ben = cast.people["amina"].pk, cast.people["ben"].pk
    assert lead.get(prefix.replace(f"/people/{amina}/", f"/people/{ben}/") + "/").status_code == 404


def test_every_page_of_these_roles_is_listed_or_says_why_it_is_closed() -> None:
    roles = frozenset({Role.PARTICIPANT, Role.FACILITATOR, Role.COACH})
    for name, row in access.MATRIX.items():
        if (
            row.roles
            and row.roles & {Role.PARTICIPANT}
            and not name.startswith(("signin_", "web:your", "mail:"))
        ):
            assert name in PAGES or name in BY_NAME or name.partition(":")[0] in BY_ROOM, name
    assert not PAGES.keys() & BY_NAME.keys()
    for name in PAGES:
        view = resolve(reverse(name, args=["x"] * len(access.MATRIX[name].fill))).func
        assert reason_closed(name, view, roles=roles) is None
        assert reason_closed(name, view, roles=frozenset()) is (
            None if allowed_roles(view) == EVERYONE else Closed.NO_ACCESS
        )


def test_an_address_of_signing_in_is_their_account(lead: Client, prefix: str) -> None:
    for name in ("signin_security", "signin_sessions", "account_login", "web:your_data", "emails:preference"):
        answer = lead.get(f"{prefix}{reverse(name)}")
        assert (answer.status_code, words.CLOSED[Closed.ACCOUNT] in answer.content.decode()) == (403, True)


def test_a_file_can_not_be_sent_while_looking(lead: Client, prefix: str) -> None:
    file = SimpleUploadedFile("a.csv", b"a,b\n")
    assert lead.post(f"{prefix}/practise/entries/new/", {"file": file}).status_code == 403
