"""Puts what was typed into the form of a finished page, whichever room wrote the page.

The page is read tag by tag, and only the fields of the form that was sent are written anew. What has no field on the
page any more is returned, so that nothing that was typed is lost. Passwords and files are never put back.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from html import escape, unescape
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urljoin, urlsplit

from waymark.kit.forms.token import NAME

CSRF = "csrfmiddlewaretoken"
Values = Mapping[str, Sequence[str]]
Attributes = list[tuple[str, str | None]]
NEVER = {"file", "password", "submit", "button", "image", "reset"}
"""Types of inputs that are never filled."""


@dataclass(frozen=True)
class Difference:
    """A field that shows something else than was typed."""

    label: str
    saved: str
    typed: str


@dataclass
class Refilled:
    """A page in two parts; a note goes between them, at the beginning of the main part."""

    before: str
    after: str
    is_on_page: bool = False
    """Whether the form is on the page."""
    asks_for_file: bool = False
    differences: list[Difference] = field(default_factory=list)
    left_over: dict[str, list[str]] = field(default_factory=dict)
    """What was typed and has no field on the page, by the name of the field."""

    def with_note(self, note: str) -> str:
        return self.before + note + self.after


def refill(page: str, *, url: str, action: str, values: Values, with_hidden: bool) -> Refilled:
    """`url` is the page's own address, `action` the one the form was sent to.

    `with_hidden`: whether hidden fields get back what was sent too, and with them the version the form was made from.
    """
    survey = _Survey(url, action, values)
    survey.feed(page)
    survey.close()
    writer = _Writer(survey.chosen(), values, with_hidden=with_hidden, texts=survey)
    writer.feed(page)
    writer.close()
    return writer.refilled()


class _Reader(HTMLParser):
    """Knows in which form of the page it is, by number; None outside."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=False)
        self.forms, self.form = 0, None

    forms: int
    form: int | None

    def handle_starttag(self, tag: str, attrs: Attributes) -> None:
        if tag == "form":
            self.form, self.forms = self.forms, self.forms + 1
        self.starts(tag, attrs)

    def handle_startendtag(self, tag: str, attrs: Attributes) -> None:
        self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        self.ends(tag)
        if tag == "form":
            self.form = None

    def starts(self, tag: str, attrs: Attributes) -> None: ...

    def ends(self, tag: str) -> None: ...


class _Survey(_Reader):
    """First reading: which forms could be the one that was sent, and the texts of labels and options."""

    def __init__(self, url: str, action: str, values: Values) -> None:
        super().__init__()
        self.url, self.action, self.values = url, action, values
        self.matches: dict[int, int] = {}
        """By form: how many of its hidden fields are those that were sent, less those that are not."""
        self.labels: dict[str, str] = {}
        self.legends: dict[str, str] = {}
        """By the name of a group's fields."""
        self.options: dict[tuple[str, str], str] = {}
        self._texts: list[list[str]] = []
        self._for, self._legend, self._select, self._option = "", "", "", ("", "")

    def chosen(self) -> int | None:
        return max(self.matches, key=lambda form: (self.matches[form], -form), default=None)

    def starts(self, tag: str, attrs: Attributes) -> None:
        given = dict(attrs)
        name, value = given.get("name") or "", given.get("value") or ""
        if tag == "form":
            self._begin_form(given)
        elif tag in {"label", "legend", "option"}:
            self._texts.append([])
            self._for = (given.get("for") or "") if tag == "label" else self._for
            self._option = (self._select, value) if tag == "option" else self._option
        elif tag == "fieldset":
            self._legend = ""
        elif tag == "select":
            self._select = name
        elif tag == "input" and self.form in self.matches:
            self._read_input(name, value, given)

    def _begin_form(self, given: dict[str, str | None]) -> None:
        assert self.form is not None
        target = urlsplit(urljoin(self.url, given.get("action") or "")).path
        if (given.get("method") or "").lower() == "post" and target == self.action:
            self.matches[self.form] = 0

    def _read_input(self, name: str, value: str, given: dict[str, str | None]) -> None:
        assert self.form is not None
        if given.get("type") == "hidden" and name not in {CSRF, NAME}:
            self.matches[self.form] += 1 if [value] == list(self.values.get(name, [])) else -1
        if given.get("type") in {"radio", "checkbox"}:
            self.legends.setdefault(name, self._legend)

    def ends(self, tag: str) -> None:
        if tag in {"label", "legend", "option"} and self._texts:
            text = " ".join("".join(self._texts.pop()).split())
            if tag == "label":
                self.labels[self._for] = text
            elif tag == "legend":
                self._legend = text
            else:
                self.options[self._option] = text

    def handle_data(self, data: str) -> None:
        for texts in self._texts:
            texts.append(data)

    def handle_entityref(self, name: str) -> None:
        self.handle_data(unescape(f"&{name};"))

    def handle_charref(self, name: str) -> None:
        self.handle_data(unescape(f"&#{name};"))


class _Writer(_Reader):
    """Second reading: copies the page, with the fields of one form filled."""

    def __init__(self, chosen: int | None, values: Values, *, with_hidden: bool, texts: _Survey) -> None:
        super().__init__()
        self.chosen, self.values, self.with_hidden, self.texts = chosen, values, with_hidden, texts
        self.parts: list[str] = []
        self.main: int | None = None
        self.used, self.buttons = {CSRF, NAME}, set[str]()
        self.asks_for_file = False
        self.saved: dict[str, tuple[str, list[str], list[str]]] = {}
        """By field: its label, what the page says, what was typed, all in words."""
        self._select, self._area, self._area_text = "", "", list[str]()

    def refilled(self) -> Refilled:
        main = self.main if self.main is not None else 0
        return Refilled(
            before="".join(self.parts[:main]),
            after="".join(self.parts[main:]),
            is_on_page=self.chosen is not None,
            asks_for_file=self.asks_for_file,
            differences=[
                Difference(label, ", ".join(saved), ", ".join(typed))
                for label, saved, typed in self.saved.values()
                if saved != typed
            ],
            left_over={
                name: list(values)
                for name, values in self.values.items()
                if name not in self.used | self.buttons and any(value.strip() for value in values)
            },
        )

    @property
    def is_inside(self) -> bool:
        return self.form is not None and self.form == self.chosen

    def starts(self, tag: str, attrs: Attributes) -> None:
        given = dict(attrs)
        text = self.get_starttag_text() or ""
        if self.is_inside:
            text = self._in_form(tag, given, text)
        self.parts.append(text)
        if tag == "main" and self.main is None:
            self.main = len(self.parts)

    def _in_form(self, tag: str, given: dict[str, str | None], text: str) -> str:
        name, kind = given.get("name") or "", (given.get("type") or "text").lower()
        if tag == "button" or (tag == "input" and kind in NEVER):
            self.buttons.add(name)
            self.asks_for_file |= kind == "file"
        elif tag == "input" and name:
            return self._input(name, kind, given, text)
        elif tag == "select":
            self._select = name
            self.used.add(name)
            self._note(name, given.get("id") or "")
        elif tag == "option" and self._select:
            return self._option(given)
        elif tag == "textarea" and name:
            self._area, self._area_text = name, []
            self.used.add(name)
            self._note(name, given.get("id") or "")
        return text

    def _input(self, name: str, kind: str, given: dict[str, str | None], text: str) -> str:
        typed = list(self.values.get(name, []))
        if kind in {"radio", "checkbox"}:
            return self._choice(name, given, typed)
        self.used.add(name)
        if kind == "hidden":
            is_kept = name != CSRF and self.with_hidden and typed
            return _tag("input", given | {"value": typed[0]}) if is_kept else text
        if not typed:
            return text
        self._note(name, given.get("id") or "", saved=given.get("value") or "", typed=typed[0])
        return _tag("input", given | {"value": typed[0]})

    def _choice(self, name: str, given: dict[str, str | None], typed: list[str]) -> str:
        self.used.add(name)
        value, was_checked = given.get("value") or "on", "checked" in given
        label = self.texts.labels.get(given.get("id") or "", value)
        self._note(name, "", label=self.texts.legends.get(name) or label)
        if was_checked:
            self.saved[name][1].append(label)
        given.pop("checked", None)
        if value in typed:
            self.saved[name][2].append(label)
            given["checked"] = None
        return _tag("input", given)

    def _option(self, given: dict[str, str | None]) -> str:
        typed = self.values.get(self._select)
        value = given.get("value") or ""
        if typed is None:
            return self.get_starttag_text() or ""
        label = self.texts.options.get((self._select, value), value)
        if "selected" in given:
            self.saved[self._select][1].append(label)
        given.pop("selected", None)
        if value in typed:
            self.saved[self._select][2].append(label)
            given["selected"] = None
        return _tag("option", given)

    def _note(self, name: str, id: str, *, label: str = "", saved: str = "", typed: str = "") -> None:
        label = label or self.texts.labels.get(id) or name
        self.saved.setdefault(name, (label, [saved] if saved else [], [typed] if typed else []))

    def ends(self, tag: str) -> None:
        if tag == "textarea" and self._area:
            shown, typed = "".join(self._area_text), self.values.get(self._area)
            text = shown if typed is None else "\n" + escape(typed[0])
            self.parts.append(text)
            _, saved, sent = self.saved[self._area]
            saved += _lines(unescape(shown))
            sent += _lines(typed[0] if typed else "")
            self._area = ""
        if tag == "select":
            self._select = ""
        self.parts.append(f"</{tag}>")

    def _copy(self, text: str) -> None:
        (self._area_text if self._area else self.parts).append(text)

    def handle_data(self, data: str) -> None:
        self._copy(data)

    def handle_entityref(self, name: str) -> None:
        self._copy(f"&{name};")

    def handle_charref(self, name: str) -> None:
        self._copy(f"&#{name};")

    def handle_comment(self, data: str) -> None:
        self._copy(f"<!--{data}-->")

    def handle_decl(self, decl: str) -> None:
        self._copy(f"<!{decl}>")


def _lines(text: str) -> list[str]:
    text = text.replace("\r\n", "\n").strip()
    return [text] if text else []


def _tag(name: str, given: Mapping[str, Any]) -> str:
    written = (key if value is None else f'{key}="{escape(value)}"' for key, value in given.items())
    return f"<{' '.join([name, *written])}>"
