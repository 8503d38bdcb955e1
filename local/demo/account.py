"""What an account must hold before the stacks: secrets, and the parameters the platform publishes."""

import json
from collections.abc import Iterator, Mapping

from environments import Environment, Parameter
from local.cloud import EmbeddedAws
from local.pagerduty import Account, Service

WATCHER = "watcher.example.org"
"""The host of the heartbeat's address; the stand-in answers for it."""
PHONE = "+15555550100"  # the range that is never given to anybody
# What the platform's own stacks would have written, in the form the metrics want it.
_EXAMPLES = {
    "load-balancer": "app/film-studio/50dc6c495c0c9188",
    "target-group": "targetgroup/film-studio/73e2d6bc24d8a067",
    "certificates": "arn:aws:acm:us-east-1:111122223333:certificate/12345678-1234-1234-1234-123456789012",
}


def fill(aws: EmbeddedAws, environment: Environment, pagerduty: Account) -> None:
    """Put the secrets into every Region and the platform's parameters into the primary one."""
    for region in aws.regions:
        secrets = aws.client("secretsmanager", region)
        for name, value in _secrets(environment, pagerduty).items():
            secrets.create_secret(Name=name, SecretString=json.dumps(value))
    for parameter in _parameters(environment):
        value = next((v for k, v in _EXAMPLES.items() if k in parameter), parameter.split("/")[-1])
        aws.call(
            "ssm",
            environment.primary_region,
            "put_parameter",
            Name=parameter,
            Value=value,
            Type="String",
        )


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
    return found | {secret: {"number": PHONE} for secret in reach.sms}


def _keys(service: Service) -> Mapping[str, str]:
    return {"integration_key": service.integration_key, "routing_key": service.routing_key}


def _parameters(environment: Environment) -> Iterator[str]:
    api = environment.platform.api
    named = [api.load_balancer, api.target_group] if api else []
    for one in (*named, *environment.platform.certificates.values()):
        if isinstance(one, Parameter):
            yield one.parameter
