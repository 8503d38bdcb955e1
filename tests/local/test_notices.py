"""The notices against the embedded AWS: its DynamoDB, SNS, Scheduler and Systems Manager, our clock.

The mute rules are kept by a stand-in of ours; the emulator's Scheduler fires when it is asked to.
"""

import json
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any, cast
from uuid import uuid4

import pytest

from filmops.maintenance_calendar import calendar_variable
from functions.maintenance.ahead import Desk, Start
from functions.maintenance.announcing import Announcements
from functions.maintenance.calendar_watch import OVERDUE, OVERRAN, WATCHED, Watch
from functions.maintenance.mutes import Mutes
from functions.maintenance.notices import Notices, NotToldError
from functions.maintenance.records import Records, Sending
from functions.maintenance.status_page import StatusPage
from functions.maintenance.windows import Calendar, Notice
from local.cloud import EmbeddedAws
from local.journal import Kind
from promises import load_handbook
from tests.local.helpers import REGION, Receiver, eventually

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient
    from mypy_boto3_ssm import SSMClient

CALENDAR = Calendar.read({"CALENDAR": calendar_variable(load_handbook().maintenance)})
WINDOW = CALENDAR.of("2026-12-13")
WEEK, DAY, HOUR = timedelta(days=7), timedelta(days=1), timedelta(hours=1)
NOTICE, DAY_BEFORE, HOUR_BEFORE = CALENDAR.notices(WINDOW)
MUTED = [{"because": "it is reindexed", "belongs_to": "", "alarms": ["lab-slow", "lab-late"]}]


@dataclass
class Lab:
    """One environment in an account, and the hour it is there."""

    aws: EmbeddedAws
    receiver: Receiver
    prefix: str = field(default_factory=lambda: f"lab-{uuid4().hex[:8]}")
    now: datetime = WINDOW.start - WEEK

    def __post_init__(self) -> None:
        keys = {"window": "HASH", "what": "RANGE"}
        self.aws.call(
            "dynamodb",
            REGION,
            "create_table",
            TableName=self.prefix,
            BillingMode="PAY_PER_REQUEST",
            AttributeDefinitions=[{"AttributeName": one, "AttributeType": "S"} for one in keys],
            KeySchema=[{"AttributeName": one, "KeyType": kind} for one, kind in keys.items()],
        )
        self.aws.call(
            "ssm",
            REGION,
            "put_parameter",
            Name=f"/{self.prefix}/muted",
            Type="String",
            Value=json.dumps(MUTED),
        )
        self.aws.call("scheduler", REGION, "create_schedule_group", Name=self.prefix)
        sns, sqs = self.aws.client("sns", REGION), self.aws.client("sqs", REGION)
        self.topic = sns.create_topic(Name=self.prefix)["TopicArn"]
        sns.subscribe(TopicArn=self.topic, Protocol="email", Endpoint="ops@lab.example")
        self.queue = sqs.create_queue(QueueName=self.prefix)["QueueUrl"]
        asked = sqs.get_queue_attributes(QueueUrl=self.queue, AttributeNames=["QueueArn"])
        self.target = asked["Attributes"]["QueueArn"]

    @property
    def records(self) -> Records:
        client = self.aws.client("dynamodb", REGION)
        return Records(cast("DynamoDBClient", client), self.prefix)

    @property
    def mutes(self) -> Mutes:
        ssm = cast("SSMClient", self.aws.client("ssm", REGION))
        cloudwatch = self.aws.client("cloudwatch", REGION)
        return Mutes(cloudwatch, ssm, self.records, f"/{self.prefix}/muted", self.prefix)

    @property
    def notices(self) -> Notices:
        page = StatusPage(f"http://127.0.0.1:{self.receiver.port}/{self.prefix}", lambda _: None)
        role = f"arn:aws:iam::{self.aws.account}:role/any"
        start = Start("notice-86400", DAY, self.target, role, {"ahead": 86400})
        return Notices(
            calendar=CALENDAR,
            records=self.records,
            announcements=Announcements(self.aws.client("sns", REGION), self.topic),
            status_page=lambda: page,
            desk=Desk(self.aws.client("scheduler", REGION), self.prefix, self.prefix, self.target),
            starts=(start,),
            mutes=self.mutes,
            environment="lab",
            work=("Security patches",),
            updates="https://status.lab.example",
            now=lambda: self.now,
        )

    @property
    def watch(self) -> Watch:
        return Watch(
            CALENDAR,
            self.records,
            self.aws.client("rds", REGION),
            f"arn:aws:rds:{REGION}:{self.aws.account}:db:films",
            ("announcements", "status_page"),
            timedelta(minutes=15),
            lift=lambda window: self.mutes.lift(window, self.now),
            now=lambda: self.now,
        )

    def mails(self) -> int:
        """How often subscribers by email were sent something."""
        return sum(one.subject == self.topic for one in self.aws.entries(Kind.NOTICE))

    def posted(self) -> list[dict[str, Any]]:
        """What the status page was told."""
        return [json.loads(one.body) for one in self.receiver.got(f"/{self.prefix}")]

    def rules(self) -> list[str]:
        """The mute rules there are."""
        answer = self.aws.client("cloudwatch", REGION).list_alarm_mute_rules(AlarmName="lab-slow")
        arns = (one.get("AlarmMuteRuleArn", "") for one in answer["AlarmMuteRuleSummaries"])
        return [arn for arn in arns if self.prefix in arn]


@pytest.fixture
def lab(aws: EmbeddedAws, receiver: Receiver) -> Lab:
    return Lab(aws, receiver)


def test_a_notice_reaches_people_and_the_status_page_once(lab: Lab) -> None:
    for number in range(3):
        lab.notices.announce(NOTICE, f"delivery {number}")
    [told] = lab.posted()
    assert told["starts"] == "2026-12-13T02:00:00+00:00"
    eventually(lab.mails)
    assert lab.mails() == 1
    kept = lab.records.of(WINDOW.id)
    assert {what: one["state"] for what, one in kept.items()} == {
        "mute": "on",
        "notice#604800#announcements": "sent",
        "notice#604800#status_page": "sent",
    }


def test_it_writes_the_reminder_for_its_date_which_starts_with_its_window(lab: Lab) -> None:
    lab.notices.announce(NOTICE, "one")
    name = f"{lab.prefix}-notice-86400-2026-12-13"
    schedule = lab.aws.call("scheduler", REGION, "get_schedule", Name=name, GroupName=lab.prefix)
    assert schedule["ScheduleExpression"] == "at(2026-12-12T02:00:00)"
    assert schedule["ActionAfterCompletion"] == "DELETE"
    assert schedule["Target"]["RetryPolicy"]["MaximumEventAgeInSeconds"] == 900
    lab.aws.run_schedule(name, REGION, lab.prefix)
    asked = {"QueueUrl": lab.queue, "WaitTimeSeconds": 5}
    [message] = lab.aws.call("sqs", REGION, "receive_message", **asked)["Messages"]
    assert json.loads(message["Body"]) == {"ahead": 86400, "window": "2026-12-13"}


def test_it_mutes_that_window_and_the_end_of_the_work_unmutes(lab: Lab) -> None:
    lab.notices.announce(NOTICE, "one")
    assert len(lab.rules()) == 1
    assert lab.mutes.lift(WINDOW, WINDOW.start + HOUR).figures == {"mute rules": 1}
    assert lab.rules() == []


def test_a_reminder_that_overtakes_its_notice_leaves_it_unsaid(lab: Lab) -> None:
    lab.now = DAY_BEFORE.at
    lab.notices.announce(DAY_BEFORE, "one")
    assert lab.notices.announce(NOTICE, "two")["status_page"] == Sending.OVERTAKEN
    assert len(lab.posted()) == 1


def test_a_status_page_that_is_down_is_told_later_and_nobody_twice(lab: Lab) -> None:
    lab.receiver.answers[f"/{lab.prefix}"] = 503
    with pytest.raises(NotToldError, match="answered 503"):
        lab.notices.announce(NOTICE, "one")
    lab.now += HOUR
    assert lab.watch.look()[0][OVERDUE] == 1
    lab.receiver.answers.clear()
    lab.notices.announce(NOTICE, "one")
    assert lab.watch.look()[0][OVERDUE] == 0
    eventually(lab.mails)
    assert lab.mails() == 1


def test_of_two_hands_one_sends(lab: Lab) -> None:
    lease = lab.now - timedelta(minutes=10)
    first = lab.records.begin(NOTICE, "announcements", "one", lab.now, lease)
    second = lab.records.begin(NOTICE, "announcements", "two", lab.now, lease)
    again = lab.records.begin(NOTICE, "announcements", "one", lab.now, lease)
    assert (first, second, again) == (True, False, True)
    late = lab.now + timedelta(minutes=11)
    assert lab.records.begin(NOTICE, "announcements", "two", late, late - timedelta(minutes=10))


def test_one_run_gets_the_window_and_its_first_end_stands(lab: Lab) -> None:
    assert lab.records.skip(WINDOW.id, "run-0", "held", WINDOW.start) is True
    assert lab.records.skip(WINDOW.id, "run-1", "held", WINDOW.start) is False
    claims = [lab.records.claim(WINDOW.id, f"run-{one}", WINDOW.start) for one in (2, 3, 2)]
    assert [one.ours for one in claims] == [True, False, True]
    assert claims[1].held_by == "run-2"
    lab.now = WINDOW.end + HOUR
    assert lab.watch.look()[0][OVERRAN] == 1
    ends = [
        lab.records.close(WINDOW.id, run, verdict, WINDOW.end)
        for run, verdict in (("run-3", "failed"), ("run-2", "done"), ("run-2", "failed"))
    ]
    assert ends == [False, True, True]
    assert lab.records.of(WINDOW.id)["run"]["outcome"] == "done"
    assert lab.watch.look()[0][OVERRAN] == 0


def test_a_window_in_which_nobody_works_is_unmuted_by_the_watch(lab: Lab) -> None:
    lab.notices.announce(NOTICE, "one")
    lab.now = WINDOW.start + HOUR
    figures, unknown = lab.watch.look()
    assert (figures[WATCHED], unknown) == (1, {})
    assert lab.rules() == []


def test_a_quarter_of_windows_is_announced_three_times_each(lab: Lab) -> None:
    since = datetime(2027, 1, 1, tzinfo=UTC)
    for window in CALENDAR.between(since, since + timedelta(days=91)):
        for notice in CALENDAR.notices(window):
            lab.now = notice.at
            lab.notices.announce(Notice(window, notice.ahead), "by the calendar")
    assert len(lab.posted()) == 18
    assert len(lab.rules()) == 6
