"""Every file in bad/ is good.yaml with one thing changed; beside it stand the lines it earns."""

from pathlib import Path

import pytest

from environments import load_environment, load_environments
from promises import InputErrors

HERE = Path(__file__).parent
BAD = HERE / "bad"


@pytest.mark.parametrize("expected", sorted(BAD.glob("*.txt")), ids=lambda path: path.stem)
def test_a_bad_file_earns_exactly_its_lines(
    expected: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(BAD)
    with pytest.raises(InputErrors) as raised:
        load_environment(expected.with_suffix(".yaml"))
    assert str(raised.value) == expected.read_text().rstrip("\n")


def test_the_file_they_were_made_from_is_accepted() -> None:
    assert load_environment(HERE / "good.yaml").name == "trial"


def test_every_bad_file_has_its_lines() -> None:
    assert {path.stem for path in BAD.glob("*.yaml")} <= {path.stem for path in BAD.glob("*.txt")}


def test_no_line_shows_what_may_be_a_secret() -> None:
    lines = "".join(path.read_text() for path in BAD.glob("*.txt"))
    for pasted in ("a1b2c3d4e5f6", "+15550100", "nosnch.in"):
        assert pasted not in lines
        assert any(pasted in path.read_text() for path in BAD.glob("*.yaml"))


def test_two_environments_cannot_have_one_name(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(HERE / "twins")
    with pytest.raises(InputErrors) as raised:
        load_environments(HERE / "twins")
    line = "second.yaml:1: name: wanted a name of its own, got trial, which first.yaml has"
    assert str(raised.value) == line


def test_the_faults_of_a_folder_are_told_together(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(BAD)
    with pytest.raises(InputErrors) as raised:
        load_environments(BAD)
    files = {error.file.stem for error in raised.value.errors}
    assert files == {path.stem for path in BAD.glob("*.yaml")}
