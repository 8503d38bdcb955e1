"""The one place where an undelivered page ends up."""

from aws_cdk import Duration
from aws_cdk import aws_kms as kms
from aws_cdk import aws_sqs as sqs
from constructs import Construct


class LostPages(sqs.Queue):
    """The Region's dead letters, alarms' and events' alike: whoever looks, looks here.

    Kept 14 days, the longest SQS allows. Its depth must alarm by a way that is not the one that
    lost the page (`paging_health`).
    """

    def __init__(self, scope: Construct, id: str, *, name: str, key: kms.IKey) -> None:
        super().__init__(
            scope,
            id,
            queue_name=name,
            encryption=sqs.QueueEncryption.KMS,
            encryption_master_key=key,
            enforce_ssl=True,
            retention_period=Duration.days(14),
        )
