"""Counts touches task by task: clicks, choices, fields filled, files chosen, links opened from an email."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Locator, Page

ANY_TASK = ""


class Hand:
    """A person at a page; each method is one touch, and nothing else acts on the page."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.touches: Counter[str] = Counter()
        self._task = ANY_TASK

    @contextmanager
    def at(self, task: str) -> Iterator[None]:
        """Touches belong to this task until it is done."""
        self._task = task
        yield
        self._task = ANY_TASK

    def _touch(self) -> None:
        assert self._task, "Every touch belongs to a task."
        self.touches[self._task] += 1

    def open_from_email(self, path: str) -> None:
        self._touch()
        self.page.goto(path)

    def follow(self, name: str | re.Pattern[str], *, among: Locator | None = None) -> None:
        """A link with that name, in that part of the page, and the page it leads to."""
        self._touch()
        links = (among or self.page.get_by_role("main")).get_by_role("link", name=name, exact=True)
        with self.page.expect_navigation():
            links.first.click()

    def follow_in(self, navigation: str, name: str) -> None:
        self.follow(name, among=self.page.get_by_role("navigation", name=navigation))

    def press(self, name: str | re.Pattern[str]) -> None:
        """A button, and the page that answers."""
        self._touch()
        with self.page.expect_navigation():
            self.page.get_by_role("button", name=name, exact=True).click()

    def fill(self, label: str, text: str) -> None:
        self._touch()
        self.page.get_by_label(label, exact=True).fill(text)

    def tick(self, name: str | re.Pattern[str]) -> None:
        """A radio button or a box."""
        self._touch()
        radios = self.page.get_by_role("radio", name=name)
        radios.or_(self.page.get_by_role("checkbox", name=name)).first.check()

    def choose_file(self, label: str, file: Path) -> None:
        self._touch()
        self.page.get_by_label(label, exact=True).set_input_files(file)

    def download(self, name: str) -> Path:
        self._touch()
        with self.page.expect_download() as download:
            self.page.get_by_role("link", name=name, exact=True).click()
        return Path(download.value.path())
