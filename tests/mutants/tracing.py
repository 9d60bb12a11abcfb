"""Which lines does each test run? Asked of Python's own monitoring, for the files in question only."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from types import CodeType

from tests.mutants.making import code_objects
from tests.mutants.swapping import living_functions

TOOL = sys.monitoring.COVERAGE_ID


@dataclass
class Traced:
    """What was seen of one test."""

    lines: set[tuple[str, int]] = field(default_factory=set)
    seconds: float = 0.0
    failed: bool = False


class Tracer:
    """Watches the functions of some files."""

    def __init__(self, paths: set[str]) -> None:
        self.current: set[tuple[str, int]] = set()
        sys.monitoring.use_tool_id(TOOL, "mutants")
        sys.monitoring.register_callback(TOOL, sys.monitoring.events.LINE, self._line)
        for functions in living_functions(paths).values():
            for code in {inner for function in functions for inner in code_objects(function.__code__)}:
                sys.monitoring.set_local_events(TOOL, code, sys.monitoring.events.LINE)

    @contextmanager
    def watching(self) -> Iterator[Traced]:
        traced = Traced()
        self.current = traced.lines
        sys.monitoring.restart_events()
        began = time.monotonic()
        yield traced
        traced.seconds = time.monotonic() - began

    def _line(self, code: CodeType, line: int) -> object:
        self.current.add((code.co_filename, line))
        return sys.monitoring.DISABLE
