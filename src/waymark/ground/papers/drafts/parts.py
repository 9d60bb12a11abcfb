"""A paper is saved part by part, so that two setters can work at once. Pure: a paper and a part's name in, a part out.

| Part           | Holds                                                       |
|----------------|-------------------------------------------------------------|
| `details`      | title, case study title, pass mark                          |
| `case`         | the case study in Markdown                                  |
| `question:q1`  | one question                                                |
| `criterion:c1` | one criterion with its levels, and their feedback           |
| `omissions`    | all failure-level omissions                                 |

A part's content is what JSON can hold: two contents are the same when their digests are.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from typing import Any

from waymark.ground.papers.values import Body

type Content = dict[str, Any]
ABSENT = "absent"
"""The digest of a part that the paper does not have."""


def digest_of(content: Content | None) -> str:
    """SHA-256 of the canonical JSON, cut to 16 characters; `ABSENT` for None."""
    if content is None:
        return ABSENT
    text = json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def content_of(body: Body, case: str, part: str) -> Content | None:
    """The part's current content, or None where the paper has no such part."""
    kind, _, id = part.partition(":")
    data = body.model_dump(mode="json")
    scheme = data["scheme"]
    if kind == "case":
        return {"text": case}
    if kind == "details":
        titles = {name: data[name] for name in ("title", "case_title")}
        return {**titles, "pass_mark": scheme["pass_mark"]}
    if kind == "omissions":
        return {"omissions": scheme["omissions"]}
    if kind == "question":
        return _row(data["questions"], id)
    if kind == "criterion":
        criterion = _row(scheme["criteria"], id)
        return criterion and {**criterion, "feedback": data["feedback"].get(id, {})}
    raise ValueError("This paper doesn’t have that part.")


def _row(rows: list[Content], id: str) -> Content | None:
    """The row with that id, without the id."""
    row = next((row for row in rows if row["id"] == id), None)
    return None if row is None else {key: value for key, value in row.items() if key != "id"}


def replace_part(body: Body, case: str, part: str, content: Content | None) -> tuple[Body, str]:
    """The paper with that part replaced or added; None removes a question or a criterion.

    Raises pydantic's ValidationError, which shows no text, where the content does not fit the part.
    """
    kind, _, id = part.partition(":")
    if kind == "case":
        return body, str((content or {"text": ""})["text"])
    data = body.model_dump(mode="json")
    if kind == "details" and content:
        data |= {"title": content["title"], "case_title": content["case_title"]}
        data["scheme"]["pass_mark"] = content["pass_mark"]
    elif kind == "omissions" and content:
        data["scheme"]["omissions"] = content["omissions"]
    elif kind == "question":
        _replace_question(data, id, content)
    elif kind == "criterion":
        _replace_criterion(data, id, content)
    else:
        raise ValueError("This paper doesn’t have that part.")
    return Body.model_validate(data), case


def _replace_question(data: Content, id: str, content: Content | None) -> None:
    data["questions"] = _replace_row(data["questions"], id, content)
    if content is None:
        for criterion in data["scheme"]["criteria"]:
            criterion["questions"] = [question for question in criterion["questions"] if question != id]


def _replace_criterion(data: Content, id: str, content: Content | None) -> None:
    scheme = data["scheme"]
    feedback = (content or {}).get("feedback", {})
    criterion = content and {key: value for key, value in content.items() if key != "feedback"}
    scheme["criteria"] = _replace_row(scheme["criteria"], id, criterion)
    data["feedback"] = {key: value for key, value in data["feedback"].items() if key != id}
    if feedback:
        data["feedback"][id] = feedback


def _replace_row(rows: list[Content], id: str, content: Content | None) -> list[Content]:
    if content is None:
        return [row for row in rows if row["id"] != id]
    new = {"id": id, **content}
    if any(row["id"] == id for row in rows):
        return [new if row["id"] == id else row for row in rows]
    return [*rows, new]


def next_id(ids: Iterable[str], letter: str) -> str:
    """The first free id: q4 after q1 to q3. An id in use is never given again."""
    taken, number = set(ids), 1
    while f"{letter}{number}" in taken:
        number += 1
    return f"{letter}{number}"
