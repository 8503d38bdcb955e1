"""Files as people have them: templates, outputs of the AWS CLI, series."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

START = "2026-11-02T00:00:00Z"
TOPIC = "arn:aws:sns:us-east-1:111122223333:oncall"
ARN = "arn:aws:cloudwatch:us-east-1:111122223333:alarm:api-errors"
Object = dict[str, Any]

ALARM: Object = {
    "AlarmName": "api-errors",
    "Namespace": "Films",
    "MetricName": "Errors",
    "Dimensions": [{"Name": "Service", "Value": "api"}],
    "Statistic": "Sum",
    "Period": 60,
    "EvaluationPeriods": 2,
    "Threshold": 5,
    "ComparisonOperator": "GreaterThanThreshold",
    "TreatMissingData": "notBreaching",
    "AlarmActions": [TOPIC],
    "OKActions": [TOPIC],
}


def line(values: Sequence[float | None], **other: object) -> Object:
    return {
        "namespace": "Films",
        "metric": "Errors",
        "dimensions": {"Service": "api"},
        "stat": "Sum",
        "period": 60,
        "start": START,
        "values": list(values),
    } | other


def write_lines(file: Path, *lines: Object) -> Path:
    file.write_text("".join(json.dumps(one) + "\n" for one in lines))
    return file


def write(file: Path, content: object) -> Path:
    file.write_text(json.dumps(content, indent=1))
    return file


def described(*alarms: Object, composites: Sequence[Object] = ()) -> Object:
    return {"MetricAlarms": list(alarms), "CompositeAlarms": list(composites)}


def template(**resources: Mapping[str, Any]) -> Object:
    return {"Resources": resources}


def resource(kind: str, **properties: object) -> Object:
    return {"Type": f"AWS::CloudWatch::{kind}", "Properties": properties}
