"""CloudWatch metric math, as the user guide's "Using math expressions" publishes it.

Where AWS publishes nothing or advises against a function in alarms, an expression says so in its
`cautions`, a result in its `cautions` and `doubts`. Assumed without a caution, since any expression
rests on it: the conventional precedence of operators; that a point where no series has a value
stays missing, also beside a scalar; that a point dropped within an expression (a division by zero)
is a missing point to what surrounds it.
"""

from assurance.cloudwatch.math.error import MathError
from assurance.cloudwatch.math.expression import Expression, parse
from assurance.cloudwatch.math.grid import Grid
from assurance.cloudwatch.math.result import Result
from assurance.cloudwatch.math.values import Scalar, Series, SeriesList, Value

__all__ = [
    "Expression",
    "Grid",
    "MathError",
    "Result",
    "Scalar",
    "Series",
    "SeriesList",
    "Value",
    "parse",
]
