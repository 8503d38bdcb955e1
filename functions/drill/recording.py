"""The steps after a drill: keep its record, and every half day say how long ago one succeeded."""

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from typing import TYPE_CHECKING, Any

import boto3

from .environment import required
from .records import Metric, Record, age, folder, is_success
from .run import Drill, Run, Said, Step, step_of

if TYPE_CHECKING:  # the stubs are not in the Lambda runtime
    from mypy_boto3_cloudwatch import CloudWatchClient
    from mypy_boto3_s3 import S3Client


def handle(event: Said, _context: object) -> dict[str, Any]:
    """Lambda's entry: {"step": "record", ...} of the workflow, {"step": "age"} of a schedule."""
    recorder = recorder_of_process()
    if step_of(event, Step.RECORD, Step.AGE) is Step.RECORD:
        return recorder.record(Run.of(event, recorder.owner))
    return recorder.tell_ages()


@cache
def recorder_of_process() -> "Recorder":
    """Built once for all invocations of this process."""
    # boto3-stubs leaves the clients of services we did not install unknown.
    s3: S3Client = boto3.client("s3")  # pyright: ignore[reportUnknownMemberType]
    cloudwatch: CloudWatchClient = boto3.client("cloudwatch")  # pyright: ignore[reportUnknownMemberType]
    return Recorder(
        s3=s3,
        cloudwatch=cloudwatch,
        owner=required(os.environ, "OWNER"),
        bucket=required(os.environ, "BUCKET"),
        namespace=required(os.environ, "METRIC_NAMESPACE"),
        drills=tuple(Drill(name) for name in required(os.environ, "DRILLS").split(",")),
    )


@dataclass(frozen=True, slots=True)
class Recorder:
    """Keeps the records of a Region's `drills`."""

    s3: "S3Client"
    cloudwatch: "CloudWatchClient"
    owner: str
    bucket: str
    namespace: str
    drills: tuple[Drill, ...]
    now: Callable[[], datetime] = lambda: datetime.now(UTC)

    def record(self, run: Run) -> dict[str, Any]:
        """Keep the record first: the metrics can be told again, the record cannot."""
        record = Record.of(run)
        self.s3.put_object(
            Bucket=self.bucket,
            Key=record.key,
            Body=record.json().encode(),
            ContentType="application/json",
        )
        self._publish(run.drill, *record.metrics)
        return {"succeeded": record.succeeded, "verdict": record.verdict, "because": record.because}

    def tell_ages(self) -> dict[str, Any]:
        """Say of each drill how long ago one succeeded; of one that never has, nothing."""
        told = dict[str, Any]()
        for drill in self.drills:
            date = self._last_success(drill)
            if date is not None:
                metric = age(date, self.now())
                self._publish(drill, metric)
                told[drill] = metric.value
        return told

    def _last_success(self, drill: Drill) -> datetime | None:
        for key, written in sorted(self._keys(drill), reverse=True):
            body = self.s3.get_object(Bucket=self.bucket, Key=key)["Body"].read()
            if is_success(body.decode(errors="replace")):
                return written
        return None

    def _keys(self, drill: Drill) -> Iterator[tuple[str, datetime]]:
        pages = self.s3.get_paginator("list_objects_v2").paginate(
            Bucket=self.bucket, Prefix=folder(drill)
        )
        for page in pages:
            for item in page.get("Contents", []):
                if (key := item.get("Key")) and (written := item.get("LastModified")):
                    yield key, written

    def _publish(self, drill: Drill, *metrics: Metric) -> None:
        self.cloudwatch.put_metric_data(
            Namespace=self.namespace,
            MetricData=[
                {
                    "MetricName": metric.name,
                    "Dimensions": [{"Name": "Drill", "Value": drill}],
                    "Value": metric.value,
                    "Unit": metric.unit,
                }
                for metric in metrics
            ],
        )
