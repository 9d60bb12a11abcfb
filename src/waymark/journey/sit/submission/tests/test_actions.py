"""Submitting: what is sealed, signed and sent, and what is refused."""

from __future__ import annotations

import json

import pytest

from waymark.ground.ledger.models import Entry
from waymark.ground.people.models import Email
from waymark.journey.sit import actions
from waymark.journey.sit.models import Answer, Submission
from waymark.journey.sit.receipts import signing
from waymark.journey.sit.receipts.payload import is_signature_valid
from waymark.journey.sit.tests.makers import (
    CLOSES,
    make_sitting,
    save,
    submit_as_amina,
    words,
)
from waymark.journey.sit.tests.pages import text_of


def test_handing_in_seals_signs_and_writes(cast):
    sitting = make_sitting(cast)
    save(sitting, "My answer.\r\nIt has two lines.", at=cast.at)
    submission = submit_as_amina(cast, sitting)
    receipt = submission.receipt
    assert is_signature_valid(
        payload=receipt.payload, signature=receipt.signature, public=signing.public_key()
    )
    assert json.loads(receipt.payload) == {
        "answers": {"q1": "My answer.\nIt has two lines.", "q2": "", "q3": ""},
        "count": 6,
        "demonstration": True,
        "how": "submitted",
        "instant": "2026-10-22T09:00:00.000000Z",
        "paper": sitting.window.paper.lock.fingerprint,
        "rule": "v1",
        "sitting": sitting.code,
    }
    assert Answer.objects.filter(sealed=True).count() == 3
    email = Email.objects.get()
    assert receipt.code in email.text
    assert "My answer" not in email.text
    assert Entry.objects.filter(verb="sit.submitted", about_id=submission.pk).count() == 1


def test_submitting_twice_makes_one_submission(cast):
    sitting = make_sitting(cast)
    save(sitting, "My answer", at=cast.at)
    assert submit_as_amina(cast, sitting) == submit_as_amina(cast, sitting)
    assert (Submission.objects.count(), Email.objects.count()) == (1, 1)


@pytest.mark.parametrize(
    ("count", "given", "codes"),
    [
        (1501, {}, ("too_many_words",)),
        (0, {}, ("nothing_written",)),
        (10, {"declared": False}, ("not_declared",)),
        (10, {"checked": {"q1": 7, "q2": 0, "q3": 0}}, ("changed",)),
        (1501, {"checked": {"q1": 7}, "declared": False}, ("too_many_words", "not_declared", "changed")),
        (1501, {"at": CLOSES, "declared": False}, ("closed",)),
    ],
)
def test_handing_in_is_refused_with_every_reason_and_loses_nothing(cast, count, given, codes):
    sitting = make_sitting(cast)
    save(sitting, words(count), at=cast.at)
    with pytest.raises(actions.CannotSubmit) as refused:
        submit_as_amina(cast, sitting, **given)
    assert refused.value.codes == codes
    assert text_of(sitting) == words(count)
    assert not Answer.objects.filter(sealed=True).exists()
    assert not Submission.objects.exists()


def test_the_maximum_runs_through_all_questions(cast):
    sitting = make_sitting(cast)
    save(sitting, words(1000), at=cast.at)
    save(sitting, words(500), question="q3", at=cast.at)
    assert submit_as_amina(cast, sitting).words == 1500
