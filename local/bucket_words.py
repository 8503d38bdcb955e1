"""A bucket's properties in the words of S3's API, where the template's words differ."""

from collections.abc import Callable, Mapping
from typing import cast

from local import hooks

MEMBERS = {"Id": "ID", "TagFilter": "Tag", "TagFilters": "Tags"}
"""Where the template's name for a member is not the API's."""


def renamed(node: object) -> object:
    """The same with the API's names of members."""
    if isinstance(node, dict):
        members = cast("hooks.Json", node)
        return {MEMBERS.get(name, name): renamed(value) for name, value in members.items()}
    if isinstance(node, list):
        return [renamed(item) for item in cast("list[object]", node)]
    return node


def encryption(said: hooks.Json) -> hooks.Json:
    """BucketEncryption."""
    rules = [
        {
            "ApplyServerSideEncryptionByDefault": rule.get("ServerSideEncryptionByDefault", {}),
            **(
                {"BucketKeyEnabled": rule["BucketKeyEnabled"]} if "BucketKeyEnabled" in rule else {}
            ),
        }
        for rule in said["ServerSideEncryptionConfiguration"]
    ]
    return {"Rules": rules}


_TRANSITION = {"TransitionInDays": "Days", "TransitionDate": "Date"}


def lifecycle(said: hooks.Json) -> hooks.Json:
    """LifecycleConfiguration: what expires is one member of the API, several of the template."""
    return {"Rules": [_lifecycle_rule(rule) for rule in said["Rules"]]}


def _lifecycle_rule(said: hooks.Json) -> hooks.Json:
    own = ("ExpirationInDays", "ExpiredObjectDeleteMarker", "Prefix", "Id")
    rule = {name: value for name, value in said.items() if name not in own}
    rule["Filter"] = {"Prefix": said.get("Prefix", "")}
    if "Id" in said:
        rule["ID"] = said["Id"]
    if "Transitions" in said:
        rule["Transitions"] = [
            {_TRANSITION.get(name, name): value for name, value in one.items()}
            for one in said["Transitions"]
        ]
    if "ExpirationInDays" in said:
        rule["Expiration"] = {"Days": said["ExpirationInDays"]}
    elif "ExpiredObjectDeleteMarker" in said:
        rule["Expiration"] = {"ExpiredObjectDeleteMarker": said["ExpiredObjectDeleteMarker"]}
    return rule


def logging(said: hooks.Json) -> hooks.Json:
    """LoggingConfiguration."""
    return {
        "LoggingEnabled": {
            "TargetBucket": said["DestinationBucketName"],
            "TargetPrefix": said.get("LogFilePrefix", ""),
        }
    }


def ownership(said: hooks.Json) -> hooks.Json:
    """OwnershipControls, the same in both."""
    return said


def replication(said: hooks.Json) -> hooks.Json:
    """ReplicationConfiguration."""
    return cast("hooks.Json", renamed(said))


Words = Callable[[hooks.Json], hooks.Json]
API: Mapping[str, tuple[str, str, Words]] = {
    "BucketEncryption": ("bucket_encryption", "ServerSideEncryptionConfiguration", encryption),
    "LifecycleConfiguration": (
        "bucket_lifecycle_configuration",
        "LifecycleConfiguration",
        lifecycle,
    ),
    "LoggingConfiguration": ("bucket_logging", "BucketLoggingStatus", logging),
    "OwnershipControls": ("bucket_ownership_controls", "OwnershipControls", ownership),
    "ReplicationConfiguration": ("bucket_replication", "ReplicationConfiguration", replication),
}
"""Property -> what S3's operations call it after put_ and get_, its parameter, and its words."""
DELETED_AS = {"LifecycleConfiguration": "bucket_lifecycle"}
"""Where delete_ has another name."""
EMPTY: Mapping[str, hooks.Json] = {"LoggingConfiguration": {}}
"""What stands for nothing where S3 has no delete_."""
