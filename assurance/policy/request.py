"""A request as a policy sees it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

# A service that calls in its own name carries none of these
# (IAM user guide, global condition keys: "not present for service principals").
_NEVER_OF_A_SERVICE = (
    "aws:principalarn",
    "aws:principalaccount",
    "aws:principalorgid",
    "aws:userid",
    "aws:username",
    "aws:sourcevpc",
    "aws:sourcevpce",
)

Spellings = tuple[str, ...]
"""The same value, in every way a template may spell it."""
Context = Mapping[str, Spellings | None]
"""By condition key; None for a key the request surely does not carry."""
NOTHING: Context = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Service:
    """An AWS service that calls in its own name, such as cloudwatch.amazonaws.com."""

    name: str

    def __str__(self) -> str:
        return self.name


@dataclass(frozen=True, slots=True)
class Role:
    """A role that somebody has assumed."""

    arns: Spellings
    account: str

    def __str__(self) -> str:
        return self.arns[0]


@dataclass(frozen=True, slots=True)
class Request:
    """One action of one principal on one resource."""

    principal: Service | Role
    action: str
    resource: Spellings
    given: Context = field(default_factory=lambda: NOTHING)

    @property
    def context(self) -> Context:
        """Every condition key whose presence is known. Pages travel over TLS."""
        is_service = isinstance(self.principal, Service)
        known: dict[str, Spellings | None] = {
            "aws:securetransport": ("true",),
            "aws:principalisawsservice": ("true" if is_service else "false",),
        }
        if isinstance(self.principal, Service):
            known |= dict.fromkeys(_NEVER_OF_A_SERVICE)
        else:
            known |= {
                "aws:principalaccount": (self.principal.account,),
                "aws:principalarn": self.principal.arns,
            }
        return known | {key.lower(): value for key, value in self.given.items()}
