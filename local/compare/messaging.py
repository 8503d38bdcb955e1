"""What SNS, SQS, KMS and Secrets Manager show of their resources."""

from collections.abc import Mapping

from local.clients import Clients
from local.compare.core import CannotShowError, Deployed, Shown
from local.compare.reading import listed, own, picked


def topic(clients: Clients, resource: Deployed) -> Shown:
    """AWS::SNS::Topic."""
    sns = clients("sns", resource.region)
    attributes = sns.get_topic_attributes(TopicArn=resource.physical_id)["Attributes"]
    tags = sns.list_tags_for_resource(ResourceArn=resource.physical_id).get("Tags", [])
    names = ("KmsMasterKeyId", "DisplayName", "SignatureVersion", "TracingConfig")
    name = resource.physical_id.split(":")[-1]
    return {**picked(attributes, *names), "TopicName": name, "Tags": own(tags)}


def topic_policy(clients: Clients, resource: Deployed) -> Shown:
    """AWS::SNS::TopicPolicy: the policy of the topics it names."""
    sns = clients("sns", resource.region)
    topics = listed(resource, "Topics", "arn:")
    policies = [
        sns.get_topic_attributes(TopicArn=arn)["Attributes"].get("Policy") for arn in topics
    ]
    return {"PolicyDocument": _only(policies), "Topics": topics}


def subscription(clients: Clients, resource: Deployed) -> Shown:
    """AWS::SNS::Subscription."""
    sns = clients("sns", resource.region)
    answer = sns.get_subscription_attributes(SubscriptionArn=resource.physical_id)
    return picked(
        answer["Attributes"],
        *("TopicArn", "Protocol", "Endpoint", "DeliveryPolicy", "RedrivePolicy"),
        *("RawMessageDelivery", "FilterPolicy", "FilterPolicyScope"),
    )


def queue(clients: Clients, resource: Deployed) -> Shown:
    """AWS::SQS::Queue."""
    sqs = clients("sqs", resource.region)
    answer = sqs.get_queue_attributes(QueueUrl=resource.physical_id, AttributeNames=["All"])
    attributes: Mapping[str, str] = {str(key): text for key, text in answer["Attributes"].items()}
    tags = sqs.list_queue_tags(QueueUrl=resource.physical_id).get("Tags", {})
    names = set(resource.properties) - {"QueueName", "Tags"}
    name = resource.physical_id.split("/")[-1]
    return {
        **picked(attributes, *names),
        "QueueName": name,
        "Tags": own([{"Key": key, "Value": text} for key, text in tags.items()]),
    }


def queue_policy(clients: Clients, resource: Deployed) -> Shown:
    """AWS::SQS::QueuePolicy: the policy of the queues it names."""
    sqs = clients("sqs", resource.region)
    queues = listed(resource, "Queues", "http")
    answers = [sqs.get_queue_attributes(QueueUrl=url, AttributeNames=["Policy"]) for url in queues]
    policies = [answer.get("Attributes", {}).get("Policy") for answer in answers]
    return {"PolicyDocument": _only(policies), "Queues": queues}


def key(clients: Clients, resource: Deployed) -> Shown:
    """AWS::KMS::Key."""
    kms = clients("kms", resource.region)
    rotation = kms.get_key_rotation_status(KeyId=resource.physical_id)
    about = kms.describe_key(KeyId=resource.physical_id)["KeyMetadata"]
    tags = kms.list_resource_tags(KeyId=resource.physical_id)["Tags"]
    policy = kms.get_key_policy(KeyId=resource.physical_id, PolicyName="default")
    return {
        **picked(about, "Description", "Enabled", "KeySpec", "KeyUsage", "MultiRegion", "Origin"),
        "KeyPolicy": policy.get("Policy"),
        "EnableKeyRotation": rotation["KeyRotationEnabled"],
        "RotationPeriodInDays": rotation.get("RotationPeriodInDays"),
        "Tags": own([{"Key": tag["TagKey"], "Value": tag["TagValue"]} for tag in tags]),
    }


def secret(clients: Clients, resource: Deployed) -> Shown:
    """AWS::SecretsManager::Secret: everything but its value."""
    manager = clients("secretsmanager", resource.region)
    about = manager.describe_secret(SecretId=resource.physical_id)
    replicas = [{"Region": one.get("Region")} for one in about.get("ReplicationStatus", [])]
    tags = about.get("Tags", [])
    names = ("Name", "Description", "KmsKeyId")
    return {**picked(about, *names), "Tags": own(tags), "ReplicaRegions": replicas}


def _only(policies: list[str | None]) -> str | None:
    if not policies:
        raise CannotShowError("the template names what it is for by a reference left open")
    first, *others = policies
    return first if all(other == first for other in others) else None
