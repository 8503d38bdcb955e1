"""Who publishes to a topic, or sends to a queue: everything in the templates that names it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from assurance.assembly import Json, Resource, Stage
from assurance.assembly.values import dig, items, mapping, text
from assurance.policy import Request, Role, Service
from assurance.proof.paging import roles

Where = Iterator[tuple[str, Json]]
"""Property paths and what stands there."""


@dataclass(frozen=True, slots=True, eq=False)
class Publisher:
    """One resource that publishes, and in whose name."""

    resource: Resource
    path: str
    """The property that says so."""
    principal: Service | Role | None
    """None when nobody here knows how a resource of the type publishes."""
    sources: tuple[str, ...] = ()
    """The ARNs it publishes for, where they are not its own."""

    def request(self, action: str, *resource: str, **changed: str) -> Request:
        """The request it makes; `changed` replaces what it would carry."""
        if self.principal is None:
            raise ValueError(f"wanted a known publisher, got: {self.resource.type}")
        account = (changed.get("account", self.resource.stack.account),)
        source = (changed["source"],) if "source" in changed else self.sources or self.resource.arns
        given = {"aws:securetransport": (changed.get("tls", "true"),)}
        if isinstance(self.principal, Service):
            given |= {"aws:sourceaccount": account, "aws:sourcearn": source}
        if self.principal == CLOUDWATCH:
            # what the default topic policy asks for, and alarms carry
            given |= {"aws:sourceowner": account}
        return Request(self.principal, action, resource, given)


CLOUDWATCH = Service("cloudwatch.amazonaws.com")
EVENTS = Service("events.amazonaws.com")
SNS = Service("sns.amazonaws.com")


def _rule_targets(resource: Resource) -> Where:
    for count, target in enumerate(items(resource.properties.get("Targets"))):
        yield f"Properties.Targets.{count}.Arn", dig(target, "Arn")


def _bucket_topics(resource: Resource) -> Where:
    topics = dig(dict(resource.properties), "NotificationConfiguration", "TopicConfigurations")
    for count, topic in enumerate(items(topics)):
        path = f"Properties.NotificationConfiguration.TopicConfigurations.{count}"
        yield f"{path}.Topic", mapping(topic).get("Topic") or mapping(topic).get("TopicArn")


def _one(*keys: str) -> Callable[[Resource], Where]:
    def where(resource: Resource) -> Where:
        yield ".".join(("Properties", *keys)), dig(dict(resource.properties), *keys)

    return where


# Type to service and the properties it publishes from (Template Reference of each type).
_SERVICES: Mapping[str, tuple[Service, Callable[[Resource], Where]]] = {
    "AWS::Events::Rule": (EVENTS, _rule_targets),
    "AWS::S3::Bucket": (Service("s3.amazonaws.com"), _bucket_topics),
    "Custom::S3BucketNotifications": (Service("s3.amazonaws.com"), _bucket_topics),
    "AWS::Backup::BackupVault": (
        Service("backup.amazonaws.com"),
        _one("Notifications", "SNSTopicArn"),
    ),
    "AWS::RDS::EventSubscription": (Service("events.rds.amazonaws.com"), _one("SnsTopicArn")),
}
# These name a topic without publishing to it; alarms and roles are read on their own.
_SILENT = (
    "AWS::SNS::",
    "AWS::SQS::",
    "AWS::KMS::",
    "AWS::IAM::",
    "AWS::Chatbot::",
    "AWS::CloudWatch::",
    "AWS::CloudFormation::",
    "AWS::SSM::Parameter",
    "AWS::Lambda::",
)


def publishers_of(stage: Stage, topic: Resource) -> Iterator[Publisher]:
    """Everything but the alarms that publishes to the topic, or that nobody here can read."""
    for resource in stage.resources():
        if resource.type in _SERVICES:
            service, where = _SERVICES[resource.type]
            for path, reference in where(resource):
                if stage.resource(reference) is topic:
                    yield Publisher(resource, path, service)
        elif resource.type == "AWS::Scheduler::Schedule":
            yield from _schedule(stage, resource, topic)
        elif resource.type == "AWS::SSM::Document":
            yield from _document(stage, resource, topic)
        elif resource.type == roles.ROLE:
            if roles.may(stage, resource, "sns:Publish", *topic.arns):
                yield Publisher(resource, "Properties.Policies", roles.principal(resource))
        elif not resource.type.startswith(_SILENT) and _mentions(resource, topic):
            yield Publisher(resource, "Properties", None)


def _schedule(stage: Stage, schedule: Resource, topic: Resource) -> Iterator[Publisher]:
    target = mapping(schedule.properties.get("Target"))
    direct = stage.resource(target.get("Arn")) is topic
    if not direct and not any(arn in text(target.get("Input")) for arn in topic.arns):
        return
    role = stage.resource(target.get("RoleArn"))
    principal = roles.principal(role) if role else None
    yield Publisher(schedule, "Properties.Target.RoleArn", principal)


def _document(stage: Stage, document: Resource, topic: Resource) -> Iterator[Publisher]:
    """A runbook publishes its requests for approval as the role it assumes."""
    if _mentions(document, topic):
        role = stage.resource(dig(dict(document.properties), "Content", "assumeRole"))
        principal = roles.principal(role) if role else None
        yield Publisher(document, "Properties.Content.assumeRole", principal)


def _mentions(resource: Resource, topic: Resource) -> bool:
    own = topic.stack.place.token(topic.logical_id)
    names = {own, *topic.arns}
    return any(name in resource.words for name in names)
