"""What a fault does, read from the words of its line: `api errors 7 %`, `jobs consumer stopped`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from assurance.rehearsal.baseline import Baseline, Part
from promises.errors import WantedError


class Kind(StrEnum):
    """Every way in which a part can go wrong."""

    FAILING = "errors N %"
    BURNING = "burns N x"
    FAILURES = "N failures"
    TURNED_AWAY = "turned away"
    LATENCY = "p95 x N"
    SLOW = "slow N %"
    BURNING_TIME = "burns N x in time"
    TRAFFIC = "traffic x N"
    ARRIVALS = "arrivals x N"
    CONSUMER = "consumer x N"
    LEVEL = "GAUGE at N"
    SILENT = "silent"
    LOST = "region NAME lost"


@dataclass(frozen=True, slots=True)
class Effect:
    """What happens to one part, at full size."""

    part: str
    """Empty where a whole Region is lost."""
    kind: Kind
    amount: float = 0.0
    gauge: str | None = None
    """The gauge that is meant; None for the part as a whole."""
    region: str | None = None
    """The Region that is lost, and with it everything that its alarms would tell."""


_N: Final = r"(?P<n>-?\d+(?:\.\d+)?)"
_FLOW: Final[Mapping[str, tuple[Kind, float | None]]] = {
    rf"errors {_N} %": (Kind.FAILING, None),
    "all failing": (Kind.FAILING, 100),
    rf"burns {_N} x": (Kind.BURNING, None),
    rf"burns {_N} x in time": (Kind.BURNING_TIME, None),
    "one failure": (Kind.FAILURES, 1),
    rf"{_N} failures": (Kind.FAILURES, None),
    "turned away": (Kind.TURNED_AWAY, 1),
    rf"p95 x {_N}": (Kind.LATENCY, None),
    rf"slow {_N} %": (Kind.SLOW, None),
    rf"traffic x {_N}": (Kind.TRAFFIC, None),
    "stopped": (Kind.TRAFFIC, 0),
}
_QUEUE: Final[Mapping[str, tuple[Kind, float | None]]] = {
    "consumer stopped": (Kind.CONSUMER, 0),
    rf"consumer x {_N}": (Kind.CONSUMER, None),
    rf"arrivals x {_N}": (Kind.ARRIVALS, None),
}
_GONE: Final = ("gone", "silent")
_LOST: Final = re.compile(r"region (\S+) lost")


def effect(words: str, baseline: Baseline) -> Effect:
    """The effect that words mean; raises WantedError, with what could have been meant."""
    if lost := _LOST.fullmatch(words):
        return Effect("", Kind.LOST, region=lost[1])
    names = sorted(baseline.parts, key=len, reverse=True)
    name = next((one for one in names if words.startswith(f"{one} ")), None)
    if name is None:
        parts = ", ".join(sorted(names))
        raise WantedError(f"a part ({parts}) and what happens to it, or region NAME lost")
    part, rest = baseline.parts[name], words[len(name) + 1 :]
    if rest in _GONE:
        return Effect(name, Kind.SILENT)
    found = _known(name, rest, part) or _of_gauge(name, rest, part)
    if found is None:
        raise WantedError(f"{name} with one of: {', '.join(_possible(part))}")
    return found


def _known(name: str, rest: str, part: Part) -> Effect | None:
    for table, owner in ((_FLOW, part.flow), (_QUEUE, part.queue)):
        for pattern, (kind, amount) in table.items():
            if owner is not None and (found := re.fullmatch(pattern, rest)):
                return Effect(name, kind, float(found["n"]) if amount is None else amount)
    return None


def _of_gauge(name: str, rest: str, part: Part) -> Effect | None:
    for gauge in part.gauges:
        if rest in [f"{gauge} {word}" for word in _GONE]:
            return Effect(name, Kind.SILENT, gauge=gauge)
        if found := re.fullmatch(rf"{re.escape(gauge)} at {_N}(?: %)?", rest):
            return Effect(name, Kind.LEVEL, float(found["n"]), gauge)
    return None


def _possible(part: Part) -> list[str]:
    patterns = [*(_FLOW if part.flow else ()), *(_QUEUE if part.queue else ())]
    gauges = [f"{gauge} at N" for gauge in part.gauges]
    return [*(pattern.replace(_N, "N") for pattern in patterns), *gauges, "silent"]
