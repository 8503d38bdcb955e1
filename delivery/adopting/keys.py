"""The key that seals what is there."""

from __future__ import annotations

from dataclasses import dataclass

from assurance.assembly import Stack

USABLE = "Enabled"


@dataclass(frozen=True, slots=True)
class Key:
    """A KMS key as KMS tells of it: `manager` is CUSTOMER or AWS, `state` Enabled and others.

    `everywhere` is a multi-Region key, which no update makes a key of one Region, as the stacks' are.
    `owner` is the stack it belongs to, "" where it belongs to none.
    """

    arn: str
    manager: str = "CUSTOMER"
    state: str = USABLE
    everywhere: bool = False
    owner: str = ""

    @property
    def id(self) -> str:
        """What CloudFormation knows it by."""
        return self.arn.rpartition("/")[2]

    @property
    def account(self) -> str:
        """Whose it is."""
        return self.arn.split(":")[4]

    def obstacle(self, stack: Stack) -> str:
        """Why the stack cannot have it; "" when it can."""
        region = self.arn.split(":")[3]
        if self.manager != "CUSTOMER":
            return "a key AWS manages"
        if self.account != stack.account:
            return f"a key of account {self.account}"
        if region != stack.region:
            return f"a key of {region}"
        if self.state != USABLE:
            return f"a key that is {self.state}"
        if self.everywhere:
            return "a multi-Region key"
        if self.owner not in ("", stack.name):
            return f"a key of stack {self.owner}"
        return ""
