"""Everyone who works for the provider, inviting them, and their roles in a cohort."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest

from tests.filled import form_of
from waymark.ground.cohorts import actions as cohorts
from waymark.ground.cohorts.models import CohortStaff
from waymark.ground.people.models import Email, Invitation, Person, RoleHeld
from waymark.ground.people.roles import Role

if TYPE_CHECKING:
    from django.test import Client

    from tests.cast import Cast
    from waymark.ground.cohorts.models import Cohort

INVITE = "/staff/invitations/"
THIRTEEN = "\n".join(
    f"Given{number} Family{number}, staff{number}@school.example, {role}, Spring 2027"
    for number, role in enumerate(
        ["Facilitator"] * 2 + ["Coach"] * 5 + ["Marker"] * 4 + ["Senior marker"] + ["Award board"]
    )
)


def sent(browser: Client, answer: Any, url: str, **changes: Any) -> Any:
    """The form of an answer, sent on with these changes."""
    return browser.post(url, form_of(answer) | changes)


def test_thirteen_people_are_staffed_in_four_touches(cast: Cast, spring: Cohort) -> None:
    """Open the page, paste, check, invite. The limit is 15."""
    grace, touches = cast.browser("grace"), 0
    page = grace.get(INVITE)
    touches += 1
    preview = sent(grace, page, INVITE, lines=THIRTEEN)
    touches += 2  # pasted, and sent to be checked
    assert preview.status_code == 200
    assert "13 people to invite" in preview.content.decode()
    assert not Person.objects.filter(email="staff0@school.example").exists(), "A preview adds no one."
    done = sent(grace, preview, INVITE)
    touches += 1
    assert done.headers["location"] == "/staff/"
    assert touches <= 15
    assert CohortStaff.objects.filter(cohort=spring).count() == 12
    assert RoleHeld.objects.filter(role=Role.BOARD, person__email="staff12@school.example").exists()
    assert Invitation.objects.filter(person__email__startswith="staff").count() == 13
    text = grace.get("/staff/").content.decode()
    assert "Given7 Family7" in text
    assert "Invited on" in text


def test_staff_invited_from_a_cohorts_page_join_that_cohort_and_lead_back_to_it(
    cast: Cast, spring: Cohort
) -> None:
    grace, url = cast.browser("grace"), f"{INVITE}?cohort={spring.slug}"
    preview = sent(grace, grace.get(url), url, lines="Eva Moss, eva@school.example, Coach")
    done = sent(grace, preview, url)
    assert done.headers["location"] == f"/cohorts/{spring.slug}/"
    assert CohortStaff.objects.get(person__email="eva@school.example").cohort == spring


def test_a_cohort_of_another_provider_is_not_filled_in(cast: Cast) -> None:
    grace, url = cast.browser("grace"), f"{INVITE}?cohort={cast.ucl_cohort.slug}"
    preview = sent(grace, grace.get(url), url, lines="Eva Moss, eva@school.example, Award board")
    assert sent(grace, preview, url).headers["location"] == "/staff/"


def test_the_same_lines_again_change_nothing_and_invite_no_one_twice(cast: Cast, spring: Cohort) -> None:
    grace = cast.browser("grace")
    for _ in range(2):
        sent(grace, sent(grace, grace.get(INVITE), INVITE, lines=THIRTEEN), INVITE)
    assert Invitation.objects.filter(person__email__startswith="staff").count() == 13
    assert CohortStaff.objects.filter(cohort=spring).count() == 12


def test_a_line_with_a_problem_stops_all_and_stays(cast: Cast, spring: Cohort) -> None:
    grace = cast.browser("grace")
    lines = (
        "New Person, new@school.example, Astronaut, Spring 2027\nGood One, good@school.example, Award board"
    )
    answer = sent(grace, grace.get(INVITE), INVITE, lines=lines)
    text = answer.content.decode()
    assert answer.status_code == 422
    assert "“Astronaut” is not a role" in text
    assert "1 line is to correct. No one has been invited" in text
    assert "Good One, good@school.example, Award board" in text
    assert not Person.objects.filter(email="good@school.example").exists()


def test_a_guess_is_confirmed_before_anyone_is_invited(cast: Cast, spring: Cohort) -> None:
    grace = cast.browser("grace")
    preview = sent(grace, grace.get(INVITE), INVITE, lines="Eva Moss, eva@school.example, tutor, Spring 2027")
    assert "we read “tutor” as facilitator" in preview.content.decode()
    refused = sent(grace, preview, INVITE)
    assert refused.status_code == 422
    assert "Tick the box when you’ve checked what we guessed" in refused.content.decode()
    assert not Person.objects.filter(email="eva@school.example").exists()
    assert sent(grace, refused, INVITE, checked="on").status_code == 302
    assert CohortStaff.objects.get(person__email="eva@school.example").role == "facilitator"


def test_lines_that_changed_since_the_preview_are_shown_again(cast: Cast, spring: Cohort) -> None:
    grace = cast.browser("grace")
    preview = sent(grace, grace.get(INVITE), INVITE, lines="Eva Moss, eva@school.example, Award board")
    again = sent(grace, preview, INVITE, lines="Eva Moss, eva@school.example, Programme lead")
    assert again.status_code == 200
    assert "1 person to invite" in again.content.decode()
    assert not Person.objects.filter(email="eva@school.example").exists()


def test_a_known_person_gets_the_role_and_keeps_their_name(cast: Cast, spring: Cohort) -> None:
    grace, line = cast.browser("grace"), f"Hugh Marchbank, {cast.hugo.email.upper()}, Coach, Spring 2027"
    preview = sent(grace, grace.get(INVITE), INVITE, lines=line)
    assert "You already know this email address as Hugo Marchbanks" in preview.content.decode()
    assert sent(grace, preview, INVITE, checked="on").status_code == 302
    assert CohortStaff.objects.filter(cohort=spring, person=cast.hugo, role="coach").exists()
    assert Person.objects.get(pk=cast.hugo.pk).name == "Hugo Marchbanks"
    assert "coach of Spring 2027" in Email.objects.get(to=cast.hugo.email).text


def test_a_role_that_conflicts_is_refused_with_its_reason(cast: Cast, spring: Cohort) -> None:
    grace = cast.browser("grace")
    line = f"Fay Abernethy, {cast.fay.email}, Marker, LLSE spring 2025"
    text = sent(grace, grace.get(INVITE), INVITE, lines=line).content.decode()
    assert "Fay Abernethy can’t teach or lead LLSE spring 2025 and also judge its scripts" in text


def test_a_new_link_is_sent_to_someone_whose_invitation_ran_out(cast: Cast, spring: Cohort) -> None:
    grace = cast.browser("grace")
    sent(grace, sent(grace, grace.get(INVITE), INVITE, lines=THIRTEEN), INVITE)
    cast.set_time(cast.at + timedelta(days=15))
    assert "Invitation has expired" in grace.get("/staff/").content.decode()
    person = Person.objects.get(email="staff3@school.example")
    assert grace.post(f"/staff/{person.pk}/invitation/").status_code == 302
    assert Invitation.objects.filter(person=person).count() == 2


def test_staff_are_copied_from_an_earlier_cohort_with_conflicts_named(cast: Cast, spring: Cohort) -> None:
    grace = cast.browser("grace")
    cohorts.assign_staff(cohort=spring, person=cast.dev, role=Role.FACILITATOR, by=cast.grace, at=cast.at)
    assert "Select a cohort" in grace.get(f"/staff/copies/?to={spring.slug}").content.decode()
    url = f"/staff/copies/?to={spring.slug}&cohort={cast.cohort.slug}"
    page = grace.get(url)
    assert "Dev Raithatha can’t teach or lead Spring 2027 and also judge its scripts" in page.content.decode()
    assert sent(grace, page, url).status_code == 302
    roles = set(CohortStaff.objects.filter(cohort=spring).values_list("person__given_name", "role"))
    assert roles == {
        ("Fay", "facilitator"),
        ("Hugo", "coach"),
        ("Chioma", "marker"),
        ("Esther", "marker"),
        ("Simi", "senior"),
        ("Dev", "facilitator"),
    }


def test_roles_are_given_and_taken_in_one_act(cast: Cast) -> None:
    cast.set_time(cast.at + timedelta(days=1))
    grace, url = cast.browser("grace"), f"/cohorts/{cast.cohort.slug}/staff/roles/"
    page = grace.get(url)
    ticked = [key for key in form_of(page)["roles"] if key != f"{cast.dev.pk}:marker"]
    assert sent(grace, page, url, roles=[*ticked, f"{cast.petra.pk}:coach"]).status_code == 302
    dev = CohortStaff.objects.get(cohort=cast.cohort, person=cast.dev)
    assert dev.ended_at
    assert not dev.is_current
    assert CohortStaff.objects.filter(cohort=cast.cohort, person=cast.petra, role="coach").exists()
    assert (
        "Dev Raithatha"
        not in grace.get(f"/cohorts/{cast.cohort.slug}/").content.decode().split("Add someone")[0]
    )
    assert sent(grace, grace.get(url), url, roles=[*ticked, f"{cast.dev.pk}:marker"]).status_code == 302
    assert CohortStaff.objects.filter(cohort=cast.cohort, person=cast.dev).count() == 2, "Both are kept."


def test_roles_that_another_lead_changed_meanwhile_are_not_overwritten(cast: Cast) -> None:
    grace, url = cast.browser("grace"), f"/cohorts/{cast.cohort.slug}/staff/roles/"
    page = grace.get(url)
    cohorts.assign_staff(cohort=cast.cohort, person=cast.petra, role=Role.COACH, by=None, at=cast.at)
    assert sent(grace, page, url).status_code == 409
    assert CohortStaff.objects.get(cohort=cast.cohort, person=cast.petra, role="coach").ended_at is None


def test_the_last_lead_keeps_the_role_and_a_marker_is_told_why_not(cast: Cast) -> None:
    grace, url = cast.browser("grace"), f"/staff/{cast.grace.pk}/"
    refused = sent(grace, grace.get(url), url, roles=[])
    assert refused.status_code == 422
    assert "Grace Penhaligon is the only programme lead" in refused.content.decode()
    text = grace.get(f"/staff/{cast.chioma.pk}/").content.decode()
    assert "Chioma Okonjo marks scripts for this provider" in text
    assert (
        sent(
            grace, grace.get(f"/staff/{cast.fay.pk}/"), f"/staff/{cast.fay.pk}/", roles=["board"]
        ).status_code
        == 302
    )
    assert RoleHeld.objects.filter(person=cast.fay, role="board").exists()


@pytest.mark.parametrize("url", ["/staff/", INVITE, "/staff/{person}/", "/staff/copies/"])
def test_only_a_lead_of_this_provider_comes_in(cast: Cast, url: str) -> None:
    url = url.format(person=cast.fay.pk)
    assert cast.browser("fay").get(url).status_code == 403
    assert "Abernethy" not in cast.browser("finn").get(url).content.decode()
