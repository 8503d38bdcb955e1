"""One point of a formula: what metric math makes of one value a metric, NaN-free.

The few functions alarms of this kind use (+ - * /, comparisons, IF), with CloudWatch's meaning of
a missing value (UG/using-metric-math.html): a missing side counts as 0 where the other side has a
value, and where nothing has a value there is no answer.
"""

from __future__ import annotations

import ast
import operator
from collections.abc import Callable, Mapping

from assurance.policy.unreadable import UnreadableError

Point = float | None
_Value = tuple[Point, bool]
"""A value, and whether it comes from a series (only those can be missing)."""

_BINARY: Mapping[type[ast.operator], Callable[[float, float], float]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.BitXor: operator.pow,
}
_COMPARE: Mapping[type[ast.cmpop], Callable[[float, float], bool]] = {
    ast.Eq: operator.eq,
    ast.NotEq: operator.ne,
    ast.Lt: operator.lt,
    ast.LtE: operator.le,
    ast.Gt: operator.gt,
    ast.GtE: operator.ge,
}


def answer(text: str, points: Mapping[str, Point]) -> Point:
    """What the formula comes to at one moment; None where it gives nothing.

    Raises UnreadableError for what is no formula, or one this module does not know.
    """
    try:
        tree = ast.parse(text.strip(), mode="eval")
    except SyntaxError as error:
        raise UnreadableError(f"formula {text}: {error.msg}") from None
    return _value(tree.body, points)[0]


def _value(node: ast.expr, points: Mapping[str, Point]) -> _Value:
    match node:
        case ast.Constant(value=int() | float() as number):
            return float(number), False
        case ast.Name(id=name) if name in points:
            return points[name], True
        case ast.UnaryOp(op=ast.USub(), operand=inner):
            value, series = _value(inner, points)
            return (None if value is None else -value), series
        case ast.BinOp(left=left, op=op, right=right):
            return _joined(_arithmetic(op), _value(left, points), _value(right, points))
        case ast.Compare(left=left, ops=[op], comparators=[right]):
            compare = _COMPARE[type(op)]
            return _joined(
                lambda a, b: float(compare(a, b)), _value(left, points), _value(right, points)
            )
        case ast.Call(func=ast.Name(id="IF"), args=[condition, *branches]) if branches:
            return _chosen(_value(condition, points), [_value(one, points) for one in branches])
        case _:
            raise UnreadableError(f"formula: wanted + - * / or IF, got {ast.unparse(node)}")


def _arithmetic(op: ast.operator) -> Callable[[float, float], Point]:
    if isinstance(op, ast.Div):
        return lambda a, b: a / b if b else None
    if type(op) not in _BINARY:
        raise UnreadableError(f"formula: wanted + - * /, got {type(op).__name__}")
    return _BINARY[type(op)]


def _joined(do: Callable[[float, float], Point], left: _Value, right: _Value) -> _Value:
    series = [value for value, is_series in (left, right) if is_series]
    if series and all(value is None for value in series):
        return None, True
    return do(left[0] or 0.0, right[0] or 0.0), bool(series)


def _chosen(condition: _Value, branches: list[_Value]) -> _Value:
    if condition[0] is None:
        return None, True
    if condition[0]:
        return branches[0][0] or 0.0, True
    return (branches[1][0] or 0.0, True) if len(branches) > 1 else (None, True)
