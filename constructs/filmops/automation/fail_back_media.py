"""Media that was written in the recovery Region, copied back."""

from collections.abc import Mapping
from dataclasses import dataclass

from filmops.automation.copying import COUNTED, copied_again
from filmops.automation.document import Document, Parameter
from filmops.automation.steps import Approval, approve, call

TO_PRIMARY = "ToPrimary"
_QUARTER = {"Minutes": 15}


@dataclass(frozen=True, slots=True)
class WayBack:
    """From the replica bucket to the original: their names, and the roles S3 copies with."""

    account: str
    replica: str
    original: str
    primary_region: str
    copier: str
    batch: str


def fail_back_media(name: str, way: WayBack, approval: Approval) -> Document:
    """What was written here since the failover, and what will be until writers have gone back."""
    *copying, count = copied_again(
        way.account,
        f"arn:aws:s3:::{way.replica}",
        way.batch,
        ["NONE", "FAILED"],
        "Failback of media",
    )
    key = rf"^arn:aws:kms:{way.primary_region}:{way.account}:key/[a-z0-9-]+$"
    return Document(
        name=name,
        description=(
            f"The primary Region is back: copies media written in {way.replica} since the failover "
            f"back to {way.original}. Asks twice: before copying, and before the way back is closed "
            "again. Deletes no object."
        ),
        parameters=(Parameter("PrimaryKeyArn", "The key of the primary media bucket", None, key),),
        steps=(
            approve(
                "approve",
                approval,
                f"Copy media from {way.replica} back to {way.original}? The primary Region must be "
                "well, and the application still writes here.",
            ),
            call(
                "open",
                "s3",
                "PutBucketReplication",
                says="Copies from now on everything that is written here to the primary bucket",
                Bucket=way.replica,
                ReplicationConfiguration={"Role": way.copier, "Rules": [_rule(way)]},
            ),
            *copying,
            count,
            approve(
                "approveClosing",
                approval,
                "Close the way back? The application must write to the primary bucket again. "
                "Copied: {{ count.Copied }}, failed: {{ count.Failed }} ({{ count.Status }}).",
            ),
            call(
                "close",
                "s3",
                "DeleteBucketReplication",
                says="Takes the rule back to the primary bucket away; no object is touched",
                ends=True,
                Bucket=way.replica,
            ),
        ),
        outputs=COUNTED,
    )


def _rule(way: WayBack) -> Mapping[str, object]:
    return {
        "ID": TO_PRIMARY,
        "Status": "Enabled",
        "Priority": 1,
        "Filter": {"Prefix": ""},
        "DeleteMarkerReplication": {"Status": "Disabled"},
        "SourceSelectionCriteria": {"SseKmsEncryptedObjects": {"Status": "Enabled"}},
        "Destination": {
            "Bucket": f"arn:aws:s3:::{way.original}",
            "EncryptionConfiguration": {"ReplicaKmsKeyID": "{{ PrimaryKeyArn }}"},
            "ReplicationTime": {"Status": "Enabled", "Time": _QUARTER},
            "Metrics": {"Status": "Enabled", "EventThreshold": _QUARTER},
        },
    }
