"""The locks hold what pyproject.toml and package.json name, and no address."""

import importlib
import json
import sys

import pytest

from tests.house.walls import ROOT


@pytest.mark.parametrize("lock", ["requirements.lock", "package-lock.json"])
def test_a_lock_holds_no_address(lock: str) -> None:
    assert "://" not in (ROOT / lock).read_text("utf-8")


def test_the_python_lock_was_made_from_this_pyproject(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(ROOT / "bin"))
    current = importlib.import_module("_lock").fingerprint()
    first = (ROOT / "requirements.lock").read_text("utf-8").splitlines()[0]
    assert first == f"# pyproject.toml: {current}", f"run {sys.executable} bin/_lock.py"


def test_every_pin_has_a_hash() -> None:
    lines = (ROOT / "requirements.lock").read_text("utf-8").splitlines()
    pins = [place for place, line in enumerate(lines) if "==" in line]
    assert pins
    assert all("--hash=sha256:" in lines[place + 1] for place in pins)


def test_the_npm_lock_names_what_package_json_names() -> None:
    package = json.loads((ROOT / "package.json").read_text("utf-8"))
    locked = json.loads((ROOT / "package-lock.json").read_text("utf-8"))["packages"][""]
    for kind in ("dependencies", "devDependencies"):
        assert locked[kind] == package[kind]
