"""Enrolment files with the size and faults of real ones. Everyone is invented; TRNs begin with 9999."""

from __future__ import annotations

from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

FILES = "/cohorts/spring-2027/enrolment-files/"
GIVEN = "Zoë Renée José Amélie Siân Björn Máire Łucja Niamh Farida Tobias Ines Omolara Hector Wren".split()
FAMILY = "Fjordhaven Núñez-Larkby O’Hollin Brontë-Sedge Marlowhurst Pebbleton Ashgrove-Kyte Thornaby".split()
HEADING = ("Given name", "Family name", "Email", "TRN", "School")


def make_person(number: int) -> list[str]:
    """One good row; no two numbers share an address or a TRN."""
    given, family = GIVEN[number % len(GIVEN)], FAMILY[number % len(FAMILY)]
    return [
        given,
        family,
        f"person{number}@school{number % 17}.example",
        f"9999{number:03d}",
        f"School {number % 17}",
    ]


def upload(client: Client, data: bytes, name: str = "people.csv") -> Any:
    """Upload a file for the Spring 2027 cohort through its page."""
    return client.post(FILES, {"file": SimpleUploadedFile(name, data)})


def make_csv(rows: list[list[str]], *, delimiter: str = ",", encoding: str = "utf-8") -> bytes:
    """Rows under the usual heading; nothing is quoted."""
    lines = [delimiter.join(cells) for cells in [list(HEADING), *rows]]
    return ("\r\n".join(lines) + "\r\n").encode(encoding, errors="replace")


def make_rows_of_120() -> tuple[list[list[str]], set[int], set[int]]:
    """120 rows; the lines that must be bad, and those that must be corrected."""
    rows = [make_person(number) for number in range(120)]
    bad, corrected = set(), set()
    for number in (5, 40):
        rows[number][2] = "Same.Address@school1.example" if number == 5 else "same.address@SCHOOL1.example "
        bad.add(number + 2)
    for number, column, text in [
        (12, 2, "nobody.at.school"),
        (33, 0, " "),
        (33, 1, "  "),
        (51, 2, ""),
        (77, 3, "9.9991E+06"),
        (99, 3, "12"),
    ]:
        rows[number][column] = text
        bad.add(number + 2)
    for number, trn in [(8, "99901"), (64, "099902"[1:]), (90, "999903")]:
        rows[number][3] = trn
        corrected.add(number + 2)
    for number in (3, 21, 88):
        rows[number] = [f"  {cell}\u00a0 " for cell in rows[number]]
    return rows, bad, corrected
