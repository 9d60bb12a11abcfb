"""Opens a .docx, a zip of XML files, and checks it before anything in it is read.

| Refused                                                           | Code             |
|-------------------------------------------------------------------|------------------|
| not a zip with a Word document in it                              | `not_word`       |
| an old .doc, or a file with a password (both are OLE containers)  | `old_or_locked`  |
| broken, cut short, or with sizes and sums that do not agree       | `damaged`        |
| more than 200 parts, 20 MB in all, or 100 times its own size      | `too_much`       |
| parts that repeat, overlap, or have names Word does not use       | `strange_parts`  |
| encrypted parts                                                   | `locked`         |
| macros                                                            | `macros`         |
| other files inside it: a zip, a spreadsheet, a program            | `files_inside`   |

Pure, and without Django: the limited child process imports it. No more is read of an entry than it declares.
"""

from __future__ import annotations

import codecs
import io
import re
import zipfile
import zlib

MAX_PARTS = 200
MAX_BYTES = 20 * 1024 * 1024
MAX_RATIO = 100
SMALL = 1024 * 1024
"""Entries up to this size may exceed the ratio; the file as a whole may not."""
NAME = re.compile(r"[\w\-.,\[\]()/ %+~$&@!#={}']{1,200}", re.ASCII)
DEVICE = re.compile(r"(?:.*/)?(?:con|prn|aux|nul|com\d|lpt\d)(?:\.[^/]*)?", re.IGNORECASE)
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
OTHER_FILES = (b"PK\x03\x04", b"PK\x05\x06", OLE, b"MZ", b"%PDF", b"\x7fELF", b"Rar!", b"7z\xbc\xaf")
codecs.lookup("cp437")  # names of old zips; the child can open no file later


class UnreadableFile(Exception):
    """The file cannot be read. `code` says why; the sentences are in `words.py`."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class Container:
    """The parts of a .docx whose directory passed every check. Raises UnreadableFile."""

    def __init__(self, data: bytes) -> None:
        if data.startswith(OLE):
            raise UnreadableFile("old_or_locked")
        if not data.startswith(b"PK\x03\x04"):
            raise UnreadableFile("not_word")
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, UnicodeError) as problem:
            raise UnreadableFile("damaged") from problem
        self._infos = self._zip.infolist()
        _check_sizes(self._infos, len(data))
        _check_names(self._infos)
        _check_offsets(self._infos)
        self._by_name = {info.filename.lower(): info for info in self._infos}
        self._check_contents()

    def read(self, name: str) -> bytes | None:
        """A part's bytes, or None if there is no such part."""
        info = self._by_name.get(name.lower().lstrip("/"))
        return None if info is None else self._bytes(info, info.file_size)

    def _check_contents(self) -> None:
        """Recognises macros by their names, and other files by their first bytes."""
        for info in self._infos:
            name = info.filename.lower()
            if "vbaproject" in name or "vbadata" in name:
                raise UnreadableFile("macros")
            if "embeddings/" in name or "activex/" in name or self._bytes(info, 8).startswith(OTHER_FILES):
                raise UnreadableFile("files_inside")

    def _bytes(self, info: zipfile.ZipInfo, max_bytes: int) -> bytes:
        try:
            with self._zip.open(info) as part:
                data = part.read(max_bytes)
                is_whole = max_bytes >= info.file_size
                if len(data) < min(max_bytes, info.file_size) or (is_whole and part.read(1)):
                    raise UnreadableFile("damaged")
                return data
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, ValueError) as problem:
            raise UnreadableFile("damaged") from problem


def _check_sizes(infos: list[zipfile.ZipInfo], length: int) -> None:
    if not infos:
        raise UnreadableFile("not_word")
    if len(infos) > MAX_PARTS:
        raise UnreadableFile("too_much")
    if any(info.flag_bits & 0x2041 for info in infos):  # encrypted; strongly; its directory too
        raise UnreadableFile("locked")
    whole = sum(info.file_size for info in infos)
    dense = any(info.file_size > max(SMALL, MAX_RATIO * info.compress_size) for info in infos)
    if whole > MAX_BYTES or dense or whole > max(SMALL, MAX_RATIO * length):
        raise UnreadableFile("too_much")


def _check_names(infos: list[zipfile.ZipInfo]) -> None:
    names = [info.orig_filename for info in infos]
    folded = {name.lower() for name in names}
    for name in names:
        steps = name.rstrip("/").split("/")
        if not NAME.fullmatch(name) or DEVICE.fullmatch(name) or {"", ".", ".."} & set(steps):
            raise UnreadableFile("strange_parts")
    if len(folded) < len(names):
        raise UnreadableFile("strange_parts")


def _check_offsets(infos: list[zipfile.ZipInfo]) -> None:
    """Parts must follow one another without overlap, stored or deflated, in this one file."""
    end = 0
    for info in sorted(infos, key=lambda entry: entry.header_offset):
        if info.header_offset < end or info.volume:
            raise UnreadableFile("strange_parts")
        if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise UnreadableFile("damaged")
        end = info.header_offset + 30 + len(info.orig_filename) + info.compress_size
