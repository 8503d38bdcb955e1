"""A read replica that becomes the database, and is protected like one."""

from filmops.automation.document import Document, Parameter
from filmops.automation.restored import TOLD, Target, available, kept_safe
from filmops.automation.steps import Approval, approve, call, pause


def promote_replica(name: str, target: Target, approval: Approval) -> Document:
    """RDS would give it one day of backups, and whatever groups and protection it had."""
    identifier = "{{ Replica }}"
    return Document(
        name=name,
        description=(
            "Makes a read replica the database. It cannot be undone: replication ends. Asks for "
            f"approval first. Then backups are kept {target.days} days, deletion protection is on, and "
            "parameter and security group are ours. Deletes nothing."
        ),
        parameters=(
            Parameter("Replica", "The identifier of the read replica", None, target.named),
        ),
        steps=(
            approve(
                "approve",
                approval,
                f"Promote {identifier} to be the database? Replication ends and cannot be resumed.",
            ),
            call(
                "promote",
                "rds",
                "PromoteReadReplica",
                says="Promotes it; it reboots",
                DBInstanceIdentifier=identifier,
                BackupRetentionPeriod=target.days,
            ),
            pause("begin", "Lets the promotion begin", 5),
            available(target, "waitPromoted", identifier),
            call(
                "protect",
                "rds",
                "ModifyDBInstance",
                says="Gives it the groups and the protection of a database",
                DBInstanceIdentifier=identifier,
                ApplyImmediately=True,
                DeletionProtection=True,
                BackupRetentionPeriod=target.days,
                MultiAZ=target.standby,
                **target.groups,
            ),
            pause("beginProtecting", "Lets the change begin", 2),
            available(target, "waitProtected", identifier),
            *kept_safe(target, identifier),
        ),
        outputs=TOLD,
    )
