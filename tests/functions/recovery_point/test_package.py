"""The function as Lambda has it: the folder `functions` alone, the standard library and boto3."""

import subprocess
import sys
from pathlib import Path

FUNCTIONS = Path(__file__).parents[3] / "functions"


def test_the_handler_loads_without_the_rest_of_the_project_and_without_stubs() -> None:
    script = (
        "import sys; from recovery_point.handler import handle; assert callable(handle); "
        "print(sorted({'local', 'promises', 'mypy_boto3_rds'} & sys.modules.keys()))"
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
