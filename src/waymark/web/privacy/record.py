"""The record of processing (UK GDPR, Article 30) and the facts of the DPIA (Article 35), as the rooms declare them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from waymark.kit.personal_data import Held, RoomData, Special
from waymark.kit.retention import CLASSES
from waymark.web.privacy import rooms

HEADING = (
    "Area", "Record", "Table", "Whose", "What", "Why", "Lawful basis", "Condition for special categories", "Kept",
    "When someone is erased",
)  # fmt: skip
RECORD_TITLE = "# Record of processing"
MADE_BY = (
    "`bin/waymark privacy-record` writes this page from the data model. A test compares it; don’t edit it."
)


@dataclass(frozen=True)
class Processing:
    """One kind of record, as a row of the record of processing."""

    data: RoomData
    held: Held

    @property
    def cells(self) -> tuple[str, ...]:
        held = self.held
        return (
            self.data.title,
            held.title,
            held.model,
            "People with an account" if held.about else "People known by an email address",
            ", ".join(dict.fromkeys([*held.fields.values(), *([held.file[1]] if held.file else [])])),
            held.purpose,
            held.basis.value.capitalize(),
            held.special.value or "None",
            period_of(held),
            on_erasure(held),
        )


def period_of(held: Held) -> str:
    kept = CLASSES[held.retention]
    period = f"{kept.period.number} {kept.period.unit.value} {kept.starts}" if kept.period else kept.starts
    return f"{kept.title}: {period}"


def on_erasure(held: Held) -> str:
    if held.deletes:
        return "The row is deleted"
    if held.erases:
        return f"Emptied: {', '.join(held.erases)}"
    return f"Stays. {held.kept_because}"


def list_processing() -> Iterator[Processing]:
    for data in rooms.list_room_data():
        for held in data.held:
            yield Processing(data, held)


def record_of_processing() -> str:
    """The record as Markdown: a table for each room."""
    lines = [RECORD_TITLE, "", MADE_BY]
    for data in rooms.list_room_data():
        lines += ["", f"## {data.title} (`{data.room}`)", ""]
        if data.held:
            lines += [_row(HEADING[1:]), _row("---" for _ in HEADING[1:])]
            lines += [_row(Processing(data, held).cells[1:]) for held in data.held]
            lines.append("")
        lines += [
            f"- `{entry.model}` holds nothing about a person: {entry.because}." for entry in data.not_personal
        ]
    return "\n".join(lines).rstrip() + "\n"


def _row(cells: Iterator[str] | tuple[str, ...]) -> str:
    return f"| {' | '.join(cell.replace('|', '/') for cell in cells)} |"


def dpia() -> str:
    """The DPIA’s facts, counted from the model; a provider adds its own judgement where it says so."""
    every = list(list_processing())
    special = [row for row in every if row.held.special is not Special.NONE]
    hidden = [row for row in every if row.held.until_release]
    emptied = [row for row in every if row.held.erases or row.held.deletes]
    lines = [
        "# Data protection impact assessment",
        "",
        MADE_BY,
        "",
        "The facts below are the software’s. The provider is the controller: it adds its own context, consults the "
        "people concerned, decides on what remains and signs.",
        "",
        "## What is processed",
        "",
        f"{len(every)} kinds of record about people in {len({row.data.room for row in every})} areas; "
        "each with purpose, basis and period in the [record of processing](record-of-processing.md).",
        "",
        "## Special categories",
        "",
        *(f"- {row.held.title} (`{row.held.model}`): {row.held.special.value}." for row in special),
        "",
        "A line in the audit log says when staff opened such data, once a day for each viewer and person.",
        "",
        "## Risks, and what the software does about them",
        "",
        "| Risk | Measure |",
        "|---|---|",
        "| A result becomes known before its release | "
        f"{len(hidden)} kinds of record wait for the release; a copy has the same bytes without them |",
        "| Data is kept for too long | each kind belongs to a class with a period; a preview, and daily removal |",
        f"| Erasure is incomplete | {len(emptied)} kinds are emptied or deleted; "
        "a test searches a raw dump for planted words |",
        "| Evidence is removed too early | a legal hold stops erasure and retention |",
        "| Staff see more than they need | each page names its roles; a test opens every page as every role |",
        "| Records are changed unnoticed | rows are sealed; `bin/waymark verify` names the first that differs |",
        "| A mistake of one person | a copy is released, and a person erased, only by a second person |",
        "",
        "## What remains",
        "",
        "- Names in other people’s words are found only in full.",
        "- Backups and database logs keep earlier states until they expire. The operator sets when.",
        "- To be completed by the provider: context, consultation, residual risk, date, signature.",
    ]
    return "\n".join(lines) + "\n"
