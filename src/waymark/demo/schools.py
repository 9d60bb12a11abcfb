"""A file of invented schools, read as DfE's is, so that applicants find theirs. No school has these URNs."""

from __future__ import annotations

import csv
import io
from datetime import datetime

from waymark.demo.cast import names
from waymark.ground.schools.actions import load_schools

FIRST_URN = 990_001
COLUMNS = (
    "URN", "EstablishmentName", "EstablishmentStatus (code)", "TypeOfEstablishment (code)", "CloseDate", "Town",
    "Postcode", "LA (code)", "LA (name)", "Country (name)",
)  # fmt: skip


def load_invented_schools(*, at: datetime) -> None:
    """Every school of the demonstration; the last one closed in 2024."""
    schools: list[str] = names()["schools"]
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(COLUMNS)
    for number, name in enumerate(schools):
        is_last = number == len(schools) - 1
        status, closed = ("2", "31-08-2024") if is_last else ("1", "")
        postcode = f"ZZ{number % 90 + 1} {number % 9 + 1}AA"
        writer.writerow(
            [
                FIRST_URN + number,
                name,
                status,
                "28",
                closed,
                "Wayford",
                postcode,
                "999",
                "Wayshire",
                "England",
            ]
        )
    load_schools(
        file=io.BytesIO(text.getvalue().encode("cp1252")), name="demonstration.csv", by="demonstration", at=at
    )
