"""The alarms that watch the paging path itself."""

from collections.abc import Sequence
from datetime import timedelta

from filmops.alarms import AlarmSpec, Comparison, MissingData, Story
from filmops.composites import Alarms, any_part
from filmops.metrics import Metric
from filmops.names import Names
from promises import Severity

MINUTE = timedelta(minutes=1)
_DECIDED = "docs/decisions/0003-what-watches-the-paging-path.md"


def paging_degraded(
    names: Names, region: str, *, queue: str, topics: Sequence[str], severity: Severity
) -> Alarms:
    """One alarm over every way a page can get lost on its way out of this Region.

    `queue` and `topics` are physical names. One lost page is enough: there is no good share of
    lost pages.
    """
    return any_part(
        names.alarm("paging-degraded", region),
        _story("A page could not be delivered"),
        severity,
        (
            _lost_pages(names, region, queue, severity),
            *(_failed_deliveries(topic, region, severity) for topic in topics),
            *(_gone_for_good(topic, region, severity) for topic in topics),
        ),
    )


def _lost_pages(names: Names, region: str, queue: str, severity: Severity) -> AlarmSpec:
    return _first_one(
        names.alarm("lost-pages", region),
        "Pages wait in the dead-letter queue",
        Metric(
            namespace="AWS/SQS",
            name="ApproximateNumberOfMessagesVisible",
            dimensions={"QueueName": queue},
            statistic="Maximum",
            period=MINUTE,
        ),
        severity,
    )


def _failed_deliveries(topic: str, region: str, severity: Severity) -> AlarmSpec:
    return _first_one(
        f"{topic}-failed-deliveries-{region}",
        f"SNS gave up delivering a message of {topic}",
        _sns(topic, "NumberOfNotificationsFailed"),
        severity,
    )


def _gone_for_good(topic: str, region: str, severity: Severity) -> AlarmSpec:
    return _first_one(
        f"{topic}-gone-for-good-{region}",
        f"A message of {topic} reached neither its receiver nor the dead-letter queue",
        _sns(topic, "NumberOfNotificationsFailedToRedriveToDlq"),
        severity,
    )


def _sns(topic: str, metric: str) -> Metric:
    return Metric(
        namespace="AWS/SNS",
        name=metric,
        dimensions={"TopicName": topic},
        statistic="Sum",
        period=MINUTE,
    )


def _first_one(name: str, broke: str, metric: Metric, severity: Severity) -> AlarmSpec:
    return AlarmSpec(
        name=name,
        story=_story(broke),
        severity=severity,
        looks_at=metric,
        comparison=Comparison.ABOVE,
        threshold=0,
        datapoints=1,
        window=1,
        missing=MissingData.HEALTHY,  # published only while there is something to count
        source=_DECIDED,
    )


def _story(broke: str) -> Story:
    return Story(
        broke=broke,
        felt_by="The on-call engineer may not hear of an incident",
        runbook="paging-degraded",
    )
