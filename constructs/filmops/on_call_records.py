"""What whoever is on call may read by its name: drills, tables, the database's load, parameters."""

from collections.abc import Iterator
from dataclasses import dataclass

from aws_cdk import Stack
from aws_cdk import aws_iam as iam

from filmops.arns import colon_arn
from filmops.drill_records import SEALS
from filmops.names import Names
from filmops.on_call_reach import Reach
from filmops.replica import bucket_arn


@dataclass(frozen=True, slots=True)
class RecordRights:
    """Statements about both Regions' drills, and about the rest in ours; customers' data is in none.

    The record of a drill holds a verdict, its reason, minutes and gibibytes, and so do the steps of
    a run. Database Insights shows statements without their values.
    """

    stack: Stack
    names: Names
    reach: Reach

    @property
    def runs(self) -> list[str]:
        """Every run of a drill."""
        return [
            colon_arn(self.stack, "states", "execution", self.names.of("drill-*:*"), region=one)
            for one in self.reach.regions
        ]

    @property
    def objects(self) -> list[str]:
        """Every record of a drill."""
        return [f"{one}/*" for one in self._buckets()]

    @property
    def keys(self) -> list[str]:
        """The keys of a Region: which of them, an alias says."""
        return [
            self.stack.format_arn(service="kms", region=one, resource="key", resource_name="*")
            for one in self.reach.regions
        ]

    def statements(self) -> Iterator[iam.PolicyStatement]:
        """Runs, records, their key; load; tables and parameters where there are any."""
        yield _may(["states:DescribeExecution", "states:GetExecutionHistory"], self.runs)
        yield _may(["s3:ListBucket"], self._buckets())
        yield _may(["s3:GetObject"], self.objects)
        alias = {"kms:ResourceAliases": f"alias/{self.names.of(SEALS)}"}
        yield iam.PolicyStatement(
            actions=["kms:Decrypt"],
            resources=self.keys,
            conditions={"ForAnyValue:StringEquals": alias},
        )
        load = f"rds/{self.reach.database}"
        yield _may(["pi:DescribeDimensionKeys"], [self._arn("pi", "metrics", load)])
        if tables := [self._arn("dynamodb", "table", one) for one in self.reach.tables]:
            yield _may(["dynamodb:Query"], tables)
        paths = [one.removeprefix("/") for one in self.reach.parameters]
        if parameters := [self._arn("ssm", "parameter", one) for one in paths]:
            yield _may(["ssm:GetParameter"], parameters)

    def _buckets(self) -> list[str]:
        account = self.stack.account
        names = (self.names.of(f"{SEALS}-{account}-{region}") for region in self.reach.regions)
        return [bucket_arn(name) for name in names]

    def _arn(self, service: str, kind: str, name: str) -> str:
        return self.stack.format_arn(service=service, resource=kind, resource_name=name)


def _may(actions: list[str], resources: list[str]) -> iam.PolicyStatement:
    return iam.PolicyStatement(actions=actions, resources=resources)
