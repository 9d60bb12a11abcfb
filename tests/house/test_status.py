"""`bin/waymark status` says what is wrong, and `collectstatic` in a demonstration says why there is nothing to do."""

from __future__ import annotations

import pytest
from django.conf import settings
from django.core import mail

from waymark.cli.main import main
from waymark.web.clock import real_now
from waymark.web.running import record_round


@pytest.mark.django_db
def test_the_command_says_what_is_wrong(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(settings, "ALERT_EMAIL", "operator@site.example")
    assert main(["status", "--alert"]) == 1
    assert "It has never run" in capsys.readouterr().out
    assert [sent.to for sent in mail.outbox] == [["operator@site.example"]]
    record_round(failed=[], at=real_now())
    assert main(["status"]) == 0
    assert capsys.readouterr().out == "The background worker is running and emails are being sent.\n"


def test_a_demonstration_has_nothing_to_collect(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["collectstatic", "--noinput"]) == 2
    error = capsys.readouterr().err
    assert error.startswith("A demonstration serves style sheets and scripts from this folder")
    assert "Traceback" not in error
