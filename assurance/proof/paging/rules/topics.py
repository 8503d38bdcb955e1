"""What every topic that people listen to must do: let its publishers in, and nobody else."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from assurance.policy import Admission, Role
from assurance.proof.paging.publishers import Publisher
from assurance.proof.paging.topics import Topic
from assurance.proof.paging.walk import Walk
from assurance.proof.rule import Finding, at, rule
from promises import Channel

ALERTS = "On-Call Responsibilities"
# Nobody's account, to see whether a grant is fenced.
_STRANGER = {
    "account": "000000000000",
    "source": "arn:aws:cloudwatch:us-east-1:000000000000:alarm:strange",
}


def _used(walk: Walk) -> Iterator[Topic]:
    """The topics that something publishes to."""
    return (topic for topic in walk.topics.values() if topic.publishers)


@rule(
    "paging.topic_keys",
    ALERTS,
    "no publisher is shut out by a topic's key",
    "topics and publishers",
)
def topic_keys(walk: Walk) -> Iterator[Finding]:
    """A customer key of these templates that admits each publisher, fenced."""
    for topic in _used(walk):
        sealed = topic.sealed
        if sealed.key is None:
            yield _without_key(topic)
            continue
        yield Finding(at(topic.resource, "Properties.KmsMasterKeyId"))
        for publisher in topic.publishers:
            fault = _not_through(publisher, sealed.key_admits(publisher))
            if not fault and _strangers_pass(publisher, sealed.key_admits):
                fault = f"it admits {publisher.principal} on behalf of any account"
            yield Finding(
                at(sealed.key, "Properties.KeyPolicy") if fault else at(publisher.resource),
                fault and f"key {sealed.key.logical_id}: {fault}",
                f"Allow {publisher.principal} kms:Decrypt and kms:GenerateDataKey* in the key "
                "policy, with aws:SourceAccount.",
            )


def _without_key(topic: Topic) -> Finding:
    reference = topic.sealed.key_reference
    fault = f"topic {topic.name} has no customer key"
    if reference is not None:
        fault = f"topic {topic.name} is under {reference}, which is no key of these templates"
    fix = "Set KmsMasterKeyId to a customer key of the template: alarms cannot use alias/aws/sns."
    return Finding(at(topic.resource, "Properties.KmsMasterKeyId"), fault, fix)


@rule(
    "paging.topic_policies",
    ALERTS,
    "topics let exactly their publishers in",
    "topics and publishers",
)
def topic_policies(walk: Walk) -> Iterator[Finding]:
    """Every publisher is let in for this account only, nobody without TLS."""
    for topic in _used(walk):
        sealed = topic.sealed
        guard = sealed.policies[0] if sealed.policies else topic.resource
        for publisher in topic.publishers:
            answer = sealed.policy_admits(publisher)
            fault = _not_through(publisher, answer)
            if not fault and sealed.policy_admits(publisher, tls="false").admitted:
                fault = f"{publisher.principal} may publish without TLS"
            elif not fault and _strangers_pass(publisher, sealed.policy_admits):
                fault = f"{publisher.principal} may publish on behalf of any account"
            yield Finding(
                at(guard, "Properties.PolicyDocument") if fault else at(publisher.resource),
                fault and f"policy of topic {topic.name}: {fault}",
                f"In the TopicPolicy allow {publisher.principal} sns:Publish with "
                "aws:SourceAccount or ArnLike aws:SourceArn, and deny aws:SecureTransport false.",
            )


def _not_through(publisher: Publisher, answer: Admission) -> str:
    if answer.admitted:
        return ""
    return f"{publisher.principal or publisher.resource.type} is not let in: {answer.because}"


def _strangers_pass(publisher: Publisher, admits: Callable[..., Admission]) -> bool:
    """Whether the same service would be admitted on behalf of a strange account."""
    return not isinstance(publisher.principal, Role) and admits(publisher, **_STRANGER).admitted


@rule("paging.regions_alike", ALERTS, "a topic is heard alike in every Region", "topics by name")
def regions_alike(walk: Walk) -> Iterator[Finding]:
    """What a Region's alarms do not use today is still whole when they do."""
    by_name: dict[str, list[Topic]] = {}
    for topic in walk.topics.values():
        by_name.setdefault(topic.name, []).append(topic)
    for name, topics in by_name.items():
        heard = {
            one: {(it.channel, it.end) for it in one.receivers if not it.fault} for one in topics
        }
        everybody = set[tuple[Channel | None, str]]().union(*heard.values())
        for topic in topics if len(topics) > 1 else ():
            missing = sorted(
                f"{channel or 'address'} {end}" for channel, end in everybody - heard[topic]
            )
            region = topic.resource.stack.region
            yield Finding(
                at(topic.resource),
                f"topic {name} of {region} is not heard on {', '.join(missing)}" if missing else "",
                "Subscribe in every Region what is subscribed in one.",
            )


RULES = (topic_keys, topic_policies, regions_alike)
