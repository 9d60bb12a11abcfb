"""A real browser types across a close: what was typed up to a second before it must be the answer.

Every run has a participant and a browser window of its own. A number is typed every 50 ms, and the wall clock's time at
which it stood in the field is noted in the page; the server runs on the same clock. Afterwards the answer is read from
the database, as the collection would take it.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from contextlib import ExitStack
from typing import Any

from playwright.sync_api import Browser, sync_playwright

from benchmarks.close.run import close_window
from benchmarks.faults.place import SETTINGS, Place, on_postgres, on_sqlite
from benchmarks.load import LOOPBACK
from tests.chromium import find_chromium
from waymark.cli.arguments import ROOT

WITHOUT_TLS = {"WAYMARK_MODE": "demo", "WAYMARK_BEHIND_PROXY": "no"}
"""No proxy ends TLS here, so the browser speaks to the web server as in a demonstration."""
BEFORE = 15.0
"""Seconds between opening the page and the close."""
AFTER = 2.0
PATIENCE = 120_000
"""Milliseconds for a page to open on a machine that is busy."""
ENOUGH = 10
"""Numbers typed more than a second before the close; a run with fewer says nothing, and is made again."""
SETTLED = 3.0
"""Seconds after which no request is under way any more."""
ONE_SECOND = 1.0
TYPES = """async (until) => {
  const area = document.querySelector("#a1");
  const typed = [];
  area.focus();
  area.setSelectionRange(area.value.length, area.value.length);
  document.execCommand("insertText", false, "\\n");
  for (let number = 0; Date.now() < until; number += 1) {
    document.execCommand("insertText", false, `t${number} `);
    typed.push(Date.now());
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return typed;
}"""
READS = """import sys, json, django; django.setup()
from waymark.journey.sit.models import Answer
print(json.dumps(Answer.objects.filter(sitting__code=sys.argv[1]).order_by("id").first().text))
"""


def measure(where: str, runs: int) -> list[dict[str, Any]]:
    """One line a run: how many numbers were typed up to a second before the close, and how many of them are missing."""
    make = on_postgres if where == "postgres" else on_sqlite
    results = []
    world = ("--participants", str(max(runs, 10) * 4), "--without-marking")
    with ExitStack() as stack:
        place = stack.enter_context(make(*world))
        place.env |= WITHOUT_TLS
        _, port = stack.enter_context(place.serving())
        playwright = stack.enter_context(sync_playwright())
        sandbox = ["--no-sandbox"] if os.geteuid() == 0 else []
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=sandbox)
        tickets = json.loads(place.tickets.read_text("utf-8"))["writing"]
        for ticket in tickets:
            result = _type_across(browser, place, port, ticket)
            if result["due"] < ENOUGH:
                print(f"{where}: the page opened too late, so this run is made again", flush=True)
                continue
            results.append(result)
            print(f"{where} {len(results)}: {_in_words(result)}", flush=True)
            if len(results) == runs:
                break
        browser.close()
    whole = sum(not result["lost"] for result in results)
    print(
        f"{where}: {whole} of {len(results)} runs collected all that was typed up to 1.0 s before", flush=True
    )
    return results


def _type_across(browser: Browser, place: Place, port: int, ticket: dict[str, Any]) -> dict[str, Any]:
    close_window(place, time.time() + 3600)
    context = browser.new_context()
    address = f"http://{LOOPBACK}:{port}"
    for cookie in ticket["cookie"].split("; "):
        name, _, value = cookie.partition("=")
        context.add_cookies([{"name": name, "value": value, "url": address}])
    page = context.new_page()
    page.set_default_timeout(PATIENCE)
    closes = time.time() + BEFORE
    close_window(place, closes)
    page.goto(address + ticket["path"])
    page.wait_for_selector("[data-desk=form][data-running]")
    typed: list[float] = page.evaluate(TYPES, (closes + AFTER) * 1000)
    page.wait_for_timeout(SETTLED * 1000)
    context.close()
    answer = _text_of(place, ticket["path"].strip("/").split("/")[-1])
    words = set(answer.split())
    saved = [moment for number, moment in enumerate(typed) if f"t{number}" in words]
    due = [number for number, moment in enumerate(typed) if moment <= (closes - ONE_SECOND) * 1000]
    lost = [number for number in due if f"t{number}" not in words]
    newest = max(saved, default=0.0)
    return {"due": len(due), "lost": len(lost), "last_before": round(closes - newest / 1000, 3)}


def _in_words(result: dict[str, Any]) -> str:
    kept = result["due"] - result["lost"]
    return (
        f"{kept} of {result['due']} typed up to 1.0 s before the close; the last that is the answer was typed "
        f"{result['last_before']:.2f} s before it"
    )


def _text_of(place: Place, code: str) -> str:
    done = subprocess.run(
        [sys.executable, "-c", READS, code],
        env=place.env | SETTINGS, cwd=ROOT, capture_output=True, text=True, check=True, timeout=60,
    )  # fmt: skip
    text: str = json.loads(done.stdout)
    return text
