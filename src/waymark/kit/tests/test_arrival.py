"""Who may say when a request arrived, and what is believed."""

from datetime import UTC, datetime, timedelta
from ipaddress import ip_network
from typing import Any

import pytest

from waymark.kit.arrival import (
    GRACE,
    HEADER,
    Arrival,
    StampedBy,
    arrival_of,
    counts_from,
    first_byte_at,
    read_header,
)

NOW = datetime(2026, 10, 26, 23, 59, 59, tzinfo=UTC)
SECONDS = int(NOW.timestamp())
OURS = (ip_network("127.0.0.1"), ip_network("10.20.0.0/16"), ip_network("::1"))


def by_kernel(*, ago: float) -> dict[str, Any]:
    return {"waymark.arrived": (SECONDS * 10**9) - int(ago * 1e9), "waymark.stamped_by": "k"}


def test_application_stamps_when_no_one_else_has() -> None:
    assert arrival_of({}, now=NOW) == Arrival(NOW, StampedBy.APPLICATION)


def test_worker_stamp_is_never_in_the_future() -> None:
    arrival = arrival_of(by_kernel(ago=1.25), now=NOW)
    assert arrival == Arrival(NOW - timedelta(seconds=1.25), StampedBy.KERNEL)
    assert arrival_of(by_kernel(ago=-3), now=NOW).at == NOW


@pytest.mark.parametrize(
    ("header", "ago"),
    [
        (f"{SECONDS}.000", 0),
        (f"{SECONDS - 2}.250", 1.75),
        (f"{SECONDS - 2} 0.500", 2.5),
        (f"{SECONDS} 2.000", 2),
        (f"{SECONDS} 10.000", 2),
        (f"{SECONDS - 599}.000", 599),
        (f"{SECONDS + 1}.000", 0),
    ],
)
def test_declared_proxy_is_believed(header: str, ago: float) -> None:
    """The second number is what the request took to arrive; past two seconds its last byte counts, less two seconds."""
    environ = by_kernel(ago=0.001) | {"REMOTE_ADDR": "10.20.3.4", HEADER: header}
    arrival = arrival_of(environ, now=NOW, proxies=OURS)
    assert (arrival.stamped_by, arrival.ignored) == (StampedBy.PROXY, "")
    assert abs(arrival.at - (NOW - timedelta(seconds=ago))) < timedelta(microseconds=10)


@pytest.mark.parametrize("address", ["10.21.0.1", "192.0.2.7", "::2", "", "unix:", "localhost"])
def test_header_from_anyone_else_is_not_read(address: str) -> None:
    environ = by_kernel(ago=1) | {"REMOTE_ADDR": address, HEADER: f"{SECONDS - 60}.000"}
    assert arrival_of(environ, now=NOW, proxies=OURS) == arrival_of(by_kernel(ago=1), now=NOW)
    assert arrival_of(environ | {"REMOTE_ADDR": "127.0.0.1"}, now=NOW).stamped_by is StampedBy.KERNEL


@pytest.mark.parametrize(
    "header",
    [
        "", "now", "nan", "inf", "1e9", "-1", "+1792972799", "1792972799,1792972799", "t=1792972799", "12",
        "9" * 400, f"{SECONDS}.0 -1", f"{SECONDS}.0 1 1", f"{SECONDS}.0\t1", "١٧٩٢٩٧٢٧٩٩", "1 792 972 799",
        "999999999999.0", "99999999999 0.0", f"{SECONDS + 2}.000", f"{SECONDS - 601}.000", f"{SECONDS - 599} 8.0",
        f"{SECONDS + 3600} 9.9",
    ],
)  # fmt: skip
def test_nonsense_header_is_ignored_with_a_reason(header: str) -> None:
    environ = by_kernel(ago=1) | {"REMOTE_ADDR": "127.0.0.1", HEADER: header}
    arrival = arrival_of(environ, now=NOW, proxies=OURS)
    assert (arrival.at, arrival.stamped_by) == (NOW - timedelta(seconds=1), StampedBy.KERNEL)
    assert arrival.ignored.startswith("X-Waymark-Arrival is")
    assert len(arrival.ignored) < 400
    assert isinstance(read_header(header, now=NOW), str)


def test_both_instants_of_a_stamp_are_kept() -> None:
    environ = by_kernel(ago=9.7) | {"waymark.arrived_whole": SECONDS * 10**9}
    arrival = arrival_of(environ, now=NOW)
    assert arrival.transfer == timedelta(seconds=9.7)
    first = first_byte_at(arrival.at, arrival.transfer)
    assert (first, first + arrival.transfer) == (NOW - timedelta(seconds=9.7), NOW)


CLOSE = NOW


@pytest.mark.parametrize(
    ("first", "last", "in_time"),
    [
        (-0.5, -0.5, True),
        (-0.000001, 0.1, True),
        (-30, -0.1, True),
        (-30, 1.9, True),
        (-0.5, 2.0, True),
        (-0.5, 2.000001, False),
        (-0.5, 9.2, False),
        (-30, 2.1, False),
        (0, 0, False),
        (0, 0.5, False),
    ],
)
def test_in_time_is_first_byte_before_and_last_byte_two_seconds_after_at_most(first, last, in_time) -> None:
    first_at, last_at = (CLOSE + timedelta(seconds=seconds) for seconds in (first, last))
    assert (first_at < CLOSE and last_at <= CLOSE + GRACE) is in_time
    at = counts_from(first=first_at, last=last_at)
    assert (at < CLOSE) is in_time
    assert first_byte_at(at, last_at - first_at) == first_at
