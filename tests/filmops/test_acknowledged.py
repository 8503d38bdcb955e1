"""An acknowledgement on one construct leaves its twin reported."""

import json
from pathlib import Path

import pytest
from aws_cdk import App, Stack, Validations
from aws_cdk import aws_sqs as sqs
from cdk_nag import AwsSolutionsChecks

from filmops.acknowledged import NO_DEAD_LETTERS, acknowledge


def test_an_acknowledgement_on_one_queue_leaves_its_twin_reported(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("CDK_VALIDATION")
    app = App(outdir=str(tmp_path))
    stack = Stack(app, "Lab")
    one, _ = (sqs.Queue(stack, name, enforce_ssl=True) for name in ("One", "Twin"))
    acknowledge(one, NO_DEAD_LETTERS, "Dead letters end up here")
    Validations.of(app).add_plugins(AwsSolutionsChecks(app))
    with pytest.raises(RuntimeError, match="AwsSolutions-SQS3"):
        app.synth()
    [report] = [
        one
        for one in json.loads((tmp_path / "validation-report.json").read_text())["pluginReports"]
        if one["pluginName"] == "AwsSolutions"
    ]
    [found] = [one for one in report["violations"] if one["ruleName"] == "AwsSolutions-SQS3"]
    paths = [place["constructPath"] for place in found["violatingConstructs"]]
    assert paths == ["Lab/Twin/Resource"]
