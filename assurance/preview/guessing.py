"""The behaviour of any metric: known by name, or guessed from it."""

from __future__ import annotations

import re
from dataclasses import replace

from assurance.preview.app_metrics import APP_METRICS
from assurance.preview.kinds import Kind, amount, count, number, share, shortfall, time, usage
from assurance.preview.known_metrics import KNOWN
from assurance.preview.signals import Metric

_DEAD_LETTERS = re.compile(r"dead|dlq", re.IGNORECASE)
_WORD_ENDS = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|[^A-Za-z0-9]+")
_BAD = r"error|fail|fault|reject|throttl|drop|5xx|dead|evict|denied|lost"
_RATE = r"rate|percent|ratio|pct"
# The first that fits the words of the name, so the telling ones come before the common ones.
_GUESSES: tuple[tuple[str, Kind], ...] = (
    (rf"({_BAD}).*\b({_RATE})", share(0.05, worse=160)),
    (rf"(success|hit|attain|availab).*\b({_RATE})|availability", shortfall(0.05, worse=160)),
    (_BAD, count(0.004, bad="up", worse=900)),
    (rf"utili[sz]ation|\b({_RATE})", usage(44, worse=2)),
    (r"\bdays\b", number(120)),
    (r"\b(latency|duration|time)\b.*\b(ms|millis)", time(90, "Milliseconds", worse=9)),
    (r"\b(latency|duration|time)\b", time(0.09, worse=9)),
    (r"\b(age|lag|delay)\b|behind", amount(12, "Seconds", bad="up", worse=80)),
    (r"\btest\b|heartbeat|probe", count(0.02, bad="down", worse=5)),
    (r"unhealthy|missing|stopped", number(0.03, bad="up", worse=80)),
    (r"healthy|running|in service|available", number(4, bad="down", worse=4)),
    (r"\bfree", amount(4.2e10, bad="down", worse=6)),
    (r"bytes|size|storage|memory|throughput", amount(2.4e9, daily=0.2)),
    (r"queue|depth|pending|backlog|waiting", number(11, bad="up", worse=25, daily=0.3)),
    (r"active|current|connections|sessions|users", number(180, daily=0.35)),
    (r"count|requests|number|total|invocation|ed$|s$", count(36, daily=0.35)),
)
_ANYTHING = amount(50, "", bad="up", worse=2.5, daily=0.2)


def kind_of(metric: Metric) -> Kind:
    """How the metric behaves."""
    known = KNOWN.get(metric.namespace, {}).get(metric.name)
    if metric.namespace == "AWS/SQS" and known and _is_dead_letters(metric):
        return number(0.004, bad="up", worse=3000) if known.bad == "up" else replace(known, base=0)
    if known is None and not metric.namespace.startswith("AWS/"):
        known = APP_METRICS.get(metric.name)
    return known or _guess(metric.name)


def _guess(name: str) -> Kind:
    words = _WORD_ENDS.sub(" ", name).lower()
    return next((kind for pattern, kind in _GUESSES if re.search(pattern, words)), _ANYTHING)


def _is_dead_letters(metric: Metric) -> bool:
    return any(_DEAD_LETTERS.search(value) for _, value in metric.dimensions)
