"""The child's side of `limited.py`: a program, run by its path as `limited_child.py SOURCE MODULE MEMORY CPU ANSWER`.

Limits are set by the child itself, before it reads a byte: code between fork and exec is unsafe in a server with
threads. After its imports it may open nothing more: no file, no socket, no pipe.
"""

from __future__ import annotations

import importlib
import os
import sys
from contextlib import suppress

with suppress(ImportError):
    import resource


def limit(what: str, most: int) -> None:
    """Where the system knows the limit and it is not lower already."""
    with suppress(NameError, AttributeError, OSError, ValueError):
        resource.setrlimit(getattr(resource, what), (most, most))


def main() -> None:
    source, module, memory, cpu, most = sys.argv[1:]
    os.nice(10)
    limit("RLIMIT_CORE", 0)
    limit("RLIMIT_AS", int(memory))
    limit("RLIMIT_CPU", int(cpu))
    limit("RLIMIT_FSIZE", 0)
    sys.path.append(source)
    work = importlib.import_module(module).work
    limit("RLIMIT_NPROC", 0)
    limit("RLIMIT_NOFILE", 3)
    answer = work(sys.stdin.buffer.read())
    if len(answer) > int(most):
        raise SystemExit("the answer is too long")
    sys.stdout.buffer.write(answer)
    sys.stdout.buffer.flush()


if __name__ == "__main__":
    main()
