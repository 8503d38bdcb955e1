"""What S3 shows of its resources."""

from collections.abc import Callable, Mapping
from typing import Any, cast

from local.bucket_words import API
from local.clients import Clients
from local.compare.agreement import agree
from local.compare.asking import ask
from local.compare.core import CannotShowError, Deployed, Shown
from local.compare.reading import picked


def bucket(clients: Clients, resource: Deployed) -> Shown:
    """AWS::S3::Bucket, property by property: each has an operation of its own."""
    s3 = ask(clients, "s3", resource.region)
    name = {"Bucket": resource.physical_id}
    shown: dict[str, object] = {"BucketName": resource.physical_id}
    for property_name, wanted in resource.properties.items():
        if property_name in API:
            noun, parameter, words = API[property_name]
            answer = s3(f"get_{noun}", **name)
            said = answer.get(parameter, answer)
            kept = agree(words(cast("dict[str, Any]", wanted)), said)
            shown[property_name] = wanted if kept else said
        elif property_name in ASKED:
            noun, told = ASKED[property_name]
            shown[property_name] = told(s3(f"get_{noun}", **name))
    return shown


def _notifications(answer: Mapping[str, Any]) -> object:
    """In the template's words: one entry an event."""
    queues = [
        {"Event": event, "Queue": one["QueueArn"]}
        for one in answer.get("QueueConfigurations", [])
        for event in one["Events"]
    ]
    return {"QueueConfigurations": queues}


ASKED: Mapping[str, tuple[str, Callable[[Mapping[str, Any]], object]]] = {
    "NotificationConfiguration": ("bucket_notification_configuration", _notifications),
    "PublicAccessBlockConfiguration": (
        "public_access_block",
        lambda answer: answer["PublicAccessBlockConfiguration"],
    ),
    "VersioningConfiguration": ("bucket_versioning", lambda answer: picked(answer, "Status")),
}


def bucket_policy(clients: Clients, resource: Deployed) -> Shown:
    """AWS::S3::BucketPolicy."""
    name = resource.properties.get("Bucket")
    if not isinstance(name, str) or "${" in name:
        raise CannotShowError("the template names its bucket by a reference left open")
    policy = ask(clients, "s3", resource.region)("get_bucket_policy", Bucket=name)["Policy"]
    return {"Bucket": name, "PolicyDocument": policy}
