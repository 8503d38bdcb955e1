"""What the command line asks for, from files to text."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final

from assurance.console import console
from assurance.rehearsal.alarms import regions_of
from assurance.rehearsal.burns import burns
from assurance.rehearsal.reading import read_baseline, read_scenarios
from assurance.rehearsal.rehearsing import Rehearsal, chosen, rehearse
from assurance.rehearsal.report import json_, junit, text

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
    stages = chosen(assembly, environment)
    total = len(scenarios) * len(stages)
    names = iter(enumerate([one.name for _ in stages for one in scenarios], 1))

    def next_one() -> None:
        place, name = next(names, (total, ""))
        progress(f"Rehearsing {place} of {total}: {name}")

    next_one()
    found = [rehearse(one, assembly, scenarios, lambda _: next_one()) for one in stages]
    return _FORMS[form](found), all(one.met for one in found)


def burn_table(
    assembly: Path, environment: str | None, form: str, progress: Callable[[str], None]
) -> str:
    """The table of burn rates of the first environment that was asked for."""
    file = FOLDER / "baseline.yaml"
    baseline = read_baseline(file)
    stage = chosen(assembly, environment)[-1]
    regions = regions_of(stage, assembly)
    found = burns(baseline, file, regions, lambda of: progress(f"Burning the budget of {of}"))
    return json_.render_burns(found) if form == "json" else text.render_burns(found, console())
