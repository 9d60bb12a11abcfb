"""A .docx is a zip of XML files. Here it is judged before anything in it is read.

| Refused                                                           | Code             |
|-------------------------------------------------------------------|------------------|
| no zip with a Word document in it                                 | `not_word`       |
| an old .doc, or a file with a password (both are OLE containers)  | `old_or_locked`  |
| broken, cut short, or with sizes and sums that do not agree       | `damaged`        |
| more than 200 parts, 20 MB in all, or 100 times its own size      | `too_much`       |
| parts twice, over one another, or with names Word does not give   | `strange_parts`  |
| encrypted parts                                                   | `locked`         |
| macros                                                            | `macros`         |
| other files inside it: a zip, a spreadsheet, a program            | `files_inside`   |

Pure, and without Django: the limited child imports it. Sizes that an entry declares bind the reading of it.
"""

from __future__ import annotations

import codecs
import io
import re
import zipfile
import zlib

PARTS = 200
BYTES = 20 * 1024 * 1024
RATIO = 100
SMALL = 1024 * 1024
"""An entry up to this size may be as empty as it likes; the ratio of the whole still holds."""
NAME = re.compile(r"[\w\-.,\[\]()/ %+~$&@!#={}']{1,200}", re.ASCII)
DEVICE = re.compile(r"(?:.*/)?(?:con|prn|aux|nul|com\d|lpt\d)(?:\.[^/]*)?", re.IGNORECASE)
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
FILES = (b"PK\x03\x04", b"PK\x05\x06", OLE, b"MZ", b"%PDF", b"\x7fELF", b"Rar!", b"7z\xbc\xaf")
codecs.lookup("cp437")  # names of old zips; the child can open no file later


class CannotRead(Exception):
    """Why a file is not read, as a code; the sentences stand in `words.py`."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


class Container:
    """The parts of a .docx whose directory was found sound. Raises CannotRead."""

    def __init__(self, data: bytes) -> None:
        if data.startswith(OLE):
            raise CannotRead("old_or_locked")
        if not data.startswith(b"PK\x03\x04"):
            raise CannotRead("not_word")
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, UnicodeError) as problem:
            raise CannotRead("damaged") from problem
        self._infos = self._zip.infolist()
        _check_sizes(self._infos, len(data))
        _check_names(self._infos)
        _check_places(self._infos)
        self._by_name = {info.filename.lower(): info for info in self._infos}
        self._check_beginnings()

    def read(self, name: str) -> bytes | None:
        """A part's bytes, or None where there is no such part."""
        info = self._by_name.get(name.lower().lstrip("/"))
        return None if info is None else self._bytes(info, info.file_size)

    def _check_beginnings(self) -> None:
        """Macros by their names, other files by how they begin."""
        for info in self._infos:
            name = info.filename.lower()
            if "vbaproject" in name or "vbadata" in name:
                raise CannotRead("macros")
            if "embeddings/" in name or "activex/" in name or self._bytes(info, 8).startswith(FILES):
                raise CannotRead("files_inside")

    def _bytes(self, info: zipfile.ZipInfo, most: int) -> bytes:
        try:
            with self._zip.open(info) as part:
                said = part.read(most)
                if len(said) < min(most, info.file_size) or (most >= info.file_size and part.read(1)):
                    raise CannotRead("damaged")
                return said
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, ValueError) as problem:
            raise CannotRead("damaged") from problem


def _check_sizes(infos: list[zipfile.ZipInfo], length: int) -> None:
    if not infos:
        raise CannotRead("not_word")
    if len(infos) > PARTS:
        raise CannotRead("too_much")
    if any(info.flag_bits & 0x2041 for info in infos):  # encrypted; strongly; its directory too
        raise CannotRead("locked")
    whole = sum(info.file_size for info in infos)
    dense = any(info.file_size > max(SMALL, RATIO * info.compress_size) for info in infos)
    if whole > BYTES or dense or whole > max(SMALL, RATIO * length):
        raise CannotRead("too_much")


def _check_names(infos: list[zipfile.ZipInfo]) -> None:
    names = [info.orig_filename for info in infos]
    folded = {name.lower() for name in names}
    for name in names:
        steps = name.rstrip("/").split("/")
        if not NAME.fullmatch(name) or DEVICE.fullmatch(name) or {"", ".", ".."} & set(steps):
            raise CannotRead("strange_parts")
    if len(folded) < len(names):
        raise CannotRead("strange_parts")


def _check_places(infos: list[zipfile.ZipInfo]) -> None:
    """Parts stand one after another, stored or deflated, in this one file."""
    end = 0
    for info in sorted(infos, key=lambda one: one.header_offset):
        if info.header_offset < end or info.volume:
            raise CannotRead("strange_parts")
        if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise CannotRead("damaged")
        end = info.header_offset + 30 + len(info.orig_filename) + info.compress_size
