"""Where media and backups are copied to, in another Region."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Replica:
    """A bucket of another Region: its name, the Region, and the ARN of the key it is sealed with."""

    name: str
    region: str
    key_arn: str

    @property
    def arn(self) -> str:
        """The bucket's ARN."""
        return bucket_arn(self.name)


@dataclass(frozen=True, slots=True)
class BackupCopies:
    """Where a database's automated backups are copied to: a Region, and the ARN of a key there."""

    region: str
    key_arn: str


def bucket_arn(name: str) -> str:
    """A bucket's ARN by its name: what must exist before the bucket can still write it down."""
    return f"arn:aws:s3:::{name}"  # environments name Regions of this partition only
