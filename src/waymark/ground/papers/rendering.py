"""The case as HTML: Markdown with tables, nothing in it that is not text. One drawing for all who may read it."""

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
    """Tables scroll by themselves where they are wider than the page.

    The page gives the case's title; where the text begins with a heading that says the same, it is said once.
    """
    html = nh3.clean(str(_markdown(text)), tags=TAGS, attributes={}).lstrip()
    first = re.match(r"<h2>(.*?)</h2>", html, flags=re.DOTALL)
    if first and _plain(first[1]) == " ".join(title.split()):
        html = html[first.end() :]
    opening = '<div class="wm-scroll" tabindex="0" role="region" aria-label="Table"><table class="wm-table">'
    return SafeString(html.replace("<table>", opening).replace("</table>", "</table></div>"))


def _plain(html: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]*>", "", html)).split())
