"""Where is the browser? The machine's own; none is ever downloaded."""

import shutil
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
ON_MACOS = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
)


def find_chromium() -> str | None:
    programs = (shutil.which(name) for name in NAMES)
    return next((path for path in programs if path), None) or next(
        (path for path in ON_MACOS if Path(path).exists()), None
    )
