"""Both Regions measure how old their copy of the database is, and say so as a metric."""

import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta

from assurance.assembly import Resource, Stage
from assurance.assembly.values import dig
from local.cloud import EmbeddedAws
from local.demo.scenes import PATIENCE, Moment, SceneError

SCHEDULE, METRIC = "AWS::Scheduler::Schedule", "RecoveryPointAge"


def points_are_measured(
    aws: EmbeddedAws, stage: Stage, physical: Callable[[Resource], str]
) -> Iterator[Moment]:
    """Each Region's schedule fires, its function asks RDS, and the age is there to alarm on."""
    began = time.monotonic()
    for schedule, namespace, copy in _measuring(stage):
        region = schedule.stack.region
        aws.run_schedule(physical(schedule), region)
        age = _published(aws, region, namespace, copy)
        yield Moment(
            timedelta(seconds=time.monotonic() - began),
            f"The {copy} is measured: {age:.0f} s old",
            region,
        )


def _measuring(stage: Stage) -> Iterator[tuple[Resource, str, str]]:
    """Schedules of functions that measure a copy, with namespace and copy."""
    found = 0
    for schedule in stage.resources(SCHEDULE):
        function = stage.resource(dig(schedule.properties.get("Target"), "Arn"))
        variables = dig(dict(function.properties), "Environment", "Variables") if function else None
        copy, namespace = dig(variables, "COPY"), dig(variables, "METRIC_NAMESPACE")
        if isinstance(copy, str) and isinstance(namespace, str):
            found += 1
            yield schedule, namespace, copy
    if not found:
        raise SceneError("wanted a schedule that measures a copy of the database, got none")


def _published(aws: EmbeddedAws, region: str, namespace: str, copy: str) -> float:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        now = datetime.now(UTC)
        points = aws.client("cloudwatch", region).get_metric_statistics(
            Namespace=namespace,
            MetricName=METRIC,
            Dimensions=[{"Name": "Copy", "Value": copy}],
            StartTime=now - timedelta(minutes=5),
            EndTime=now + timedelta(minutes=5),
            Period=60,
            Statistics=["Maximum"],
        )["Datapoints"]
        if points:
            return points[-1].get("Maximum", 0.0)
        time.sleep(0.05)
    raise SceneError(
        f"{region}: wanted {METRIC} of the {copy} within {PATIENCE:.0f} s, got nothing"
    )
