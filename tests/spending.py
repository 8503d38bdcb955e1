"""What the suite costs: CPU seconds by folder, over all processes and those they waited for.

The start of a process, and collecting, stand with its first test; a server with the test it ends after.
"""

import gc
import os
from collections import defaultdict
from collections.abc import Generator, Iterator
from pathlib import Path

import pytest

REAL_DATABASE = "real_database"
_spent = 0.0


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark whatever meets a real PostgreSQL."""
    for item in items:
        if "postgres" in getattr(item, "fixturenames", ()):
            item.add_marker(REAL_DATABASE)


def pytest_collection_finish() -> None:
    """Collect garbage seldom: looking through living assemblies took a tenth of the time."""
    gc.freeze()
    gc.set_threshold(100_000, 50, 50)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item,
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Write on each report what was spent since the one before."""
    report = yield
    report.user_properties.append(("cpu", _since_last()))
    report.user_properties.append((REAL_DATABASE, bool(item.get_closest_marker(REAL_DATABASE))))
    return report


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Where the time went."""
    folders: dict[str, float] = defaultdict(float)
    real = 0.0
    for report in _reports(terminalreporter):
        said = dict(report.user_properties)
        seconds = float(str(said.get("cpu", 0)))
        folders["/".join(Path(report.nodeid.partition("::")[0]).parent.parts[1:3])] += seconds
        real += seconds if said.get(REAL_DATABASE) else 0
    terminalreporter.section("CPU seconds by folder")
    for folder, seconds in sorted(folders.items(), key=lambda one: -one[1]):
        terminalreporter.write_line(f"{seconds:8.1f}  {folder}")
    whole = sum(folders.values())
    terminalreporter.write_line(f"{whole:8.1f}  all, {real:.1f} of it with a real database")


def _reports(reporter: pytest.TerminalReporter) -> Iterator[pytest.TestReport]:
    for reports in reporter.stats.values():
        yield from (one for one in reports if isinstance(one, pytest.TestReport))


def _since_last() -> float:
    global _spent
    now = sum(os.times()[:4])
    since, _spent = now - _spent, now
    return since
