"""An Application Load Balancer as its callers meet it: how many requests, how long, how many failed."""

from dataclasses import dataclass

from filmops.metrics import Metric
from filmops.ratios import Ratio
from filmops.services.common import MINUTE


@dataclass(frozen=True, slots=True)
class Balancer:
    """A load balancer by its full name, everything behind it taken together."""

    name: str

    def metric(self, name: str, statistic: str = "Sum") -> Metric:
        """A metric of the load balancer as a whole."""
        dimensions = {"LoadBalancer": self.name}
        return Metric("AWS/ApplicationELB", name, dimensions, statistic, MINUTE)

    @property
    def requests(self) -> Metric:
        """Requests for which a target was chosen."""
        return self.metric("RequestCount")

    @property
    def durations(self) -> Metric:
        """The time of each request, in seconds."""
        return self.metric("TargetResponseTime", "Average")

    @property
    def failures(self) -> Ratio:
        """Requests that ended in a 5xx of a target or of the load balancer itself.

        RequestCount leaves out what was turned away before a target was chosen; the load balancer
        answers those with 503.
        """
        return Ratio(
            failed="target + balancer",
            all="requests + rejected",
            metrics={
                "requests": self.requests,
                "rejected": self.metric("HTTPCode_ELB_503_Count"),
                "target": self.metric("HTTPCode_Target_5XX_Count"),
                "balancer": self.metric("HTTPCode_ELB_5XX_Count"),
            },
        )
