"""The roles S3 copies with when a runbook asks it to."""

from aws_cdk import Stack
from aws_cdk import aws_iam as iam
from aws_cdk import aws_kms as kms
from constructs import Construct

from filmops.acknowledged import acknowledge, wildcard
from filmops.automation.rights import allow
from filmops.replica import bucket_arn


class BatchRole(iam.Role):
    """Lets S3's batch operations start the copying of a bucket's objects by its own rule."""

    def __init__(self, scope: Construct, id: str, *, bucket: str) -> None:
        arn = bucket_arn(bucket)
        super().__init__(
            scope,
            id,
            description=f"Starts the replication of objects of {bucket}",
            assumed_by=iam.ServicePrincipal(
                "batchoperations.s3.amazonaws.com",
                conditions={"StringEquals": {"aws:SourceAccount": Stack.of(scope).account}},
            ),
        )
        policy = iam.Policy(
            self,
            "May",
            roles=[self],
            statements=[
                allow(["s3:InitiateReplication"], [f"{arn}/*"]),
                # S3 lists the bucket by an inventory of its own.
                allow(["s3:GetReplicationConfiguration", "s3:PutInventoryConfiguration"], [arn]),
            ],
        )
        acknowledge(policy, wildcard(self, f"{arn}/*"), "Every object is what it may copy")


class WayBackRole(iam.Role):
    """Lets S3 copy from the replica back to the original, under the original's key by its alias.

    The stack knows no key of the other Region, only what its alias is called.
    """

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        replica: str,
        original: str,
        key: kms.Key,
        alias: str,
        region: str,
    ) -> None:
        here = Stack.of(scope)
        source, copies = bucket_arn(replica), bucket_arn(original)
        far = f"arn:aws:kms:{region}:{here.account}:key/*"
        super().__init__(
            scope,
            id,
            description="Copies media back to the primary Region",
            assumed_by=iam.ServicePrincipal(
                "s3.amazonaws.com",
                conditions={
                    "StringEquals": {"aws:SourceAccount": here.account},
                    "ArnLike": {"aws:SourceArn": source},
                },
            ),
        )
        read = allow(["kms:Decrypt"], [key.key_arn])
        read.add_condition("StringEquals", {"kms:ViaService": f"s3.{here.region}.amazonaws.com"})
        write = allow(["kms:Encrypt"], [far])
        write.add_condition("StringEquals", {"kms:ViaService": f"s3.{region}.amazonaws.com"})
        write.add_condition("ForAnyValue:StringEquals", {"kms:ResourceAliases": f"alias/{alias}"})
        versions = [f"s3:GetObjectVersion{what}" for what in ("ForReplication", "Acl", "Tagging")]
        policy = iam.Policy(
            self,
            "May",
            roles=[self],
            statements=[
                allow(["s3:GetReplicationConfiguration", "s3:ListBucket"], [source]),
                allow(versions, [f"{source}/*"]),
                allow(["s3:ReplicateObject", "s3:ReplicateTags"], [f"{copies}/*"]),
                read,
                write,
            ],
        )
        for arn in (f"{source}/*", f"{copies}/*"):
            acknowledge(policy, wildcard(self, arn), "Every object of the bucket is what it copies")
        acknowledge(policy, wildcard(self, far), "A condition fences it to the alias of one key")
