"""The rehearsal for people at a browser: an overview, and what happened in each scenario."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from os.path import commonprefix
from pathlib import Path
from typing import Final

from assurance.charts.html import LOOKS, Parts, html
from assurance.charts.lines import line
from assurance.charts.tracks import Written, track
from assurance.cloudwatch import Account, Data, History, MetricAlarm
from assurance.rehearsal.behind import behind
from assurance.rehearsal.budget import course
from assurance.rehearsal.judging import Judged
from assurance.rehearsal.player import Played
from assurance.rehearsal.rehearsing import Rehearsal
from assurance.rehearsal.report.expected import expected
from assurance.rehearsal.timeline import timeline

_PARTS: Final = Parts(
    Path(__file__).parent / "page",
    scripts=(*LOOKS, "overview", "scenario", "main"),
    styles=("look", "tracks"),
    title="Incidents, rehearsed",
    note="Times are UTC. A scenario makes up the metrics; alarms are evaluated as CloudWatch does.",
)
_SEEN: Final = 0.0005
"""The share of a budget that a chart can show."""


def render(rehearsals: Sequence[Rehearsal]) -> str:
    """One page that needs no network. Raises InputErrors without the chart library."""
    return html(_PARTS, {"environments": [_environment(one) for one in rehearsals]})


def _environment(rehearsal: Rehearsal) -> Written:
    found = rehearsal.coverage
    accounts = {region.name: region.account for region in rehearsal.regions}
    prefix, dash, _ = commonprefix(found.alarms).rpartition("-")  # noqa: RUF071  # names, no paths
    return {
        "name": rehearsal.environment,
        "prefix": f"{prefix}{dash}",
        "alarms": len(found.alarms),
        "whole": rehearsal.whole,
        "never_fire": found.silent,
        "never_clear": found.stuck,
        "scenarios": [_scenario(judged, accounts) for judged in rehearsal.scenarios],
    }


def _scenario(judged: Judged, accounts: Mapping[str, Account]) -> Written:
    played = judged.played
    scenario = played.scenario
    concerned = _concerned(judged)
    return {
        "name": scenario.name,
        "title": scenario.written.title,
        "handbook": scenario.written.handbook,
        "met": judged.met,
        "start": scenario.start,
        "end": scenario.end,
        "fault": scenario.first_fault,
        "faults": [*_faults(played)],
        "told": [asdict(one) for one in played.told],
        "expected": [asdict(one) for one in expected(judged)],
        "tracks": [
            _track(played, region, history, accounts[region]) for region, history in concerned
        ],
        "budgets": [*_budgets(played)],
        "moments": [
            asdict(one) for one in timeline(played, [history.name for _, history in concerned])
        ],
    }


def _faults(played: Played) -> Iterator[Written]:
    start = played.scenario.start
    for fault in played.scenario.written.faults:
        begins = start + int(fault.after.total_seconds())
        ends = begins + int(fault.lasting.total_seconds())
        yield {"words": fault.fault, "start": begins, "end": ends}


def _concerned(judged: Judged) -> list[tuple[str, History]]:
    """The alarms that did something, or should have: first those that were told."""
    played, start = judged.played, judged.played.scenario.start
    unmet = {name for one in judged.unmet for name in one.alarms}
    first = {one.alarm: one.at for one in reversed(played.told)}

    def rank(one: tuple[str, History]) -> tuple[bool, int]:
        history = one[1]
        changed = (change.at for change in history.transitions if change.at >= start)
        return history.name not in first, first.get(history.name) or next(changed, 0)

    found = [
        (region, history)
        for region, history in played.each()
        if history.name in unmet or any(one.at >= start for one in history.transitions)
    ]
    return sorted(found, key=rank)


def _track(played: Played, region: str, history: History, account: Account) -> Written:
    scenario, alarm = played.scenario, account.find(history.name)
    assert alarm is not None
    metrics = alarm.metrics if isinstance(alarm, MetricAlarm) else ()
    data = Data([one for metric in metrics for one in played.world.series(metric)])
    drawn = track(alarm, history, data, scenario.start, scenario.end)
    return {**drawn, "region": region, "behind": sorted(behind(alarm, account))}


def _budgets(played: Played) -> Iterator[Written]:
    """The course of every budget of which something goes."""
    for of in played.world.tallies:
        when, gone = course(played, of)
        if len(gone) and gone[-1] > _SEEN:
            yield {"of": of, "line": line(when, 100 * gone).written()}
