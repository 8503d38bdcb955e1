"""Where jobs of long ago are kept once they have left the database."""

from datetime import timedelta

from aws_cdk import Duration, RemovalPolicy
from aws_cdk import aws_iam as iam
from aws_cdk import aws_s3 as s3
from constructs import Construct

from filmops.access_logs import AccessLogs
from filmops.data_key import DataKey
from filmops.function import OperationsFunction
from filmops.names import Names
from filmops.replica import bucket_arn

ARCHIVED, ON_ITS_WAY = "jobs/", "pending/"
_SELDOM_READ = Duration.days(30)  # of a job already 90 days old; it stays readable at once


class JobArchive(Construct):
    """A sealed bucket that nobody deletes from: what is archived exists nowhere else.

    What was overwritten, or removed once it was no longer on its way, can be had back for `undo`.
    """

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        names: Names,
        bucket_name: str,
        access_logs: AccessLogs,
        undo: timedelta,
    ) -> None:
        super().__init__(scope, id)
        self.bucket_name = bucket_name
        self._key = DataKey(self, "Key", names=names, seals="job-archive")
        bucket = s3.Bucket(
            self,
            "Bucket",
            bucket_name=bucket_name,
            versioned=True,
            encryption=s3.BucketEncryption.KMS,
            encryption_key=self._key,
            bucket_key_enabled=True,
            block_public_access=s3.BlockPublicAccess.BLOCK_ALL,
            object_ownership=s3.ObjectOwnership.BUCKET_OWNER_ENFORCED,
            enforce_ssl=True,
            minimum_tls_version=1.2,
            removal_policy=RemovalPolicy.RETAIN,
            lifecycle_rules=[
                s3.LifecycleRule(
                    id="Undo",
                    noncurrent_version_expiration=Duration.days(undo // timedelta(days=1)),
                    expired_object_delete_marker=True,
                ),
                s3.LifecycleRule(
                    id="UnfinishedUploads", abort_incomplete_multipart_upload_after=Duration.days(1)
                ),
                s3.LifecycleRule(
                    id="SeldomRead",
                    prefix=ARCHIVED,
                    transitions=[
                        s3.Transition(
                            storage_class=s3.StorageClass.GLACIER_INSTANT_RETRIEVAL,
                            transition_after=_SELDOM_READ,
                        )
                    ],
                ),
            ],
        )
        access_logs.keep(bucket.node.default_child, bucket_name)

    def admit(self, archivist: OperationsFunction) -> None:
        """Let it put and read; it removes what is on its way, never what is archived."""
        bucket = bucket_arn(self.bucket_name)
        archivist.may_among(
            "An object is named after its window and its rows",
            iam.PolicyStatement(
                actions=["s3:GetObject", "s3:PutObject"],
                resources=[f"{bucket}/{ARCHIVED}*", f"{bucket}/{ON_ITS_WAY}*"],
            ),
            iam.PolicyStatement(actions=["s3:DeleteObject"], resources=[f"{bucket}/{ON_ITS_WAY}*"]),
        )
        archivist.may(
            iam.PolicyStatement(actions=["s3:ListBucket"], resources=[bucket]),
            iam.PolicyStatement(
                actions=["kms:Decrypt", "kms:GenerateDataKey"], resources=[self._key.key_arn]
            ),
        )
