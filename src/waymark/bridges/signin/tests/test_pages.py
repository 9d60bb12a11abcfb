"""Invitations accepted in the browser, a forgotten password, one's own sign-ins, and the demonstration's list."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client, override_settings

from tests.cast import PASSWORD, Cast
from tests.emails import SITE, answer_password_requests, newest_email, newest_path
from waymark.bridges.signin import actions
from waymark.bridges.signin.models import PasswordResetRequest, SignInAttempt
from waymark.ground.people import actions as people
from waymark.ground.people.models import Account, Email

NEW = "seven quiet lanterns"
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0"


def invited(cast: Cast, email: str = "nell@llse.example") -> str:
    person = people.add_person(
        provider=cast.llse, given_name="Nell", family_name="Ashdown", email=email, by=None, at=cast.at
    )
    people.invite(person=person, site=SITE, by=None, at=cast.at)
    return newest_path(email)


def asked_for_reset(cast: Cast, email: str = "grace@llse.example") -> str:
    Client().post("/accounts/password/reset/", {"email": email})
    assert answer_password_requests(cast.at) == 1
    return newest_path(email)


def sign_in(password: str, email: str = "grace@llse.example", browser: Client | None = None) -> bool:
    answer = (browser or Client()).post("/accounts/login/", {"login": email, "password": password})
    return answer.status_code == 302


@pytest.mark.parametrize(
    ("typed", "sentences"),
    [
        ({}, ["Enter your email address", "Enter your password"]),
        ({"login": "grace", "password": PASSWORD}, ["Enter an email address in the correct format"]),
        (
            {"login": "g" * 250 + "@llse.example", "password": PASSWORD},
            ["Enter an email address in the corr"],
        ),
        (
            {"login": "grace@llse.example", "password": "x" * 201},
            ["Password must be 200 characters or fewer"],
        ),
    ],
)
def test_refused_sign_in_says_in_our_words_what_to_enter(
    cast: Cast, typed: dict[str, str], sentences: list[str]
) -> None:
    answer = Client().post("/accounts/login/", typed)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert all(sentence in page for sentence in sentences)
    for djangos in ("This field is required", "Enter a valid", "Ensure this value"):
        assert djangos not in page


def test_password_of_200_characters_with_spaces_around_it_signs_in(cast: Cast) -> None:
    account = cast.grace.account
    assert account is not None
    password = " " + "lantern " * 24 + "fields "
    assert len(password) == 200
    account.set_password(password)
    account.save()
    assert sign_in(password)
    assert not sign_in(password.strip())


def test_invitation_is_accepted_with_a_password(cast: Cast) -> None:
    path, browser = invited(cast), Client()
    assert "Welcome, Nell Ashdown" in browser.get(path).content.decode()
    assert browser.post(path, {"password": PASSWORD}).status_code == 302
    assert "_auth_user_id" in browser.session
    assert Client().get(path).status_code == 404


def test_opening_a_link_does_not_use_it_up(cast: Cast) -> None:
    for path in (invited(cast), asked_for_reset(cast)):
        assert [Client().get(path).status_code for _ in range(3)] == [200] * 3
        assert [Client().head(path).status_code for _ in range(3)] == [200] * 3


def test_address_of_a_link_is_not_sent_as_a_referrer(cast: Cast) -> None:
    for path in (invited(cast), asked_for_reset(cast), "/accounts/invitations/unknown/"):
        assert Client().get(path).headers["referrer-policy"] == "strict-origin"


@pytest.mark.parametrize("password", ["", "short", "password123456", "aaaaaaaaaaaa", "nell@llse.example"])
def test_weak_password_is_refused_with_a_reason(cast: Cast, password: str) -> None:
    answer = Client().post(invited(cast), {"password": password})
    assert answer.status_code == 422
    assert "There is a problem" in answer.content.decode()


def test_unknown_invitation_says_what_to_do(cast: Cast) -> None:
    answer = Client().get("/accounts/invitations/not-a-token/")
    assert answer.status_code == 404
    assert "ask your provider" in answer.content.decode()


def test_expired_invitation_is_renewed_once_from_its_page(cast: Cast) -> None:
    path = invited(cast)
    cast.set_time(cast.at + timedelta(days=15))
    page = Client().get(path)
    assert page.status_code == 404
    assert "Email me a new invitation" in page.content.decode()
    assert "We’ve emailed you a new link" in Client().post(f"{path}renewal/").content.decode()
    renewed = newest_path("nell@llse.example")
    assert renewed != path
    assert Client().get(renewed).status_code == 200
    again = Client().post(f"{path}renewal/")
    assert (again.status_code, newest_path("nell@llse.example")) == (404, renewed)
    assert Client().post(renewed, {"password": PASSWORD}).status_code == 302
    assert Client().post(f"{renewed}renewal/").status_code == 404


def test_invitation_that_is_open_is_not_renewed(cast: Cast) -> None:
    path = invited(cast)
    assert Client().post(f"{path}renewal/").status_code == 404
    assert newest_path("nell@llse.example") == path


def test_password_is_reset_by_email(cast: Cast) -> None:
    path, elsewhere = asked_for_reset(cast), cast.browser("grace")
    browser = Client()
    assert "Choose a new password" in browser.get(path).content.decode()
    changed = browser.post(path, {"password": NEW, "again": NEW})
    assert changed.status_code == 302
    assert browser.get("/audit-log/").status_code == 200
    assert elsewhere.get("/audit-log/").status_code == 302
    assert sign_in(NEW)
    assert not sign_in(PASSWORD)
    assert newest_email("grace@llse.example").subject == "Your Waymark password has been changed"
    assert Client().get(path).status_code == 404


def test_new_password_is_typed_twice_and_not_easily_guessed(cast: Cast) -> None:
    path = asked_for_reset(cast)
    for password, again, sentence in (
        (NEW, "seven quiet lantern", "Enter the same password twice"),
        ("aaaaaaaaaaaa", "aaaaaaaaaaaa", "Use at least five different characters"),
        ("gracepenhaligon", "gracepenhaligon", "Don’t use your name or email address"),
    ):
        answer = Client().post(path, {"password": password, "again": again})
        assert answer.status_code == 422
        assert sentence in answer.content.decode()
    assert sign_in(PASSWORD)


def test_one_new_password_uses_up_every_link(cast: Cast) -> None:
    first, second = asked_for_reset(cast), asked_for_reset(cast)
    assert first != second
    assert Client().post(first, {"password": NEW, "again": NEW}).status_code == 302
    assert Client().get(second).status_code == 404


def test_expired_link_to_reset_is_renewed_from_its_page(cast: Cast) -> None:
    path = asked_for_reset(cast)
    cast.set_time(cast.at + timedelta(hours=2))
    assert "Email me a new link" in Client().get(path).content.decode()
    assert Client().post(f"{path}renewal/").status_code == 200
    assert answer_password_requests(cast.at) == 1
    assert newest_path("grace@llse.example") != path


def test_link_of_an_earlier_version_says_what_to_do(db: None) -> None:
    page = Client().get("/accounts/password/reset/key/3-abc-def/")
    assert page.status_code == 404
    assert "Ask for a new link" in page.content.decode()


def test_no_email_to_an_unknown_address(cast: Cast) -> None:
    Client().post("/accounts/password/reset/", {"email": "nobody@llse.example"})
    assert answer_password_requests(cast.at) == 1
    assert answer_password_requests(cast.at) == 0
    assert not Email.objects.filter(to="nobody@llse.example").exists()


def test_someone_invited_who_asks_for_a_new_password_is_invited_again(cast: Cast) -> None:
    old = invited(cast)
    path = asked_for_reset(cast, "nell@llse.example")
    assert path != old
    assert "Welcome, Nell Ashdown" in Client().get(path).content.decode()
    for _ in range(6):
        Client().post("/accounts/password/reset/", {"email": "nell@llse.example"})
    answer_password_requests(cast.at)
    assert Email.objects.filter(to="nell@llse.example").count() == 3


def test_someone_who_was_never_invited_gets_no_email(cast: Cast) -> None:
    people.add_person(
        provider=cast.llse, given_name="Al", family_name="One", email="al@llse.example", by=None, at=cast.at
    )
    Client().post("/accounts/password/reset/", {"email": "al@llse.example"})
    assert answer_password_requests(cast.at) == 1
    assert not Email.objects.filter(to="al@llse.example").exists()


def test_an_address_is_kept_no_longer_than_an_address_can_be(cast: Cast) -> None:
    actions.request_password_reset(email=f" {'A' * 300}@llse.example", site=SITE, at=cast.at)
    assert PasswordResetRequest.objects.get().email == "a" * 254


def test_emails_about_a_new_password_are_limited(cast: Cast) -> None:
    for _ in range(6):
        Client().post("/accounts/password/reset/", {"email": "grace@llse.example"})
    answer_password_requests(cast.at)
    assert Email.objects.filter(to="grace@llse.example").count() == 3


def test_closed_account_gets_an_explanation_at_every_entry(cast: Cast) -> None:
    reset, invitation = asked_for_reset(cast), None
    person = people.add_person(
        provider=cast.ucl,
        given_name="Grace",
        family_name="Penhaligon",
        email="grace@llse.example",
        by=None,
        at=cast.at,
    )
    people.invite(person=person, site=SITE, by=None, at=cast.at)
    invitation = newest_path("grace@llse.example")
    signed_in = cast.browser("grace")
    Account.objects.filter(email="grace@llse.example").update(is_active=False)
    closed = "This account is closed"
    page = Client().post("/accounts/login/", {"login": "grace@llse.example", "password": PASSWORD})
    assert (page.status_code, closed in page.content.decode()) == (422, True)
    wrong = Client().post("/accounts/login/", {"login": "grace@llse.example", "password": "not this one"})
    assert closed not in wrong.content.decode()
    answer = Client().post(invitation, {"password": "not this one"})
    assert (answer.status_code, closed in answer.content.decode()) == (422, False)
    answer = Client().post(invitation, {"password": PASSWORD})
    assert (answer.status_code, closed in answer.content.decode()) == (422, True)
    rows = SignInAttempt.objects.filter(door="invitation").order_by("id")
    assert [row.outcome for row in rows] == ["wrong_password", "closed"]
    answer = Client().post(reset, {"password": NEW, "again": NEW})
    assert (answer.status_code, closed in answer.content.decode()) == (422, True)
    assert signed_in.get("/audit-log/").status_code == 302
    Client().post("/accounts/password/reset/", {"email": "grace@llse.example"})
    answer_password_requests(cast.at)
    email = newest_email("grace@llse.example")
    assert "Your account is closed" in email.text
    assert not email.link_purpose


def test_sign_in_with_json_gets_the_same_sentence(cast: Cast) -> None:
    """The dialog of the writing page signs in like this."""
    headers = {"x-requested-with": "XMLHttpRequest", "accept": "application/json"}
    answer = Client().post(
        "/accounts/login/", {"login": "grace@llse.example", "password": "not this one"}, headers=headers
    )
    assert "Email address or password is incorrect" in answer.json()["form"]["errors"][0]
    Account.objects.filter(email="grace@llse.example").update(is_active=False)
    answer = Client().post(
        "/accounts/login/", {"login": "grace@llse.example", "password": PASSWORD}, headers=headers
    )
    assert "This account is closed" in answer.json()["form"]["errors"][0]


def test_a_person_sees_when_and_from_where_someone_signed_in(cast: Cast) -> None:
    browser = Client(headers={"user-agent": FIREFOX}, REMOTE_ADDR="192.0.2.7")
    assert not sign_in("not this one", browser=browser)
    assert sign_in(PASSWORD, browser=browser)
    page = browser.get("/accounts/sign-ins/").content.decode()
    assert page.index("Signed in") < page.index("Refused: wrong password")
    assert page.count("192.0.2.7") == 2
    assert page.count("Firefox on Linux") == 2
    assert "Your sign-ins" in browser.get("/accounts/security/").content.decode()
    assert "192.0.2.7" not in cast.browser("jonas").get("/accounts/sign-ins/").content.decode()


def test_every_door_records_who_came_in(cast: Cast) -> None:
    Client().post(invited(cast), {"password": PASSWORD})
    Client().post(asked_for_reset(cast), {"password": NEW, "again": NEW})
    assert [(row.door, row.outcome) for row in SignInAttempt.objects.order_by("id")] == [
        ("invitation", "signed_in"),
        ("new_password", "password_changed"),
    ]


@override_settings(DEMO_DOOR=True)
def test_demonstration_signs_in_only_people_on_its_list(cast: Cast) -> None:
    guide = actions.guide(person=cast.people["grace"], label="Lead", try_this="Look around.", position=1)
    browser = Client()
    assert "Sign in as Grace Penhaligon" in browser.get("/accounts/demonstration/").content.decode()
    assert browser.post(f"/accounts/demonstration/{guide.person_id}/").status_code == 302
    assert browser.get("/audit-log/").status_code == 200
    assert "from the demonstration’s list" in browser.get("/accounts/sign-ins/").content.decode()
    other = Client().post(f"/accounts/demonstration/{cast.people['jonas'].pk}/")
    assert other.status_code == 404
