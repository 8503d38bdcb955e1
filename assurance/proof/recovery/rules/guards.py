"""What holds for every resource: no exports between Regions, no wide rights, no forgotten logs."""

from __future__ import annotations

from collections.abc import Iterator

from assurance.proof.recovery.figures import is_true
from assurance.proof.recovery.seen import Seen
from assurance.proof.recovery.wide_rights import wide_rights
from assurance.proof.rule import Finding, at, rule
from assurance.verdict import Evidence

CHANGE, SECURITY = "Change Management", "Incident Severity Levels"
EXPORTS = "Custom::CrossRegionExport"
LOGS, KEY = "AWS::Logs::LogGroup", "AWS::KMS::Key"
_SYMMETRIC = (None, "SYMMETRIC_DEFAULT")  # KMS rotates no other


@rule(
    "recovery.no_exports",
    CHANGE,
    "no Region's stack waits for an export of the other's",
    "stacks",
)
def no_exports(seen: Seen) -> Iterator[Finding]:
    """CDK's export resources cannot be updated while they are used, least of all in a disaster."""
    fix = "Read the value by a weak reference (Fn::GetStackOutput), or compute it from names."
    for stack in seen.stage.stacks:
        found = [one for one in stack.resources.values() if one.type.startswith(EXPORTS)]
        for one in found:
            yield Finding(at(one), f"{one.logical_id} is a {one.type}", fix)
        if not found:
            yield Finding(Evidence(str(stack.template), "", ""))


@rule(
    "security.wide_rights",
    SECURITY,
    "no role may write to everything",
    "policy statements",
)
def no_wide_rights(seen: Seen) -> Iterator[Finding]:
    """A write is limited to resources, or is one that knows none and is fenced otherwise."""
    for statement in wide_rights(seen.stage):
        yield Finding(
            at(statement.resource, statement.path),
            statement.fault,
            "Name the resources, or split off the actions that know none.",
        )


@rule("security.key_rotation", SECURITY, "every customer key rotates", "keys")
def key_rotation(seen: Seen) -> Iterator[Finding]:
    """A key that leaked years ago opens nothing that is written today."""
    for key in seen.stage.resources(KEY):
        said = key.properties
        if said.get("KeySpec") not in _SYMMETRIC:
            continue
        fault = "" if is_true(said.get("EnableKeyRotation")) else f"{key.logical_id} never rotates"
        yield Finding(at(key, "Properties.EnableKeyRotation"), fault, "Set EnableKeyRotation true.")


@rule("security.log_retention", SECURITY, "every log group has an end", "log groups")
def log_retention(seen: Seen) -> Iterator[Finding]:
    """What is kept by default is kept for ever."""
    for group in seen.stage.resources(LOGS):
        fault = "" if group.properties.get("RetentionInDays") else f"{group.logical_id} never ends"
        yield Finding(at(group, "Properties.RetentionInDays"), fault, "Set RetentionInDays.")


RULES = (no_exports, no_wide_rights, key_rotation, log_retention)
