"""The client's address comes from declared proxies only."""

from __future__ import annotations

from ipaddress import ip_network

import pytest

from waymark.kit.client_address import client_address, is_from_declared_proxy

PROXIES = tuple(ip_network(network) for network in ("127.0.0.1", "10.20.0.0/16", "::1"))


@pytest.mark.parametrize(
    ("peer", "header", "client"),
    [
        ("192.0.2.1", None, "192.0.2.1"),
        ("192.0.2.1", "198.51.100.7", "192.0.2.1"),
        ("127.0.0.1", None, "127.0.0.1"),
        ("127.0.0.1", "198.51.100.7", "198.51.100.7"),
        ("127.0.0.1", "203.0.113.9, 198.51.100.7", "198.51.100.7"),
        ("127.0.0.1", "203.0.113.9, 198.51.100.7, 10.20.3.4", "198.51.100.7"),
        ("127.0.0.1", "203.0.113.9, 10.20.3.4, 198.51.100.7", "198.51.100.7"),
        ("127.0.0.1", "10.20.3.4", "10.20.3.4"),
        ("127.0.0.1", "nonsense", "127.0.0.1"),
        ("127.0.0.1", "198.51.100.7, nonsense", "127.0.0.1"),
        ("127.0.0.1", "", "127.0.0.1"),
        ("127.0.0.1", "198.51.100.7:4711", "198.51.100.7"),
        ("::1", "[2001:db8::7]:4711", "2001:db8::7"),
        ("::1", "2001:db8::7", "2001:db8::7"),
        ("::ffff:127.0.0.1", "198.51.100.7", "198.51.100.7"),
        ("::ffff:192.0.2.1", "198.51.100.7", "192.0.2.1"),
        ("127.0.0.1", "fe80::7%eth0", "fe80::7"),
        ("", "198.51.100.7", ""),
        ("127.0.0.1", ",".join(["10.20.0.1"] * 5000), "10.20.0.1"),
    ],
)
def test_rightmost_address_that_is_not_a_declared_proxys_counts(
    peer: str, header: str | None, client: str
) -> None:
    environ = {"REMOTE_ADDR": peer} | ({} if header is None else {"HTTP_X_FORWARDED_FOR": header})
    assert client_address(environ, proxies=PROXIES) == client


def test_without_declared_proxies_the_header_is_never_read() -> None:
    environ = {"REMOTE_ADDR": "127.0.0.1", "HTTP_X_FORWARDED_FOR": "198.51.100.7"}
    assert client_address(environ) == "127.0.0.1"


def test_declared_proxy_is_recognised() -> None:
    assert is_from_declared_proxy({"REMOTE_ADDR": "10.20.9.9"}, proxies=PROXIES)
    assert not is_from_declared_proxy({"REMOTE_ADDR": "10.21.9.9"}, proxies=PROXIES)
    assert not is_from_declared_proxy({"REMOTE_ADDR": ""}, proxies=PROXIES)
