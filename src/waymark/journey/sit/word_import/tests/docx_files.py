"""Makes valid Word files for tests: from XML, or from plain text with python-docx."""

from __future__ import annotations

import io
import re
import zipfile

import docx

OPEN_XML = "http://schemas.openxmlformats.org"
SPACES = (
    f'xmlns:w="{OPEN_XML}/wordprocessingml/2006/main" '
    f'xmlns:r="{OPEN_XML}/officeDocument/2006/relationships" '
    f'xmlns:m="{OPEN_XML}/officeDocument/2006/math" '
    f'xmlns:mc="{OPEN_XML}/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
)
MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
TYPES = (
    '<Types xmlns="{0}/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/>'
    '<Override PartName="/word/document.xml" ContentType="{1}"/></Types>'
)
RELATIONSHIPS = f"{OPEN_XML}/package/2006/relationships"


def body_of(inside: str) -> str:
    return f"<w:document {SPACES}><w:body>{inside}</w:body></w:document>"


def paragraph(text: str, *, properties: str = "") -> str:
    return f'<w:p>{properties}<w:r><w:t xml:space="preserve">{text}</w:t></w:r></w:p>'


def parts_of(document: str | bytes, *, kind: str = MAIN) -> dict[str, str | bytes]:
    """The smallest set of parts that makes a Word file."""
    return {
        "[Content_Types].xml": TYPES.format(OPEN_XML, kind),
        "_rels/.rels": (
            f'<Relationships xmlns="{RELATIONSHIPS}"><Relationship Id="r1" Target="word/document.xml" '
            f'Type="{OPEN_XML}/officeDocument/2006/relationships/officeDocument"/></Relationships>'
        ),
        "word/document.xml": document,
    }


def zipped(parts: dict[str, str | bytes], *, method: int = zipfile.ZIP_DEFLATED) -> bytes:
    into = io.BytesIO()
    with zipfile.ZipFile(into, "w", method) as file:
        for name, data in parts.items():
            file.writestr(name, data)
    return into.getvalue()


def word_file(inside: str) -> bytes:
    """A valid file with these elements as its body."""
    return zipped(parts_of(body_of(inside)))


def written(document) -> bytes:
    into = io.BytesIO()
    document.save(into)
    return into.getvalue()


def word_file_of(text: str) -> bytes:
    """An answer's plain text as someone would type it in Word."""
    document = docx.Document()
    number = ""
    for block in re.split(r"\n\n|\n(?=- |\d+\. )", text):
        if block.startswith("## "):
            document.add_heading(block[3:], 2)
        elif block.startswith("- "):
            _runs(document.add_paragraph(style="List Bullet"), block[2:])
        elif match := re.match(r"(\d+)\. ", block):
            assert number or match[1] == "1"
            number = match[1]
            _runs(document.add_paragraph(style="List Number"), block[match.end() :])
        else:
            _runs(document.add_paragraph(), block)
    return written(document)


def _runs(into, text: str) -> None:
    for index, part in enumerate(text.split("**")):
        if part:
            into.add_run(part).bold = True if index % 2 else None
