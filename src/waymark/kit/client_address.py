"""The address of the machine that a request comes from. What a visitor claims never counts.

| The connection is from | X-Forwarded-For    | The client's address                                               |
|------------------------|--------------------|--------------------------------------------------------------------|
| anyone else            | anything           | the connection's                                                   |
| a declared proxy       | `a, b, proxy`      | the rightmost address that is not a declared proxy's: here `b`     |
| a declared proxy       | missing or garbage | the connection's, or the last address that could be read           |

Each proxy appends the address that it was connected from, so whatever stands to the left of the first undeclared
address may be invented. Source: docs/run-it.md. Pure: the caller gives the declared proxies.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from typing import Any

from waymark.kit.arrival import Network

HEADER = "HTTP_X_FORWARDED_FOR"
MOST_PROXIES = 20
"""A header may be long; no more addresses are read."""


def client_address(environ: Mapping[str, Any], *, proxies: Sequence[Network] = ()) -> str:
    """An IP address; empty if there is none, as on a Unix socket."""
    address = _parse(str(environ.get("REMOTE_ADDR", "")))
    claims = str(environ.get(HEADER, "")).split(",")[::-1][:MOST_PROXIES]
    while address is not None and claims and _is_declared(address, proxies):
        earlier = _parse(claims.pop(0))
        if earlier is None:
            break
        address = earlier
    return str(address) if address else ""


def is_from_declared_proxy(environ: Mapping[str, Any], *, proxies: Sequence[Network]) -> bool:
    """Whether the connection itself is a declared proxy's."""
    address = _parse(str(environ.get("REMOTE_ADDR", "")))
    return address is not None and _is_declared(address, proxies)


def _is_declared(address: IPv4Address | IPv6Address, proxies: Sequence[Network]) -> bool:
    return any(address in network for network in proxies)


def _parse(text: str) -> IPv4Address | IPv6Address | None:
    """`192.0.2.1`, `192.0.2.1:4711`, `2001:db8::1` or `[2001:db8::1]:4711`."""
    text = text.strip()
    if text.startswith("["):
        text = text[1:].partition("]")[0]
    elif text.count(":") == 1:
        text = text.partition(":")[0]
    try:
        address = ip_address(text)
    except ValueError:
        return None
    mapped = address.ipv4_mapped if isinstance(address, IPv6Address) else None
    return mapped or _without_scope(address)


def _without_scope(address: IPv4Address | IPv6Address) -> IPv4Address | IPv6Address:
    """`fe80::1%eth0` is `fe80::1`."""
    if isinstance(address, IPv6Address) and address.scope_id:
        return IPv6Network(int(address)).network_address
    return address
