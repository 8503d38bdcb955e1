"""One Region as CloudWatch knows it: which alarms page now, and which events have paged."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from .environment import Level
from .logic import MINUTE, Incident, level_of

if TYPE_CHECKING:  # the stubs are not in the Lambda runtime
    from mypy_boto3_cloudwatch import CloudWatchClient
    from mypy_boto3_cloudwatch.type_defs import MetricDataQueryTypeDef

REMEMBERED = timedelta(days=14)
"""How long an event stays open if nobody says that it is over: CloudWatch keeps minutes 15 days."""


@dataclass(frozen=True, slots=True)
class Region:
    """Its CloudWatch, and the rules of EventBridge that page from there, each with its severity."""

    name: str
    cloudwatch: "CloudWatchClient"
    events: Mapping[str, str]

    def firing(self, prefix: str, levels: Sequence[Level]) -> Iterator[Incident]:
        """The alarms that page now. One that is suppressed is told to nobody and is left out."""
        pages = self.cloudwatch.get_paginator("describe_alarms").paginate(
            StateValue="ALARM",
            AlarmNamePrefix=prefix,
            AlarmTypes=["MetricAlarm", "CompositeAlarm"],
        )
        for page in pages:
            composites = [one for one in page.get("CompositeAlarms", []) if not _is_quiet(one)]
            for alarm in (*page.get("MetricAlarms", []), *composites):
                level = level_of(alarm.get("AlarmActions", []), levels)
                since = alarm.get("StateTransitionedTimestamp") or alarm.get(
                    "StateUpdatedTimestamp"
                )
                if level and since and alarm.get("ActionsEnabled", True):
                    yield Incident(alarm.get("AlarmName", ""), level, since)

    def came(self, since: datetime, until: datetime) -> Mapping[str, Sequence[datetime]]:
        """For each rule the minutes in which an event paged by it.

        EventBridge user guide, "Monitoring": MatchedEvents with the dimension RuleName alone is of
        the default bus; like every metric it is delivered as well as can be, a minute or two late.
        """
        rules = dict(enumerate(self.events))
        if not rules:
            return {}
        found: dict[str, list[datetime]] = {rule: [] for rule in self.events}
        pages = self.cloudwatch.get_paginator("get_metric_data").paginate(
            MetricDataQueries=[_matched(f"r{number}", rule) for number, rule in rules.items()],
            StartTime=since.replace(second=0, microsecond=0),
            EndTime=until + MINUTE,
        )
        for page in pages:
            for result in page["MetricDataResults"]:
                moments = zip(result.get("Timestamps", []), result.get("Values", []), strict=True)
                rule = rules[int(result.get("Id", "").removeprefix("r"))]
                found[rule] += [at for at, count in moments if count]
        return found


def _matched(id: str, rule: str) -> "MetricDataQueryTypeDef":
    return {
        "Id": id,
        "MetricStat": {
            "Metric": {
                "Namespace": "AWS/Events",
                "MetricName": "MatchedEvents",
                "Dimensions": [{"Name": "RuleName", "Value": rule}],
            },
            "Period": 60,
            "Stat": "Sum",
        },
    }


def _is_quiet(composite: Mapping[str, object]) -> bool:
    return bool(composite.get("ActionsSuppressedBy"))
