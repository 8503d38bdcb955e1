"""Where the records of a Region's drills are kept, and who says how old the newest is."""

import json
from collections.abc import Sequence

from aws_cdk import Duration, RemovalPolicy
from aws_cdk import aws_iam as iam
from aws_cdk import aws_s3 as s3
from constructs import Construct

from filmops.access_logs import AccessLogs
from filmops.data_key import DataKey
from filmops.function import OperationsFunction
from filmops.lost_pages import LostPages
from filmops.names import Names
from filmops.recovery_point import NAMESPACE
from filmops.replica import bucket_arn
from filmops.scheduled_call import ScheduledCall

SEALS = "drills"
"""What the key is called after, and the bucket."""
_KEPT = Duration.days(3 * 365)  # a few years show whether restores get slower


class DrillRecords(Construct):
    """A sealed bucket of records, and the function that writes them and tells their age.

    `owner` begins the names of restored instances. Twice a day, because a metric once a day would
    leave some period of a day empty.
    """

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        names: Names,
        bucket_name: str,
        access_logs: AccessLogs,
        drills: Sequence[str],
        owner: str,
        lost_pages: LostPages,
    ) -> None:
        super().__init__(scope, id)
        key = DataKey(self, "Key", names=names, seals=SEALS)
        bucket = s3.Bucket(
            self,
            "Bucket",
            bucket_name=bucket_name,
            versioned=True,
            encryption=s3.BucketEncryption.KMS,
            encryption_key=key,
            bucket_key_enabled=True,
            block_public_access=s3.BlockPublicAccess.BLOCK_ALL,
            object_ownership=s3.ObjectOwnership.BUCKET_OWNER_ENFORCED,
            enforce_ssl=True,
            minimum_tls_version=1.2,
            removal_policy=RemovalPolicy.RETAIN,
            lifecycle_rules=[
                s3.LifecycleRule(
                    id="Years",
                    expiration=_KEPT,
                    noncurrent_version_expiration=_KEPT,
                    abort_incomplete_multipart_upload_after=Duration.days(1),
                )
            ],
        )
        access_logs.keep(bucket.node.default_child, bucket_name)
        self.recorder = OperationsFunction(
            self,
            "Recorder",
            name=names.of("drill-record"),
            folder="drill",
            module="recording",
            environment={
                "BUCKET": bucket_name,
                "DRILLS": ",".join(drills),
                "METRIC_NAMESPACE": NAMESPACE,
                "OWNER": owner,
            },
            dead_letters=lost_pages,
            timeout=Duration.minutes(2),
        )
        self._grant(bucket_arn(bucket_name), key)
        self._twice_a_day(lost_pages)

    def _grant(self, bucket: str, key: DataKey) -> None:
        self.recorder.may_among(
            "A record's key is its date",
            iam.PolicyStatement(
                actions=["s3:GetObject", "s3:PutObject"], resources=[f"{bucket}/*"]
            ),
        )
        self.recorder.may(
            iam.PolicyStatement(actions=["s3:ListBucket"], resources=[bucket]),
            iam.PolicyStatement(
                actions=["kms:Decrypt", "kms:GenerateDataKey"], resources=[key.key_arn]
            ),
        )
        self.recorder.may_anywhere(
            iam.PolicyStatement(
                actions=["cloudwatch:PutMetricData"],
                resources=["*"],  # knows no resource; the namespace is the fence
                conditions={"StringEquals": {"cloudwatch:namespace": NAMESPACE}},
            ),
            "PutMetricData knows no resource; a condition fences the namespace",
        )

    def _twice_a_day(self, lost_pages: LostPages) -> None:
        arn = self.recorder.function_arn
        ScheduledCall(
            self,
            "Ages",
            description="How long ago each drill last succeeded",
            expression="rate(12 hours)",
            target=arn,
            sends=json.dumps({"step": "age"}),
            may=[iam.PolicyStatement(actions=["lambda:InvokeFunction"], resources=[arn])],
            lost_pages=lost_pages,
        )
