"""The command line: its answers, its sentences, and that the quick ones stay quick."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.house.walls import ROOT
from waymark.cli.main import main, summaries

PACK = str(ROOT / "packs/llse-npqel")
RECEIPT, KEYS = str(ROOT / "tests/vectors/receipt.json"), str(ROOT / "tests/vectors/keys.json")
PURE = [
    ["window", "--opens", "2026-10-19", "--days", "8"],
    ["count-words", str(ROOT / "LICENSE")],
    ["verify-receipt", RECEIPT, "--keys", KEYS],
    ["engagement", PACK, "--earned", "3781", "--of", "4200"],
    ["check", PACK],
]
CLOCK_CHANGES = [
    ("2026-10-19", "2026-10-18T23:01:00Z", "2026-10-27T00:00:00Z"),
    ("2026-10-23", "2026-10-22T23:01:00Z", "2026-10-31T00:00:00Z"),
    ("2026-03-23", "2026-03-23T00:01:00Z", "2026-03-30T23:00:00Z"),
    ("2027-01-11", "2027-01-11T00:01:00Z", "2027-01-19T00:00:00Z"),
]
NOT_UNDERSTOOD = [
    ["window", "--opens", "2026-02-30", "--days", "8"],
    ["window", "--opens", "2026-10-19", "--days", "0"],
    ["window", "--opens", "2026-10-19", "--days", "-3"],
    ["window", "--opens", "2026-10-19", "--days", "eight"],
    ["window", "--opens", "2026-10-19", "--days", "999999999999"],
    ["window", "--opens", "2026-10-19", "--days", "8", "--zone", "Europe/Winchester"],
    ["window", "--opens", "2026-10-19", "--days", "8", "--closes", "24:00"],
    ["window"],
    ["count-words", "no-such-file"],
    ["count-words", str(ROOT)],
    ["verify-receipt", RECEIPT],
    ["verify-receipt", "no-such-file", "--keys", KEYS],
    ["verify-receipt", RECEIPT, "--keys", "no-such-file"],
    ["verify-receipt", RECEIPT, "--keys", RECEIPT],
    ["verify-receipt", KEYS, "--keys", KEYS],
    ["verify-receipt", RECEIPT, "--keys", KEYS, "--text", "no-such-file"],
    ["verify-receipt", str(ROOT / "LICENSE"), "--keys", KEYS],
    ["engagement", PACK, "--earned", "1.5", "--of", "10"],
    ["engagement", PACK, "--earned", "-1", "--of", "10"],
    ["engagement", PACK, "--earned", "1", "--of", "0"],
    ["engagement", "no-such-pack", "--earned", "1", "--of", "2"],
    ["check", "no-such-pack"],
    ["new-pack", "Our NPQ"],
    ["demo", "--port", "eighty"],
    ["serve", "--port", "65536"],
    ["serve", "--processes", "0"],
    ["no-such-command"],
    ["--no-such-option"],
    ["django", "no-such-command"],
]


@pytest.mark.parametrize("words", PURE, ids=lambda words: words[0])
def test_a_pure_command_loads_nothing_of_django(words: list[str]) -> None:
    program = (
        "import sys; from waymark.cli.main import main; main(sys.argv[1:]); "
        "sys.exit(any(name.partition('.')[0] == 'django' for name in sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", program, *words], capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode()


@pytest.mark.parametrize(("opens", "opens_at", "closes_before"), CLOCK_CHANGES)
def test_a_window_across_the_clock_changes(
    opens: str, opens_at: str, closes_before: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["window", "--opens", opens, "--days", "8", "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out) == {"opens_at": opens_at, "closes_before": closes_before}


@pytest.mark.parametrize("words", NOT_UNDERSTOOD, ids=" ".join)
def test_what_is_not_understood_gets_a_sentence(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(words) == 2
    printed = capsys.readouterr()
    assert printed.out == ""
    assert printed.err.count("\n") == 1
    assert "Traceback" not in printed.err


def test_words_are_counted(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = tmp_path / "answer.txt"
    text.write_text("well-being and/or 30,000 – & 1.", "utf-8")
    assert main(["count-words", str(text)]) == 0
    assert capsys.readouterr().out == "4\n"


def test_a_file_that_is_not_utf_8_is_not_guessed_at(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = tmp_path / "answer.txt"
    text.write_bytes("naïve".encode("cp1252"))
    assert main(["count-words", str(text)]) == 2
    assert "byte 3" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("pack", "earned", "of", "engaged"),
    [
        ("llse-npqel", 3780, 4200, False),
        ("llse-npqel", 3781, 4200, True),
        ("ucl-npqel-2025", 3995, 4440, False),
        ("ucl-npqel-2025", 3996, 4440, True),
    ],
)
def test_exactly_ninety(
    pack: str, earned: int, of: int, engaged: bool, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ["engagement", str(ROOT / "packs" / pack), "--earned", str(earned), "--of", str(of)]
    assert main([*words, "--format", "json"]) == 0
    decision = json.loads(capsys.readouterr().out)
    assert decision["engaged"] is engaged
    assert decision["reasons"]


ANSWERS = "--- q1 ---\n\nOne word\n\n--- q2 ---\n\n\n\n--- q3 ---\n\n\n"


@pytest.mark.parametrize(
    ("change", "text", "code", "sentence"),
    [
        ({}, None, 0, "Valid: 2 words submitted at 2026-10-26T23:59:59.999999Z."),
        ({}, ANSWERS, 0, ", and the text is the one that was signed."),
        ({}, ANSWERS.replace("\n", "\r\n"), 0, ", and the text is the one that was signed."),
        ({}, ANSWERS.replace("word", "words"), 1, "The text isn’t the one that was signed: line 3 differs."),
        ({"payload": ("One", "Two")}, None, 1, "Not valid: Its signature doesn’t match"),
        ({"signature": ("3uj", "4uj")}, ANSWERS, 1, "Not valid: Its signature doesn’t match"),
        ({"key_id": ("56", "57")}, None, 1, "Not valid: The key it names isn’t on the list"),
    ],
)
def test_a_receipt_is_checked_without_the_site(
    change: dict[str, tuple[str, str]],
    text: str | None,
    code: int,
    sentence: str,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    facts = json.loads(Path(RECEIPT).read_text("utf-8"))
    facts |= {name: facts[name].replace(*parts) for name, parts in change.items()}
    receipt, answers = tmp_path / "receipt.json", tmp_path / "answers.txt"
    receipt.write_text(json.dumps(facts), "utf-8")
    answers.write_bytes((text or "").encode())
    command = ["verify-receipt", str(receipt), "--keys", KEYS]
    assert main([*command, "--text", str(answers)] if text else command) == code
    printed = capsys.readouterr()
    assert sentence in printed.out
    assert printed.out.count("\n") == 1
    assert printed.err == ""


def test_a_new_pack_passes_the_check(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["new-pack", str(tmp_path / "our-npqh")]) == 0
    made = capsys.readouterr().out.strip()
    assert main(["check", made]) == 0
    assert capsys.readouterr().out.rpartition("\n0 errors")[1]
    assert main(["new-pack", str(tmp_path / "our-npqh")]) == 2
    assert "already exists" in capsys.readouterr().err


def test_the_help_names_every_command(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--help"]) == main(["help"]) == main([]) == 0
    printed = capsys.readouterr().out
    assert all(f"  {name} " in printed for name in summaries())


@pytest.mark.parametrize("name", sorted(set(summaries()) - {"django"}))
def test_every_command_has_a_help_of_its_own(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([name, "--help"]) == 0
    assert f"usage: bin/waymark {name}" in capsys.readouterr().out


def test_every_file_of_a_command_is_listed() -> None:
    files = (ROOT / "src/waymark/cli/commands").glob("[a-z]*.py")
    assert {file.stem.replace("_", "-") for file in files} == set(summaries())


@pytest.mark.parametrize(
    ("variables", "sentence"),
    [
        ({}, "WAYMARK_SECRET_KEY"),
        ({}, "WAYMARK_SIGNING_KEY"),
        ({}, "WAYMARK_HOSTS"),
        ({"WAYMARK_DEBUG": "yes"}, "WAYMARK_DEBUG"),
        ({"WAYMARK_DEBUG": "maybe"}, "WAYMARK_DEBUG must be yes or no, not 'maybe'."),
        ({"WAYMARK_DEMO_DOOR": "yes"}, "WAYMARK_DEMO_DOOR"),
        ({"WAYMARK_LINK_KEY": "short"}, "WAYMARK_LINK_KEY and every fallback"),
        ({"WAYMARK_SECRET_KEY_FALLBACKS": "short"}, "WAYMARK_LINK_KEY and every fallback"),
    ],
)
def test_production_refuses_to_start_unsafe(variables: dict[str, str], sentence: str) -> None:
    done = django("check", variables)
    assert done.returncode == 2
    assert sentence in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.slow
def test_production_is_clean_when_everything_is_set() -> None:
    variables = {
        "WAYMARK_SECRET_KEY_FALLBACKS": "the-secret-before-this-one-0123456789-abcdefghijklmnopq",
        "WAYMARK_LINK_KEY": "a-key-of-links-for-this-test-alone-0123456789-abcdefghi",
        "WAYMARK_LINK_KEY_FALLBACKS": "the-key-of-links-before-this-one-0123456789-abcdefghij",
        "WAYMARK_BEHIND_PROXY": "yes",
        "WAYMARK_TRUSTED_PROXY": "127.0.0.1, 10.20.0.0/16",
        "WAYMARK_SECRET_KEY": "a-long-secret-for-this-test-alone-0123456789-abcdefghijk",
        "WAYMARK_SIGNING_KEY": "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=",
        "WAYMARK_HOSTS": "npq.waymark.example",
    }
    done = django("check --deploy --fail-level WARNING", variables)
    assert done.returncode == 0, done.stderr


def django(words: str, variables: dict[str, str]) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "waymark.cli", "django", *words.split()]
    own = {key: value for key, value in os.environ.items() if key != "DJANGO_ALLOW_ASYNC_UNSAFE"}
    env = own | {"WAYMARK_MODE": "production"} | variables
    return subprocess.run(command, env=env, cwd=ROOT, capture_output=True, text=True, check=False)
