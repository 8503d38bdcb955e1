"""Alarm values to CloudFormation: L1, because a large catalogue is made of alarms alone."""

from collections.abc import Mapping, Sequence

from aws_cdk import CfnTag
from aws_cdk import aws_cloudwatch as cloudwatch
from constructs import Construct

from filmops.alarms import AlarmSpec, AnyOf, Links
from filmops.metrics import Expression, Metric
from promises import Level

Actions = Mapping[Level, Sequence[str]]
"""For each severity the ARNs of the topics it is told to."""


def render_alarm(
    scope: Construct, spec: AlarmSpec, *, actions: Actions, links: Links
) -> cloudwatch.CfnAlarm:
    """An alarm that speaks: the same topics hear that it broke and that it recovered."""
    return _metric_alarm(scope, spec, list(actions[spec.severity.level]), links)


def render_any_of(
    scope: Construct, spec: AnyOf, *, actions: Actions, links: Links
) -> cloudwatch.CfnCompositeAlarm:
    """A composite that speaks, over parts that stay silent themselves."""
    told = list(actions[spec.severity.level])
    composite = cloudwatch.CfnCompositeAlarm(
        scope,
        logical_name(spec.name),
        alarm_name=spec.name,
        alarm_description=spec.story.told(spec.severity, links),
        alarm_rule=spec.rule,
        actions_enabled=True,
        alarm_actions=told,
        ok_actions=told,
        tags=[_severity_tag(spec.severity.level)],
    )
    for part in spec.parts:
        # The rule names its parts as text, so CloudFormation sees no order of its own.
        composite.add_resource_dependency(_metric_alarm(scope, part, None, links))
    return composite


def logical_name(name: str) -> str:
    """The construct id of an alarm: `prod-api-errors` becomes `ProdApiErrors`."""
    return "".join(word.capitalize() for word in name.split("-"))


def _metric_alarm(
    scope: Construct, spec: AlarmSpec, told: list[str] | None, links: Links
) -> cloudwatch.CfnAlarm:
    seen = spec.looks_at
    metric = seen if isinstance(seen, Metric) else None
    return cloudwatch.CfnAlarm(
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
        dimensions=metric and _dimensions(metric),
        statistic=metric and _simple(metric.statistic),
        extended_statistic=metric and _extended(metric.statistic),
        period=metric and metric.period.total_seconds(),
        metrics=_queries(seen) if isinstance(seen, Expression) else None,
        tags=[_severity_tag(spec.severity.level)],
    )


def _queries(expression: Expression) -> list[cloudwatch.CfnAlarm.MetricDataQueryProperty]:
    answer = cloudwatch.CfnAlarm.MetricDataQueryProperty(
        id="answer", expression=expression.formula, return_data=True
    )
    return [answer, *(_query(name, metric) for name, metric in expression.metrics.items())]


def _query(id: str, metric: Metric) -> cloudwatch.CfnAlarm.MetricDataQueryProperty:
    return cloudwatch.CfnAlarm.MetricDataQueryProperty(
        id=id,
        return_data=False,
        metric_stat=cloudwatch.CfnAlarm.MetricStatProperty(
            metric=cloudwatch.CfnAlarm.MetricProperty(
                namespace=metric.namespace,
                metric_name=metric.name,
                dimensions=_dimensions(metric),
            ),
            period=metric.period.total_seconds(),
            stat=metric.statistic,
        ),
    )


def _dimensions(metric: Metric) -> list[cloudwatch.CfnAlarm.DimensionProperty]:
    return [
        cloudwatch.CfnAlarm.DimensionProperty(name=name, value=value)
        for name, value in metric.dimensions.items()
    ]


# PutMetricAlarm takes these five as Statistic and all others as ExtendedStatistic.
_SIMPLE = frozenset({"Average", "Maximum", "Minimum", "SampleCount", "Sum"})


def _simple(statistic: str) -> str | None:
    return statistic if statistic in _SIMPLE else None


def _extended(statistic: str) -> str | None:
    return None if statistic in _SIMPLE else statistic


def _severity_tag(level: Level) -> CfnTag:
    return CfnTag(key="severity", value=level)
