"""Rules between the objectives, the burn rates that guard them, and how fast people answer."""

from collections.abc import Iterator
from datetime import timedelta
from itertools import pairwise

from promises.consistency.rule import Broken
from promises.severities import Level
from promises.topics import Topics
from promises.units import text

DAY = timedelta(days=1)


def faster_tiers_look_back_less(handbook: Topics) -> Iterator[Broken]:
    """Each tier's short window lies inside its long one, and a slower tier looks further back."""
    rates = handbook.alerting.burn_rates.items()
    for name, rate in (*rates, ("slow_within_a_day", handbook.alerting.slow_within_a_day)):
        if rate.short >= rate.long:
            wanted = f"a short window below {text(rate.long)}"
            yield Broken(_id(name), wanted, text(rate.short))
    for (faster, fast), (slower, slow) in pairwise(rates):
        if slow.long <= fast.long:
            wanted = f"more than {text(fast.long)}, the long window of {faster}"
            yield Broken(_id(slower), wanted, text(slow.long))


def the_fallback_fits_a_day(handbook: Topics) -> Iterator[Broken]:
    """What replaces the slow tier must fit what it was made for."""
    rate = handbook.alerting.slow_within_a_day
    if rate.long > DAY:
        yield Broken("alerting.slow_within_a_day", f"at most {text(DAY)}", text(rate.long))


def an_error_limit_pages(handbook: Topics) -> Iterator[Broken]:
    """A service that stays at its error limit burns fast enough for a tier that pages."""
    window = handbook.error_budget.window
    paging = [
        rate.factor(window)
        for rate in handbook.alerting.burn_rates.values()
        if rate.severity in (Level.P1, Level.P2)
    ]
    slowest = min(paging, default=None)
    for name, slo in handbook.slos.items():
        if slowest is None or slo.burn_rate < slowest:
            wanted = f"at least {text(slowest)} times the error budget" if slowest else "a page"
            yield Broken(f"slos.{name}.error_rate", wanted, f"{text(slo.burn_rate)} times")


def outages_are_seen_in_time(handbook: Topics) -> Iterator[Broken]:
    """Every alert of P1 has lasted, and has been evaluated, within the promised time."""
    alerting = handbook.alerting
    alerts = {
        "alerting.outage": alerting.outage,
        "alerting.unattended_queue": alerting.unattended_queue,
    }
    for name, threshold in handbook.thresholds.items():
        alerts[f"thresholds.{name}.alert"] = threshold.alert
        if threshold.critical:
            alerts[f"thresholds.{name}.critical"] = threshold.critical
    lasting = {name: alert.lasting for name, alert in alerts.items() if alert.severity is Level.P1}
    for name, silence in alerting.silence.items():
        if silence.severity is Level.P1:
            lasting[f"alerting.silence.{name}"] = silence.lasting
    longest = alerting.outage_seen_within - alerting.delay
    for promise, lasts in lasting.items():
        if lasts > longest:
            wanted = f"at most {text(longest)}, or another severity than P1"
            yield Broken(promise, wanted, text(lasts))


def a_symptom_waits_for_its_cause(handbook: Topics) -> Iterator[Broken]:
    """A service's outage takes its time to be seen; its symptoms must not be told before it.

    Not longer than that: near a limit an alarm comes and goes, and one that waits is told later.
    """
    lasting = handbook.alerting.outage.lasting, handbook.thresholds.healthy_hosts.alert.lasting
    wait = handbook.alerting.storm.wait
    if wait != max(lasting):
        wanted = f"{text(max(lasting))}, as long as an outage takes to be seen"
        yield Broken("alerting.storm.wait", wanted, text(wait))


def a_symptom_is_quiet_until_it_has_forgotten(handbook: Topics) -> Iterator[Broken]:
    """A symptom that looks back remembers an outage that is over."""
    looks_back = max(
        alert.lasting for threshold in handbook.thresholds.values() for alert in threshold.alerts
    )
    extension = handbook.alerting.storm.extension
    if extension <= looks_back:
        wanted = f"more than {text(looks_back)}, the longest a symptom looks back"
        yield Broken("alerting.storm.extension", wanted, text(extension))


def _id(rate: str) -> str:
    name = rate if rate == "slow_within_a_day" else f"burn_rates.{rate}"
    return f"alerting.{name}"
