"""The mail server’s certificate may come from an authority of one’s own."""

from __future__ import annotations

import ssl
from pathlib import Path

import pytest

from waymark.bridges.mail.smtp import EmailBackend
from waymark.bridges.mail.words import OTHERWISE, REASONS, reason_for


def test_a_providers_own_certificate_authority_is_trusted(tmp_path: Path) -> None:
    own = tmp_path / "own.pem"
    own.write_text(ssl.DER_cert_to_PEM_cert(_own_certificate()), "ascii")
    context = EmailBackend(alias="default", host="mail.example", ca_file=str(own)).ssl_context
    assert _own_certificate() in context.get_ca_certs(binary_form=True)
    assert context.verify_mode == ssl.CERT_REQUIRED
    assert context.check_hostname


@pytest.mark.parametrize(
    ("problem", "words"),
    [
        (ssl.SSLCertVerificationError("x"), "an authority that this machine doesn’t trust"),
        (ConnectionRefusedError(), "No mail server answers"),
        (TimeoutError(), "didn’t answer"),
        (OSError(), "can’t be reached"),
    ],
)
def test_a_reason_says_what_to_look_at(problem: Exception, words: str) -> None:
    assert words in reason_for(problem)


def test_every_reason_fits_its_column() -> None:
    assert all(len(reason) <= 250 for _, reason in REASONS)
    assert reason_for(RuntimeError()) == OTHERWISE


def _own_certificate() -> bytes:
    from datetime import UTC, datetime

    from cryptography import x509
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
    from cryptography.hazmat.primitives.serialization import Encoding
    from cryptography.x509.oid import NameOID

    key = Ed25519PrivateKey.from_private_bytes(b"k" * 32)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "An authority of our own")])
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(datetime(2026, 1, 1, tzinfo=UTC))
        .not_valid_after(datetime(2036, 1, 1, tzinfo=UTC))
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, None)
    )
    return certificate.public_bytes(Encoding.DER)
