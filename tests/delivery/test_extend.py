"""What docs/extend.md shows as a change is one that can be made, or that was."""

import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
DIFFS = re.findall(r"```diff\n(.*?)```", (ROOT / "docs" / "extend.md").read_text(), re.DOTALL)


@pytest.mark.parametrize(
    ("number", "already"), [(0, False), (1, False), (2, True)], ids=["queue", "line", "activity"]
)
def test_a_diff_applies(number: int, already: bool) -> None:
    check = ["git", "apply", "--check", "--unidiff-zero", *(["--reverse"] if already else []), "-"]
    done = subprocess.run(
        check, cwd=ROOT, input=DIFFS[number], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")


def test_there_are_no_other_diffs() -> None:
    assert len(DIFFS) == 3
