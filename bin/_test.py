"""Runs every check in order, stops at the first kind that fails early, and says at the end what was seen.

    bin/test            everything: about 25 minutes on two cores
    bin/test --quick    no browser, SQLite only, without what takes long: a minute and a half
    bin/test ROOM       every test of one room but the browser's, on SQLite: the inner loop
    bin/test --mutants [ROOM] [--format json] [--limit N]
                        changes the code on purpose and says which changes no test notices; with CI=true
                        `bin/test` does this for one room, another one at each commit

Without Chromium, Firefox, WebKit or PostgreSQL the rest runs and the gap is named, with the command that closes it.
With CI=true a gap is closed by apt where that is possible, and is a failure otherwise.
"""

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from xml.etree import ElementTree

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from tests import chromium, postgres  # noqa: E402
from tests.engines import programs  # noqa: E402
from tests.mutants import places  # noqa: E402
from tests.mutants.__main__ import SURVIVORS_SHOWN  # noqa: E402

IN_CI = os.environ.get("CI") == "true"
BOTH = [
    "--dist",
    "each",
    "--tx",
    "popen//env:WAYMARK_DATABASE=sqlite",
    "--tx",
    "popen//env:WAYMARK_DATABASE=postgres",
]
SQLITE = {"WAYMARK_DATABASE": "sqlite"}
NO_CLUSTER = Path("/etc/postgresql-common/createcluster.conf")


class Run:
    """What happened so far: how many tests passed and failed, and which steps did not end well."""

    def __init__(self) -> None:
        self.passed = self.failed = 0
        self.broken: list[str] = []
        self.warned: list[str] = []
        self.left_out: list[str] = []
        self.reports = Path(tempfile.mkdtemp(prefix="waymark-reports-"))

    def step(self, name: str, *command: str, warning: int = 0) -> None:
        """One command; the exit code `warning` is named at the end, and is no failure."""
        print(f"\n--- {name}", flush=True)
        began = time.monotonic()
        code = subprocess.run(command, cwd=ROOT, check=False).returncode
        print(
            f"--- {name}: {'ok' if code in (0, warning) else f'exit {code}'}, {time.monotonic() - began:.0f} s",
            flush=True,
        )
        if code:
            (self.warned if code == warning else self.broken).append(name)

    def tests(self, name: str, *arguments: str) -> None:
        report = self.reports / f"{len(list(self.reports.iterdir()))}.xml"
        self.step(name, *program("pytest"), "-q", "--maxfail=20", f"--junitxml={report}", *arguments)
        if report.exists():
            for suite in ElementTree.parse(report).getroot().iter("testsuite"):
                wrong = int(suite.get("failures", 0)) + int(suite.get("errors", 0))
                self.failed += wrong
                self.passed += int(suite.get("tests", 0)) - wrong - int(suite.get("skipped", 0))

    def close(self) -> int:
        shutil.rmtree(self.reports, ignore_errors=True)
        print()
        for gap in self.left_out:
            print(f"Not run: {gap}")
        if self.warned:
            print(f"Look at what was printed above: {', '.join(self.warned)}")
        if self.broken:
            print(f"Not well: {', '.join(self.broken)}")
        print(f"{self.passed} passed, {self.failed} failed")
        return 1 if self.broken or (IN_CI and self.left_out) else 0


def program(name: str) -> list[str]:
    return [sys.executable, "-m", name]


def close_gaps() -> None:
    """With CI=true and the rights for it, installs the browsers and the database server by apt."""
    missing = []
    if not chromium.find_chromium():
        missing += ["chromium", "fonts-liberation"]
    for engine in programs.ENGINES:
        if not engine.is_here:
            missing += engine.packages
    if not postgres.programs():
        missing += ["postgresql"]
        # Without this the package starts a server of its own.
        NO_CLUSTER.parent.mkdir(parents=True, exist_ok=True)
        NO_CLUSTER.write_text("create_main_cluster = false\n", "utf-8")
    if not missing:
        return
    print(f"Installing {' '.join(missing)} ...", flush=True)
    env = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    subprocess.run(["apt-get", "update", "-qq"], env=env, check=False)
    install = ["apt-get", "install", "-y", "-qq", "--no-install-recommends", *missing]
    subprocess.run(install, env=env, check=False, stdout=subprocess.DEVNULL)
    programs.has_webkit.cache_clear()


def check_code(run: Run) -> None:
    run.step("ruff check", *program("ruff"), "check", ".")
    run.step("ruff format", *program("ruff"), "format", "--check", ".")
    run.step("style sheet", sys.executable, str(ROOT / "bin/_setup.py"), "--assets")
    run.step("walls", str(Path(sys.executable).with_name("lint-imports")), "--no-cache")


def check_types(run: Run) -> None:
    run.step("types", *program("mypy"))
    run.step("migrations", *program("waymark.cli"), "makemigrations", "--check", "--dry-run")


def check_mutants(run: Run) -> None:
    """A change that one test too few notices is shown; the runner says when there are too many."""
    run.step("mutants of one room", *program("tests.mutants"), "--turn", warning=SURVIVORS_SHOWN)


def test_room(name: str) -> int:
    """The inner loop: one room's own tests, and nothing else."""
    rooms = places.rooms()
    if name not in rooms:
        print(f"There is no room {name}. The rooms are {', '.join(rooms)}.", file=sys.stderr)
        return 2
    command = [*program("pytest"), "-q", "-m", "not browser", "-n", "2", str(rooms[name])]
    return subprocess.run(command, cwd=ROOT, env=os.environ | SQLITE, check=False).returncode


def read_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="bin/test", description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("room", nargs="?", help="the short name of a room, such as sit or kit")
    parser.add_argument("--quick", action="store_true", help="no browser, SQLite only")
    parser.add_argument(
        "--mutants", action="store_true", help="which changes to the code does no test notice?"
    )
    parser.add_argument("--format", choices=("text", "json"), help="with --mutants: how it is said")
    parser.add_argument("--limit", type=int, help="with --mutants: how many of each room, 0 for all")
    given = parser.parse_args()
    if given.mutants and given.quick:
        parser.error("--mutants and --quick do not go together")
    if not given.mutants and (given.format or given.limit is not None):
        parser.error("--format and --limit belong to --mutants")
    if given.room and given.quick:
        parser.error("a room is quick by itself; leave out --quick")
    return given


def test_engines(run: Run) -> None:
    """Stories in Firefox and WebKit, each where this machine has it."""
    here = [engine.name for engine in programs.ENGINES if engine.is_here]
    run.left_out += [engine.gap for engine in programs.ENGINES if not engine.is_here]
    if here:
        os.environ |= SQLITE
        run.tests(f"stories in {' and '.join(here)}", "-m", "engine", "tests/engines", "-n", "2")


def examine_mutants(given: argparse.Namespace) -> int:
    options = [given.room] if given.room else []
    options += ["--format", given.format] if given.format else []
    options += ["--limit", str(given.limit)] if given.limit is not None else []
    return subprocess.run([*program("tests.mutants"), *options], cwd=ROOT, check=False).returncode


def main() -> int:
    given = read_arguments()
    quick = given.quick
    os.environ |= {"WAYMARK_MODE": "test"}
    if given.mutants:
        return examine_mutants(given)
    if given.room:
        return test_room(given.room)
    if IN_CI and not quick and os.geteuid() == 0 and shutil.which("apt-get"):
        close_gaps()
    run = Run()
    check_code(run)
    both = BOTH if postgres.programs() and not quick else []
    if both:
        os.environ["WAYMARK_ON_BOTH"] = "yes"
    if quick:
        run.tests("all but the browser, on SQLite", "-m", "not browser and not slow", "-n", "2")
    else:
        run.tests("rules, house and packs", "-m", "not rows and not browser", "-n", "2")
        if not both:
            run.left_out.append(f"everything on PostgreSQL. {postgres.MISSING}")
        run.tests("rows", "-m", "rows and not browser", *both)
    check_types(run)
    if IN_CI and not quick:
        check_mutants(run)
    if not quick:
        if chromium.find_chromium():
            run.tests("journeys", "-m", "browser and not engine", *both)
        else:
            run.left_out.append(
                "journeys: no Chromium on this machine. Debian, Ubuntu: apt install chromium."
            )
        test_engines(run)
    return run.close()


if __name__ == "__main__":
    sys.exit(main())
