import json
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from delivery.record import record_deployment
from environments import load_environment


class Published:
    def __init__(self) -> None:
        self.points: list[tuple[str, dict[str, Any]]] = []

    def put_metric_data(self, *, Namespace: str, MetricData: list[dict[str, Any]]) -> object:  # noqa: N803
        self.points += [(Namespace, point) for point in MetricData]
        return {}


def test_a_deployment_is_the_metric_the_overview_shows(
    templates: Mapping[str, dict[str, Any]],
) -> None:
    cloudwatch = Published()
    record_deployment(cloudwatch, load_environment("prod"))
    ((namespace, point),) = cloudwatch.points
    (dimension,) = point["Dimensions"]
    boards = json.dumps(templates["prod-Monitoring"]["Resources"])
    shown = [namespace, point["MetricName"], dimension["Name"], dimension["Value"]]
    assert json.dumps(json.dumps(shown, separators=(",", ":")))[2:-2] in boards


def test_an_environment_that_is_not_there_is_one_line() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "delivery", "record", "--environment", "nowhere"],
        cwd=Path(__file__).parents[2],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 2
    (line,) = done.stderr.splitlines()
    assert "nowhere.yaml" in line
