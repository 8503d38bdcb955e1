"""The database as it was, restored beside production."""

from filmops.automation.document import Document, Parameter
from filmops.automation.restored import TOLD, Target, available, kept_safe
from filmops.automation.steps import call

MOMENT = r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$"


def restore_beside(name: str, target: Target) -> Document:
    """For rows that were destroyed while the database itself is well; production is not touched."""
    beside = f"{target.database}-beside"
    identifier = "{{ Target }}"
    return Document(
        name=name,
        description=(
            f"Rows were destroyed: restores {target.database} as it was at a moment, beside production, "
            "which is not touched. Copy the rows back by hand. The copy is protected from "
            "deletion; nothing here deletes it."
        ),
        parameters=(
            Parameter("RestoreTime", "The moment, in UTC: just before it happened", None, MOMENT),
            Parameter("Target", "What the copy is called", beside, f"^{beside}[a-z0-9-]*$"),
        ),
        steps=(
            call(
                "restore",
                "rds",
                "RestoreDBInstanceToPointInTime",
                says="Restores the moment into a new instance",
                SourceDBInstanceIdentifier=target.database,
                TargetDBInstanceIdentifier=identifier,
                RestoreTime="{{ RestoreTime }}",
                **target.settings,
            ),
            available(target, "wait", identifier),
            *kept_safe(target, identifier),
        ),
        outputs=TOLD,
    )
