"""A question may have any id: none collides with what a form or its template asks for."""

from types import SimpleNamespace

import pytest
from django.http import QueryDict
from django.template.loader import render_to_string

from waymark.ground.programmes.values import Question, QuestionKind, QuestionSet
from waymark.journey.reflect.forms import QuestionSetForm, field_name

IDS = ("groups", "errors", "fields", "media")
QUESTION_SET = QuestionSet(
    id="evaluation",
    title="Evaluation",
    after="workshop-1",
    questions=tuple(
        Question(id=id, kind=kind, prompt=f"About {id}?") for id, kind in zip(IDS, QuestionKind, strict=True)
    ),
)
ITEM = SimpleNamespace(title="Evaluation", minutes=20, counts=True)
COMMENT_ID = next(question.id for question in QUESTION_SET.questions if question.kind is QuestionKind.WORDS)
LEVELS = {id: 3 for id in IDS if id != COMMENT_ID}


def answers(**more: str) -> QueryDict:
    data = QueryDict(mutable=True)
    data.update({field_name(id): str(level) for id, level in LEVELS.items()} | more)
    return data


@pytest.mark.parametrize("data", [None, QueryDict(), answers()], ids=["unbound", "empty", "answered"])
def test_every_question_is_on_the_page(data: QueryDict | None) -> None:
    form = QuestionSetForm(data, question_set=QUESTION_SET)
    context = {"form": form, "question_set": QUESTION_SET, "item": ITEM}
    page = render_to_string("reflect/questions.html", context)
    assert all(page.count(f"About {id}?") for id in IDS)


def test_errors_are_listed_in_the_order_of_the_page() -> None:
    first_last = QUESTION_SET.model_copy(update={"questions": QUESTION_SET.questions[::-1]})
    form = QuestionSetForm(QueryDict(), question_set=first_last)
    page_order = [field.name for _, _, fields in form.groups() for field in fields]
    assert list(form.fields) == page_order
    assert page_order == [field_name(question.id) for question in QUESTION_SET.questions]


def test_answers_are_read_by_the_id_of_their_question() -> None:
    form = QuestionSetForm(answers(**{field_name(COMMENT_ID): "All of it."}), question_set=QUESTION_SET)
    assert form.is_valid()
    assert form.levels() == LEVELS
    assert form.comments() == {COMMENT_ID: "All of it."}


def test_every_question_with_levels_must_be_answered_and_a_comment_is_optional() -> None:
    form = QuestionSetForm(QueryDict(), question_set=QUESTION_SET)
    assert form.errors == {field_name(id): [f"Select a level for “About {id}?”"] for id in LEVELS}
