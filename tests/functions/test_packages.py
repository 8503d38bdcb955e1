"""The functions as Lambda has them: the folder `functions` alone, the standard library and boto3."""

import subprocess
import sys
from pathlib import Path

import pytest

FUNCTIONS = Path(__file__).parents[2] / "functions"


@pytest.mark.parametrize(
    ("package", "stubs"),
    [("page_test", "mypy_boto3_cloudwatch"), ("recovery_point", "mypy_boto3_rds")],
)
def test_the_handler_loads_without_the_rest_of_the_project_and_without_stubs(
    package: str, stubs: str
) -> None:
    script = (
        f"import sys; from {package}.handler import handle; assert callable(handle); "
        f"print(sorted({{'local', 'promises', '{stubs}'}} & sys.modules.keys()))"
    )
    loaded = subprocess.run(
        [sys.executable, "-c", script],
        cwd=FUNCTIONS,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert (loaded.stdout, loaded.stderr) == ("[]\n", "")
