"""Writes both locks anew: requirements.lock from pyproject.toml, package-lock.json from package.json.

    .venv/bin/python bin/_lock.py [--upgrade]

Pins that are in the lock already are kept unless --upgrade is said. Neither lock holds an address: hashes make
sure that what arrives is what was meant, wherever it comes from.
"""

import hashlib
import json
import sys
import tomllib
from pathlib import Path

import _setup

LOCK = _setup.ROOT / "requirements.lock"


def fingerprint() -> str:
    """SHA-256 of every dependency that pyproject.toml names; a house test holds the lock to it."""
    with (_setup.ROOT / "pyproject.toml").open("rb") as file:
        project = tomllib.load(file)
    named = {
        "runtime": sorted(project["project"]["dependencies"]),
        "groups": {name: sorted(group) for name, group in project["dependency-groups"].items()},
        "python": project["project"]["requires-python"],
    }
    return hashlib.sha256(json.dumps(named, sort_keys=True).encode()).hexdigest()


def lock_python(uv: Path, *, upgrade: bool) -> None:
    asked = ["pip", "compile", "pyproject.toml", "--group", "dev", "--universal", "--generate-hashes"]
    asked += ["--no-header", "--no-annotate", "--python-version", "3.12", "--quiet", "-o", str(LOCK)]
    _setup.run([uv, *asked, *(["--upgrade"] if upgrade else [])], doing="locking the Python packages")
    pins = LOCK.read_text("utf-8").splitlines(keepends=True)
    kept = [line for line in pins if not line.startswith("# pyproject.toml: ")]
    LOCK.write_text(f"# pyproject.toml: {fingerprint()}\n" + "".join(kept), "utf-8")


def lock_npm() -> None:
    _setup.npm("install", "--package-lock-only", doing="locking the npm packages")
    path = _setup.ROOT / "package-lock.json"
    lock = json.loads(path.read_text("utf-8"))
    for package in lock["packages"].values():
        package.pop("funding", None)
    path.write_text(json.dumps(lock, indent=2) + "\n", "utf-8")


if __name__ == "__main__":
    lock_python(_setup.find_uv(), upgrade="--upgrade" in sys.argv)
    lock_npm()
