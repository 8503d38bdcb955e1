"""Plans of AWS Backup: their rules, what they back up, and where to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from assurance.assembly import Json, Resource, Stage
from assurance.assembly.values import dig, items, mapping, texts
from assurance.proof.recovery.figures import is_true, whole

PLAN, SELECTION, VAULT = (f"AWS::Backup::Backup{kind}" for kind in ("Plan", "Selection", "Vault"))
Said = Mapping[str, Json]


@dataclass(frozen=True, slots=True)
class Kept:
    """How long something is kept in a vault: `days` is None for ever."""

    vault: Json
    days: int | None
    path: str


def rules_of(plan: Resource) -> list[Said]:
    """The rules of a plan."""
    return [
        mapping(one) for one in items(dig(dict(plan.properties), "BackupPlan", "BackupPlanRule"))
    ]


def kept_by(plan: Resource) -> Iterator[Kept]:
    """Every place a plan keeps points in: its own vaults and those it copies to."""
    for count, said in enumerate(rules_of(plan)):
        path = f"Properties.BackupPlan.BackupPlanRule.{count}"
        yield Kept(said.get("TargetBackupVault"), _days(said), f"{path}.Lifecycle")
        for copy, action in enumerate(items(said.get("CopyActions"))):
            there = f"{path}.CopyActions.{copy}.Lifecycle"
            yield Kept(
                mapping(action).get("DestinationBackupVaultArn"), _days(mapping(action)), there
            )


def vault_of(stage: Stage, kept: Kept, plan: Resource) -> Resource | None:
    """The vault something is kept in, by name beside the plan or by ARN."""
    found = stage.resource(kept.vault)
    if found is None:
        beside = (one for one in stage.resources(VAULT) if one.stack.region == plan.stack.region)
        found = next(
            (one for one in beside if one.properties.get("BackupVaultName") == kept.vault), None
        )
    return found if found is not None and found.type == VAULT else None


def continuous_rules_for(stage: Stage, database: Resource) -> list[tuple[Resource, Said]]:
    """The continuous rules of the plans that select the database, each with its plan."""
    return [
        (plan, said)
        for plan in plans_for(stage, database)
        for said in rules_of(plan)
        if is_true(said.get("EnableContinuousBackup"))
    ]


def plans_for(stage: Stage, database: Resource) -> Iterator[Resource]:
    """The plans that select the database."""
    return (plan for plan in stage.resources(PLAN) if _selects(stage, plan, database))


def selections_of(stage: Stage, plan: Resource) -> Iterator[Resource]:
    """What is selected for a plan."""
    for selection in stage.resources(SELECTION):
        if stage.resource(selection.properties.get("BackupPlanId")) is plan:
            yield selection


def _selects(stage: Stage, plan: Resource, database: Resource) -> bool:
    for selection in selections_of(stage, plan):
        chosen = texts(dig(dict(selection.properties), "BackupSelection", "Resources"))
        if "*" in chosen or any(stage.resource(one) is database for one in chosen):
            return True
    return False


def _days(said: Said) -> int | None:
    return whole(dig(said.get("Lifecycle"), "DeleteAfterDays"))
