"""A dashboard that shows alarms: their states on top, each one's metric below."""

from collections.abc import Sequence

from aws_cdk import ArnFormat, Stack
from aws_cdk import aws_cloudwatch as cloudwatch
from constructs import Construct

_WIDTH = 24  # columns of a CloudWatch dashboard
_STATES_HEIGHT = 3
_CHART_WIDTH, _CHART_HEIGHT = 8, 6


class AlarmBoard(cloudwatch.CfnDashboard):
    """Where an alarm's link leads: `speaking` alarms by state, `charted` ones with their metric.

    Both are names; a composite has no metric of its own, so it speaks and its parts are charted.
    """

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        name: str,
        speaking: Sequence[str],
        charted: Sequence[str],
    ) -> None:
        stack = Stack.of(scope)
        charts = [
            _chart(count, alarm, _arn(stack, alarm), stack.region)
            for count, alarm in enumerate(charted)
        ]
        states = _states([_arn(stack, alarm) for alarm in speaking])
        body = stack.to_json_string({"widgets": [states, *charts]})
        super().__init__(scope, id, dashboard_name=name, dashboard_body=body)


def _arn(stack: Stack, alarm: str) -> str:
    return stack.format_arn(
        service="cloudwatch",
        resource="alarm",
        resource_name=alarm,
        arn_format=ArnFormat.COLON_RESOURCE_NAME,
    )


def _states(alarms: Sequence[str]) -> dict[str, object]:
    return {
        "type": "alarm",
        "x": 0,
        "y": 0,
        "width": _WIDTH,
        "height": _STATES_HEIGHT,
        "properties": {"title": "Alarms", "alarms": list(alarms)},
    }


def _chart(count: int, name: str, arn: str, region: str) -> dict[str, object]:
    row, column = divmod(count, _WIDTH // _CHART_WIDTH)
    return {
        "type": "metric",
        "x": column * _CHART_WIDTH,
        "y": _STATES_HEIGHT + row * _CHART_HEIGHT,
        "width": _CHART_WIDTH,
        "height": _CHART_HEIGHT,
        "properties": {
            "title": name,
            "region": region,
            "annotations": {"alarms": [arn]},
        },
    }
