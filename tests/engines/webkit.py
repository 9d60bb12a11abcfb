"""WebKit through WebKitWebDriver, on a screen of its own that nobody sees."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import socket
import subprocess
from pathlib import Path
from typing import Any
from urllib.error import HTTPError
from urllib.request import Request, urlopen

from tests.engines.programs import SYSTEM_PYTHON
from tests.engines.webdriver import PATIENCE, DriverError, wait_until

WINDOW = Path(__file__).with_name("webkit_window.py")
ADDRESSES = {
    "Navigate": "url",
    "ExecuteScript": "execute/sync",
    "PerformActions": "actions",
    "SetWindowRect": "window/rect",
    "NewWindow": "window/new",
    "SwitchToWindow": "window",
    "ElementClick": "element/{id}/click",
    "ElementClear": "element/{id}/clear",
    "ElementSendKeys": "element/{id}/value",
}

DELETED = {"CloseWindow": "window", "DeleteAllCookies": "cookie"}


class WebKit:
    """One browser with its disk in `folder`, the driver that speaks to it and the screen they stand on."""

    def __init__(self, folder: Path, *, width: int) -> None:
        self.folder = folder
        self.processes: list[subprocess.Popen[bytes]] = []
        (folder / "pid").unlink(missing_ok=True)
        try:
            self._start()
            self.send("SetWindowRect", x=0, y=0, width=width, height=900)
        except BaseException:
            self.kill()
            raise

    def _start(self) -> None:
        reading, writing = os.pipe()
        self._run(["Xvfb", "-displayfd", str(writing), "-screen", "0", "1400x1000x24"], pass_fds=(writing,))
        os.close(writing)
        with open(reading, encoding="ascii") as screen:
            display = screen.readline().strip()
        port = _free_port()
        env = os.environ | {
            "DISPLAY": f":{display}",
            "WAYMARK_WEBKIT_FOLDER": str(self.folder),
            "GDK_BACKEND": "x11",
            "TZ": "Europe/London",
            "LANGUAGE": "en_GB",
        }
        self._run(["WebKitWebDriver", f"--port={port}"], env=env)
        self.address = f"http://127.0.0.1:{port}/session"
        wait_until(lambda: _is_ready(port), "WebKitWebDriver did not start.")
        window = {"binary": SYSTEM_PYTHON, "args": [str(WINDOW)]}
        wanted = {"capabilities": {"alwaysMatch": {"webkitgtk:browserOptions": window}}}
        self.address += "/" + self._ask("POST", self.address, wanted)["sessionId"]

    def _run(self, command: list[str], **options: Any) -> None:
        self.processes.append(
            subprocess.Popen(
                command,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                start_new_session=True,
                **options,
            )
        )

    def send(self, command: str, **parameters: Any) -> Any:
        if command == "GetWindowHandle":
            return self._ask("GET", f"{self.address}/window")
        if command in DELETED:
            return self._ask("DELETE", f"{self.address}/{DELETED[command]}")
        path = ADDRESSES[command].format(id=parameters.pop("id", ""))
        return self._ask("POST", f"{self.address}/{path}", parameters)

    @staticmethod
    def _ask(method: str, address: str, parameters: Any = None) -> Any:
        data = None if parameters is None else json.dumps(parameters).encode()
        request = Request(address, data, {"Content-Type": "application/json"}, method=method)
        try:
            with urlopen(request, timeout=PATIENCE) as response:
                return json.load(response)["value"]
        except HTTPError as error:
            with error:
                fault = json.load(error)["value"]
            raise DriverError(fault["error"], fault["message"]) from None

    def kill(self) -> None:
        """The window first, whose web and network processes end with it, then driver and screen."""
        with contextlib.suppress(FileNotFoundError, ProcessLookupError, ValueError):
            os.kill(int((self.folder / "pid").read_text()), signal.SIGKILL)
        for process in reversed(self.processes):
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()

    def close(self) -> None:
        self.kill()


def _is_ready(port: int) -> bool:
    with contextlib.suppress(OSError), urlopen(f"http://127.0.0.1:{port}/status", timeout=PATIENCE) as status:
        ready: bool = json.load(status)["value"]["ready"]
        return ready
    return False


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port: int = server.getsockname()[1]
        return port
