"""Failures slow an account down, and nothing else does."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core import signing
from django.core.cache import cache
from django.test import Client

from tests.cast import PASSWORD, Cast
from tests.emails import SITE, newest_path
from waymark.bridges.signin import actions, jobs, rules
from waymark.bridges.signin.models import SignInAttempt, Slowdown
from waymark.bridges.signin.sources import COOKIE, SALT, KnownBrowser, Source, account_key, browser_named
from waymark.ground.people import actions as people
from waymark.ground.people.models import Account, PasswordReset

GRACE, NOBODY = "grace@llse.example", "nobody@llse.example"
SOURCE = Source(address="192.0.2.7")


def code_of(cast: Cast, email: str, password: str, *, after: float = 0, source: Source = SOURCE) -> str:
    """What an attempt so many seconds later comes to: a reason's code, or nothing."""
    at = cast.at + timedelta(seconds=after)
    try:
        actions.sign_in(email=email, password=password, source=source, at=at)
    except actions.CannotSignIn as refusal:
        return refusal.codes[0]
    return ""


@pytest.mark.parametrize(
    ("failures", "seconds"), [(0, 0), (4, 0), (5, 1), (6, 2), (7, 4), (11, 64), (12, 120), (500, 120)]
)
def test_each_failure_from_the_fifth_on_doubles_the_wait(failures: int, seconds: int) -> None:
    assert rules.wait_after(failures) == timedelta(seconds=seconds)


@pytest.mark.parametrize("email", [GRACE, NOBODY, "GRACE@llse.example "])
def test_failures_at_any_address_slow_it_down(cast: Cast, email: str) -> None:
    codes = [code_of(cast, email, "wrong") for _ in range(7)]
    assert codes == ["mismatch"] * 5 + ["too_soon"] * 2
    assert code_of(cast, email, "wrong", after=1) == "mismatch"
    assert code_of(cast, email, "wrong", after=2.9) == "too_soon"
    assert code_of(cast, email, "wrong", after=3) == "mismatch"


def test_correct_password_is_accepted_after_the_wait_and_resets_the_count(cast: Cast) -> None:
    for _ in range(5):
        code_of(cast, GRACE, "wrong")
    assert code_of(cast, GRACE, PASSWORD) == "too_soon"
    assert code_of(cast, GRACE, PASSWORD, after=1) == ""
    assert [code_of(cast, GRACE, "wrong", after=2) for _ in range(5)] == ["mismatch"] * 5


def test_a_second_press_of_the_button_is_answered_while_the_first_signs_in(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The second finds the counter of the first, which deletes it before the second has locked it."""
    create, left = Slowdown.objects.bulk_create, [True]

    def create_and_delete(rows: list[Slowdown], **options: Any) -> Any:
        created = create(rows, **options)
        if left and left.pop():
            Slowdown.objects.all().delete()
        return created

    monkeypatch.setattr(Slowdown.objects, "bulk_create", create_and_delete)
    assert code_of(cast, GRACE, PASSWORD) == ""
    assert not left


def test_attempts_that_come_too_soon_do_not_lengthen_the_wait(cast: Cast) -> None:
    for _ in range(60):
        code_of(cast, GRACE, "wrong")
    assert code_of(cast, GRACE, PASSWORD, after=1) == ""


def test_a_day_without_a_failure_begins_again(cast: Cast) -> None:
    for _ in range(5):
        code_of(cast, GRACE, "wrong")
    codes = [code_of(cast, GRACE, "wrong", after=24 * 3600 + 1) for _ in range(6)]
    assert codes == ["mismatch"] * 5 + ["too_soon"]


def test_a_correct_password_is_never_refused_because_of_an_ip_address(cast: Cast) -> None:
    """Fifty people of one school, one a second, while someone there guesses at others."""
    accounts = [Account.objects.create_user(f"head{number}@school.example", PASSWORD) for number in range(50)]
    for number in range(200):
        code_of(cast, f"guess{number % 20}@school.example", "wrong")
    assert [code_of(cast, account.email, PASSWORD) for account in accounts] == [""] * 50
    assert [code_of(cast, GRACE, PASSWORD, after=second) for second in range(50)] == [""] * 50


def test_counters_are_not_evicted_or_evaded(cast: Cast) -> None:
    browsers = [
        Client(REMOTE_ADDR=f"192.0.2.{n}", headers={"x-forwarded-for": f"198.51.100.{n}"}) for n in range(9)
    ]
    for number, browser in enumerate(browsers):
        cache.clear()
        cache.set_many({f"filling-{number}-{n}": n for n in range(400)})
        answer = browser.post("/accounts/login/", {"login": GRACE, "password": f"guess number {number}"})
    assert "Too many wrong passwords for this account. Wait" in answer.content.decode()
    assert {row.client_address for row in SignInAttempt.objects.all()} == {f"192.0.2.{n}" for n in range(9)}


def test_no_one_can_keep_a_person_out_of_a_browser_that_they_use(cast: Cast) -> None:
    browser = Client()
    right = {"login": GRACE, "password": PASSWORD}
    assert browser.post("/accounts/login/", right).status_code == 302
    browser.post("/accounts/logout/")
    for _ in range(9):
        Client().post("/accounts/login/", {"login": GRACE, "password": "wrong"})
    assert "Wait" in Client().post("/accounts/login/", right).content.decode()
    assert browser.post("/accounts/login/", right).status_code == 302


def test_a_success_forgets_no_one_elses_failures(cast: Cast) -> None:
    for email in (GRACE, NOBODY):
        code_of(cast, email, "wrong")
    assert code_of(cast, GRACE, PASSWORD) == ""
    assert [row.key for row in Slowdown.objects.all()] == [account_key(NOBODY)]


def test_a_browser_keeps_the_name_it_was_given(cast: Cast) -> None:
    browser, names = Client(), []
    for _ in range(2):
        browser.post("/accounts/login/", {"login": GRACE, "password": PASSWORD})
        names.append(signing.loads(browser.cookies[COOKIE].value, salt=SALT)[0])
        browser.post("/accounts/logout/")
    assert len(names[0]) == 32
    assert names[0] == names[1]


def test_a_known_browser_is_slowed_down_by_its_own_failures(cast: Cast) -> None:
    known = Source(known=KnownBrowser("one browser", (account_key(GRACE),)))
    assert [code_of(cast, GRACE, "wrong", source=known) for _ in range(6)][-1] == "too_soon"
    assert code_of(cast, GRACE, PASSWORD) == ""
    forged = Client()
    forged.cookies["waymark_known"] = "forged"
    assert forged.get("/accounts/login/").status_code == 200


def test_an_invitation_does_not_allow_faster_guessing(cast: Cast) -> None:
    person = people.add_person(
        provider=cast.ucl,
        given_name="Grace",
        family_name="Penhaligon",
        email=GRACE,
        by=None,
        at=cast.at,
    )
    people.invite(person=person, site=SITE, by=None, at=cast.at)
    path = newest_path(GRACE)
    answers = [Client().post(path, {"password": f"wrong guess {n}"}).content.decode() for n in range(9)]
    assert "You already have an account" in answers[0]
    assert "Too many wrong passwords" in answers[-1]
    assert "Too many wrong passwords" in Client().post(path, {"password": PASSWORD}).content.decode()
    Slowdown.objects.all().delete()
    assert Client().post(path, {"password": PASSWORD}).status_code == 302


def test_attempts_and_counters_are_kept_for_their_time(cast: Cast) -> None:
    code_of(cast, GRACE, "wrong")
    code_of(cast, NOBODY, "wrong")
    jobs.run(at=cast.at + timedelta(hours=23))
    assert (SignInAttempt.objects.count(), Slowdown.objects.count()) == (2, 2)
    jobs.run(at=cast.at + timedelta(hours=25))
    assert (SignInAttempt.objects.get().account, Slowdown.objects.count()) == (cast.grace.account, 0)
    account = cast.grace.account
    assert account
    people.send_password_reset(account=account, site=SITE, at=cast.at)
    jobs.run(at=cast.at + timedelta(days=90, seconds=1))
    assert not SignInAttempt.objects.exists()
    assert not PasswordReset.objects.exists()


@pytest.mark.parametrize(
    ("user_agent", "name"),
    [
        ("Mozilla/5.0 (Windows NT 10.0; Win64) AppleWebKit/537 Chrome/143 Safari/537", "Chrome on Windows"),
        ("Mozilla/5.0 (Windows NT 10.0) Chrome/143 Safari/537 Edg/143", "Edge on Windows"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) Version/18 Safari/604", "Safari on iPhone"),
        ("Mozilla/5.0 (Macintosh; Intel Mac OS X 14.1; rv:145.0) Firefox/145.0", "Firefox on Mac"),
        ("curl/8.0 <script>", ""),
    ],
)
def test_browser_is_named_in_our_own_words(user_agent: str, name: str) -> None:
    assert browser_named(user_agent) == name
