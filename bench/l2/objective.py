"""A service's native objective: the CDK has no L2 for it, so this is its L1."""

from datetime import timedelta

from aws_cdk import Stack
from aws_cdk.aws_applicationsignals import CfnServiceLevelObjective as Slo

from filmops.services.counted import Counted
from filmops.watch import Desk

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


def objective(stack: Stack, service: Counted, desk: Desk) -> None:
    """The objective with its burn rates, maintenance left out."""
    policy = desk.policy
    look_back = sorted({window for tier in policy.tiers for window in (tier.long, tier.short)})
    Slo(
        stack,
        f"{service.name}-slo",
        name=policy.names.of(f"{service.name}-availability"),
        description=f"{service.promise}: {service.goal} of requests",
        request_based_sli=Slo.RequestBasedSliProperty(
            request_based_sli_metric=Slo.RequestBasedSliMetricProperty(
                total_request_count_metric=[_sum(service, "requests", "Requests")],
                monitored_request_count_metric=Slo.MonitoredRequestCountMetricProperty(
                    bad_count_metric=[_sum(service, "failed", "FailedRequests")]
                ),
            )
        ),
        goal=Slo.GoalProperty(
            attainment_goal=float(service.goal.percent),
            interval=Slo.IntervalProperty(
                rolling_interval=Slo.RollingIntervalProperty(
                    duration=policy.handbook.error_budget.window // DAY, duration_unit="DAY"
                )
            ),
        ),
        burn_rate_configurations=[
            Slo.BurnRateConfigurationProperty(look_back_window_minutes=window // MINUTE)
            for window in look_back
        ],
        exclusion_windows=[
            Slo.ExclusionWindowProperty(
                window=Slo.WindowProperty(duration=window.duration // HOUR, duration_unit="HOUR"),
                reason=window.reason,
                recurrence_rule=Slo.RecurrenceRuleProperty(expression=window.expression),
            )
            for window in desk.windows
        ],
    )


def _sum(service: Counted, id: str, metric: str) -> Slo.MetricDataQueryProperty:
    return Slo.MetricDataQueryProperty(
        id=id,
        return_data=True,
        metric_stat=Slo.MetricStatProperty(
            metric=Slo.MetricProperty(
                namespace=service.namespace,
                metric_name=metric,
                dimensions=[Slo.DimensionProperty(name="Service", value=service.name)],
            ),
            period=MINUTE.total_seconds(),
            stat="Sum",
        ),
    )
