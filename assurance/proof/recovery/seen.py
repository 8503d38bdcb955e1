"""What the recovery rules look at: databases, replicated buckets, plans and vaults of one stage."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from assurance.assembly import Resource, Stage
from assurance.proof.paging.walk import Walk
from assurance.proof.recovery.replications import ReplicationRule, rules_of
from assurance.proof.rule import Finding
from assurance.verdict import Evidence
from environments import Environment, handbook_as_written
from environments.created import Created
from promises import Handbook

INSTANCE, CLUSTER = "AWS::RDS::DBInstance", "AWS::RDS::DBCluster"


@dataclass(frozen=True)
class Seen:
    """One stage, what is promised there, and what its databases were created with.

    `environment` and `created` are None for an environment that has no file here.
    """

    walk: Walk
    environment: Environment | None
    created: Created | None

    @property
    def stage(self) -> Stage:
        """The stage itself."""
        return self.walk.stage

    @property
    def handbook(self) -> Handbook:
        """The handbook as it holds there."""
        return self.walk.handbook

    @cached_property
    def databases(self) -> tuple[Resource, ...]:
        """Every instance that holds data of its own: no read replica, no member of a cluster."""
        return tuple(
            one
            for one in self.stage.resources(INSTANCE)
            if not {"SourceDBInstanceIdentifier", "DBClusterIdentifier"} & one.properties.keys()
        )

    @cached_property
    def replications(self) -> tuple[ReplicationRule, ...]:
        """Every replication rule of every bucket."""
        buckets = self.stage.resources("AWS::S3::Bucket")
        return tuple(rule for bucket in buckets for rule in rules_of(self.stage, bucket))

    @property
    def keeps_the_rto(self) -> bool:
        """Whether the recovery time is promised as the handbook wrote it."""
        return self.handbook.recovery.rto <= handbook_as_written().recovery.rto

    def missed(self, what: str, fix: str) -> Iterator[Finding]:
        """A fault of the whole environment, which was to have such a thing; none for a strange one."""
        if self.environment is not None:
            stack = self.stage.stacks[0]
            yield Finding(Evidence(str(stack.template), "", ""), f"no {what} anywhere", fix)
