"""What a passkey’s answer must prove, with a device made of a key and a counter. A story has a real browser."""

from __future__ import annotations

import base64
import hashlib
import json
from dataclasses import dataclass, field
from typing import Any

import pytest
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from django.test import Client
from fido2.cose import ES256
from fido2.webauthn import AttestedCredentialData, AuthenticatorData

from tests.cast import PASSWORD, Cast
from waymark.bridges.signin.models import Passkey, RecoveryCode
from waymark.bridges.signin.tests.second_steps import (
    Phone,
    account_of,
    is_signed_in,
    with_password,
)

HTTPS: dict[str, Any] = {"secure": True}
SITE = "https://testserver"
GRACE = "grace@llse.example"
FLAG = AuthenticatorData.FLAG


def text(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


@dataclass
class Device:
    """Holds one passkey. Each field is what a dishonest or broken device would change."""

    origin: str = SITE
    site: str = "testserver"
    verifies: bool = True
    counter: int = 0
    id: bytes = b"a device of these tests"
    handle: bytes = b""
    key: ec.EllipticCurvePrivateKey = field(default_factory=lambda: ec.generate_private_key(ec.SECP256R1()))

    def _client_data(self, kind: str, challenge: str) -> bytes:
        return json.dumps({"type": kind, "challenge": challenge, "origin": self.origin}).encode()

    def _flags(self) -> AuthenticatorData.FLAG:
        return FLAG.UP | FLAG.UV if self.verifies else FLAG.UP

    def _site_hash(self) -> bytes:
        return hashlib.sha256(self.site.encode()).digest()

    def create(self, options: Any) -> str:
        self.handle = base64.urlsafe_b64decode(options["user"]["id"] + "==")
        public = ES256.from_cryptography_key(self.key.public_key())
        credential = AttestedCredentialData.create(b"\0" * 16, self.id, public)
        data = AuthenticatorData.create(self._site_hash(), self._flags() | FLAG.AT, self.counter, credential)
        from fido2 import cbor

        attestation = cbor.encode({"fmt": "none", "attStmt": {}, "authData": bytes(data)})
        return self._answer(
            {
                "clientDataJSON": text(self._client_data("webauthn.create", options["challenge"])),
                "attestationObject": text(attestation),
            }
        )

    def use(self, options: Any, *, kind: str = "webauthn.get") -> str:
        data = bytes(AuthenticatorData.create(self._site_hash(), self._flags(), self.counter))
        client = self._client_data(kind, options["challenge"])
        signed = self.key.sign(data + hashlib.sha256(client).digest(), ec.ECDSA(hashes.SHA256()))
        return self._answer(
            {
                "clientDataJSON": text(client),
                "authenticatorData": text(data),
                "signature": text(signed),
                "userHandle": text(self.handle),
            }
        )

    def _answer(self, response: dict[str, str]) -> str:
        held = {"id": text(self.id), "rawId": text(self.id), "type": "public-key", "response": response}
        return json.dumps(held | {"clientExtensionResults": {}})


def options_of(browser: Client, path: str) -> Any:
    return browser.get(path, **HTTPS).json()["publicKey"]


def add(browser: Client, device: Device) -> Any:
    path = "/accounts/security/passkeys/new/"
    answer = device.create(options_of(browser, f"{path}options/"))
    return browser.post(path, {"credential": answer, "name": "A device"}, **HTTPS)


def use(browser: Client, device: Device, *, answer: str = "") -> Any:
    options = options_of(browser, "/accounts/login/passkey/options/")
    return browser.post("/accounts/login/passkey/", {"credential": answer or device.use(options)}, **HTTPS)


@pytest.fixture
def phone(monkeypatch: pytest.MonkeyPatch) -> Phone:
    return Phone(monkeypatch)


@pytest.fixture
def device(cast: Cast, phone: Phone) -> Device:
    """Grace’s, added."""
    device = Device()
    assert add(with_password(GRACE), device).status_code == 302
    return device


def test_a_passkey_signs_in_without_a_password(cast: Cast, device: Device) -> None:
    browser = Client()
    answer = use(browser, device)
    assert (answer.status_code, answer.headers["location"]) == (302, "/")
    assert is_signed_in(browser)
    assert browser.get("/audit-log/").status_code == 200
    assert RecoveryCode.objects.count() == 10


def test_a_passkey_is_a_second_step(cast: Cast, device: Device) -> None:
    browser = with_password(GRACE)
    assert not is_signed_in(browser)
    assert 'data-passkey="use"' in browser.get("/accounts/login/second-step/").content.decode()
    device.verifies = False
    assert use(browser, device).status_code == 302
    assert is_signed_in(browser)


def refused(browser: Client, answer: Any) -> bool:
    return answer.status_code == 422 and not is_signed_in(browser)


def test_a_device_that_does_not_check_its_holder_is_no_substitute_for_the_password(device: Device) -> None:
    device.verifies = False
    browser = Client()
    assert refused(browser, use(browser, device))


@pytest.mark.parametrize(
    "changed",
    [
        {"origin": "https://testserver.elsewhere.example"},
        {"origin": "https://testserver:8443"},
        {"origin": "http://testserver"},
        {"site": "elsewhere.example"},
        {"id": b"unknown"},
        {"handle": b"someone else"},
        {"key": ec.generate_private_key(ec.SECP256R1())},
    ],
)
def test_an_answer_from_elsewhere_is_refused(device: Device, changed: dict[str, Any]) -> None:
    for name, value in changed.items():
        setattr(device, name, value)
    browser = Client()
    assert refused(browser, use(browser, device))


def test_an_answer_counts_once_and_in_its_own_session(device: Device) -> None:
    browser = Client()
    answer = device.use(options_of(browser, "/accounts/login/passkey/options/"))
    elsewhere = Client()
    assert refused(elsewhere, use(elsewhere, device, answer=answer))
    send = {"credential": answer}
    first = Client()
    first.cookies = browser.cookies
    assert refused(Client(), Client().post("/accounts/login/passkey/", send, **HTTPS))
    browser.post("/accounts/login/passkey/", {"credential": "{}"}, **HTTPS)
    assert first.post("/accounts/login/passkey/", send, **HTTPS).status_code == 302
    first.post("/accounts/logout/", **HTTPS)
    assert refused(first, first.post("/accounts/login/passkey/", send, **HTTPS))


def test_an_answer_to_something_else_is_refused(device: Device) -> None:
    browser = Client()
    options = options_of(browser, "/accounts/login/passkey/options/")
    answer = device.use(options, kind="webauthn.create")
    assert refused(browser, browser.post("/accounts/login/passkey/", {"credential": answer}, **HTTPS))


@pytest.mark.parametrize(("counted", "counts"), [(6, True), (5, False), (4, False), (0, False)])
def test_a_device_that_counts_must_have_counted_on(device: Device, counted: int, counts: bool) -> None:
    device.counter = 5
    assert use(Client(), device).status_code == 302
    device.counter = counted
    assert (use(Client(), device).status_code == 302) is counts


def test_passkey_of_someone_else_does_not_pass_the_second_step(
    cast: Cast, phone: Phone, device: Device
) -> None:
    phone.set_up(account_of(cast, "fay"))
    browser = with_password("fay@llse.example")
    assert refused(browser, use(browser, device))


def test_closed_account_is_not_opened_by_its_passkey(cast: Cast, device: Device) -> None:
    account = account_of(cast, "grace")
    account.is_active = False
    account.save()
    browser = Client()
    assert refused(browser, use(browser, device))


def test_a_passkey_is_added_once(cast: Cast, device: Device) -> None:
    browser = with_password("fay@llse.example")
    answer = add(browser, device)
    assert answer.status_code == 422
    assert "already been added" in answer.content.decode()
    assert Passkey.objects.count() == 1


@pytest.mark.parametrize(
    "answer", ["", "{}", "[]", "null", "no JSON", '{"id": 1}', "[" * 100_000, "x" * 70_000]
)
def test_no_answer_of_a_device_is_refused_in_words(cast: Cast, phone: Phone, answer: str) -> None:
    browser = with_password(GRACE)
    options_of(browser, "/accounts/security/passkeys/new/options/")
    new = browser.post("/accounts/security/passkeys/new/", {"credential": answer}, **HTTPS)
    assert new.status_code == 422
    assert "Your device didn’t add a passkey" in new.content.decode()
    visitor = Client()
    assert refused(visitor, visitor.post("/accounts/login/passkey/", {"credential": answer}, **HTTPS))


def test_a_challenge_for_signing_in_adds_no_passkey(cast: Cast, phone: Phone) -> None:
    browser, device = with_password(GRACE), Device()
    options = options_of(browser, "/accounts/security/passkeys/new/options/")
    options["challenge"] = options_of(browser, "/accounts/login/passkey/options/")["challenge"]
    answer = browser.post("/accounts/security/passkeys/new/", {"credential": device.create(options)}, **HTTPS)
    assert answer.status_code == 422
    assert not Passkey.objects.exists()


def test_page_says_where_passkeys_do_not_work(cast: Cast, phone: Phone) -> None:
    browser = with_password(GRACE)
    for host in ("127.0.0.1:8000", "testserver"):
        page = browser.get("/accounts/security/passkeys/new/", headers={"host": host}).content.decode()
        assert "Passkeys don’t work at this address" in page
    assert "Add passkey" in browser.get("/accounts/security/passkeys/new/", **HTTPS).content.decode()


def test_password_is_asked_for_again_before_a_passkey_is_added(cast: Cast, phone: Phone) -> None:
    browser = with_password(GRACE)
    phone.wait(minutes=11)
    assert browser.get("/accounts/security/passkeys/new/options/").status_code == 302
    assert add_later(browser) == 302
    assert not Passkey.objects.exists()


def add_later(browser: Client) -> int:
    answer = browser.post("/accounts/security/passkeys/new/", {"credential": "{}"})
    assert "/confirmation/" in answer.headers["location"]
    return answer.status_code


def test_password_stays_the_way_in_beside_a_passkey(cast: Cast, device: Device) -> None:
    browser = Client()
    answer = browser.post("/accounts/login/", {"login": GRACE, "password": PASSWORD})
    assert answer.headers["location"] == "/accounts/login/second-step/"
