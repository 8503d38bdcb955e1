"""A bucket for media: what it holds is versioned, sealed, logged and measured."""

from datetime import timedelta
from typing import cast

from aws_cdk import Duration, RemovalPolicy
from aws_cdk import aws_kms as kms
from aws_cdk import aws_s3 as s3
from constructs import Construct

from filmops.access_logs import AccessLogs
from filmops.media_names import ENTIRE_BUCKET

__all__ = ["ENTIRE_BUCKET", "MediaBucket"]

_UPLOAD_ENDS = Duration.days(7)


class MediaBucket(s3.Bucket):
    """A Region's media bucket, original or replica: both are alike, so either can take over.

    Its name is fixed, so that the other Region can write it down. `undo` is how long an
    overwritten or deleted object can be had back.
    """

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        name: str,
        key: kms.Key,
        access_logs: AccessLogs,
        undo: timedelta,
    ) -> None:
        super().__init__(
            scope,
            id,
            bucket_name=name,
            versioned=True,
            encryption=s3.BucketEncryption.KMS,
            encryption_key=key,
            bucket_key_enabled=True,  # else every object costs two calls of KMS, which has a quota
            block_public_access=s3.BlockPublicAccess.BLOCK_ALL,
            object_ownership=s3.ObjectOwnership.BUCKET_OWNER_ENFORCED,
            enforce_ssl=True,
            minimum_tls_version=1.2,
            metrics=[s3.BucketMetrics(id=ENTIRE_BUCKET)],
            removal_policy=RemovalPolicy.RETAIN,
            lifecycle_rules=[
                s3.LifecycleRule(
                    id="Undo",
                    noncurrent_version_expiration=Duration.days(undo // timedelta(days=1)),
                    expired_object_delete_marker=True,
                ),
                s3.LifecycleRule(
                    id="UnfinishedUploads", abort_incomplete_multipart_upload_after=_UPLOAD_ENDS
                ),
            ],
        )
        self.name = name
        access_logs.keep(self.resource, name)

    @property
    def resource(self) -> s3.CfnBucket:
        """The bucket as CloudFormation sees it, for what the L2 cannot say."""
        return cast("s3.CfnBucket", self.node.default_child)
