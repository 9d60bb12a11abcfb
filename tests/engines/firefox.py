"""Firefox over Marionette, the wire that it brings itself: commands of WebDriver as JSON on a socket."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import socket
import subprocess
from pathlib import Path
from typing import Any

from tests.engines.programs import find_firefox
from tests.engines.webdriver import PATIENCE, DriverError, wait_until

PORT = "MarionetteActivePort"
NARROW = ":root { min-width: 0 !important }"
"""What Firefox reads as a user's style of its own window, which is otherwise 500 pixels wide at least."""
SETTINGS: dict[str, Any] = {
    "marionette.port": 0,
    "toolkit.legacyUserProfileCustomizations.stylesheets": True,
    "browser.shell.checkDefaultBrowser": False,
    "browser.startup.homepage_override.mstone": "ignore",
    "datareporting.policy.dataSubmissionEnabled": False,
    "network.connectivity-service.enabled": False,
    "network.captive-portal-service.enabled": False,
    "app.update.disabledForTesting": True,
    "intl.accept_languages": "en-GB",
}


class Firefox:
    """One browser with its disk in `folder`; `width` is that of its window, in CSS pixels."""

    def __init__(self, folder: Path, *, width: int) -> None:
        lines = [f"user_pref({json.dumps(name)}, {json.dumps(value)});\n" for name, value in SETTINGS.items()]
        (folder / "user.js").write_text("".join(lines), "utf-8")
        (folder / "chrome").mkdir(exist_ok=True)
        (folder / "chrome" / "userChrome.css").write_text(NARROW, "ascii")
        (folder / PORT).unlink(missing_ok=True)
        program = find_firefox()
        assert program
        self.process = subprocess.Popen(
            [program, "--headless", "--marionette", "--no-remote", "--profile", str(folder)],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
            env=os.environ | {"MOZ_CRASHREPORTER_DISABLE": "1", "TZ": "Europe/London"},
        )
        self.socket: socket.socket | None = None
        try:
            self._connect(folder / PORT)
            self.send("SetWindowRect", x=0, y=0, width=width, height=900)
        except BaseException:
            self.kill()
            raise

    def _connect(self, port: Path) -> None:
        wait_until(
            lambda: self.process.poll() is None and port.exists() and port.read_text(),
            "Firefox did not start.",
        )
        self.socket = socket.create_connection(("127.0.0.1", int(port.read_text())), timeout=PATIENCE)
        self.stream = self.socket.makefile("rb")
        self.sent = 0
        self._receive()
        self.send("NewSession")

    def send(self, command: str, **parameters: Any) -> Any:
        self.sent += 1
        message = json.dumps([0, self.sent, f"WebDriver:{command}", parameters]).encode()
        self.socket.sendall(b"%d:%s" % (len(message), message))
        _, _, error, result = self._receive()
        if error:
            raise DriverError(error["error"], error["message"])
        return result["value"] if isinstance(result, dict) and result.keys() == {"value"} else result

    def _receive(self) -> Any:
        length = b""
        while (figure := self.stream.read(1)) not in (b":", b""):
            length += figure
        return json.loads(self.stream.read(int(length)))

    def kill(self) -> None:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()
        if self.socket:
            self.stream.close()
            self.socket.close()

    def close(self) -> None:
        self.kill()
