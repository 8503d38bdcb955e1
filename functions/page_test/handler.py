"""The Lambda function's edge: AWS on one side, PagerDuty on the other, the judgement elsewhere."""

import os
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from typing import TYPE_CHECKING

import boto3
from botocore.exceptions import BotoCoreError, ClientError

from .environment import Environment
from .logic import REQUESTED, Metric, NotArrived, Step, Verdict, judge, measured, told
from .pagerduty import NotAnsweredError, PagerDuty, read_token

if TYPE_CHECKING:  # the stubs are not in the Lambda runtime
    from mypy_boto3_cloudwatch import CloudWatchClient
    from mypy_boto3_secretsmanager import SecretsManagerClient


def handle(event: Mapping[str, object], _context: object) -> None:
    """Lambda's entry: {"step": "raise"}, and about ten minutes later {"step": "verify"}."""
    match Step.of(event):
        case Step.RAISE:
            page_test().raise_alarm()
        case Step.VERIFY:
            print(told(page_test().verify()))


@cache
def page_test() -> "PageTest":
    """Built once for all invocations of this process."""
    # boto3-stubs leaves the clients of services we did not install unknown.
    cloudwatch: CloudWatchClient = boto3.client("cloudwatch")  # pyright: ignore[reportUnknownMemberType]
    secrets: SecretsManagerClient = boto3.client("secretsmanager")  # pyright: ignore[reportUnknownMemberType]
    return PageTest(Environment.read(os.environ), cloudwatch, secrets)


@dataclass(frozen=True, slots=True)
class PageTest:
    """Both steps, for one environment."""

    environment: Environment
    cloudwatch: "CloudWatchClient"
    secrets: "SecretsManagerClient"
    now: Callable[[], datetime] = lambda: datetime.now(UTC)
    sleep: Callable[[float], None] = time.sleep

    def raise_alarm(self) -> None:
        """Make the page-test alarm fire for real."""
        self._publish(Metric(REQUESTED, 1))

    def verify(self) -> Verdict:
        """Ask whether the page arrived, and publish the answer.

        Raises what CloudWatch raises when the answer cannot be published: then the metric is
        missing, and its alarm treats that as a page that did not arrive.
        """
        verdict = self._verdict()
        self._publish(*measured(verdict))
        return verdict

    def _verdict(self) -> Verdict:
        since = self.now() - self.environment.window
        try:
            alarmed_at = self._alarmed_at(since)
            if alarmed_at is None:
                alarm = self.environment.alarm_name
                return NotArrived(f"{alarm} has not fired since {since:%H:%M:%S} UTC")
            api = PagerDuty(self.environment.pagerduty_api, self._token(), self.sleep)
            return judge(self.environment.alarm_name, alarmed_at, api.incidents_since(since))
        except NotAnsweredError as error:
            return NotArrived(str(error))
        except ClientError as error:
            code = error.response.get("Error", {}).get("Code", "no code")
            return NotArrived(f"{error.operation_name}: {code}")
        except BotoCoreError as error:
            return NotArrived(type(error).__name__)

    def _alarmed_at(self, since: datetime) -> datetime | None:
        history = self.cloudwatch.describe_alarm_history(
            AlarmName=self.environment.alarm_name,
            HistoryItemType="StateUpdate",
            StartDate=since,
            EndDate=self.now(),
            ScanBy="TimestampAscending",
        )
        for item in history["AlarmHistoryItems"]:
            if item.get("HistorySummary", "").endswith("to ALARM"):
                return item.get("Timestamp")
        return None

    def _token(self) -> str:
        name = self.environment.token_secret
        secret = self.secrets.get_secret_value(SecretId=name).get("SecretString", "")
        token = read_token(secret)
        if token is None:
            raise NotAnsweredError(f"secret {name}: wanted JSON with a field token")
        return token

    def _publish(self, *metrics: Metric) -> None:
        self.cloudwatch.put_metric_data(
            Namespace=self.environment.metric_namespace,
            MetricData=[
                {"MetricName": metric.name, "Value": metric.value, "Unit": metric.unit}
                for metric in metrics
            ],
        )
