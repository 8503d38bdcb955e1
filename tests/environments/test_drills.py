"""Drill records: read as written, refused with the place where they are wrong."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from environments import load_environments
from environments.drills import Outcome, Restored, load_drills
from promises import InputErrors, Size

GOOD = {
    "day": "2026-11-20",
    "restored": "replicated backups",
    "took": "74 min",
    "size": "100 GiB",
    "outcome": "passed",
}


def written(folder: Path, **changed: str) -> None:
    fields = ", ".join(f"{name}: {value}" for name, value in {**GOOD, **changed}.items() if value)
    (folder / "lab.yaml").write_text(f"drills:\n  - {{{fields}}}\n")


def test_a_record_is_read(tmp_path: Path) -> None:
    written(tmp_path)
    [drill] = load_drills("lab", tmp_path).drills
    assert (drill.day, drill.took) == (date(2026, 11, 20), timedelta(minutes=74))
    assert (drill.size, drill.outcome) == (Size(100 * 2**30), Outcome.PASSED)
    assert load_drills("lab", tmp_path).of(Restored.REPLICA) == (drill,)
    assert load_drills("lab", tmp_path).of(Restored.THIRD_COPY) == ()


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("day", "Friday", "wanted a day such as 2026-11-20, got Friday"),
        ("day", "2026-11-20T10:00:00Z", "wanted a day such as 2026-11-20"),
        ("restored", "backups", "wanted one of replicated backups, point in time, third copy"),
        ("took", "74", "wanted a duration such as 15 min, got 74"),
        ("took", "0 min", "longer than nothing, got 0 min"),
        ("size", "100", "wanted a size such as 100 GiB, got 100"),
        ("outcome", "maybe", "wanted one of passed, failed, got maybe"),
        ("outcome", "", "wanted a value, got nothing"),
        ("kind", "x", "an unknown key"),
    ],
)
def test_a_bad_record_is_refused_where_it_is_wrong(
    tmp_path: Path, field: str, value: str, said: str
) -> None:
    written(tmp_path, **{field: value})
    with pytest.raises(InputErrors) as raised:
        load_drills("lab", tmp_path)
    [error] = str(raised.value).splitlines()
    assert f"lab.yaml:2: drills.0.{field}" in error
    assert said in error


def test_an_environment_without_a_file_has_had_no_drill(tmp_path: Path) -> None:
    assert load_drills("lab", tmp_path).drills == ()


def test_every_record_that_is_committed_can_be_read() -> None:
    assert all(load_drills(environment.name) for environment in load_environments())
