"""The commands about personal data: files of their own, and sentences."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from tests.cast import Cast
from waymark.cli.main import main
from waymark.ground.people.models import Person
from waymark.web.models import LegalHold

pytestmark = pytest.mark.django_db


def test_a_copy_is_written_to_a_new_file_that_only_its_owner_reads(cast: Cast, tmp_path: Path) -> None:
    person = cast.amina.person
    out = tmp_path / "copy.zip"
    words = ["subject-access", person.email, "--provider", person.provider.slug, "--out", str(out)]
    assert main(words) == 0
    assert out.stat().st_mode & 0o777 == 0o600
    assert {"your-data.html", "your-data.json"} <= set(zipfile.ZipFile(out).namelist())
    assert main(words) == 2, "a file that exists is not replaced"


def test_an_unknown_address_and_an_impossible_file_are_answered_in_a_sentence(
    cast: Cast, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    person = cast.amina.person
    provider = ["--provider", person.provider.slug]
    assert main(["subject-access", "no.one@school.example", *provider, "--out", str(tmp_path / "a.zip")]) == 2
    assert "holds nothing about no.one@school.example" in capsys.readouterr().err
    assert main(["subject-access", person.email, *provider, "--out", str(tmp_path / "no" / "a.zip")]) == 2
    assert "cannot be written" in capsys.readouterr().err


def test_erasing_first_shows_and_then_erases(cast: Cast, capsys: pytest.CaptureFixture[str]) -> None:
    person = cast.amina.person
    words = ["erase", person.email, "--provider", person.provider.slug]
    assert main(words) == 0
    shown = capsys.readouterr()
    assert "Your details: 1 record" in shown.out
    assert "award record" in shown.out
    assert "Nothing was erased" in shown.err
    assert Person.objects.get(pk=person.pk).name == person.name
    assert main([*words, "--yes", "--also", "improve.Issue:1"]) == 2
    assert main([*words, "--yes"]) == 0
    assert Person.objects.get(pk=person.pk).name == "[erased]"
    assert main(words) == 2, "the address is unknown now"


def test_a_legal_hold_stops_the_command(cast: Cast, capsys: pytest.CaptureFixture[str]) -> None:
    person = cast.amina.person
    LegalHold.objects.create(person=person, reason="Claim 12.", by=cast.grace, at=cast.at)
    words = ["erase", person.email, "--provider", person.provider.slug, "--yes"]
    assert main(words) == 1
    assert f"{cast.grace.name} put it on" in capsys.readouterr().err
    assert Person.objects.get(pk=person.pk).name == person.name
