"""The case study as a page: Markdown becomes HTML that only holds what a text needs."""

from __future__ import annotations

import re
from functools import lru_cache

import mistune
import nh3
from django.utils.safestring import SafeString

from waymark.ground.papers import queries as papers
from waymark.kit.words import count_words

TAGS = {
    "h2", "h3", "h4", "p", "ul", "ol", "li", "strong", "em", "blockquote", "table", "thead", "tbody", "tr", "th",
    "td", "hr", "br",
}  # fmt: skip
_markdown = mistune.create_markdown(escape=True, plugins=["table"])


@lru_cache(maxsize=64)
def case_page(fingerprint: str) -> SafeString:
    """The case of a locked paper; tables scroll by themselves where they are wider than the page."""
    html = nh3.clean(str(_markdown(papers.case_of_locked(fingerprint=fingerprint))), tags=TAGS, attributes={})
    html = re.sub(r"<h2>.*?</h2>", "", html, count=1, flags=re.DOTALL)
    opening = '<div class="wm-scroll" tabindex="0" role="region" aria-label="Table"><table class="wm-table">'
    return SafeString(html.replace("<table>", opening).replace("</table>", "</table></div>"))


@lru_cache(maxsize=64)
def case_words(fingerprint: str) -> int:
    return count_words(papers.case_of_locked(fingerprint=fingerprint))
