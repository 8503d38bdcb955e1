"""AWS::Backup::BackupSelection, through the Backup API."""

from local import hooks
from local.inside import call
from local.resource import Made, Wanted


class BackupSelection:
    """Real as configuration; a backup job of the emulator leaves no recovery point."""

    type = "AWS::Backup::BackupSelection"

    def create(self, wanted: Wanted) -> Made:
        """Create it."""
        made = call("backup", "create_backup_selection", wanted.properties)
        selection, plan = made["SelectionId"], made["BackupPlanId"]
        return Made(
            f"{selection}_{plan}",
            {"Id": f"{selection}_{plan}", "SelectionId": selection, "BackupPlanId": plan},
        )

    def update(self, physical_id: str, before: hooks.Json, wanted: Wanted) -> Made:
        """Replace it: every property of the type asks for that."""
        del physical_id, before
        return self.create(wanted)

    def delete(self, physical_id: str, properties: hooks.Json) -> None:
        """Delete it."""
        del properties
        selection, _, plan = physical_id.partition("_")
        request = {"BackupPlanId": plan, "SelectionId": selection}
        call("backup", "delete_backup_selection", request)
