"""A small platform by hand: one service that counts requests and errors, one gauge, one composite."""

from pathlib import Path

from assurance.assembly import Stage, read_assembly
from tests.assurance.lab import resources, write_stack

TOPIC = "arn:aws:sns:us-east-1:111122223333:oncall-p2"
BASELINE = """
parts:
  shop:
    flow:
      traffic: 60 per min
      objective: 99 %
      metrics: {all: [Shop Orders], failed: [Shop Failures]}
      time: {metric: Shop Duration, unit: s, p95: 1 s, limit: 2 s, in_time: 95 %}
    gauges:
      load: {metric: Shop Load Machine=*, value: 40}
  post:
    queue:
      arrivals: 5 per min
      consumed: 10 per min
      lasting: 1 min
      metrics: {waiting: Post Waiting, held: Post Held, age: Post Age}
"""
SCENARIO = """
title: Orders fail
handbook: none
lasting: 2 h
faults:
  - {fault: shop errors 20 %, lasting: 20 min}
expect:
  pages:
    - {alarm: errors, severity: P1, within: 3 min, resolves: 3 min, spent: {of: shop, at_most: 1 %}}
"""


def write_files(folder: Path, scenario: str = SCENARIO, baseline: str = BASELINE) -> Path:
    (folder / "baseline.yaml").write_text(baseline)
    file = folder / "orders-fail.yaml"
    file.write_text(scenario)
    return file


def write_shop(folder: Path) -> Path:
    """Alarms: errors over 10 % for two minutes (P1 by its tag), load (P2 by its topic)."""
    write_stack(
        folder,
        "shop",
        resources(
            Errors={
                "Type": "AWS::CloudWatch::Alarm",
                "Properties": {
                    "AlarmName": "shop-errors",
                    "Metrics": [
                        _stat("orders", "Orders"),
                        _stat("failures", "Failures"),
                        {"Id": "share", "Expression": "100 * failures / orders"},
                    ],
                    "Threshold": 10,
                    "EvaluationPeriods": 2,
                    "ComparisonOperator": "GreaterThanThreshold",
                    "TreatMissingData": "notBreaching",
                    "AlarmActions": [TOPIC],
                    "OKActions": [TOPIC],
                    "Tags": [{"Key": "severity", "Value": "P1"}],
                },
            },
            Load={
                "Type": "AWS::CloudWatch::Alarm",
                "Properties": {
                    "AlarmName": "shop-load",
                    "Namespace": "Shop",
                    "MetricName": "Load",
                    "Dimensions": [{"Name": "Machine", "Value": "one"}],
                    "Statistic": "Average",
                    "Period": 60,
                    "EvaluationPeriods": 3,
                    "Threshold": 90,
                    "ComparisonOperator": "GreaterThanThreshold",
                    "TreatMissingData": "breaching",
                    "AlarmActions": [TOPIC],
                },
            },
        ),
    )
    return folder


def read_shop(folder: Path) -> Stage:
    [stage] = read_assembly(write_shop(folder)).stages
    return stage


def _stat(id_: str, name: str) -> dict[str, object]:
    metric = {"Namespace": "Shop", "MetricName": name}
    stat = {"Metric": metric, "Stat": "Sum", "Period": 60}
    return {"Id": id_, "MetricStat": stat, "ReturnData": False}
