"""Reads a file that lies inside a folder, and nothing outside it.

`read_inside(folder: Path, name: str, *, most: int) -> bytes` opens each part of the name in turn without
following links, so that a link, `..` or an absolute name can't lead anywhere else, even if someone replaces
a part of the path meanwhile.

| Refused with `CannotRead`                 | Because                                        |
|-------------------------------------------|------------------------------------------------|
| a link, as the file or a folder above it  | it may lead outside                            |
| an absolute name, `..`, an odd character  | it leads outside, or can't be stored           |
| a device, pipe or socket                  | reading it may never end                       |
| more than `most` bytes                    | it would fill the memory and the database      |

A missing file raises `FileNotFoundError`.
"""

from __future__ import annotations

import os
import stat
from contextlib import ExitStack
from pathlib import Path

_FOLDER = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC
_FILE = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_NOCTTY | os.O_CLOEXEC
_PIECE = 1_000_000


class CannotRead(Exception):
    """The file isn't read. `code` is the code of the finding, and the message says why."""

    def __init__(self, code: str, sentence: str, fix: str) -> None:
        super().__init__(sentence)
        self.code = code
        self.fix = fix


def is_inside(name: str) -> bool:
    """Whether a name, with `/` between its parts, can only be that of a file inside the folder."""
    parts = name.split("/")
    return bool(name) and name.isprintable() and not any(part in ("", ".", "..") for part in parts)


def read_inside(folder: Path, name: str, *, most: int) -> bytes:
    """The bytes of the file. The folder itself is the one that was asked for, and may be a link."""
    if not is_inside(name):
        raise outside(name)
    *above, last = name.split("/")
    with ExitStack() as opened:
        at = _open(opened, str(folder.resolve()), _FOLDER)
        for part in above:
            _refuse_link(part, at)
            at = _open(opened, part, _FOLDER, at)
        _refuse_what_is_no_file(last, at, name)
        file = _open(opened, last, _FILE, at)
        if not stat.S_ISREG(os.fstat(file).st_mode):
            raise _not_a_file(name)
        return _read(file, most)


def outside(name: str) -> CannotRead:
    sentence = f"{name[:80]!r} isn’t the name of a file inside the folder, so it isn’t read."
    return CannotRead(
        "outside-pack", sentence, "Put the file into the folder, and name it from there, as in study/page.md."
    )


def _open(opened: ExitStack, path: str, flags: int, at: int | None = None) -> int:
    file = os.open(path, flags, dir_fd=at)
    opened.callback(os.close, file)
    return file


def _refuse_link(part: str, at: int) -> os.stat_result:
    """What there is under this name, unless it is a link."""
    status = os.stat(part, dir_fd=at, follow_symlinks=False)
    if stat.S_ISLNK(status.st_mode):
        sentence = f"`{part}` is a link to another place. Nothing outside the folder is read."
        raise CannotRead("outside-pack", sentence, "Replace the link with the file or folder itself.")
    return status


def _refuse_what_is_no_file(part: str, at: int, name: str) -> None:
    mode = _refuse_link(part, at).st_mode
    if stat.S_ISDIR(mode):
        raise IsADirectoryError(part)
    if not stat.S_ISREG(mode):
        raise _not_a_file(name)


def _not_a_file(name: str) -> CannotRead:
    sentence = f"`{name}` is a device, a pipe or a socket, not a file."
    return CannotRead("not-a-file", sentence, "Replace it with a file.")


def _read(file: int, most: int) -> bytes:
    content = bytearray()
    while piece := os.read(file, _PIECE):
        content += piece
        if len(content) > most:
            size = max(os.fstat(file).st_size, len(content))
            sentence = f"The file has {size:,} bytes. The maximum is {most:,}."
            raise CannotRead("file-too-large", sentence, "Move long texts into study/*.md.")
    return bytes(content)
