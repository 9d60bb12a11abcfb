"""Which static files does a page need? What a device must keep to open that page again without a network.

Browsers do not say it reliably: what Firefox takes from its memory is missing from the list of what a page fetched.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from django.contrib.staticfiles import finders
from django.templatetags.static import static

STYLE = "kit/waymark.css"
EVERYWHERE = ("kit/icon.svg", STYLE, "kit/restored.js", "kit/signed_out.js", "kit/whole_text.js")
"""What `kit/base.html` names itself."""
NAMED = {
    ".js": re.compile(r"""^(?:import|export)\b[^"';]*["'](\.{1,2}/[^"']+)["']""", re.MULTILINE),
    ".css": re.compile(r"""url\(["']?(fonts/[^"')]+)["']?\)"""),
}


def list_page_files(*scripts: str) -> list[str]:
    """Addresses of all that a page with these scripts is made of: style sheet, fonts, and modules they import."""
    return [static(name) for name in _names(*EVERYWHERE, *scripts)]


@cache
def _names(*names: str) -> tuple[str, ...]:
    """With what they name, directly or not; each once. A release never changes them."""
    listed = dict.fromkeys(names)
    waiting = list(names)
    while waiting:
        new = [name for name in _named_by(waiting.pop()) if name not in listed]
        listed |= dict.fromkeys(new)
        waiting += new
    return tuple(listed)


def _named_by(name: str) -> Iterator[str]:
    pattern = NAMED.get(posixpath.splitext(name)[1])
    path = finders.find(name)
    if not pattern or not isinstance(path, str):
        return
    for other in pattern.findall(Path(path).read_text("utf-8")):
        yield posixpath.normpath(posixpath.join(posixpath.dirname(name), other))
