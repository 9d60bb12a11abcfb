"""Finds lists of people on a page whose first option is a person, so that one may be chosen by accident."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from html.parser import HTMLParser


def lists_beginning_with_a_person(html: str, *, is_person: Callable[[str], bool]) -> Iterator[str]:
    """The names of such lists. An option with an empty value is no one."""
    for select in read_selects(html):
        first, *_ = select.options or [("", "")]
        if first[0] and any(is_person(label) for _, label in select.options):
            yield select.name


class Select:
    def __init__(self, name: str) -> None:
        self.name = name
        self.options: list[tuple[str, str]] = []
        """Value and text of each."""


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.selects: list[Select] = []
        self.is_in_option = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = dict(attrs)
        if tag == "select":
            self.selects.append(Select(attributes.get("name") or ""))
        elif tag == "option" and self.selects:
            self.selects[-1].options.append((attributes.get("value") or "", ""))
            self.is_in_option = True

    def handle_endtag(self, tag: str) -> None:
        if tag in ("option", "select"):
            self.is_in_option = False

    def handle_data(self, data: str) -> None:
        if self.is_in_option:
            value, text = self.selects[-1].options.pop()
            self.selects[-1].options.append((value, text + data))


def read_selects(html: str) -> list[Select]:
    reader = _Reader()
    reader.feed(html)
    return reader.selects
