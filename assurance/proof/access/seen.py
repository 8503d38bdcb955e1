"""The roles people take, found by their names, and what each may do."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from assurance.assembly import Json, Resource, Stage
from assurance.assembly.values import text, texts
from assurance.policy.simulation import ADMINISTRATOR, Simulated
from assurance.proof.paging import roles

ROLE = "AWS::IAM::Role"
ON_CALL, BREAK_GLASS = "on-call", "break-glass"
_ADMINISTRATOR = ":iam::aws:policy/AdministratorAccess"
_PUBLISHED: Mapping[str, Json] = {_ADMINISTRATOR: ADMINISTRATOR}
"""Policies AWS maintains that are known here, by the end of their ARN."""


@dataclass(frozen=True, slots=True, eq=False)
class Access:
    """One environment as the rules about roles see it."""

    stage: Stage

    def named(self, ending: str) -> Iterator[Resource]:
        """The roles whose name ends so."""
        for role in self.stage.resources(ROLE):
            if text(role.properties.get("RoleName") or "").endswith(f"-{ending}"):
                yield role

    def administrators(self) -> Iterator[Resource]:
        """The roles that carry AdministratorAccess."""
        for role in self.stage.resources(ROLE):
            arns = texts(role.properties.get("ManagedPolicyArns"))
            if any(arn.endswith(_ADMINISTRATOR) for arn in arns):
                yield role

    def simulated(self, role: Resource) -> Simulated:
        """The role with its policies and its boundary; what is not known grants nothing."""
        managed = texts(role.properties.get("ManagedPolicyArns"))
        published = [
            document
            for arn in managed
            for ending, document in _PUBLISHED.items()
            if arn.endswith(ending)
        ]
        own = [*roles.identity_policies(self.stage, role), *published]
        return Simulated(roles.principal(role), own, self.boundary(role))

    def boundary(self, role: Resource) -> Json:
        """The document of a role's permissions boundary; None where it has none.

        One that is not of these templates is unreadable, which permits nothing.
        """
        arn = role.properties.get("PermissionsBoundary")
        if arn is None:
            return None
        policy = self.stage.resource(arn)
        return policy.properties.get("PolicyDocument") if policy else text(arn)
