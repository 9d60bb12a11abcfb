"""Writers that never give up: each saves one answer again and again, and logs what was acknowledged to it.

A process of its own, of the standard library alone, that no fault touches. A writer that hears nothing, or hears that
it did not work, sends the same text again. Lines of the log are JSON: a text before it is first sent, and again when
it was acknowledged. The process ends when its standard input does; the last texts are finished first.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import re
import sys
import threading
import time
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from benchmarks.faults.talking import GIVES_UP, PATIENCE, Client, Log
from benchmarks.load import Answer, Site

RECEIPT = re.compile(rb"\b[A-Z0-9]{4}(?:-[A-Z0-9]{4}){4}\b")
FORM = "application/x-www-form-urlencoded"


class Writer(Client):
    """Saves one answer, a new text each time."""

    def __init__(self, ticket: dict[str, Any], pause: float, *arguments: Any) -> None:
        super().__init__(*arguments)
        self.ticket, self.pause, self.base = ticket, pause, int(ticket["base"])

    def run(self) -> None:
        serial = 0
        while not self.over.is_set():
            serial += 1
            self.save(f"{self.site.text} ({self.ticket['answer_id']}, {serial})")
            time.sleep(self.pause)

    def save(self, text: str) -> None:
        key = {"answer": self.ticket["answer_id"], "digest": hashlib.sha256(text.encode()).hexdigest()}
        sent = time.time()
        self.log.write(sent=sent, **key)
        while not self.gives_up:
            body = {"text": text, "base": self.base, "client": self.ticket["client"]}
            answer = self.ask(self.request(json.dumps(body, ensure_ascii=False).encode()))
            if answer is None:
                continue
            if answer.status == 200:
                self.base = int(json.loads(answer.body)["rev"])
                self.log.acknowledged(sent=sent, rev=self.base, **key)
                return
            self.refused(answer)

    def request(self, body: bytes) -> bytes:
        also = f"X-CSRFToken: {self.ticket['token']}\r\nX-Waymark-Desk: 1\r\n"
        return self.site.post(self.ticket, self.ticket["path"], body, "application/json", also)

    def refused(self, answer: Answer) -> None:
        try:
            reply = json.loads(answer.body)
        except ValueError:
            reply = {}
        self.log.count(str(reply.get("code", "no code")))
        if reply.get("code") in ("behind", "conflict"):
            self.base = int(reply["rev"])
        time.sleep(0.1)


class HandingIn(Client):
    """Hands in one script after the other, each until it holds a receipt."""

    def __init__(self, tickets: list[dict[str, Any]], pause: float, *arguments: Any) -> None:
        super().__init__(*arguments)
        self.tickets, self.pause = tickets, pause

    def run(self) -> None:
        for ticket in self.tickets:
            if self.over.wait(self.pause):
                return
            self.hand_in(ticket)

    def hand_in(self, ticket: dict[str, Any]) -> None:
        body = urlencode(ticket["form"]).encode()
        sent = time.time()
        while not self.gives_up:
            answer = self.ask(self.site.post(ticket, f"{ticket['path']}submission/", body, FORM))
            if answer and answer.status == 302:  # it was handed in before, and the answer was lost
                answer = self.ask(self.site.get(ticket, answer.headers["location"]))
            match = RECEIPT.search(answer.body) if answer and answer.status == 200 else None
            if match:
                self.log.acknowledged(sent=sent, sitting=ticket["code"], receipt=match[0].decode())
                return
            time.sleep(0.1)


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.faults.clients", description=__doc__)
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--tickets", type=Path, required=True)
    parser.add_argument("--log", type=Path, required=True)
    parser.add_argument("--writers", type=int, default=8)
    parser.add_argument("--first", type=int, default=0, help="the first answer that is written to")
    parser.add_argument("--skip", type=int, default=0, help="tickets that an earlier run has used")
    parser.add_argument("--hand-in", type=int, default=0, help="how many scripts are handed in meanwhile")
    parser.add_argument("--pause", type=float, default=0.0, help="seconds between two saves of a writer")
    parser.add_argument("--every", type=float, default=0.5, help="seconds between two scripts")
    parser.add_argument("--characters", type=int, default=3000)
    options = parser.parse_args()
    read = json.loads(options.tickets.read_text("utf-8"))
    log, over = Log(options.log), threading.Event()
    arguments = (Site(options.port, read["text"][: options.characters]), log, over)
    answers = read["answers"][options.first : options.first + options.writers]
    clients: list[Client] = [Writer(ticket, options.pause, *arguments) for ticket in answers]
    scripts = read["sittings"][options.skip : options.skip + options.hand_in]
    if scripts:
        clients.append(HandingIn(scripts, options.every, *arguments))
    for client in clients:
        client.start()
    sys.stdin.read()
    over.set()
    for client in clients:
        client.join(GIVES_UP + PATIENCE)
    waits = sorted(log.waits) or [0.0]
    report = {
        "seen": dict(log.seen),
        "silence": log.silence,
        "slowest answer": log.slowest,
        "acked": len(log.waits),
    }
    report |= {"p95": waits[int(len(waits) * 0.95)], "p99": waits[int(len(waits) * 0.99)], "worst": waits[-1]}
    print(json.dumps(report | {"unfinished": sum(client.is_alive() for client in clients)}))
    return 0


if __name__ == "__main__":
    sys.exit(main())
