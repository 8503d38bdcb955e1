"""How far a scenario reaches: alarms on parts that it leaves alone stay as they are, in OK.

That a calm part stays calm is what a scenario without faults shows, over every part.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from assurance.cloudwatch import Account, Alarm, CompositeAlarm, Metric, MetricAlarm, State
from assurance.rehearsal.alarms import Region
from assurance.rehearsal.baseline import Baseline
from assurance.rehearsal.scenario import Fault, Scenario
from assurance.rehearsal.words import Effect, Kind, effect
from promises import InputError, InputErrors


def needed(scenario: Scenario, regions: Sequence[Region]) -> frozenset[str]:
    """The parts that the scenario touches, and those that alarms read beside them.

    Raises InputErrors for metrics that no part of the baseline publishes, or that are of two things
    which it takes for one.
    """
    touched = touched_by(scenario)
    read = [parts for region in regions for parts in _read(scenario, region)]
    return touched.union(*(parts for parts in read if parts & touched))


def touched_by(scenario: Scenario) -> frozenset[str]:
    """The parts that something happens to; every part on a calm day."""
    written, baseline = scenario.written, scenario.baseline
    if not written.faults:
        return frozenset(baseline.parts)
    named = {effect(fault.fault, baseline).part for fault in written.faults}
    return frozenset((named | set(written.traffic)) - {""})


def felt(scenario: Scenario, regions: Sequence[Region]) -> Iterator[Fault]:
    """The faults that touch a metric which an alarm reads, or a Region."""
    metrics = frozenset[Metric]().union(*(region.metrics for region in regions))
    for fault in scenario.written.faults:
        found = effect(fault.fault, scenario.baseline)
        if found.region or any(_touches(found, metric, scenario.baseline) for metric in metrics):
            yield fault


def _touches(found: Effect, metric: Metric, baseline: Baseline) -> bool:
    if baseline.part_of(metric) != found.part:
        return False
    part = baseline.parts[found.part]
    if found.gauge is not None:
        return part.gauges[found.gauge].metric.fits(metric)
    gauges = any(gauge.metric.fits(metric) for gauge in part.gauges.values())
    return found.kind is Kind.SILENT or not gauges


def only(account: Account, scenario: Scenario, parts: frozenset[str]) -> Account:
    """The account with every alarm on other parts at rest."""
    return replace(account, alarms=tuple(_kept(one, scenario, parts) for one in account.alarms))


def _kept(alarm: Alarm, scenario: Scenario, parts: frozenset[str]) -> Alarm:
    if not isinstance(alarm, MetricAlarm):
        return alarm
    if any(scenario.baseline.part_of(metric) in parts for metric in alarm.metrics):
        return alarm
    # the cheapest alarm that is never in ALARM
    return CompositeAlarm(
        name=alarm.name, arn=alarm.arn, aliases=alarm.aliases, initial=State.OK, rule="FALSE"
    )


def _read(scenario: Scenario, region: Region) -> Iterator[frozenset[str]]:
    """For each metric alarm the parts it reads."""
    wrong: dict[tuple[str, str], None] = {}
    for alarm in region.metric_alarms:
        owners = {metric: scenario.baseline.part_of(metric) for metric in alarm.metrics}
        for metric in (one for one, owner in owners.items() if owner is None):
            wrong["a part that publishes every metric of the alarms", f"none for {metric}"] = None
        yield frozenset(owner for owner in owners.values() if owner is not None)
    wrong |= dict.fromkeys(_taken_for_one(scenario.baseline, region))
    if wrong:
        file = scenario.file.parent / scenario.written.baseline
        raise InputErrors([InputError(file, None, "parts", *one) for one in wrong])


def _taken_for_one(baseline: Baseline, region: Region) -> Iterator[tuple[str, str]]:
    """What a flow would publish of two things alike, such as two load balancers: as wanted, got."""
    first: dict[tuple[str, str, str], Metric] = {}
    for metric in sorted(region.metrics, key=str):
        name = baseline.part_of(metric) or ""
        part = baseline.parts.get(name)
        if part and part.has_events_of(metric):
            one = first.setdefault((name, metric.namespace, metric.name), metric)
            if one != metric:
                wanted = f"a part for each, told apart by dimensions: {one} and {metric}"
                yield wanted, f"both taken for {name}"
