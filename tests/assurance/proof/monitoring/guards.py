"""What takes a change back in the lab: guards, what speaks for them, what counts and names them."""

from dataclasses import replace
from typing import Any

from tests.assurance.proof.monitoring.lab_environment import TARGETS
from tests.assurance.proof.monitoring.pieces import (
    ABOVE,
    FROM,
    MADE,
    REQUESTS,
    VIEWS,
    Counts,
    Read,
    Resources,
    alarm,
    composite,
    elb,
    viewers,
)
from tests.assurance.proof.parts import resource

GUARDS = {
    "Api": ("ApiRise", "ApiSlower", "ApiHosts"),
    "Film": ("FilmRise",),
    "Web": ("WebRise", "WebSlower"),
    "Database": ("DbRefused",),
}
REFUSALS = (
    "connection slots",
    "too many clients",
    "authentication failed",
    "pg_hba",
    "system is",
)
OTHERS = {"Api": ("ApiErrors", "ApiSlow"), "Film": (), "Web": (), "Database": ()}


def guards() -> Resources:
    """Alarms on what got worse, told for half an hour after a deployment."""
    deployments = Read("FilmOps/Delivery", "Deployments", "Sum", (("Environment", "lab"),))
    refused = Read("FilmOps/Database", "RefusedConnections", "Sum")
    found = {
        "Deployed": alarm("P2", "Deployed", deployments, (1800, 1), (FROM, 1)),
        "ApiHosts": alarm("P2", "ApiHosts", _hosts(), (60, 1), (ABOVE, 50), "breaching"),
        "DbRefused": alarm("P2", "DbRefused", refused, (300, 1), (ABOVE, 10)),
        "Refusals": resource(
            "AWS::Logs::MetricFilter",
            LogGroupName="/aws/rds/instance/lab/postgresql",
            FilterPattern=" ".join(f'?"{one}"' for one in REFUSALS),
            MetricTransformations=[
                {"MetricNamespace": "FilmOps/Database", "MetricName": "RefusedConnections"}
            ],
        ),
    }
    for name, counts in (("ApiRise", REQUESTS), ("FilmRise", MADE), ("WebRise", VIEWS)):
        found[name] = alarm("P2", name, _risen(name, counts), (300, 1), (ABOVE, 5))
    for name, read, limit in (
        ("ApiSlower", elb("TargetResponseTime"), 0.1),
        ("WebSlower", viewers("OriginLatency", ""), 100),
    ):
        found[name] = alarm("P2", name, _slower(name, read), (300, 1), (ABOVE, limit))
    for service, names in GUARDS.items():
        rule = " OR ".join(f'ALARM("{name}")' for name in names)
        found[f"{service}Back"] = composite(
            "P2", f"{service}Back", f'ALARM("Deployed") AND ({rule})', (f"{service}Quiet", 960)
        )
        found[f"{service}Names"] = resource(
            "AWS::SSM::Parameter",
            Name=f"/lab/deployment-guards/{service}",
            Type="StringList",
            Value=",".join((*names, *OTHERS[service])),
        )
    return found


def _before(alarm: str) -> dict[str, Any]:
    return Read("FilmOps/Delivery", "Before", "Maximum", (("Alarm", alarm),)).query("was", 300)


def _risen(name: str, counts: Counts) -> list[dict[str, Any]]:
    answer = "IF(n > 19, IF(was > -1, 100 * bad / n - was))"
    return [*counts.queries(answer, 300), _before(name)]


def _slower(name: str, read: Read) -> list[dict[str, Any]]:
    answer = "IF(many > 19, IF(was > -1, slowest - was))"
    return [
        {"Id": "answer", "Expression": answer, "ReturnData": True},
        replace(read, stat="SampleCount").query("many", 300),
        replace(read, stat="p95").query("slowest", 300),
        _before(name),
    ]


def _hosts() -> list[dict[str, Any]]:
    where = (*elb("").dimensions, ("TargetGroup", TARGETS))
    good, bad = (
        Read("AWS/ApplicationELB", f"{state}HostCount", "Maximum", where)
        for state in ("Healthy", "UnHealthy")
    )
    share = {"Id": "answer", "Expression": "100 * bad / (good + bad)", "ReturnData": True}
    return [share, good.query("good", 60), bad.query("bad", 60)]
