"""A demonstration in a temporary folder, served on loopback, for pictures and for the walk of `try-it.md`."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from playwright.sync_api import Page

from waymark.cli.commands.demo import free_port
from waymark.serving.command import LOOPBACK, gunicorn

ROOT = Path(__file__).parents[1]


@contextmanager
def demonstration(*, with_worker: bool = False) -> Iterator[tuple[str, Path]]:
    """Its address and its folder. Everything that is started is ended afterwards."""
    with tempfile.TemporaryDirectory(prefix="waymark-demonstration-") as folder:
        env = os.environ | {
            "WAYMARK_MODE": "demo",
            "WAYMARK_DATABASE": "sqlite",
            "WAYMARK_DEMO_DOOR": "yes",
            "WAYMARK_VAR": folder,
            "WAYMARK_SQLITE_FILE": f"{folder}/world.sqlite3",
            "PYTHONPATH": str(ROOT / "src"),
        }
        subprocess.run([sys.executable, "-m", "waymark.demo"], env=env, cwd=ROOT, check=True)
        port = free_port(None)
        commands = [gunicorn(LOOPBACK, port, processes=1)]
        commands += [[sys.executable, "-m", "waymark.cli", "work"]] if with_worker else []
        with ExitStack() as running:
            for command in commands:
                process = running.enter_context(subprocess.Popen(command, env=env, cwd=ROOT))
                running.callback(process.terminate)
            _wait(f"http://{LOOPBACK}:{port}/healthz")
            yield f"http://{LOOPBACK}:{port}", Path(folder)


def _wait(address: str) -> None:
    for _ in range(300):
        try:
            urlopen(address, timeout=2).close()
        except (URLError, OSError):
            time.sleep(0.1)
        else:
            return
    raise TimeoutError(f"{address} did not answer.")


def sign_in_as(page: Page, address: str, name: str) -> None:
    """Choose a person of the demonstration."""
    page.goto(f"{address}/accounts/demonstration/")
    page.get_by_role("button", name=f"Sign in as {name}").click()
