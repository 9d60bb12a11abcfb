"""While the database is away, one line a minute goes to the log, and no traceback: all processes together."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from pathlib import Path

from django.db import InterfaceError, OperationalError

AWAY = "The database can’t be reached, so nothing is saved. It will be tried again: %s"


class OncePerMinute(logging.Filter):
    """Shortens errors of the database’s connection, and lets one of them pass in each minute of the clock.

    Processes share the minute through an empty file in `folder`, which is made by the first.
    """

    def __init__(self, folder: Path, clock: Callable[[], float] = time.time) -> None:
        super().__init__()
        self.folder = folder
        self.clock = clock

    def filter(self, record: logging.LogRecord) -> bool:
        problem = record.exc_info[1] if record.exc_info else None
        if not isinstance(problem, OperationalError | InterfaceError):
            return True
        if not self._is_first_of_minute():
            return False
        record.msg, record.args = AWAY, (" ".join(str(problem).split())[:300],)
        record.exc_info = record.exc_text = None
        return True

    def _is_first_of_minute(self) -> bool:
        mark = self.folder / f"{int(self.clock() // 60)}.minute"
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            mark.touch(exist_ok=False)
        except FileExistsError:
            return not mark.exists()
        except OSError:
            return True
        for older in self.folder.glob("*.minute"):
            if older != mark:
                older.unlink(missing_ok=True)
        return True
