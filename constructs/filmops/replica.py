"""Where media and backups are copied to, in another Region."""

from dataclasses import dataclass

from aws_cdk import Stack
from constructs import Construct


@dataclass(frozen=True, slots=True)
class Replica:
    """A bucket of another Region: its name, the Region, and the ARN of the key it is sealed with."""

    name: str
    region: str
    key_arn: str

    def arn(self, scope: Construct) -> str:
        """The bucket's ARN, in the partition of `scope`."""
        return bucket_arn(scope, self.name)


@dataclass(frozen=True, slots=True)
class BackupCopies:
    """Where a database's automated backups are copied to: a Region, and the ARN of a key there."""

    region: str
    key_arn: str


def bucket_arn(scope: Construct, name: str) -> str:
    """A bucket's ARN by its name: what must exist before the bucket can still write it down."""
    return f"arn:{Stack.of(scope).partition}:s3:::{name}"
