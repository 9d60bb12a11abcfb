"""Evidence files: what is accepted, who can download them, and that lists do not read their data."""

from __future__ import annotations

import io
import zipfile
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from waymark.journey.sit import actions
from waymark.journey.sit.extra_time.evidence import MAX_BYTES, evidence_file
from waymark.journey.sit.extra_time.tests.makers import (
    FORM,
    OWN,
    PDF,
    make_window_and_second_lead,
    request,
)
from waymark.journey.sit.models import Extension, ExtensionEvidence


@pytest.fixture
def window(cast):
    return make_window_and_second_lead(cast)


def docx(*, macros=False):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as file:
        file.writestr("[Content_Types].xml", "<Types/>")
        file.writestr("word/document.xml", "<w/>")
        if macros:
            file.writestr("word/vbaProject.bin", "x")
    return buffer.getvalue()


PNG, JPEG = b"\x89PNG\r\n\x1a\n....", b"\xff\xd8\xff\xe0...."


@pytest.mark.parametrize(
    ("name", "data", "kept"),
    [
        ("note.pdf", PDF, "note.pdf"),
        ("note.exe", PDF, "note.pdf"),
        ("photo.JPG", JPEG, "photo.jpg"),
        ("scan.png", PNG, "scan.png"),
        ("letter.docx", docx(), "letter.docx"),
        ("../../etc/passwd", PDF, "passwd.pdf"),
        ("C:\\Users\\a\\note.pdf", PDF, "note.pdf"),
        ("note.pdf.exe", PDF, "note pdf.pdf"),
        ("CON.txt", PDF, "evidence.pdf"),
        ("..", PDF, "evidence.pdf"),
        ("", PDF, "evidence.pdf"),
        ("a\u202egpj.exe", PDF, "agpj.pdf"),
        ('x"; filename="y.html', PDF, "x ; filename= y.pdf"),
        ("Zeugnis Müller.pdf", PDF, "Zeugnis Müller.pdf"),
        ("n" * 255 + ".pdf", PDF, "n" * 80 + ".pdf"),
        ("a\r\nSet-Cookie: b.pdf", PDF, "aSet-Cookie b.pdf"),
    ],
)
def test_file_is_recognised_by_its_content_and_gets_a_plain_name(name, data, kept):
    file = evidence_file(name=name, data=data)
    assert file is not None
    assert file.name == kept
    assert file.data == data


@pytest.mark.parametrize(
    "data",
    [
        b"<html><script>alert(1)</script>",
        b"<?xml version='1.0'?><svg/>",
        b"MZ\x90",
        b" %PDF-1.7",
        b"PK\x03\x04 a zip of something else",
        docx(macros=True),
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 an old .doc",
        b"GIF89a",
        b"a text",
    ],
)
def test_file_of_another_kind_is_refused(cast, window, data):
    file = SimpleUploadedFile("note.pdf", data, content_type="application/pdf")
    response = cast.browser("amina").post(OWN, FORM | {"file": file})
    assert response.status_code == 422
    assert "The file must be a PDF" in response.content.decode()
    assert "Ill since Tuesday." in response.content.decode()
    assert not Extension.objects.exists()


def test_file_that_is_too_large_or_empty_is_refused(cast, window):
    browser = cast.browser("amina")
    large = SimpleUploadedFile("note.pdf", PDF + b"0" * MAX_BYTES)
    assert "must be 5 MB or smaller" in browser.post(OWN, FORM | {"file": large}).content.decode()
    empty = SimpleUploadedFile("note.pdf", b"")
    assert "The file is empty" in browser.post(OWN, FORM | {"file": empty}).content.decode()
    assert not Extension.objects.exists()


@pytest.mark.parametrize(
    ("who", "status"),
    [("amina", 200), ("grace", 200), ("ben", 404), ("jonas", 200), ("finn", 404), ("uma", 404)],
)
def test_file_is_downloaded_only_by_the_participant_and_those_who_decide(cast, window, who, status):
    file = SimpleUploadedFile("../note.html", PDF, content_type="text/html")
    assert cast.browser("amina").post(OWN, FORM | {"file": file}).status_code == 302
    row = ExtensionEvidence.objects.get()
    response = cast.browser(who).get(f"/sit/extensions/{row.extension_id}/evidence/")
    assert response.status_code == status
    if status == 200:
        assert response.content == PDF
        assert response["Content-Type"] == "application/pdf"
        assert response["Content-Disposition"].startswith('attachment; filename="note.pdf"')
        assert response["X-Content-Type-Options"] == "nosniff"
        assert "sandbox" in response["Content-Security-Policy"]


def test_lists_do_not_read_the_data_of_files(cast, window):
    counts = []
    for number in range(3):
        row = request(
            cast, window, file=evidence_file(name="a.pdf", data=PDF), at=cast.at + timedelta(minutes=number)
        )
        actions.decide_extension(extension=row, granted=False, why="No.", by=cast.grace, at=cast.at)
        with CaptureQueriesContext(connection) as captured:
            cast.browser("grace").get(f"/sit/cohorts/{cast.cohort.slug}/extensions/")
        counts.append(len(captured))
        assert not any(
            "data" in query["sql"].split("FROM")[0] for query in captured if "evidence" in query["sql"]
        )
    assert counts[0] == counts[-1], counts
