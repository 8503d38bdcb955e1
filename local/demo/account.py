"""What an account must hold before the stacks: secrets, and the parameters the platform publishes."""

import json
from collections.abc import Iterator, Mapping
from typing import cast

from environments import Environment, Named, Network, Parameter
from local.cloud import EmbeddedAws
from local.pagerduty import Account, Service
from promises.frozen import Frozen

WATCHER = "watcher.example.org"
"""The host of the heartbeat's address; the stand-in answers for it."""
STATUS_PAGE = "status.example.org"
"""The host of the status page's webhook; a stand-in answers for it where there is one."""
PHONE = "+15555550100"  # the range that is never given to anybody
# What the platform's own stacks would have written, in the form the metrics want it.
_EXAMPLES = {
    "load-balancer": "app/film-studio/50dc6c495c0c9188",
    "target-group": "targetgroup/film-studio/73e2d6bc24d8a067",
    "certificates": "arn:aws:acm:us-east-1:111122223333:certificate/12345678-1234-1234-1234-123456789012",
}


def fill(aws: EmbeddedAws, environment: Environment, pagerduty: Account) -> None:
    """Put secrets and a network into every Region, the platform's parameters into the primary one."""
    for region in aws.regions:
        secrets = aws.client("secretsmanager", region)
        for name, value in _secrets(environment, pagerduty).items():
            secrets.create_secret(Name=name, SecretString=json.dumps(value))
    for parameter in _parameters(environment.platform):
        value = next((v for k, v in _EXAMPLES.items() if k in parameter), parameter.split("/")[-1])
        _publish(aws, environment.primary_region, parameter, value)
    if environment.network:
        build_network(aws, environment.primary_region, environment.network.primary)
        build_network(aws, environment.recovery_region, environment.network.recovery)


def build_network(aws: EmbeddedAws, region: str, network: Network) -> None:
    """The network that the platform's own stacks would have built, published under its names."""
    vpc = aws.call("ec2", region, "create_vpc", CidrBlock="10.0.0.0/16")["Vpc"]["VpcId"]
    _publish_named(aws, region, network.vpc, vpc)
    for count, named in enumerate(network.subnets):
        made = aws.call(
            "ec2",
            region,
            "create_subnet",
            VpcId=vpc,
            CidrBlock=f"10.0.{count}.0/24",
            AvailabilityZone=f"{region}{'ab'[count % 2]}",
        )
        _publish_named(aws, region, named, made["Subnet"]["SubnetId"])
    for count, named in enumerate(network.clients):
        made = aws.call(
            "ec2",
            region,
            "create_security_group",
            VpcId=vpc,
            GroupName=f"clients-{count}",
            Description="Clients of the database",
        )
        _publish_named(aws, region, named, made["GroupId"])


def _publish_named(aws: EmbeddedAws, region: str, named: Named, value: str) -> None:
    if isinstance(named, Parameter):
        _publish(aws, region, named.parameter, value)


def _publish(aws: EmbeddedAws, region: str, parameter: str, value: str) -> None:
    aws.call("ssm", region, "put_parameter", Name=parameter, Value=value, Type="String")


def _secrets(environment: Environment, account: Account) -> Mapping[str, Mapping[str, str]]:
    reach = environment.reach
    found: dict[str, Mapping[str, str]] = {}
    if door := reach.pagerduty:
        by_level = {service.level: service for service in account.services}
        found |= {
            door.P1: _keys(by_level["P1"]),
            door.P2: _keys(by_level["P2"]),
            door.page_test: _keys(by_level["page test"]),
            door.api_token: {"token": account.api_token},
        }
    if reach.heartbeat:
        found[reach.heartbeat] = {"url": f"https://{WATCHER}/heartbeat/{environment.name}"}
    if reach.status_page:
        found[reach.status_page] = {"url": f"https://{STATUS_PAGE}/hooks/{environment.name}"}
    return found | {secret: {"number": PHONE} for secret in reach.sms}


def _keys(service: Service) -> Mapping[str, str]:
    return {"integration_key": service.integration_key, "routing_key": service.routing_key}


def _parameters(value: object) -> Iterator[str]:
    """Every parameter that something of the platform is named by."""
    if isinstance(value, Parameter):
        yield value.parameter
    elif isinstance(value, Frozen):
        for name in type(value).model_fields:
            yield from _parameters(getattr(value, name))
    elif isinstance(value, Mapping):
        for one in cast("Mapping[str, object]", value).values():
            yield from _parameters(one)
