"""Asks the CDK's own diff what changes between templates: `@aws-cdk/cloudformation-diff` in Node.

https://www.npmjs.com/package/@aws-cdk/cloudformation-diff is what `cdk diff` prints from. It knows
of every property whether changing it replaces the resource, and which statements and security
group rules come and go. One process answers for all pairs of templates.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Final, Literal

from pydantic import BaseModel, ConfigDict, JsonValue, TypeAdapter

from assurance.assembly.files import unusable
from assurance.review.resources.change import Impact

SCRIPT: Final = Path(__file__).with_name("diff.cjs")
_SECONDS: Final = 300


class _Said(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore")


class Differing(_Said):
    """One property before and after."""

    name: str
    impact: Impact
    before: JsonValue = None
    after: JsonValue = None


class ResourceDiff(_Said):
    """One resource that differs."""

    logical_id: str
    type_before: str | None = None
    type_after: str | None = None
    impact: Impact
    properties: tuple[Differing, ...]
    others: tuple[Differing, ...]


class Targets(_Said):
    """Actions, resources or principals of a statement; `negated` where it names all but these."""

    values: tuple[str, ...]
    negated: bool = False


class StatementDiff(_Said):
    """One statement of a policy, its references as text: `${Role.Arn}`."""

    effect: str
    actions: Targets
    resources: Targets
    principals: Targets
    condition: str


class ManagedPolicy(_Said):
    """A managed policy that an identity gets."""

    identity: str
    policy: str


class Rights(_Said):
    """Statements that come and go, and managed policies that come."""

    added: tuple[StatementDiff, ...]
    removed: tuple[StatementDiff, ...]
    policies_added: tuple[ManagedPolicy, ...]


class Peer(_Said):
    """Whom a rule of a security group lets in or out."""

    kind: Literal["cidr-ip", "security-group", "prefix-list"]
    ip: str = ""
    securityGroupId: str = ""  # noqa: N815 - the library's name
    prefixListId: str = ""  # noqa: N815

    def __str__(self) -> str:
        return self.ip or self.securityGroupId or self.prefixListId


class NetworkRule(_Said):
    """One rule of a security group."""

    groupId: str  # noqa: N815 - the library's name
    ipProtocol: str  # noqa: N815
    fromPort: int | str | None = None  # noqa: N815
    toPort: int | str | None = None  # noqa: N815
    peer: Peer | None = None


class NetworkRules(_Said):
    """Rules that come and go."""

    added: tuple[NetworkRule, ...]
    removed: tuple[NetworkRule, ...]


class TemplateDiff(_Said):
    """Everything that differs between two templates."""

    resources: tuple[ResourceDiff, ...]
    outputs: tuple[str, ...]
    parameters: tuple[str, ...]
    rights: Rights
    ingress: NetworkRules
    egress: NetworkRules


_Answer: Final = TypeAdapter(tuple[TemplateDiff, ...])


def differences(pairs: Sequence[tuple[str, str]]) -> tuple[TemplateDiff, ...]:
    """What differs in each pair of templates, given as JSON text, before and after.

    Raises InputErrors where Node or the library is missing or fails.
    """
    if not pairs:
        return ()
    asked = ",".join(f'{{"before":{before},"after":{after}}}' for before, after in pairs)
    try:
        answer = subprocess.run(
            [_node(), str(SCRIPT)],
            input=f"[{asked}]",
            capture_output=True,
            text=True,
            timeout=_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise unusable(SCRIPT, "", f"an answer within {_SECONDS} s", "none") from None
    if answer.returncode:
        got = next((one for one in answer.stderr.splitlines() if "Error" in one), "an error")
        raise unusable(SCRIPT, "", "the CDK's diff (`make setup` installs it)", got.strip())
    return _Answer.validate_json(answer.stdout)


def _node() -> str:
    """The Node of the virtual environment, which every setup has, else one of the machine."""
    own = Path(sys.prefix) / "bin" / "node"
    found = str(own) if own.exists() else shutil.which("node")
    if found is None:
        raise unusable(SCRIPT, "", "Node (`make setup` installs it)", "none")
    return found
