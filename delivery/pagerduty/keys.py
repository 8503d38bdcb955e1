"""Which secret each integration's key belongs into. A key itself is compared and never shown."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from hmac import compare_digest
from typing import Protocol, cast

from botocore.exceptions import ClientError

from delivery.pagerduty.found import CLOUDWATCH, EVENTS, Found
from environments import PagerDuty
from promises.pager import Pager

FIELDS = {CLOUDWATCH: "integration_key", EVENTS: "routing_key"}
"""The field of a service's secret that holds the key of each integration (README, Deploy)."""


class SecretsManager(Protocol):
    """The one call of Secrets Manager's client that is made here."""

    def get_secret_value(self, *, SecretId: str) -> Mapping[str, object]:  # noqa: N803 (boto3's own names)
        """A secret's current version."""
        ...


@dataclass(frozen=True, slots=True)
class Key:
    """A key of an integration, and the secret it belongs into, as which member of its JSON."""

    service: str
    integration: str
    secret: str
    member: str
    value: str = field(repr=False)

    def compared(self, secrets: SecretsManager) -> str:
        """What the secret holds beside it: "the same key", another, or none."""
        try:
            held = secrets.get_secret_value(SecretId=self.secret).get("SecretString")
        except ClientError as error:
            return error.response.get("Error", {}).get("Code", "no answer")
        value = member(str(held), self.member)
        if value is None:
            return f"no field {self.member}"
        same = compare_digest(value.encode(), self.value.encode())
        return "the same key" if same else "another key: no page would arrive"


def keys(pager: Pager, found: Found, door: PagerDuty) -> Iterator[Key]:
    """The keys of the pager's integrations that are there."""
    secrets: Mapping[str, str] = door.model_dump()
    for paged in pager.services:
        service = found.services.get(paged.name)
        for kind, name in FIELDS.items():
            integration = service and service.integration(kind)
            if integration and (key := integration.get("integration_key")):
                about = str(integration.get("summary") or integration.get("name"))
                yield Key(paged.name, about, secrets[paged.purpose], name, str(key))


def member(secret: str, name: str) -> str | None:
    """A field of a secret that is JSON; None where it is none, or has no such text."""
    try:
        value: object = json.loads(secret)
    except ValueError:
        return None
    found = cast("dict[str, object]", value).get(name) if isinstance(value, dict) else None
    return found if isinstance(found, str) else None
