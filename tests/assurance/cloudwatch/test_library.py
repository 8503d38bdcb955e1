"""The library stands on its own, and its memory grows with the series alone."""

import tracemalloc

import numpy as np

import assurance.cloudwatch as library
from assurance.cloudwatch import Account, Data, evaluate
from tests.assurance.cloudwatch.lab import START, alarm, series
from tests.test_directions import ROOT

MINUTES = 10 * 1440


def test_it_imports_nothing_else_of_this_project() -> None:
    for file in (ROOT / "assurance" / "cloudwatch").rglob("*.py"):
        for line in file.read_text(encoding="utf-8").splitlines():
            if line.startswith(("from ", "import ")) and " assurance" in line:
                assert " assurance.cloudwatch" in line, f"{file}: {line}"
            assert not line.startswith(("from promises", "from environments")), file


def test_all_that_it_offers_is_there() -> None:
    assert all(hasattr(library, name) for name in library.__all__)


def peak(alarms: int) -> int:
    values = np.zeros(MINUTES)
    values[5000] = np.nan
    data = Data([series(values.tolist())])
    account = Account(tuple(alarm(name=f"alarm {i}", n=5) for i in range(alarms)))
    tracemalloc.start()
    evaluate(account, data, START, START + MINUTES * 60)
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return most


def test_memory_does_not_grow_with_the_number_of_alarms() -> None:
    assert peak(40) < 1.5 * peak(4)
