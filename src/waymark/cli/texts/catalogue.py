"""Every sentence that a person can see, with its place: the whole list, file by file."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from waymark.cli.texts import code, data, templates
from waymark.cli.texts.audiences import Audiences, room_of
from waymark.cli.texts.values import Text, has_words

type Reader = Callable[[Path], Iterator[tuple[int, str]]]

READERS: dict[str, Reader] = {
    ".html": templates.texts_of,
    ".py": code.texts_of_python,
    ".js": code.texts_of_script,
    ".yaml": data.texts_of_yaml,
    ".md": data.texts_of_markdown,
    ".txt": data.texts_of_lines,
    ".typ": data.texts_of_lines,
}
NOT_SEEN = {"tests", "migrations", "scss", "__pycache__"}


def list_texts(root: Path, *, room: str = "") -> Iterator[Text]:
    """In the order of the files; with `room`, of that room alone: a room's name, or a pack's."""
    source, packs = root / "src/waymark", root / "packs"
    audiences = Audiences(source)
    for path in sorted(source.rglob("*")):
        if _is_seen(path, source) and room in {"", room_of(path, source)}:
            yield from _texts(path, root, room_of(path, source), audiences.of(path))
    for path in sorted(packs.rglob("*")):
        if path.suffix in {".yaml", ".md"} and len(path.relative_to(packs).parts) > 1:
            pack = path.relative_to(packs).parts[0]
            if room in {"", pack}:
                yield from _texts(path, root, pack, "everyone")


def _is_seen(path: Path, source: Path) -> bool:
    hidden = NOT_SEEN & set(path.relative_to(source).parts)
    return path.suffix in READERS and path.is_file() and not hidden and path.name != "README.md"


def _texts(path: Path, root: Path, room: str, audience: str) -> Iterator[Text]:
    seen: set[str] = set()
    for line, text in READERS[path.suffix](path):
        if has_words(text) and text not in seen:
            seen.add(text)
            yield Text(
                room=room, place=f"{path.relative_to(root).as_posix()}:{line}", audience=audience, text=text
            )
