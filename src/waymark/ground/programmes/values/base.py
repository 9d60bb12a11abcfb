"""The base of all values and the types that they share."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

Id = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9-]{0,59}$")]
Minutes = Annotated[int, Field(ge=0, le=60_000)]
Day = Annotated[int, Field(ge=-400, le=4_000)]
"""Days from the cohort's first day; earlier days are negative."""


class Value(BaseModel):
    """Frozen, with no keys other than those declared."""

    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True)
