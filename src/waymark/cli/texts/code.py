"""Sentences that stand in code: every text of a Python or JavaScript file that reads like one."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from waymark.cli.texts.markup import blocks_of
from waymark.cli.texts.values import HOLE, WORD, tidy

NOT_PROSE = re.compile(
    r"^(SELECT|INSERT|UPDATE|DELETE|CREATE|DROP|ALTER|WITH|PRAGMA|VACUUM|RETURNING|FROM|WHERE|ORDER|LEFT|JOIN)\b"
    r"|\bSELECT\b"
    r"|^[\w./-]+$|wm-|govuk-|^[\w-]+: [\w-]+(;|$)|%\(|\\|^\W*$|^(text|application|image|multipart)/|::|__|=\{"
)
LABEL = re.compile(r"^[A-Z][a-z]{1,}$")
SCRIPT_TEXT = re.compile(r"""(?<![\w$])(?:"((?:[^"\\\n]|\\.)*)"|'((?:[^'\\\n]|\\.)*)'|`((?:[^`\\]|\\.)*)`)""")
FILLED = re.compile(r"\$\{[^{}]*\}")
SELECTOR = re.compile(r"[#\[\]>=<]|^\.|\.\w+\.|\(\)")


def texts_of_python(path: Path) -> Iterator[tuple[int, str]]:
    """Line and text. Documentation, SQL, names and patterns are left out; f-strings show `{expression}`."""
    tree = ast.parse(path.read_text("utf-8"))
    unread = set(_unread(tree))
    for node in ast.walk(tree):
        if id(node) in unread:
            continue
        if isinstance(node, ast.JoinedStr):
            text = tidy("".join(_part(part) for part in node.values))
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            text = tidy(node.value)
        else:
            continue
        if text.startswith("<"):
            yield from ((node.lineno, block) for _, block in blocks_of(text) if WORD.search(block))
        elif _is_prose(text):
            yield node.lineno, text


def _unread(tree: ast.Module) -> Iterator[int]:
    """Ids of nodes that nobody is shown by themselves: documentation, and the parts of f-strings."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            yield id(node.value)
        if isinstance(node, ast.JoinedStr):
            yield from (id(part) for part in ast.walk(node) if part is not node)


def _part(part: ast.expr) -> str:
    if isinstance(part, ast.FormattedValue):
        return "{" + re.sub(r"[{}\[\]|]", "", ast.unparse(part.value)) + "}"
    return str(part.value) if isinstance(part, ast.Constant) else ""


def _is_prose(text: str) -> bool:
    if LABEL.match(text):
        return True
    if " " not in text or NOT_PROSE.search(text):
        return False
    return len(WORD.findall(HOLE.sub(" ", text))) > 0


def texts_of_script(path: Path) -> Iterator[tuple[int, str]]:
    """Line and text of the strings of a script that hold at least two words."""
    source = "\n".join(
        re.sub(r"^\s*//.*|\s//\s.*", "", line) for line in path.read_text("utf-8").splitlines()
    )
    for match in SCRIPT_TEXT.finditer(source):
        text = tidy(FILLED.sub("{}", next(filter(None, match.groups()), "")))
        if " " in text and WORD.search(text) and not SELECTOR.search(text) and not NOT_PROSE.search(text):
            yield source.count("\n", 0, match.start()) + 1, text
