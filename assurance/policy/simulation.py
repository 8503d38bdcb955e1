"""What a role can do and what it cannot, as IAM decides it within one account.

IAM user guide, "Policy evaluation logic": an explicit Deny anywhere wins; then the role's own
policies must allow, and its permissions boundary too where it has one. Left out, because nothing
here uses them: service control policies, session policies, policies of resources.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from assurance.assembly.values import Json
from assurance.policy.admission import Admission, Answer, admit_role
from assurance.policy.request import NOTHING, Context, Request, Role

ADMINISTRATOR: Json = {
    "Version": "2012-10-17",
    "Statement": [{"Effect": "Allow", "Action": "*", "Resource": "*"}],
}
"""AdministratorAccess, as AWS publishes it (AWS managed policy reference)."""


@dataclass(frozen=True, slots=True)
class Simulated:
    """A role with what it is given; `boundary` is None where nothing bounds it."""

    role: Role
    policies: Sequence[Json]
    boundary: Json = None

    def asked(self, action: str, resource: str = "*", given: Context = NOTHING) -> Admission:
        """Whether one action on one resource surely passes; `given` is what the request carries."""
        request = Request(self.role, action, (resource,), given)
        own = admit_role(None, self.policies, request, delegated=False)
        if self.boundary is None or not own.admitted:
            return own
        within = admit_role(None, [self.boundary], request, delegated=False)
        if within.admitted:
            return own
        return Admission(within.answer, f"the permissions boundary: {within.because}")

    def may(self, action: str, resource: str = "*", given: Context = NOTHING) -> bool:
        """Whether it surely may."""
        return self.asked(action, resource, given).admitted

    def may_not(self, action: str, resource: str = "*", given: Context = NOTHING) -> bool:
        """Whether it surely may not: what cannot be read is neither."""
        return self.asked(action, resource, given).answer is Answer.REFUSED
