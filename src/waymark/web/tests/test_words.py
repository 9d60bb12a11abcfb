"""Every line that a room can write into the ledger has its words."""

import re
from pathlib import Path

from waymark.web import words

SOURCE = Path(words.__file__).parents[1]
VERB = re.compile(r'ledger\.record\(\s*"([a-z]+\.[a-z_]+)"')


def test_every_line_of_the_ledger_is_said_in_words() -> None:
    verbs = {verb for file in SOURCE.rglob("*.py") for verb in VERB.findall(file.read_text("utf-8"))}
    assert len(verbs) > 20
    assert not verbs - words.DONE.keys()
