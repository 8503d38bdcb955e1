"""What the command line asks for, from files to text."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final

from assurance.assembly import Stage
from assurance.assembly.files import unusable
from assurance.console import console
from assurance.rehearsal.alarms import regions_of
from assurance.rehearsal.burns import burns
from assurance.rehearsal.reading import read_baseline, read_scenarios
from assurance.rehearsal.rehearsing import Rehearsal, chosen, rehearse
from assurance.rehearsal.report import json_, junit, text
from assurance.rehearsal.scenario import Scenario

FOLDER: Final = Path("scenarios")
_FORMS: Final[dict[str, Callable[[Sequence[Rehearsal]], str]]] = {
    "text": lambda found: text.render(found, console()),
    "json": json_.render,
    "junit": junit.render,
}


def rehearsed(
    assembly: Path,
    environment: str | None,
    files: Sequence[Path],
    form: str,
    progress: Callable[[str], None],
) -> tuple[str, bool]:
    """The report, and whether everything is as expected."""
    scenarios = read_scenarios(files, FOLDER)
    wanted = {stage: _for(stage, scenarios) for stage in chosen(assembly, environment)}
    total = sum(len(ones) for ones in wanted.values())
    if not total:
        known = sorted({name for one in scenarios for name in one.baseline.environments})
        raise unusable(assembly, "environment", f"one of {', '.join(known)}", str(environment))
    names = iter(enumerate([one.name for ones in wanted.values() for one in ones], 1))

    def next_one() -> None:
        place, name = next(names, (total, ""))
        progress(f"Rehearsing {place} of {total}: {name}")

    next_one()
    found = [
        rehearse(stage, assembly, ones, lambda _: next_one())
        for stage, ones in wanted.items()
        if ones
    ]
    return _FORMS[form](found), all(one.met for one in found)


def _for(stage: Stage, scenarios: Sequence[Scenario]) -> tuple[Scenario, ...]:
    """The scenarios whose calm day is that of the environment."""
    names = [(one, one.baseline.environments) for one in scenarios]
    return tuple(one for one, of in names if not of or stage.name in of)


def burn_table(
    assembly: Path, environment: str | None, form: str, progress: Callable[[str], None]
) -> str:
    """The table of burn rates of the first environment that was asked for."""
    file = FOLDER / "baseline.yaml"
    baseline = read_baseline(file)
    named = environment or next(iter(baseline.environments), None)
    stage = chosen(assembly, named)[0]
    regions = regions_of(stage, assembly)
    found = burns(baseline, file, regions, lambda of: progress(f"Burning the budget of {of}"))
    return json_.render_burns(found) if form == "json" else text.render_burns(found, console())
