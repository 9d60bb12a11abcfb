"""An answer as it is read: the few signs of its writing become blocks, and no word is ever left out.

| Typed                       | Read as                                       |
|-----------------------------|-----------------------------------------------|
| an empty line               | the next paragraph                            |
| `#` to `####` and a space   | a heading                                     |
| `-`, `*` or `•` and a space | an entry of a list                            |
| `**so**`, `*so*`            | strong, stressed                              |
| everything else             | itself; a line's end is a line's end          |
"""

from __future__ import annotations

import re

from django.utils.html import escape
from django.utils.safestring import SafeString

HEADING = re.compile(r"#{1,4}\s+(.*)")
ENTRY = re.compile(r"\s*[-*•]\s+(.*)")
STRONG = re.compile(r"\*\*(?=\S)((?:(?!\*\*).)+)(?<=\S)\*\*")
"""Looks no further than the next two stars, so that a script full of them is read as fast as any."""
STRESSED = re.compile(r"(?<![*\w])\*(?=[^\s*])([^*]+?)(?<=\S)\*(?![*\w])")


def html_of(text: str) -> SafeString:
    """The answer as HTML; everything in it was escaped before any sign was read."""
    blocks = re.split(r"\n\s*\n", text.strip("\n"))
    return SafeString("\n".join(part for block in blocks for part in _parts(block.split("\n"))))


def _parts(lines: list[str]) -> list[str]:
    found: list[tuple[str, list[str]]] = []
    for line in lines:
        kind, said = _read(line)
        if not said.strip():
            continue
        if found and found[-1][0] == kind != "h3":
            found[-1][1].append(said)
        else:
            found.append((kind, [said]))
    return [_block(kind, [_inline(one) for one in said]) for kind, said in found]


def _read(line: str) -> tuple[str, str]:
    if heading := HEADING.fullmatch(line):
        return "h3", heading.group(1)
    entry = ENTRY.fullmatch(line)
    return ("ul", entry.group(1)) if entry else ("p", line)


def _block(kind: str, said: list[str]) -> str:
    if kind == "ul":
        return f"<ul>{''.join(f'<li>{one}</li>' for one in said)}</ul>"
    return f"<{kind}>{'<br>'.join(said)}</{kind}>"


def _inline(text: str) -> str:
    safe = STRONG.sub(r"<strong>\1</strong>", str(escape(text)))
    return STRESSED.sub(r"<em>\1</em>", safe)
