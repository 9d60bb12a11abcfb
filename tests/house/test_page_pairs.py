"""What one role can open doesn't say whose script is whose: every pair of its pages is compared, row by row.

Whoever has one role knows names from some pages and codes of scripts from others. A number that stands in a row with a
name and in a row with a code would join them: a number of words, of minutes, of marks, a moment.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from itertools import product
from typing import TYPE_CHECKING

import pytest
from django.urls import reverse
from django.utils.html import strip_tags

from tests import access
from waymark.ground.people.roles import Role
from waymark.journey.mark.models import Script
from waymark.journey.mark.tests.makers import TEXTS, make_marks, make_submission, make_window
from waymark.journey.mark.tests.makers import make_scripts as prepare_and_allocate

if TYPE_CHECKING:
    from tests.cast import Cast

ROWS = (
    re.compile(r"<(tr|li|article)\b.*?</\1>", re.DOTALL),
    re.compile(r"^[^<>\n]+,[^<>\n]*$", re.MULTILINE),
    re.compile(r"<body.*</body>", re.DOTALL),
)
"""A row of a table or list, a line of a CSV file; and a page about one thing as a whole."""
NUMBER = re.compile(r"\d+(?:[.,:]\d+)*")
"""1,234 or 12.5 or 23:59."""
MANY = 6


@pytest.fixture
def scripts(cast: Cast) -> list[Script]:
    """Scripts of different lengths, submitted at different times, marked differently; half of them fail."""
    enrolments = [cast.enrolled(f"p{number}", f"Given{number}", f"Family{number}") for number in range(MANY)]
    window = make_window(cast)
    for number, enrolment in enumerate(enrolments):
        texts = TEXTS | {"q2": f"{TEXTS['q2']} {'word ' * (301 + 37 * number)}"}
        make_submission(window, enrolment, texts)
    prepare_and_allocate(cast)
    found = list(Script.objects.order_by("submission__sitting__enrolment_id"))
    for number, script in enumerate(found):
        make_marks(script, *((4, 3 + number % 2) if number % 2 else (11 + number % 3, 12)))
    return found


def addresses(cast: Cast, role: Role, scripts: list[Script]) -> Iterator[str]:
    """Every address that the role may open, filled with everything of its kind."""
    enrolments = [script.submission.sitting.enrolment for script in scripts]
    [window] = {script.submission.sitting.window_id for script in scripts}
    codes = [script.code for script in scripts]
    kinds: dict[str, list[object]] = {
        "cohort": [cast.cohort.slug], "marked": [cast.cohort.slug], "window": [window], "closed": [window],
        "script": [*codes], "fail": [*codes], "set": [one.id for one in cast.programme().question_sets],
        "enrolment": [enrolment.reference for enrolment in enrolments],
        "finished": [enrolment.reference for enrolment in enrolments],
    }  # fmt: skip
    for name, row in access.MATRIX.items():
        if row.roles and role in row.roles and set(row.fill) <= kinds.keys():
            for values in product(*(kinds[key] for key in row.fill)):
                yield reverse(name, args=list(values))


def numbers_by_key(page: str, keys: dict[str, int]) -> dict[int, set[str]]:
    """Numbers that stand only in rows of one person or script; `keys` are their names or codes."""
    numbers: dict[int, set[str]] = defaultdict(set)
    for row in (row for pattern in ROWS for row in pattern.finditer(page)):
        text = strip_tags(row.group(0))
        named = {key for name, key in keys.items() if name in text}
        if len(named) == 1:
            for name in keys:
                text = text.replace(name, " ")
            numbers[named.pop()] |= set(NUMBER.findall(text))
    shared = Counter(number for own in numbers.values() for number in own)
    return {key: {number for number in own if shared[number] == 1} for key, own in numbers.items()}


def joined(names: list[dict[int, set[str]]], codes: list[dict[int, set[str]]]) -> Iterator[tuple[int, int]]:
    """The enrolment of a name and of a script whose rows share a number that no other row of their pages has."""
    for by_name, by_code in product(names, codes):
        for (person, own), (writer, of_script) in product(by_name.items(), by_code.items()):
            if own & of_script:
                yield person, writer


@pytest.mark.parametrize("who", ["grace", "jonas", "fay", "hugo", "petra", "chioma", "dev", "esther", "simi"])
@pytest.mark.django_db
def test_no_pair_of_pages_links_a_script_to_its_writer(cast: Cast, scripts: list[Script], who: str) -> None:
    person = cast.people[who]
    role = Role(person.roles_held.get().role)
    names = {name_of(script): script.submission.sitting.enrolment_id for script in scripts}
    codes = {script.code: script.submission.sitting.enrolment_id for script in scripts}
    browser = cast.browser(who)
    with_names, with_codes = [], []
    for address in addresses(cast, role, scripts):
        answer = browser.get(address)
        if answer.status_code == 200:
            page = answer.getvalue().decode(errors="replace")
            with_names.append(numbers_by_key(page, names))
            with_codes.append(numbers_by_key(page, codes))
    right = [person for person, writer in joined(with_names, with_codes) if person == writer]
    assert right == []
    if role is Role.LEAD:
        assert any(with_names)
    if role in (Role.MARKER, Role.SENIOR):
        assert any(with_codes)


def name_of(script: Script) -> str:
    return str(script.submission.sitting.enrolment.person.name)


def test_a_number_on_both_pages_links_them() -> None:
    """The attack works where a page betrays something."""
    names, codes = {"Ada B": 1, "Cleo D": 2}, {"XK3": 1, "YQ7": 2}
    control = "<tr><th>Ada B</th><td>1,234</td></tr><tr><th>Cleo D</th><td>1,300</td></tr>"
    marking = "<li>XK3 <b>1,234 words</b></li><li>YQ7 <b>1,300 words</b></li>"
    found = list(joined([numbers_by_key(control, names)], [numbers_by_key(marking, codes)]))
    assert found == [(1, 1), (2, 2)]
    rounded = "<li>XK3 <b>1,200 words</b></li><li>YQ7 <b>1,200 words</b></li>"
    assert list(joined([numbers_by_key(control, names)], [numbers_by_key(rounded, codes)])) == []
