"""An open-loop generator: each request leaves at its own time, whether the earlier ones were answered or not.

A process of its own, of the standard library alone. Every request has a new connection and is written beforehand, but
for saves, which stand on the revision acknowledged last. Times are the wall clock's, as the close is. What becomes of
each request is a line of the log; the file is read by `benchmarks.faults.check` too.
"""

from __future__ import annotations

import argparse
import errno
import hashlib
import heapq
import json
import re
import selectors
import socket
import sys
import time
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from benchmarks.close.schedule import Due, schedule_of
from benchmarks.load import LOOPBACK, Answer, Site, whole

FORM = "application/x-www-form-urlencoded"
RECEIPT = re.compile(rb"\b[A-Z0-9]{4}(?:-[A-Z0-9]{4}){4}\b")
MOST_AT_ONCE = 6000
"""Connections; more would be a queue of our own."""


@dataclass
class Sending:
    due: Due
    request: bytes
    socket: socket.socket
    digest: str = ""
    began: float = 0.0
    """When the first byte was given to the system, and when the last was."""
    ended: float = 0.0
    heard: bytes = b""


class Generator:
    def __init__(self, site: Site, log: Path) -> None:
        self.site, self.log = site, log.open("w", encoding="utf-8")
        self.ready = selectors.DefaultSelector()
        self.under_way = 0
        self.busy: set[int] = set()
        self.seen: Counter[str] = Counter()
        self.latest = 0.0
        """By how much a request left after its time, at worst."""

    def run(self, schedule: list[Due]) -> None:
        heapq.heapify(schedule)
        while schedule or self.under_way:
            now = time.time()
            while schedule and schedule[0].at <= now:
                self.start(heapq.heappop(schedule), now)
                now = time.time()
            wait = min(0.05, max(0.0, schedule[0].at - now)) if schedule else 0.05
            for key, events in self.ready.select(wait):
                self.go_on(key.data, events)

    def start(self, due: Due, now: float) -> None:
        if self.under_way >= MOST_AT_ONCE:
            raise RuntimeError(f"{MOST_AT_ONCE} requests wait at once")
        is_busy = due.ticket.get("answer_id") in self.busy
        if due.kind == "save" and is_busy:
            self.seen["save left out, the one before is under way"] += 1
            return
        self.latest = max(self.latest, now - due.at)
        request, digest = self.request_of(due, overtakes=is_busy)
        sending = Sending(due, request, socket.socket(), digest)
        sending.socket.setblocking(False)
        sending.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        problem = sending.socket.connect_ex((LOOPBACK, self.site.port))
        if problem not in (0, errno.EINPROGRESS):
            self.over(sending, None, errno.errorcode.get(problem, "refused"))
            return
        self.under_way += 1
        self.ready.register(sending.socket, selectors.EVENT_WRITE, sending)

    def request_of(self, due: Due, *, overtakes: bool = False) -> tuple[bytes, str]:
        ticket = due.ticket
        if due.kind == "page":
            return self.site.get(ticket, ticket["path"]), ""
        if due.kind == "submit":
            body = urlencode(ticket["form"]).encode()
            return self.site.post(ticket, f"{ticket['path']}submission/", body, FORM), ""
        ticket["times"] = ticket.get("times", 0) + 1
        text = f"{self.site.text} ({ticket['answer_id']}, {ticket['times']})"
        digest = hashlib.sha256(text.encode()).hexdigest()
        save = {"text": text, "base": ticket["base"], "client": ticket["client"]}
        save |= {"overtakes": True} if overtakes else {}
        self.busy.add(ticket["answer_id"])
        self.write(answer=ticket["answer_id"], digest=digest, sent=time.time())
        also = f"X-CSRFToken: {ticket['token']}\r\nX-Waymark-Desk: 1\r\n"
        body = json.dumps(save, ensure_ascii=False).encode()
        return self.site.post(ticket, ticket["path"], body, "application/json", also), digest

    def go_on(self, sending: Sending, events: int) -> None:
        try:
            if events & selectors.EVENT_WRITE:
                sending.began = sending.began or time.time()
                sending.request = sending.request[sending.socket.send(sending.request) :]
                if not sending.request:
                    sending.ended = time.time()
                    self.ready.modify(sending.socket, selectors.EVENT_READ, sending)
                return
            piece = sending.socket.recv(262_144)
            sending.heard += piece
            answer = whole(sending.heard)
            if answer or not piece:
                self.close(sending, answer, "" if answer else "cut")
        except OSError as problem:
            self.close(sending, None, type(problem).__name__)

    def close(self, sending: Sending, answer: Answer | None, problem: str) -> None:
        self.ready.unregister(sending.socket)
        self.under_way -= 1
        self.over(sending, answer, problem)

    def over(self, sending: Sending, answer: Answer | None, problem: str) -> None:
        sending.socket.close()
        now, due = time.time(), sending.due
        entry: dict[str, Any] = {"kind": due.kind, "status": answer.status if answer else problem}
        entry |= {"due": due.at, "began": sending.began, "ended": sending.ended, "heard": now}
        self.seen[f"{due.kind} {entry['status']}"] += 1
        if due.kind in ("save", "closing"):
            self.busy.discard(due.ticket["answer_id"])
            if answer and answer.status == 200:
                due.ticket["base"] = rev = int(json.loads(answer.body)["rev"])
                self.write(
                    answer=due.ticket["answer_id"], digest=sending.digest, rev=rev, sent=due.at, acked=now
                )
        if (
            due.kind == "submit"
            and answer
            and answer.status == 200
            and (match := RECEIPT.search(answer.body))
        ):
            self.write(sitting=due.ticket["code"], receipt=match[0].decode(), sent=due.at, acked=now)
            entry["receipt"] = True
        self.write(**entry)

    def write(self, **entry: Any) -> None:
        self.log.write(json.dumps(entry) + "\n")


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.close.send", description=__doc__)
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--tickets", type=Path, required=True)
    parser.add_argument("--log", type=Path, required=True)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--saves", type=float, default=0, help="a second")
    parser.add_argument("--pages", type=float, default=0, help="a second")
    parser.add_argument("--desks", type=int, default=0, help="that make a closing save")
    parser.add_argument("--submits", type=int, default=0, help="in all")
    parser.add_argument("--crowd", type=float, default=0, help="the share of them that comes in the end")
    parser.add_argument("--last", type=float, default=0, help="seconds of that end")
    parser.add_argument(
        "--close", type=float, default=5, help="seconds before the end at which the window closes"
    )
    parser.add_argument(
        "--knot", type=float, default=0, help="the share of the scripts that leaves around it"
    )
    options = parser.parse_args()
    read = json.loads(options.tickets.read_text("utf-8"))
    generator = Generator(Site(options.port, read["text"]), options.log)
    print("ready", flush=True)
    start = float(sys.stdin.readline())
    schedule = schedule_of(options, read, start)
    before = time.process_time()
    generator.run(schedule)
    generator.log.close()
    report = {"seen": dict(generator.seen), "cpu": time.process_time() - before, "latest": generator.latest}
    print(json.dumps(report), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
