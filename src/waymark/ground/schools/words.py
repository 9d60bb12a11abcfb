"""The sentences about a file of schools."""

from __future__ import annotations

from waymark.ground.schools.rules import RowProblem

ROW_PROBLEMS = {
    RowProblem.NO_URN: "URN must be 6 digits, not {value!r}. The row is left out.",
    RowProblem.NO_NAME: "The school has no name. The row is left out.",
    RowProblem.UKPRN: "UKPRN must be 8 digits that begin with 1, not {value!r}. The row is left out.",
    RowProblem.STATUS: "{column} must be 1, 2, 3 or 4, not {value!r}. The row is left out.",
    RowProblem.TYPE: "{column} must be a number such as 02, not {value!r}. The row is left out.",
    RowProblem.DATE: "{column} must be a date such as 31-08-2024, not {value!r}. The row is left out.",
    RowProblem.TOO_LONG: "{column} is too long: it begins with {value!r}. The row is left out.",
    RowProblem.UNREADABLE: "{column} has a character that is in no alphabet. The row is left out.",
    RowProblem.TWICE: "URN {value} is already in an earlier row of this file. The row is left out.",
    RowProblem.CELLS: "The row has {value}. The row is left out.",
}

ENCODINGS = {
    "utf-8-sig": "UTF-8 (the file says so at its beginning)",
    "utf-8": "UTF-8 (its accented letters can only be that)",
    "cp1252": "Windows-1252 (its accented letters are not UTF-8)",
    "ascii": "plain letters only (no accents, so every encoding reads them alike)",
}
"""How the encoding was decided, as shown on screen."""

READ_AS = "Read as {encoding}; cells are separated by {separator}."

NOT_A_FILE = {
    "empty": "{name} is empty. Download the file of all establishments (CSV) from GIAS and try again.",
    "pdf": "{name} is a PDF, whatever its name says. Download the file of all establishments (CSV) from GIAS.",
    "zip": "{name} is a zip file or an Excel workbook. Unpack it, or save it as CSV, and try again.",
    "utf16": "{name} is in UTF-16. Save it as “CSV UTF-8” and try again.",
    "binary": "{name} is not a text file. Download the file of all establishments (CSV) from GIAS.",
    "columns": "{name} is not a file of schools: it has no column {missing}.",
    "too_many_columns": "{name} has {count} columns. A file of schools has about 135, and 1,000 at most.",
    "twice": "{name} has the column {missing} twice. Delete one of them and try again.",
    "too_many_rows": "{name} has more than {count} rows. A file of schools has about 52,000.",
    "long_line": "{name} has a line of more than a million characters. Download the file again.",
    "quotes": "{name} cannot be read at line {line}: {problem}. Download the file again.",
    "no_school": "{name} has no row that can be read, so nothing was changed. Line {line}: {problem}",
}
