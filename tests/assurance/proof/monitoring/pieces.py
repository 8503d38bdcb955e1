"""The pieces a monitoring template is written with, by hand and unlike the builder's formulas."""

from dataclasses import dataclass
from typing import Any

from tests.assurance.proof.monitoring.lab_environment import BALANCER, FILMS
from tests.assurance.proof.parts import resource

Resources = dict[str, Any]
ACCOUNT = "111122223333"
ABOVE, BELOW, FROM = (
    "GreaterThanThreshold",
    "LessThanThreshold",
    "GreaterThanOrEqualToThreshold",
)


@dataclass(frozen=True)
class Read:
    """A metric as it is read."""

    namespace: str
    metric: str
    stat: str
    dimensions: tuple[tuple[str, str], ...] = ()

    @property
    def pairs(self) -> list[dict[str, str]]:
        return [{"Name": name, "Value": value} for name, value in self.dimensions]

    def query(self, name: str, period: int, *, returned: bool = False) -> dict[str, Any]:
        metric = {
            "Namespace": self.namespace,
            "MetricName": self.metric,
            "Dimensions": self.pairs,
        }
        stat = {"Metric": metric, "Stat": self.stat, "Period": period}
        return {"Id": name, "MetricStat": stat, "ReturnData": returned}

    def line(self, period: int, **look: object) -> list[object]:
        names = [part for pair in self.dimensions for part in pair]
        read = {"stat": self.stat, "period": period, **look}
        return [self.namespace, self.metric, *names, read]


@dataclass(frozen=True)
class Counts:
    """Events `n` and failed events `bad`, as expressions over metrics."""

    n: str
    bad: str
    reads: dict[str, Read]

    def queries(self, answer: str, period: int) -> list[dict[str, Any]]:
        return [
            {"Id": "answer", "Expression": answer, "ReturnData": True},
            {"Id": "n", "Expression": self.n, "ReturnData": False},
            {"Id": "bad", "Expression": self.bad, "ReturnData": False},
            *(read.query(key, period) for key, read in self.reads.items()),
        ]

    def count(self, formula: str) -> list[dict[str, Any]]:
        """One count of a native SLO."""
        return [
            {"Id": "count", "Expression": formula, "ReturnData": True},
            *(read.query(key, 60) for key, read in self.reads.items() if key in formula.split()),
        ]


def elb(metric: str, stat: str = "Sum") -> Read:
    return Read("AWS/ApplicationELB", metric, stat, (("LoadBalancer", BALANCER),))


def viewers(metric: str, stat: str) -> Read:
    return Read("AWS/CloudFront", metric, stat, (("DistributionId", "E1LAB"), ("Region", "Global")))


def media(metric: str, stat: str = "Sum") -> Read:
    return Read("AWS/S3", metric, stat, (("BucketName", "media"), ("FilterId", "All")))


def rds(metric: str, stat: str = "Average") -> Read:
    return Read("AWS/RDS", metric, stat, (("DBInstanceIdentifier", "lab"),))


def sqs(metric: str, stat: str = "Maximum", queue: str = "jobs") -> Read:
    return Read("AWS/SQS", metric, stat, (("QueueName", queue),))


def slow(duration: Read, limit: str) -> Counts:
    where = (duration.namespace, duration.metric)
    reads = {
        "all": Read(*where, "SampleCount", duration.dimensions),
        "quick": Read(*where, f"PR(:{limit})", duration.dimensions),
    }
    return Counts("all + 0", "all * ( 1 - quick / 100 )", reads)


REQUESTS = Counts(
    "taken + refused",
    "theirs + ours",
    {
        "taken": elb("RequestCount"),
        "refused": elb("HTTPCode_ELB_503_Count"),
        "theirs": elb("HTTPCode_Target_5XX_Count"),
        "ours": elb("HTTPCode_ELB_5XX_Count"),
    },
)
FILM = Read(FILMS, "FilmsGenerated", "Sum")
MADE = Counts(
    "made + lost",
    "lost + 0 * made",
    {"made": FILM, "lost": Read(FILMS, "FilmGenerationFailures", "Sum")},
)
VIEWS = Counts(
    "views + 0",
    "share / 100 * views",
    {"views": viewers("Requests", "Sum"), "share": viewers("5xxErrorRate", "Average")},
)
OBJECTS = Counts(
    "asked + 0",
    "errors + 0",
    {"asked": media("AllRequests"), "errors": media("5xxErrors")},
)
WAITS = slow(elb("TargetResponseTime"), "0.2")
TAKES = slow(Read(FILMS, "GenerationDuration", ""), "300")
LOADS = slow(viewers("OriginLatency", ""), "1000")


def alarm(
    level: str,
    name: str,
    sees: Read | list[dict[str, Any]],
    times: tuple[int, int],
    limit: tuple[str, float],
    missing: str = "notBreaching",
    *,
    speaks: bool = False,
) -> dict[str, Any]:
    """`times` are period and datapoints, `limit` the comparison and the threshold; one without a
    level tells nobody."""
    period, count = times
    looks: dict[str, Any] = {"Metrics": sees}
    if isinstance(sees, Read):
        simple = sees.stat in ("Sum", "Average", "Maximum", "Minimum", "SampleCount")
        looks = {
            "Namespace": sees.namespace,
            "MetricName": sees.metric,
            "Dimensions": sees.pairs,
            "Statistic" if simple else "ExtendedStatistic": sees.stat,
            "Period": period,
        }
    told = [f"arn:aws:sns:us-east-1:{ACCOUNT}:{level}"]
    return resource(
        "AWS::CloudWatch::Alarm",
        AlarmName=name,
        ComparisonOperator=limit[0],
        Threshold=limit[1],
        EvaluationPeriods=count,
        DatapointsToAlarm=count,
        TreatMissingData=missing,
        **({"Tags": [{"Key": "severity", "Value": level}]} if level else {}),
        **looks,
        **({"AlarmActions": told, "OKActions": told} if speaks else {}),
    )


def composite(level: str, name: str, rule: str, quiet: tuple[str, int] | None) -> dict[str, Any]:
    """`quiet` is the suppressor and its extension; without a level it tells nobody."""
    told = [f"arn:aws:sns:us-east-1:{ACCOUNT}:{level}"]
    by = {
        "ActionsSuppressor": quiet and quiet[0],
        "ActionsSuppressorWaitPeriod": 120,
        "ActionsSuppressorExtensionPeriod": quiet and quiet[1],
    }
    return resource(
        "AWS::CloudWatch::CompositeAlarm",
        AlarmName=name,
        AlarmRule=rule,
        **({"AlarmActions": told, "Tags": [{"Key": "severity", "Value": level}]} if level else {}),
        **(by if quiet else {}),
    )


def share(counts: Counts, least: int, period: int, answer: str = "100 * bad / n") -> Any:  # noqa: ANN401
    return counts.queries(f"IF(n >= {least}, {answer})", period)


def silence(level: str, name: str, read: Read, period: int, *, speaks: bool = False) -> Any:  # noqa: ANN401
    heard = Read(read.namespace, read.metric, "SampleCount", read.dimensions)
    return alarm(level, name, heard, (period, 1), (BELOW, 1), "breaching", speaks=speaks)
