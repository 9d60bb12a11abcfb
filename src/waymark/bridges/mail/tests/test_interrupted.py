"""A worker that is killed after the mail server took an email and before that is recorded."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from tests import migrated
from tests.mail_server import MailServer, mail_server

NOW = datetime(2026, 10, 22, 9, 0, tzinfo=UTC)
CHILD = """
import json, sys
from datetime import datetime
from django import setup
from django.conf import settings

port, what, at = int(sys.argv[1]), sys.argv[2], datetime.fromisoformat(sys.argv[3])
options = {"host": "127.0.0.1", "port": port, "timeout": 20}
settings.MAILERS = {"default": {"BACKEND": "waymark.bridges.mail.smtp.EmailBackend", "OPTIONS": options}}
setup()
from waymark.bridges.mail import jobs, queries
from waymark.ground.people import actions as people
from waymark.ground.people.models import Provider
from waymark.ground.people.queries import all_emails

if what == "write":
    provider = Provider.objects.create(slug="own", name="Own", short_name="Own", enquiries_email="a@own.example")
    lead = people.add_person(
        provider=provider, given_name="Ada", family_name="Lee", email="ada@own.example", by=None, at=at
    )
    people.queue_email(
        provider=provider, to="ben@own.example", subject="A message", text="Dear Ben", once="one", at=at
    )
    people.invite(person=lead, site="https://own.example", by=None, at=at)
if what == "send":
    jobs.run(at=at)
print(json.dumps({row.to: row.state for row in queries.describe(all_emails(), at=at)}))
"""


@dataclass
class Worker:
    """Runs in a process of its own, on a database of its own."""

    folder: Path
    server: MailServer
    kills: bool = False
    process: subprocess.Popen[str] | None = None

    def __call__(self, what: str, *, at: datetime) -> dict[str, str]:
        """The state of each email by its address; empty if it was killed."""
        environment = os.environ | {
            "DJANGO_SETTINGS_MODULE": "waymark.config.settings",
            "WAYMARK_DATABASE": "sqlite",
            "WAYMARK_VAR": str(self.folder),
            "WAYMARK_SQLITE_FILE": str(self.folder / "own.sqlite3"),
        }
        command = [sys.executable, "-c", CHILD, str(self.server.port), what, at.isoformat()]
        self.process = subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True)
        out, _ = self.process.communicate()
        if self.process.returncode == -signal.SIGKILL:
            return {}
        assert self.process.returncode == 0
        states: dict[str, str] = json.loads(out.splitlines()[-1])
        return states

    def stop(self, message: EmailMessage) -> None:
        if self.kills and self.process is not None:
            self.process.kill()
            self.process.wait()


@pytest.fixture
def migrated_file(django_db_setup: None, tmp_path: Path) -> Path:
    """A database of SQLite without rows."""
    kept = migrated.kept()
    if connection.vendor != "sqlite" or not kept.exists():
        pytest.fail("The copy of a migrated database is made when tests run on SQLite.")
    return Path(shutil.copyfile(kept, tmp_path / "own.sqlite3"))


def header(message: EmailMessage) -> Any:
    return message["Message-ID"]


@pytest.mark.slow
@pytest.mark.once("sqlite")
def test_a_worker_killed_after_the_server_took_an_email(migrated_file: Path) -> None:
    with mail_server() as server:
        worker = Worker(migrated_file.parent, server)
        server.after_taking = worker.stop
        assert worker("write", at=NOW) == {"ben@own.example": "waiting", "ada@own.example": "waiting"}

        worker.kills = True
        assert worker("send", at=NOW) == {}, "killed before it heard that the message was taken"
        assert [message["To"] for message in server.taken] == ["ben@own.example"]
        assert worker("look", at=NOW) == {"ben@own.example": "trying", "ada@own.example": "waiting"}

        later = NOW + timedelta(minutes=11)
        assert worker("send", at=later) == {}, "killed at the invitation"
        assert [message["To"] for message in server.taken] == ["ben@own.example", "ada@own.example"]
        assert worker("look", at=later)["ben@own.example"] == "perhaps", "not sent again by itself"

        worker.kills = False
        soon = later + timedelta(minutes=9)
        assert worker("send", at=soon)["ada@own.example"] == "trying", "another worker may be at it"
        assert len(server.taken) == 2
        at_last = later + timedelta(minutes=11)
        assert worker("send", at=at_last) == {"ben@own.example": "perhaps", "ada@own.example": "sent"}
        _, first, second = server.taken
        assert second["To"] == "ada@own.example"
        assert header(first) == header(second), "the reader’s mail application drops the second copy"
        assert header(first) != header(server.taken[0])
