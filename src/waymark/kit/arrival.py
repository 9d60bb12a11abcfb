"""When a request arrived, before any queue of ours. The sender's own claim never counts.

| Stamp | By                      | Time of                                                                 |
|-------|-------------------------|-------------------------------------------------------------------------|
| `p`   | a declared proxy        | when the first byte reached the proxy, by its header                    |
| `k`   | the system's kernel     | when the first bytes of the request reached this machine                |
| `w`   | the web worker          | when the connection was seen to have something to read                  |
| `a`   | the application         | when it began to answer: where none of the others is to be had          |

Source: docs/rules/time.md. Pure: the time now and the proxies' addresses are given by the caller.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from ipaddress import IPv4Network, IPv6Network, ip_address
from typing import Any

Network = IPv4Network | IPv6Network

STAMP, STAMPED_BY = "waymark.arrived", "waymark.stamped_by"
"""Keys of the WSGI environ, set by our web worker: nanoseconds since 1970 in UTC, and who stamped."""
HEADER = "HTTP_X_WAYMARK_ARRIVAL"
"""nginx: `proxy_set_header X-Waymark-Arrival "$msec $request_time";`, the second number may be left out."""
HEADER_FORMAT = re.compile(r"([0-9]{9,11}(?:\.[0-9]{1,9})?)(?: ([0-9]{1,6}(?:\.[0-9]{1,9})?))?")

LONGEST_TRANSFER = timedelta(seconds=10)
"""A request that takes longer to arrive counts from its last byte, so that starting early gains no time."""
OLDEST_HEADER = timedelta(minutes=10)
"""A proxy's header that is older than this, or in the future, is ignored."""
CLOCK_TOLERANCE = timedelta(seconds=1)
"""How far a proxy's clock may be ahead of ours; its time then counts as now."""


class StampedBy(StrEnum):
    PROXY = "p"
    KERNEL = "k"
    WORKER = "w"
    APPLICATION = "a"


@dataclass(frozen=True)
class Arrival:
    at: datetime
    """UTC, by the real clock."""
    stamped_by: StampedBy
    ignored: str = ""
    """Why a declared proxy's header was ignored; for the log."""


def arrival_of(environ: Mapping[str, Any], *, now: datetime, proxies: Sequence[Network] = ()) -> Arrival:
    """The instant that counts for a request. A header from anyone but a declared proxy is not read."""
    own = _own_stamp(environ, now=now)
    if HEADER not in environ or not _is_from(environ.get("REMOTE_ADDR", ""), proxies):
        return own
    at = read_header(str(environ[HEADER]), now=now)
    if isinstance(at, str):
        return Arrival(own.at, own.stamped_by, ignored=at)
    return Arrival(at, StampedBy.PROXY)


def read_header(header: str, *, now: datetime) -> datetime | str:
    """The instant in a proxy's header, or a sentence that says why it is ignored."""
    match = HEADER_FORMAT.fullmatch(header.strip())
    if not match:
        return f"X-Waymark-Arrival is {header[:60]!r}; a proxy writes $msec, and $request_time after a space."
    passed_on = datetime.fromtimestamp(0, UTC) + timedelta(seconds=float(match[1]))
    took = timedelta(seconds=float(match[2] or 0))
    at = arrived(first=passed_on - took, last=passed_on)
    if passed_on > now + CLOCK_TOLERANCE:
        return f"X-Waymark-Arrival is {header[:60]!r}, which is in the future; check that the clocks agree."
    if at < now - OLDEST_HEADER:
        return f"X-Waymark-Arrival is {header[:60]!r}, which is long ago; check that the clocks agree."
    return min(at, now)


def arrived(*, first: datetime, last: datetime) -> datetime:
    """When a request counts as arrived, given when its first and last bytes arrived."""
    return first if last - first <= LONGEST_TRANSFER else last


def _own_stamp(environ: Mapping[str, Any], *, now: datetime) -> Arrival:
    stamp = environ.get(STAMP)
    if not isinstance(stamp, int):
        return Arrival(now, StampedBy.APPLICATION)
    at = datetime.fromtimestamp(0, UTC) + timedelta(microseconds=stamp // 1000)
    # If the clock was put back meanwhile, the stamp is in the future.
    return Arrival(min(at, now), StampedBy(environ[STAMPED_BY]))


def _is_from(address: str, networks: Sequence[Network]) -> bool:
    if not networks:
        return False
    try:
        peer = ip_address(address)
    except ValueError:
        return False
    return any(peer in network for network in networks)
