"""What is wrong with a text that isn't YAML is said in plain words, at the place that has to be changed."""

import pytest

from waymark.ground.programmes.reading.yaml_file import read

NBSP = "\u00a0"
SPOKEN = [
    ("a: 1\n\tb: 2\n", (2, 1), "There is a tab here", "spaces instead of tabs"),
    ("a:\n\t- b\n", (2, 1), "There is a tab here", "spaces"),
    ("a:\tb\n", (1, 3), "There is a tab here", "spaces"),
    ("a: 'open\nb: 2\n", (1, 4), "quote that opens here is never closed", "Close it"),
    ('a: {x: "open, y: 2}\nb: 3\n', (1, 8), "quote that opens here is never closed", "Close it"),
    ('a: "open\nb: "x"\nc: 3\n', (1, 4), "closed only on a later line", "Close it"),
    ("a: 'It's fine'\nb: 2\n", (1, 8), "text after the closing quote", "quotes of the other kind"),
    ('a: "C:\\path"\n', (1, 8), "a backslash", "two backslashes"),
    (f"a: 1\nb:{NBSP}2\nc: 3\n", (2, 3), "isn’t a plain one (U+00A0", "plain space"),
    (f"a:\n{NBSP}{NBSP}b: 2\nc: 3\n", (2, 1), "isn’t a plain one", "plain space"),
    (f"a:\n  b: 1\n {NBSP}c: 2\n", (3, 2), "isn’t a plain one", "plain space"),
    (f"a:\n  -{NBSP}x\n  - y\n", (2, 3), "isn’t a plain one", "plain space"),
    (f"a: {NBSP}2\n", (1, 4), "isn’t a plain one", "plain space"),
    (f"a: 2{NBSP}\n", (1, 4), "isn’t a plain one", "plain space"),
    ("a: 1\nb:\u30002\nc: 3\n", (2, 3), "isn’t a plain one (U+3000", "plain space"),
    ("a: 1\nb 2\nc: 3\n", (2, 1), "no colon after this key", "a colon, a space"),
    ("a:\n  b 1\n  c: 2\n", (2, 3), "no colon after this key", "a colon, a space"),
    ("a: 1\nb:2\nc: 3\n", (2, 2), "no space after this colon", "Add a space"),
    ("a:\n-b\n-c\n", (2, 1), "no space after this dash", "Add a space"),
    ("a: Workshop: one\nb: 2\n", (1, 12), "second colon", "in quotes"),
    ("a: 1\n  b: 2\n", (2, 3), "indented further than", "same column"),
    ("a:\n  b: 1\n c: 2\n", (3, 2), "indented differently", "same column"),
    ("a:\n  - x\n - y\n", (3, 2), "indented differently", "same column"),
    ("a: 1\n- b\n", (2, 1), "A list starts here", "remove the dash"),
    ("- a\nb: 1\n", (2, 1), "There is a key here", "Add a dash"),
    ("a: [x, y\nb: 2\n", (1, 4), "`[` that opens here isn’t closed", "Add `]`"),
    ("a: {x: 1, y: 2\nb: 3\n", (1, 4), "`{` that opens here isn’t closed", "Add `}`"),
    ("a: {x: 1 y: 2}\n", (1, 11), "no comma between", "Add the comma"),
    ("a: @x\n", (1, 4), "can’t start with `@`", "in quotes"),
    ("a: %x\n", (1, 4), "can’t start with `%`", "in quotes"),
    ("a: , b\n", (1, 4), "can’t start with `,`", "in quotes"),
    ("a: > text\n", (1, 6), "starts on the next line", "in quotes"),
    ("a: - b\n", (1, 4), "can’t start on the line of its key", "next line"),
    ("a: 1\na: 2\n", (2, 1), "already used on line 1", "Remove one"),
]


@pytest.mark.parametrize(("text", "place", "sentence", "fix"), SPOKEN)
def test_the_error_is_in_plain_words_at_its_place(
    text: str, place: tuple[int, int], sentence: str, fix: str
) -> None:
    _, findings = read(text, "programme.yaml")
    (error,) = findings
    assert (error.line, error.column) == place
    assert sentence in error.sentence
    assert fix in error.fix
    assert not {"scanning", "parsing", "token", "scalar", "block"} & set(error.sentence.lower().split())


@pytest.mark.parametrize("text", [f"a: 10{NBSP}hours\n", f"a: '{NBSP}x'\n", "a: |\n  x\n\n  y\n", "a: b:c\n"])
def test_an_odd_space_inside_a_text_is_no_error(text: str) -> None:
    assert read(text, "programme.yaml")[1] == []
