"""Writes a picture anew, with what makes it a picture and nothing else. Runs in a limited child process.

`work(data: bytes) -> bytes` answers `png` or `jpg`, a zero byte and the picture; or `!`, and why it can't be used.

| Kind | Kept                                                                                             |
|------|--------------------------------------------------------------------------------------------------|
| PNG  | header, palette, transparency and pixels, which are unpacked, counted and packed again           |
| JPEG | tables, frame and scans; no camera data, no comments, no profile, nothing after the end          |

Only the standard library, so that the child can import it.
"""

from __future__ import annotations

import struct
import zlib

MOST_PIXELS_A_SIDE = 2000
PNG = b"\x89PNG\r\n\x1a\n"
KEPT_CHUNKS = (b"PLTE", b"tRNS")
CHANNELS = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}
"""Of each colour type of PNG."""
FRAMES = (0xC0, 0xC1, 0xC2)
KEPT_SEGMENTS = (*FRAMES, 0xC4, 0xDB, 0xDD, 0xEE)
"""Frames, Huffman tables, quantisation tables, restart interval, and how colours are coded."""
ADOBE = b"Adobe"


class NotAPicture(Exception):
    """Why it can't be used: `kind`, `size` or `broken`."""


def work(data: bytes) -> bytes:
    try:
        if data.startswith(PNG):
            return b"png\0" + _png(data)
        if data.startswith(b"\xff\xd8\xff"):
            return b"jpg\0" + _jpeg(data)
    except NotAPicture as problem:
        return b"!" + str(problem).encode()
    except (struct.error, zlib.error, IndexError, ValueError):
        return b"!broken"
    return b"!kind"


def _check_size(width: int, height: int) -> None:
    if not (1 <= width <= MOST_PIXELS_A_SIDE and 1 <= height <= MOST_PIXELS_A_SIDE):
        raise NotAPicture("size")


def _png(data: bytes) -> bytes:
    header, kept, packed = b"", [], []
    at = len(PNG)
    while at < len(data):
        (length,) = struct.unpack(">I", data[at : at + 4])
        kind, body = data[at + 4 : at + 8], data[at + 8 : at + 8 + length]
        (checked,) = struct.unpack(">I", data[at + 8 + length : at + 12 + length])
        if len(body) != length or zlib.crc32(kind + body) != checked:
            raise NotAPicture("broken")
        at += 12 + length
        if kind == b"IHDR" and not header:
            header = body
        elif kind == b"IDAT":
            packed.append(body)
        elif kind in KEPT_CHUNKS:
            kept.append((kind, body))
        elif kind == b"IEND":
            break
    else:
        raise NotAPicture("broken")
    width, height, depth, colours, method, filters, interlaced = struct.unpack(">IIBBBBB", header)
    _check_size(width, height)
    if colours not in CHANNELS or depth not in (1, 2, 4, 8, 16) or method or filters or interlaced:
        raise NotAPicture("broken" if not interlaced else "interlaced")
    whole = height * (1 + (width * CHANNELS[colours] * depth + 7) // 8)
    unpacker = zlib.decompressobj()
    pixels = unpacker.decompress(b"".join(packed), whole + 1)
    if len(pixels) != whole or not unpacker.eof:
        raise NotAPicture("broken")
    chunks = [(b"IHDR", header), *kept, (b"IDAT", zlib.compress(pixels, 9)), (b"IEND", b"")]
    return PNG + b"".join(
        struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
        for kind, body in chunks
    )


def _jpeg(data: bytes) -> bytes:
    parts, at, has_frame = [b"\xff\xd8"], 2, False
    while True:
        while data[at : at + 2] == b"\xff\xff":
            at += 1
        if data[at] != 0xFF:
            raise NotAPicture("broken")
        kind = data[at + 1]
        if kind == 0xD9:
            break
        (length,) = struct.unpack(">H", data[at + 2 : at + 4])
        segment = data[at : at + 2 + length]
        if length < 2 or len(segment) != 2 + length:
            raise NotAPicture("broken")
        at += 2 + length
        if kind in FRAMES:
            height, width = struct.unpack(">HH", segment[5:9])
            _check_size(width, height)
            has_frame = True
        if kind == 0xDA:
            end = _end_of_scan(data, at)
            parts += [segment, data[at:end]]
            at = end
        elif kind in KEPT_SEGMENTS and (kind != 0xEE or segment[4:9] == ADOBE):
            parts.append(segment)
    if not has_frame or len(parts) < 4:
        raise NotAPicture("broken")
    return b"".join([*parts, b"\xff\xd9"])


def _end_of_scan(data: bytes, at: int) -> int:
    """Where the next marker is that is neither a stuffed byte nor a restart."""
    while True:
        at = data.index(b"\xff", at)
        following = data[at + 1]
        if following == 0 or 0xD0 <= following <= 0xD7:
            at += 2
        elif following == 0xFF:
            at += 1
        else:
            return at
