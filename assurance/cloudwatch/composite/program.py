"""A rule as a program in postfix order, so that no nesting can exhaust Python's stack."""

from __future__ import annotations

from dataclasses import dataclass, replace

from assurance.cloudwatch.state import State


@dataclass(frozen=True, slots=True)
class Condition:
    """Whether an alarm is, or with `negated` is not, in a state."""

    state: State
    alarm: str
    negated: bool = False


@dataclass(frozen=True, slots=True)
class Share:
    """AT_LEAST: whether enough of the conditions hold."""

    amount: int
    percent: bool
    conditions: tuple[Condition, ...]
    down: bool = False

    @property
    def rounds(self) -> bool:
        """Whether the percentage is no whole number of alarms."""
        return self.percent and self.amount * len(self.conditions) % 100 != 0

    @property
    def least(self) -> int:
        """How many must hold."""
        if not self.percent:
            return self.amount
        total = self.amount * len(self.conditions)
        return total // 100 if self.down else -(-total // 100)

    def rounded_down(self) -> Share:
        """The same with its percentage rounded down."""
        return replace(self, down=True)


@dataclass(frozen=True, slots=True)
class Constant:
    """TRUE or FALSE."""

    value: bool


@dataclass(frozen=True, slots=True)
class Operator:
    """AND or OR of the last two results, NOT of the last one."""

    name: str


Step = Condition | Share | Constant | Operator
Program = tuple[Step, ...]
