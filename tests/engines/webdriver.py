"""What a story does with a browser that speaks WebDriver, over whatever wire: Firefox's own, or WebKit's driver.

The few commands that the stories need are sent by their W3C names, so that no library stands between. Everything
waits on a condition; `PATIENCE` only ends a story that would never end.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any, Protocol

from tests.journeys.focus import HERE, MOST_STOPS

PATIENCE = 60
"""How many seconds anything may take before a story fails, however busy the machine is."""
ELEMENT = "element-6066-11e4-a52e-4f735466cecf"
KEYS = {"Tab": "\ue004", "Enter": "\ue007", "Space": " "}
NAMED = """const [selector, name] = arguments;
const says = (element) => element.getAttribute("aria-label") || element.innerText || element.value || "";
const all = [...document.querySelectorAll(selector)].filter((element) => element.getClientRects().length);
return all.find((element) => says(element).replace(/\\s+/g, " ").trim().includes(name)) ?? null;"""
FIELD = """const [name] = arguments;
const labels = [...document.querySelectorAll("label")].filter((label) => label.getClientRects().length);
return labels.find((label) => label.innerText.replace(/\\s+/g, " ").trim().includes(name))?.control ?? null;"""


class DriverError(Exception):
    """The browser did not do it: the WebDriver error code, and its message."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(f"{code}: {message}")
        self.code = code


class Wire(Protocol):
    """One session of one browser."""

    def send(self, command: str, **parameters: Any) -> Any: ...

    def kill(self) -> None:
        """Ends the whole browser at once, as a power cut does; what is on its disk stays."""

    def close(self) -> None: ...


class Browser:
    """One window at a time, as a person has it before them."""

    def __init__(self, wire: Wire) -> None:
        self.wire = wire
        self.kill = wire.kill
        self.close = wire.close

    def go(self, address: str) -> None:
        self.wire.send("Navigate", url=address)

    def run(self, script: str, *arguments: Any) -> Any:
        """What the script returns; a promise is awaited."""
        return self.wire.send("ExecuteScript", script=script, args=list(arguments))

    def wait(self, script: str, *arguments: Any) -> Any:
        """What the script returns once that is not false, empty or null; a page under way is waited for."""
        return wait_until(lambda: self._try(script, *arguments), f"In vain: {script} {arguments}")

    def _try(self, script: str, *arguments: Any) -> Any:
        try:
            return self.run(script, *arguments)
        except DriverError as error:
            if error.code not in ("javascript error", "no such window", "stale element reference"):
                raise
            return None

    def see(self, sentence: str) -> None:
        """Waits until the page says so."""
        self.wait("return document.body?.innerText.replace(/\\s+/g, ' ').includes(arguments[0])", sentence)

    def see_address(self, path: str) -> None:
        self.wait("return location.pathname === arguments[0] && document.readyState === 'complete'", path)

    def press(self, name: str, *, among: str = "a, button, summary") -> None:
        """Clicks the link or button of that name."""
        self._click(self.wait(NAMED, among, name))

    def enter(self, name: str) -> None:
        """Puts the focus into the field with that label."""
        self._click(self.wait(FIELD, name))

    def check(self, name: str) -> None:
        """Ticks the box, or chooses the option, whose label says so."""
        field = self.wait(FIELD, name)
        if not self.run("return arguments[0].checked", field):
            self._click(field)

    def fill(self, name: str, text: str) -> None:
        """Types into the field with that label, in place of what it holds."""
        field = self.wait(FIELD, name)
        self.wire.send("ElementClear", id=field[ELEMENT])
        self.wire.send("ElementSendKeys", id=field[ELEMENT], text=text)

    def _click(self, element: dict[str, str]) -> None:
        """Once the page stands still and nothing lies over it."""

        def is_clicked() -> bool:
            try:
                self.wire.send("ElementClick", id=element[ELEMENT])
            except DriverError as error:
                if error.code not in ("element not interactable", "element click intercepted"):
                    raise
                return False
            return True

        wait_until(is_clicked, "What was to be clicked cannot be.")

    def type(self, text: str) -> None:
        """Presses keys one after the other, where the focus is; `text` may be the name of a key."""
        keys = [KEYS[text]] if text in KEYS else list(text)
        strokes = [{"type": kind, "value": key} for key in keys for kind in ("keyDown", "keyUp")]
        self.wire.send("PerformActions", actions=[{"type": "key", "id": "keyboard", "actions": strokes}])

    def tab_to(self, label: str) -> None:
        """Presses Tab until the focus is on what is called so; at every stop it can be seen."""
        for _ in range(MOST_STOPS):
            self.type("Tab")
            here = self.run(f"return ({HERE})()")
            if here["body"]:
                continue
            assert here["seen"], f"No one can see that the focus is on “{here['label'][:60]}”"
            self.wait(f"return ({HERE})().inside")
            if label in here["label"]:
                return
        raise AssertionError(f"“{label}” is not reached with the Tab key")

    def sign_in(self, address: str, email: str) -> None:
        from tests.cast import PASSWORD  # which needs Django, as no conftest may

        self.go(f"{address}/accounts/login/")
        self.fill("Email address", email)
        self.fill("Password", PASSWORD)
        self.press("Sign in", among="main button")
        self.see_address("/")

    def sign_out(self) -> None:
        """By forgetting who it was."""
        self.wire.send("DeleteAllCookies")

    def open_tab(self) -> str:
        """A new tab before the person; returns the one that was there, for `turn_to`."""
        before: str = self.wire.send("GetWindowHandle")
        tab = self.wire.send("NewWindow", type="tab")
        self.turn_to(tab["handle"])
        return before

    def close_tab(self) -> None:
        self.wire.send("CloseWindow")

    def turn_to(self, tab: str) -> None:
        self.wire.send("SwitchToWindow", handle=tab)


def wait_until(holds: Callable[[], Any], message: str) -> Any:
    """What `holds` returns once that is true."""
    end = time.monotonic() + PATIENCE
    while not (result := holds()):
        if time.monotonic() > end:
            raise AssertionError(message)
        time.sleep(0.05)
    return result
