"""Study pages, from Markdown to clean HTML."""

from __future__ import annotations

from functools import lru_cache

import mistune
import nh3
from django.utils.safestring import SafeString

TAGS = {
    "a", "blockquote", "br", "code", "em", "h2", "h3", "h4", "hr", "li", "ol", "p", "strong",
    "table", "tbody", "td", "th", "thead", "tr", "ul",
}  # fmt: skip
_markdown = mistune.create_markdown(escape=True, plugins=["table"])


@lru_cache(maxsize=256)
def html_of(text: str) -> SafeString:
    """What a page's Markdown says, with nothing in it that could act."""
    return SafeString(nh3.clean(str(_markdown(text)), tags=TAGS, attributes={"a": {"href"}}))
