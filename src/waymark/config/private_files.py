"""Keeps the files of an installation from other users of the machine: 0600 for files, 0700 for folders.

New files, such as SQLite's write-ahead log and a backup, get no permission for group and others (`umask`). Files of an
earlier version are closed at the start. A folder that may be someone else's, such as /tmp, is left as it is.
"""

from __future__ import annotations

import os
import stat
from contextlib import suppress
from pathlib import Path

OTHERS = stat.S_IRWXG | stat.S_IRWXO
BESIDE_SQLITE = ("", "-wal", "-shm", "-journal")
OWN_FILE = "waymark.sqlite3"


def make_private(folder: Path, database: Path | None) -> None:
    """Make the folder if it is missing, and close it and the SQLite database to others."""
    os.umask(os.umask(OTHERS) | OTHERS)
    is_new = not folder.exists()
    folder.mkdir(parents=True, exist_ok=True)
    if is_new or (folder / OWN_FILE).exists():
        _close(folder)
    for path in (folder / OWN_FILE, database):
        for end in BESIDE_SQLITE if path else ():
            _close(Path(f"{path}{end}"))


def _close(path: Path) -> None:
    """Leave alone what is missing, someone else's, a link, or a folder that everyone shares."""
    with suppress(FileNotFoundError, PermissionError):
        status = path.lstat()
        is_shared = bool(status.st_mode & stat.S_ISVTX)
        if (
            status.st_mode & OTHERS
            and status.st_uid == os.getuid()
            and not is_shared
            and not path.is_symlink()
        ):
            path.chmod(stat.S_IMODE(status.st_mode) & ~OTHERS)
