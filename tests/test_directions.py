"""Three rooms, one direction: who may import whom."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
ROOMS = {
    "promises": set[str](),
    "environments": {"promises"},
    "constructs/filmops": {"promises"},
    "stacks": {"promises", "environments", "filmops"},
    "assurance": {"promises", "environments"},
    # it plays what delivery does
    "local": {"promises", "environments", "assurance", "delivery"},
    "functions": set[str](),
    # it measures both sides
    "bench": {"promises", "filmops", "assurance"},
    "delivery": {"promises", "environments", "assurance"},
}
OURS = {*(Path(room).name for room in ROOMS), "app"}


def imports(file: Path) -> set[str]:
    found = set[str]()
    for node in ast.walk(ast.parse(file.read_text())):
        if isinstance(node, ast.Import):
            found |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found.add(node.module.split(".")[0])
    return found


@pytest.mark.parametrize("room", ROOMS)
def test_a_room_imports_only_what_lies_above_it(room: str) -> None:
    files = list((ROOT / room).rglob("*.py"))
    assert files
    for file in files:
        strange = (imports(file) & OURS) - ROOMS[room] - {Path(room).name}
        assert not strange, f"{file.relative_to(ROOT)} imports {strange}"


@pytest.mark.parametrize("room", ["promises", "environments", "assurance", "local"])
def test_only_the_plugin_knows_cdk_outside_the_building_side(room: str) -> None:
    for file in (ROOT / room).rglob("*.py"):
        if file != ROOT / "assurance" / "plugin.py":
            assert not imports(file) & {"aws_cdk", "constructs", "jsii", "cdk_nag"}, file


def test_the_app_is_read_in_a_minute() -> None:
    assert len((ROOT / "app.py").read_text().splitlines()) < 40
