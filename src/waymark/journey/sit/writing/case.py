"""The case study as a page, drawn once for each locked paper."""

from __future__ import annotations

from functools import lru_cache

from django.utils.safestring import SafeString

from waymark.ground.papers import queries as papers
from waymark.kit.words import count_words


@lru_cache(maxsize=64)
def case_page(fingerprint: str) -> SafeString:
    """The case of a locked paper."""
    title = papers.body_of_locked(fingerprint=fingerprint).case_title
    return papers.case_html(papers.case_of_locked(fingerprint=fingerprint), title=title)


@lru_cache(maxsize=64)
def case_words(fingerprint: str) -> int:
    return count_words(papers.case_of_locked(fingerprint=fingerprint))
