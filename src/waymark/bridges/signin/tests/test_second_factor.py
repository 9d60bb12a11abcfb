"""The second step: asked of whoever has one, set up by whoever needs one, and passed before anything opens."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.db import connection
from django.test import Client, override_settings

from tests.cast import PASSWORD, Cast
from tests.emails import newest_email, newest_path
from waymark.bridges.signin.models import Outcome, SignInAttempt
from waymark.bridges.signin.second_factor import actions, secrets
from waymark.bridges.signin.second_factor.models import AuthenticatorApp, RecoveryCode
from waymark.bridges.signin.second_factor.rules import ForParticipants
from waymark.bridges.signin.tests.second_steps import (
    Phone,
    account_of,
    enter_code,
    is_signed_in,
    stored_app,
    with_password,
)
from waymark.ground.ledger.models import Entry
from waymark.ground.people import actions as people
from waymark.ground.people.models import Email
from waymark.ground.people.roles import Role
from waymark.journey.sit.tests.makers import make_sitting

STAFF = ("fay", "hugo", "petra", "chioma", "simi", "grace", "jonas")
GRACE, AMINA = "grace@llse.example", "amina@llse.example"
production = override_settings(STAFF_NEED_SECOND_FACTOR=True)


@pytest.fixture
def phone(monkeypatch: pytest.MonkeyPatch) -> Phone:
    return Phone(monkeypatch)


def save(browser: Client, sitting: Any, text: str = "An hour of writing.") -> int:
    """A save by the fast path."""
    answer = browser.post(
        f"/sit/{sitting.code}/answers/q1/revisions/",
        json.dumps({"text": text, "base": 0, "client": "abcd1234"}),
        content_type="application/json",
        headers={"x-waymark-desk": "1"},
    )
    return answer.status_code


def test_password_alone_signs_no_one_in_who_has_a_second_factor(cast: Cast, phone: Phone) -> None:
    phone.set_up(account_of(cast, "grace"))
    browser = with_password(GRACE)
    assert not is_signed_in(browser)
    assert "_auth_user_id" not in browser.session
    assert browser.get("/audit-log/").headers["location"].startswith("/accounts/login/")
    answer = enter_code(browser, phone.code())
    assert (answer.status_code, answer.headers["location"]) == (302, "/")
    assert is_signed_in(browser)
    assert browser.get("/audit-log/").status_code == 200


def test_the_page_that_was_wanted_opens_after_the_code(cast: Cast, phone: Phone) -> None:
    phone.set_up(account_of(cast, "grace"))
    browser = with_password(GRACE, to="/audit-log/")
    assert enter_code(browser, phone.code()).headers["location"] == "/audit-log/"
    elsewhere = with_password(GRACE, to="https://elsewhere.example/")
    phone.wait(seconds=30)
    assert enter_code(elsewhere, phone.code()).headers["location"] == "/"


def test_session_key_changes_when_the_code_is_right(cast: Cast, phone: Phone) -> None:
    phone.set_up(account_of(cast, "grace"))
    browser = with_password(GRACE)
    before = browser.cookies["waymark"].value
    enter_code(browser, phone.code())
    assert browser.cookies["waymark"].value != before


def test_a_code_works_once(cast: Cast, phone: Phone) -> None:
    phone.set_up(account_of(cast, "grace"))
    code = phone.code()
    assert enter_code(with_password(GRACE), code).status_code == 302
    again = enter_code(with_password(GRACE), code)
    assert again.status_code == 422
    assert "That code has been used" in again.content.decode()
    earlier = enter_code(with_password(GRACE), phone.code(-1))
    assert "That code has been used" in earlier.content.decode()
    phone.wait(seconds=30)
    assert enter_code(with_password(GRACE), phone.code()).status_code == 302


def test_a_recovery_code_works_once_and_is_told_by_email(cast: Cast, phone: Phone) -> None:
    account = account_of(cast, "grace")
    code, *_ = phone.set_up(account)
    assert enter_code(with_password(GRACE), code.upper().replace("-", " ")).status_code == 302
    email = newest_email(GRACE)
    assert email.subject == "A recovery code was used for your Waymark account"
    assert "You have 9 recovery codes left." in email.text
    assert enter_code(with_password(GRACE), code).status_code == 422
    assert Entry.objects.filter(verb="signin.recovery_code_used", about_id=cast.grace.pk).count() == 1


def test_recovery_code_of_someone_else_does_not_work(cast: Cast, phone: Phone) -> None:
    codes = phone.set_up(account_of(cast, "fay"))
    phone.set_up(account_of(cast, "grace"))
    assert enter_code(with_password(GRACE), codes[0]).status_code == 422


def test_nothing_stored_makes_a_code(cast: Cast, phone: Phone) -> None:
    account = account_of(cast, "grace")
    codes = phone.set_up(account)
    stored = stored_app(account).secret + "".join(RecoveryCode.objects.values_list("digest", flat=True))
    assert phone.secret not in stored.encode()
    assert not [code for code in codes if code.replace("-", "") in stored]
    with override_settings(SECRET_KEY="another" * 9), pytest.raises(secrets.SecretLost):
        secrets.decrypt(stored_app(account).secret)


def test_second_factors_outlive_a_new_secret_key(cast: Cast, phone: Phone, settings: Any) -> None:
    codes = phone.set_up(account_of(cast, "grace"))
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "a new secret key of this installation, of 50 or more"
    assert enter_code(with_password(GRACE), phone.code()).status_code == 302
    assert enter_code(with_password(GRACE), codes[0]).status_code == 302


def test_wrong_codes_slow_the_account_down(cast: Cast, phone: Phone) -> None:
    phone.set_up(account_of(cast, "grace"))
    answers = [enter_code(with_password(GRACE), "000000") for _ in range(6)]
    assert "Too many wrong codes" in answers[-1].content.decode()
    right = enter_code(with_password(GRACE), phone.code())
    assert right.status_code == 422
    phone.wait(seconds=1)
    assert enter_code(with_password(GRACE), phone.code()).status_code == 302
    outcomes = SignInAttempt.objects.values_list("outcome", flat=True)
    assert list(outcomes).count(Outcome.WRONG_CODE) == 5


def test_right_password_does_not_reset_the_count_of_wrong_codes(cast: Cast, phone: Phone) -> None:
    phone.set_up(account_of(cast, "grace"))
    for _ in range(5):
        enter_code(with_password(GRACE), "000000")
    assert "Too many wrong codes" in enter_code(with_password(GRACE), "000000").content.decode()


@pytest.mark.parametrize("change", ["ten minutes", "password", "closed"])
def test_the_second_step_ends_with_time_password_and_account(cast: Cast, phone: Phone, change: str) -> None:
    account = account_of(cast, "grace")
    phone.set_up(account)
    browser = with_password(GRACE)
    if change == "ten minutes":
        phone.wait(minutes=10, seconds=1)
    elif change == "password":
        account.set_password("seven quiet lanterns")
        account.save()
    else:
        account.is_active = False
        account.save()
    answer = enter_code(browser, phone.code())
    assert answer.headers["location"] == "/accounts/login/"
    assert not is_signed_in(browser)


def test_invitation_and_new_password_ask_for_the_second_step_too(cast: Cast, phone: Phone) -> None:
    phone.set_up(account_of(cast, "grace"))
    at_ucl = people.add_person(
        provider=cast.ucl, given_name="Grace", family_name="P", email=GRACE, by=None, at=cast.at
    )
    people.invite(person=at_ucl, site="http://testserver", by=None, at=cast.at)
    browser = Client()
    answer = browser.post(newest_path(GRACE), {"password": PASSWORD})
    assert answer.headers["location"] == "/accounts/login/second-step/"
    assert not is_signed_in(browser)

    people.send_password_reset(account=account_of(cast, "grace"), site="http://testserver", at=cast.at)
    browser = Client()
    new = {"password": "seven quiet lanterns", "again": "seven quiet lanterns"}
    answer = browser.post(newest_path(GRACE), new)
    assert answer.headers["location"] == "/accounts/login/second-step/"
    assert not is_signed_in(browser)
    assert enter_code(browser, phone.code()).status_code == 302
    assert is_signed_in(browser)


@production
@pytest.mark.parametrize("who", STAFF)
def test_staff_without_a_second_factor_are_led_to_set_one_up(cast: Cast, phone: Phone, who: str) -> None:
    email = cast.people[who].email
    browser = with_password(email)
    for path in ("/", "/account/", "/audit-log/", "/accounts/sign-ins/", "/accounts/rules/"):
        answer = browser.get(path)
        assert answer.status_code == 302, path
        assert answer.headers["location"].startswith("/accounts/security/?next="), path
    page = browser.get("/accounts/security/?next=/account/").content.decode()
    assert "Set up a second step to carry on" in page
    assert not is_signed_in(browser)

    phone.scan(browser.get("/accounts/security/app/?next=/account/").content.decode())
    answer = browser.post("/accounts/security/app/", {"code": phone.code(), "next": "/account/"})
    assert answer.headers["location"] == "/accounts/security/recovery-codes/?next=%2Faccount%2F"
    codes = browser.get(answer.headers["location"]).content.decode()
    assert codes.count('<li class="wm-code">') == 10
    assert browser.get("/accounts/security/recovery-codes/file/").content.decode().count("-") == 10
    done = browser.post("/accounts/security/recovery-codes/", {"next": "/account/"})
    assert done.headers["location"] == "/account/"
    assert browser.get("/account/").status_code == 200
    assert browser.get("/accounts/security/recovery-codes/").status_code == 302
    assert newest_email(email).subject == "A second step was added to your Waymark account"


@production
def test_nothing_can_be_sent_before_the_second_factor_is_set_up(cast: Cast) -> None:
    browser = with_password(GRACE)
    answer = browser.post("/accounts/rules/", {"participants": "required"})
    assert answer.headers["location"].startswith("/accounts/security/")
    assert not Entry.objects.filter(verb="signin.rules_changed").exists()


@production
def test_participant_in_production_is_asked_nothing(cast: Cast) -> None:
    browser = with_password(AMINA)
    assert browser.get("/").status_code == 200
    assert is_signed_in(browser)


@production
def test_participant_who_is_also_staff_at_another_provider_needs_one(cast: Cast) -> None:
    coach = people.add_person(
        provider=cast.ucl,
        given_name="Amina",
        family_name="Castellane",
        email=AMINA,
        roles=[Role.COACH],
        by=None,
        at=cast.at,
    )
    coach.account = account_of(cast, "amina")
    coach.save()
    assert with_password(AMINA).get("/").headers["location"].startswith("/accounts/security/")


def test_provider_decides_about_participants(cast: Cast, phone: Phone) -> None:
    browser = cast.browser("grace")
    page = browser.get("/accounts/rules/").content.decode()
    assert "Participants may set one up" in page
    browser.post("/accounts/rules/", {"participants": "required"})
    assert with_password(AMINA).get("/").headers["location"].startswith("/accounts/security/")
    assert is_signed_in(with_password("uma@ucl.example"))
    entry = Entry.objects.get(verb="signin.rules_changed")
    assert entry.facts == {"before": "optional", "after": "required"}
    browser.post("/accounts/rules/", {"participants": "off"})
    amina = with_password(AMINA)
    assert "hasn’t switched on a second step" in amina.get("/accounts/security/").content.decode()
    amina.get("/accounts/security/app/")
    assert amina.post("/accounts/security/app/", {"code": "123456"}).status_code == 422
    assert not AuthenticatorApp.objects.exists()


def test_fast_path_refuses_a_session_before_its_second_step(cast: Cast, phone: Phone) -> None:
    sitting = make_sitting(cast)
    phone.set_up(account_of(cast, "amina"))
    browser = with_password(AMINA)
    assert save(browser, sitting) == 401
    assert browser.get(f"/sit/{sitting.code}/").status_code == 302
    enter_code(browser, phone.code())
    assert save(browser, sitting) == 200


def test_fast_path_refuses_a_session_that_has_yet_to_set_up_its_second_factor(
    cast: Cast, phone: Phone
) -> None:
    sitting = make_sitting(cast)
    actions.set_rules(participants=ForParticipants.REQUIRED, by=cast.grace, at=cast.at)
    browser = with_password(AMINA)
    assert save(browser, sitting) == 401
    page = browser.get(f"/sit/{sitting.code}/")
    assert page.headers["location"].startswith("/accounts/security/")
    plain = browser.post(f"/sit/{sitting.code}/answers/", {"text-q1": "An hour.", "base-q1": "0"})
    assert plain.status_code == 401
    assert "An hour." in plain.content.decode()
    phone.scan(browser.get("/accounts/security/app/").content.decode())
    browser.post("/accounts/security/app/", {"code": phone.code()})
    assert save(browser, sitting) == 200


@production
def test_fast_path_refuses_a_participant_who_became_staff_from_the_next_page_on(cast: Cast) -> None:
    sitting = make_sitting(cast)
    browser = with_password(AMINA)
    assert save(browser, sitting) == 200
    people.give_role(person=cast.people["amina"], role=Role.COACH, by=None, at=cast.at)
    assert browser.get("/").status_code == 302
    assert save(browser, sitting, "More.") == 401


def test_demonstration_asks_for_none(cast: Cast, phone: Phone) -> None:
    from waymark.bridges.signin.actions import guide

    phone.set_up(account_of(cast, "grace"))
    guide(person=cast.grace, label="Lead", try_this="Look around.", position=1)
    browser = Client()
    with production:
        browser.post(f"/accounts/demonstration/{cast.grace.pk}/")
        assert browser.get("/audit-log/").status_code == 200


def test_app_cannot_be_set_up_with_a_wrong_code(cast: Cast, phone: Phone) -> None:
    browser = with_password(GRACE)
    first = browser.get("/accounts/security/app/").content.decode()
    answer = browser.post("/accounts/security/app/", {"code": "000000"})
    assert answer.status_code == 422
    phone.scan(first)
    again = Phone.__new__(Phone)
    again.scan(answer.content.decode())
    assert again.secret == phone.secret, "the picture that was scanned must still count"
    assert not AuthenticatorApp.objects.exists()


@production
def test_last_factor_of_staff_cannot_be_removed(cast: Cast, phone: Phone) -> None:
    phone.set_up(account_of(cast, "grace"))
    browser = with_password(GRACE)
    enter_code(browser, phone.code())
    assert "Remove authenticator app" not in browser.get("/accounts/security/").content.decode()
    answer = browser.post("/accounts/security/app/removal/")
    assert answer.status_code == 422
    assert "Add another one first" in answer.content.decode()
    assert stored_app(account_of(cast, "grace"))


def test_participant_removes_the_app_and_is_told(cast: Cast, phone: Phone) -> None:
    phone.set_up(account_of(cast, "amina"))
    browser = with_password(AMINA)
    enter_code(browser, phone.code())
    browser.post("/accounts/security/app/removal/")
    assert not AuthenticatorApp.objects.exists()
    assert not RecoveryCode.objects.exists()
    assert newest_email(AMINA).subject == "A second step was removed from your Waymark account"
    assert is_signed_in(with_password(AMINA))


def test_sensitive_changes_ask_for_the_password_again(cast: Cast, phone: Phone) -> None:
    phone.set_up(account_of(cast, "amina"))
    browser = with_password(AMINA)
    enter_code(browser, phone.code())
    phone.wait(minutes=11)
    for path in ("app/removal/", "recovery-codes/new/"):
        answer = browser.post(f"/accounts/security/{path}")
        assert answer.headers["location"].startswith("/accounts/security/confirmation/"), path
    answer = browser.get("/accounts/security/app/")
    confirmation = answer.headers["location"]
    assert "Confirm it’s you" in browser.get(confirmation).content.decode()
    wrong = browser.post(confirmation, {"password": "wrong, and wrong again"})
    assert wrong.status_code == 422
    assert "Your password is incorrect" in wrong.content.decode()
    right = browser.post(confirmation, {"password": PASSWORD})
    assert right.headers["location"] == "/accounts/security/app/"
    assert browser.get("/accounts/security/app/").status_code == 200
    assert stored_app(account_of(cast, "amina"))


def test_new_recovery_codes_replace_the_old(cast: Cast, phone: Phone) -> None:
    old = phone.set_up(account_of(cast, "amina"))
    browser = with_password(AMINA)
    enter_code(browser, phone.code())
    browser.post("/accounts/security/recovery-codes/new/")
    page = browser.get("/accounts/security/recovery-codes/").content.decode()
    assert page.count('<li class="wm-code">') == 10
    assert not [code for code in old if code in page]
    assert enter_code(with_password(AMINA), old[0]).status_code == 422
    assert newest_email(AMINA).subject == "New recovery codes for your Waymark account"


def test_lead_resets_the_second_step_of_someone_else(cast: Cast, phone: Phone) -> None:
    phone.set_up(account_of(cast, "fay"))
    fay = with_password("fay@llse.example")
    enter_code(fay, phone.code())
    assert is_signed_in(fay)
    path = f"/accounts/people/{cast.fay.pk}/second-step/"
    browser = cast.browser("grace")
    assert browser.post(path, {"reason": ""}).status_code == 422
    assert browser.post(path, {"reason": "She lost her phone and rang me."}).status_code == 302
    assert not AuthenticatorApp.objects.exists()
    assert not RecoveryCode.objects.exists()
    assert not is_signed_in(fay)
    email = newest_email("fay@llse.example")
    assert "Grace Penhaligon removed the second step" in email.text
    entry = Entry.objects.get(verb="signin.factor_reset")
    assert (entry.about_id, entry.by_id) == (cast.fay.pk, cast.grace.pk)
    assert entry.facts == {"reason": "She lost her phone and rang me."}
    assert is_signed_in(with_password("fay@llse.example"))


def test_lead_cannot_reset_their_own_or_that_of_staff_elsewhere(cast: Cast, phone: Phone) -> None:
    for who in ("grace", "fay"):
        phone.set_up(account_of(cast, who))
    at_ucl = people.add_person(
        provider=cast.ucl,
        given_name="Fay",
        family_name="Abernethy",
        email="fay@llse.example",
        roles=[Role.LEAD],
        by=None,
        at=cast.at,
    )
    at_ucl.account = account_of(cast, "fay")
    at_ucl.save()
    browser = cast.browser("grace")
    for who in ("grace", "fay"):
        answer = browser.post(f"/accounts/people/{cast.people[who].pk}/second-step/", {"reason": "Lost."})
        assert answer.status_code == 422
    assert AuthenticatorApp.objects.count() == 2
    assert browser.get(f"/accounts/people/{cast.finn.pk}/second-step/").status_code == 404


def test_dialog_is_answered_in_json(cast: Cast, phone: Phone) -> None:
    phone.set_up(account_of(cast, "amina"))
    browser = Client(headers={"x-requested-with": "XMLHttpRequest", "accept": "application/json"})
    answer = browser.post("/accounts/login/", {"login": AMINA, "password": PASSWORD})
    assert answer.json()["location"] == "/accounts/login/second-step/"
    wrong = enter_code(browser, "000000")
    assert wrong.status_code == 400
    assert "That code isn’t right" in wrong.json()["form"]["errors"][0]
    assert enter_code(browser, phone.code()).json() == {"location": "/"}


def test_a_page_asks_no_more_of_the_database_than_before(cast: Cast, django_assert_num_queries: Any) -> None:
    browser = with_password(GRACE)
    browser.get("/accounts/sign-ins/")
    with django_assert_num_queries(4), production, override_settings(STAFF_NEED_SECOND_FACTOR=False):
        browser.get("/accounts/sign-ins/")


def test_emails_of_one_act_are_one_each(cast: Cast, phone: Phone) -> None:
    phone.set_up(account_of(cast, "grace"))
    assert Email.objects.filter(to=GRACE).count() == 1
    assert Session.objects.count() == 0


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("kind", ["app", "recovery code"])
def test_of_many_requests_with_one_code_one_succeeds(cast: Cast, phone: Phone, kind: str) -> None:
    account = account_of(cast, "grace")
    codes = phone.set_up(account)
    code = codes[0] if kind == "recovery code" else phone.code()

    def use(_: int) -> bool:
        try:
            actions.use_code(account=account, code=code, at=phone.now, now=phone.now)
        except actions.WrongCode:
            return False
        finally:
            connection.close()
        return True

    with ThreadPoolExecutor(8) as threads:
        assert sum(threads.map(use, range(8))) == 1
