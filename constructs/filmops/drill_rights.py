"""What the functions of a drill may do: restore, read and delete what is theirs, and no more."""

from collections.abc import Sequence
from dataclasses import dataclass

from aws_cdk import Stack
from aws_cdk import aws_iam as iam
from aws_cdk import aws_kms as kms

from filmops.arns import colon_arn

OWNER_TAG = "filmops-drill"
RESTORE_TEST_TAG = "awsbackup-restore-test"
"""AWS Backup's own tag on what it restores to test it."""
_HARMS = (
    "rds:DeleteDBInstance",
    "rds:DeleteDBInstanceAutomatedBackup",
    "rds:ModifyDBInstance",
    "rds:RebootDBInstance",
    "rds:StopDBInstance",
)


@dataclass(frozen=True, slots=True)
class DrillRights:
    """Statements for one Region. `production` is the identifier of the database that is drilled.

    `owner` begins the names of the instances the drills restore, and is their tag's value.
    """

    stack: Stack
    owner: str
    production: str

    def sees_instances(self) -> iam.PolicyStatement:
        """Which instances there are: a describe of one and of all is one action."""
        return _may(["rds:DescribeDBInstances"], self.rds("db", "*"))

    def restores(self, subnet_group: str, parameter_group: str) -> Sequence[iam.PolicyStatement]:
        """From the database or its copies to an instance of this owner, tagged as such."""
        asked = {"StringEquals": {f"aws:RequestTag/{OWNER_TAG}": self.owner}}
        beside = [
            self.rds("subgrp", subnet_group),
            self.rds("pg", parameter_group),
            self.rds("og", "default:*"),
        ]
        sources = [self.rds("db", self.production), self.rds("auto-backup", "*")]
        return [
            _may(["rds:DescribeDBInstanceAutomatedBackups"], self.rds("auto-backup", "*")),
            _may(
                ["rds:RestoreDBInstanceToPointInTime"],
                self.drilled,
                *sources,
                *beside,
                given=asked,
            ),
            _may(["rds:AddTagsToResource"], self.drilled, given=asked),
        ]

    def takes_away(self) -> iam.PolicyStatement:
        """Only what bears this owner's name and tag."""
        return _may(
            ["rds:DeleteDBInstance", "rds:ModifyDBInstance"],
            self.drilled,
            given={"StringEquals": {f"aws:ResourceTag/{OWNER_TAG}": self.owner}},
        )

    def claims_restore_tests(self) -> iam.PolicyStatement:
        """A password of its own for what AWS Backup restored as a test."""
        return _may(
            ["rds:ModifyDBInstance"],
            self.rds("db", "*"),
            given={"Null": {f"aws:ResourceTag/{RESTORE_TEST_TAG}": "false"}},
        )

    def has_passwords_made(self) -> iam.PolicyStatement:
        """RDS makes the secret in the name of whoever asks it to."""
        return _may(
            ["secretsmanager:CreateSecret", "secretsmanager:TagResource"],
            self._secrets,
            given={"ForAnyValue:StringEquals": {"aws:CalledVia": "rds.amazonaws.com"}},
        )

    def reads_passwords_of(self, instances: str) -> iam.PolicyStatement:
        """RDS tags the secret with the instance's ARN; its name says nothing."""
        tag = "aws:ResourceTag/aws:rds:primaryDBInstanceArn"
        return _may(
            ["secretsmanager:GetSecretValue"],
            self._secrets,
            given={"StringLike": {tag: instances}},
        )

    def opens(self, key: kms.IKey) -> Sequence[iam.PolicyStatement]:
        """RDS lays a grant on the key for the storage it restores."""
        via = {"kms:ViaService": f"rds.{self.stack.region}.amazonaws.com"}
        return [
            _may(["kms:DescribeKey"], key.key_arn),
            _may(
                ["kms:CreateGrant"],
                key.key_arn,
                given={"StringEquals": via, "Bool": {"kms:GrantIsForAWSResource": "true"}},
            ),
            _may(
                ["kms:Decrypt", "kms:GenerateDataKey", "kms:GenerateDataKeyWithoutPlaintext"],
                key.key_arn,
                given={"StringEquals": via},
            ),
        ]

    def never_harms_production(self) -> iam.PolicyStatement:
        """Whatever else is ever granted: not the database itself, here or in another Region."""
        return iam.PolicyStatement(
            sid="NeverProduction",
            effect=iam.Effect.DENY,
            actions=list(_HARMS),
            resources=[self.rds("db", self.production, region="*")],
        )

    @property
    def drilled(self) -> str:
        """The ARN of every instance a drill restores here."""
        return self.rds("db", f"{self.owner}-*")

    def rds(self, kind: str, name: str, *, region: str | None = None) -> str:
        """An ARN of RDS, in this Region or another."""
        return colon_arn(self.stack, "rds", kind, name, region=region)

    @property
    def _secrets(self) -> str:
        return colon_arn(self.stack, "secretsmanager", "secret", "rds!db-*")


def _may(
    actions: Sequence[str], *resources: str, given: dict[str, object] | None = None
) -> iam.PolicyStatement:
    return iam.PolicyStatement(
        actions=list(actions), resources=list(resources), conditions=given or {}
    )
