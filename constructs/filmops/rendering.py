"""Alarm values to CloudFormation: L1, because a large catalogue is made of alarms alone."""

from collections.abc import Mapping, Sequence

from aws_cdk import CfnTag
from aws_cdk import aws_cloudwatch as cloudwatch
from constructs import Construct

from filmops.alarms import AlarmSpec, Links, Story
from filmops.composites import Alarms, CompositeSpec
from filmops.metrics import Expression, Metric
from filmops.queries import dimensions, of_expression
from promises import Level, Severity

SOURCE = "threshold-from"
"""The tag that says where a threshold comes from."""
Actions = Mapping[Level, Sequence[str]]
"""For each severity the ARNs of the topics it is told to."""


def render(
    scope: Construct,
    alarms: Alarms,
    *,
    actions: Actions,
    links: Links,
    beside: frozenset[str] = frozenset(),
) -> None:
    """Alarms that speak: the same topics hear that each broke and that it recovered.

    `beside` are the names of other alarms in the same stack.
    """
    here = alarms.names | beside
    for spec in alarms.metric:
        _metric_alarm(scope, spec, actions, links)
    for spec in alarms.composite:
        composite = _composite_alarm(scope, spec, actions, links)
        if first := [logical_name(name) for name in spec.names if name in here]:
            # The rule names its parts as text, so CloudFormation sees no order of its own; one
            # override for all of them, because every call into the CDK costs.
            composite.add_override("DependsOn", sorted(first))


def logical_name(name: str) -> str:
    """The construct id of an alarm: `prod-api-errors` becomes `ProdApiErrors`."""
    return "".join(word.capitalize() for word in name.split("-"))


def _metric_alarm(scope: Construct, spec: AlarmSpec, actions: Actions, links: Links) -> None:
    seen = spec.looks_at
    metric = seen if isinstance(seen, Metric) else None
    told = list(actions[spec.severity.level]) if spec.speaks else None
    cloudwatch.CfnAlarm(
        scope,
        logical_name(spec.name),
        alarm_name=spec.name,
        alarm_description=spec.story.told(spec.severity, links),
        actions_enabled=True,
        alarm_actions=told,
        ok_actions=told,
        comparison_operator=spec.comparison,
        threshold=spec.threshold,
        datapoints_to_alarm=spec.datapoints,
        evaluation_periods=spec.window,
        treat_missing_data=spec.missing,
        namespace=metric and metric.namespace,
        metric_name=metric and metric.name,
        dimensions=metric and dimensions(metric),
        statistic=metric and _simple(metric.statistic),
        extended_statistic=metric and _extended(metric.statistic),
        period=metric and metric.period.total_seconds(),
        metrics=of_expression(seen) if isinstance(seen, Expression) else None,
        tags=None if spec.steers else _tags(spec.severity, spec.source),
    )


def _composite_alarm(
    scope: Construct, spec: CompositeSpec, actions: Actions, links: Links
) -> cloudwatch.CfnCompositeAlarm:
    quiet = spec.suppressed
    told = list(actions[spec.severity.level]) if spec.severity else None
    return cloudwatch.CfnCompositeAlarm(
        scope,
        logical_name(spec.name),
        alarm_name=spec.name,
        alarm_description=_described(spec.story, spec.severity, links),
        alarm_rule=spec.rule.text,
        actions_enabled=True,
        alarm_actions=told,
        ok_actions=told,
        actions_suppressor=quiet and quiet.by,
        actions_suppressor_wait_period=quiet and quiet.wait.total_seconds(),
        actions_suppressor_extension_period=quiet and quiet.extension.total_seconds(),
        tags=_tags(spec.severity),
    )


def _described(story: Story | None, severity: Severity | None, links: Links) -> str:
    if story and severity:
        return story.told(severity, links)
    return "Keeps symptoms quiet while their cause is told. It tells nobody itself."


# PutMetricAlarm takes these five as Statistic and all others as ExtendedStatistic.
_SIMPLE = frozenset({"Average", "Maximum", "Minimum", "SampleCount", "Sum"})


def _simple(statistic: str) -> str | None:
    return statistic if statistic in _SIMPLE else None


def _extended(statistic: str) -> str | None:
    return None if statistic in _SIMPLE else statistic


def _tags(severity: Severity | None, source: str = "") -> list[CfnTag] | None:
    if severity is None:
        return None
    urgent = CfnTag(key="severity", value=severity.level)
    return [urgent, CfnTag(key=SOURCE, value=source)] if source else [urgent]
