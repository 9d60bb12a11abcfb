"""The rows of the table: what is done, what it must change in the database, and what it may cost."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from benchmarks.load import Act, Answer, Site
from benchmarks.people_file import PEOPLE, as_form, people_csv

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
    """As the page's script sends it: 11 kB that are the answer from then on, based on the last revision."""
    text = _next_text(site, ticket)
    fields = {"text": text, "base": ticket["base"], "client": ticket["client"], "instead": False}
    body = json.dumps(fields, ensure_ascii=False).encode()
    also = f"X-CSRFToken: {ticket['token']}\r\nX-Waymark-Desk: 1\r\n"
    answer = yield site.post(ticket, ticket["path"], body, "application/json", also)
    answer.must(answer.status == 200, "not saved")
    rev = json.loads(answer.body)["rev"]
    answer.must(rev == ticket["base"] + 1, "not the next revision")
    ticket["base"], ticket["sha256"] = rev, hashlib.sha256(text.encode()).hexdigest()


def submit(site: Site, ticket: Ticket) -> Act:
    """Submit; the answer is the receipt."""
    answer = yield site.post(ticket, f"{ticket['path']}submission/", urlencode(ticket["form"]).encode(), FORM)
    answer.must(answer.status == 200 and ticket["code"].encode() in answer.body, "not submitted")
    answer.must(answer.headers.get("content-location") == f"{ticket['path']}receipt/", "no receipt")


def page(site: Site, ticket: Ticket) -> Act:
    answer = yield site.get(ticket, ticket["path"])
    answer.must(answer.status == 200, "not shown")
    for shown, times in ticket["shows"].items():
        count = answer.body.count(shown.encode())
        answer.must(count >= times, f"{shown!r} is there {count} times, not {times}")


def mark(site: Site, ticket: Ticket) -> Act:
    answer = yield site.post(ticket, f"{ticket['path']}marks/", urlencode(ticket["form"]).encode(), FORM)
    answer.must(answer.status == 302, "not marked")
    answer.must(answer.headers.get("location", "").startswith("/mark/"), "not sent on")


def register(site: Site, ticket: Ticket) -> Act:
    """Open a register and save it; everybody's minutes differ from those that it recorded before."""
    page = yield site.get(ticket, ticket["path"])
    made_from = re.search(rb'name="form_token" value="([^"]+)"', page.body)
    page.must(made_from is not None, "has no form")
    assert made_from
    ticket["times"] = ticket.get("times", 0) + 1
    minutes = ticket["minutes"] - ticket["times"] % 2
    form = dict.fromkeys(ticket["references"], minutes) | {"csrfmiddlewaretoken": ticket["token"]}
    form["form_token"] = made_from[1].decode()
    answer = yield site.post(ticket, ticket["path"], urlencode(form).encode(), FORM)
    answer.must(answer.status == 302, "not saved")


def preview(site: Site, ticket: Ticket) -> Act:
    """Upload a file of 1,000 people, and open the page that shows what was found in each row."""
    body, kind = as_form(people_csv(ticket["number"]), token=ticket["token"])
    answer = yield site.post(ticket, ticket["path"], body, kind)
    answer.must(answer.status == 302, "not uploaded")
    page = yield site.get(ticket, answer.headers["location"])
    page.must(f"{PEOPLE:,} people can be enrolled".encode() in page.body, "not previewed")


def enrol(site: Site, ticket: Ticket) -> Act:
    """Confirm a file of 1,000 people, and go on, as the script of its page does, until all are enrolled."""
    form = urlencode({"csrfmiddlewaretoken": ticket["token"]}).encode()
    answer = yield site.post(ticket, f"{ticket['path']}confirmation/", form, FORM)
    while True:
        answer.must(answer.status == 302, "not enrolled")
        page: Answer = yield site.get(ticket, ticket["path"])
        if b"data-next-part" not in page.body:
            break
        answer = yield site.post(ticket, f"{ticket['path']}next-part/", form, FORM)
    page.must(f"{PEOPLE:,} people were enrolled".encode() in page.body, "not all enrolled")


def _next_text(site: Site, ticket: Ticket) -> str:
    """The site's 11 kB, another text each time."""
    ticket["times"] = ticket.get("times", 0) + 1
    return f"{site.text} ({ticket['times']})"


ACTS: dict[str, Callable[[Site, Ticket], Act]] = {
    act.__name__: act for act in (hello, update, autosave, submit, page, mark, register, preview, enrol)
}

# --- rows ----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class Must:
    """The limits of a row: at most, unless it says at least. None: no limit."""

    x_hello: float | None = None
    """CPU of server and database, as a multiple of the CPU of `Django hello` in the same round."""
    of_update: float | None = None
    """At least this share of the UPDATE row's acts per second."""
    of_pgbench: float | None = None
    """At least this share of pgbench's transactions per second."""
    p95_of_update: float | None = None
    """At most so many times the UPDATE row's p95."""
    sql: int | None = None
    kilobytes: float | None = None
    writes: int | None = None
    """Statements that write, the audit line among them."""
    seconds: float | None = None
    """The longest of the acts, one after another."""


@dataclass(frozen=True, kw_only=True)
class Row:
    name: str
    label: str
    act: str
    tickets: str
    once: bool = False
    """Each ticket serves one act."""
    alone: bool = False
    """Whether one connection makes one act after another, for a limit in seconds."""
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
SUBMITTED = {
    _count("sit_submission"): 1,
    _count("sit_receipt"): 1,
    _count("people_email"): 1,
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
        must=Must(x_hello=6.5, of_update=0.40, p95_of_update=2.5, sql=2, kilobytes=1),
    ),
    Row(
        name="people",
        label="Person search among 50,000 people",
        act="page",
        tickets="people",
        grows=NOTHING_IS_WRITTEN,
        must=Must(x_hello=43),
    ),
    Row(
        name="preview",
        label="File of 1,000 people previewed",
        act="preview",
        tickets="uploads",
        once=True,
        alone=True,
        grows={_count("apply_enrolmentfile"): 1, _count("cohorts_enrolment"): 0},
        must=Must(seconds=1.5),
    ),
    Row(
        name="enrol",
        label="File of 1,000 people confirmed and enrolled",
        act="enrol",
        tickets="files",
        once=True,
        alone=True,
        grows={
            _count("cohorts_enrolment"): PEOPLE,
            _count("people_person"): PEOPLE,
            _count("people_invitation"): PEOPLE,
            _count("people_email"): PEOPLE,
            _count("ledger_entry", "verb = 'cohorts.enrolled'"): PEOPLE,
        },
        must=Must(seconds=4),
    ),
    Row(
        name="home",
        label="Participant’s home",
        act="page",
        tickets="homes",
        grows=NOTHING_IS_WRITTEN,
        must=Must(x_hello=37, sql=6, kilobytes=30),
    ),
    Row(
        name="writing",
        label="Writing page with case and answers",
        act="page",
        tickets="writing",
        grows=NOTHING_IS_WRITTEN,
        must=Must(x_hello=14, sql=4, kilobytes=40),
        beyond_case=True,
    ),
    Row(
        name="list",
        label="Marking list, 100 rows",
        act="page",
        tickets="lists",
        grows=NOTHING_IS_WRITTEN,
        must=Must(x_hello=24, sql=3, kilobytes=120),
    ),
    Row(
        name="script",
        label="Open a script",
        act="page",
        tickets="scripts",
        grows=NOTHING_IS_WRITTEN,
        must=Must(x_hello=14, sql=4, kilobytes=60),
    ),
    Row(
        name="mark",
        label="Save a mark, with its audit line",
        act="mark",
        tickets="marks",
        once=True,
        grows={
            _count("mark_mark"): 1,
            _count("mark_criterionmark"): 5,
            _count("mark_omissionanswer"): 2,
            _count("ledger_entry", "verb = 'mark.recorded'"): 1,
        },
        must=Must(x_hello=11, sql=7, writes=3),
    ),
    Row(
        name="submit",
        label="Final submit, answering the receipt",
        act="submit",
        tickets="sittings",
        once=True,
        grows=SUBMITTED,
        must=Must(x_hello=13, of_pgbench=0.10, sql=7, writes=3),
    ),
    Row(
        name="progress-100",
        label="Cohort progress, 100 participants",
        act="page",
        tickets="progress-100",
        grows=NOTHING_IS_WRITTEN,
        must=Must(x_hello=25, sql=6, kilobytes=120),
    ),
    Row(
        name="progress-1000",
        label="Cohort progress, 1,000 participants",
        act="page",
        tickets="progress-all",
        grows=NOTHING_IS_WRITTEN,
        must=Must(x_hello=170, sql=6),
    ),
    Row(
        name="results",
        label="Formative results, 1,000 participants x 8 questions",
        act="page",
        tickets="results",
        grows=NOTHING_IS_WRITTEN,
        must=Must(x_hello=30, sql=8, kilobytes=60),
    ),
    Row(
        name="register",
        label="Register of 60 saved",
        act="register",
        tickets="registers",
        grows={
            _count("learn_attendance"): 60,
            _count("hours_credit"): 60,
            _count("ledger_entry", "verb = 'learn.register_taken'"): 1,
        },
        must=Must(x_hello=43),
    ),
    Row(
        name="csv",
        label="CSV file of 1,000 participants",
        act="page",
        tickets="csv",
        grows=NOTHING_IS_WRITTEN,
        must=Must(x_hello=80),
    ),
]
