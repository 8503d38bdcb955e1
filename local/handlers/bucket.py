"""AWS::S3::Bucket: its ReplicationConfiguration, through PutBucketReplication."""

from typing import cast

from local import hooks
from local.inside import call
from local.resource import BuiltIn, Made, Wanted

API_NAMES = {"Id": "ID", "TagFilter": "Tag", "TagFilters": "Tags"}
"""Where the template's name for a member is not the API's."""


class Bucket:
    """Real: objects are copied to the destination; the 15 minutes of RTC are configuration only."""

    type = "AWS::S3::Bucket"

    def __init__(self) -> None:
        self._own = BuiltIn.of(self.type)

    def create(self, wanted: Wanted) -> Made:
        """Create the bucket."""
        made = self._own.create(wanted)
        self._replicate(made.physical_id, {}, wanted)
        return made

    def update(self, physical_id: str, before: hooks.Json, wanted: Wanted) -> Made:
        """Change it."""
        made = self._own.update(physical_id, before, wanted)
        self._replicate(made.physical_id, before, wanted)
        return made

    def delete(self, physical_id: str, properties: hooks.Json) -> None:
        """Delete it, when it is empty."""
        self._own.delete(physical_id, properties)

    def _replicate(self, bucket: str, before: hooks.Json, wanted: Wanted) -> None:
        configuration = wanted.properties.get("ReplicationConfiguration")
        if configuration:
            request = {"Bucket": bucket, "ReplicationConfiguration": _api(configuration)}
            call("s3", "put_bucket_replication", request)
        elif "ReplicationConfiguration" in before:
            call("s3", "delete_bucket_replication", {"Bucket": bucket})


def _api(node: object) -> object:
    if isinstance(node, dict):
        members = cast("hooks.Json", node)
        return {API_NAMES.get(name, name): _api(value) for name, value in members.items()}
    if isinstance(node, list):
        items = cast("list[object]", node)
        return [_api(item) for item in items]
    return node
