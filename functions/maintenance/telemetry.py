"""What every function of a window says of itself: structured logs, metrics, traces."""

from collections.abc import Callable, Mapping
from functools import wraps
from typing import Any

from aws_lambda_powertools import Logger, Metrics, Tracer

NAMESPACE = "FilmOps/Maintenance"
SERVICE = "maintenance"
"""The dimension `service` of every metric, and the name in logs and traces."""

logger = Logger(service=SERVICE, utc=True)
metrics = Metrics(namespace=NAMESPACE, service=SERVICE)
"""Written into the log in CloudWatch's embedded format: no right to PutMetricData is needed."""
tracer = Tracer(service=SERVICE, patch_modules=("botocore",))
"""Off by itself where there is no Lambda."""

Handle = Callable[[Mapping[str, object], object], dict[str, Any]]


def observed(handle: Handle) -> Handle:
    """A `handle` with the run on every log line, its failure logged, its metrics handed over."""

    @wraps(handle)
    def observing(event: Mapping[str, object], context: object) -> dict[str, Any]:
        logger.append_keys(step=event.get("step"), execution=event.get("execution"))
        try:
            return _traced(event, context)
        except Exception:
            logger.exception("failed")
            raise
        finally:
            if metrics.metric_set:
                metrics.flush_metrics()

    _traced: Handle = tracer.capture_lambda_handler(handle, capture_response=False)
    return observing
