"""The child's side of `typesetting.py`: run by its path as `typesetting_child.py SOURCE TIMESTAMP`, JSON on stdin."""

from __future__ import annotations

import sys
from contextlib import suppress

import typst

with suppress(ImportError):
    import resource

MEMORY = 1024 * 1024 * 1024
CPU_SECONDS = 10


def limit(what: str, most: int) -> None:
    """Where the system knows the limit and it is not lower already."""
    with suppress(NameError, AttributeError, OSError, ValueError):
        resource.setrlimit(getattr(resource, what), (most, most))


def main() -> None:
    for what, most in (
        ("RLIMIT_CORE", 0),
        ("RLIMIT_FSIZE", 0),
        ("RLIMIT_AS", MEMORY),
        ("RLIMIT_CPU", CPU_SECONDS),
    ):
        limit(what, most)
    source, timestamp = sys.argv[1], int(sys.argv[2])
    inputs = {"data": sys.stdin.read()}
    try:
        pdf = typst.compile(source, sys_inputs=inputs, timestamp=timestamp, pdf_standards="ua-1")
    except typst.TypstError:
        pdf = typst.compile(source, sys_inputs=inputs, timestamp=timestamp)
    sys.stdout.buffer.write(pdf)


if __name__ == "__main__":
    main()
