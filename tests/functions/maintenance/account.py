"""An AWS account as far as the calendar's functions use it: kept in memory, failing when told to."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any, cast

from botocore.exceptions import ClientError
from mypy_boto3_cloudwatch import CloudWatchClient
from mypy_boto3_dynamodb import DynamoDBClient
from mypy_boto3_rds import RDSClient
from mypy_boto3_scheduler import EventBridgeSchedulerClient
from mypy_boto3_sns import SNSClient
from mypy_boto3_ssm import SSMClient

from functions.maintenance.ahead import Desk, Start
from functions.maintenance.announcing import Announcements
from functions.maintenance.mutes import Mutes
from functions.maintenance.notices import Notices
from functions.maintenance.records import Records
from functions.maintenance.status_page import NotTakenError, StatusPage
from functions.maintenance.windows import Calendar

Json = dict[str, Any]
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
START = datetime(2026, 12, 13, 2, tzinfo=UTC)
DAYS_AHEAD, DAY_AHEAD, HOUR_AHEAD = 7 * DAY, DAY, HOUR
CALENDAR = Calendar.read(
    {
        "CALENDAR": json.dumps(
            {
                "days": ["2nd Sunday", "4th Sunday"],
                "start": "02:00",
                "length_seconds": 14400,
                "ahead_seconds": [604800, 86400, 3600],
            }
        )
    }
)
WINDOW = CALENDAR.of("2026-12-13")
ALARMS = [f"lab-database-{number}" for number in range(3)]


def refused(code: str) -> ClientError:
    return ClientError({"Error": {"Code": code, "Message": "lab"}}, "Lab")


@dataclass
class Failing:
    """Something that fails so often by name of its operation before it works."""

    failures: dict[str, list[Exception]] = field(default_factory=dict[str, list[Exception]])
    calls: list[str] = field(default_factory=list[str])

    def called(self, operation: str) -> None:
        self.calls.append(operation)
        if waiting := self.failures.get(operation):
            raise waiting.pop(0)


@dataclass
class Table(Failing):
    """DynamoDB with one table: conditions are evaluated, everything else is a dictionary."""

    items: dict[tuple[str, str], Json] = field(default_factory=dict[tuple[str, str], Json])

    def get_paginator(self, operation: str) -> "Table":
        assert operation == "query"
        return self

    def paginate(self, **asked: Any) -> Iterator[Json]:  # noqa: ANN401
        self.called("query")
        wanted = asked["ExpressionAttributeValues"][":window"]["S"]
        yield {"Items": [item for (window, _), item in self.items.items() if window == wanted]}

    def put_item(self, **asked: Any) -> Json:  # noqa: ANN401
        self.called("put_item")
        item = asked["Item"]
        key = (item["window"]["S"], item["what"]["S"])
        if "ConditionExpression" in asked and not self._holds(key, asked):
            raise refused("ConditionalCheckFailedException")
        self.items[key] = item
        return {}

    def update_item(self, **asked: Any) -> Json:  # noqa: ANN401
        self.called("update_item")
        key = (asked["Key"]["window"]["S"], asked["Key"]["what"]["S"])
        kept = self.items.get(key, {})
        given = dict(asked["ExpressionAttributeValues"])
        if "ConditionExpression" in asked:
            assert asked["ConditionExpression"] == "#execution = :execution"
            if kept.get("execution") != given.pop(":execution"):
                raise refused("ConditionalCheckFailedException")
        self.items[key] = {
            **asked["Key"],
            **{name.removeprefix(":"): value for name, value in given.items()},
            **kept,
        }
        return {}

    def _holds(self, key: tuple[str, str], asked: Json) -> bool:
        kept = self.items.get(key)
        said = asked["ConditionExpression"]
        values = {name: one["S"] for name, one in asked["ExpressionAttributeValues"].items()}
        text = said.replace("attribute_not_exists(#window)", str(kept is None))
        for name in asked["ExpressionAttributeNames"].values():
            text = text.replace(f"#{name} ", f"{(kept or {}).get(name, {}).get('S', '')!r} ")
        for name in sorted(values, key=len, reverse=True):
            text = text.replace(name, repr(values[name]))
        text = text.replace(" = ", " == ").replace(" OR ", " or ").replace(" AND ", " and ")
        return bool(eval(text, {"__builtins__": {}}))  # our own condition, a handful of operators


@dataclass
class Topic(Failing):
    """SNS: what was published."""

    published: list[Json] = field(default_factory=list[Json])

    def publish(self, **asked: Any) -> Json:  # noqa: ANN401
        self.called("publish")
        self.published.append(asked)
        return {"MessageId": f"message-{len(self.published)}"}


@dataclass
class Page(Failing):
    """The status page."""

    told: list[tuple[str, dict[str, str]]] = field(default_factory=list[tuple[str, dict[str, str]]])

    def tell(self, key: str, update: dict[str, str]) -> int:
        self.called("tell")
        self.told.append((key, update))
        return 1


@dataclass
class Schedules(Failing):
    """EventBridge Scheduler: schedules by name."""

    kept: dict[str, Json] = field(default_factory=dict[str, Json])

    def create_schedule(self, **asked: Any) -> Json:  # noqa: ANN401
        self.called("create_schedule")
        if asked["Name"] in self.kept:
            raise refused("ConflictException")
        self.kept[asked["Name"]] = asked
        return {}


@dataclass
class Alarms(Failing):
    """CloudWatch: mute rules, and alarms that are in ALARM by the topic they tell."""

    rules: dict[str, Json] = field(default_factory=dict[str, Json])
    alarming: list[Json] = field(default_factory=list[Json])

    def put_alarm_mute_rule(self, **asked: Any) -> None:  # noqa: ANN401
        self.called("put_alarm_mute_rule")
        self.rules[asked["Name"]] = asked

    def delete_alarm_mute_rule(self, **asked: Any) -> None:  # noqa: ANN401
        self.called("delete_alarm_mute_rule")
        if self.rules.pop(asked["AlarmMuteRuleName"], None) is None:
            raise refused("ResourceNotFoundException")

    def get_paginator(self, operation: str) -> "Alarms":
        assert operation == "describe_alarms"
        return self

    def paginate(self, **asked: Any) -> Iterator[Json]:  # noqa: ANN401
        self.called("describe_alarms")
        assert asked["AlarmTypes"] == ["MetricAlarm", "CompositeAlarm"]
        told = [
            one
            for one in self.alarming
            if any(arn.startswith(asked["ActionPrefix"]) for arn in one["AlarmActions"])
        ]
        yield {"MetricAlarms": told[:1], "CompositeAlarms": []}
        yield {"MetricAlarms": [], "CompositeAlarms": told[1:]}


@dataclass
class Parameters(Failing):
    """Systems Manager: parameters, and a change calendar."""

    values: dict[str, str] = field(default_factory=dict[str, str])
    state: Json = field(default_factory=lambda: {"State": "OPEN"})

    def get_parameter(self, **asked: Any) -> Json:  # noqa: ANN401
        self.called("get_parameter")
        if asked["Name"] not in self.values:
            raise refused("ParameterNotFound")
        return {"Parameter": {"Value": self.values[asked["Name"]]}}

    def get_calendar_state(self, **asked: Any) -> Json:  # noqa: ANN401
        self.called("get_calendar_state")
        assert asked == {"CalendarNames": ["freezes"]}
        return self.state


@dataclass
class Pending(Failing):
    """RDS: what is pending for the database."""

    actions: list[Json] = field(default_factory=list[Json])

    def get_paginator(self, operation: str) -> "Pending":
        assert operation == "describe_pending_maintenance_actions"
        return self

    def paginate(self, **asked: Any) -> Iterator[Json]:  # noqa: ANN401
        self.called("describe_pending_maintenance_actions")
        arn = asked["ResourceIdentifier"]
        yield {"PendingMaintenanceActions": []}
        if self.actions:
            told = {"ResourceIdentifier": arn, "PendingMaintenanceActionDetails": self.actions}
            yield {"PendingMaintenanceActions": [told]}


@dataclass
class Lab:
    """All of it, with a clock."""

    now: datetime = START - DAYS_AHEAD
    table: Table = field(default_factory=Table)
    topic: Topic = field(default_factory=Topic)
    page: Page = field(default_factory=Page)
    schedules: Schedules = field(default_factory=Schedules)
    alarms: Alarms = field(default_factory=Alarms)
    parameters: Parameters = field(default_factory=Parameters)
    pending: Pending = field(default_factory=Pending)

    def __post_init__(self) -> None:
        reasons = [{"because": "reindexed", "alarms": ALARMS}]
        self.parameters.values |= {"muted": json.dumps(reasons), "hold": "no"}

    @property
    def records(self) -> Records:
        return Records(cast(DynamoDBClient, self.table), "records")

    @property
    def mutes(self) -> Mutes:
        return Mutes(
            cast(CloudWatchClient, self.alarms),
            cast(SSMClient, self.parameters),
            self.records,
            "muted",
            "lab",
        )

    @property
    def notices(self) -> Notices:
        scheduler = cast(EventBridgeSchedulerClient, self.schedules)
        return Notices(
            calendar=CALENDAR,
            records=self.records,
            announcements=Announcements(cast(SNSClient, self.topic), "arn:topic"),
            status_page=lambda: cast(StatusPage, self.page),
            desk=Desk(scheduler, "windows", "lab", "arn:dead"),
            starts=(
                Start("notice", DAY_AHEAD, "arn:function", "arn:role", {"ahead": 86400}),
                Start("before", DAY_AHEAD, "arn:machine", "arn:other-role", {"before": True}),
            ),
            mutes=self.mutes,
            environment="prod",
            work=("Security patches",),
            updates="https://status.example.org",
            now=lambda: self.now,
        )

    @property
    def rds(self) -> RDSClient:
        return cast(RDSClient, self.pending)

    def sent(self) -> list[str]:
        """The titles of what went out by the topic."""
        return [one["Subject"] for one in self.topic.published]

    def states(self) -> dict[str, str]:
        """How far each notice has come."""
        kept = self.records.of(WINDOW.id)
        return {what: one["state"] for what, one in kept.items() if what.startswith("notice#")}


NOT_TAKEN = NotTakenError("the status page answered 503")
