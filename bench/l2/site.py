"""Where a service's L2 alarms are made, and the words and metrics they share."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from math import ceil
from typing import TypeVar

from aws_cdk import Duration, Stack, Tags
from aws_cdk import aws_cloudwatch as cw
from aws_cdk.aws_cloudwatch_actions import SnsAction

from filmops.burn_rates import Tier
from filmops.services.counted import Counted
from filmops.watch import Desk
from promises import Level

Topics = Mapping[Level, SnsAction]
Kind = TypeVar("Kind", cw.Alarm, cw.CompositeAlarm)


@dataclass(frozen=True, slots=True)
class Site:
    """Where a service's alarms are made, and what they are made with."""

    stack: Stack
    service: Counted
    desk: Desk
    topics: Topics
    dashboard: str

    @property
    def failures(self) -> int:
        """So many failures are told of however few events there were."""
        return self.desk.policy.handbook.alerting.few_failures.failures.number

    def least(self, tier: Tier) -> int:
        """The fewest events the tier judges by."""
        share = tier.factor * (100 - self.service.goal.percent)
        return max(ceil(100 / share), self.failures)

    def name(self, thing: str) -> str:
        """The physical name."""
        return self.desk.policy.names.of(f"{self.service.name}-{thing}")

    def told(self, what: str, level: Level, runbook: str) -> str:
        """The description."""
        subject = self.service.name.replace("-", " ").capitalize()
        within = self.desk.policy.handbook.severities[level].response_text
        return (
            f"{subject} {what}. Its callers see requests fail. {level}: respond within {within}. "
            f"Dashboard: {self.dashboard} Runbook: {self.desk.guide.runbooks}#service-{runbook}"
        )

    def count(self, metric: str, window: timedelta, statistic: str = "Sum") -> cw.Metric:
        """One of the service's counts; a new object each time, as every L2's `metric_...` is."""
        return cw.Metric(
            namespace=self.service.namespace,
            metric_name=metric,
            dimensions_map={"Service": self.service.name},
            statistic=statistic,
            period=Duration.seconds(window.total_seconds()),
        )

    def math(self, formula: str, window: timedelta) -> cw.MathExpression:
        """A formula over both counts."""
        return cw.MathExpression(
            expression=formula,
            using_metrics={
                "failed": self.count("FailedRequests", window),
                "requests": self.count("Requests", window),
            },
            period=Duration.seconds(window.total_seconds()),
        )


def tagged(alarm: Kind, level: Level) -> Kind:
    """An L2 alarm takes no tags of its own."""
    Tags.of(alarm).add("severity", level)
    return alarm


def speaking(alarm: Kind, topic: SnsAction) -> Kind:
    """The same alarm, which tells a topic that it broke and that it recovered."""
    alarm.add_alarm_action(topic)
    alarm.add_ok_action(topic)
    return alarm
