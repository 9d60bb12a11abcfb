"""A bad pack always gives findings with a place, and never a traceback."""

import random
from pathlib import Path

import pytest

from tests.packs.planting import ASSUMED, FRAMEWORK, NAME, NOTES, PROGRAMME, Files, findings_in, sound
from waymark.ground.programmes.checker import check
from waymark.ground.programmes.findings import Finding
from waymark.ground.programmes.loader import load_pack, load_source
from waymark.ground.programmes.starter import new_pack

BOMB = "a: &a [x, x]\nb: &b [*a, *a]\nc: &c [*b, *b]\n"
DEEP = "[" * 10_000
STEPS = "".join(f"{' ' * level}a:\n" for level in range(1_000))

BAD = [
    ("alias", BOMB),
    ("alias", "a: &a {b: *a}\n"),
    ("alias", "base: &b {x: 1}\nid: {<<: *b}\n"),
    ("duplicate-key", "id: one\nid: two\n"),
    ("doubtful-word", "id: no\n"),
    ("doubtful-word", "id: x\nbenefits: [Yes, off]\n"),
    ("doubtful-number", "id: x\nmonths: 018\n"),
    ("doubtful-number", "id: x\nmonths: " + "9" * 5000 + "\n"),
    ("doubtful-number", "id: x\nmonths: 1_000\n"),
    ("too-deep", f"id: {DEEP}\n"),
    ("too-deep", f"id: {DEEP}{']' * 10_000}\n"),
    ("too-deep", STEPS),
    ("too-deep", "id: " + "{a: " * 10_000),
    ("too-deep", "- " * 10_000),
    ("control-character", "id: a\x00b\n"),
    ("control-character", "id: a\x1bb\n"),
    ("control-character", "id: a\ud800b\n"),
    ("control-character", "id: a\ufeffb\n"),
    ("control-character", 'id: "a\\0b"\n'),
    ("control-character", '"a\\0b": c\n'),
    ("control-character", 'id: "a\\ud800b"\n'),
    ("control-character", 'id: ["a\\x1bb"]\n'),
    ("tag", "id: !!python/object/apply:os.system [ls]\n"),
    ("tag", "id: !!binary aGFsbG8=\n"),
    ("tag", "!x\nid: y\n"),
    ("not-a-mapping", ""),
    ("not-a-mapping", "# nothing\n"),
    ("not-a-mapping", "- a\n- b\n"),
    ("not-a-mapping", "just words\n"),
    ("not-a-mapping", "---\n"),
    ("second-document", "id: a\n---\nid: b\n"),
    ("not-yaml", "id: [a, b\n"),
    ("not-yaml", "id: 'open\n"),
    ("not-yaml", "a: b: c\n"),
    ("not-yaml", "\tid: a\n"),
    ("not-yaml", "%YAML 9.9\n%TAG\n---\nid: a\n"),
    ("not-yaml", "id: @a\n"),
    ("key-not-text", "? [a, b]\n: c\n"),
    pytest.param("too-many-values", "id: [" + "a, " * 60_000 + "a]\n", marks=pytest.mark.slow),
    ("file-too-large", "id: " + "a" * 1_000_001),
]


def assert_placed(findings: tuple[Finding, ...], files: Files) -> None:
    for finding in findings:
        assert finding.file
        assert finding.line >= 1
        assert finding.column >= 1
        assert finding.sentence
        assert finding.fix
        lines = files.get(finding.file, "").split("\n")
        assert finding.line <= max(len(lines), 1), finding


@pytest.mark.parametrize(("code", "text"), BAD, ids=lambda value: repr(value[:24]))
@pytest.mark.parametrize("file", [PROGRAMME, ASSUMED, FRAMEWORK, NOTES])
def test_bad_yaml_is_an_error_in_its_file(code: str, text: str, file: str):
    files = {**sound(), file: text}
    findings = findings_in(files)
    assert ("error", code, file) in {
        (finding.severity.value, finding.code, finding.file) for finding in findings
    }
    assert_placed(findings, files)


def test_a_place_is_exact():
    findings = findings_in({**sound(), PROGRAMME: "id: x\ntitle: A\n  \nbenefits:\n  - No\n"})
    places = [(finding.line, finding.column) for finding in findings if finding.code == "doubtful-word"]
    assert places == [(5, 5)]


SHAPES = [
    ("wrong-value", "title", ("title: Certificate in Leading a Department", "title: 7")),
    ("wrong-value", "months", ("months: 6", 'months: "6"')),
    ("wrong-value", "months", ("months: 6", "months: true")),
    ("wrong-value", "months", ("months: 6", "months: 6.5")),
    ("wrong-value", "months", ("months: 6", "months:")),
    ("wrong-value", "id", (f"id: {NAME}\ntitle", "id: Not An Id\ntitle")),
    ("wrong-value", "benefits", ("benefits:\n  - Time", "benefits: Time")),
    ("wrong-value", "provider", ("provider:\n", "provider: none\nx:\n")),
    ("wrong-value", "items.group-1.way", ("way: met\n", "way: visited\n")),
    ("wrong-value", "items.group-1.plan.day", ("day: 66", "day: 99999999999")),
    ("wrong-value", "months", ("months: 6", "months: 99999999999")),
    ("wrong-value", "plan_start", ("plan_start: 2026-09-07", "plan_start: 2026-02-30")),
    ("wrong-value", "assessment.opens_time", ('opens_time: "00:01"', 'opens_time: "24:61"')),
    ("wrong-value", "assessment.days", ("  days: 8\n", "  days: 0\n")),
    ("wrong-value", "engagement.denominator", ("denominator: 5", "denominator: 0")),
    ("wrong-value", "hours_per_day.study", ("strands:\n", 'hours_per_day: {study: "1/0"}\nstrands:\n')),
    ("unknown-key", "titel", ("short_title: Leading", "titel: Leading\nshort_title: Leading")),
    ("unknown-key", "items.workshop-1.minuts", ('statements: ["1.1", "1.2"]', "minuts: 3")),
    ("missing-key", "qualification", ("qualification: CLD\n", "")),
    ("missing-key", "assessment.zone", ("  zone: Europe/London\n", "")),
]


@pytest.mark.parametrize(("code", "where", "change"), SHAPES)
def test_a_wrong_value_is_reported_at_its_place(code: str, where: str, change: tuple[str, str]):
    files = sound()
    assert files[PROGRAMME].count(change[0]) == 1
    files[PROGRAMME] = files[PROGRAMME].replace(*change)
    findings = findings_in(files)
    hits = [finding for finding in findings if (finding.code, finding.where) == (code, where)]
    assert [hit.severity for hit in hits] == ["error"], findings
    if code == "wrong-value":
        key = where.rsplit(".", 1)[-1]
        assert files[PROGRAMME].splitlines()[hits[0].line - 1][hits[0].column - 1 :].startswith(f"{key}:")
    assert_placed(findings, files)


def test_an_unknown_key_gets_a_suggestion():
    files = sound()
    files[PROGRAMME] = files[PROGRAMME].replace("fee:\n", "fe:\n")
    assert any("Did you mean `fee`?" in finding.fix for finding in findings_in(files))


ENTRIES = [
    ("assumed-unclear", "assumed: [{place: months, value: 3}]"),
    ("assumed-unclear", 'assumed: [{place: months, value: 3, reason: " "}]'),
    ("assumed-unclear", "assumed: [{reason: Because, value: 3}]"),
    ("assumed-unclear", "assumed: [{place: items.nobody.plan, reason: Because, value: {day: 1}}]"),
    ("assumed-unclear", "assumed: [{place: title.deeper, reason: Because, value: 3}]"),
    ("assumed-unclear", "assumed: [months]"),
    ("assumed-unclear", "assumed: {place: months}"),
    ("assumed-twice", "assumed: [{place: months, reason: Because, value: 3}]"),
    ("unknown-key", "assumed: [{place: fee.scholarship, reason: Because, value: No one, valeu: 3}]"),
    ("unknown-key", "asumed: []"),
]


@pytest.mark.parametrize(("code", "text"), ENTRIES)
def test_an_assumed_entry_that_cannot_be_merged_is_reported(code: str, text: str):
    files = {**sound(), ASSUMED: text + "\n"}
    findings = findings_in(files)
    assert ("error", code, ASSUMED) in {
        (finding.severity.value, finding.code, finding.file) for finding in findings
    }
    assert_placed(findings, files)


def test_duplicate_notes_and_missing_pages_are_reported(tmp_path: Path):
    files = sound()
    files[PROGRAMME] += "notes: []\n"
    assert "notes-twice" in {finding.code for finding in findings_in(files)}
    without = {name: text for name, text in sound().items() if name != "study/a-team.md"}
    assert "study-page-missing" in {finding.code for finding in findings_in(without)}
    hidden = {**sound(), "study/a-team.md": "A page\nwith a NUL \x00 in it"}
    places = [
        (finding.file, finding.line, finding.column)
        for finding in findings_in(hidden)
        if finding.code == "control-character"
    ]
    assert places == [("study/a-team.md", 2, 12)]


def test_an_unreadable_file_is_reported_once_and_its_missing_values_are_not():
    findings = findings_in({**sound(), ASSUMED: "assumed: [\n"})
    errors = [(finding.code, finding.file) for finding in findings if finding.severity == "error"]
    assert errors == [("not-yaml", ASSUMED)]


def test_a_missing_framework_is_reported_where_it_is_named():
    files = {name: text for name, text in sound().items() if name != FRAMEWORK}
    (error,) = [finding for finding in findings_in(files) if finding.severity == "error"]
    assert (error.code, error.file) == ("framework-missing", PROGRAMME)
    assert files[PROGRAMME].splitlines()[error.line - 1] == f"framework: {NAME}"


def test_a_folder_that_is_not_a_pack_is_reported(tmp_path: Path):
    (tmp_path / "a-file").write_text("id: x")
    for path in (tmp_path, tmp_path / "nowhere", tmp_path / "a-file", Path("a\0b"), Path("x" * 5000)):
        loaded = load_pack(path)
        assert loaded.programme is None
        assert [finding.code for finding in check(loaded)] == ["programme-missing"]
    assert [finding.code for finding in check(load_source({}))] == ["programme-missing"]


def test_unreadable_files_are_reported(tmp_path: Path):
    home = new_pack(NAME, tmp_path)
    (home / "asumed.yml").write_text("assumed: []")
    (home / "notes.yaml").write_bytes("notes: []\n# caf\u00e9\n".encode("cp1252"))
    (home / "study" / "a-team.md").write_bytes("# Stra\u00dfe".encode("utf-16"))
    (home / "assumed.yaml").unlink()
    (home / "assumed.yaml").mkdir()
    places = {
        (finding.code, finding.file): (finding.line, finding.column) for finding in check(load_pack(home))
    }
    assert places["unknown-file", "asumed.yml"] == (1, 1)
    assert places["wrong-encoding", "notes.yaml"] == (2, 6)
    assert places["wrong-encoding", "study/a-team.md"] == (1, 1)
    assert places["file-unreadable", "assumed.yaml"] == (1, 1)


def test_a_file_of_many_megabytes_is_not_read(tmp_path: Path):
    home = new_pack(NAME, tmp_path)
    (home / PROGRAMME).write_text("#" * 5_000_000)
    assert [finding.code for finding in check(load_pack(home))] == ["file-too-large"]


def test_a_file_may_have_as_many_characters_outside_ascii_as_within(tmp_path: Path):
    home = new_pack(NAME, tmp_path)
    (home / PROGRAMME).write_text("# " + "\u00e9" * 999_000, encoding="utf-8")
    assert "file-too-large" not in {finding.code for finding in check(load_pack(home))}


def test_a_byte_order_mark_and_windows_line_endings_are_read(tmp_path: Path):
    home = new_pack(NAME, tmp_path)
    text = (home / PROGRAMME).read_text(encoding="utf-8")
    (home / PROGRAMME).write_bytes(b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode())
    loaded = load_pack(home)
    assert loaded.findings == ()
    assert load_source({**loaded.files, PROGRAMME: "\ufeff" + text}).findings == ()


def test_another_folder_name_is_a_warning(tmp_path: Path):
    home = new_pack(NAME, tmp_path)
    moved = home.rename(tmp_path / "elsewhere")
    assert ("id-against-folder", "warning") in {
        (finding.code, finding.severity.value) for finding in check(load_pack(moved))
    }


@pytest.mark.slow
def test_a_damaged_pack_never_raises_an_exception():
    rng = random.Random(7)
    pieces = [
        "\0",
        "- ",
        ": ",
        "{",
        "]",
        "\n",
        "  ",
        "'",
        '"',
        "&a ",
        "*a",
        "!!x ",
        "no",
        "null",
        "[]",
        "é",
        "999999999999",
    ]
    sources = sound()
    for _ in range(150):
        name = rng.choice([PROGRAMME, ASSUMED, FRAMEWORK])
        text = sources[name]
        for _ in range(rng.randint(1, 3)):
            at = rng.randrange(len(text))
            text = text[:at] + rng.choice(pieces) + text[at + rng.randint(0, 12) :]
        files = {**sources, name: text}
        assert_placed(findings_in(files), files)
