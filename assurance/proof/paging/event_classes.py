"""Events that are incidents by the handbook's words although no metric shows them.

Each class has examples, shortened from AWS's documentation to the fields that tell it apart; a
rule covers the class when its pattern matches every example.
"""

from __future__ import annotations

from dataclasses import dataclass

from assurance.assembly import Json

SECURITY = "Security breach"
LOSS = "Data loss or corruption"
ONE_OF_TWO = "Single component failure with redundancy"
DEGRADED = "Degraded service performance"


@dataclass(frozen=True, slots=True)
class EventClass:
    """A kind of event somebody must hear of; `meaning` is a line of the severity table."""

    name: str
    what: str
    meaning: str
    examples: tuple[Json, ...]
    only_in: str = ""
    """The one Region that hears of it; "" where each Region has its own."""


def _event(source: str, kind: str, **detail: Json) -> Json:
    return {"source": source, "detail-type": kind, "detail": detail}


def _hub(label: str) -> Json:
    finding: Json = {
        "Severity": {"Label": label},
        "RecordState": "ACTIVE",
        "Workflow": {"Status": "NEW"},
    }
    return _event("aws.securityhub", "Security Hub Findings - Imported", findings=[finding])


def _hub_v2(severity: str) -> Json:
    return _event("aws.securityhub", "Findings Imported V2", findings=[{"severity": severity}])


def _call(name: str) -> Json:
    return _event(
        "aws.kms",
        "AWS API Call via CloudTrail",
        eventSource="kms.amazonaws.com",
        eventName=name,
        requestParameters={"keyId": "1234abcd-12ab-34cd-56ef-1234567890ab"},
    )


def _rds(kind: str) -> Json:
    return _event("aws.rds", f"RDS DB {kind} Event", EventCategories=["failure"])


EVENT_CLASSES = (
    EventClass(
        "guardduty",
        "a GuardDuty finding of severity 7 or more",
        SECURITY,
        # High is 7.0 to 8.9, Critical 9.0 to 10.0 (guardduty_findings-severity.html)
        tuple(
            _event("aws.guardduty", "GuardDuty Finding", severity=one) for one in (7, 8.9, 9, 10)
        ),
    ),
    EventClass(
        "security_hub",
        "a critical Security Hub finding",
        SECURITY,
        (_hub("CRITICAL"), _hub_v2("Critical")),
    ),
    EventClass(
        "root_sign_in",
        "a sign-in of the root user",
        SECURITY,
        (
            _event(
                "aws.signin",
                "AWS Console Sign In via CloudTrail",
                eventName="ConsoleLogin",
                userIdentity={"type": "Root"},
            ),
        ),
        only_in="us-east-1",  # CloudTrail: sign-ins of the root user are recorded there
    ),
    EventClass(
        "key_lost",
        "a KMS key disabled or scheduled for deletion",
        LOSS,
        (_call("DisableKey"), _call("ScheduleKeyDeletion")),
    ),
    EventClass("database_failure", "a failure of the database", LOSS, (_rds("Instance"),)),
    EventClass(
        "backup_failure",
        "a failed backup or copy of one",
        ONE_OF_TWO,
        (
            _event("aws.backup", "Backup Job State Change", state="FAILED"),
            _event("aws.backup", "Copy Job State Change", state="FAILED"),
        ),
    ),
    EventClass(
        "aws_health",
        "an issue of AWS itself",
        DEGRADED,
        (_event("aws.health", "AWS Health Event", eventTypeCategory="issue"),),
    ),
)
