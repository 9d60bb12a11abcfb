"""A sample of what `python -m benchmarks seals` does a thousand times; and answers, papers and packs."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from django.conf import settings

from tests import access
from tests.guards import guards_off
from tests.tampering import count_found
from waymark.cli.main import main
from waymark.ground.ledger.queries import verify
from waymark.ground.ledger.seals.sealing import seal_waiting
from waymark.ground.papers.models import CaseStudy, Paper
from waymark.ground.programmes.models import FrozenPack
from waymark.journey.sit.models import Answer

TIMES = 60


@pytest.fixture
def world(db: None, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> access.World:
    monkeypatch.setattr(settings, "VAR", tmp_path)
    world = access.build(access.LLSE)
    while seal_waiting(at=access.NOW):
        pass
    assert verify().first_bad is None
    return world


@pytest.mark.slow
def test_random_changes_are_found_and_the_row_is_named(world: access.World) -> None:
    with guards_off():
        assert count_found(TIMES, seed=7) == []


@pytest.mark.slow
def test_what_changes_until_it_is_locked_or_submitted_is_checked_too(world: access.World) -> None:
    locked = Paper.objects.filter(lock__isnull=False).order_by("pk")[0]
    answer = Answer.objects.exclude(text="").order_by("pk")[0]
    changes = [
        (Answer.objects.filter(pk=answer.pk), {"text": "Something else"}, ("sit_answer", answer.pk)),
        (Answer.objects.filter(pk=answer.pk), {"rev": 0, "text": ""}, ("sit_answer", answer.pk)),
        (Paper.objects.filter(pk=locked.pk), {"body": {}}, ("papers_paper", locked.pk)),
        (CaseStudy.objects.filter(paper=locked), {"text": "Something else"}, ("papers_paper", locked.pk)),
    ]
    with guards_off():
        for rows, change, place in changes:
            before = rows.values(*change)[0]
            rows.update(**change)
            assert verify().first_bad == place
            rows.update(**before)
        assert verify().first_bad is None
        pack = FrozenPack.objects.all()[0]
        FrozenPack.objects.filter(pk=pack.pk).update(files=pack.files | {"a.md": "b"})
        assert verify().first_bad == ("programmes_frozenpack", pack.pk)


@pytest.mark.slow
def test_the_command_prints_the_row_and_exits_with_1(
    world: access.World, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["verify", "--format", "json"]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert answer == {"rows": answer["rows"], "sealed": answer["rows"], "erased": 0, "first_bad": None}
    assert answer["rows"] > 100
    row = Answer.objects.order_by("pk")[0]
    with guards_off():
        Answer.objects.filter(pk=row.pk).update(text="Something else")
    assert main(["verify", "--format", "json"]) == 1
    assert json.loads(capsys.readouterr().out)["first_bad"] == {"table": "sit_answer", "id": row.pk}
    assert main(["verify"]) == 1
    assert f"Doesn’t match its seal: sit_answer {row.pk}." in capsys.readouterr().out
