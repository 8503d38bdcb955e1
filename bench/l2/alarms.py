"""A service's alarms: three burn rates, few failures, silence."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from math import ceil
from typing import TypeVar

from aws_cdk import Duration, Stack, Tags
from aws_cdk import aws_cloudwatch as cw
from aws_cdk.aws_cloudwatch_actions import SnsAction

from filmops.burn_rates import Tier, brief
from filmops.services.counted import Counted
from filmops.watch import Desk
from promises import Level, text

Topics = Mapping[Level, SnsAction]
Kind = TypeVar("Kind", cw.Alarm, cw.CompositeAlarm)


@dataclass(frozen=True, slots=True)
class Site:
    """Where a service's alarms are made, and what they are made with."""

    stack: Stack
    service: Counted
    desk: Desk
    topics: Topics
    counts: Mapping[str, cw.Metric]
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


def count(service: Counted, name: str) -> cw.Metric:
    """One of the service's counts."""
    return cw.Metric(
        namespace=service.namespace,
        metric_name=name,
        dimensions_map={"Service": service.name},
        statistic="Sum",
    )


def alarms(
    stack: Stack, service: Counted, desk: Desk, topics: Topics, dashboard: str
) -> Sequence[cw.Alarm | cw.CompositeAlarm]:
    """Every alarm of the service; returns those that speak."""
    counts = {"failed": count(service, "FailedRequests"), "requests": count(service, "Requests")}
    site = Site(stack, service, desk, topics, counts, desk.guide.address(dashboard))
    fast, medium, slow = desk.policy.tiers
    first = _tier(site, fast, None, None)
    second = _tier(site, medium, first, first)
    third = _tier(site, slow, _few(site, slow), second)
    return [first, second, third, _silent(site)]


def _tier(
    site: Site, tier: Tier, also: cw.IAlarm | None, quiet_by: cw.CompositeAlarm | None
) -> cw.CompositeAlarm:
    level = tier.severity.level
    firing = [
        cw.AlarmRule.from_alarm(_window(site, tier, window), cw.AlarmState.ALARM)
        for window in (tier.long, tier.short)
    ]
    rule = cw.AlarmRule.all_of(*firing)
    if also:
        rule = cw.AlarmRule.any_of(rule, cw.AlarmRule.from_alarm(also, cw.AlarmState.ALARM))
    storm = site.desk.policy.handbook.alerting.storm
    extension = max(storm.extension, tier.short).total_seconds()
    page = cw.CompositeAlarm(
        site.stack,
        f"{site.service.name}-{tier.name}",
        composite_alarm_name=site.name(f"availability-{tier.name}"),
        alarm_description=site.told(
            f"fails requests: {tier.factor:f} times faster than {site.service.goal} allows",
            level,
            "budget",
        ),
        alarm_rule=rule,
        actions_suppressor=quiet_by,
        actions_suppressor_wait_period=Duration.seconds(storm.wait.total_seconds())
        if quiet_by
        else None,
        actions_suppressor_extension_period=Duration.seconds(extension) if quiet_by else None,
    )
    return _speaking(_tagged(page, level), site.topics[level])


def _window(site: Site, tier: Tier, window: timedelta) -> cw.Alarm:
    limit, level = tier.factor * (100 - site.service.goal.percent), tier.severity.level
    alarm = cw.Alarm(
        site.stack,
        f"{site.service.name}-{tier.name}-{brief(window)}",
        alarm_name=site.name(f"availability-{tier.name}-{brief(window)}"),
        alarm_description=site.told(
            f"fails requests: more than {limit:f} % in {text(window)}", level, "budget"
        ),
        metric=cw.MathExpression(
            expression=f"IF(requests >= {site.least(tier)}, 100 * (failed) / (requests))",
            using_metrics=site.counts,
            period=Duration.seconds(window.total_seconds()),
        ),
        comparison_operator=cw.ComparisonOperator.GREATER_THAN_THRESHOLD,
        threshold=float(limit),
        evaluation_periods=1,
        datapoints_to_alarm=1,
        treat_missing_data=cw.TreatMissingData.NOT_BREACHING,
    )
    return _tagged(alarm, level)


def _few(site: Site, slow: Tier) -> cw.Alarm:
    few, least = site.desk.policy.handbook.alerting.few_failures, site.least(slow)
    level = Level(few.severity)
    alarm = cw.Alarm(
        site.stack,
        f"{site.service.name}-few",
        alarm_name=site.name("availability-few"),
        alarm_description=site.told(
            f"fails requests: {few.failures} of fewer than {least} requests", level, "budget"
        ),
        metric=cw.MathExpression(
            expression=f"IF(requests < {least}, failed)",
            using_metrics=site.counts,
            period=Duration.seconds(few.within.total_seconds()),
        ),
        comparison_operator=cw.ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
        threshold=few.failures.number,
        evaluation_periods=1,
        datapoints_to_alarm=1,
        treat_missing_data=cw.TreatMissingData.NOT_BREACHING,
    )
    return _tagged(alarm, level)


def _silent(site: Site) -> cw.Alarm:
    silence, level = site.service.silence, Level(site.service.silence.severity)
    alarm = cw.Alarm(
        site.stack,
        f"{site.service.name}-silent",
        alarm_name=site.name("silent"),
        alarm_description=site.told("gets no request that anybody counts", level, "silent"),
        metric=site.counts["requests"].with_(
            statistic="SampleCount", period=Duration.seconds(silence.lasting.total_seconds() / 3)
        ),
        comparison_operator=cw.ComparisonOperator.LESS_THAN_THRESHOLD,
        threshold=1,
        evaluation_periods=1,
        datapoints_to_alarm=1,
        treat_missing_data=cw.TreatMissingData.BREACHING,
    )
    return _speaking(_tagged(alarm, level), site.topics[level])


def _tagged(alarm: Kind, level: Level) -> Kind:
    """An L2 alarm takes no tags of its own."""
    Tags.of(alarm).add("severity", level)
    return alarm


def _speaking(alarm: Kind, topic: SnsAction) -> Kind:
    alarm.add_alarm_action(topic)
    alarm.add_ok_action(topic)
    return alarm
