"""What was acknowledged against what is stored, read from the database by a process of its own.

| Found     | Means                                                                                      |
|-----------|--------------------------------------------------------------------------------------------|
| lost      | an acknowledged text that cannot be read back                                               |
| moved     | an acknowledged text that is not the revision as which it was acknowledged                  |
| foreign   | a stored text that its client never sent                                                    |
| double    | a text stored twice in a row: one sending, two effects                                      |
| broken    | an answer that is not the end of its chain of revisions                                     |
| receipts  | a receipt that was shown and is not kept, does not hold, or stands for other texts          |
| effects   | scripts handed in without exactly one email and one line of the ledger                     |
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
from collections import defaultdict
from pathlib import Path
from typing import Any

import django


def read(log: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in log.read_text("utf-8").splitlines()]


def check(lines: list[dict[str, Any]]) -> dict[str, Any]:
    sent: dict[int, set[Any]] = defaultdict(set)
    acked: dict[int, dict[Any, Any]] = defaultdict(dict)
    receipts: dict[str, str] = {}
    for line in lines:
        if "kind" in line:
            continue
        if "receipt" in line:
            receipts[line["sitting"]] = line["receipt"]
        elif "acked" in line:
            acked[line["answer"]][line["rev"]] = line["digest"]
        else:
            sent[line["answer"]].add(line["digest"])
    counts: dict[str, Any] = {"acked": sum(map(len, acked.values())) + len(receipts), "stored": 0}
    counts |= {"lost": 0, "moved": 0, "foreign": 0, "double": 0, "broken": 0, "unacknowledged": 0}
    for answer_id, texts in sent.items():
        for name, many in check_answer(answer_id, texts, acked[answer_id]).items():
            counts[name] += many
    counts["receipts"] = sum(not holds(sitting, code) for sitting, code in receipts.items())
    counts["shown"] = len(receipts)
    return counts | {"effects": count_odd_effects()}


def check_answer(answer_id: int, sent: set[str], acked: dict[int, str]) -> dict[str, int]:
    from waymark.journey.sit.models import Answer
    from waymark.journey.sit.queries import Damaged, texts_of

    stored: dict[int, str] = {}
    broken = 0
    try:
        for rev, text in texts_of(answer_id=answer_id):
            stored[rev] = digest(text)
    except Damaged:
        broken = 1
    answer = Answer.objects.get(pk=answer_id)
    whole = sorted(stored) == list(range(1, answer.rev + 1)) and stored[answer.rev] == digest(answer.text)
    kept = set(stored.values())
    own = {rev: text for rev, text in stored.items() if rev > 1}  # the first is the benchmark's own
    return {
        "stored": len(own),
        "lost": sum(text not in kept for text in acked.values()),
        "moved": sum(stored.get(rev) != text for rev, text in acked.items()),
        "foreign": sum(text not in sent for text in own.values()),
        "double": sum(stored.get(rev - 1) == text for rev, text in own.items()),
        "broken": broken or int(not whole),
        "unacknowledged": sum(rev not in acked for rev in own),
    }


def holds(sitting: str, code: str) -> bool:
    from waymark.journey.sit.models import Answer, Receipt
    from waymark.journey.sit.queries import list_keys
    from waymark.journey.sit.rules import is_signature_valid

    row = Receipt.objects.filter(code=code, submission__sitting__code=sitting).first()
    if row is None:
        return False
    valid = is_signature_valid(payload=row.payload, signature=row.signature, public=list_keys()[0].public)
    answers = Answer.objects.filter(sitting__code=sitting)
    texts = dict(answers.values_list("question_id", "text"))
    return valid and json.loads(row.payload)["answers"] == texts


def count_odd_effects() -> int:
    """Scripts that were taken back again count too."""
    from django.db.models import Q

    from waymark.ground.ledger.models import Entry
    from waymark.ground.people.models import Email
    from waymark.journey.sit.models import Receipt, Submission

    standing = Q(sitting__window__cohort__name="Writing")
    written = Submission.objects.filter(standing | Q(withdrawal__sitting__window__cohort__name="Writing"))
    many = written.count()
    each = [
        Receipt.objects.filter(submission__in=written).count(),
        Email.objects.filter(once__startswith="sit.receipt:").count(),
        Entry.objects.filter(verb="sit.submitted").count(),
    ]
    return sum(abs(many - count) for count in each)


def digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.faults.check", description=__doc__)
    parser.add_argument("log", type=Path)
    options = parser.parse_args()
    django.setup()
    print(json.dumps(check(read(options.log))))
    return 0


if __name__ == "__main__":
    sys.exit(main())
