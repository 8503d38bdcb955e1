"""Measuring with RDS and CloudWatch stubbed: what is published, and what is left to silence."""

import json
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import boto3
import pytest
from botocore.exceptions import ClientError, EndpointConnectionError
from botocore.stub import Stubber
from mypy_boto3_cloudwatch import CloudWatchClient
from mypy_boto3_rds import RDSClient

from functions.recovery_point import handler
from functions.recovery_point.environment import Environment
from functions.recovery_point.handler import RecoveryPoint
from functions.recovery_point.logic import BACKUP_AGE, POINT_AGE, Copy, Figure, Known, Unknown

NOW = datetime(2026, 11, 23, 9, 10, tzinfo=UTC)
FIVE, DAY = timedelta(minutes=5), timedelta(days=1)
NAMESPACE, DATABASE = "FilmOps/Recovery", "films"
AUTOMATED = {"DBInstanceIdentifier": DATABASE, "SnapshotType": "automated"}
OF_DATABASE = {"DBInstanceIdentifier": DATABASE}


@dataclass
class Lab:
    """A measuring function, and what AWS will answer it."""

    measuring: RecoveryPoint
    cloudwatch: Stubber
    rds: Stubber

    def database(self, restorable: datetime | None) -> None:
        """Let the database be restorable to a point."""
        said = {} if restorable is None else {"LatestRestorableTime": restorable}
        answer = {"DBInstances": [{**OF_DATABASE, **said}]}
        self.rds.add_response("describe_db_instances", answer, OF_DATABASE)

    def snapshots(self, *made: tuple[str, datetime]) -> None:
        """Let there be snapshots, each by status and time."""
        found = [{"Status": status, "SnapshotCreateTime": at} for status, at in made]
        self.rds.add_response("describe_db_snapshots", {"DBSnapshots": found}, AUTOMATED)

    def copies(self, *copied: tuple[str, datetime], of: str = DATABASE) -> None:
        """Let this Region hold replicated backups, each by status and newest point."""
        found = [
            {"DBInstanceIdentifier": of, "Status": status, "RestoreWindow": {"LatestTime": until}}
            for status, until in copied
        ]
        answer = {"DBInstanceAutomatedBackups": found}
        self.rds.add_response("describe_db_instance_automated_backups", answer, OF_DATABASE)

    def publishes(self, **ages: timedelta) -> None:
        """Exactly these figures have to be published, together."""
        dimensions = [{"Name": "Copy", "Value": self.measuring.environment.copy.value}]
        data = [
            {
                "MetricName": name,
                "Dimensions": dimensions,
                "Value": one.total_seconds(),
                "Unit": "Seconds",
            }
            for name, one in ages.items()
        ]
        expected = {"Namespace": NAMESPACE, "MetricData": data}
        self.cloudwatch.add_response("put_metric_data", {}, expected)

    def measured(self) -> tuple[Figure, ...]:
        """The figures, once everything that was to happen has happened."""
        figures = self.measuring.measure()
        self.cloudwatch.assert_no_pending_responses()
        self.rds.assert_no_pending_responses()
        return figures


def _lab(running: ExitStack, copy: Copy) -> Lab:
    session = boto3.Session("none", "none", region_name="us-east-1")
    # boto3-stubs leaves the clients of services we did not install unknown.
    cloudwatch: CloudWatchClient = session.client("cloudwatch")  # pyright: ignore[reportUnknownMemberType]
    rds: RDSClient = session.client("rds")  # pyright: ignore[reportUnknownMemberType]
    environment = Environment(NAMESPACE, DATABASE, copy)
    measuring = RecoveryPoint(environment, cloudwatch, rds, lambda: NOW)
    stubs = [running.enter_context(Stubber(client)) for client in (cloudwatch, rds)]
    return Lab(measuring, stubs[0], stubs[1])


@pytest.fixture
def primary() -> Iterator[Lab]:
    with ExitStack() as running:
        yield _lab(running, Copy.PRIMARY)


@pytest.fixture
def replica() -> Iterator[Lab]:
    with ExitStack() as running:
        yield _lab(running, Copy.REPLICA)


def test_the_primary_publishes_the_age_of_its_point_and_of_its_newest_snapshot(
    primary: Lab,
) -> None:
    primary.database(NOW - FIVE)
    primary.snapshots(("available", NOW - 2 * DAY), ("available", NOW - DAY), ("creating", NOW))
    primary.publishes(RecoveryPointAge=FIVE, BackupAge=DAY)
    assert primary.measured() == (Known(POINT_AGE, FIVE), Known(BACKUP_AGE, DAY))


def test_the_replica_publishes_the_age_of_its_newest_point(replica: Lab) -> None:
    replica.copies(("retained", NOW), ("replicating", NOW - 2 * FIVE))
    replica.publishes(RecoveryPointAge=2 * FIVE)
    assert replica.measured() == (Known(POINT_AGE, 2 * FIVE),)


def test_a_copy_that_stopped_publishes_nothing(replica: Lab) -> None:
    replica.copies(("retained", NOW - FIVE))
    assert replica.measured() == (Unknown(POINT_AGE, "no backups that grow: retained"),)


def test_another_databases_copies_do_not_count(replica: Lab) -> None:
    replica.copies(("replicating", NOW), of="others")
    assert replica.measured() == (Unknown(POINT_AGE, "no backups that grow: none at all"),)


def test_a_database_without_backups_publishes_nothing(primary: Lab) -> None:
    primary.database(None)
    primary.snapshots()
    assert primary.measured() == (
        Unknown(POINT_AGE, "no restorable time: are backups on?"),
        Unknown(BACKUP_AGE, "no automated snapshot"),
    )


def test_a_database_that_is_gone_publishes_nothing(primary: Lab) -> None:
    primary.rds.add_client_error("describe_db_instances", "DBInstanceNotFound")
    primary.snapshots()
    assert primary.measured()[0] == Unknown(POINT_AGE, "DescribeDBInstances: DBInstanceNotFound")


def test_a_throttled_question_does_not_hide_the_other_figure(primary: Lab) -> None:
    primary.database(NOW - FIVE)
    primary.rds.add_client_error("describe_db_snapshots", "Throttling")
    primary.publishes(RecoveryPointAge=FIVE)
    assert primary.measured()[1] == Unknown(BACKUP_AGE, "DescribeDBSnapshots: Throttling")


def test_an_rds_nobody_reaches_is_named(replica: Lab, monkeypatch: pytest.MonkeyPatch) -> None:
    def unreachable(*_: object) -> None:
        raise EndpointConnectionError(endpoint_url="https://rds")

    monkeypatch.setattr(replica.rds.client, "get_paginator", unreachable)
    assert replica.measured() == (Unknown(POINT_AGE, "EndpointConnectionError"),)


def test_a_clock_that_is_far_behind_publishes_nothing(replica: Lab) -> None:
    replica.copies(("replicating", NOW + FIVE))
    (figure,) = replica.measured()
    assert isinstance(figure, Unknown)


def test_a_figure_that_cannot_be_published_is_an_error_of_the_function(replica: Lab) -> None:
    replica.copies(("replicating", NOW - FIVE))
    replica.cloudwatch.add_client_error("put_metric_data", "AccessDenied")
    with pytest.raises(ClientError, match="AccessDenied"):
        replica.measuring.measure()


def test_the_handler_prints_one_line(
    replica: Lab, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(handler, "recovery_point", lambda: replica.measuring)
    replica.copies(("replicating", NOW - FIVE))
    replica.publishes(RecoveryPointAge=FIVE)
    handler.handle({}, None)
    line = capsys.readouterr().out
    assert json.loads(line) == {"recovery_point": "replica", "RecoveryPointAge": 300.0}
    assert line.count("\n") == 1
