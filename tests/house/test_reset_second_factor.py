"""`bin/waymark reset-second-factor`: for the first administrator who has lost everything."""

from __future__ import annotations

import pytest

from tests.cast import Cast
from tests.emails import newest_email
from waymark.bridges.signin.models import AuthenticatorApp
from waymark.bridges.signin.tests.second_steps import Phone, account_of
from waymark.cli.main import main
from waymark.ground.ledger.models import Entry

GRACE = "grace@llse.example"


def test_the_second_step_of_an_account_is_reset(
    cast: Cast, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    Phone(monkeypatch).set_up(account_of(cast, "grace"))
    assert main(["reset-second-factor", GRACE]) == 0
    assert "They have been emailed" in capsys.readouterr().out
    assert not AuthenticatorApp.objects.exists()
    assert "The people who run this site removed the second step" in newest_email(GRACE).text
    entry = Entry.objects.get(verb="signin.factor_reset")
    assert (entry.about_id, entry.by_id) == (cast.grace.pk, None)


@pytest.mark.parametrize(
    ("email", "sentence"),
    [
        ("nobody@llse.example", "There is no account with the email address nobody@llse.example."),
        (GRACE, "hasn’t set up a second step"),
    ],
)
def test_what_cannot_be_reset_is_said(
    cast: Cast, capsys: pytest.CaptureFixture[str], email: str, sentence: str
) -> None:
    assert main(["reset-second-factor", email]) == 2
    assert sentence in capsys.readouterr().err
