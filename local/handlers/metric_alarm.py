"""AWS::CloudWatch::Alarm: what the emulator's handler refuses or drops, kept on its record."""

from local import hooks
from local.resource import BuiltIn, Made, Wanted

STAND_IN = {"MetricName": "metric math", "Namespace": "metric math"}
"""What the emulator's handler insists on and a metric-math alarm does not have."""

ONE_METRIC = ("MetricName", "Namespace", "Statistic", "ExtendedStatistic", "Period", "Dimensions")
KEPT = ("Metrics", "ThresholdMetricId", "EvaluateLowSampleCountPercentile")


class MetricAlarm:
    """Real, but for its evaluation: metric math is stored, and no alarm moves by itself."""

    type = "AWS::CloudWatch::Alarm"

    def __init__(self) -> None:
        self._own = BuiltIn.of(self.type)

    def create(self, wanted: Wanted) -> Made:
        """Store the alarm."""
        return self._complete(self._own.create(_acceptable(wanted)), wanted)

    def update(self, physical_id: str, before: hooks.Json, wanted: Wanted) -> Made:
        """Store it anew; its state stays."""
        return self._complete(self._own.update(physical_id, before, _acceptable(wanted)), wanted)

    def delete(self, physical_id: str, properties: hooks.Json) -> None:
        """Forget it, unless a composite alarm needs it."""
        self._own.delete(physical_id, properties)

    def _complete(self, made: Made, wanted: Wanted) -> Made:
        record = hooks.ALARMS.get()[made.physical_id]
        for member in KEPT:
            if member in wanted.properties:
                record[member] = wanted.properties[member]
        if "Metrics" in wanted.properties:
            for member in ONE_METRIC:
                record.pop(member, None)
        if "Threshold" not in wanted.properties:
            record.pop("Threshold", None)
        return made


def _acceptable(wanted: Wanted) -> Wanted:
    if "Metrics" not in wanted.properties:
        return wanted
    properties = {"Threshold": 0, **wanted.without("Metrics"), **STAND_IN}
    return Wanted(wanted.stack, wanted.logical_id, properties)
