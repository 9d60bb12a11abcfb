"""A question may have any id: none collides with what a form or its template asks for."""

from types import SimpleNamespace

import pytest
from django.http import QueryDict
from django.template.loader import render_to_string

from waymark.ground.programmes.values import Question, QuestionKind, QuestionSet
from waymark.journey.reflect.forms import Answers, field_name

IDS = ("groups", "errors", "fields", "media")
ASKED = QuestionSet(
    id="evaluation",
    title="Evaluation",
    after="workshop-1",
    questions=tuple(
        Question(id=id, kind=kind, prompt=f"About {id}?") for id, kind in zip(IDS, QuestionKind, strict=True)
    ),
)
ITEM = SimpleNamespace(title="Evaluation", minutes=20, counts=True)
WORDS = next(one.id for one in ASKED.questions if one.kind is QuestionKind.WORDS)
LEVELS = {id: 3 for id in IDS if id != WORDS}


def given(**more: str) -> QueryDict:
    data = QueryDict(mutable=True)
    data.update({field_name(id): str(level) for id, level in LEVELS.items()} | more)
    return data


@pytest.mark.parametrize("data", [None, QueryDict(), given()], ids=["unasked", "empty", "answered"])
def test_every_question_is_on_the_page(data: QueryDict | None) -> None:
    form = Answers(data, asked=ASKED)
    page = render_to_string("reflect/questions.html", {"form": form, "asked": ASKED, "item": ITEM})
    assert all(page.count(f"About {id}?") for id in IDS)


def test_answers_are_read_by_the_id_of_their_question() -> None:
    form = Answers(given(**{field_name(WORDS): "All of it."}), asked=ASKED)
    assert form.is_valid()
    assert form.levels() == LEVELS
    assert form.texts() == {WORDS: "All of it."}
