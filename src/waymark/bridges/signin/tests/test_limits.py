"""Numbers and moments that decide here: how long, how many, whose, and in which order."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.test import Client

from tests.cast import PASSWORD, Cast
from tests.emails import SITE
from waymark.bridges.signin import actions, entering, jobs, queries, rules, sources
from waymark.bridges.signin.models import (
    Door,
    Outcome,
    PasswordResetRequest,
    SignedInSession,
    SignInAttempt,
    SignInRules,
    Slowdown,
)
from waymark.bridges.signin.oidc import rules as oidc
from waymark.bridges.signin.passkeys import actions as passkeys
from waymark.bridges.signin.passkeys import ceremony
from waymark.bridges.signin.passkeys.models import Passkey
from waymark.bridges.signin.passkeys.queries import find_passkey, handle_of, passkeys_of
from waymark.bridges.signin.second_factor import actions as second_factor
from waymark.bridges.signin.second_factor import queries as factors
from waymark.bridges.signin.second_factor import secrets, words
from waymark.bridges.signin.second_factor.models import RecoveryCode
from waymark.bridges.signin.second_factor.rules import ForParticipants, code_at, step_of
from waymark.bridges.signin.second_factor.words import Factor
from waymark.bridges.signin.sessions.ending import end_session, end_sessions
from waymark.bridges.signin.sessions.queries import list_sessions
from waymark.bridges.signin.sessions.words import seen_in_words
from waymark.bridges.signin.tests.second_steps import account_of
from waymark.ground.ledger.models import Entry
from waymark.ground.people.actions import add_person
from waymark.ground.people.models import Account, Email, Person
from waymark.ground.people.roles import Role

SOURCE = sources.Source(address="192.0.2.7", browser="Firefox on Linux")
SECOND = timedelta(seconds=1)
NOW = datetime(2026, 11, 30, 12, 0, tzinfo=UTC)


def test_failures_are_forgotten_after_a_whole_day() -> None:
    assert rules.is_forgotten(last_at=NOW, at=NOW + timedelta(days=1))
    assert not rules.is_forgotten(last_at=NOW, at=NOW + timedelta(days=1) - SECOND)


def attempt(cast: Cast, who: str | None, *, at: datetime, source: sources.Source = SOURCE) -> SignInAttempt:
    account = account_of(cast, who) if who else None
    return actions.record_attempt(account, door=Door.SIGN_IN, outcome=Outcome.SIGNED_IN, source=source, at=at)


def test_attempts_are_forgotten_once_their_time_is_over(cast: Cast, settings: Any) -> None:
    settings.SIGN_INS_KEPT_FOR = timedelta(days=90)
    known, unknown = attempt(cast, "grace", at=cast.at), attempt(cast, None, at=cast.at)
    for after, left in (
        (timedelta(days=1), {known, unknown}),
        (timedelta(days=1) + SECOND, {known}),
        (timedelta(days=90), {known}),
        (timedelta(days=90) + SECOND, set()),
    ):
        jobs.forget(at=cast.at + after)
        assert set(SignInAttempt.objects.all()) == left


def test_counters_are_forgotten_once_a_day_is_over(cast: Cast) -> None:
    Slowdown.objects.create(key="k", last_at=cast.at, wait_until=cast.at)
    jobs.forget(at=cast.at + timedelta(days=1))
    assert Slowdown.objects.count() == 1
    jobs.forget(at=cast.at + timedelta(days=1) + SECOND)
    assert Slowdown.objects.count() == 0


def test_each_request_for_a_new_password_is_answered_once_and_counted(cast: Cast) -> None:
    for email in ("amina@llse.example", "nobody@llse.example"):
        actions.request_password_reset(email=f" {email.upper()} ", site=SITE, at=cast.at)
    assert jobs.run(at=cast.at) == 2
    assert jobs.run(at=cast.at) == 0
    assert not PasswordResetRequest.objects.exists()
    assert jobs._answer(4711, at=cast.at) == 0


def test_own_attempts_are_the_newest_hundred_of_the_account(cast: Cast) -> None:
    attempt(cast, "fay", at=cast.at)
    for minutes in range(101):
        attempt(cast, "grace", at=cast.at + timedelta(minutes=minutes))
    shown = queries.list_attempts_of(for_=cast.grace)
    assert len(shown) == 100
    assert shown[0].at == cast.at + timedelta(minutes=100)
    assert shown[-1].at == cast.at + timedelta(minutes=1)
    assert (shown[0].address, shown[0].browser) == ("192.0.2.7", "Firefox on Linux")
    attempt(cast, "fay", at=cast.at + SECOND, source=sources.Source())
    newest = queries.list_attempts_of(for_=cast.fay)[0]
    assert (newest.address, newest.browser) == ("", "")


def request_with(**given: Any) -> Any:
    request: Any = HttpRequest()
    request.META["REMOTE_ADDR"] = "192.0.2.7"
    request.real_at = NOW
    for name, value in given.items():
        setattr(request, name, value)
    return request


def remembered(cookie: str, email: str) -> list[str]:
    """What the cookie holds after that address signed in."""
    request, response = request_with(COOKIES={sources.COOKIE: cookie}), HttpResponse()
    sources.remember_browser(request, response, email=email)
    morsel = response.cookies[sources.COOKIE]
    assert (morsel["path"], morsel["max-age"]) == ("/accounts/", 365 * 24 * 3600)
    assert (morsel["httponly"], morsel["samesite"]) == (True, "Lax")
    return [morsel.value, *signing.loads(morsel.value, salt=sources.SALT)]


def test_a_browser_knows_the_five_accounts_that_were_last_used_in_it(db: None) -> None:
    cookie, emails = "", [f"p{number}@school.example" for number in range(6)]
    for email in emails:
        cookie, name, *accounts = remembered(cookie, email)
    assert accounts == [sources.account_key(email) for email in reversed(emails[1:])]
    _, again, *accounts = remembered(cookie, emails[3])
    assert (again, accounts[0], len(accounts)) == (name, sources.account_key(emails[3]), 5)


def test_failures_are_counted_together_at_an_address_and_apart_in_a_known_browser() -> None:
    email, key = "a@school.example", sources.account_key("a@school.example")
    known = sources.Source(known=sources.KnownBrowser("one", (key,)))
    other = sources.Source(known=sources.KnownBrowser("two", (key,)))
    stranger = sources.Source(known=sources.KnownBrowser("one", (sources.account_key("b@school.example"),)))
    keys = [sources.slowdown_key(email, source=source) for source in (SOURCE, stranger, known, other)]
    assert keys[0] == keys[1] == key
    assert len(set(keys)) == 3
    assert sources.second_step_key(email, source=SOURCE) != key
    assert sources.account_key(" A@School.example ") == key


@pytest.mark.parametrize(
    ("after", "recent"),
    [(-1, False), (0, True), (600, True), (601, False)],
)
def test_who_has_entered_the_password_is_known_for_ten_minutes(cast: Cast, after: int, recent: bool) -> None:
    account = account_of(cast, "grace")
    request = request_with(session={})
    entering.begin_second_step(request, account, door="sign_in", next_url="/audit-log/")
    entering.confirm(request)
    assert entering.pending_facts(request) == ("sign_in", "/audit-log/")
    request.real_at = NOW + timedelta(seconds=after)
    assert (entering.pending_account(request) == account) is recent
    assert entering.is_confirmed(request) is recent
    assert entering.pending_facts(request_with(session={})) == ("", "")
    assert entering.pending_account(request_with(session={})) is None
    assert not entering.is_confirmed(request_with(session={}))


def test_a_session_is_noted_again_after_a_whole_hour(cast: Cast) -> None:
    browser = Client()
    browser.post("/accounts/login/", {"login": "amina@llse.example", "password": PASSWORD})
    row = SignedInSession.objects.get()
    store = browser.session
    began = datetime.fromtimestamp(store[entering.SEEN_AT], tz=UTC)
    for after, noted in ((timedelta(hours=1) - SECOND, False), (timedelta(hours=1), True)):
        entering.note_seen(request_with(session=store, real_at=began + after))
        row.refresh_from_db()
        assert (row.seen_at == began + after) is noted
    entering.note_seen(request_with(session={}))


def session_row(cast: Cast, who: str, key: str, *, hours: int) -> SignedInSession:
    from django.contrib.sessions.models import Session

    Session.objects.create(session_key=key, session_data="", expire_date=datetime(2126, 1, 1, tzinfo=UTC))
    seen = NOW - timedelta(hours=hours)
    return SignedInSession.objects.create(
        key=key, account=account_of(cast, who), browser="", began_at=seen, seen_at=seen
    )


def test_sessions_are_listed_by_when_they_were_last_seen(cast: Cast) -> None:
    older, newest, this = (
        session_row(cast, "amina", key, hours=hours) for key, hours in (("a", 5), ("b", 2), ("c", 9))
    )
    session_row(cast, "ben", "d", hours=1)
    shown = list_sessions(account=account_of(cast, "amina"), this_key="c", now=NOW)
    assert [session.id for session in shown] == [this.pk, newest.pk, older.pk]
    assert [session.is_this for session in shown] == [True, False, False]
    assert {session.browser for session in shown} == {"Unknown browser"}


def test_ended_sessions_are_those_of_the_account_and_are_counted(cast: Cast) -> None:
    first = session_row(cast, "amina", "a", hours=1)
    session_row(cast, "amina", "b", hours=1)
    session_row(cast, "amina", "c", hours=1)
    others = session_row(cast, "ben", "d", hours=1)
    amina = account_of(cast, "amina")
    assert end_session(account=amina, session_id=others.pk) == 0
    assert end_session(account=amina, session_id=first.pk) == 1
    assert end_sessions(account=amina, except_key="b") == 1
    assert end_sessions(account=amina) == 1
    assert list(SignedInSession.objects.all()) == [others]


def test_seventy_minutes_are_the_last_hour_and_no_longer() -> None:
    last = timedelta(hours=1, minutes=10)
    assert seen_in_words(NOW - last, now=NOW) == "In the last hour"
    assert seen_in_words(NOW - last - SECOND, now=NOW) == "Today"


def test_a_secret_has_160_bits_and_ten_recovery_codes_have_ten_signs_in_two_halves(cast: Cast) -> None:
    assert len(secrets.new_secret()) == 20
    assert [len(code) for code in secrets.new_recovery_codes()] == [10] * 10
    shown = second_factor.new_recovery_codes(account=account_of(cast, "amina"), at=cast.at)
    assert [[len(half) for half in code.split("-")] for code in shown] == [[5, 5]] * 10
    assert len(set(shown)) == 10


@pytest.mark.parametrize(("left", "sentence"), [(0, "no recovery codes"), (1, "1 recovery code "), (2, "2 ")])
def test_codes_that_are_left_are_counted_in_words(left: int, sentence: str) -> None:
    assert f"You have {sentence}" in words.codes_left(left)


def with_app(cast: Cast, who: str) -> list[str]:
    secret = b"12345678901234567890"
    code = code_at(step_of(cast.at), secret=secret)
    return second_factor.add_app(
        account=account_of(cast, who), secret=secret, code=code, at=cast.at, now=cast.at
    )


def test_recovery_codes_come_with_the_first_factor_and_when_none_is_left(cast: Cast) -> None:
    account = account_of(cast, "grace")
    codes = with_app(cast, "grace")
    assert len(codes) == 10
    assert with_app(cast, "fay"), "Others have codes of their own."
    assert second_factor.first_recovery_codes(account=account, at=cast.at) == []
    assert second_factor.use_code(account=account, code=codes[0], at=cast.at, now=cast.at) is (
        Factor.RECOVERY_CODE
    )
    known = factors.factors_of(account)
    assert (known.codes_left, known.codes_made_at) == (9, cast.at)
    assert "You have 9 recovery codes left." in Email.objects.get(kind="signin.recovery_code_used").text
    RecoveryCode.objects.filter(account=account).update(used_at=cast.at)
    assert len(second_factor.first_recovery_codes(account=account, at=cast.at)) == 10
    assert RecoveryCode.objects.count() == 20


def passkey(cast: Cast, who: str, name: str, **given: Any) -> Passkey:
    values = {"credential": "", "sign_count": 0, "handle": f"of-{who}", "added_at": cast.at} | given
    return Passkey.objects.create(account=account_of(cast, who), credential_id=name, name=name, **values)


def test_passkeys_are_found_by_their_id_and_never_by_another_handle(cast: Cast) -> None:
    first, second = passkey(cast, "amina", "one"), passkey(cast, "amina", "two")
    passkey(cast, "ben", "three")
    assert passkeys_of(first.account) == [first, second]
    assert find_passkey(credential_id="one", handle="") == first
    assert find_passkey(credential_id="one", handle="of-amina") == first
    assert find_passkey(credential_id="one", handle="of-ben") is None
    assert find_passkey(credential_id="none", handle="of-amina") is None
    assert handle_of(first.account) == "of-amina"
    assert handle_of(account_of(cast, "grace")) not in ("of-amina", "of-ben")


def test_an_account_has_at_most_twenty_passkeys(cast: Cast) -> None:
    account = account_of(cast, "amina")
    for number in range(19):
        passkey(cast, "amina", str(number))
    passkey(cast, "ben", "of ben")

    def add(credential_id: str) -> list[str]:
        credential = ceremony.NewCredential(credential_id, "", 0)
        return passkeys.add_passkey(
            account=account, credential=credential, handle="of-amina", name="Phone", at=cast.at
        )

    with pytest.raises(passkeys.CannotChangeFactor) as known:
        add("of ben")
    assert known.value.codes == ("known_passkey",)
    assert len(add("twentieth")) == 10
    with pytest.raises(passkeys.CannotChangeFactor) as refused:
        add("one more")
    assert refused.value.codes == ("too_many",)


@pytest.mark.parametrize(
    ("stored", "counted", "accepted"),
    [(0, 0, True), (0, 1, True), (3, 4, True), (3, 3, False), (3, 2, False), (3, 0, False)],
)
def test_a_device_that_counts_has_counted_on(cast: Cast, stored: int, counted: int, accepted: bool) -> None:
    row = passkey(cast, "amina", "one", sign_count=stored)
    if accepted:
        passkeys.note_used(passkey=row, sign_count=counted, at=cast.at)
    else:
        with pytest.raises(passkeys.CannotUsePasskey) as refused:
            passkeys.note_used(passkey=row, sign_count=counted, at=cast.at)
        assert refused.value.codes == ("copied",)
    row.refresh_from_db()
    assert row.last_used_at == (cast.at if accepted else None)


@pytest.mark.parametrize(
    ("host", "is_secure", "possible"),
    [
        ("npq.our.example", True, True),
        ("npq.our.example", False, False),
        ("npq.our.example:8443", True, True),
        ("localhost", False, True),
        ("localhost:8000", False, True),
        ("192.0.2.7", True, False),
        ("192.0.2.7:8000", True, False),
        ("[::1]", True, False),
        ("[::1]:8000", True, False),
    ],
)
def test_passkeys_need_a_host_name_over_https_or_this_machine(
    host: str, is_secure: bool, possible: bool
) -> None:
    request = SimpleNamespace(get_host=lambda: host, is_secure=lambda: is_secure)
    assert ceremony.is_possible(request) is possible


def test_an_answer_of_a_device_has_at_most_64_kib() -> None:
    longest = "{" + " " * (64 * 1024 - 2) + "}"
    assert ceremony._answer(longest) == {}
    for text in (longest + " ", "[]"):
        with pytest.raises(ceremony.NotProved):
            ceremony._answer(text)


def test_a_challenge_is_for_one_purpose_and_used_up_by_the_first_answer() -> None:
    request: Any = SimpleNamespace(session={ceremony.CHALLENGE: {"for": "adding", "challenge": "x"}})
    assert ceremony._challenge(request, "adding") == {"challenge": "x"}
    for session in ({}, {ceremony.CHALLENGE: {"for": "using", "challenge": "x"}}):
        with pytest.raises(ceremony.NotProved):
            ceremony._challenge(SimpleNamespace(session=session), "adding")


@pytest.mark.parametrize(("late", "problem"), [(59, ""), (60, "expiry"), (61, "expiry")])
def test_an_id_token_may_be_a_minute_late(late: int, problem: str) -> None:
    claims = {"iss": "i", "aud": "us", "nonce": "n", "exp": 1000}
    assert oidc.problem_of(claims, issuer="i", client_id="us", nonce="n", now=1000 + late) == problem


def test_rules_of_a_provider_are_its_own_and_the_same_again_changes_nothing(cast: Cast) -> None:
    setting = {"by": cast.grace, "at": cast.at}
    assert factors.setting_of(cast.llse) is ForParticipants.OPTIONAL
    second_factor.set_rules(participants=ForParticipants.OPTIONAL, **setting)
    assert not SignInRules.objects.exists()
    for _ in range(2):
        second_factor.set_rules(participants=ForParticipants.REQUIRED, invited_may_use_oidc=True, **setting)
    assert factors.setting_of(cast.llse) is ForParticipants.REQUIRED
    assert factors.setting_of(cast.ucl) is ForParticipants.OPTIONAL
    assert (factors.lets_invited_in(cast.llse), factors.lets_invited_in(cast.ucl)) == (True, False)
    assert factors.list_providers_letting_invited_in() == [cast.llse.pk]
    second_factor.set_rules(participants=ForParticipants.REQUIRED, **setting)
    assert factors.lets_invited_in(cast.llse)
    second_factor.set_rules(participants=ForParticipants.OFF, invited_may_use_oidc=False, **setting)
    assert factors.list_providers_letting_invited_in() == []
    changed = Entry.objects.filter(verb="signin.rules_changed").order_by("id")
    assert [entry.facts for entry in changed] == [
        {"before": "optional", "after": "required"},
        {"before": "required", "after": "off"},
    ]
    assert Entry.objects.filter(verb="signin.invited_rule_changed").count() == 2
    assert factors.needs_second_factor(account_of(cast, "amina")) is False
    assert factors.may_have_second_factor(account_of(cast, "amina")) is False
    assert factors.may_have_second_factor(account_of(cast, "uma")) is True


def elsewhere(cast: Cast, account: Account, role: Role) -> Person:
    person = add_person(
        provider=cast.ucl, given_name="Amina", family_name="Elsewhere", email=account.email, roles=[role],
        by=None, at=cast.at,
    )  # fmt: skip
    person.account = account
    person.save(update_fields=["account"])
    return person


def test_only_a_staff_role_at_another_provider_is_work_elsewhere(cast: Cast) -> None:
    assert not factors.works_elsewhere(cast.grace)
    assert not factors.works_elsewhere(Person(provider=cast.llse))
    elsewhere(cast, account_of(cast, "ben"), Role.PARTICIPANT)
    assert not factors.works_elsewhere(cast.people["ben"])
    elsewhere(cast, account_of(cast, "amina"), Role.COACH)
    assert factors.works_elsewhere(cast.people["amina"])


def test_a_reset_takes_the_factors_of_one_account_and_says_who_did_it_and_why(cast: Cast) -> None:
    for who in ("amina", "ben"):
        with_app(cast, who)
        passkey(cast, who, who)
    amina = cast.people["amina"]
    with pytest.raises(second_factor.CannotChangeFactor) as refused:
        second_factor.reset_by_lead(person=cast.hugo, reason="Lost", by=cast.grace, at=cast.at)
    assert refused.value.codes == ("no_factor",)
    second_factor.reset_by_lead(person=amina, reason="Lost", by=cast.grace, at=cast.at)
    assert factors.factors_of(account_of(cast, "amina")).count == 0
    assert not RecoveryCode.objects.filter(account=account_of(cast, "amina")).exists()
    assert factors.factors_of(account_of(cast, "ben")).count == 2
    assert RecoveryCode.objects.filter(account=account_of(cast, "ben")).count() == 10
    entry = Entry.objects.get(verb="signin.factor_reset")
    assert (entry.about_id, entry.by, entry.facts) == (amina.pk, cast.grace, {"reason": "Lost"})
    assert "Grace Penhaligon removed" in Email.objects.get(kind="signin.factor_reset").text


def test_recovery_codes_stay_until_the_last_factor_goes(cast: Cast) -> None:
    account = account_of(cast, "amina")
    with_app(cast, "amina")
    with_app(cast, "ben")
    row = passkey(cast, "amina", "one")
    second_factor.remove_app(account=account, at=cast.at)
    second_factor.remove_app(account=account, at=cast.at)
    assert Entry.objects.filter(verb="signin.factor_removed").count() == 1
    assert RecoveryCode.objects.filter(account=account).count() == 10
    assert passkeys.remove_passkey(account=account, passkey_id=row.pk, at=cast.at)
    assert not RecoveryCode.objects.filter(account=account).exists()
    assert RecoveryCode.objects.filter(account=account_of(cast, "ben")).count() == 10
    assert [entry.facts for entry in Entry.objects.filter(verb="signin.factor_removed").order_by("id")] == [
        {"kind": "app"},
        {"kind": "passkey"},
    ]
