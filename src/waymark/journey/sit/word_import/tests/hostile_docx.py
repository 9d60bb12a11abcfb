"""Files that nobody should have to read, made here and nowhere kept: each with the code it is refused with, or "" where
it is read harmlessly. `CORPUS` names them; `CORPUS[name]()` makes one.
"""

from __future__ import annotations

import io
import random
import struct
import warnings
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

from waymark.journey.sit.word_import.tests.docx_files import (
    OPEN_XML,
    SPACES,
    body_of,
    paragraph,
    parts_of,
    word_file,
    zipped,
)

type Made = tuple[bytes, str]
MB = 1024 * 1024
CORPUS: dict[str, Callable[[], Made]] = {}


def hostile(make: Callable[[], Made]) -> Callable[[], Made]:
    CORPUS[make.__name__.replace("_", " ")] = make
    return make


def sound(**more: str | bytes) -> dict[str, str | bytes]:
    return parts_of(body_of(paragraph("Sound"))) | more


def with_part(name: str, data: str | bytes = b"x") -> bytes:
    return zipped(sound() | {name: data})


def noise(size: int) -> bytes:
    return random.Random(size).randbytes(size)


# --- too much ------------------------------------------------------------------------------------------------


@hostile
def a_bomb() -> Made:
    return zipped(parts_of(b"<w:document>" + b" " * (100 * MB))), "too_much"


@hostile
def a_bomb_in_a_part_that_nobody_reads() -> Made:
    return with_part("word/media/image1.png", bytes(19 * MB)), "too_much"


@hostile
def many_small_bombs() -> Made:
    return zipped(sound() | {f"word/media/{number}.bin": bytes(900_000) for number in range(40)}), "too_much"


@hostile
def more_than_two_hundred_parts() -> Made:
    return zipped(sound() | {f"word/media/{number}.png": b"" for number in range(300)}), "too_much"


@hostile
def forty_thousand_parts() -> Made:
    return zipped(
        sound() | {f"p{number}": b"" for number in range(40_000)}, method=zipfile.ZIP_STORED
    ), "too_much"


@hostile
def larger_than_five_megabytes() -> Made:
    return zipped(sound() | {"word/media/image1.png": noise(6 * MB)}), "too_big"


@hostile
def a_million_paragraphs() -> Made:
    return word_file("<w:p/>" * 1_000_000), "too_much"


@hostile
def paragraphs_up_to_every_limit_of_size() -> Made:
    some = random.Random(1)
    texts = ("".join(some.choices("abcdefghij", k=8)) for _ in range(380_000))
    return word_file("".join(f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>" for text in texts)), "too_much"


@hostile
def a_hundred_thousand_elements_in_one_another() -> Made:
    return word_file("<w:sdt>" * 100_000 + "</w:sdt>" * 100_000), "too_much"


@hostile
def tables_in_tables_in_tables() -> Made:
    depth = 5_000
    return word_file("<w:tbl><w:tr><w:tc>" * depth + "</w:tc></w:tr></w:tbl>" * depth), "too_much"


@hostile
def elements_never_closed() -> Made:
    return zipped(parts_of(f"<w:document {SPACES}>" + "<w:p>" * 150)), "damaged"


@hostile
def one_huge_attribute() -> Made:
    value = noise(2 * MB).hex()
    return word_file(f'<w:p w:rsidR="{value}">{"<w:r><w:t>Sound</w:t></w:r>"}</w:p>'), ""


@hostile
def fifty_thousand_attributes() -> Made:
    many = " ".join(f'a{number}="{number}"' for number in range(50_000))
    return word_file(f"<w:p {many}><w:r><w:t>Sound</w:t></w:r></w:p>"), ""


@hostile
def text_of_more_than_a_million_characters() -> Made:
    return word_file(paragraph(noise(700_000).hex())), "too_long"


@hostile
def deleted_ends_that_never_end() -> Made:
    deleted = "<w:pPr><w:rPr><w:del/></w:rPr></w:pPr>"
    some = random.Random(2)
    texts = (f"{some.getrandbits(64):x}" for _ in range(22_000))
    return word_file("".join(paragraph(text, properties=deleted) for text in texts)), ""


@hostile
def ten_thousand_comments() -> Made:
    marks = "".join(f'<w:r><w:commentReference w:id="{number}"/></w:r>' for number in range(10_000))
    comments = "".join(
        f'<w:comment w:id="{number}">{paragraph(str(number * 7919))}</w:comment>' for number in range(10_000)
    )
    document = body_of(f"<w:p>{marks}<w:r><w:t>Sound</w:t></w:r></w:p>")
    return zipped(
        parts_of(document) | {"word/comments.xml": f"<w:comments {SPACES}>{comments}</w:comments>"}
    ), ""


@hostile
def styles_that_rest_on_one_another_in_a_ring() -> Made:
    kind = f"{OPEN_XML}/officeDocument/2006/relationships/styles"
    ring = "".join(
        f'<w:style w:styleId="s{number}"><w:basedOn w:val="s{(number + 1) % 3}"/></w:style>'
        for number in range(3)
    )
    document = body_of(paragraph("Sound", properties='<w:pPr><w:pStyle w:val="s0"/></w:pPr>'))
    near = f'<Relationship Id="s" Type="{kind}" Target="styles.xml"/>'
    all_near = f'<Relationships xmlns="{OPEN_XML}/package/2006/relationships">{near}</Relationships>'
    more = {
        "word/_rels/document.xml.rels": all_near,
        "word/styles.xml": f"<w:styles {SPACES}>{ring}</w:styles>",
    }
    return zipped(parts_of(document) | more), ""


# --- what only looks like a Word file ------------------------------------------------------------------------


@hostile
def nothing_at_all() -> Made:
    return b"", "not_word"


@hostile
def html_with_the_name_of_a_docx() -> Made:
    return b"<html><body><script>alert(1)</script></body></html>", "not_word"


@hostile
def an_old_doc_or_one_with_a_password() -> Made:
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(4096), "old_or_locked"


@hostile
def a_zip_without_a_document() -> Made:
    return zipped({"readme.txt": "hello"}), "not_word"


@hostile
def a_zip_with_nothing_in_it() -> Made:
    return zipped({}), "not_word"


@hostile
def a_spreadsheet() -> Made:
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
    return zipped(parts_of(body_of(""), kind=kind)), "not_word"


@hostile
def a_content_type_of_a_picture() -> Made:
    return zipped(parts_of(body_of(""), kind="image/png")), "not_word"


@hostile
def a_document_without_text() -> Made:
    return word_file("<w:p/>"), "nothing"


@hostile
def no_xml_in_the_document() -> Made:
    return zipped(parts_of(noise(2000))), "damaged"


@hostile
def an_encoding_of_its_own() -> Made:
    return zipped(parts_of('<?xml version="1.0" encoding="utf-7"?>' + body_of(paragraph("Sound")))), "damaged"


@hostile
def a_program_with_two_endings() -> Made:
    return b"MZ\x90\x00" + noise(2000), "not_word"


@hostile
def half_a_file() -> Made:
    whole = word_file(paragraph("Sound " * 2000))
    return whole[: len(whole) // 2], "damaged"


@hostile
def one_bit_turned() -> Made:
    whole = bytearray(zipped(sound(), method=zipfile.ZIP_STORED))
    whole[whole.index(b"Sound")] ^= 1
    return bytes(whole), "damaged"


# --- a zip that lies -----------------------------------------------------------------------------------------


def directory_changed(data: bytes, place: int, form: str, *values: int) -> bytes:
    """The last entry of the directory, changed at a place counted from its beginning."""
    changed = bytearray(data)
    struct.pack_into(form, changed, changed.rindex(b"PK\x01\x02") + place, *values)
    return bytes(changed)


@hostile
def a_size_that_is_too_small() -> Made:
    return directory_changed(zipped(sound()), 24, "<I", 5), "damaged"


@hostile
def a_size_of_four_gigabytes() -> Made:
    return directory_changed(zipped(sound()), 24, "<I", 0xFFFFFFFE), "too_much"


@hostile
def zip64_that_says_an_exabyte() -> Made:
    into = io.BytesIO()
    with zipfile.ZipFile(into, "w") as file:
        for name, data in sound().items():
            file.writestr(name, data)
        info = zipfile.ZipInfo("word/media/a.png")
        info.extra = struct.pack("<HHQ", 1, 8, 2**60)
        file.writestr(info, b"x")
    return directory_changed(into.getvalue(), 24, "<I", 0xFFFFFFFF), "too_much"


@hostile
def zip64_cut_short() -> Made:
    return directory_changed(zipped(sound()), 24, "<I", 0xFFFFFFFF), "too_much"


@hostile
def entries_over_one_another() -> Made:
    """Every entry of the directory leads to the same compressed bytes."""
    data = bytearray(zipped(sound()))
    places, start = [], 0
    while (start := data.find(b"PK\x01\x02", start)) >= 0:
        places.append(start)
        start += 4
    first = struct.unpack_from("<I", data, places[0] + 42)[0]
    for place in places:
        struct.pack_into("<I", data, place + 42, first)
    return bytes(data), "strange_parts"


@hostile
def two_documents_of_one_name() -> Made:
    into = io.BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(into, "w") as file:
        warnings.simplefilter("ignore")
        for name, data in sound().items():
            file.writestr(name, data)
        file.writestr("word/document.xml", body_of(paragraph("Another")))
    return into.getvalue(), "strange_parts"


@hostile
def two_documents_whose_names_differ_in_case() -> Made:
    return with_part("Word/Document.xml", body_of(paragraph("Another"))), "strange_parts"


@hostile
def an_entry_said_to_be_encrypted() -> Made:
    return directory_changed(zipped(sound()), 8, "<H", 1), "locked"


@hostile
def a_compression_that_nobody_knows() -> Made:
    return directory_changed(zipped(sound()), 10, "<H", 98), "damaged"


@hostile
def compressed_by_lzma() -> Made:
    return zipped(sound(), method=zipfile.ZIP_LZMA), "damaged"


@hostile
def a_file_that_holds_itself() -> Made:
    """As near as one comes without the classic quine: its own copy inside."""
    return with_part("word/media/self.png", zipped(sound())), "files_inside"


@hostile
def a_deflate_stream_that_goes_on() -> Made:
    data = bytearray(zipped(sound()))
    more = zlib.compress(bytes(MB))[2:-4]
    place = data.index(b"PK\x01\x02")
    return bytes(data[:place] + more + data[place:]), "damaged"


# --- names ---------------------------------------------------------------------------------------------------


def _named(name: str) -> Callable[[], Made]:
    return lambda: (with_part(name), "strange_parts")


CORPUS |= {
    f"a part called {name[:30]!r}": _named(name)
    for name in (
        "../../evil.xml",
        "word/../../evil.xml",
        "/etc/passwd",
        "C:\\evil.xml",
        "word\\evil.xml",
        "word/CON.txt",
        "nul",
        "word/\u202egnp.exe",
        "word/dоcument.xml",
        "x" * 255,
        "word//evil.xml",
        "word/evil\x01.xml",
    )
}


# --- programs, other files, the network ----------------------------------------------------------------------


@hostile
def macros() -> Made:
    return with_part("word/vbaProject.bin", noise(500)), "macros"


@hostile
def macros_by_content_type() -> Made:
    kind = "application/vnd.ms-word.document.macroEnabled.main+xml"
    return zipped(parts_of(body_of(paragraph("Sound")), kind=kind)), "macros"


@hostile
def an_ole_object() -> Made:
    return with_part("word/embeddings/oleObject1.bin", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"), "files_inside"


@hostile
def an_ole_object_that_calls_itself_a_picture() -> Made:
    return with_part("word/media/image1.png", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + noise(99)), "files_inside"


@hostile
def a_zip_in_the_zip() -> Made:
    return with_part("word/media/image1.png", zipped({"bomb": bytes(MB)})), "files_inside"


@hostile
def a_program() -> Made:
    return with_part("word/media/image1.png", b"MZ" + noise(99)), "files_inside"


@hostile
def a_billion_laughs() -> Made:
    lols = "".join(f'<!ENTITY l{number} "{f"&l{number - 1};" * 10}">' for number in range(1, 10))
    head = f'<!DOCTYPE d [<!ENTITY l0 "ha">{lols}]>'
    return zipped(parts_of(head + body_of(paragraph("&l9;")))), "document_type"


@hostile
def an_external_entity() -> Made:
    head = '<!DOCTYPE d [<!ENTITY e SYSTEM "file:///etc/passwd">]>'
    return zipped(parts_of(head + body_of(paragraph("&e;")))), "document_type"


@hostile
def an_external_document_type() -> Made:
    head = '<!DOCTYPE d SYSTEM "http://127.0.0.1:9/d.dtd">'
    return zipped(parts_of(head + body_of(paragraph("Sound")))), "document_type"


@hostile
def a_document_type_in_the_relationships() -> Made:
    parts = sound()
    parts["_rels/.rels"] = '<!DOCTYPE d [<!ENTITY e "x">]>' + str(parts["_rels/.rels"])
    return zipped(parts), "document_type"


@hostile
def a_template_on_a_server() -> Made:
    kind = f"{OPEN_XML}/officeDocument/2006/relationships"
    relationship = (
        '<Relationship Id="t{0}" Type="{1}/{0}" Target="http://127.0.0.1:9/{0}" TargetMode="External"/>'
    )
    all_of = "".join(
        relationship.format(name, kind) for name in ("attachedTemplate", "image", "styles", "oleObject")
    )
    near = f'<Relationships xmlns="{OPEN_XML}/package/2006/relationships">{all_of}</Relationships>'
    return with_part("word/_rels/document.xml.rels", near), ""


@hostile
def a_main_document_on_a_server() -> Made:
    parts = sound()
    parts["_rels/.rels"] = str(parts["_rels/.rels"]).replace(
        'Target="word/document.xml"', 'Target="http://127.0.0.1:9/d.xml" TargetMode="External"'
    )
    return zipped(parts), "not_word"


@hostile
def a_main_document_outside_the_zip() -> Made:
    parts = sound()
    parts["_rels/.rels"] = str(parts["_rels/.rels"]).replace("word/document.xml", "../../../etc/passwd")
    return zipped(parts), "not_word"


@hostile
def markup_in_the_text() -> Made:
    return word_file(paragraph("&lt;script&gt;alert(1)&lt;/script&gt;")), ""


@hostile
def elements_where_they_do_not_belong() -> Made:
    odd = (
        "<w:tc><w:p><w:pPr><w:drawing/><w:p/><w:tr/></w:pPr></w:p></w:tc><w:tr><w:tc/></w:tr><w:t>loose</w:t>"
    )
    return word_file(odd + "<w:r><w:t>loose</w:t></w:r>" + paragraph("Sound")), ""


def made(name: str, file: Path) -> Path:
    """The file of that name, written."""
    file.write_bytes(CORPUS[name]()[0])
    return file
