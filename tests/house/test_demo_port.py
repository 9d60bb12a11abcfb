"""Emails of the demonstration, those it begins with too, lead to the port on which it runs."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path
from typing import Any

import pytest

from waymark.cli.commands import demo


def test_the_demonstration_is_built_for_the_port_it_runs_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sites: list[str] = []
    monkeypatch.setenv("WAYMARK_VAR", str(tmp_path))
    monkeypatch.delenv("WAYMARK_SITE", raising=False)
    monkeypatch.setattr(demo, "free_port", lambda wanted: wanted)

    def prepare(database: Path, env: dict[str, str], *, fresh: bool) -> None:
        sites.append(env["WAYMARK_SITE"])

    def run_both(lock: Any, port: int, env: dict[str, str]) -> int:
        sites.append(f"{env['WAYMARK_SITE']} on {port}")
        return 0

    monkeypatch.setattr(demo, "prepare", prepare)
    monkeypatch.setattr(demo, "run_both", run_both)
    assert demo.run(Namespace(port="8799", fresh=False)) == 0
    assert sites == ["http://127.0.0.1:8799", "http://127.0.0.1:8799 on 8799"]
