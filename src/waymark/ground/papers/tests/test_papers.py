"""A paper is locked once, and its fingerprint is that of its text."""

import pytest

from tests.cast import Cast
from waymark.ground.papers import actions, queries
from waymark.ground.papers.models import Paper
from waymark.ground.papers.values import Body

BODY = {
    "code": "T-1",
    "title": "A test paper",
    "case_title": "Two schools",
    "questions": [
        {
            "id": "q1",
            "title": "Why?",
            "preamble": "Think.",
            "sub_questions": ["How do you know?"],
            "guidance_words": 500,
            "strands": ["implementation", "teaching"],
            "asks_for": ["identify_problems"],
        }
    ],
    "scheme": {
        "pass_mark": {"numerator": 60, "denominator": 100},
        "criteria": [
            {
                "id": "c1",
                "title": "Sees it",
                "looks_for": "The cause.",
                "questions": ["q1"],
                "statements": ["8.1"],
                "levels": [{"points": points, "label": str(points), "says": "."} for points in range(4)],
            }
        ],
        "omissions": [],
    },
}


def paper(cast: Cast) -> Paper:
    return actions.write_paper(
        provider=cast.llse,
        programme_slug="llse-npqel",
        body=Body.model_validate(BODY),
        case="# Two schools",
        by=cast.people["petra"],
        at=cast.at,
    )


def test_a_paper_is_locked_once(cast: Cast) -> None:
    made = paper(cast)
    lock = actions.lock_paper(paper=made, by=cast.people["petra"], at=cast.at)
    assert queries.case_of_locked(fingerprint=lock.fingerprint) == "# Two schools"
    assert queries.body_of_locked(fingerprint=lock.fingerprint).scheme.most == 3
    with pytest.raises(actions.CannotLock):
        actions.lock_paper(paper=made, by=cast.people["petra"], at=cast.at)


def test_another_text_has_another_fingerprint(cast: Cast) -> None:
    assert actions.fingerprint_of(body=BODY, case="a") != actions.fingerprint_of(body=BODY, case="b")


def test_an_unlocked_paper_and_another_providers_are_not_offered(cast: Cast) -> None:
    made = paper(cast)
    grace, finn = cast.people["grace"], cast.people["finn"]
    assert not queries.list_locked_for(for_=grace, programme_slug="llse-npqel")
    actions.lock_paper(paper=made, by=None, at=cast.at)
    assert [one.pk for one in queries.list_locked_for(for_=grace, programme_slug="llse-npqel")] == [made.pk]
    assert queries.get_locked_for(for_=finn, paper_id=made.pk) is None
