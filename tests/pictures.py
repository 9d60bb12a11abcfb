"""Takes pictures of the demonstration: `.venv/bin/python -m tests.pictures [FOLDER]`.

Builds a world of its own in a temporary folder, serves it on loopback, visits pages as the people of the
demonstration at 1280 and 320 pixels, and leaves PNGs. With no folder named it makes the pictures of the
documents, in `docs/pictures/`.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from tests import desk_states
from tests.chromium import find_chromium
from tests.demonstration import demonstration, sign_in_as

ROOT = Path(__file__).parents[1]
FLAGS = [
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-sync",
]
FLAGS += ["--disable-component-update", *(["--no-sandbox"] if os.geteuid() == 0 else [])]
SIZES = {"1280": {"width": 1280, "height": 860}, "320": {"width": 320, "height": 640}}
ANYBODY = ""


@dataclass(frozen=True)
class Picture:
    name: str
    who: str
    """Full name of somebody of the demonstration; empty for a visitor."""
    path: str
    click: tuple[str, ...] = ()
    """Names of links to follow from there."""
    act: Callable[[Page], None] | None = None
    """What is done there before the picture is taken."""


DOCUMENTS = (
    Picture("front", ANYBODY, "/"),
    Picture("programme", ANYBODY, "/programmes/ucl-npqel-2025/"),
    Picture("home", "Adaeze Thistlewood", "/"),
    Picture("desk", "Adaeze Thistlewood", "/", ("Continue writing",)),
    *(
        Picture(f"desk-{name}", "Adaeze Thistlewood", "/", ("Continue writing",), act)
        for name, act in (
            ("offline", desk_states.offline),
            ("signed-out", desk_states.signed_out),
            ("versions", desk_states.versions),
            ("conflict", desk_states.conflict),
            ("over", desk_states.over),
        )
    ),
    Picture("lead", "Sunniva Okoro-Pike", "/"),
    Picture("control", "Sunniva Okoro-Pike", "/", ("Control room of",)),
    Picture("bench", "Chidi Fernsby", "/", ("Open the next script",)),
    Picture("result", "Bertram Osei-Lane", "/", ("See your result",)),
)


def take(pictures: tuple[Picture, ...], folder: Path, *, full: bool = True) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    with demonstration() as (address, _), sync_playwright() as play:
        browser = play.chromium.launch(executable_path=find_chromium(), args=FLAGS)
        for picture in pictures:
            for size in SIZES:
                _take(browser, address, picture, size, folder / f"{picture.name}-{size}.png", full=full)
        browser.close()


def _take(browser: Browser, address: str, picture: Picture, size: str, file: Path, *, full: bool) -> None:
    context = browser.new_context(viewport=SIZES[size], locale="en-GB", timezone_id="Europe/London")
    page = context.new_page()
    page.set_default_timeout(8000)
    if picture.who:
        sign_in_as(page, address, picture.who)
    page.goto(address + picture.path)
    for link in picture.click:
        page.get_by_role("link", name=link).first.click()
    if picture.act:
        picture.act(page)
    page.evaluate("document.fonts.ready")
    page.screenshot(path=file, full_page=full, animations="disabled", caret="hide")
    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    sys.stdout.write(f"{file.name}: {page.title()}{f' - {wide} px too wide' if wide > 0 else ''}\n")
    context.close()


if __name__ == "__main__":
    take(DOCUMENTS, Path(sys.argv[1]) if sys.argv[1:] else ROOT / "docs" / "pictures", full=False)
