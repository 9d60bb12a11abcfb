"""A document is set in a child process; what goes wrong there is a sentence, and the next document is set."""

from pathlib import Path

import pytest

from waymark.kit import typesetting

SAYS = {"name": "Zoë #let x = 1 *bold* <tag>"}
PAGE = '#set document(title: "T")\n#set text(lang: "en")\n#json(bytes(sys.inputs.data)).name'


def source(folder: Path, text: str) -> Path:
    file = folder / "page.typ"
    file.write_text(text, "utf-8")
    return file


def test_the_same_facts_are_the_same_bytes(tmp_path: Path) -> None:
    page = source(tmp_path, PAGE)
    pdf = typesetting.set_as_pdf(page, SAYS, timestamp=0)
    assert pdf.startswith(b"%PDF-")
    assert b"pdfuaid" in pdf
    assert typesetting.set_as_pdf(page, SAYS, timestamp=0) == pdf


@pytest.mark.parametrize(
    "text",
    ["#panic()", "#let f(n) = f(n + 1)\n#f(0)", '#read("/etc/hostname")', "#range(400000000)"],
    ids=["panics", "never ends", "reads a file", "fills the memory"],
)
def test_what_cannot_be_set_is_refused(tmp_path: Path, text: str) -> None:
    with pytest.raises(typesetting.NotSet) as refused:
        typesetting.set_as_pdf(source(tmp_path, text), SAYS, timestamp=0)
    assert refused.value.codes == ("pdf_not_set",)
    assert typesetting.set_as_pdf(source(tmp_path, PAGE), SAYS, timestamp=0)


def test_what_takes_too_long_is_ended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(typesetting, "SECONDS", 0.3)
    slow = "#let n = 0\n#while n < 100000000 { n += 1 }"
    with pytest.raises(typesetting.NotSet):
        typesetting.set_as_pdf(source(tmp_path, slow), SAYS, timestamp=0)


@pytest.mark.slow
def test_nobody_waits_long_for_a_turn(tmp_path: Path) -> None:
    """Whoever waits holds a thread that somebody else needs to save their text."""
    page = source(tmp_path, PAGE)
    with typesetting._turns, typesetting._turns, pytest.raises(typesetting.NotSet):
        typesetting.set_as_pdf(page, SAYS, timestamp=0)
    assert typesetting.set_as_pdf(page, SAYS, timestamp=0)
