"""Topics and queues under a key: whether a publisher gets through key and policy."""

from __future__ import annotations

from dataclasses import dataclass

from assurance.assembly import Json, Resource, Stage
from assurance.assembly.values import texts
from assurance.policy import Admission, Answer, Request, Role, admit, admit_role
from assurance.proof.paging import roles
from assurance.proof.paging.publishers import Publisher

TOPIC, QUEUE = "AWS::SNS::Topic", "AWS::SQS::Queue"
KEY_ACTIONS = ("kms:Decrypt", "kms:GenerateDataKey")
"""What a publisher needs of the key (SNS developer guide, "Configuring AWS KMS permissions")."""
_ENTRY = {TOPIC: "sns:Publish", QUEUE: "sqs:SendMessage"}
_POLICIES = {
    TOPIC: (("AWS::SNS::TopicPolicy", "Topics"), ("AWS::SNS::TopicInlinePolicy", "TopicArn")),
    QUEUE: (("AWS::SQS::QueuePolicy", "Queues"), ("AWS::SQS::QueueInlinePolicy", "Queue")),
}


@dataclass(frozen=True, slots=True, eq=False)
class Sealed:
    """A topic or queue with the key and the policy that guard it."""

    stage: Stage
    resource: Resource
    key: Resource | None
    """The customer key of the templates; None when there is none, or none that can be read."""
    policies: tuple[Resource, ...]

    @property
    def key_reference(self) -> Json:
        """What the template says about its key."""
        return self.resource.properties.get("KmsMasterKeyId")

    def key_admits(self, publisher: Publisher, **changed: str) -> Admission:
        """Whether the key lets the publisher encrypt; without a key there is nothing to pass."""
        if publisher.principal is None:
            return _unknown(publisher)
        if self.key is None:
            if self.key_reference is None:
                return Admission(Answer.ADMITTED)
            reason = f"{self.key_reference} is no key of these templates"
            return Admission(Answer.UNREADABLE, reason)
        if self.key.properties.get("Enabled") is False:
            return Admission(Answer.REFUSED, f"key {self.key.logical_id} is disabled")
        document = self.key.properties.get("KeyPolicy")
        for action in KEY_ACTIONS:
            request = publisher.request(action, *self.key.arns, **changed)
            answer = self._ask(document, request, delegated=True)
            if not answer.admitted:
                return answer
        return Admission(Answer.ADMITTED)

    def policy_admits(self, publisher: Publisher, **changed: str) -> Admission:
        """Whether the resource's own policy lets the publisher in."""
        if publisher.principal is None:
            return _unknown(publisher)
        if len(self.policies) > 1:
            names = ", ".join(policy.logical_id for policy in self.policies)
            return Admission(Answer.UNREADABLE, f"{names} overwrite each other")
        action = _ENTRY[self.resource.type]
        request = publisher.request(action, *self.resource.arns, **changed)
        document = self._document()
        return self._ask(document, request, delegated=False)

    def _document(self) -> Json:
        if self.policies:
            return self.policies[0].properties.get("PolicyDocument")
        # SNS's default: the account itself and its alarms; SQS's: nobody by policy.
        owner: Json = {"StringEquals": {"aws:SourceOwner": self.resource.stack.account}}
        if self.resource.type == QUEUE:
            return {"Statement": []}
        allow: dict[str, Json] = {"Effect": "Allow", "Principal": {"AWS": "*"}}
        return {"Statement": [{**allow, "Action": "sns:*", "Resource": "*", "Condition": owner}]}

    def _ask(self, document: Json, request: Request, *, delegated: bool) -> Admission:
        if not isinstance(request.principal, Role):
            return admit(document, request)
        role = self.stage.resource(request.principal.arns[0])
        identity = roles.identity_policies(self.stage, role) if role else ()
        return admit_role(document, identity, request, delegated=delegated)


def seal(stage: Stage, resource: Resource) -> Sealed:
    """The topic or queue with its guards."""
    policies = tuple(
        policy
        for kind, names in _POLICIES[resource.type]
        for policy in stage.resources(kind)
        if _is_about(stage, policy, names, resource)
    )
    return Sealed(
        stage, resource, key_of(stage, resource.properties.get("KmsMasterKeyId")), policies
    )


def _unknown(publisher: Publisher) -> Admission:
    kind = publisher.resource.type
    return Admission(Answer.UNREADABLE, f"nobody here knows how {kind} publishes")


def _is_about(stage: Stage, policy: Resource, names: str, resource: Resource) -> bool:
    return any(stage.resource(one) is resource for one in texts(policy.properties.get(names)))


def key_of(stage: Stage, reference: Json) -> Resource | None:
    """The customer key a reference or an alias means; None when it is no key of these templates."""
    found = stage.resource(reference)
    if found is None:
        aliases = stage.resources("AWS::KMS::Alias")
        found = next((one for one in aliases if one.properties.get("AliasName") == reference), None)
    if found is not None and found.type == "AWS::KMS::Alias":
        found = stage.resource(found.properties.get("TargetKeyId"))
    return found if found is not None and found.type == "AWS::KMS::Key" else None
