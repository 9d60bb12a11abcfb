"""What leaves in the last minute before a close, and what must become of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, kw_only=True)
class Load:
    name: str
    where: str
    saves: float = 0
    pages: float = 0
    submits: int = 0
    crowd: float = 0
    last: float = 0
    closes: bool = False
    desks: int = 0
    """Pages on which someone types across the close: each makes its closing save just before it."""
    knot: float = 0
    """The share of the scripts that leaves around the close."""
    application: str = ""
    lies: bool = False
    cpu: float = 1.0
    """At most this share of the machine, and these milliseconds at the 95th percentile."""
    p95: dict[str, float]

    @property
    def world(self) -> tuple[str, ...]:
        savers = self.desks or (480 if self.saves else 10)
        everyone = savers + self.submits + 50
        share = savers / everyone
        return ("--participants", str(everyone), "--saving", f"{share:.6f}", "--without-marking")


def closes(scale: float) -> list[Load]:
    """Everyone types until the close: a save every ten seconds each, and one closing save."""
    return [
        Load(name="close", where=where, desks=int(desks * scale), saves=desks * scale / 10, closes=True,
             p95={"closing": 5000.0})
        for where, desks in (("postgres", 2000), ("sqlite", 200))
    ]  # fmt: skip


def loads(scale: float) -> list[Load]:
    rush: dict[str, Any] = {
        "crowd": 0.5,
        "last": 10.0,
        "closes": True,
        "knot": 0.1,
        "p95": {"submit": 5000.0},
    }
    return [
        Load(name="minute", where="postgres", saves=200 * scale, pages=30 * scale,
             submits=int(17 * 60 * scale), cpu=0.60, p95={"save": 50.0}),
        Load(name="rush", where="postgres", submits=int(10_000 * scale), **rush),
        Load(name="rush", where="sqlite", submits=int(2_000 * scale), **rush),
        Load(name="control", where="postgres", submits=int(5_000 * scale), lies=True,
             application="benchmarks.close.unstamped", **(rush | {"knot": 0.3})),
    ]  # fmt: skip
