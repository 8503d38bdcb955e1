"""When a database is worked on, by whom, and who sees how it does."""

from __future__ import annotations

from collections.abc import Iterator

from assurance.assembly import Json, Resource
from assurance.assembly.values import items, mapping, text, texts
from assurance.proof.recovery.backup_plans import continuous_rules_for
from assurance.proof.recovery.figures import since_midnight, span, touch, whole
from assurance.proof.recovery.seen import Seen
from assurance.proof.rule import Finding, at, rule
from promises import Handbook

RECOVERY, WINDOWS = "Disaster Recovery", "Maintenance Windows"
LOGS = ("postgresql", "upgrade")
SILENT_UPGRADES = "RDS.13"


@rule(
    "recovery.database.windows",
    WINDOWS,
    "a database is maintained in the window and backed up outside of it",
    "databases",
)
def windows(seen: Seen) -> Iterator[Finding]:
    """RDS refuses windows that touch; without a backup window it picks any eight-hour block."""
    wanted = _window(seen.handbook)
    for one in seen.databases:
        faults: list[str] = []
        maintenance = one.properties.get("PreferredMaintenanceWindow")
        if text(maintenance).lower() != wanted:
            faults.append(f"{one.logical_id} is maintained {maintenance}, not {wanted}")
        if not continuous_rules_for(seen.stage, one):
            faults += _meeting(one, seen.handbook)
        yield Finding(
            at(one, "Properties.PreferredBackupWindow"),
            "; ".join(faults),
            f"Set PreferredMaintenanceWindow {wanted} and a PreferredBackupWindow away from it.",
        )


def _window(handbook: Handbook) -> str:
    made = handbook.maintenance
    first = made.days[0].weekday
    ends = since_midnight(made.start) + made.length
    last = first.after(ends.days)
    return f"{first[:3]}:{made.start:%H:%M}-{last[:3]}:{made.end:%H:%M}".lower()


def _meeting(one: Resource, handbook: Handbook) -> Iterator[str]:
    written = one.properties.get("PreferredBackupWindow")
    backup, opens = span(written), since_midnight(handbook.maintenance.start)
    if backup is None:
        yield f"{one.logical_id} is backed up whenever RDS likes ({written})"
    elif touch(backup, (opens, opens + handbook.maintenance.length)):
        yield f"{one.logical_id} is backed up {written}, into the maintenance window"


@rule(
    "recovery.database.minor_versions",
    WINDOWS,
    "a minor version comes by decision, not by surprise",
    "databases",
)
def minor_versions(seen: Seen) -> Iterator[Finding]:
    """RDS's window opens every week, the handbook's twice a month. Who switches it off says why."""
    for one in seen.databases:
        written = one.properties.get("AutoMinorVersionUpgrade")
        fault = ""
        if written is None:
            fault = f"{one.logical_id} does not say whether RDS may upgrade it"
        elif text(written).lower() == "false" and SILENT_UPGRADES not in _accepted(one):
            fault = f"{one.logical_id} takes no minor version and does not say why"
        yield Finding(
            at(one, "Properties.AutoMinorVersionUpgrade"),
            fault,
            f"Set it; where it is false, give the reason for {SILENT_UPGRADES} in the Metadata.",
        )


def _accepted(one: Resource) -> str:
    """The exceptions the template's metadata records, CDK's own entries left out."""
    metadata: dict[str, Json] = dict(mapping(one.raw.get("Metadata")))
    return " ".join(text(value) for key, value in metadata.items() if not key.startswith("aws:"))


@rule(
    "recovery.database.one_owner",
    RECOVERY,
    "RDS and AWS Backup do not fight over a database's backups",
    "databases",
)
def one_owner(seen: Seen) -> Iterator[Finding]:
    """A continuous rule of AWS Backup takes retention and window over; both must say the same."""
    for one in seen.databases:
        faults: list[str] = []
        for plan, said in continuous_rules_for(seen.stage, one):
            kept = whole(mapping(said.get("Lifecycle")).get("DeleteAfterDays"))
            own = whole(one.properties.get("BackupRetentionPeriod"))
            if kept != own:
                faults.append(f"{plan.logical_id} keeps {kept} days, {one.logical_id} {own}")
            if "PreferredBackupWindow" in one.properties:
                name = f"{plan.logical_id} and {one.logical_id}"
                faults.append(f"{name} both set the backup window")
        yield Finding(
            at(one, "Properties.BackupRetentionPeriod"),
            "; ".join(faults),
            "Give both the same retention and take PreferredBackupWindow away, or back up "
            "without EnableContinuousBackup.",
        )


@rule(
    "recovery.database.observed",
    RECOVERY,
    "what a database did can be read afterwards",
    "databases",
)
def observed(seen: Seen) -> Iterator[Finding]:
    """Logs, operating-system metrics, Database Insights and the end of support are all decided."""
    for one in seen.databases:
        said = one.properties
        logs = texts(items(said.get("EnableCloudwatchLogsExports")))
        faults = [
            f"the {log} log of {one.logical_id} stays on it" for log in LOGS if log not in logs
        ]
        if not whole(said.get("MonitoringInterval")):
            faults.append(f"{one.logical_id} has no enhanced monitoring")
        for name in ("EngineLifecycleSupport", "DatabaseInsightsMode"):
            if name not in said:
                faults.append(f"{one.logical_id} leaves {name} to AWS")
        yield Finding(
            at(one, "Properties.EnableCloudwatchLogsExports"),
            "; ".join(faults),
            "Export postgresql and upgrade, set MonitoringInterval above 0, and set "
            "EngineLifecycleSupport and DatabaseInsightsMode.",
        )


RULES = (windows, minor_versions, one_owner, observed)
