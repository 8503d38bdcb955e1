"""The immutable copy: vaults that are locked, and plans that fit their locks."""

from __future__ import annotations

from collections.abc import Iterator

from assurance.assembly import Resource
from assurance.assembly.values import mapping
from assurance.proof.recovery.backup_plans import PLAN, VAULT, Kept, kept_by, vault_of
from assurance.proof.recovery.figures import whole
from assurance.proof.recovery.seen import Seen
from assurance.proof.rule import Finding, at, rule

RECOVERY = "Disaster Recovery"


@rule("recovery.third_copy.locked", RECOVERY, "nobody empties a backup vault early", "vaults")
def locked(seen: Seen) -> Iterator[Finding]:
    """A lock with a minimum; a point younger than that cannot be deleted."""
    for vault in seen.stage.resources(VAULT):
        lock = mapping(vault.properties.get("LockConfiguration"))
        fault = (
            "" if whole(lock.get("MinRetentionDays")) else f"vault {vault.logical_id} has no lock"
        )
        fix = "Give it a LockConfiguration with MinRetentionDays."
        yield Finding(at(vault, "Properties.LockConfiguration"), fault, fix)


@rule(
    "recovery.third_copy.fits",
    RECOVERY,
    "what a plan keeps fits the lock of the vault it is kept in",
    "retentions",
)
def fits(seen: Seen) -> Iterator[Finding]:
    """AWS Backup fails every job whose retention lies outside of the lock, one by one, at night."""
    for plan in seen.stage.resources(PLAN):
        for kept in kept_by(plan):
            vault = vault_of(seen.stage, kept, plan)
            fault = (
                _misfit(vault, kept) if vault else f"{kept.vault} is no vault of these templates"
            )
            fix = "Keep points between MinRetentionDays and MaxRetentionDays of their vault."
            yield Finding(at(plan, kept.path), fault, fix)


def _misfit(vault: Resource, kept: Kept) -> str:
    lock = mapping(vault.properties.get("LockConfiguration"))
    least, most = whole(lock.get("MinRetentionDays")), whole(lock.get("MaxRetentionDays"))
    name, days = vault.logical_id, kept.days
    if days is None:
        return f"points are kept for ever in {name}, at most {most} days" if most else ""
    if least is not None and days < least:
        return f"{days} days in {name}, whose lock wants at least {least}"
    if most is not None and days > most:
        return f"{days} days in {name}, whose lock wants at most {most}"
    return ""


@rule(
    "recovery.third_copy.elsewhere",
    RECOVERY,
    "every plan copies what it keeps to a vault of another Region",
    "plans",
)
def elsewhere(seen: Seen) -> Iterator[Finding]:
    """It cannot carry the recovery point: a copy is a snapshot. It outlives the Region."""
    for plan in seen.stage.resources(PLAN):
        vaults = [vault_of(seen.stage, kept, plan) for kept in kept_by(plan)]
        away = any(vault and vault.stack.region != plan.stack.region for vault in vaults)
        fault = "" if away else f"what {plan.logical_id} keeps stays in {plan.stack.region}"
        yield Finding(at(plan), fault, "Add a CopyAction to a vault of the recovery Region.")


RULES = (locked, fits, elsewhere)
