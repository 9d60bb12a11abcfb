"""The table of `--threads`: what each number of threads a process costs."""

from __future__ import annotations

from benchmarks.rows import HELLO
from benchmarks.table import Results, spread


def table_of(by_count: dict[int, Results], *, head: str) -> str:
    """CPU x hello of each row by number of threads, with the CPU in milliseconds; hello as milliseconds alone."""
    counts = list(by_count)
    first = by_count[counts[0]]
    names = " | ".join(f"{count} thread{'' if count == 1 else 's'}" for count in counts)
    lines = [f"| Row | {names} |", "|---|" + "---|" * len(counts)]
    for row in first.rows.values():
        cells = []
        for count in counts:
            results = by_count[count]
            milliseconds = f"{results.median_of(row).cpu:.2f} ms"
            is_limit = row.name == HELLO.name
            cells.append(milliseconds if is_limit else f"{spread(results.ratios(row))}, {milliseconds}")
        lines.append(f"| {row.label} | {' | '.join(cells)} |")
    return f"{head}\n\n" + "\n".join(lines)
