"""A deployment as a point on the overview's "Last deployments"."""

from typing import Protocol

from environments import Environment

NAMESPACE, METRIC, DIMENSION = "FilmOps/Delivery", "Deployments", "Environment"


class CloudWatch(Protocol):
    """The one call of CloudWatch's client that is made here."""

    def put_metric_data(self, *, Namespace: str, MetricData: list[dict[str, object]]) -> object:  # noqa: N803 (boto3's own names)
        """Publish points of a metric."""
        ...


def record_deployment(cloudwatch: CloudWatch, environment: Environment) -> None:
    """Publish one deployment of the environment, now."""
    dimensions = [{"Name": DIMENSION, "Value": environment.name}]
    point: dict[str, object] = {
        "MetricName": METRIC,
        "Dimensions": dimensions,
        "Value": 1.0,
        "Unit": "Count",
    }
    cloudwatch.put_metric_data(Namespace=NAMESPACE, MetricData=[point])
