"""The case study as HTML: Markdown with tables, cleaned of everything else. The same for everyone who may read it."""

from __future__ import annotations

import re
from html import unescape

import mistune
import nh3
from django.utils.safestring import SafeString

TAGS = {
    "h2", "h3", "h4", "p", "ul", "ol", "li", "strong", "em", "blockquote", "table", "thead", "tbody", "tr", "th",
    "td", "hr", "br",
}  # fmt: skip
_markdown = mistune.create_markdown(escape=True, plugins=["table"])


def case_html(text: str, *, title: str) -> SafeString:
    """A table wider than the page scrolls on its own.

    The page shows the case study's title; a first heading that repeats it is left out.
    """
    html = nh3.clean(str(_markdown(text)), tags=TAGS, attributes={}).lstrip()
    first = re.match(r"<h2>(.*?)</h2>", html, flags=re.DOTALL)
    if first and _plain(first[1]) == " ".join(title.split()):
        html = html[first.end() :]
    opening = '<div class="wm-scroll" tabindex="0" role="region" aria-label="Table"><table class="wm-table">'
    return SafeString(html.replace("<table>", opening).replace("</table>", "</table></div>"))


def _plain(html: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]*>", "", html)).split())
