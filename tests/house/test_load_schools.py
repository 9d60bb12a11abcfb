"""`bin/waymark load-schools` says how it read the file, what it changed, and what it left out."""

from __future__ import annotations

from pathlib import Path

import pytest

from waymark.cli.main import main
from waymark.ground.schools.tests.makers import lines, school

pytestmark = pytest.mark.django_db


def test_the_command_says_how_the_file_was_read(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "edubasealldata20260901.csv"
    file.write_bytes(lines([school(100001), school(2)]).encode("cp1252"))
    assert main(["load-schools", str(file)]) == 1
    printed = capsys.readouterr()
    assert printed.out.startswith(
        "Read as Windows-1252 (its accented letters are not UTF-8); cells are separated by commas."
    )
    assert "1 new, 0 changed, 0 closed, 0 unchanged, 1 left out." in printed.out
    assert printed.err == "Line 3: URN must be 6 digits, not '2'. The row is left out.\n"


@pytest.mark.parametrize("name", ["nothing-here.csv", "a.csv"])
def test_the_command_refuses_with_a_sentence(
    tmp_path: Path, name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "a.csv").write_bytes(b"%PDF-1.7")
    assert main(["load-schools", str(tmp_path / name)]) == 2
    printed = capsys.readouterr()
    assert (printed.out, printed.err.count("\n")) == ("", 1)
    assert "cannot be read: No such file" in printed.err or "a.csv is a PDF" in printed.err
