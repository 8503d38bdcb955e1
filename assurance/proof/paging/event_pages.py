"""Events that page: from a rule of EventBridge to PagerDuty's Events API v2."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import cast

from assurance.assembly import Json, Resource, Stage
from assurance.assembly.values import dig, items, mapping, text
from assurance.proof.paging import roles
from assurance.proof.paging.receivers import PAGERDUTY
from assurance.proof.paging.secrets import SecretField, is_one_secret, secret_in

RULE, DESTINATION = "AWS::Events::Rule", "AWS::Events::ApiDestination"
CONNECTION = "AWS::Events::Connection"
SEVERITIES = ("critical", "error", "warning", "info")
"""PagerDuty's words (Events API v2, payload.severity)."""
_ON = ("ENABLED", "ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS")
# These differ with every delivery of the same finding, so they open an incident each time.
_UNSTABLE = {"$.id", "$.time", "$.detail.updatedAt"}


@dataclass(frozen=True, slots=True, eq=False)
class EventPage:
    """One target of one rule that leads to PagerDuty."""

    rule: Resource
    path: str
    target: Mapping[str, Json]
    destination: Resource
    connection: Resource | None

    @property
    def routing_key(self) -> SecretField | None:
        """The secret the connection adds to the body; None when it adds none from a secret."""
        for parameter in self._body_parameters():
            value = text(parameter.get("Value"))
            is_secret = text(parameter.get("IsValueSecret")).lower() == "true"
            if parameter.get("Key") == "routing_key" and is_secret and is_one_secret(value):
                return secret_in(value)
        return None

    def _body_parameters(self) -> Iterator[Mapping[str, Json]]:
        if self.connection is not None:
            parameters = dig(
                dict(self.connection.properties),
                "AuthParameters",
                "InvocationHttpParameters",
                "BodyParameters",
            )
            yield from (mapping(one) for one in items(parameters))

    @property
    def body(self) -> Mapping[str, Json] | None:
        """What the transformer sends, placeholders as `<name>`; None when that is no JSON."""
        template = dig(dict(self.target), "InputTransformer", "InputTemplate")
        # a placeholder stands bare where EventBridge is to quote it
        quoted = re.sub(r'(?<=[:\[,])\s*(<[^<>"]+>)\s*(?=[,}\]])', r'"\1"', text(template or ""))
        try:
            body = cast("Json", json.loads(quoted))
        except json.JSONDecodeError:
            return None
        return body if isinstance(body, dict) else None

    @property
    def links(self) -> Mapping[str, str]:
        """Where the page leads: what a link says, and its address."""
        links = [mapping(one) for one in items((self.body or {}).get("links"))]
        return {text(one.get("text") or ""): text(one.get("href") or "") for one in links}

    def transport_fault(self, stage: Stage) -> str:
        """Why the request would not be made or not be understood; empty when it is."""
        properties = self.destination.properties
        role = stage.resource(self.target.get("RoleArn"))
        if self.rule.properties.get("State", "ENABLED") not in _ON:
            return "the rule is switched off"
        if not re.fullmatch(
            PAGERDUTY.pattern + "v2/enqueue", text(properties.get("InvocationEndpoint"))
        ):
            return f"the destination is {properties.get('InvocationEndpoint')}, not .../v2/enqueue"
        if properties.get("HttpMethod") != "POST":
            return f"the destination uses {properties.get('HttpMethod')}, not POST"
        if self.routing_key is None:
            return "the connection adds no secret body parameter routing_key"
        if role is None or not roles.trusts(role, "events.amazonaws.com"):
            return "its role is none that EventBridge may assume"
        if not roles.may(stage, role, "events:InvokeApiDestination", *self.destination.arns):
            return f"role {role.logical_id} may not invoke the destination"
        return ""

    @property
    def body_fault(self) -> str:
        """Why PagerDuty would refuse the body, or open an incident twice; empty when neither."""
        body = self.body
        if body is None:
            return "its input template is no JSON object"
        payload = mapping(body.get("payload"))
        if body.get("event_action") != "trigger":
            return "event_action is not trigger"
        if payload.get("severity") not in SEVERITIES:
            return f"payload.severity is none of {', '.join(SEVERITIES)}"
        missing = [name for name in ("summary", "source") if not payload.get(name)]
        if missing:
            return f"payload has no {' and no '.join(missing)}"
        return self._dedup_fault(text(body.get("dedup_key") or ""))

    def _dedup_fault(self, key: str) -> str:
        paths = mapping(dig(dict(self.target), "InputTransformer", "InputPathsMap"))
        read = {text(paths.get(name, "")) for name in re.findall(r"<([^<>]+)>", key)}
        if not read:
            return "dedup_key is the same for every event" if key else "there is no dedup_key"
        unstable = sorted(read & _UNSTABLE)
        return f"dedup_key changes with every delivery ({unstable[0]})" if unstable else ""


def event_pages(stage: Stage) -> Iterator[EventPage]:
    """Every target that leads to PagerDuty."""
    for rule in stage.resources(RULE):
        for count, target in enumerate(items(rule.properties.get("Targets"))):
            destination = stage.resource(mapping(target).get("Arn"))
            if destination is None or destination.type != DESTINATION:
                continue
            if PAGERDUTY.match(text(destination.properties.get("InvocationEndpoint"))):
                found = stage.resource(destination.properties.get("ConnectionArn"))
                connection = found if found is not None and found.type == CONNECTION else None
                path = f"Properties.Targets.{count}"
                yield EventPage(rule, path, mapping(target), destination, connection)
