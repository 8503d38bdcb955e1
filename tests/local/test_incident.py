"""The record of an incident from the embedded AWS and the stand-in of PagerDuty."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.request import Request, urlopen

import pytest
from click.testing import CliRunner, Result

from delivery.incident.__main__ import main
from delivery.pagerduty.token import VARIABLE
from functions.incident_updates.logic import Status, Update
from functions.incident_updates.records import Records
from local.cloud import EmbeddedAws
from local.pagerduty import StandInPagerDuty
from tests.local.helpers import REGION, Stacks

ALARM, TABLE = "filmops-prod-api-down", "filmops-prod-incident-updates"
HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)
SLO = "filmops-prod-api-availability"


@pytest.fixture(scope="module")
def now() -> datetime:
    """When these tests began, which may be long after they were collected."""
    return datetime.now(UTC).replace(microsecond=0)


@pytest.fixture
def remembered(aws: EmbeddedAws, stacks: Stacks, now: datetime) -> None:
    """An alarm that fired and ended, a deployment, a budget, an update."""
    cloudwatch = aws.client("cloudwatch", REGION)
    cloudwatch.put_metric_alarm(
        AlarmName=ALARM,
        Namespace="Lab",
        MetricName="Down",
        Statistic="Sum",
        Period=60,
        EvaluationPeriods=1,
        Threshold=0,
        ComparisonOperator="GreaterThanThreshold",
    )
    for state in ("ALARM", "OK"):
        cloudwatch.set_alarm_state(AlarmName=ALARM, StateValue=state, StateReason="played")
    cloudwatch.put_metric_data(
        Namespace="FilmOps/Delivery",
        MetricData=[
            {
                "MetricName": "Deployments",
                "Dimensions": [{"Name": "Environment", "Value": "prod"}],
                "Timestamp": now - 5 * MINUTE,
                "Value": 1,
            }
        ],
    )
    for minutes, attained in ((-35, 99.95), (-1, 99.93)):
        cloudwatch.put_metric_data(
            Namespace="AWS/ApplicationSignals",
            MetricData=[
                {
                    "MetricName": "AttainmentRate",
                    "Dimensions": [{"Name": "SloName", "Value": SLO}],
                    "Timestamp": now + minutes * MINUTE,
                    "Value": attained,
                }
            ],
        )
    keys = [
        {"AttributeName": name, "KeyType": kind}
        for name, kind in (("level", "HASH"), ("at", "RANGE"))
    ]
    types = [{"AttributeName": name, "AttributeType": "S"} for name in ("level", "at")]
    table = {
        "TableName": TABLE,
        "KeySchema": keys,
        "AttributeDefinitions": types,
        "BillingMode": "PAY_PER_REQUEST",
    }
    stacks.create({"Said": {"Type": "AWS::DynamoDB::Table", "Properties": table}})
    records = Records(aws.client("dynamodb", REGION), TABLE)
    records.keep(Update("P1", now - 2 * MINUTE, Status.RESOLVED, "It is over.", "Ada"))
    last = records.last("P1")
    assert last
    assert (last.status, last.at) == (Status.RESOLVED, now - 2 * MINUTE)


@pytest.fixture(autouse=True)
def no_session_of_before(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("boto3.DEFAULT_SESSION", None)  # it keeps the credentials it was made with


def run(aws: EmbeddedAws, assembly: Path, now: datetime, *more: str, token: str = "") -> Result:
    variables = {**aws.environ(), VARIABLE: token}
    given = [
        *("2026-11-24-api", "--environment", "prod", "--assembly", str(assembly)),
        *("--from", (now - 30 * MINUTE).isoformat(), "--to", (now + 5 * MINUTE).isoformat()),
    ]
    return CliRunner().invoke(main, [*given, *more], env=variables)


@pytest.mark.usefixtures("remembered")
def test_everything_that_is_remembered_is_in_the_draft(
    aws: EmbeddedAws, synthesized: Path, now: datetime
) -> None:
    with StandInPagerDuty() as pagerduty:
        service = pagerduty.account.services[0]
        for action in ("trigger", "acknowledge"):
            event = {
                "routing_key": service.routing_key,
                "event_action": action,
                "dedup_key": ALARM,
                "payload": {"summary": f"{ALARM} fired", "source": "lab", "severity": "critical"},
            }
            urlopen(Request(pagerduty.events_url, json.dumps(event).encode()), timeout=5).close()
        token = pagerduty.account.api_token
        done = run(aws, synthesized, now, "--api", pagerduty.url, token=token)
    assert done.exit_code == 0, done.output
    text = done.stdout
    assert "severity: P1" in text
    for line in (
        f"| alarm | P1 {ALARM} (us-east-1): ALARM |",
        f"| alarm | P1 {ALARM} (us-east-1): OK |",
        "| deployment | deployed |",
        f"| page | paged: {ALARM} fired |",
        f"| page | acknowledged: {ALARM} fired |",
        "| update | P1 resolved: It is over. |",
        f"| {SLO} | 99.9 % | 99.950 % | 99.930 % | 20.0 % |",
    ):
        assert line in text, text
    assert "## Not asked" not in text
    assert token not in done.output


def test_what_cannot_be_asked_is_said(aws: EmbeddedAws, synthesized: Path, now: datetime) -> None:
    done = run(aws, synthesized, now)
    assert done.exit_code == 0, done.output
    assert "- page: PAGERDUTY_TOKEN is not set" in done.stdout


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--environment", "nowhere"], "nowhere.yaml"),
        (["--to", "2020-01-01"], "--to: wanted a time after"),
        (["--assembly", "nowhere"], "nowhere"),
        (["--from", "yesterday"], "wanted a time such as"),
    ],
)
def test_unusable_input_is_said_and_nothing_is_written(
    aws: EmbeddedAws, synthesized: Path, now: datetime, arguments: list[str], said: str
) -> None:
    done = run(aws, synthesized, now, *arguments)
    assert done.exit_code == 2
    assert said in done.stderr
    assert done.stdout == ""


def test_the_draft_goes_into_a_new_file_and_never_over_one(
    aws: EmbeddedAws, synthesized: Path, now: datetime, tmp_path: Path
) -> None:
    file = tmp_path / "docs" / "incidents" / "api.md"
    done = run(aws, synthesized, now, "--out", str(file))
    assert done.exit_code == 0, done.output
    assert done.stdout == ""
    assert "- page: PAGERDUTY_TOKEN is not set" in (written := file.read_text())
    assert run(aws, synthesized, now, "--out", str(file)).exit_code == 2
    assert file.read_text() == written
    assert list(file.parent.iterdir()) == [file]


def test_a_failure_leaves_no_file_and_no_folder(
    aws: EmbeddedAws, synthesized: Path, now: datetime, tmp_path: Path
) -> None:
    file = tmp_path / "incidents" / "api.md"
    assert run(aws, synthesized, now, "--out", str(file), "--assembly", "nowhere").exit_code == 2
    assert list(tmp_path.iterdir()) == []
