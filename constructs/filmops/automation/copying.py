"""S3 Batch Replication: a job that copies again what a replication rule did not."""

from collections.abc import Mapping, Sequence
from datetime import timedelta

from filmops.automation.document import Output, Step
from filmops.automation.steps import call, wait

LONGEST = timedelta(hours=12)
"""A job over many objects takes hours: S3 first lists the bucket."""


def copied_again(
    account: str, bucket: str, role: str, statuses: Sequence[str], why: str
) -> tuple[Step, ...]:
    """Start a job over the bucket's objects with these replication statuses, and wait for it.

    `role` is the ARN of what S3's batch operations may do.
    """
    asked = {"AccountId": account, "JobId": "{{ copy.Job }}"}
    return (
        call(
            "copy",
            "s3control",
            "CreateJob",
            says=f"Lists every object that is {' or '.join(statuses)}, and copies it",
            outputs=(Output("Job", "$.JobId"),),
            AccountId=account,
            ConfirmationRequired=False,
            Operation={"S3ReplicateObject": {}},
            ManifestGenerator={"S3JobManifestGenerator": _listing(account, bucket, statuses)},
            Report={"Enabled": False},
            Priority=10,
            RoleArn=role,
            Description=why,
            ClientRequestToken="{{ automation:EXECUTION_ID }}",
        ),
        wait(
            "waitCopied",
            "s3control",
            "DescribeJob",
            says="Waits until S3 has tried every object",
            selector="$.Job.Status",
            until=["Complete", "Failed", "Cancelled"],
            at_most=LONGEST,
            **asked,
        ),
        call(
            "count",
            "s3control",
            "DescribeJob",
            says="Counts what was copied and what failed again",
            outputs=(
                Output("Status", "$.Job.Status"),
                Output("Copied", "$.Job.ProgressSummary.NumberOfTasksSucceeded", "Integer"),
                Output("Failed", "$.Job.ProgressSummary.NumberOfTasksFailed", "Integer"),
            ),
            **asked,
        ),
    )


COUNTED = ("copy.Job", "count.Status", "count.Copied", "count.Failed")


def _listing(account: str, bucket: str, statuses: Sequence[str]) -> Mapping[str, object]:
    return {
        "ExpectedBucketOwner": account,
        "SourceBucket": bucket,
        "EnableManifestOutput": False,
        "Filter": {"EligibleForReplication": True, "ObjectReplicationStatuses": list(statuses)},
    }
