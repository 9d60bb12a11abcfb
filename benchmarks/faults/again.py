"""K10: every request that writes arrives two to five times at once, and has one effect."""

from __future__ import annotations

import json
import random
import socket
import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import urlencode

from benchmarks.faults.clients import FORM
from benchmarks.faults.place import Found, Place
from benchmarks.faults.talking import PATIENCE
from benchmarks.load import LOOPBACK, Answer, Site, whole
from waymark.ground.programmes.values import OF_WAYMARK

Ticket = dict[str, Any]
dice = random.Random(10)
COUNTED = {
    "sittings": "SELECT count(*) FROM sit_sitting",
    "revisions": "SELECT count(*) FROM sit_revision",
    "kept beside": "SELECT count(*) FROM sit_alternateversion",
    "submissions": "SELECT count(*) FROM sit_submission",
    "receipts": "SELECT count(*) FROM sit_receipt",
    "emails": "SELECT count(*) FROM people_email",
    "ledger lines": "SELECT count(*) FROM ledger_entry",
    "taken back": "SELECT count(*) FROM sit_submissionwithdrawal",
    "extensions": "SELECT count(*) FROM sit_extension",
}


def duplicates(place: Place, result: Found, *, rounds: int) -> Found:
    """`found` gets a problem for each request whose effect was not that of one."""
    tickets = json.loads(place.tickets.read_text("utf-8"))
    with place.serving() as (_, port):
        again = Again(place, Site(port), result)
        writers, scripts = tickets["answers"][place.written :], tickets["sittings"][place.handed_in :]
        for turn in range(rounds):
            again.once("autosave", again.autosave(writers[turn]), revisions=1)
            again.once("plain form", again.form(writers[turn]), revisions=1)
            again.once("conflict", again.autosave(writers[turn], base=0), **{"kept beside": 1})
            again.once(
                "choice of a kept text", again.choice(writers[turn]), revisions=1, **{"kept beside": 1}
            )
            again.once("choice of a version", again.version(writers[turn]), revisions=1)
            if turn < len(tickets["openers"]):
                opening = again.declaration(tickets["openers"][turn])
                again.once("declaration", opening, sittings=1, **{"ledger lines": 1})
            handed_in = {"submissions": 1, "receipts": 1, "emails": 1, "ledger lines": 1}
            again.once("handing in", again.handing_in(scripts[turn]), **handed_in)
            taken_back = {"taken back": 1, "ledger lines": 1}
            again.once("taking back", again.withdrawal(scripts[turn]), **taken_back)
            again.once("handing in again", again.handing_in(scripts[turn]), **handed_in)
            expected = {"extensions": 1, "ledger lines": 1}
            again.once("asking for time", again.asking(writers[turn]), **expected)
    place.written, place.handed_in = place.written + rounds, place.handed_in + rounds
    result.figures["requests"] = again.sent
    return result


class Again:
    def __init__(self, place: Place, site: Site, result: Found) -> None:
        self.place, self.site, self.result, self.sent, self.serial = place, site, result, 0, 0

    def once(self, name: str, request: bytes, **effects: int) -> None:
        """Sends it several times at once; exactly these rows are to come of it."""
        before = self.count()
        answers = send_at_once(self.site.port, request, times=dice.randint(2, 5))
        self.sent += len(answers)
        after = self.count()
        grown = {name: after[name] - before[name] for name in COUNTED if after[name] != before[name]}
        self.result.acked += sum(answer.status < 400 for answer in answers)
        self.result.must(grown == effects, f"{name}: {grown}, and not {effects}")
        self.result.must(
            all(answer.status < 500 for answer in answers), f"{name}: {[answer.status for answer in answers]}"
        )

    def count(self) -> dict[str, int]:
        return {name: int(self.ask(sql)) for name, sql in COUNTED.items()}

    def ask(self, sql: str, *parameters: Any) -> Any:
        assert self.place.server
        with self.place.server.connected("waymark") as connection:
            row = connection.execute(sql.encode(), parameters).fetchone()
        return row[0] if row else None

    def text(self) -> str:
        self.serial += 1
        return f"A text that stands for number {self.serial}."

    def rev(self, ticket: Ticket) -> int:
        return int(self.ask("SELECT rev FROM sit_answer WHERE id = %s", ticket["answer_id"]))

    def autosave(self, ticket: Ticket, *, base: int | None = None) -> bytes:
        on = self.rev(ticket) if base is None else base
        client = ticket["client"] if base is None else "ANOTHERWINDOW"
        body = json.dumps({"text": self.text(), "base": on, "client": client}).encode()
        also = f"X-CSRFToken: {ticket['token']}\r\nX-Waymark-Desk: 1\r\n"
        return self.site.post(ticket, ticket["path"], body, "application/json", also)

    def form(self, ticket: Ticket) -> bytes:
        question = ticket["path"].split("/")[-3]
        form = {f"text-{question}": self.text(), f"base-{question}": self.rev(ticket), "client": "PLAINFORM1"}
        return self.post(ticket, f"{desk_of(ticket)}answers/", form)

    def choice(self, ticket: Ticket) -> bytes:
        newest = "SELECT max(id) FROM sit_alternateversion WHERE answer_id = %s"
        kept = self.ask(newest, ticket["answer_id"])
        return self.post(ticket, f"{desk_of(ticket)}kept/{kept}/choice/", {"base": self.rev(ticket)})

    def version(self, ticket: Ticket) -> bytes:
        path = ticket["path"].replace("/revisions/", "/versions/1/choice/")
        return self.post(ticket, path, {"base": self.rev(ticket)})

    def declaration(self, ticket: Ticket) -> bytes:
        return self.post(ticket, ticket["path"], {sentence.id: "on" for sentence in OF_WAYMARK.sentences})

    def handing_in(self, ticket: Ticket) -> bytes:
        return self.post(ticket, f"{ticket['path']}submission/", ticket["form"])

    def withdrawal(self, ticket: Ticket) -> bytes:
        looked_at = """SELECT r.code FROM sit_receipt r JOIN sit_submission h ON h.id = r.submission_id
         JOIN sit_sitting s ON s.id = h.sitting_id WHERE s.code = %s"""
        code = ticket["path"].strip("/").split("/")[-1]
        return self.post(ticket, f"{ticket['path']}withdrawal/", {"receipt": self.ask(looked_at, code)})

    def asking(self, ticket: Ticket) -> bytes:
        day = datetime.now(tz=UTC).date() + timedelta(days=9)
        return self.post(ticket, "/sit/extensions/", {"until_on": day.isoformat(), "reason": self.text()})

    def post(self, ticket: Ticket, path: str, fields: dict[str, Any]) -> bytes:
        form = urlencode(fields | {"csrfmiddlewaretoken": ticket["token"]}).encode()
        return self.site.post(ticket, path, form, FORM)


def desk_of(ticket: Ticket) -> str:
    return str(ticket["path"]).partition("answers/")[0]


def send_at_once(port: int, request: bytes, *, times: int) -> list[Answer]:
    ready = threading.Barrier(times)

    def send(_: int) -> Answer:
        with socket.create_connection((LOOPBACK, port), timeout=PATIENCE) as connection:
            ready.wait()
            connection.sendall(request)
            heard = b""
            while (answer := whole(heard)) is None:
                heard += connection.recv(262_144)
            return answer

    with ThreadPoolExecutor(times) as pool:
        return list(pool.map(send, range(times)))
