"""The database, restored in the recovery Region from its replicated backups."""

from filmops.automation.document import Document, Output, Parameter
from filmops.automation.restored import TOLD, Target, available, kept_safe
from filmops.automation.steps import Approval, approve, branch, call

NEWEST = "newest"
FOUND = "$.DBInstanceAutomatedBackups[0]"
MOMENT = r"^newest$|^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$"


def restore_in_recovery(name: str, target: Target, approval: Approval) -> Document:
    """Needs nothing of the primary Region, and is for when there is none."""
    identifier = "{{ Target }}"
    source = {
        "SourceDBInstanceAutomatedBackupsArn": "{{ find.Backup }}",
        "TargetDBInstanceIdentifier": identifier,
        **target.settings,
    }
    return Document(
        name=name,
        description=(
            f"The primary Region is lost: restores {target.database} here, from the backups that were "
            "copied into this Region. Asks for approval first, then waits for hours. Keeps "
            f"backups {target.days} days and protects from deletion. Deletes nothing."
        ),
        parameters=(
            Parameter(
                "Target", "What the restored database is called", target.database, target.named
            ),
            Parameter("RestoreTime", "newest, or a moment in UTC", NEWEST, MOMENT),
        ),
        steps=(
            call(
                "find",
                "rds",
                "DescribeDBInstanceAutomatedBackups",
                says="Finds the replicated backups and their newest point",
                outputs=(
                    Output("Backup", f"{FOUND}.DBInstanceAutomatedBackupsArn"),
                    Output("Status", f"{FOUND}.Status"),
                    Output("Newest", f"{FOUND}.RestoreWindow.LatestTime"),
                ),
                DBInstanceIdentifier=target.database,
            ),
            approve(
                "approve",
                approval,
                f"Restore {target.database} in the recovery Region? Wanted: {{{{ RestoreTime }}}}. "
                "Newest point: {{ find.Newest }} ({{ find.Status }}); what was written after it is lost.",
            ),
            branch("choose", "RestoreTime", {NEWEST: "restoreNewest"}, "restoreMoment"),
            call(
                "restoreNewest",
                "rds",
                "RestoreDBInstanceToPointInTime",
                says="Restores the newest point there is",
                follow="wait",
                UseLatestRestorableTime=True,
                **source,
            ),
            call(
                "restoreMoment",
                "rds",
                "RestoreDBInstanceToPointInTime",
                says="Restores the moment that was asked for",
                follow="wait",
                RestoreTime="{{ RestoreTime }}",
                **source,
            ),
            available(target, "wait", identifier),
            *kept_safe(target, identifier),
        ),
        outputs=("find.Newest", *TOLD),
    )
