"""The last step of a restore test of AWS Backup: tell it the verdict, so that it deletes."""

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

import boto3

from .records import Record
from .run import Run, Said, Step, step_of

if TYPE_CHECKING:  # the stubs are not in the Lambda runtime
    from mypy_boto3_backup import BackupClient

LONGEST = 1024
"""Characters of a message that are sent."""


def handle(event: Said, _context: object) -> dict[str, object]:
    """Lambda's entry: the verdict on what AWS Backup restored."""
    step_of(event, Step.TELL)
    return teller_of_process().tell(Run.of(event, ""))


@cache
def teller_of_process() -> "Teller":
    """Built once for all invocations of this process."""
    backup: BackupClient = boto3.client("backup")  # pyright: ignore[reportUnknownMemberType]
    return Teller(backup)


@dataclass(frozen=True, slots=True)
class Teller:
    """AWS Backup deletes what it restored once it has heard, or when its window closes."""

    backup: "BackupClient"

    def tell(self, run: Run) -> dict[str, object]:
        """Told again, AWS Backup keeps the first answer; nothing is lost by asking twice."""
        record = Record.of(run)
        self.backup.put_restore_validation_result(
            RestoreJobId=str(run.state.get("job")),
            ValidationStatus="SUCCESSFUL" if record.succeeded else "FAILED",
            ValidationStatusMessage=record.because[:LONGEST],
        )
        return {"told": record.verdict}
