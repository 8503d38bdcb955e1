"""The two changes: that they still apply to this tree, and that others are refused."""

import shutil
from pathlib import Path

import pytest

from environments import Environment, load_environment
from local.cycle.changes import DEV, EASED, EASED_TO, RENAMED, Change
from promises import InputError

ROOT = Path(__file__).parents[3]


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    (tmp_path / DEV).parent.mkdir()
    shutil.copy(ROOT / DEV, tmp_path / DEV)
    return tmp_path


def changed(tree: Path, change: Change) -> Environment:
    change.apply(tree)
    return load_environment(tree / DEV)


def test_the_eased_alarm_is_a_promise_weakened_to_what_it_was_not(tree: Path) -> None:
    before = load_environment(tree / DEV).handbook.thresholds.database_cpu.alert
    after = changed(tree, EASED).handbook.thresholds.database_cpu.alert
    assert str(before.when) != str(after.when) == f"above {EASED_TO:g} %"
    assert (before.for_, before.severity) == (after.for_, after.severity)


def test_the_renamed_database_has_another_identifier(tree: Path) -> None:
    before = load_environment(tree / DEV).platform.database
    assert changed(tree, RENAMED).platform.database not in ("", None, before)


@pytest.mark.parametrize(("text", "count"), [("b", 0), ("a a", 2)])
def test_an_edit_that_does_not_fit_once_changes_nothing(
    tmp_path: Path, text: str, count: int
) -> None:
    file = tmp_path / "file"
    file.write_text(text)
    with pytest.raises(InputError, match=rf"file: wanted 'a' once, .* got it {count} times"):
        Change("title", Path("file"), "a", "c").apply(tmp_path)
    assert file.read_text() == text
