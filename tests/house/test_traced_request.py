"""The request that ARCHITECTURE.md traces takes exactly that way."""

from __future__ import annotations

import re
import sys
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING, Any

import pytest
from django.urls import reverse

from tests.house.walls import ROOT
from waymark.journey.mark.models import Allocation
from waymark.journey.mark.tests.makers import data_of, make_mark, make_scripts, marker_of

if TYPE_CHECKING:
    from tests.cast import Cast

SOURCE = ROOT / "src" / "waymark"
STEP = re.compile(r"^ +(\S+\.py) +(\w+)\(\)", re.MULTILINE)


def steps() -> list[tuple[str, str]]:
    """File and function of each step, as the document lists them."""
    text = (ROOT / "ARCHITECTURE.md").read_text("utf-8")
    [block] = re.findall(r"^## One request.*?(?=^## )", text, re.MULTILINE | re.DOTALL)
    return STEP.findall(block)


@pytest.mark.slow
def test_the_traced_request_calls_these_functions_in_this_order(cast: Cast) -> None:
    [script] = make_scripts(cast, cast.amina)
    make_mark(script, "first", 12)
    marker = marker_of(script, "second")
    client = cast.browser(next(name for name, person in cast.people.items() if person == marker))
    called: list[tuple[str, str]] = []

    def record(frame: FrameType, event: str, _: Any) -> None:
        path = Path(frame.f_code.co_filename)
        if event == "call" and path.is_relative_to(SOURCE):
            called.append((path.relative_to(SOURCE).as_posix(), frame.f_code.co_name))

    sys.setprofile(record)
    try:
        response = client.post(reverse("mark:marks", args=[script.code]), data_of(4))
    finally:
        sys.setprofile(None)
    assert response.status_code == 302
    assert Allocation.objects.filter(script=script, part="third").exists()
    traced = steps()
    assert len(traced) > 8
    remaining = iter(called)
    assert [step for step in traced if step not in remaining] == []


def test_every_file_of_the_traced_request_exists() -> None:
    assert not [file for file, _ in steps() if not (SOURCE / file).is_file()]
