"""The media bucket: S3's request metrics, which exist only through a filter on the bucket."""

from dataclasses import dataclass

from filmops.metrics import Metric
from filmops.ratios import Ratio
from filmops.service import Outage, Policy, Service, alone
from filmops.services.common import MINUTE, Told, all_failing, high_errors, objectives, unheard

TOLD = Told("media", "The media storage", "requests", "Users cannot load or save their films")


@dataclass(frozen=True, slots=True)
class Bucket:
    """A bucket by its name, and the id of its request-metrics filter."""

    name: str
    filter: str

    def metric(self, name: str, statistic: str = "Sum") -> Metric:
        """A request metric, as S3 publishes it through the filter."""
        dimensions = {"BucketName": self.name, "FilterId": self.filter}
        return Metric("AWS/S3", name, dimensions, statistic, MINUTE)

    @property
    def failures(self) -> Ratio:
        """Requests S3 itself failed."""
        return Ratio(
            failed="errors",
            all="requests",
            metrics={
                "requests": self.metric("AllRequests"),
                "errors": self.metric("5xxErrors"),
            },
        )


def media(policy: Policy, bucket: Bucket) -> Service:
    """The media bucket with its two objectives."""
    failures, silence = bucket.failures, policy.handbook.alerting.silence.s3_storage
    silent = unheard(policy, TOLD, silence, bucket.metric("AllRequests"))
    return Service(
        name="media",
        objectives=objectives(policy, "s3_storage", TOLD, failures),
        outage=Outage(TOLD.story("is down", "down"), (all_failing(policy, TOLD, failures),)),
        symptoms=(alone(high_errors(policy, TOLD, failures)), alone(silent)),
    )
