"""What the command line asks for, from files to text."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from assurance.assembly import Stage
from assurance.assembly.files import unusable
from assurance.charts.writing import write_page
from assurance.console import console
from assurance.rehearsal.alarms import names_in, regions_of
from assurance.rehearsal.burns import burns
from assurance.rehearsal.mutation.mutating import mutate
from assurance.rehearsal.reading import read_baseline, read_scenarios
from assurance.rehearsal.rehearsing import Rehearsal, chosen, rehearse
from assurance.rehearsal.report import html, json_, junit, mutations, text
from assurance.rehearsal.scenario import Scenario

FOLDER: Final = Path("scenarios")
_FORMS: Final[dict[str, Callable[[Sequence[Rehearsal]], str]]] = {
    "text": lambda found: text.render(found, console()),
    "json": json_.render,
    "junit": junit.render,
    "html": html.render,
}


@dataclass(frozen=True, slots=True)
class Asked:
    """What the command line asks for."""

    assembly: Path
    environment: str | None
    files: tuple[Path, ...]
    form: str
    progress: Callable[[str], None]
    page: Path | None = None
    """Where the web page is written beside the report."""


def rehearsed(asked: Asked) -> tuple[str, bool]:
    """The report, and whether everything is as expected."""
    plays = wanted(asked.assembly, asked.environment, asked.files)
    total = sum(len(ones) for ones in plays.values())
    names = iter(enumerate([one.name for ones in plays.values() for one in ones], 1))

    def next_one() -> None:
        place, name = next(names, (total, ""))
        asked.progress(f"Rehearsing {place} of {total}: {name}")

    next_one()
    elsewhere = names_in(chosen(asked.assembly, None))
    found = [
        rehearse(
            stage, asked.assembly, ones, lambda _: next_one(), elsewhere, whole=not asked.files
        )
        for stage, ones in plays.items()
    ]
    if asked.page is not None:
        write_page(html.render(found), asked.page)
    return _FORMS[asked.form](found), all(one.met for one in found)


def mutated(asked: Asked) -> str:
    """Which weakenings of the first environment's alarms the scenarios notice."""
    stage, scenarios = next(iter(wanted(asked.assembly, asked.environment, asked.files).items()))
    regions, elsewhere = regions_of(stage, asked.assembly), names_in(chosen(asked.assembly, None))
    found = mutate(regions, scenarios, asked.progress, elsewhere)
    if asked.form == "json":
        return mutations.render_json(found)
    return mutations.render(found, console())


def wanted(
    assembly: Path, environment: str | None, files: Sequence[Path]
) -> dict[Stage, tuple[Scenario, ...]]:
    """By environment the scenarios to play in it. Raises InputErrors when there are none."""
    scenarios = read_scenarios(files, FOLDER)
    stages = chosen(assembly, environment)
    found = {stage: ones for stage in stages if (ones := _for(stage, scenarios))}
    if not found:
        known = sorted({name for one in scenarios for name in one.baseline.environments})
        with_scenarios = f"an environment with scenarios ({', '.join(known)})"
        got = environment or ", ".join(stage.name for stage in stages)
        raise unusable(assembly, "environment", with_scenarios, got)
    return found


def _for(stage: Stage, scenarios: Sequence[Scenario]) -> tuple[Scenario, ...]:
    """The scenarios whose calm day is that of the environment."""
    names = [(one, one.baseline.environments) for one in scenarios]
    return tuple(one.played_in(stage.name) for one, of in names if not of or stage.name in of)


def burn_table(asked: Asked) -> str:
    """The table of burn rates of the environment asked for, else of the baseline's first."""
    file = FOLDER / "baseline.yaml"
    baseline = read_baseline(file)
    named = asked.environment or next(iter(baseline.environments), None)
    regions = regions_of(chosen(asked.assembly, named)[0], asked.assembly)
    found = burns(baseline, file, regions, lambda of: asked.progress(f"Burning the budget of {of}"))
    return (
        json_.render_burns(found) if asked.form == "json" else text.render_burns(found, console())
    )
