"""A file's kind is decided by its bytes; a file that could do harm elsewhere is refused with a sentence."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from waymark.ground.papers.exhibits import files
from waymark.kit.downloads import download

PDF = b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer\n%%EOF\n"
PNG = files.PNG + b"\x00\x00\x00\rIHDR" + b"\x00" * 20 + b"\x00\x00\x00\x00" + files.PNG_END
JPG = b"\xff\xd8\xff\xe0\x00\x10JFIF" + b"\x00" * 30 + b"\xff\xd9"
CSV = b"school,pupils\nOne,12\nTwo,-3\nThree,+4.5%\n"


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (PDF, "pdf"),
        (PNG, "png"),
        (JPG, "jpg"),
        (CSV, "csv"),
        (b"\xef\xbb\xbf" + CSV, "csv"),
        (b"a;b\n1;2", "csv"),
    ],
)
def test_kind_is_decided_by_content(data: bytes, kind: str) -> None:
    assert files.kind_of(data) == kind


HOSTILE = {
    "empty": b"",
    "large": b"%PDF-" + b"0" * files.MAX_BYTES,
    "a web page": b"<!doctype html><html><script>alert(1)</script>,</html>",
    "a page behind a line": b"a,b\n1,<script>alert(1)</script>",
    "a drawing": b'<svg xmlns="http://www.w3.org/2000/svg" onload="x,y"/>',
    "a program": b"MZ\x90\x00\x03\x00\x00\x00",
    "a ZIP": b"PK\x03\x04" + b"\x00" * 60,
    "a Word file": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 60,
    "a PDF with a script": PDF.replace(b"/Catalog", b"/Catalog /OpenAction << /S /JavaScript /JS (x) >>"),
    "a PDF that starts something": PDF.replace(b"/Catalog", b"/Catalog /A << /S /Launch >>"),
    "a PDF with a file in it": PDF.replace(b"/Catalog", b"/Catalog /EmbeddedFile"),
    "a locked PDF": PDF.replace(b"trailer", b"trailer << /Encrypt 5 0 R >>"),
    "half a PDF": PDF[:30],
    "half a picture": PNG[:-4],
    "a picture with something behind it": PNG + b"<script>",
    "half a photograph": JPG[:-2],
    "a formula": b"a,b\n=cmd|' /C calc'!A0,1",
    "a formula behind a blank": b'a,b\n1," =1+1"',
    "a formula in full-width signs": "a,b\n1,\uff1d1+1".encode(),
    "a formula behind a tab": b'a,b\n1,"\t=1"',
    "a call": b"a,b\n1,@SUM(A1)",
    "no columns": b"only one column\nand a line",
    "nothing in it": b"a,b\n\x001,2",
    "old bytes": "a,b\n\xe9t\xe9,1".encode("cp1252"),
    "turned bytes": CSV.decode().encode("utf-16"),
    "a sign to turn text": "a,b\n\x9b31m,1".encode(),
    "a cell without end": b'a,b\n"' + b"x" * 200_000,
}


@pytest.mark.parametrize("what", HOSTILE)
def test_hostile_file_is_refused_with_a_sentence(what: str) -> None:
    with pytest.raises(files.NotAllowed) as refused:
        files.kind_of(HOSTILE[what])
    assert str(refused.value).endswith(".")


@pytest.mark.parametrize(
    ("name", "cleaned"),
    [
        ("Figures.csv", "Figures.csv"),
        ("../../etc/passwd", "passwd.csv"),
        ("C:\\Users\\a\\b.xlsx", "b.csv"),
        ("a\u202egnp.exe", "a gnp.csv"),
        ("CON.csv", "exhibit CON.csv"),
        ("lpt1", "exhibit lpt1.csv"),
        ("", "exhibit.csv"),
        (".htaccess", "htaccess.csv"),
        ("a.php.csv", "a php.csv"),
        ('x";filename="y.html', "x filename y.csv"),
        ("line\r\nbreak: x.csv", "line break x.csv"),
        ("Schülerzahlen (2026).csv", "Schülerzahlen (2026).csv"),
        ("n" * 300 + ".csv", "n" * 60 + ".csv"),
        ("-rf.csv", "rf.csv"),
    ],
)
def test_name_is_cleaned(name: str, cleaned: str) -> None:
    assert files.clean_name(name, kind="csv") == cleaned


@given(st.text(max_size=300))
def test_any_name_becomes_a_safe_name(text: str) -> None:
    name = files.clean_name(text, kind="pdf")
    stem = name.removesuffix(".pdf")
    assert 0 < len(stem) <= files.NAME_LENGTH + len("exhibit ")
    assert all(character.isalnum() or character in " -_()" for character in stem)
    assert stem.lower() not in files.DEVICES
    header = download(b"", name=name, kind="application/pdf")["Content-Disposition"]
    assert header.isascii()
    assert header.count('"') in {0, 2}


@given(st.binary(max_size=400))
def test_any_bytes_have_a_kind_or_are_refused(data: bytes) -> None:
    kind = ""
    with suppress(files.NotAllowed):
        kind = files.kind_of(data)
    assert kind in {"", *files.CONTENT_TYPES}


def test_second_file_with_the_same_name_gets_a_number() -> None:
    assert files.unique_name("a.csv", taken={"A.csv", "a 2.csv"}) == "a 3.csv"


def test_download_is_saved_and_never_opened_in_the_site() -> None:
    answer = download(b"x", name="Zahlen ü.csv", kind="text/csv; charset=utf-8")
    assert answer["Content-Disposition"] == "attachment; filename*=utf-8''Zahlen%20%C3%BC.csv"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert "no-store" in answer["Cache-Control"]
