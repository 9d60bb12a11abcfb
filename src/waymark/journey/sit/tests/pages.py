"""Helpers for tests of this room's pages: addresses, forms, autosaves, statements."""

from __future__ import annotations

import json

from django.urls import reverse

from waymark.journey.sit.models import (
    Answer,
)

DECLARED = {"own-work": "on", "sources": "on", "ai-use": "on"}


BEGINNINGS = ("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE")


def url(name, sitting, **more):
    return reverse(f"sit:{name}", kwargs={"code": sitting.code, **more})


def autosave(client, sitting, text, *, base=0, question="q1", window="window1", **headers):
    return client.post(
        url("revisions", sitting, question=question),
        json.dumps({"text": text, "base": base, "client": window}),
        content_type="application/json",
        headers={"x-waymark-desk": "1", **headers},
    )


def form_of(sitting, **texts):
    form = {"client": "page1"}
    for answer in Answer.objects.filter(sitting=sitting):
        form |= {f"base-{answer.question_id}": answer.rev, f"text-{answer.question_id}": answer.text}
    return form | {f"text-{question}": text for question, text in texts.items()}


def text_of(sitting, question="q1"):
    return Answer.objects.get(sitting=sitting, question_id=question).text


def statements(captured):
    return [query["sql"] for query in captured if not query["sql"].startswith(BEGINNINGS)]


def confirmation(sitting):
    revs = {f"rev-{answer.question_id}": answer.rev for answer in Answer.objects.filter(sitting=sitting)}
    return {"declared": "on"} | revs


def seal(browser, sitting, **more):
    return browser.post(url("submission", sitting), confirmation(sitting) | more)
