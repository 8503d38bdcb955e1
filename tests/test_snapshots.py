"""The templates of each environment as they were accepted; `make snapshots` accepts them anew.

Precise assertions live beside, not instead: a snapshot says that something changed, not that it is
wrong.
"""

from collections.abc import Mapping
from typing import Any

import pytest
from syrupy.assertion import SnapshotAssertion
from syrupy.extensions.single_file import SingleFileSnapshotExtension, WriteMode

from environments import load_environments
from tests.readable import readable

NAMES = [one.name for one in load_environments()]


class TextFile(SingleFileSnapshotExtension):
    """One text file for each snapshot."""

    _write_mode = WriteMode.TEXT
    file_extension = "txt"


@pytest.mark.parametrize("environment", NAMES)
def test_no_template_changes_unseen(
    environment: str, templates: Mapping[str, dict[str, Any]], snapshot: SnapshotAssertion
) -> None:
    own = {name: one for name, one in templates.items() if name.startswith(f"{environment}-")}
    assert own
    assert readable(own) == snapshot(extension_class=TextFile)


def test_another_hash_is_no_other_template() -> None:
    stacks = [
        {"s": {"Resources": {"F": {"Type": "T", "Properties": {"Key": f"{letter * 64}.zip"}}}}}
        for letter in "ab"
    ]
    assert readable(stacks[0]) == readable(stacks[1])


def test_another_threshold_is_one_line_of_difference() -> None:
    stacks = [
        {"s": {"Resources": {"A": {"Type": "T", "Properties": {"Threshold": value, "Period": 60}}}}}
        for value in (1, 2)
    ]
    texts = [readable(one).splitlines() for one in stacks]
    assert [pair for pair in zip(*texts, strict=True) if pair[0] != pair[1]] == [
        ("  Threshold: 1", "  Threshold: 2")
    ]
