"""Study pages, from Markdown to safe HTML."""

from __future__ import annotations

from functools import lru_cache

import mistune
import nh3
from django.utils.safestring import SafeString

ALLOWED_TAGS = {
    "a", "blockquote", "br", "code", "em", "h2", "h3", "h4", "hr", "li", "ol", "p", "strong",
    "table", "tbody", "td", "th", "thead", "tr", "ul",
}  # fmt: skip
_markdown = mistune.create_markdown(escape=True, plugins=["table"])


@lru_cache(maxsize=256)
def render_markdown(text: str) -> SafeString:
    """The page as HTML, without scripts, styles or attributes other than links."""
    return SafeString(nh3.clean(str(_markdown(text)), tags=ALLOWED_TAGS, attributes={"a": {"href"}}))
