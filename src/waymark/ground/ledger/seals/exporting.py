"""Once a day, each provider’s newest head leaves the database: into a file, and as a line of the audit log.

Someone who owns the database could remake the whole chain. The files show it, so keep copies of them elsewhere.
"""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from django.apps import apps
from django.conf import settings

from waymark.ground.ledger.recording import record
from waymark.ground.ledger.seals.models import SealBatch
from waymark.kit.signatures import is_signed, sign

FOLDER = "seals"


def export_heads(*, at: datetime) -> int:
    """Write the file of each provider that has none for this day, in UTC. Returns how many were written."""
    day = at.astimezone(UTC).date().isoformat()
    folder = Path(settings.VAR) / FOLDER
    written = 0
    for provider_id in apps.get_model("people.Provider").objects.values_list("pk", flat=True):
        path = folder / f"{day}-{provider_id}.json"
        if not path.exists():
            written += _export_head(path, provider_id, at=at)
    return written


def _export_head(path: Path, provider_id: int, *, at: datetime) -> bool:
    batch = SealBatch.objects.filter(provider_id=provider_id).order_by("-number").first()
    if batch is None:
        return False
    members = {"provider": provider_id, "number": batch.number, "head": batch.head}
    text = json.dumps(members | {"at": at.astimezone(UTC).isoformat()}, sort_keys=True)
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_suffix(f".{os.getpid()}")
    unfinished.write_text(json.dumps({"signed": text, "signature": sign(text.encode()).hex()}), "utf-8")
    unfinished.replace(path)
    facts = {"number": batch.number, "head": batch.head}
    record("ledger.head_exported", about=batch, provider_id=provider_id, by=None, at=at, facts=facts)
    return True


@dataclass(frozen=True)
class ExportedHead:
    file: str
    is_signed: bool
    provider_id: int
    number: int
    head: str


def list_exported_heads() -> list[ExportedHead]:
    """What the files of this installation say."""
    return [_read(path) for path in sorted((Path(settings.VAR) / FOLDER).glob("*.json"))]


def _read(path: Path) -> ExportedHead:
    try:
        file = json.loads(path.read_text("utf-8"))
        members = json.loads(file["signed"])
        is_genuine = is_signed(file["signed"].encode(), bytes.fromhex(file["signature"]))
        return ExportedHead(path.name, is_genuine, members["provider"], members["number"], members["head"])
    except (ValueError, KeyError, TypeError):
        return ExportedHead(path.name, False, 0, 0, "")
