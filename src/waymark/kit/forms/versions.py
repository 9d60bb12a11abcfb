"""The version a form was made from, compared with what is saved when it is sent."""

from __future__ import annotations

import hashlib
import json
from datetime import datetime
from typing import TYPE_CHECKING, Any

from waymark.kit.formatting import long_moment
from waymark.kit.refusals import Reason, Refusal

if TYPE_CHECKING:
    from django import forms


class ChangedSince(Refusal):
    """Something else was saved after the form was made. The page then shows both, and the person chooses."""

    status = 409

    def __init__(self, *, by: str, at: datetime, reasons: tuple[Reason, ...] = ()) -> None:
        """`by` is the name of the person who saved what is there now. `reasons`: why it can't be replaced."""
        self.by, self.at, self.can_replace = by, at, not reasons
        self.form: forms.BaseForm | None = None
        """The form that was sent, for the labels of what was typed."""
        sentence = f"{by} saved this on {long_moment(at)}. What you sent is different and has not been saved."
        super().__init__(*(reasons or (Reason("changed", sentence),)))


def version_of(*content: Any) -> str:
    """Sixteen characters that are the same for the same content, and different for different content."""
    text = json.dumps(content, default=str, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def refuse_if_changed(made_from: Any, current: Any, *, by: str, at: datetime) -> None:
    """Raise `ChangedSince` unless the form was made from the current version. None: the caller has no form."""
    if made_from is not None and made_from != current:
        raise ChangedSince(by=by, at=at)
