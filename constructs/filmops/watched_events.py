"""What is an incident although no metric shows it, as EventBridge tells it.

Every event falls under a meaning of the handbook's severity table, which decides how urgent it is.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

Pattern = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class WatchedEvent:
    """An event on the default bus that somebody must hear of.

    `what` says it in a few words, `meaning` is a line of the handbook's severity table. `summary`
    is a JSON path into the event, or a sentence. `dedup` lists the JSON paths that make two events
    the same incident, so that a repeated finding does not page twice; they hold identifiers, never
    free text. `runbook` is a section of the runbooks, `board` the dashboard to look at first.
    `reads` is True for a call that CloudTrail counts as reading: a rule does not hear of those by
    itself.
    """

    name: str
    what: str
    meaning: str
    sources: Sequence[str]
    detail_types: Sequence[str]
    detail: Pattern
    summary: str
    dedup: Sequence[str]
    runbook: str
    board: str
    reads: bool = False


SECURITY = "Security breach"
LOSS = "Data loss or corruption"
DEGRADED = "Degraded service performance"
ONE_OF_TWO = "Single component failure with redundancy"
OVERVIEW, DATABASE, RECOVERY = "overview", "database", "recovery"
FINDING, BACKUP = "security-finding", "backup-failed"


def role_taken(name: str, role: str, summary: str, runbook: str) -> WatchedEvent:
    """Somebody took a role, by its name; heard in the Region whose STS was asked."""
    return WatchedEvent(
        name=name,
        what=f"Somebody took the role {role}",
        meaning=SECURITY,
        sources=["aws.sts"],
        detail_types=["AWS API Call via CloudTrail"],
        detail={
            "eventName": ["AssumeRole"],
            "requestParameters": {"roleArn": [{"suffix": f":role/{role}"}]},
        },
        summary=summary,
        dedup=["$.account", "$.detail.userIdentity.arn"],
        runbook=runbook,
        board=OVERVIEW,
        # AWS's own example of a read-only event (eb-service-event-cloudtrail-management)
        reads=True,
    )


WATCHED = (
    WatchedEvent(
        name="GuardDuty",
        what="A GuardDuty finding of severity 7 or more",
        meaning=SECURITY,
        sources=["aws.guardduty"],
        detail_types=["GuardDuty Finding"],
        # High begins at 7.0: guardduty_findings-severity.html
        detail={"severity": [{"numeric": [">=", 7]}]},
        summary="$.detail.title",
        dedup=["$.detail.id"],
        runbook=FINDING,
        board=OVERVIEW,
    ),
    WatchedEvent(
        name="SecurityHub",
        what="A critical finding of Security Hub",
        meaning=SECURITY,
        sources=["aws.securityhub"],
        detail_types=["Security Hub Findings - Imported"],
        detail={
            "findings": {
                "Severity": {"Label": ["CRITICAL"]},
                "RecordState": ["ACTIVE"],
                "Workflow": {"Status": ["NEW"]},
            }
        },
        summary="$.detail.findings[0].Title",
        dedup=["$.detail.findings[0].Id"],
        runbook=FINDING,
        board=OVERVIEW,
    ),
    WatchedEvent(
        name="SecurityHubV2",
        what="A critical finding of Security Hub, in its newer form",
        meaning=SECURITY,
        sources=["aws.securityhub"],
        detail_types=["Findings Imported V2"],
        detail={"findings": {"severity": ["Critical"]}},
        summary="$.detail.findings[0].finding_info.title",
        dedup=["$.detail.findings[0].metadata.uid"],
        runbook=FINDING,
        board=OVERVIEW,
    ),
    WatchedEvent(
        name="RootSignIn",
        what="The root user signed in to the console",
        meaning=SECURITY,
        sources=["aws.signin"],
        detail_types=["AWS Console Sign In via CloudTrail"],
        detail={"userIdentity": {"type": ["Root"]}},
        summary="The root user signed in to the console",
        dedup=["$.account", "$.detail.sourceIPAddress"],
        runbook="root-sign-in",
        board=OVERVIEW,
    ),
    WatchedEvent(
        name="KeyLost",
        what="A KMS key was disabled or scheduled for deletion",
        meaning=LOSS,
        sources=["aws.kms"],
        detail_types=["AWS API Call via CloudTrail"],
        detail={"eventName": ["DisableKey", "ScheduleKeyDeletion"]},
        summary="A KMS key was disabled or will be deleted: what it seals cannot be read or copied",
        dedup=["$.region", "$.detail.requestParameters.keyId"],
        runbook="key-lost",
        board=RECOVERY,
    ),
    WatchedEvent(
        name="DatabaseFailure",
        what="RDS says that a database or a snapshot failed",
        meaning=LOSS,
        sources=["aws.rds"],
        detail_types=["RDS DB Instance Event", "RDS DB Cluster Event", "RDS DB Snapshot Event"],
        detail={"EventCategories": ["failure"]},
        summary="$.detail.Message",
        dedup=["$.detail.SourceArn", "$.detail.EventID"],
        runbook="database-failure",
        board=DATABASE,
    ),
    WatchedEvent(
        name="BackupFailure",
        what="A backup job of AWS Backup failed",
        meaning=ONE_OF_TWO,
        sources=["aws.backup"],
        detail_types=["Backup Job State Change"],
        detail={"state": ["FAILED", "EXPIRED", "ABORTED"]},
        summary="A backup job failed: the immutable copy is missing a point",
        dedup=["$.detail.backupJobId"],
        runbook=BACKUP,
        board=RECOVERY,
    ),
    WatchedEvent(
        name="BackupCopyFailure",
        what="A copy job of AWS Backup failed",
        meaning=ONE_OF_TWO,
        sources=["aws.backup"],
        detail_types=["Copy Job State Change"],
        detail={"state": ["FAILED"]},
        summary="A backup copy failed: the recovery Region is missing a point",
        dedup=["$.detail.copyJobId"],
        runbook=BACKUP,
        board=RECOVERY,
    ),
    WatchedEvent(
        name="AwsHealth",
        what="An issue of AWS that touches this account",
        meaning=DEGRADED,
        sources=["aws.health"],
        detail_types=["AWS Health Event"],
        detail={"eventTypeCategory": ["issue"]},
        summary="$.detail.eventTypeCode",
        dedup=["$.detail.eventArn"],
        runbook="aws-health",
        board=OVERVIEW,
    ),
)
