"""An upgrade as docs/run-it.md describes it, under load: two releases in folders of their own, one link, no refusal.

The second release renames what a template uses and adds a column. While pages are read and forms are sent without a
pause, it is set up beside the first, its migration runs under the first one's code, and it takes over on the same
socket. Then the first release takes over again, on the second one's tables.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from urllib.parse import urlencode

import pytest

from tests import migrated
from tests.cast import PASSWORD
from waymark.cli.commands.demo import free_port
from waymark.serving.command import LOOPBACK, gunicorn

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2]
PATIENCE = 120
PEOPLE = "import django; django.setup(); from tests.cast import Cast; Cast()"
COUNT = (
    "import django; django.setup(); from waymark.journey.improve.models import Issue; "
    "print(Issue.objects.count())"
)
COLUMN = """from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("improve", "{before}")]
    operations = [migrations.AddField("issue", "later", models.CharField(max_length=20, null=True))]
"""
CSRF = re.compile(r'name="csrfmiddlewaretoken" value="(\w+)"')
TOKEN = re.compile(r'name="form_token" value="([^"]+)"')


class Releases:
    """The folders of an installation: its releases, the link to the present one, and what they share."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.current = folder / "current"
        self.env = os.environ | {
            "WAYMARK_MODE": "demo",
            "WAYMARK_DATABASE": "sqlite",
            "WAYMARK_VAR": str(folder / "var"),
            "WAYMARK_SQLITE_FILE": str(folder / "var" / "waymark.sqlite3"),
            "DJANGO_SETTINGS_MODULE": "waymark.config.settings",
            "PYTHONDONTWRITEBYTECODE": "1",
        }

    def add(self, name: str) -> Path:
        release = self.folder / "releases" / name
        release.mkdir(parents=True)
        leave_out = shutil.ignore_patterns("__pycache__", "node_modules")
        for part in ("src", "build/static", "packs"):
            shutil.copytree(ROOT / part, release / part, ignore=leave_out)
        return release

    def point_at(self, release: Path) -> None:
        following = self.folder / "next"
        following.symlink_to(release.relative_to(self.folder))
        following.replace(self.current)

    def run(self, release: Path, *arguments: str) -> str:
        """A program of a release; what it printed."""
        env = self.env | {"PYTHONPATH": f"{release / 'src'}:{ROOT}"}
        command = [sys.executable, *arguments]
        done = subprocess.run(command, env=env, cwd=release, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        return done.stdout

    def create_database(self) -> None:
        """Begins with the tables of this very version, where an earlier run has kept them."""
        (self.folder / "var").mkdir(mode=0o700)
        if migrated.kept().exists():
            shutil.copy(migrated.kept(), self.folder / "var" / "waymark.sqlite3")

    def migrate(self, release: Path) -> None:
        self.run(release, "-m", "waymark.cli", "migrate")


def change(release: Path) -> None:
    """What a later release may do: a tag that every page uses has another name, and a table has one column more."""
    source = release / "src" / "waymark"
    tags, base = source / "kit/templatetags/waymark.py", source / "kit/templates/kit/base.html"
    text = tags.read_text("utf-8")
    tags.write_text(
        text + '\n\n@register.simple_tag\ndef named_later() -> str:\n    return "release b"\n', "utf-8"
    )
    base.write_text(
        base.read_text("utf-8").replace("</body>", "<i hidden>{% named_later %}</i></body>"), "utf-8"
    )
    migrations = source / "journey/improve/migrations"
    before = max(file.stem for file in migrations.glob("0*.py"))
    number = int(before[:4]) + 1
    (migrations / f"{number:04}_later.py").write_text(COLUMN.format(before=before), "utf-8")


class Load:
    """One lead who signs in, and then reads a page and records an issue, again and again, until told to stop."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.cookies: dict[str, str] = {}
        self.faults: list[str] = []
        self.acknowledged = 0
        self.newest = ""
        self.stops = threading.Event()
        self.thread = threading.Thread(target=self._work)

    def _work(self) -> None:
        self._send("/accounts/login/", {"login": "grace@llse.example", "password": PASSWORD})
        while not self.stops.is_set():
            number = self.acknowledged + 1
            fields = {"cohort": "llse-spring-2025", "summary": f"Issue {number}.", "evidence": "Seen."}
            if self._send("/improve/issues/new/", fields) == 302:
                self.acknowledged += 1
            else:
                self.faults.append(f"issue {number} was not taken")
                self.stops.set()

    def _send(self, path: str, fields: dict[str, str]) -> int:
        page = self._ask("GET", path)
        self.newest = "b" if "release b" in page[1] else "a"
        hidden = {"csrfmiddlewaretoken": CSRF, "form_token": TOKEN}
        tokens = {name: match[1] for name, pattern in hidden.items() if (match := pattern.search(page[1]))}
        return self._ask("POST", path, urlencode(fields | tokens))[0]

    def _ask(self, method: str, path: str, body: str | None = None) -> tuple[int, str]:
        connection = HTTPConnection(LOOPBACK, self.port, timeout=PATIENCE)
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        if body is not None:
            headers |= {"Content-Type": "application/x-www-form-urlencoded"}
        try:
            connection.request(method, path, body, headers)
            answer = connection.getresponse()
            text = answer.read().decode()
        except (OSError, HTTPException) as error:
            self.faults.append(f"{method} {path}: {error!r}")
            return 0, ""
        finally:
            connection.close()
        for cookie in answer.headers.get_all("Set-Cookie") or []:
            name, _, value = cookie.partition(";")[0].partition("=")
            self.cookies[name] = value
        if answer.status not in {200, 302}:
            self.faults.append(f"{method} {path}: {answer.status}")
        return answer.status, text


@contextmanager
def under_load(port: int) -> Iterator[Load]:
    load = Load(port)
    load.thread.start()
    try:
        yield load
    finally:
        load.stops.set()
        load.thread.join()


def wait_until(holds: Callable[[], bool], *, load: Load | None = None) -> None:
    """Until it holds, or the load has met a fault."""
    until = time.monotonic() + PATIENCE
    while not holds():
        assert load is None or not load.faults, load.faults
        assert time.monotonic() < until, "It never came about."
        time.sleep(0.05)


def answers(port: int) -> bool:
    connection = HTTPConnection(LOOPBACK, port, timeout=5)
    try:
        connection.request("GET", "/healthz")
        return connection.getresponse().status == 200
    except OSError:
        return False
    finally:
        connection.close()


def taken_over(load: Load, release: str, *, from_: int) -> None:
    """The release answers, and forms are taken by it."""
    wait_until(lambda: load.newest == release, load=load)
    goal = load.acknowledged + from_
    wait_until(lambda: load.acknowledged >= goal, load=load)


def test_an_upgrade_under_load_refuses_and_loses_nothing(tmp_path: Path) -> None:
    releases = Releases(tmp_path)
    old = releases.add("a")
    releases.point_at(old)
    releases.create_database()
    releases.migrate(old)
    releases.run(old, "-c", PEOPLE)
    port = free_port(None)
    env = releases.env | {"PYTHONPATH": str(releases.current / "src"), "PWD": str(releases.current)}
    pid_file = tmp_path / "pid"
    command = [*gunicorn(LOOPBACK, port, processes=2), "--pid", str(pid_file)]
    server = subprocess.Popen(command, env=env, cwd=releases.current)
    masters = [server.pid]
    try:
        wait_until(lambda: answers(port))
        with under_load(port) as load:
            taken_over(load, "a", from_=3)
            new = releases.add("b")
            change(new)
            releases.migrate(new)
            taken_over(load, "a", from_=3)
            releases.point_at(new)
            masters.append(replace(masters[-1], pid_file))
            taken_over(load, "b", from_=3)
            releases.point_at(old)
            masters.append(replace(masters[-1], pid_file))
            taken_over(load, "a", from_=3)
        assert load.faults == []
        assert load.acknowledged == int(releases.run(old, "-c", COUNT))
    finally:
        for pid in masters:
            end(pid)
        server.wait()


def replace(master: int, pid_file: Path) -> int:
    """A successor starts on the same socket, from the folder that the link names now; then the old one ends."""
    os.kill(master, 12)
    successor_file = pid_file.with_name(f"{pid_file.name}.2")
    wait_until(lambda: successor_file.exists() and successor_file.read_text("utf-8").strip() != "")
    successor = int(successor_file.read_text("utf-8"))
    wait_until(lambda: has_workers(successor))
    os.kill(master, 15)
    wait_until(lambda: pid_file.exists() and pid_file.read_text("utf-8").strip() == str(successor))
    return successor


def has_workers(master: int) -> bool:
    children = Path(f"/proc/{master}/task/{master}/children")
    return children.exists() and len(children.read_text("utf-8").split()) >= 2


def end(pid: int) -> None:
    try:
        os.kill(pid, 15)
    except ProcessLookupError:
        return
