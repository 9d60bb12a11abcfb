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
    blocks: list[tuple[str, list[str]]] = []
    for line in lines:
        kind, text = _read(line)
        if not text.strip():
            continue
        if blocks and blocks[-1][0] == kind != "h3":
            blocks[-1][1].append(text)
        else:
            blocks.append((kind, [text]))
    return [_block(kind, [_inline(text) for text in texts]) for kind, texts in blocks]


def _read(line: str) -> tuple[str, str]:
    if heading := HEADING.fullmatch(line):
        return "h3", heading.group(1)
    entry = ENTRY.fullmatch(line)
    return ("ul", entry.group(1)) if entry else ("p", line)


def _block(kind: str, texts: list[str]) -> str:
    if kind == "ul":
        return f"<ul>{''.join(f'<li>{text}</li>' for text in texts)}</ul>"
    return f"<{kind}>{'<br>'.join(texts)}</{kind}>"


def _inline(text: str) -> str:
    safe = STRONG.sub(r"<strong>\1</strong>", str(escape(text)))
    return STRESSED.sub(r"<em>\1</em>", safe)
