"""A paper is saved part by part, so that two setters can work at once. Pure: a paper and a part's name in, a part out.

| Part           | Holds                                                       |
|----------------|-------------------------------------------------------------|
| `details`      | title, title of the case, pass mark                         |
| `case`         | the case in Markdown                                        |
| `question:q1`  | one question                                                |
| `criterion:c1` | one criterion with its levels, and its feedback sentences   |
| `omissions`    | all omissions                                               |

A content is what JSON can hold, so that two are the same when their digests are.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from typing import Any

from waymark.ground.papers.values import Body

type Content = dict[str, Any]
ABSENT = "absent"
"""The digest of a part that is not there."""


def digest_of(content: Content | None) -> str:
    """SHA-256 of the canonical JSON, cut to 16 characters; `ABSENT` for nothing."""
    if content is None:
        return ABSENT
    text = json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def part_of(body: Body, case: str, part: str) -> Content | None:
    """The part's content as it stands, or None where the paper has no such part."""
    kind, _, id = part.partition(":")
    said = body.model_dump(mode="json")
    if kind == "case":
        return {"text": case}
    if kind == "details":
        kept = {name: said[name] for name in ("title", "case_title")}
        return {**kept, "pass_mark": said["scheme"]["pass_mark"]}
    if kind == "omissions":
        return {"omissions": said["scheme"]["omissions"]}
    if kind == "question":
        return _without_id(next((one for one in said["questions"] if one["id"] == id), None))
    if kind == "criterion":
        found = _without_id(next((one for one in said["scheme"]["criteria"] if one["id"] == id), None))
        return found and {**found, "feedback": said["feedback"].get(id, {})}
    raise ValueError("A paper has no such part.")


def _without_id(said: Content | None) -> Content | None:
    return None if said is None else {key: value for key, value in said.items() if key != "id"}


def with_part(body: Body, case: str, part: str, content: Content | None) -> tuple[Body, str]:
    """The paper with that part put in place; None takes a question or a criterion out.

    Raises pydantic's ValidationError, which shows no text, where the content is no such part.
    """
    kind, _, id = part.partition(":")
    if kind == "case":
        return body, str((content or {"text": ""})["text"])
    said = body.model_dump(mode="json")
    if kind == "details" and content:
        said |= {"title": content["title"], "case_title": content["case_title"]}
        said["scheme"]["pass_mark"] = content["pass_mark"]
    elif kind == "omissions" and content:
        said["scheme"]["omissions"] = content["omissions"]
    elif kind == "question":
        said["questions"] = _replaced(said["questions"], id, content)
        if content is None:
            for criterion in said["scheme"]["criteria"]:
                criterion["questions"] = [one for one in criterion["questions"] if one != id]
    elif kind == "criterion":
        feedback = (content or {}).get("feedback", {})
        bare = content and {key: value for key, value in content.items() if key != "feedback"}
        said["scheme"]["criteria"] = _replaced(said["scheme"]["criteria"], id, bare)
        said["feedback"] = {key: value for key, value in said["feedback"].items() if key != id}
        if feedback:
            said["feedback"][id] = feedback
    else:
        raise ValueError("A paper has no such part.")
    return Body.model_validate(said), case


def _replaced(rows: list[Content], id: str, content: Content | None) -> list[Content]:
    if content is None:
        return [one for one in rows if one["id"] != id]
    new = {"id": id, **content}
    if any(one["id"] == id for one in rows):
        return [new if one["id"] == id else one for one in rows]
    return [*rows, new]


def next_id(ids: Iterable[str], letter: str) -> str:
    """q4 after q1 to q3; an id that was given is not given again while it stands."""
    taken, number = set(ids), 1
    while f"{letter}{number}" in taken:
        number += 1
    return f"{letter}{number}"
