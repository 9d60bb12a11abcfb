"""Reads DfE's list of eligible settings from a CSV file. Runs in a limited child process; standard library only.

`work(data: bytes) -> bytes` answers JSON: `{"pp50": [...], "fe": [...], "rise": [...], "problems": [[line, column,
text], ...], "more_problems": 0, "repeated": 0}`, or `{"error": code}`.

| Column            | Holds                                            |
|-------------------|--------------------------------------------------|
| `PP50 School URN` | 6 digits                                         |
| `FE UKPRN`        | 8 digits, of which the first is 1                |
| `RISE School URN` | 6 digits                                         |

Columns may stand in any order and have different lengths; other columns are ignored; one of the three is enough.
"""

from __future__ import annotations

import codecs
import csv
import io
import json
import re
from collections.abc import Iterator

HEADINGS = {"pp50 school urn": "pp50", "fe ukprn": "fe", "rise school urn": "rise"}
URN, UKPRN = re.compile(r"[0-9]{6}"), re.compile(r"1[0-9]{7}")
MOST_ROWS, MOST_COLUMNS, MOST_PROBLEMS = 60_000, 200, 20
SEPARATORS = ",;\t"
CODECS = [codecs.lookup(name) for name in ("utf-8-sig", "cp1252")]
"""Found before the child may open nothing more."""
EMPTY = {"", "-", "n/a", "none"}


def work(data: bytes) -> bytes:
    return json.dumps(read_list(data)).encode()


def read_list(data: bytes) -> dict[str, object]:
    if data.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"%PDF")):
        return {"error": "not_csv"}
    try:
        text = CODECS[0].decode(data)[0]
    except UnicodeDecodeError:
        text = CODECS[1].decode(data, "replace")[0]
    if "\0" in text:
        return {"error": "not_csv"}
    separator = max(SEPARATORS, key=text.partition("\n")[0].count)
    try:
        return _read(csv.reader(io.StringIO(text, newline=""), delimiter=separator))
    except csv.Error:
        return {"error": "not_csv"}


def _read(reader: Iterator[list[str]]) -> dict[str, object]:
    heading: list[str] = next(reader, [])
    if len(heading) > MOST_COLUMNS:
        return {"error": "columns"}
    columns = {
        index: HEADINGS[name]
        for index, text in enumerate(heading)
        if (name := " ".join(text.split()).lower()) in HEADINGS
    }
    if not columns:
        return {"error": "headings"}
    numbers: dict[str, dict[str, None]] = {"pp50": {}, "fe": {}, "rise": {}}
    problems: list[tuple[int, str, str]] = []
    repeated = 0
    for line, row in enumerate(reader, start=2):
        if line > MOST_ROWS:
            return {"error": "rows"}
        for index, key in columns.items():
            value = row[index].strip() if index < len(row) else ""
            if value.lower() in EMPTY:
                continue
            digits = value.removesuffix(".0").replace(" ", "")
            if (UKPRN if key == "fe" else URN).fullmatch(digits) is None:
                problems.append((line, " ".join(heading[index].split())[:60], value[:60]))
                continue
            repeated += digits in numbers[key]
            numbers[key][digits] = None
    if not any(numbers.values()):
        return {"error": "empty"}
    lists = {key: sorted(values) for key, values in numbers.items()}
    more = max(len(problems) - MOST_PROBLEMS, 0)
    return {**lists, "problems": problems[:MOST_PROBLEMS], "more_problems": more, "repeated": repeated}
