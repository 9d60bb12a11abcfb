"""A pytest plugin that runs no test itself: it forks, once to see which test runs which lines, then for each mutant.

Everything is loaded once and the tables are made once. A fork takes a copy of both in a few hundredths of a second; a
mutant costs what its tests cost until the first one fails. The tests that stand nearest to the drawn mutants go first;
the others are only looked at when a mutant lives through those.
"""

from __future__ import annotations

import pickle
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

import pytest

from tests.mutants import forks, rows
from tests.mutants.making import Mutant
from tests.mutants.swapping import NotSwapped, lines_of_readers, module_of, put_in
from tests.mutants.tracing import Traced, Tracer

ACCESS_MATRIX = "test_access_matrix.py"
LIVED, DIED, NOT_PUT_IN = 0, 1, 4
LOOP_FACTOR, LOOP_SECONDS = 20, 20
NEAR_SHARE, FAR_SHARE = 0.5, 0.85
"""How much of the time may be over when the tests near the mutants, and when the others, have been looked at."""
GRACE_SECONDS = 15
"""What a mutant that was begun in time is given to end."""


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
    killed: list[Mutant] = field(default_factory=list)
    alive: list[Mutant] = field(default_factory=list)
    """Those that every test lets through which runs what they change."""
    copies: Path = field(init=False)
    """Where forks keep their copies of the tables."""
    broken: list[str] = field(default_factory=list)
    """Tests that fail without a mutant: nothing can be said then."""

    @property
    def undecided(self) -> int:
        """How many the time did not suffice for: nothing is said of them."""
        return len(self.mutants) - len(self.killed) - len(self.alive)

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
        with rows.folder_for_copies() as self.copies:
            self._examine_all(session, nothing)
        session._setupstate.teardown_exact(None)
        return True

    def _examine_all(self, session: pytest.Session, nothing: Nothing) -> None:
        """With the nearest tests; what lives through those, with all others."""
        near, far = self._near_and_far(session.items)
        left, all_seen = self.mutants, True
        for numbers, share in ((near, NEAR_SHARE), (far, FAR_SHARE)):
            if left and not self.broken:
                traced = self._trace(session, numbers, nothing, until=self.began + share * self.seconds)
                self.broken += [
                    session.items[number].nodeid for number, seen in traced.items() if seen.failed
                ]
                all_seen = all_seen and len(traced) == len(numbers)
                left = [] if self.broken else self._examine(session, left, traced, nothing)
        self.alive = left if all_seen else []

    def _near_and_far(self, items: Sequence[pytest.Item]) -> tuple[list[int], list[int]]:
        """Numbers of tests: those of the subjects that are changed, and all others. Within both in an order by chance
        that is always the same, so that a slow machine has seen some of every file.
        """
        homes = {_home_of(mutant.path, self.own_tests) for mutant in self.mutants}
        access = any(mutant.kind == "permission" for mutant in self.mutants)
        near: list[int] = []
        far: list[int] = []
        for number in sorted(range(len(items)), key=lambda n: sha256(items[n].nodeid.encode()).digest()):
            path = items[number].path
            is_near = not homes.isdisjoint([path, *path.parents]) or (access and path.name == ACCESS_MATRIX)
            (near if is_near else far).append(number)
        return near, far

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

    def _trace(
        self, session: pytest.Session, numbers: list[int], nothing: Nothing, *, until: float
    ) -> dict[int, Traced]:
        """What was seen of each test; of fewer tests when the time is over."""
        paths = {str(mutant.path) for mutant in self.mutants}
        readers = {line for mutant in self.mutants for line in lines_of_readers(mutant)}
        with tempfile.TemporaryDirectory() as folder:

            def work(share: int) -> int:
                tracer = Tracer(paths | {path for path, _ in readers})
                seen: dict[int, Traced] = {}
                with rows.place_of_its_own(session, self.copies):
                    for number in numbers[share :: self.at_once]:
                        if time.monotonic() > until:
                            break
                        with tracer.watching() as traced:
                            traced.failed = not _passes_at_last(session.items[number], nothing)
                        seen[number] = traced
                Path(folder, str(share)).write_bytes(pickle.dumps(seen))
                return LIVED

            jobs = (forks.Job(n, lambda n=n: work(n), 3600) for n in range(self.at_once))  # type: ignore[misc]
            list(forks.run(jobs, at_once=self.at_once))
            all_traced: dict[int, Traced] = {}
            for share in range(self.at_once):
                all_traced |= pickle.loads(Path(folder, str(share)).read_bytes())
        return all_traced

    def _examine(
        self, session: pytest.Session, mutants: list[Mutant], traced: dict[int, Traced], nothing: Nothing
    ) -> list[Mutant]:
        """Those that live through these tests."""

        def work(mutant: Mutant, chosen: list[int]) -> int:
            try:
                put_in(mutant)
            except NotSwapped:
                return NOT_PUT_IN
            with rows.place_of_its_own(session, self.copies):
                return LIVED if all(_passes(session.items[number], nothing) for number in chosen) else DIED

        def jobs() -> Iterator[forks.Job]:
            for number, mutant in enumerate(mutants):
                if time.monotonic() - self.began > self.seconds:
                    return
                chosen = self._tests_for(mutant, session.items, traced)
                cpu = LOOP_SECONDS + int(LOOP_FACTOR * sum(traced[number].seconds for number in chosen))
                yield forks.Job(number, lambda m=mutant, c=chosen: work(m, c), cpu)  # type: ignore[misc]

        left: list[Mutant] = []
        until = self.began + self.seconds + GRACE_SECONDS
        for ended in forks.run(jobs(), at_once=self.at_once, until=until):
            mutant = mutants[ended.name]
            if ended.code == NOT_PUT_IN:
                self.broken.append(f"not put in: {mutant.path}:{mutant.line} {mutant.after}")
            else:
                (left if ended.code == LIVED else self.killed).append(mutant)
        return left

    def _tests_for(self, mutant: Mutant, items: list[pytest.Item], traced: dict[int, Traced]) -> list[int]:
        """The tests that run the changed lines, the room's own before others, the quickest first."""
        lines = lines_of_readers(mutant) or {(str(mutant.path), line) for line in mutant.lines}
        everywhere = mutant.at_import and not lines_of_readers(mutant)
        touching = [
            number for number, seen in traced.items() if everywhere or not lines.isdisjoint(seen.lines)
        ]

        def turn(number: int) -> tuple[bool, float]:
            own = self.own_tests in items[number].path.parents
            return own == (mutant.kind == "permission"), traced[number].seconds

        return sorted(touching, key=turn)


def _home_of(path: Path, own_tests: Path) -> Path:
    """The folder of the tests that stand nearest to a file: its subject's, or its room's."""
    beside = (folder / "tests" for folder in path.parents if own_tests in (folder, *folder.parents))
    return next((tests for tests in beside if tests.is_dir()), own_tests)


def _passes_at_last(item: pytest.Item, nothing: Nothing) -> bool:
    """A test that fails once on a busy machine is tried again; `bin/test` judges it, not this runner."""
    return _passes(item, nothing) or _passes(item, nothing)


def _passes(item: pytest.Item, nothing: Nothing) -> bool:
    before = item.session.testsfailed
    item.config.hook.pytest_runtest_protocol(item=item, nextitem=nothing)
    return item.session.testsfailed == before
