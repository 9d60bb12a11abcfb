"""The command line with which gunicorn is started."""

import sys
from pathlib import Path

LOOPBACK = "127.0.0.1"
THREADS = 8
"""Of each process."""


def gunicorn(host: str, port: int, *, processes: int, threads: int = THREADS) -> list[str]:
    """The command that starts gunicorn with the options of `server.py`.

    It runs gunicorn's own script: started with -m, gunicorn could not start its successor (USR2).
    """
    script = str(Path(sys.executable).with_name("gunicorn"))
    command = [sys.executable, script, "waymark.config.wsgi", "--bind", f"{host}:{port}"]
    command += ["--config", "python:waymark.serving.server", "--log-level", "warning"]
    return [*command, "--workers", str(processes), "--threads", str(threads)]
