"""The app with an environment file that cannot be used."""

import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
ROOMS = ("assurance", "environments", "functions", "promises", "stacks")


def test_a_mistake_in_an_environment_is_one_line_and_nothing_is_written(tmp_path: Path) -> None:
    for room in ROOMS:
        shutil.copytree(ROOT / room, tmp_path / room)
    shutil.copy(ROOT / "app.py", tmp_path)
    prod = tmp_path / "environments" / "prod.yaml"
    prod.write_text(prod.read_text().replace("us-west-2", "us-east-1"))
    done = subprocess.run(
        [sys.executable, "app.py"],
        cwd=tmp_path,
        env={"PATH": str(Path(sys.executable).parent), "CDK_OUTDIR": str(tmp_path / "cdk.out")},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 2
    (line,) = done.stderr.splitlines()
    assert line.startswith("environments/prod.yaml:")
    assert "recovery_region: wanted" in line
    assert not (tmp_path / "cdk.out").exists()
