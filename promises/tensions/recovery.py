"""Tensions between the recovery objectives and the means to reach them."""

from promises.tensions.tension import Tension
from promises.topics import Topics
from promises.units import text


def a_daily_backup_misses_the_rpo(handbook: Topics) -> Tension | None:
    """What is lost since the last backup may be older than the recovery point allows."""
    cadence, rpo = handbook.recovery.backups.database.cadence, handbook.recovery.rpo
    if cadence.longest <= rpo:
        return None
    return Tension(
        id="backup-cadence-beside-rpo",
        promises=("recovery.backups.database.cadence", "recovery.rpo"),
        because=(
            f"A {cadence} backup alone loses up to {text(cadence.longest)}; "
            f"no more than {text(rpo)} may be lost."
        ),
        answer=(
            "The backup is only where a restore begins; the continuous copies of the transaction "
            "log keep the recovery point, in both Regions."
        ),
    )


def a_deletion_of_everything_misses_the_rpo(handbook: Topics) -> Tension | None:
    """What nobody can delete is a snapshot, older than the recovery point allows."""
    kept, rpo = handbook.recovery.account_deletion.rpo, handbook.recovery.rpo
    if kept <= rpo:
        return None
    return Tension(
        id="account-deletion-beside-rpo",
        promises=("recovery.account_deletion.rpo", "recovery.rpo"),
        because=(
            f"No more than {text(rpo)} may be lost, and the handbook names no exception; when "
            f"everything is deleted with the account's own rights up to {text(kept)} are."
        ),
        answer=(
            "The copies that keep the recovery point can be deleted; the one that cannot is a "
            "snapshot. This failure is shown with its own number and never counted under the other."
        ),
    )


def the_rto_is_longer_than_the_budget(handbook: Topics) -> Tension | None:
    """One recovery within its time is an outage beyond every budget."""
    rto, window = handbook.recovery.rto, handbook.error_budget.window
    short = [name for name, slo in handbook.slos.items() if slo.budget(window) < rto]
    if not short:
        return None
    return Tension(
        id="rto-beside-availability",
        promises=("recovery.rto", *(f"slos.{name}.availability" for name in short)),
        because=(
            f"A recovery may take {text(rto)}. That is longer than {', '.join(short)} may be away "
            f"in {text(window)}."
        ),
        answer=(
            "A disaster is counted like any other outage: the recovery is judged by the RTO, and "
            "the budget is reported as spent."
        ),
    )
