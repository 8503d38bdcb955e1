"""Stand-in for metric math, until the real one is merged: arithmetic and a few functions."""

from __future__ import annotations

import ast
from dataclasses import dataclass
from typing import Any

import numpy as np

Values = np.ndarray[Any, np.dtype[np.float64]]


class MathError(ValueError):
    """What cannot be computed."""


@dataclass(frozen=True)
class Grid:
    start: int
    period: int
    count: int


@dataclass(frozen=True)
class Result:
    values: Any
    count: int

    def one(self) -> Values:
        return np.broadcast_to(np.asarray(self.values, dtype=float), (self.count,)).copy()


@dataclass(frozen=True)
class Expression:
    tree: ast.expr

    @property
    def names(self) -> frozenset[str]:
        calls = {id(n.func) for n in ast.walk(self.tree) if isinstance(n, ast.Call)}
        return frozenset(
            n.id for n in ast.walk(self.tree) if isinstance(n, ast.Name) and id(n) not in calls
        )

    def evaluate(self, values: dict[str, Values], grid: Grid) -> Result:
        functions = {
            "IF": lambda a, b, c: np.where(np.asarray(a) != 0, b, c),
            "FILL": lambda a, b: np.where(np.isnan(a), b, a),
            "MAX": np.max,
            "MIN": np.min,
            "SUM": np.sum,
            "AVG": np.mean,
            "ABS": np.abs,
        }

        def go(n: ast.AST) -> Any:
            if isinstance(n, ast.Constant):
                return n.value
            if isinstance(n, ast.Name):
                if n.id not in values:
                    raise MathError(f"no {n.id}")
                return values[n.id]
            if isinstance(n, ast.BinOp):
                a, b = go(n.left), go(n.right)
                with np.errstate(all="ignore"):
                    return {
                        ast.Add: np.add,
                        ast.Sub: np.subtract,
                        ast.Mult: np.multiply,
                        ast.Div: np.divide,
                        ast.Pow: np.power,
                    }[type(n.op)](a, b)
            if isinstance(n, ast.UnaryOp):
                return -go(n.operand)
            if isinstance(n, ast.Compare):
                a, b = go(n.left), go(n.comparators[0])
                return {
                    ast.Gt: np.greater,
                    ast.Lt: np.less,
                    ast.GtE: np.greater_equal,
                    ast.LtE: np.less_equal,
                    ast.Eq: np.equal,
                    ast.NotEq: np.not_equal,
                }[type(n.ops[0])](a, b).astype(float)
            if isinstance(n, ast.Call) and isinstance(n.func, ast.Name) and n.func.id in functions:
                return functions[n.func.id](*[go(a) for a in n.args])
            raise MathError("cannot be computed here")

        return Result(go(self.tree), grid.count)


def parse(text: str) -> Expression:
    if "SEARCH" in text:
        raise MathError("SEARCH reads what is deployed")
    try:
        return Expression(ast.parse(text.replace(" AND ", " * "), mode="eval").body)
    except SyntaxError as error:
        raise MathError(str(error)) from None
