"""A PostgreSQL server for one test run: a folder of its own, a socket and no port, gone at the end."""

import os
import pwd
import re
import shutil
import subprocess
import tempfile
from pathlib import Path

PREFIX = "waymark-pg-"
SPEEDUPS = (
    "-F -c synchronous_commit=off -c full_page_writes=off -c shared_buffers=64MB -c max_connections=200"
)
MISSING = "PostgreSQL's server is not on this machine. Debian, Ubuntu: apt install postgresql."


def programs() -> Path | None:
    """The folder of the newest initdb and pg_ctl; Debian keeps them off PATH."""
    debian = [path for path in Path("/usr/lib/postgresql").glob("*/bin") if (path / "initdb").exists()]
    if debian:
        return max(debian, key=lambda path: int(re.sub(r"\D", "", path.parent.name) or 0))
    initdb = shutil.which("initdb")
    return Path(initdb).resolve().parent if initdb else None


class Server:
    """Made in the temporary folder: a checkout's parents may be closed to the user `postgres`."""

    def __init__(self) -> None:
        folder = programs()
        if not folder:
            raise RuntimeError(MISSING)
        self.programs = folder
        self.folder = Path(tempfile.mkdtemp(prefix=PREFIX))
        (self.folder / "owner").write_text(str(os.getpid()), "utf-8")
        self.data = self.folder / "data"
        if os.geteuid() == 0:
            account = pwd.getpwnam("postgres")
            os.chown(self.folder, account.pw_uid, account.pw_gid)

    def run(self, program: str, *arguments: str) -> None:
        as_postgres = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
        command = [*as_postgres, str(self.programs / program), *arguments]
        env = os.environ | {"LC_ALL": "C.UTF-8"}
        done = subprocess.run(command, cwd="/", env=env, capture_output=True, text=True, check=False)
        if done.returncode:
            raise RuntimeError(f"{program} failed: {done.stderr.strip() or done.stdout.strip()}")

    def start(self) -> dict[str, str]:
        """Starts it, and returns the variables by which libpq finds it."""
        where = ["-D", str(self.data)]
        self.run("initdb", *where, "-U", "waymark", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "-N")
        options = f"-c listen_addresses='' -k {self.folder} {SPEEDUPS}"
        self.run("pg_ctl", *where, "-w", "-l", str(self.folder / "log"), "-o", options, "start")
        return {"PGHOST": str(self.folder), "PGUSER": "waymark"}

    def stop(self) -> None:
        self.run("pg_ctl", "-D", str(self.data), "-m", "immediate", "stop")
        shutil.rmtree(self.folder, ignore_errors=True)


def sweep() -> None:
    """Stops the servers that a killed run left behind."""
    for folder in Path(tempfile.gettempdir()).glob(f"{PREFIX}*"):
        try:
            owner = int((folder / "owner").read_text("utf-8"))
            os.kill(owner, 0)
        except ProcessLookupError:
            left = Server.__new__(Server)
            left.programs, left.folder, left.data = programs() or Path(), folder, folder / "data"
            try:
                left.stop()
            except RuntimeError:
                shutil.rmtree(folder, ignore_errors=True)
        except (OSError, ValueError):
            continue
