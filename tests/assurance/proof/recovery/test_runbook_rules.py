"""Rules about runbooks: each mistake is named by its own rule, and by no other."""

import pytest

from tests.assurance.proof.changes import Change, Proven, drop, put
from tests.assurance.proof.recovery.data_path import ASK
from tests.assurance.proof.recovery.mistakes import assert_alone, in_recovery, mistake, spoiled

PROTECTED, APPROVED = "recovery.runbooks.protected", "recovery.runbooks.approved"
RIGHTS = "recovery.runbooks.rights"
STEPS = ("Content", "mainSteps")
RESTORE = ("Restore", *STEPS, 1, "inputs")
PROMOTE, MODIFY = ("Promote", *STEPS, 1, "inputs"), ("Promote", *STEPS, 2, "inputs")
RIGHT = ("Restorer", "Policies", 0, "PolicyDocument", "Statement", 0, "Action")

MISTAKES = [
    mistake("a week", PROTECTED, "keeps backups 7", put(7, *RESTORE, "BackupRetentionPeriod")),
    mistake("AWS's retention", PROTECTED, "35 days", drop(*RESTORE, "BackupRetentionPeriod")),
    mistake("no protection", PROTECTED, "protection off", drop(*RESTORE, "DeletionProtection")),
    mistake("said false", PROTECTED, "protection off", put(False, *RESTORE, "DeletionProtection")),
    mistake("the default VPC", PROTECTED, "DBSubnetGroupName", drop(*RESTORE, "DBSubnetGroupName")),
    mistake("no TLS", PROTECTED, "DBParameterGroupName", drop(*RESTORE, "DBParameterGroupName")),
    mistake("the VPC's group", PROTECTED, "VpcSecurityGroup", put([], *RESTORE, "VpcSecurityGroupIds")),
    mistake("one day promoted", PROTECTED, "35 days", drop(*PROMOTE, "BackupRetentionPeriod")),
    mistake("promoted and left", PROTECTED, "nothing protects", drop("Promote", *STEPS, 2)),
    mistake("promoted bare", PROTECTED, "protection off", drop(*MODIFY, "DeletionProtection")),
    mistake("promoted open", PROTECTED, "DBParameterGroup", drop(*MODIFY, "DBParameterGroupName")),
    mistake("nobody asked", APPROVED, "asks nobody", put({**ASK, "action": "aws:sleep"}, "Restore", *STEPS, 0)),
    mistake("nobody may answer", APPROVED, "asks nobody", put([], "Promote", *STEPS, 0, "inputs", "Approvers")),
    mistake("nobody is told", APPROVED, "asks nobody", drop("Promote", *STEPS, 0, "inputs", "NotificationArn")),
    mistake("no role", RIGHTS, "Restore has no role", drop("Restore", "Content", "assumeRole")),
    mistake("a role of another service", RIGHTS, "Promote has no role", put("ec2.amazonaws.com", "Promoter", "AssumeRolePolicyDocument", "Statement", 0, "Principal", "Service")),
    mistake("one role for both", RIGHTS, "shares its role", put({"Fn::GetAtt": ["Promoter", "Arn"]}, "Restore", "Content", "assumeRole")),
    mistake("rights to delete", RIGHTS, "rds:DeleteDBInstance", put(["rds:RestoreDBInstanceToPointInTime", "rds:Delete*"], *RIGHT)),
]  # fmt: skip


@pytest.mark.parametrize(("rule", "named", "change"), MISTAKES)
def test_a_mistake_is_named_by_its_rule_alone(
    proven: Proven, rule: str, named: str, change: Change
) -> None:
    assert_alone(spoiled(proven, in_recovery(change)), rule, named)


def test_a_restore_beside_production_need_not_ask(proven: Proven) -> None:
    own = spoiled(proven, in_recovery(_beside))
    assert own[APPROVED].verdict == "kept"


def _beside(resources: dict[str, dict[str, object]]) -> None:
    drop(*RESTORE, "SourceDBInstanceAutomatedBackupsArn")(resources)
    drop("Restore", *STEPS, 0)(resources)
