"""How the runs of a workflow ended, as CloudWatch counts them."""

from datetime import timedelta

from filmops.metrics import Expression, Metric

_ENDS = {"failed": "ExecutionsFailed", "late": "ExecutionsTimedOut", "stopped": "ExecutionsAborted"}
_PERIOD = timedelta(minutes=5)


def bad_ends(machine: str) -> Expression:
    """Runs that ended any other way than well; `machine` is the ARN of the workflow."""
    parts = {
        part: Metric("AWS/States", name, {"StateMachineArn": machine}, "Sum", _PERIOD)
        for part, name in _ENDS.items()
    }
    return Expression(" + ".join(parts), parts)  # of a sum the missing parts count as 0
