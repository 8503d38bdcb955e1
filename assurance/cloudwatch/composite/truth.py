"""Whether a rule holds, at many moments at once, where the state of an alarm may be open.

The states an alarm may be in are a set of bits: 1 OK, 2 ALARM, 4 INSUFFICIENT_DATA.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from assurance.cloudwatch.composite.program import Condition, Constant, Program, Share
from assurance.cloudwatch.state import Mask, code

Possible = npt.NDArray[np.uint8]


@dataclass(frozen=True, slots=True, eq=False)
class Truth:
    """Where a rule may hold, and where it may fail; both where the states leave it open."""

    may_hold: Mask
    may_fail: Mask


def truth(program: Program, possible: Mapping[str, Possible], count: int) -> Truth:
    """Whether a rule holds at each of `count` moments."""
    stack: list[Truth] = []
    for step in program:
        match step:
            case Condition():
                stack.append(_condition(step, possible))
            case Share():
                stack.append(_share(step, possible))
            case Constant(value=value):
                stack.append(Truth(np.full(count, value), np.full(count, not value)))
            case _ if step.name == "NOT":
                one = stack.pop()
                stack.append(Truth(one.may_fail, one.may_hold))
            case _:
                right, left = stack.pop(), stack.pop()
                stack.append(_both(left, right) if step.name == "AND" else _either(left, right))
    [result] = stack
    return result


def _condition(step: Condition, possible: Mapping[str, Possible]) -> Truth:
    states, wanted = possible[step.alarm], 1 << code(step.state)
    inside, outside = (states & wanted) > 0, (states & ~np.uint8(wanted)) > 0
    return Truth(outside, inside) if step.negated else Truth(inside, outside)


def _share(step: Share, possible: Mapping[str, Possible]) -> Truth:
    each = [_condition(condition, possible) for condition in step.conditions]
    may_hold = np.sum([one.may_hold for one in each], axis=0)
    surely = np.sum([~one.may_fail for one in each], axis=0)
    return Truth(may_hold >= step.least, surely < step.least)


def _both(left: Truth, right: Truth) -> Truth:
    return Truth(left.may_hold & right.may_hold, left.may_fail | right.may_fail)


def _either(left: Truth, right: Truth) -> Truth:
    return Truth(left.may_hold | right.may_hold, left.may_fail & right.may_fail)
