"""The AWS CLI calls that fetch the series an alarms file needs.

Source: API reference, GetMetricData: at most 500 queries a call. User guide, "CloudWatch concepts":
data of a minute is kept 15 days, of 5 minutes 63 days, of an hour 455 days.
"""

from __future__ import annotations

import json
import time
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from assurance.assembly.values import is_literal
from assurance.backtest.moments import shown
from assurance.backtest.run import Span, measures
from assurance.cloudwatch import Account, Measure, Metric, MetricAlarm
from assurance.cloudwatch.data.statistic import SIMPLE

MOST: Final = 500
_DAY: Final = 86_400
_KEPT: Final = ((15 * _DAY, 60), (63 * _DAY, 300), (455 * _DAY, 3600))
_EXTRA_POINTS: Final = 7
"""Beyond the evaluated ones: no plausible evaluation range reaches further back."""

Wanted = tuple[Metric, str, int, str | None]


def calls(account: Account, span: Span, now: float | None = None) -> str:
    """Shell commands that write request-N.json and response-N.json, a pair for each 500 series."""
    age = (time.time() if now is None else now) - span.start
    alarms = [alarm for alarm in account.alarms if isinstance(alarm, MetricAlarm)]
    reach = max((a.period * (a.evaluation_periods + _EXTRA_POINTS) for a in alarms), default=0)
    wanted = dict.fromkeys(
        one for alarm in alarms for measure in measures(alarm) for one in _wanted(measure, age)
    )
    pieces = _pieces([one for one in wanted if _known(one)])
    unknown = dict.fromkeys(str(one[0]) for one in wanted if not _known(one))
    lines = [f"# unknown before the deployment: {metric}" for metric in unknown]
    lines += [
        line for number, piece in enumerate(pieces, 1) for line in _call(number, piece, span, reach)
    ]
    files = " ".join(
        f"--metrics {kind}-{n + 1}.json" for n in range(len(pieces)) for kind in _FILES
    )
    return "\n".join([*lines, f"# then: python -m assurance evaluate {files} ..."]) + "\n"


_FILES: Final = ("request", "response")


def _known(wanted: Wanted) -> bool:
    """Whether the template alone tells the metric."""
    metric = wanted[0]
    return is_literal([metric.namespace, metric.name, *(v for _, v in metric.dimensions)])


def _wanted(measure: Measure, age: float) -> Iterator[Wanted]:
    period = _period(measure, age)
    statistics = (measure.statistic,)
    if measure.statistic == "Average" and period != measure.period:
        statistics = ("Sum", "SampleCount")
    for statistic in statistics:
        yield measure.metric, statistic, period, measure.unit


def _period(measure: Measure, age: float) -> int:
    """The finest period that is kept and can be aggregated; other statistics cannot be at all."""
    if measure.statistic not in SIMPLE or measure.period < 60:
        return measure.period
    finest = next((period for kept, period in _KEPT if age <= kept), 3600)
    return finest if measure.period % finest == 0 else measure.period


def _pieces(wanted: Sequence[Wanted]) -> list[list[tuple[int, Wanted]]]:
    numbered = list(enumerate(wanted))
    return [numbered[first : first + MOST] for first in range(0, len(numbered), MOST)]


def _call(
    number: int, piece: Sequence[tuple[int, Wanted]], span: Span, reach: int
) -> Iterator[str]:
    start = (span.start - reach) // 3600 * 3600
    request = {
        "MetricDataQueries": [_query(place, one) for place, one in piece],
        "StartTime": shown(start),
        "EndTime": shown(span.end + 60),
        "ScanBy": "TimestampAscending",
    }
    yield f"cat > request-{number}.json <<'END'"
    yield json.dumps(request, indent=1)
    yield "END"
    yield (
        f"aws cloudwatch get-metric-data --cli-input-json file://request-{number}.json "
        f"--output json > response-{number}.json"
    )


def _query(place: int, wanted: Wanted) -> Mapping[str, object]:
    metric, statistic, period, unit = wanted
    dimensions = [{"Name": name, "Value": value} for name, value in sorted(metric.dimensions)]
    stat: dict[str, object] = {
        "Metric": {
            "Namespace": metric.namespace,
            "MetricName": metric.name,
            "Dimensions": dimensions,
        },
        "Period": period,
        "Stat": statistic,
    }
    if unit:
        stat["Unit"] = unit
    return {"Id": f"m{place}", "MetricStat": stat}
