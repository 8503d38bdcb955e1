"""What is packed for Lambda is what is pinned and installed, and nothing that is compiled."""

import subprocess
import sys
from pathlib import Path

import pytest

from filmops.packages import PackageError, packed

DRILL = Path(__file__).parents[2] / "functions" / "drill"


def function(folder: Path, requirements: str) -> Path:
    made = folder / "lab"
    made.mkdir()
    (made / "handler.py").write_text("import six\n")
    (made / "requirements.txt").write_text(requirements)
    return made


def test_the_drill_runs_on_what_is_packed_alone() -> None:
    script = (
        "import sys; from drill.reading import handle, AUTHORITIES; assert AUTHORITIES.exists(); "
        "import pg8000; print(pg8000.__file__)"
    )
    loaded = subprocess.run(
        [sys.executable, "-I", "-S", "-B", "-c", f"import sys; sys.path.insert(0, '.'); {script}"],
        cwd=packed(DRILL),
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert loaded.stderr == ""
    assert str(packed(DRILL)) in loaded.stdout


def test_only_python_is_packed_beside_the_certificates() -> None:
    kinds = {file.suffix for file in packed(DRILL).rglob("*") if file.is_file()}
    assert kinds == {".py", ".pem", ""}
    unnamed = {file.name for file in packed(DRILL).rglob("*") if file.is_file() and not file.suffix}
    assert unnamed == {"METADATA"}


@pytest.mark.parametrize(
    ("requirements", "told"),
    [
        ("six==0.1\n", "six: wanted 0.1, got"),
        ("no-such-package==1\n", "no-such-package: wanted 1, got none"),
        ("six\n", "wanted name==version, got 'six'"),
    ],
)
def test_what_is_not_as_pinned_is_refused(tmp_path: Path, requirements: str, told: str) -> None:
    with pytest.raises(PackageError, match=told):
        packed(function(tmp_path, requirements))


def test_what_is_compiled_is_refused(tmp_path: Path) -> None:
    import numpy

    with pytest.raises(PackageError, match="wanted pure Python"):
        packed(function(tmp_path, f"numpy=={numpy.__version__}\n"))
