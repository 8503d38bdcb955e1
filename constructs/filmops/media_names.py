"""What the media buckets are called: the other Region and the alarms must know it beforehand."""

from filmops.names import Names

ENTIRE_BUCKET = "EntireBucket"
"""The id of the request-metrics filter that covers everything: the FilterId of its metrics."""
TO_RECOVERY = "ToRecovery"
"""The id of the replication rule: the RuleId of its metrics."""


def media_bucket_name(names: Names, account: str, region: str) -> str:
    """The physical name of a Region's media bucket; account and Region make it unique in AWS."""
    return names.of(f"media-{account}-{region}")
