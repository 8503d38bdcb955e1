"""An objective as CloudWatch's own SLO: the console then shows attainment and budget.

Request-based: what falls into an exclusion window is left out of both counts
(https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch-ServiceLevelObjectives.html).
"""

from collections.abc import Sequence
from datetime import timedelta

from aws_cdk import aws_applicationsignals as signals
from constructs import Construct

from filmops.exclusions import Window
from filmops.metrics import Metric
from filmops.objectives import Objective
from filmops.rendering import logical_name
from filmops.service import Policy

Slo = signals.CfnServiceLevelObjective
MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)


def render_slo(
    scope: Construct, objective: Objective, policy: Policy, windows: Sequence[Window]
) -> None:
    """The objective over the budget's window, its burn rate over every window that alarms."""
    names, budget = policy.names, policy.handbook.error_budget.window
    look_back = sorted({window for tier in policy.tiers for window in (tier.long, tier.short)})
    Slo(
        scope,
        f"{logical_name(names.of(objective.name))}Slo",
        name=names.of(objective.name),
        description=f"{objective.promise}: {objective.goal} of {objective.events}",
        request_based_sli=Slo.RequestBasedSliProperty(request_based_sli_metric=_counts(objective)),
        goal=Slo.GoalProperty(
            attainment_goal=float(objective.goal.percent),
            interval=Slo.IntervalProperty(
                rolling_interval=Slo.RollingIntervalProperty(
                    duration=budget // DAY, duration_unit="DAY"
                )
            ),
        ),
        burn_rate_configurations=[
            Slo.BurnRateConfigurationProperty(look_back_window_minutes=window // MINUTE)
            for window in look_back
        ],
        exclusion_windows=[_excluded(window) for window in windows],
    )


def _counts(objective: Objective) -> signals.CfnServiceLevelObjective.RequestBasedSliMetricProperty:
    ratio = objective.ratio
    return Slo.RequestBasedSliMetricProperty(
        total_request_count_metric=_queries(ratio.all, ratio.metrics_of(ratio.all)),
        monitored_request_count_metric=Slo.MonitoredRequestCountMetricProperty(
            bad_count_metric=_queries(ratio.failed, ratio.metrics_of(ratio.failed))
        ),
    )


def _queries(
    formula: str, metrics: dict[str, Metric]
) -> list[signals.CfnServiceLevelObjective.MetricDataQueryProperty]:
    if formula in metrics:
        return [_query(formula, metrics[formula], returned=True)]
    count = Slo.MetricDataQueryProperty(id="count", expression=formula, return_data=True)
    return [count, *(_query(name, metric, returned=False) for name, metric in metrics.items())]


def _query(
    id: str, metric: Metric, *, returned: bool
) -> signals.CfnServiceLevelObjective.MetricDataQueryProperty:
    return Slo.MetricDataQueryProperty(
        id=id,
        return_data=returned,
        metric_stat=Slo.MetricStatProperty(
            metric=Slo.MetricProperty(
                namespace=metric.namespace,
                metric_name=metric.name,
                dimensions=[
                    Slo.DimensionProperty(name=name, value=value)
                    for name, value in metric.dimensions.items()
                ],
            ),
            period=metric.period.total_seconds(),
            stat=metric.statistic,
        ),
    )


def _excluded(window: Window) -> signals.CfnServiceLevelObjective.ExclusionWindowProperty:
    return Slo.ExclusionWindowProperty(
        window=Slo.WindowProperty(
            duration=window.duration // timedelta(hours=1), duration_unit="HOUR"
        ),
        reason=window.reason,
        recurrence_rule=Slo.RecurrenceRuleProperty(expression=window.expression),
    )
