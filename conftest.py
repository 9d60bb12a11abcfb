"""How every test begins: test settings, a folder of its own, and a PostgreSQL server when one is asked for."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from typing import TYPE_CHECKING

import hypothesis
import pytest

from tests.postgres import Server, sweep

if TYPE_CHECKING:
    from tests.cast import Cast

OWN_FOLDER = "WAYMARK_VAR" not in os.environ
if OWN_FOLDER:
    os.environ["WAYMARK_VAR"] = tempfile.mkdtemp(prefix="waymark-tests-")
os.environ["WAYMARK_MODE"] = "test"
os.environ["DJANGO_SETTINGS_MODULE"] = "waymark.config.settings"

# A busy machine may make examples as slowly as it likes.
hypothesis.settings.register_profile(
    "waymark", deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow]
)
hypothesis.settings.load_profile("waymark")

TOUCHES_ROWS = {"db", "transactional_db", "live_server", "django_db_setup"}
ON_BOTH = "WAYMARK_ON_BOTH" in os.environ
server: Server | None = None


def pytest_configure(config: pytest.Config) -> None:
    """Reads the settings, now that the environment says what they are; pytest-django then sets Django up."""
    from django.conf import settings

    assert settings.MODE == "test"


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Marks what needs a browser and what needs rows, so that `bin/test` can run each in its own way.

    When two processes test on a database each, what is the same on any database is left to one of them.
    """
    for item in items:
        if "tests/journeys/" in item.path.as_posix():
            item.add_marker("browser")
        if "tests/engines/" in item.path.as_posix():
            item.add_marker("browser")
            item.add_marker("engine")
        fixtures = set(getattr(item, "fixturenames", ()))
        if item.get_closest_marker("django_db") or fixtures & TOUCHES_ROWS:
            item.add_marker("rows")
    if ON_BOTH:
        elsewhere = [item for item in items if is_run_elsewhere(item)]
        config.hook.pytest_deselected(items=elsewhere)
        items[:] = [item for item in items if item not in elsewhere]


def is_run_elsewhere(item: pytest.Item) -> bool:
    """Whether the process beside this one, on the other database, runs it."""
    once = item.get_closest_marker("once")
    return once is not None and once.args != (os.environ.get("WAYMARK_DATABASE"),)


@pytest.fixture(autouse=True)
def nothing_is_counted_yet() -> None:
    """How often an address asked within the minute: a test inherits no other test's count."""
    from django.core.cache import cache

    cache.clear()


def is_controller(config: pytest.Config) -> bool:
    return not hasattr(config, "workerinput")


def wants_postgres(config: pytest.Config) -> bool:
    workers = config.getoption("tx", default=None) or []
    return os.environ.get("WAYMARK_DATABASE") == "postgres" or any(
        "=postgres" in worker for worker in workers
    )


def pytest_sessionstart(session: pytest.Session) -> None:
    global server
    if is_controller(session.config) and wants_postgres(session.config) and "PGHOST" not in os.environ:
        sweep()
        server = Server()
        os.environ |= server.start()


def pytest_sessionfinish(session: pytest.Session) -> None:
    if is_controller(session.config):
        if server:
            server.stop()
        if OWN_FOLDER:
            shutil.rmtree(os.environ["WAYMARK_VAR"], ignore_errors=True)


def pytest_report_header(config: pytest.Config) -> str:
    each = [
        worker.rpartition("=")[2] for worker in config.getoption("tx", default=None) or [] if "=" in worker
    ]
    return f"database: {', '.join(each) or os.environ.get('WAYMARK_DATABASE', 'sqlite')}"


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Iterator[None]:
    """A failing test says on which database it failed."""
    report = yield
    if report.failed and "WAYMARK_DATABASE" in os.environ:
        report.sections.append(("database", os.environ["WAYMARK_DATABASE"]))
    return report


@pytest.fixture(scope="session", autouse=True)
def guarded_tables_can_be_emptied() -> Iterator[None]:
    """Between two tests that really commit, the guards are off while every table is emptied."""
    from django.db.backends.base.operations import BaseDatabaseOperations

    from tests.guards import guards_off

    empty = BaseDatabaseOperations.execute_sql_flush

    def without_guards(operations: BaseDatabaseOperations, statements: list[str]) -> None:
        with guards_off(operations.connection):
            empty(operations, statements)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(BaseDatabaseOperations, "execute_sql_flush", without_guards)
        yield


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix: None) -> Iterator[None]:
    """Asked for by pytest-django before it makes the databases."""
    from tests.migrated import start_from_copy

    with start_from_copy():
        yield


@pytest.fixture
def cast(db: None) -> "Cast":
    """The one cast of all tests; see `tests/cast.py`."""
    from tests.cast import the_cast

    return the_cast()
