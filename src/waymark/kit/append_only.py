"""Says for each table which of its rows may change. The database itself refuses the rest, whoever asks.

Each model carries one declaration, `guard`:

| Declaration  | An INSERT                                | An UPDATE or DELETE                       |
|--------------|------------------------------------------|-------------------------------------------|
| `AppendOnly` | never replaces a row                     | is refused, but for the listed columns    |
| `FrozenWhen` | never replaces a frozen row              | is refused while the row is frozen        |
| `Changing`   | as the table’s own constraints say       | is allowed, for the reason that is given  |

`kit/guards` writes the triggers after each `migrate`, on both databases; `docs/rules/books.md` lists every table.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class AppendOnly:
    """Rows are added and stay as they are: a correction is a new row."""

    provider: str
    """The path of relations that leads to the provider, such as `cohort__provider`; empty if there is none."""
    provider_otherwise: str = ""
    """Another path, for rows whose first path is empty."""
    may_set: tuple[str, ...] = ()
    """Fields that may be filled once, such as `accepted_at`."""
    may_clear: tuple[str, ...] = ()
    """Fields that may be emptied."""
    names_people_for_good: bool = False
    """Whether columns that name people stay when two records of a person are merged; else they follow the merge."""
    ignores_repeats: bool = False
    """Whether a second row with the same key is left out silently, as in `ON CONFLICT DO NOTHING`."""


@dataclass(frozen=True)
class FrozenWhen:
    """Rows change until a condition holds."""

    condition: str
    """SQL in which `{row}` is the row."""
    message: str
    may_change: tuple[str, ...] = ()
    """Fields that may change all the same."""
    may_erase: tuple[str, ...] = ()
    """Fields that may be emptied while an erasure names the row."""
    refuses_inserts: bool = False
    """Whether no row may be added for which the condition holds: a file of a locked paper."""


@dataclass(frozen=True)
class Changing:
    """Rows change."""

    because: str


type Guard = AppendOnly | FrozenWhen | Changing
