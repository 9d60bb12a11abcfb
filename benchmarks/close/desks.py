"""Text typed until the close: 2,000 desks at once, and a real browser ten times on each database.

| What     | Does                                                             | Must                           |
|----------|------------------------------------------------------------------|--------------------------------|
| desks    | 2,000 desks (SQLite: 200) save every ten seconds, and each makes | all in time, none lost,        |
|          | one closing save 0.9 to 0.3 s before the close                   | p95 <= 5 s                     |
| browsers | Chromium types a number every 50 ms across a close, ten times    | what was typed up to 1.0 s     |
|          |                                                                  | before the close is the answer |

`--only desks` or `--only browsers`; `--scale 0.1` takes a tenth of the desks.
"""

from __future__ import annotations

import argparse
import json
import signal
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from benchmarks.close import browsers
from benchmarks.close.loads import closes
from benchmarks.close.run import take

RESULTS = Path(__file__).parent.with_name("closing.json")
DATABASES = ("postgres", "sqlite")


def main(words: list[str]) -> int:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks close",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--only", choices=["desks", "browsers"])
    parser.add_argument("--scale", type=float, default=1.0, help="a part of the desks, such as 0.1")
    parser.add_argument("--seconds", type=float, default=60.0, help="of the desks")
    parser.add_argument("--on", choices=DATABASES, help="the browser on this database alone")
    parser.add_argument("--runs", type=int, default=10, help="of the browser, on each database")
    options = parser.parse_args(words)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    results: dict[str, Any] = {"day": datetime.now(tz=UTC).date().isoformat()}
    if options.only != "browsers":
        results["desks"] = [take(load, options.seconds) for load in closes(options.scale)]
    if options.only != "desks":
        results["browsers"] = {
            where: browsers.measure(where, options.runs) for where in DATABASES if options.on in (None, where)
        }
    if options.scale == 1.0 and not options.only:
        RESULTS.write_text(json.dumps(results, indent=1), "utf-8")
    wrong = [problem for figures in results.get("desks", []) for problem in figures["wrong"]]
    lost = [run for runs in results.get("browsers", {}).values() for run in runs if run["lost"]]
    return 1 if wrong or lost else 0
