"""The rehearsal for programs."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict
from datetime import UTC, datetime

from assurance.rehearsal.behind import concerned
from assurance.rehearsal.burns import Burn
from assurance.rehearsal.judging import Judged
from assurance.rehearsal.rehearsing import Rehearsal
from assurance.rehearsal.report.expected import expected
from assurance.rehearsal.timeline import timeline


def render(rehearsals: Sequence[Rehearsal]) -> str:
    """All of it as one object."""
    environments = [_environment(one) for one in rehearsals]
    met = sum(judged.met for one in rehearsals for judged in one.scenarios)
    total = sum(len(one.scenarios) for one in rehearsals)
    summary = {"met": met, "unmet": total - met}
    return _written({"environments": environments, "summary": summary})


def render_burns(burns: Sequence[Burn]) -> str:
    """The table of burn rates as one object."""
    return _written({"burns": [asdict(one) for one in burns]})


def _written(value: object) -> str:
    return f"{json.dumps(value, indent=1)}\n"


def _environment(rehearsal: Rehearsal) -> dict[str, object]:
    return {
        "name": rehearsal.environment,
        "scenarios": [_scenario(one, rehearsal) for one in rehearsal.scenarios],
        "never_fire": list(rehearsal.coverage.silent),
        "never_clear": list(rehearsal.coverage.stuck),
    }


def _scenario(judged: Judged, rehearsal: Rehearsal) -> dict[str, object]:
    scenario = judged.played.scenario
    moments = timeline(judged.played, concerned(judged, rehearsal.regions))
    told = [{**asdict(one), "at": _at(one.at)} for one in judged.played.told]
    return {
        "name": scenario.name,
        "title": scenario.written.title,
        "handbook": scenario.written.handbook,
        "begins": _at(scenario.start),
        "first_fault": _at(scenario.first_fault),
        "ends": _at(scenario.end),
        "met": judged.met,
        "expected": [asdict(one) for one in expected(judged)],
        "told": told,
        "not_here": list(judged.not_here),
        "unmet": [asdict(one) for one in judged.unmet],
        "timeline": [{**asdict(one), "at": _at(one.at)} for one in moments],
    }


def _at(at: int) -> str:
    return datetime.fromtimestamp(at, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
