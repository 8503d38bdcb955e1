"""What CloudWatch does with metrics and alarms, as far as AWS publishes it.

`evaluate` plays the alarms of an account on series of their metrics; `findings` says what is wrong
with them before any data. Where the published rules do not decide, a history says so in
`unspecified`, with every answer; the facts behind each rule name their page.
"""

from assurance.cloudwatch.alarm import (
    Account,
    Actions,
    Alarm,
    CompositeAlarm,
    MetricAlarm,
    MuteRule,
    OpaqueAlarm,
    Suppressor,
    WarmUp,
)
from assurance.cloudwatch.data import Data, Samples, Series
from assurance.cloudwatch.error import AlarmError
from assurance.cloudwatch.evaluation import evaluate
from assurance.cloudwatch.findings import Finding, Kind, findings
from assurance.cloudwatch.history import History, Notification, Transition, Unspecified
from assurance.cloudwatch.measure import Measure, Metric, Query
from assurance.cloudwatch.measuring import Speed, measured
from assurance.cloudwatch.newest import newest_points
from assurance.cloudwatch.state import State

__all__ = [
    "Account",
    "Actions",
    "Alarm",
    "AlarmError",
    "CompositeAlarm",
    "Data",
    "Finding",
    "History",
    "Kind",
    "Measure",
    "Metric",
    "MetricAlarm",
    "MuteRule",
    "Notification",
    "OpaqueAlarm",
    "Query",
    "Samples",
    "Series",
    "Speed",
    "State",
    "Suppressor",
    "Transition",
    "Unspecified",
    "WarmUp",
    "evaluate",
    "findings",
    "measured",
    "newest_points",
]
