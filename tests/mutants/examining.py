"""A pytest plugin that runs no test itself: it forks, once to see which test runs which lines, then for each mutant.

Everything is loaded once and the tables are made once. A fork takes a copy of both in a few hundredths of a second; a
mutant costs what its tests cost until the first one fails.
"""

from __future__ import annotations

import pickle
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from tests.mutants import forks, rows
from tests.mutants.making import Mutant
from tests.mutants.swapping import NotSwapped, module_of, put_in
from tests.mutants.tracing import Traced, Tracer

LIVED, DIED, NOT_PUT_IN = 0, 1, 4
LOOP_FACTOR, LOOP_SECONDS = 20, 20


class Nothing(pytest.Item):
    """Said to come after a test, so that only what is made once for all tests is kept."""

    def runtest(self) -> None: ...


@dataclass
class Examination:
    """Examines mutants with the tests that pytest has collected."""

    mutants: list[Mutant]
    own_tests: Path
    at_once: int = 2
    seconds: float = float("inf")
    """When so many have passed since `began`, no further mutant is begun."""
    began: float = field(default_factory=time.monotonic)
    examined: list[Mutant] = field(default_factory=list)
    broken: list[str] = field(default_factory=list)
    """Tests that fail without a mutant: nothing can be said then."""
    alive: list[Mutant] = field(default_factory=list)

    @pytest.hookimpl(tryfirst=True)
    def pytest_configure(self) -> None:
        """Tests with examples made by chance draw the same ones each time, and do not look for the smallest."""
        from hypothesis import Phase, settings

        settings.register_profile(
            "mutants",
            derandomize=True,
            database=None,
            max_examples=30,
            phases=(Phase.explicit, Phase.generate),
        )
        settings.load_profile("mutants")

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        nothing: Nothing = Nothing.from_parent(session, name="nothing")
        self._load(session, nothing)
        traced = self._trace(session, nothing)
        self.broken = [item.nodeid for item, seen in zip(session.items, traced, strict=True) if seen.failed]
        if not self.broken:
            self._examine(session, traced, nothing)
        session._setupstate.teardown_exact(None)
        return True

    def _load(self, session: pytest.Session, nothing: Nothing) -> None:
        """Makes the tables, and loads what the first page of all would load."""
        for path in {mutant.path for mutant in self.mutants}:
            module_of(path)
        for fixture in ("cast", "db"):
            for item in session.items:
                if fixture in getattr(item, "fixturenames", ()):
                    _passes(item, nothing)
                    rows.put_down()
                    return

    def _trace(self, session: pytest.Session, nothing: Nothing) -> list[Traced]:
        paths = {str(mutant.path) for mutant in self.mutants}
        with tempfile.TemporaryDirectory() as folder:

            def work(share: int) -> int:
                tracer = Tracer(paths)
                seen: dict[int, Traced] = {}
                with rows.place_of_its_own(session):
                    for number in range(share, len(session.items), self.at_once):
                        with tracer.watching() as traced:
                            traced.failed = not _passes(session.items[number], nothing)
                        seen[number] = traced
                Path(folder, str(share)).write_bytes(pickle.dumps(seen))
                return LIVED

            jobs = (forks.Job(n, lambda n=n: work(n), 3600) for n in range(self.at_once))  # type: ignore[misc]
            list(forks.run(jobs, at_once=self.at_once))
            found: dict[int, Traced] = {}
            for share in range(self.at_once):
                found |= pickle.loads(Path(folder, str(share)).read_bytes())
        return [found[number] for number in range(len(session.items))]

    def _examine(self, session: pytest.Session, traced: list[Traced], nothing: Nothing) -> None:
        def work(mutant: Mutant, chosen: list[int]) -> int:
            try:
                put_in(mutant)
            except NotSwapped:
                return NOT_PUT_IN
            with rows.place_of_its_own(session):
                return LIVED if all(_passes(session.items[number], nothing) for number in chosen) else DIED

        def jobs() -> Iterator[forks.Job]:
            for number, mutant in enumerate(self.mutants):
                if time.monotonic() - self.began > self.seconds:
                    return
                chosen = self._tests_for(mutant, session.items, traced)
                cpu = LOOP_SECONDS + int(LOOP_FACTOR * sum(traced[number].seconds for number in chosen))
                yield forks.Job(number, lambda m=mutant, c=chosen: work(m, c), cpu)  # type: ignore[misc]

        for ended in forks.run(jobs(), at_once=self.at_once):
            mutant = self.mutants[ended.name]
            self.examined.append(mutant)
            if ended.code == NOT_PUT_IN:
                self.broken.append(f"not put in: {mutant.path}:{mutant.line} {mutant.after}")
            elif ended.code == LIVED:
                self.alive.append(mutant)

    def _tests_for(self, mutant: Mutant, items: list[pytest.Item], traced: list[Traced]) -> list[int]:
        """The tests that run the changed lines, the room's own before others, the quickest first."""
        lines = {(str(mutant.path), line) for line in mutant.lines}
        touching = [
            number
            for number, seen in enumerate(traced)
            if mutant.at_import or not lines.isdisjoint(seen.lines)
        ]

        def turn(number: int) -> tuple[bool, float]:
            own = self.own_tests in items[number].path.parents
            return own == (mutant.kind == "permission"), traced[number].seconds

        return sorted(touching, key=turn)


def _passes(item: pytest.Item, nothing: Nothing) -> bool:
    before = item.session.testsfailed
    item.config.hook.pytest_runtest_protocol(item=item, nextitem=nothing)
    return item.session.testsfailed == before
