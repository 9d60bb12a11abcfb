"""Sentences of templates: what Django fills in becomes `{name}`, what it chooses between becomes `[one|other]`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape
from pathlib import Path

from django.template.base import DebugLexer, Token, TokenType

from waymark.cli.texts.markup import blocks_of
from waymark.cli.texts.values import tidy

IF, ELSE, END = "\ue000", "\ue001", "\ue002"
BREAK = "<hr>"
SILENT = {
    "autoescape", "cache", "comment", "csrf_token", "endautoescape", "endcomment", "endpartialdef",
    "endspaceless", "endwith", "extends", "load", "partial", "partialdef", "spaceless", "with",
}  # fmt: skip
BREAKS = {"block", "endblock", "for", "endfor", "empty", "include"}
ARGUMENT = re.compile(r"\|\s*(\w+):\"([^\"]*)\"")
QUOTED = re.compile(r"\"([^\"]*)\"")
SAID = re.compile(r"[A-Z]| ")
COMMENT = re.compile(r"{#.*?#}", re.DOTALL)
A_WORD = re.compile(r"[^\W\d_]{2,}")
CLASSES = re.compile(r"^(wm-[\w-]+ ?)+$")
"""A block that only fills a class attribute of the base page."""
MARKS = re.compile(f"[{IF}{ELSE}{END}]")
WHOLE = re.compile(f"{IF}([^{IF}{END}]*){END}")


def texts_of(path: Path) -> Iterator[tuple[int, str]]:
    """Line and sentence of everything that a template says by itself, its attributes and its tags' arguments too."""
    tokens = DebugLexer(COMMENT.sub(_blank, path.read_text("utf-8"))).tokenize()
    for line, text in blocks_of(_page(tokens)):
        if not CLASSES.match(text):
            yield from ((line, part) for part in _choices(text) if part)
    for token in tokens:
        if token.token_type is TokenType.BLOCK:
            yield from (
                (token.lineno or 0, tidy(text))
                for text in QUOTED.findall(token.contents)
                if SAID.search(text)
            )


def _blank(comment: re.Match[str]) -> str:
    return "\n" * comment.group().count("\n")


def _page(tokens: list[Token]) -> str:
    """The template as one page with every branch in it. Inside a tag only text and what is filled in are kept."""
    page = ""
    for token in tokens:
        written = _written(token)
        is_inside_tag = page.rfind("<") > page.rfind(">")
        page += MARKS.sub("", written).replace(BREAK, "") if is_inside_tag else written
    return page


def _written(token: Token) -> str:
    """What stands in the page for a token; lines are kept, so that places stay right."""
    if token.token_type is TokenType.TEXT:
        return token.contents
    if token.token_type is TokenType.VAR:
        return escape(_variable(token.contents), quote=True)
    name = token.contents.split()[0] if token.contents else ""
    if name == "if":
        return IF
    if name in {"elif", "else"}:
        return ELSE
    if name == "endif":
        return END
    if name in BREAKS:
        return BREAK
    if name in SILENT or token.token_type is TokenType.COMMENT or " as " in token.contents:
        return ""
    return "" if name in {"url", "static"} else escape(f"{{{name}}}", quote=True)


def _variable(contents: str) -> str:
    """`{scripts}`, or `{scripts} [script|scripts]` where a filter counts."""
    name = contents.split("|")[0].strip().strip("\"'").rpartition(".")[2]
    for filter_name, argument in ARGUMENT.findall(contents):
        if filter_name in {"counted", "pluralize", "yesno"} and "," in argument:
            forms = "|".join(part.strip() for part in argument.split(","))
            return f"{{{name}}} [{forms}]" if filter_name == "counted" else f"[{forms}]"
        if filter_name in {"default", "default_if_none"} and A_WORD.search(argument):
            return f"[{{{name}}}|{argument}]"
    return f"{{{name}}}"


def _choices(text: str) -> list[str]:
    """Whole choices are written as `[one|other]`; one that begins or ends in another block divides the text."""
    while WHOLE.search(text):
        text = WHOLE.sub(_choice, text)
    return [tidy(part) for part in MARKS.split(text)]


def _choice(match: re.Match[str]) -> str:
    parts = [tidy(part) for part in match[1].split(ELSE)]
    lead = " " if match[1][:1].isspace() else ""
    tail = " " if match[1][-1:].isspace() else ""
    texts = [part for part in parts if part]
    if len(texts) == len(parts) > 1:
        return f"{lead}[{'|'.join(parts)}]{tail}"
    return f"{lead}[{'|'.join([*texts, ''])}]{tail}" if texts else " "
