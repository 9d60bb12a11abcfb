"""A logo is written anew: what makes it a picture stays, and nothing else."""

from __future__ import annotations

import struct
import zlib

import pytest

from waymark.ground.people.branding.picture import PNG, work


def chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def png(
    width: int = 2, height: int = 2, *, more: bytes = b"", pixels: bytes | None = None, tail: bytes = b""
) -> bytes:
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    rows = pixels if pixels is not None else (b"\0" + b"\x10\x20\x30" * width) * height
    parts = [chunk(b"IHDR", header), more, chunk(b"IDAT", zlib.compress(rows)), chunk(b"IEND", b"")]
    return PNG + b"".join(parts) + tail


def jpeg(*, more: bytes = b"", tail: bytes = b"", width: int = 2) -> bytes:
    frame = b"\xff\xc0" + struct.pack(">HBHHB", 11, 8, 2, width, 1) + b"\x01\x11\x00"
    tables = b"\xff\xdb" + struct.pack(">H", 5) + b"\0ab"
    scan = b"\xff\xda" + struct.pack(">H", 8) + b"\x01\x01\x00\x00\x3f\x00" + b"\x12\xff\x00\x34\xff\xd0\x56"
    return b"\xff\xd8" + more + tables + frame + scan + b"\xff\xd9" + tail


def test_a_png_keeps_its_pixels_and_loses_texts_and_what_comes_after() -> None:
    text = chunk(b"tEXt", b"Author\0Amina <script>")
    answer = work(png(more=text, tail=b"<script>alert(1)</script>"))
    assert answer.startswith(b"png\0")
    assert b"script" not in answer
    assert work(answer[4:]) == answer


def test_a_jpeg_loses_camera_data_comments_and_what_comes_after() -> None:
    camera = b"\xff\xe1" + struct.pack(">H", 12) + b"Exif\0\0GPS!"
    comment = b"\xff\xfe" + struct.pack(">H", 10) + b"<script>"
    answer = work(jpeg(more=camera + comment, tail=b"PK\x03\x04"))
    assert answer == b"jpg\0" + jpeg()


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"<svg onload='x'/>", b"!kind"),
        (b"GIF89a", b"!kind"),
        (b"", b"!kind"),
        (PNG, b"!broken"),
        (png()[:-20], b"!broken"),
        (png().replace(b"IHDR", b"IHDX"), b"!broken"),
        (png(width=2001, height=1), b"!size"),
        (png(pixels=b"\0" * 10_000_000), b"!broken"),
        (png(pixels=b"\0"), b"!broken"),
        (jpeg(width=3000), b"!size"),
        (jpeg()[:20], b"!broken"),
        (b"\xff\xd8\xff\xd9", b"!broken"),
        (b"\xff\xd8\xff\xe0\x00\x01", b"!broken"),
    ],
)
def test_what_is_no_picture_is_refused_with_its_reason(data: bytes, why: bytes) -> None:
    assert work(data) == why
