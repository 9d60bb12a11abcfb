"""Says in plain words why a text isn't YAML, where to look and how to fix it.

`explain(text: str, error: MarkedYAMLError) -> Explained` gives the line and column (from 1) of what has to be
changed, which is often above the line at which the reader gave up.

| What happened                                         | Where it points          |
|-------------------------------------------------------|--------------------------|
| a tab, or a space that isn't a plain one              | that character           |
| a quote or a bracket that is never closed             | where it opens           |
| a quote inside quotes                                 | the text after it        |
| no colon, or no space after it or after a dash        | that line                |
| a colon inside a text without quotes                  | the colon                |
| a line that is indented differently                   | that line                |
| a character that means something else in YAML         | that character           |
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from ruamel.yaml.error import MarkedYAMLError

ODD_SPACES = "\u00a0\u1680\u2000-\u200b\u2028\u2029\u202f\u205f\u2060\u3000"
_ODD_SPACE = re.compile(rf"(?:^\s*(?:-\s*)?|:|^\s*-)([{ODD_SPACES}])")
_NO_SPACE = re.compile(r"^\s*(?:-\s+)?[A-Za-z_][\w-]*:(?=\S)")
_NO_SPACE_AFTER_DASH = re.compile(r"^\s*-(?=[^\s-])")
_OPENING_QUOTE = re.compile(r"(?:^|[:\-\[{,])\s*(['\"])")
_BRACKETS = {"flow sequence": ("[", "]"), "flow mapping": ("{", "}")}
QUOTE_IT = "Put the text in quotes."


@dataclass(frozen=True, slots=True)
class Explained:
    """What is wrong at a line and column, both from 1, and how to fix it."""

    line: int
    column: int
    sentence: str
    fix: str


def explain(text: str, error: MarkedYAMLError) -> Explained:
    lines = text.split("\n")
    mark = error.problem_mark or error.context_mark
    at = (mark.line, mark.column) if mark else (0, 0)
    opened = error.context_mark
    start = (opened.line, opened.column) if opened else at
    problem, context = str(error.problem or ""), str(error.context or "")
    return (
        _character(lines, at, problem)
        or _quote(lines, start, at, problem, context)
        or _bracket(start, at, context)
        or _key(lines, start, at, problem)
        or _indent(lines, at, problem)
        or _at(at, "This isn’t valid YAML.", "Check the indentation, quotes, colons and brackets here.")
    )


def odd_space_in(line: str) -> int | None:
    """Where a line uses another character as a space between YAML's own signs, counted from 0."""
    match = _ODD_SPACE.search(line)
    return match.start(1) if match else None


def odd_space(line: int, column: int, character: str) -> Explained:
    sentence = (
        f"There is a space here that isn’t a plain one (U+{ord(character):04X}, often a no-break space)."
    )
    return Explained(line, column, sentence, "Delete it, and type a plain space instead.")


def _at(at: tuple[int, int], sentence: str, fix: str) -> Explained:
    return Explained(at[0] + 1, at[1] + 1, sentence, fix)


def _line(lines: list[str], number: int) -> str:
    return lines[number] if 0 <= number < len(lines) else ""


def _indentation(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def _character(lines: list[str], at: tuple[int, int], problem: str) -> Explained | None:
    for number in (at[0], at[0] - 1):
        column = odd_space_in(_line(lines, number))
        if column is not None:
            return odd_space(number + 1, column + 1, lines[number][column])
    if "cannot start any token" not in problem:
        return None
    character = _line(lines, at[0])[at[1] : at[1] + 1]
    if character == "\t":
        return _at(at, "There is a tab here.", "Use spaces instead of tabs, two for each level.")
    return _at(at, f"A text can’t start with `{character}` unless it is in quotes.", QUOTE_IT)


def _quote(
    lines: list[str], start: tuple[int, int], at: tuple[int, int], problem: str, context: str
) -> Explained | None:
    if "quoted scalar" in context and "end of stream" in problem:
        return _at(start, "The quote that opens here is never closed.", "Close it with the same quote mark.")
    if "unknown escape" in problem:
        sentence = "In double quotes, a backslash has a meaning of its own."
        return _at(at, sentence, "Use single quotes, or write two backslashes.")
    if "found '<scalar>'" not in problem and "got '<scalar>'" not in problem:
        return None
    opening = _line_with_open_quote(lines, at[0])
    if opening is not None:
        sentence = "The quote that opens here is closed only on a later line."
        return _at(opening, sentence, "Close it on the line on which it opens.")
    fix = "Put the whole value in quotes of the other kind, or write a quote mark inside single quotes twice."
    return _at(at, "There is text after the closing quote.", fix)


def _line_with_open_quote(lines: list[str], before: int) -> tuple[int, int] | None:
    """The nearest line above on which a quote opens and isn't closed."""
    for number in range(before - 1, max(before - 50, -1), -1):
        match = _OPENING_QUOTE.search(lines[number])
        if match and lines[number].count(match[1], match.start(1)) % 2:
            return number, match.start(1)
    return None


def _bracket(start: tuple[int, int], at: tuple[int, int], context: str) -> Explained | None:
    for kind, (opening, closing) in _BRACKETS.items():
        if kind in context and at[0] > start[0]:
            sentence = f"The bracket `{opening}` that opens here isn’t closed with `{closing}`."
            return _at(start, sentence, f"Add `{closing}` after the last entry, and a comma between entries.")
        if kind in context:
            sentence = f"There is no comma between two entries of the bracket `{opening}`."
            return _at(at, sentence, "Add the comma, or put a text that contains a colon in quotes.")
    return None


def _key(lines: list[str], start: tuple[int, int], at: tuple[int, int], problem: str) -> Explained | None:
    if "could not find expected ':'" in problem:
        return _without_colon(lines, start)
    if "expected a comment or a line break" in problem:
        sentence = "After `|` or `>`, the text starts on the next line."
        return _at(at, sentence, f"{QUOTE_IT} Or start a new line, indented further.")
    if "alphabetic or numeric character" in problem or "expected the node content" in problem:
        character = _line(lines, start[0])[start[1] : start[1] + 1]
        return _at(start, f"A text can’t start with `{character}` unless it is in quotes.", QUOTE_IT)
    if "entries are not allowed here" in problem:
        return _at(
            at, "A list can’t start on the line of its key.", "Start it on the next line, or use quotes."
        )
    return None


def _without_colon(lines: list[str], start: tuple[int, int]) -> Explained:
    line = _line(lines, start[0])
    if match := _NO_SPACE.match(line):
        at = (start[0], match.end() - 1)
        return _at(at, "There is no space after this colon.", "Add a space after the colon.")
    if match := _NO_SPACE_AFTER_DASH.match(line):
        at = (start[0], match.end() - 1)
        return _at(at, "There is no space after this dash.", "Add a space after the dash.")
    return _at(start, "There is no colon after this key.", "Write the key, a colon, a space and the value.")


def _indent(lines: list[str], at: tuple[int, int], problem: str) -> Explained | None:
    line, above = _line(lines, at[0]), _line(lines, at[0] - 1)
    if "mapping values are not allowed" in problem:
        if ":" in line[: at[1]]:
            return _at(at, "There is a second colon followed by a space on this line.", QUOTE_IT)
        if above and _indentation(line) == _indentation(above) and ":" not in above:
            return _without_colon(lines, (at[0] - 1, _indentation(above)))
        return _at((at[0], _indentation(line)), _INDENTED.format("further than"), _ALIGN)
    if "found '-'" in problem:
        sentence = "A list starts here, but this place already has keys."
        return _at(at, sentence, "Indent the list below its key, or remove the dash.")
    if "found '?'" in problem:
        return _at(
            at, "There is a key here among the entries of a list.", "Add a dash, or indent it below an entry."
        )
    if "expected <block end>" in problem:
        return _at((at[0], _indentation(line)), _INDENTED.format("differently from"), _ALIGN)
    return None


_INDENTED = "This line is indented {} the lines that it belongs to."
_ALIGN = "Start it in the same column as the keys beside it."
