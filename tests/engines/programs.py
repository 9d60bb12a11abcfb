"""Which other browser engines does this machine have? Nothing is ever downloaded; what is missing is named."""

from __future__ import annotations

import shutil
import subprocess
from dataclasses import dataclass
from functools import cache
from pathlib import Path

SYSTEM_PYTHON = "/usr/bin/python3"
"""Debian's own: the WebKit it can open windows of (python3-gi) is installed for no other."""
HAS_WEBKIT = 'import gi; gi.require_version("Gtk", "3.0"); gi.require_version("WebKit2", "4.1")'


@dataclass(frozen=True)
class Engine:
    """`packages`: what Debian and Ubuntu call what it needs."""

    name: str
    packages: tuple[str, ...]

    @property
    def is_here(self) -> bool:
        return bool(find_firefox()) if self.name == "Firefox" else has_webkit()

    @property
    def gap(self) -> str:
        command = f"apt install {' '.join(self.packages)}"
        return f"stories in {self.name}: not on this machine. Debian, Ubuntu: {command}."


FIREFOX = Engine("Firefox", ("firefox-esr",))
WEBKIT = Engine("WebKit", ("webkit2gtk-driver", "gir1.2-webkit2-4.1", "python3-gi", "xvfb"))
ENGINES = (FIREFOX, WEBKIT)


def find_firefox() -> str | None:
    return shutil.which("firefox-esr") or shutil.which("firefox")


@cache
def has_webkit() -> bool:
    if not (shutil.which("WebKitWebDriver") and shutil.which("Xvfb") and Path(SYSTEM_PYTHON).exists()):
        return False
    return subprocess.run([SYSTEM_PYTHON, "-c", HAS_WEBKIT], capture_output=True, check=False).returncode == 0
