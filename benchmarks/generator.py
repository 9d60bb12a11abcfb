"""The generator, as a process of its own: drives one kind of act for some seconds and prints what it came to."""

from __future__ import annotations

import argparse
import json
import sys
import time
from itertools import islice
from pathlib import Path

from benchmarks.load import Wrong, drive, open_connections
from benchmarks.rows import ACTS

WARM_SECONDS, WARM_ONCE = 0.8, 0.3
"""Before the measuring; shorter where each ticket serves one act."""


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.generator", description=__doc__)
    parser.add_argument("--act", required=True, choices=sorted(ACTS))
    parser.add_argument(
        "--tickets", required=True, type=Path, help="JSON: text, and a list of tickets by name"
    )
    parser.add_argument("--of", required=True, help="which list of tickets")
    parser.add_argument("--first", type=int, default=0)
    parser.add_argument("--last", type=int, default=None)
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--seconds", type=float, default=2.5)
    parser.add_argument("--connections", type=int, default=16)
    parser.add_argument("--once", action="store_true", help="each ticket once")
    parser.add_argument("--most", type=int, default=0, help="end after so many acts, without warming up")
    options = parser.parse_args()
    read = json.loads(options.tickets.read_text("utf-8"))
    options.text = read["text"]
    tickets = list(islice(read[options.of], options.first, options.last))
    connections = open_connections(options.port, tickets, options, ACTS[options.act])
    try:
        if not options.most:
            drive(connections, seconds=WARM_ONCE if options.once else WARM_SECONDS)
        print("warm", flush=True)
        sys.stdin.readline()
        before = time.process_time()
        report = drive(connections, seconds=options.seconds, most=options.most).as_json()
        report["cpu"] -= before
    except (Wrong, OSError, ValueError) as problem:
        print(json.dumps({"wrong": str(problem)}))
        return 1
    finally:
        for connection in connections:
            connection.socket.close()
    report["stand"] = {ticket["answer_id"]: ticket["sha256"] for ticket in tickets if "sha256" in ticket}
    print(json.dumps(report))
    return 0


if __name__ == "__main__":
    sys.exit(main())
