"""The alarms on what the platform's own stacks run: API, queues, certificates."""

from datetime import timedelta

from filmops.alarms import AlarmSpec, MissingData, Story
from filmops.metrics import Expression, Metric
from filmops.names import Names
from filmops.watching import Unit, Watched, alarm_on
from promises import Handbook

MINUTE = timedelta(minutes=1)
DAY = timedelta(days=1)


def no_healthy_host(
    names: Names, handbook: Handbook, *, load_balancer: str, target_group: str
) -> AlarmSpec:
    """The API is down: no target is healthy.

    Both are full names (`app/name/id`, `targetgroup/name/id`), as the metrics carry them.
    """
    watched = Watched(
        name=names.of("api-no-healthy-host"),
        looks_at=Metric(
            namespace="AWS/ApplicationELB",
            name="HealthyHostCount",
            dimensions={"LoadBalancer": load_balancer, "TargetGroup": target_group},
            statistic="Maximum",
            period=MINUTE,
        ),
        unit=Unit.COUNT,
        missing=MissingData.BREACHING,  # published every minute while the target group is in use
    )
    story = Story("The API has no healthy host", "Nobody can use the API", "api-no-healthy-host")
    return alarm_on(handbook.thresholds.healthy_hosts.alert, watched, story, handbook.severities)


def api_errors(names: Names, handbook: Handbook, *, load_balancer: str) -> AlarmSpec:
    """Too many requests end in an error of the targets or of the load balancer itself."""
    watched = Watched(
        name=names.of("api-errors"),
        looks_at=Expression(
            # The 5xx counters are published only when there is one.
            formula="100 * (FILL(target, 0) + FILL(balancer, 0)) / requests",
            metrics={
                "target": _counted("HTTPCode_Target_5XX_Count", load_balancer),
                "balancer": _counted("HTTPCode_ELB_5XX_Count", load_balancer),
                "requests": _counted("RequestCount", load_balancer),
            },
        ),
        unit=Unit.PERCENT,
        missing=MissingData.HEALTHY,  # no request, no error
    )
    story = Story("The API answers with errors", "Users see requests fail", "api-errors")
    return alarm_on(handbook.thresholds.api_errors.alert, watched, story, handbook.severities)


def queue_depth(names: Names, handbook: Handbook, *, kind: str, queue: str) -> AlarmSpec:
    """Jobs of one kind pile up; `queue` is the queue's name."""
    watched = Watched(
        name=names.of(f"{kind}-queue-depth"),
        looks_at=Metric(
            namespace="AWS/SQS",
            name="ApproximateNumberOfMessagesVisible",
            dimensions={"QueueName": queue},
            statistic="Maximum",
            period=MINUTE,
        ),
        unit=Unit.COUNT,
        missing=MissingData.HEALTHY,  # SQS stops publishing for a queue that is idle for hours
    )
    story = Story(f"The {kind} queue piles up", "Users wait for their films", "queue-depth")
    return alarm_on(handbook.thresholds.queue_depth.alert, watched, story, handbook.severities)


def certificate_expiry(names: Names, handbook: Handbook, *, kind: str, arn: str) -> AlarmSpec:
    """A certificate comes near its end."""
    watched = Watched(
        name=names.of(f"{kind}-certificate-expiry"),
        looks_at=Metric(
            namespace="AWS/CertificateManager",
            name="DaysToExpiry",
            dimensions={"CertificateArn": arn},
            statistic="Minimum",
            period=DAY,  # published about twice a day
        ),
        unit=Unit.DAYS,
        missing=MissingData.BREACHING,
    )
    story = Story(
        f"The {kind} certificate expires soon",
        "Nobody yet, everybody on the day it expires",
        "certificate-expiry",
    )
    return alarm_on(handbook.thresholds.certificate.alert, watched, story, handbook.severities)


def _counted(name: str, load_balancer: str) -> Metric:
    return Metric(
        namespace="AWS/ApplicationELB",
        name=name,
        dimensions={"LoadBalancer": load_balancer},
        statistic="Sum",
        period=MINUTE,
    )
