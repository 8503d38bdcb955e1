"""Every file in bad/ changes one place of the real handbook and names the lines that earns."""

import re
from pathlib import Path
from typing import NamedTuple

import pytest
from ruamel.yaml import YAML

from promises import HANDBOOK, InputErrors, load_handbook

BAD = Path(__file__).with_name("bad")
LINE = re.compile(r"\bline \d+")


class Change(NamedTuple):
    replace: str
    by: str
    expect: list[dict[str, str]]


def change(file: Path) -> Change:
    return Change(**YAML(typ="safe", pure=True).load(file))  # pyright: ignore[reportUnknownMemberType]


@pytest.mark.parametrize("file", sorted(BAD.glob("*.yaml")), ids=lambda file: file.stem)
def test_a_bad_handbook_earns_exactly_its_lines(file: Path, tmp_path: Path) -> None:
    replace, by, expect = change(file)
    assert HANDBOOK.read_text().count(replace) == 1
    changed = tmp_path / "handbook.yaml"
    changed.write_text(HANDBOOK.read_text().replace(replace, by))

    with pytest.raises(InputErrors) as raised:
        load_handbook(changed)

    lines = ["", *changed.read_text().splitlines()]
    assert [
        {
            "at": lines[error.line or 0].strip(),
            # the number of another line moves with every promise that is added
            "says": LINE.sub("line N", str(error).removeprefix(f"{changed}:{error.line}: ")),
        }
        for error in raised.value.errors
    ] == expect


def test_the_handbook_they_change_is_accepted(tmp_path: Path) -> None:
    copy = tmp_path / "handbook.yaml"
    copy.write_text(HANDBOOK.read_text())
    assert load_handbook(copy).catalogue() == load_handbook().catalogue()
