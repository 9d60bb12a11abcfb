"""Reads a form of a page and what a browser would send of it."""

from __future__ import annotations

from html.parser import HTMLParser
from typing import Any


class _Forms(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.forms: list[dict[str, Any]] = []
        self.actions: list[str] = []
        self._inside = False
        self._area, self._select, self._first = "", "", True

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        name = given.get("name") or ""
        if tag == "form" and (given.get("method") or "").lower() == "post":
            self.forms.append({})
            self.actions.append(given.get("action") or "")
            self._inside = True
        if not self._inside or (tag != "option" and not name):
            return
        form = self.forms[-1]
        if tag == "input":
            self._read_input(form, name, given)
        elif tag == "textarea":
            self._area, form[name] = name, ""
        elif tag == "select":
            self._select, self._first = name, True
        elif tag == "option" and self._select and (self._first or "selected" in given):
            form[self._select], self._first = given.get("value") or "", False

    def _read_input(self, form: dict[str, Any], name: str, given: dict[str, str | None]) -> None:
        kind = given.get("type") or "text"
        if kind == "file":
            return
        if kind == "checkbox" and "checked" in given:
            form.setdefault(name, []).append(given.get("value") or "on")
        elif kind not in {"checkbox", "radio"} or "checked" in given:
            form[name] = given.get("value") or ""

    def handle_data(self, data: str) -> None:
        if self._area:
            self.forms[-1][self._area] += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea" and self._area:
            self.forms[-1][self._area] = self.forms[-1][self._area].removeprefix("\n")
            self._area = ""
        elif tag == "select":
            self._select = ""
        elif tag == "form":
            self._inside = False


def form_of(answer: Any, *, action: str | None = None, number: int = 0) -> dict[str, Any]:
    """The fields of the page's form with that action, or of its form with that number, by name, with their values."""
    reader = _Forms()
    reader.feed(answer.content.decode())
    if action is not None:
        number = reader.actions.index(action)
    return reader.forms[number]
