"""Invented schools in a file as GIAS writes it."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from datetime import UTC, datetime

from waymark.ground.schools.actions import LoadedSchools, load_schools

AT = datetime(2026, 9, 1, 9, 0, tzinfo=UTC)
COLUMNS = (
    "URN", "LA (code)", "LA (name)", "EstablishmentNumber", "EstablishmentName", "TypeOfEstablishment (code)",
    "TypeOfEstablishment (name)", "EstablishmentStatus (code)", "EstablishmentStatus (name)", "OpenDate", "CloseDate",
    "PhaseOfEducation (name)", "Trusts (code)", "Trusts (name)", "UKPRN", "Street", "Town", "Postcode",
    "HeadTitle (name)", "HeadFirstName", "HeadLastName", "Country (name)",
)  # fmt: skip
SAINTS = (
    "Alban",
    "Brígid",
    "Cuthbert",
    "Dunstan",
    "Edith",
    "Frideswide",
    "Guthlac",
    "Hilda",
    "Mary",
    "Osyth",
)
KINDS = ("Primary School", "C of E Academy", "High School", "Infant School", "School for Girls")
TOWNS = (
    "Arlford",
    "Brackwater",
    "Coldhampton",
    "Dunsmere",
    "Eastwick-on-Sea",
    "Fernley",
    "Llanfair",
    "Oxley",
)


def school(urn: int, **changes: str) -> dict[str, str]:
    """One row, by column. It is open unless `changes` says otherwise."""
    row = {
        "URN": str(urn),
        "LA (code)": "931",
        "LA (name)": "Arlshire",
        "EstablishmentNumber": "2001",
        "EstablishmentName": f"St {SAINTS[urn % 10]}’s {KINDS[urn // 10 % 5]}",
        "TypeOfEstablishment (code)": "02",
        "TypeOfEstablishment (name)": "Voluntary aided school",
        "EstablishmentStatus (code)": "1",
        "EstablishmentStatus (name)": "Open",
        "OpenDate": "01-09-1998",
        "CloseDate": "",
        "PhaseOfEducation (name)": "Primary",
        "Trusts (code)": "",
        "Trusts (name)": "",
        "UKPRN": str(10_000_000 + urn),
        "Street": f"{urn % 97 + 1} Church Lane",
        "Town": TOWNS[urn % 8],
        "Postcode": f"AR{urn % 90 + 1} {urn % 9 + 1}QX",
        "HeadTitle (name)": "Mrs",
        "HeadFirstName": "Hortensia",
        "HeadLastName": "Nightingale",
        "Country (name)": "England",
    }
    return row | changes


def lines(rows: Iterator[dict[str, str]] | list[dict[str, str]], columns: tuple[str, ...] = COLUMNS) -> str:
    """The text of a file: every cell in quotes, as GIAS writes them."""
    text = io.StringIO()
    writer = csv.writer(text, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow(columns)
    for row in rows:
        writer.writerow(row[column] for column in columns)
    return text.getvalue()


def load(
    rows: list[dict[str, str]] | bytes, *, encoding: str = "cp1252", name: str = "schools.csv"
) -> LoadedSchools:
    data = rows if isinstance(rows, bytes) else lines(rows).encode(encoding)
    return load_schools(file=io.BytesIO(data), name=name, by="tests", at=AT)
