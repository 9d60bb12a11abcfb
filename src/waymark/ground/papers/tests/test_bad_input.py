"""Whatever is sent, the answer is a page or a refusal, never a server error; saved text is saved as typed."""

from __future__ import annotations

import re
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.cast import Cast
from waymark.ground.papers.models import CaseStudy, Wording
from waymark.ground.papers.tests.makers import make_paper

pytestmark = pytest.mark.slow

UNKEPT = re.compile("[\x00\ud800-\udfff\ufffd]")
HOSTILE = [
    "", "\x00", "\u202eabc", "a\u200bb", "e" + "\u0301" * 10_000, "\ufeff##", "x" * 300_000, "\r\n\r", "{% csrf %}",
    "<script>alert(1)</script>", "[a](javascript:alert(1))", "<img src=x onerror=alert(1)>", "|" * 5000,
    "> " * 3000, "- " * 3000, "*" * 10_000, "`" * 10_001, "[" * 10_000, "NaN", "1e309", "-0", "9" * 30,
    "\u0661\u0662", "Null", "O'Brien",
]  # fmt: skip
FIELDS = {
    "case/": ["text"],
    "details/": ["title", "case_title", "numerator", "denominator"],
    "questions/q1/": ["title", "preamble", "sub_questions", "guidance_words", "strands", "asks_for"],
    "criteria/c1/": [
        "title",
        "looks_for",
        "questions",
        "statements",
        "points-0",
        "label-0",
        "says-5",
        "feedback-1",
    ],
    "omissions/": ["says-1", "why-1", "says-3"],
    "review/": ["fingerprint", "verdict", "comment"],
    "series/": ["series", "letter"],
    "history/1/": ["base"],
    "questions/q1/removal/": ["base"],
}


@pytest.mark.parametrize("page", FIELDS)
def test_every_field_survives_hostile_input(cast: Cast, page: str) -> None:
    paper, petra = make_paper(cast), cast.browser("petra")
    for field in FIELDS[page]:
        for text in HOSTILE:
            answer = petra.post(f"/papers/{paper.pk}/{page}", {field: text, "base": text})
            assert answer.status_code in (200, 302, 403, 404, 409, 422), (
                field,
                text[:20],
                answer.status_code,
            )
    for text in HOSTILE:
        assert petra.post("/papers/new/", {"code": text, "title": text, "programme": text}).status_code == 422


@pytest.mark.parametrize("number", ["0", "9" * 18, "9" * 30])
def test_unknown_id_is_not_found(cast: Cast, number: str) -> None:
    paper, petra = make_paper(cast), cast.browser("petra")
    for url in (number, f"{paper.pk}/history/{number}", f"{paper.pk}/exhibits/{number}"):
        assert petra.get(f"/papers/{url}/").status_code == 404


LINES = st.text(
    alphabet=st.characters(exclude_categories=("Cs",), exclude_characters="\x00\ufffd"), max_size=400
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=LINES)
def test_case_study_is_saved_as_typed(cast: Cast, text: str) -> None:
    paper, petra = _paper(cast), cast.browser("petra")
    url = f"/papers/{paper.pk}/case/"
    base = petra.get(url).context["form"].initial["base"]
    assert petra.post(url, {"text": text, "base": base}).status_code == 302
    assert CaseStudy.objects.get(paper=paper).text == re.sub("\r\n?", "\n", text)
    shown = petra.get(f"/papers/{paper.pk}/preview/").content.decode()
    article = shown.partition("<article")[2].partition("</article")[0]
    assert not re.search(r"<(script|img|iframe|a [^>]*javascript:)", article)


def _paper(cast: Cast) -> Any:
    from waymark.ground.papers.models import Paper

    return Paper.objects.filter(code="T-1").first() or make_paper(cast)


def test_form_sent_by_another_site_is_refused(cast: Cast) -> None:
    from django.test import Client

    paper, browser = make_paper(cast), Client(enforce_csrf_checks=True)
    account = cast.people["petra"].account
    assert account
    browser.force_login(account)
    assert browser.post(f"/papers/{paper.pk}/case/", {"text": "x"}).status_code == 403
    assert not Wording.objects.exists()
