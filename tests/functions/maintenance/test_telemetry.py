"""What a window's functions say of themselves, packed as Lambda has them."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from filmops.packages import packed
from functions.maintenance.telemetry import NAMESPACE, metrics, observed

MAINTENANCE = Path(__file__).parents[3] / "functions" / "maintenance"


def test_it_runs_traced_on_what_is_packed_alone() -> None:
    script = (
        "import sys, os, site; sys.path.insert(0, '.'); "
        "from maintenance.telemetry import tracer, metrics, logger; import wrapt, aws_xray_sdk; "
        "print(wrapt.__file__)"
    )
    # botocore comes with Lambda's runtime; here it stands last on the path.
    script = script.replace("'.');", "'.'); sys.path.append(sys.argv[1]);")
    packages = str(next(Path(sys.prefix).glob("lib/python*/site-packages")))
    loaded = subprocess.run(
        [sys.executable, "-I", "-S", "-B", "-c", script, packages],
        cwd=packed(MAINTENANCE),
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert loaded.stderr == ""
    assert str(packed(MAINTENANCE)) in loaded.stdout


@pytest.fixture(autouse=True)
def nothing_counted() -> None:
    """One object for a whole process: what other tests counted is not ours."""
    metrics.clear_metrics()


def test_metrics_are_handed_over_and_none_is_no_fault(capsys: pytest.CaptureFixture[str]) -> None:
    @observed
    def handle(event: object, _context: object) -> dict[str, object]:
        if event:
            metrics.add_metric("Things", unit="Count", value=3)
        return {}

    handle({}, None)
    assert capsys.readouterr().out == ""
    handle({"step": "any"}, None)
    said = json.loads(capsys.readouterr().out)
    assert said["Things"] == [3.0]
    assert said["service"] == "maintenance"
    (told,) = said["_aws"]["CloudWatchMetrics"]
    assert (told["Namespace"], told["Dimensions"]) == (NAMESPACE, [["service"]])


def test_metrics_of_a_failed_call_are_handed_over_too(capsys: pytest.CaptureFixture[str]) -> None:
    @observed
    def handle(_event: object, _context: object) -> dict[str, object]:
        metrics.add_metric("Things", unit="Count", value=1)
        raise ValueError("refused")

    with pytest.raises(ValueError, match="refused"):
        handle({}, None)
    assert '"Things":[1.0]' in capsys.readouterr().out
