"""The Condition block of a statement, against what a request carries."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from operator import eq, ge, gt, le, lt

from assurance.assembly.values import Json, texts
from assurance.policy.matching import Answer3, arn_like, every, like, negated, same, some
from assurance.policy.request import Context, Spellings
from assurance.policy.unreadable import UnreadableError

Comparer = Callable[[str, str], Answer3]


def _ignoring_case(wanted: str, value: str) -> Answer3:
    return same(wanted.lower(), value.lower())


def _numbers(compare: Callable[[float, float], bool]) -> Comparer:
    """The request's number beside the policy's; unknown where one is known only when deployed."""

    def comparer(wanted: str, value: str) -> Answer3:
        try:
            return compare(float(value), float(wanted))
        except ValueError:
            return None

    return comparer


# IAM user guide, "IAM JSON policy elements: Condition operators".
_COMPARERS: Mapping[str, Comparer] = {
    "stringequals": same,
    "stringequalsignorecase": _ignoring_case,
    "stringlike": like,
    "arnequals": arn_like,  # the guide: ArnEquals and ArnLike behave identically
    "arnlike": arn_like,
    "bool": _ignoring_case,
    "numericequals": _numbers(eq),
    "numericlessthan": _numbers(lt),
    "numericlessthanequals": _numbers(le),
    "numericgreaterthan": _numbers(gt),
    "numericgreaterthanequals": _numbers(ge),
}
_NEGATED = {
    "stringnotequals": "stringequals",
    "stringnotequalsignorecase": "stringequalsignorecase",
    "stringnotlike": "stringlike",
    "arnnotequals": "arnequals",
    "arnnotlike": "arnlike",
}


def holds(block: Mapping[str, Json], context: Context) -> Answer3:
    """Whether every condition of the block holds.

    Raises UnreadableError for an operator that is not known here.
    """
    return every(
        _holds(operator, key, texts(wanted), context) for operator, key, wanted in _flat(block)
    )


def failing(block: Mapping[str, Json], context: Context) -> str:
    """The first condition that does not surely hold, for people."""
    for operator, key, wanted in _flat(block):
        if _holds(operator, key, texts(wanted), context) is not True:
            return f"{operator} {key} {', '.join(texts(wanted))}"
    return ""


def _flat(block: Mapping[str, Json]) -> Iterator[tuple[str, str, Json]]:
    for operator, tests in block.items():
        if not isinstance(tests, dict):
            raise UnreadableError(f"condition {operator} is no object")
        for key, wanted in tests.items():
            yield operator, key, wanted


def _holds(operator: str, key: str, wanted: Spellings, context: Context) -> Answer3:
    quantifier, _, name = operator.lower().rpartition(":")
    if quantifier not in ("", "foranyvalue", "forallvalues"):
        raise UnreadableError(f"condition operator {operator}")
    missing_is = {"foranyvalue": False, "forallvalues": True}.get(quantifier)
    if name.endswith("ifexists"):
        name, missing_is = name.removesuffix("ifexists"), True
    if key.lower() not in context:
        return _read_anyway(name, operator)
    carried = context[key.lower()]
    if name == "null":
        return some(same(text.lower(), str(carried is None).lower()) for text in wanted)
    positive = _NEGATED.get(name, name)
    if positive not in _COMPARERS:
        raise UnreadableError(f"condition operator {operator}")
    if carried is None:
        return (name in _NEGATED) if missing_is is None else missing_is
    compare = _COMPARERS[positive]
    answer = some(compare(text, spelling) for text in wanted for spelling in carried)
    return negated(answer) if name in _NEGATED else answer


def _read_anyway(name: str, operator: str) -> Answer3:
    """Nobody published whether the request carries the key: unknown, if the operator is known."""
    if name not in (*_COMPARERS, *_NEGATED, "null"):
        raise UnreadableError(f"condition operator {operator}")
    return None
