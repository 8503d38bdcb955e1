"""The measuring function against the embedded AWS.

The emulator makes no automated snapshots, and its copies of backups are settings whose newest point
is the source's: that a copy lags is seen with a stubbed RDS only (tests/functions).
"""

from datetime import UTC, datetime, timedelta

import pytest

from functions.recovery_point.environment import Environment
from functions.recovery_point.handler import RecoveryPoint
from functions.recovery_point.logic import BACKUP_AGE, POINT_AGE, Copy, Known, Unknown
from local.cloud import EmbeddedAws
from tests.local.helpers import REGION, Stacks
from tests.local.test_data import ELSEWHERE, copied, database

HOUR = timedelta(hours=1)


def measuring(aws: EmbeddedAws, region: str, copy: Copy) -> RecoveryPoint:
    environment = Environment(f"Lab/{copy}", "films", copy)
    cloudwatch, rds = aws.client("cloudwatch", region), aws.client("rds", region)
    return RecoveryPoint(environment, cloudwatch, rds, lambda: datetime.now(UTC) + HOUR)


def published(aws: EmbeddedAws, region: str, copy: Copy) -> list[float]:
    now = datetime.now(UTC)
    answer = aws.client("cloudwatch", region).get_metric_statistics(
        Namespace=f"Lab/{copy}",
        MetricName=POINT_AGE,
        Dimensions=[{"Name": "Copy", "Value": copy}],
        StartTime=now - HOUR,
        EndTime=now + HOUR,
        Period=60,
        Statistics=["Maximum"],
    )
    return [point.get("Maximum", 0) for point in answer["Datapoints"]]


@pytest.mark.parametrize(
    ("region", "copy"), [(REGION, Copy.PRIMARY), (ELSEWHERE, Copy.REPLICA)], ids=str
)
def test_the_age_of_each_copy_is_published_in_its_own_region(
    aws: EmbeddedAws, stacks: Stacks, region: str, copy: Copy
) -> None:
    stack = stacks.create(copied(35))
    point, *_ = measuring(aws, region, copy).measure()
    stacks.delete(stack)
    assert isinstance(point, Known)
    assert abs(point.age - HOUR) < timedelta(minutes=2)
    assert published(aws, region, copy) == [point.age.total_seconds()]


def test_a_copy_that_is_not_made_is_unknown(aws: EmbeddedAws, stacks: Stacks) -> None:
    stack = stacks.create(database())
    figures = measuring(aws, ELSEWHERE, Copy.REPLICA).measure()
    stacks.delete(stack)
    assert figures == (Unknown(POINT_AGE, "no backups that grow: none at all"),)


def test_a_database_that_is_gone_is_unknown(aws: EmbeddedAws) -> None:
    point, backup = measuring(aws, REGION, Copy.PRIMARY).measure()
    assert point == Unknown(POINT_AGE, "DescribeDBInstances: DBInstanceNotFound")
    assert backup == Unknown(BACKUP_AGE, "no automated snapshot")
