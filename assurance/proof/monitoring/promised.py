"""The handbook's own promises about monitoring, each with the rule that judges it."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from assurance.proof.monitoring.monitoring import Monitoring
from assurance.proof.monitoring.rules import alarms, burning, charts, guards, outages, shares, slos
from assurance.proof.monitoring.telling import Answer
from assurance.verdict import Proof
from promises import Promise

Judge = Callable[[Monitoring], Answer]

_ONE: dict[str, Judge] = {
    "error_budget.window": shares.budget_window,
    "alerting.latency_share": shares.latency_share,
    "alerting.slow_within_a_day": burning.within_a_day,
    "alerting.few_failures": burning.few_failures,
    "alerting.outage_seen_within": outages.seen_within,
    "alerting.storm.wait": outages.storm_wait,
    "alerting.storm.extension": outages.storm_extension,
    "alerting.delay": lambda _: Answer(
        (), "alarms", absent="only CloudWatch itself shows how long it takes"
    ),
}


def promised(seen: Monitoring) -> Iterator[Proof]:
    """The proofs, in the order of the handbook."""
    for promise in seen.handbook.catalogue():
        if judge := judge_of(promise):
            yield judge(seen).proof(promise)


def judge_of(promise: Promise) -> Judge | None:
    """The rule of a promise; None where none of this package judges it."""
    key = promise.id
    match key.split("."):
        case ["slos", service, "error_rate"]:
            return lambda seen: slos.error_rate(seen, service)
        case ["slos", service, indicator]:
            return lambda seen: slos.objective(seen, service, indicator)
        case ["alerting", "burn_rates", name]:
            return lambda seen: burning.tier(seen, name)
        case ["thresholds", _, "target"]:
            return lambda seen: charts.target(seen, key)
        case ["metrics", *_]:
            return lambda seen: charts.key_metric(seen, key)
        case ["alerting" | "thresholds", *_]:
            return _ONE.get(key) or (lambda seen: alarms.alarms(seen, key))
        case ["change", *_]:
            return guards.judge_of(key)
        case _:
            return _ONE.get(key)
