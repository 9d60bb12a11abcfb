"""The two ceremonies of WebAuthn, adding a passkey and using one: what the browser is asked, what its answer proves.

Each answer must hold the challenge that this session was given, come from this site's own address, and be signed by
the key. A challenge is used up by the first answer. fido2 reads and checks; this module knows its shapes alone.
"""

from __future__ import annotations

import ipaddress
import json
from dataclasses import dataclass
from typing import Any

from fido2.server import Fido2Server
from fido2.utils import websafe_decode, websafe_encode
from fido2.webauthn import (
    AttestedCredentialData,
    AuthenticationResponse,
    PublicKeyCredentialRpEntity,
    PublicKeyCredentialUserEntity,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

CHALLENGE = "passkey_challenge"
"""Key of the session."""
LARGEST = 64 * 1024
"""Characters of an answer. The largest real one, with a long attestation, has a tenth of it."""
NOT_UNDERSTOOD = (ValueError, KeyError, TypeError, AttributeError, IndexError, RecursionError)
"""What fido2 raises about an answer that is not one."""


class NotProved(Exception):
    """The answer does not prove what it should."""


@dataclass(frozen=True)
class NewCredential:
    credential_id: str
    credential: str
    sign_count: int


def is_possible(request: Any) -> bool:
    """Whether browsers allow passkeys here: a host name, over HTTPS or on this machine."""
    host = _host(request)
    try:
        ipaddress.ip_address(host.strip("[]"))
    except ValueError:
        return bool(request.is_secure()) or host == "localhost"
    return False


def options_to_add(request: Any, *, handle: str, email: str, name: str, existing: list[str]) -> Any:
    """What `navigator.credentials.create` is asked, as JSON."""
    user = PublicKeyCredentialUserEntity(id=websafe_decode(handle), name=email, display_name=name)
    options, state = _server(request).register_begin(
        user,
        credentials=[_credential(text) for text in existing],
        resident_key_requirement=ResidentKeyRequirement.PREFERRED,
        user_verification=UserVerificationRequirement.PREFERRED,
    )
    request.session[CHALLENGE] = {"for": "adding", **state}
    return _as_json(options)


def options_to_use(request: Any, *, credentials: list[str], must_verify: bool) -> Any:
    """What `navigator.credentials.get` is asked, as JSON. `must_verify`: by fingerprint, face or PIN too."""
    level = UserVerificationRequirement.REQUIRED if must_verify else UserVerificationRequirement.PREFERRED
    own = [_credential(text) for text in credentials]
    options, state = _server(request).authenticate_begin(own or None, user_verification=level)
    request.session[CHALLENGE] = {"for": "using", **state}
    return _as_json(options)


def added(request: Any, answer: str) -> NewCredential:
    try:
        data = _server(request).register_complete(_challenge(request, "adding"), _answer(answer))
        credential = data.credential_data
        if credential is None:
            raise NotProved("There is no key in it.")
    except NOT_UNDERSTOOD as error:
        raise NotProved(str(error)) from error
    return NewCredential(
        websafe_encode(credential.credential_id), websafe_encode(bytes(credential)), data.counter
    )


def credential_named(answer: str) -> tuple[str, str]:
    """The credential's id, and the handle of its account if the device says it; both may be anyone's words."""
    try:
        response = AuthenticationResponse.from_dict(_answer(answer))
        handle = response.response.user_handle
        return websafe_encode(response.raw_id), websafe_encode(handle) if handle else ""
    except NOT_UNDERSTOOD as error:
        raise NotProved(str(error)) from error


def used(request: Any, answer: str, *, credential: str) -> int:
    """The device's counter, once its signature is right."""
    try:
        body = _answer(answer)
        _server(request).authenticate_complete(_challenge(request, "using"), [_credential(credential)], body)
        return int(AuthenticationResponse.from_dict(body).response.authenticator_data.counter)
    except NOT_UNDERSTOOD as error:
        raise NotProved(str(error)) from error


def _challenge(request: Any, purpose: str) -> dict[str, Any]:
    held: dict[str, Any] = request.session.pop(CHALLENGE, None) or {}
    if held.pop("for", "") != purpose:
        raise NotProved("This session was given no challenge.")
    return held


def _answer(text: str) -> dict[str, Any]:
    if len(text) > LARGEST:
        raise NotProved("It is too long.")
    answer = json.loads(text)
    if not isinstance(answer, dict):
        raise NotProved("It is no object.")
    return answer


def _credential(text: str) -> AttestedCredentialData:
    return AttestedCredentialData(websafe_decode(text))


def _server(request: Any) -> Fido2Server:
    """The site as browsers name it; an answer counts only from its own address, with its port."""
    origin = f"{request.scheme}://{request.get_host()}"
    site = PublicKeyCredentialRpEntity(id=_host(request), name="Waymark")
    return Fido2Server(site, verify_origin=lambda given: given == origin)


def _host(request: Any) -> str:
    host: str = request.get_host()
    return host if host.endswith("]") else host.rsplit(":", 1)[0]


def _as_json(options: Any) -> Any:
    return json.loads(json.dumps(dict(options)))
