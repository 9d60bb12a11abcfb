"""Nothing outside a pack's folder is read, whatever its names and links say, and what isn't a file is refused."""

import os
import socket
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.packs.planting import ASSUMED, NAME, PROGRAMME
from waymark.cli.main import main
from waymark.ground.programmes.loader import load_pack
from waymark.ground.programmes.reading import folder, inside
from waymark.ground.programmes.starter import new_pack

SECRET = "secret: the list of users\n"

type Plant = Callable[[Path, Path], object]


def links_to(name: str) -> Plant:
    """Replaces a file or folder of the pack by a link to the same thing outside."""

    def plant(pack: Path, outside: Path) -> None:
        target = outside / name
        target.parent.mkdir(parents=True, exist_ok=True)
        (pack / name).rename(target)
        for file in [target, *target.rglob("*")]:
            if file.is_file():
                file.write_text(SECRET)
        (pack / name).symlink_to(target)

    return plant


def names(file: str) -> Plant:
    def plant(pack: Path, outside: Path) -> None:
        (outside / "page.md").write_text(SECRET)
        text = (pack / PROGRAMME).read_text()
        named = file.replace("OUTSIDE", str(outside))
        assert "file: study/a-team.md" in text
        (pack / PROGRAMME).write_text(text.replace("file: study/a-team.md", f"file: {named!r}"))

    return plant


def instead_of(name: str, make: Callable[[Path], object]) -> Plant:
    def plant(pack: Path, outside: Path) -> None:
        (pack / name).unlink()
        make(pack / name)

    return plant


def beside(pack: Path, outside: Path) -> None:
    """The framework beside the pack is in a folder that is a link."""
    (pack / "frameworks").rename(outside / "frameworks")
    (outside / "frameworks" / NAME / "framework.yaml").write_text(SECRET)
    (pack.parent / "frameworks").symlink_to(outside / "frameworks")


def bind_socket(path: Path) -> None:
    os.chdir(path.parent)
    with socket.socket(socket.AF_UNIX) as opened:
        opened.bind(path.name)


FRAMEWORK_FILE = f"frameworks/{NAME}/framework.yaml"
PLANTED: list[tuple[str, str, Plant]] = [
    ("outside-pack", PROGRAMME, links_to(PROGRAMME)),
    ("outside-pack", ASSUMED, links_to(ASSUMED)),
    ("outside-pack", "notes.yaml", links_to("notes.yaml")),
    ("outside-pack", "study/a-team.md", links_to("study/a-team.md")),
    ("outside-pack", "study", links_to("study")),
    ("outside-pack", FRAMEWORK_FILE, links_to(FRAMEWORK_FILE)),
    ("outside-pack", FRAMEWORK_FILE, links_to(f"frameworks/{NAME}")),
    ("outside-pack", FRAMEWORK_FILE, links_to("frameworks")),
    ("outside-pack", FRAMEWORK_FILE, beside),
    ("outside-pack", PROGRAMME, names("../outside/page.md")),
    ("outside-pack", PROGRAMME, names("study/../../outside/page.md")),
    ("outside-pack", PROGRAMME, names("OUTSIDE/page.md")),
    ("outside-pack", PROGRAMME, names("./study/a-team.md")),
    ("outside-pack", "study/a-team.md", instead_of("study/a-team.md", lambda path: path.symlink_to(path))),
    ("outside-pack", "study/a-team.md", instead_of("study/a-team.md", lambda path: path.symlink_to("x"))),
    ("outside-pack", ASSUMED, instead_of(ASSUMED, lambda path: path.symlink_to("/dev/zero"))),
    ("not-a-file", "study/a-team.md", instead_of("study/a-team.md", os.mkfifo)),
    ("not-a-file", ASSUMED, instead_of(ASSUMED, os.mkfifo)),
    ("not-a-file", ASSUMED, instead_of(ASSUMED, bind_socket)),
    ("file-unreadable", "study/a-team.md", instead_of("study/a-team.md", Path.mkdir)),
]


@pytest.fixture
def pack(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "outside").mkdir()
    (tmp_path / "packs").mkdir()
    return new_pack(NAME, tmp_path / "packs")


@pytest.mark.parametrize(("code", "file", "plant"), PLANTED)
def test_what_lies_outside_is_an_error_and_is_not_read(
    code: str, file: str, plant: Plant, pack: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    plant(pack, pack.parents[1] / "outside")
    loaded = load_pack(pack)
    errors = [finding for finding in loaded.findings if finding.severity == "error"]
    assert (code, file) in {(error.code, error.file) for error in errors}, errors
    assert all(SECRET not in text for text in loaded.files.values())
    assert main(["check", str(pack)]) == 1
    assert "the list of users" not in capsys.readouterr().out


def test_the_pack_itself_may_be_named_by_a_link(pack: Path, tmp_path: Path) -> None:
    (tmp_path / NAME).symlink_to(pack)
    assert load_pack(tmp_path / NAME).findings == ()


def test_a_study_page_with_a_name_that_cannot_be_stored_is_refused(pack: Path) -> None:
    for name in (b"bad-\xff.md", b"bad-\n.md"):
        (pack / "study" / os.fsdecode(name)).write_bytes(b"text")
    loaded = load_pack(pack)
    assert [finding.code for finding in loaded.findings] == ["outside-pack", "outside-pack"]
    assert all(name.isprintable() for name in loaded.files)
    assert all(finding.file.encode().isascii() for finding in loaded.findings)


def test_too_many_and_too_large_pages_are_refused(pack: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(folder, "MAX_STUDY_PAGES", 3)
    for number in range(3):
        (pack / "study" / f"b-{number}.md").write_text("text")
    (error,) = load_pack(pack).findings
    assert error.code == "too-many-pages"
    assert "4 study pages" in error.sentence
    monkeypatch.setattr(folder, "MAX_BYTES_OF_ALL", sum(file.stat().st_size for file in pack.glob("*.yaml")))
    assert "pack-too-large" in {finding.code for finding in load_pack(pack).findings}


def test_a_file_that_is_replaced_by_a_link_while_it_is_read_is_refused(
    pack: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "outside" / "page.md").write_text(SECRET)
    looked_at = inside._refuse_what_is_no_file

    def look_and_replace(part: str, at: int, name: str) -> None:
        looked_at(part, at, name)
        (pack / "study" / "a-team.md").unlink()
        (pack / "study" / "a-team.md").symlink_to(tmp_path / "outside" / "page.md")

    monkeypatch.setattr(inside, "_refuse_what_is_no_file", look_and_replace)
    with pytest.raises(OSError, match="symbolic links"):
        inside.read_inside(pack, "study/a-team.md", most=1_000)
