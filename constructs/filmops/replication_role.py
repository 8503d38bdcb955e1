"""The role S3 copies media with."""

from aws_cdk import Stack
from aws_cdk import aws_iam as iam
from aws_cdk import aws_kms as kms
from constructs import Construct

from filmops.acknowledged import acknowledge
from filmops.media_bucket import MediaBucket
from filmops.replica import Replica, bucket_arn


class ReplicationRole(iam.Role):
    """May read versions of one bucket, write replicas into another, and use one key at each end.

    It cannot delete anywhere.
    """

    def __init__(
        self, scope: Construct, id: str, *, bucket: MediaBucket, key: kms.Key, replica: Replica
    ) -> None:
        account = Stack.of(scope).account
        source, copies = bucket_arn(bucket.name), replica.arn
        super().__init__(
            scope,
            id,
            description="Copies media to the recovery Region",
            assumed_by=iam.ServicePrincipal(
                "s3.amazonaws.com",
                conditions={
                    "StringEquals": {"aws:SourceAccount": account},
                    "ArnLike": {"aws:SourceArn": source},
                },
            ),
        )
        self.rights = iam.Policy(
            self,
            "May",
            roles=[self],
            statements=[
                _may(source, "s3:GetReplicationConfiguration", "s3:ListBucket"),
                _may(
                    f"{source}/*",
                    "s3:GetObjectVersionForReplication",
                    "s3:GetObjectVersionAcl",
                    "s3:GetObjectVersionTagging",
                ),
                _may(f"{copies}/*", "s3:ReplicateObject", "s3:ReplicateTags"),
                _through_s3(key.key_arn, "kms:Decrypt", Stack.of(scope).region),
                _through_s3(replica.key_arn, "kms:Encrypt", replica.region),
            ],
        )
        for objects in (f"{source}/*", f"{copies}/*"):
            finding = f"AwsSolutions-IAM5[Resource::{objects}]"
            acknowledge(self.rights, finding, "Every object of the bucket is what it copies")


def _may(resource: str, *actions: str) -> iam.PolicyStatement:
    return iam.PolicyStatement(actions=list(actions), resources=[resource])


def _through_s3(key_arn: str, action: str, region: str) -> iam.PolicyStatement:
    return iam.PolicyStatement(
        actions=[action],
        resources=[key_arn],
        conditions={"StringEquals": {"kms:ViaService": f"s3.{region}.amazonaws.com"}},
    )
