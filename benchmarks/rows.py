"""The rows of the table: what is done, what it must leave behind, and what `must` says of its price."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from benchmarks.load import Act, Site

FORM = "application/x-www-form-urlencoded"
Ticket = dict[str, Any]

# --- acts ----------------------------------------------------------------------------------------------------


def hello(site: Site, ticket: Ticket) -> Act:
    answer = yield site.get(ticket, "/hello")
    answer.must(answer.status == 200 and answer.body == b"hello", "no hello")


def update(site: Site, ticket: Ticket) -> Act:
    text = _next_text(site, ticket)
    answer = yield site.post(ticket, f"/texts/{ticket['id']}", text.encode(), "text/plain; charset=utf-8")
    answer.must(answer.status == 200 and answer.body == b"1", "not updated")


def autosave(site: Site, ticket: Ticket) -> Act:
    """As the desk's script sends it: 11 kB that are the answer from then on, written on the last revision."""
    text = _next_text(site, ticket)
    said = {"text": text, "base": ticket["base"], "client": ticket["client"], "instead": False}
    body = json.dumps(said, ensure_ascii=False).encode()
    also = f"X-CSRFToken: {ticket['token']}\r\nX-Waymark-Desk: 1\r\n"
    answer = yield site.post(ticket, ticket["path"], body, "application/json", also)
    answer.must(answer.status == 200, "not saved")
    rev = json.loads(answer.body)["rev"]
    answer.must(rev == ticket["base"] + 1, "not the next revision")
    ticket["base"], ticket["sha256"] = rev, hashlib.sha256(text.encode()).hexdigest()


def submit(site: Site, ticket: Ticket) -> Act:
    """Hand in; the answer is the receipt."""
    answer = yield site.post(ticket, f"{ticket['path']}submission/", urlencode(ticket["form"]).encode(), FORM)
    answer.must(answer.status == 200 and ticket["code"].encode() in answer.body, "not handed in")
    answer.must(answer.headers.get("content-location") == f"{ticket['path']}receipt/", "no receipt")


def page(site: Site, ticket: Ticket) -> Act:
    answer = yield site.get(ticket, ticket["path"])
    answer.must(answer.status == 200, "not shown")
    for shown, times in ticket["shows"].items():
        found = answer.body.count(shown.encode())
        answer.must(found >= times, f"{shown!r} stands there {found} times, not {times}")


def mark(site: Site, ticket: Ticket) -> Act:
    answer = yield site.post(ticket, f"{ticket['path']}marks/", urlencode(ticket["form"]).encode(), FORM)
    answer.must(answer.status == 302, "not marked")
    answer.must(answer.headers.get("location", "").startswith("/mark/"), "not sent on")


def _next_text(site: Site, ticket: Ticket) -> str:
    """The site's 11 kB, another text each time."""
    ticket["times"] = ticket.get("times", 0) + 1
    return f"{site.text} ({ticket['times']})"


ACTS: dict[str, Callable[[Site, Ticket], Act]] = {
    one.__name__: one for one in (hello, update, autosave, submit, page, mark)
}

# --- rows ----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class Must:
    """The budget of `speed`: at most, unless it says at least. None: nothing is asked."""

    cpu: float | None = None
    """CPU milliseconds of server and database."""
    of_update: float | None = None
    """At least this share of the UPDATE row's acts per second."""
    of_pgbench: float | None = None
    """At least this share of pgbench's transactions per second."""
    p95_of_update: float | None = None
    """At most so many times the UPDATE row's p95."""
    sql: int | None = None
    kilobytes: float | None = None
    writes: int | None = None
    """Statements that write, the ledger's line among them."""


@dataclass(frozen=True, kw_only=True)
class Row:
    name: str
    label: str
    act: str
    tickets: str
    once: bool = False
    """Each ticket serves one act."""
    grows: dict[str, int] = field(default_factory=dict)
    """SQL of a count, and by how much one act changes it."""
    stands: bool = False
    """Whether the last text of each ticket must stand in its answer."""
    site: str = "waymark"
    must: Must = Must()
    beyond_case: bool = False
    """Bytes are counted without the case study."""


def _count(table: str, where: str = "true") -> str:
    return f"SELECT count(*) FROM {table} WHERE {where}"


NOTHING_IS_WRITTEN = {_count("sit_revision"): 0, _count("ledger_entry"): 0}
HANDED_IN = {
    _count("sit_submission"): 1,
    _count("sit_receipt"): 1,
    _count("people_letter"): 1,
    _count("sit_answer", "sealed"): 3,
    _count("ledger_entry", "verb = 'sit.submitted'"): 1,
}
HELLO = Row(name="hello", label="Django hello, no middleware", act="hello", tickets="anybody", site="bare")
UPDATE = Row(
    name="update",
    label="Django POST of 11 kB + UPDATE, no middleware",
    act="update",
    tickets="texts",
    site="bare",
    grows={"SELECT sum(saved) FROM limit_text": 1},
)
ROWS = [
    Row(
        name="autosave",
        label="Autosave that is the answer, 11 kB",
        act="autosave",
        tickets="answers",
        grows={_count("sit_revision"): 1, "SELECT sum(rev) FROM sit_answer": 1},
        stands=True,
        must=Must(cpu=2.6, of_update=0.40, p95_of_update=2.5, sql=4, kilobytes=1),
    ),
    Row(
        name="home",
        label="Participant's home",
        act="page",
        tickets="homes",
        grows=NOTHING_IS_WRITTEN,
        must=Must(cpu=5.2, sql=6, kilobytes=30),
    ),
    Row(
        name="desk",
        label="Writing page with case and answers",
        act="page",
        tickets="desks",
        grows=NOTHING_IS_WRITTEN,
        must=Must(cpu=5.9, sql=6, kilobytes=40),
        beyond_case=True,
    ),
    Row(
        name="list",
        label="Marking list, 100 rows",
        act="page",
        tickets="lists",
        grows=NOTHING_IS_WRITTEN,
        must=Must(cpu=26, sql=8, kilobytes=120),
    ),
    Row(
        name="script",
        label="Open a script",
        act="page",
        tickets="scripts",
        grows=NOTHING_IS_WRITTEN,
        must=Must(cpu=9, sql=8, kilobytes=60),
    ),
    Row(
        name="mark",
        label="Save a mark, with its ledger line",
        act="mark",
        tickets="marks",
        once=True,
        grows={
            _count("mark_mark"): 1,
            _count("mark_criterionmark"): 5,
            _count("mark_omissionanswer"): 2,
            _count("ledger_entry", "verb = 'mark.recorded'"): 1,
        },
        must=Must(cpu=4.2, sql=8, writes=3),
    ),
    Row(
        name="submit",
        label="Final submit, answering the receipt",
        act="submit",
        tickets="sittings",
        once=True,
        grows=HANDED_IN,
        must=Must(cpu=3.6, of_pgbench=0.10, sql=8, writes=3),
    ),
]
