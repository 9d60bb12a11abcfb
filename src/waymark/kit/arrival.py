"""When a request arrived, before any queue of ours. The sender's own claim never counts.

| Stamp | By                      | Time of                                                                 |
|-------|-------------------------|-------------------------------------------------------------------------|
| `p`   | a declared proxy        | when the first byte reached the proxy, by its header                    |
| `k`   | the system's kernel     | when the first bytes of the request reached this machine                |
| `w`   | the web worker          | when the connection was seen to have something to read                  |
| `a`   | the application         | when it began to answer: where none of the others is to be had          |

A request has two instants, of its first byte and of its last. It is in time for a cut-off if the first came before it
and the last no more than `GRACE` after it; `counts_from` makes one instant of the two, which is before the cut-off in
exactly these cases.

Source: docs/rules/time.md. Pure: the time now and the proxies' addresses are given by the caller.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from ipaddress import IPv4Network, IPv6Network, ip_address
from typing import Any

Network = IPv4Network | IPv6Network

STAMP, STAMP_OF_LAST, STAMPED_BY = "waymark.arrived", "waymark.arrived_whole", "waymark.stamped_by"
"""Keys of the WSGI environ, set by our web worker: of the first and of the last byte, in nanoseconds since 1970 in UTC;
and who stamped."""
HEADER = "HTTP_X_WAYMARK_ARRIVAL"
"""nginx: `proxy_set_header X-Waymark-Arrival "$msec $request_time";`, the second number may be left out."""
HEADER_FORMAT = re.compile(r"([0-9]{9,11}(?:\.[0-9]{1,9})?)(?: ([0-9]{1,6}(?:\.[0-9]{1,9})?))?")

GRACE = timedelta(seconds=2)
"""How long after a cut-off the last byte of a request may come whose first byte came before it."""
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
    """The instant that counts; UTC, by the real clock."""
    stamped_by: StampedBy
    transfer: timedelta = timedelta(0)
    """From the first byte to the last."""
    ignored: str = ""
    """Why a declared proxy's header was ignored; for the log."""


def arrival_of(environ: Mapping[str, Any], *, now: datetime, proxies: Sequence[Network] = ()) -> Arrival:
    """The instant that counts for a request. A header from anyone but a declared proxy is not read."""
    own = _own_stamp(environ, now=now)
    if HEADER not in environ or not _is_from(environ.get("REMOTE_ADDR", ""), proxies):
        return own
    arrival = read_header(str(environ[HEADER]), now=now)
    if isinstance(arrival, str):
        return replace(own, ignored=arrival)
    return arrival


def read_header(header: str, *, now: datetime) -> Arrival | str:
    """The arrival in a proxy's header, or a sentence that says why it is ignored."""
    match = HEADER_FORMAT.fullmatch(header.strip())
    if not match:
        return f"X-Waymark-Arrival is {header[:60]!r}; a proxy writes $msec, and $request_time after a space."
    passed_on = datetime.fromtimestamp(0, UTC) + timedelta(seconds=float(match[1]))
    took = timedelta(seconds=float(match[2] or 0))
    at = counts_from(first=passed_on - took, last=passed_on)
    if passed_on > now + CLOCK_TOLERANCE:
        return f"X-Waymark-Arrival is {header[:60]!r}, which is in the future; check that the clocks agree."
    if at < now - OLDEST_HEADER:
        return f"X-Waymark-Arrival is {header[:60]!r}, which is long ago; check that the clocks agree."
    return Arrival(min(at, now), StampedBy.PROXY, took)


def counts_from(*, first: datetime, last: datetime) -> datetime:
    """The instant from which a request counts: its first byte, or `GRACE` before its last, whichever is later.

    A microsecond less, so that a last byte exactly `GRACE` after a cut-off is in time.
    """
    return max(first, last - GRACE - timedelta.resolution)


def first_byte_at(at: datetime, transfer: timedelta) -> datetime:
    """The instant of the first byte, from the one that counts and the time between first and last."""
    return at - max(timedelta(0), transfer - GRACE - timedelta.resolution)


def _own_stamp(environ: Mapping[str, Any], *, now: datetime) -> Arrival:
    stamp = environ.get(STAMP)
    if not isinstance(stamp, int):
        return Arrival(now, StampedBy.APPLICATION)
    first, last = _moment(stamp), max(_moment(stamp), _moment(environ.get(STAMP_OF_LAST, stamp)))
    # If the clock was put back meanwhile, the stamp is in the future.
    at = min(counts_from(first=first, last=last), now)
    return Arrival(at, StampedBy(environ[STAMPED_BY]), last - first)


def _moment(nanoseconds: int) -> datetime:
    return datetime.fromtimestamp(0, UTC) + timedelta(microseconds=nanoseconds // 1000)


def _is_from(address: str, networks: Sequence[Network]) -> bool:
    if not networks:
        return False
    try:
        peer = ip_address(address)
    except ValueError:
        return False
    return any(peer in network for network in networks)
