"""Scenario files into scenarios, with every mistake on its line."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

from assurance.rehearsal import words
from assurance.rehearsal.baseline import Baseline
from assurance.rehearsal.scenario import Scenario, Written
from promises import InputError, InputErrors
from promises.errors import WantedError
from promises.reading import Document, read_yaml
from promises.validation import validate

_BASELINE = "baseline"


def read_scenarios(files: Sequence[Path], folder: Path) -> tuple[Scenario, ...]:
    """The scenarios of the files, or every one of the folder.

    Raises InputErrors with everything that is wrong in them.
    """
    chosen = files or tuple(sorted(one for one in folder.glob("*.yaml") if one.stem != _BASELINE))
    if not chosen:
        raise InputErrors([InputError(folder, None, "", "scenarios (*.yaml)", "none in it")])
    found: list[Scenario] = []
    errors: list[InputError] = []
    for file in chosen:
        try:
            found.append(_scenario(file))
        except InputErrors as error:
            errors += error.errors
    if errors:
        raise InputErrors(dict.fromkeys(errors))
    return tuple(found)


def _scenario(file: Path) -> Scenario:
    document = read_yaml(file)
    written = validate(Written, document)
    baseline = read_baseline(file.parent / written.baseline)
    mistakes = [*_mistakes(document, written, baseline)]
    if mistakes:
        raise InputErrors(mistakes)
    return Scenario(name=file.stem, file=file, written=written, baseline=baseline)


@cache
def read_baseline(file: Path) -> Baseline:
    """The calm day of a file. Raises InputErrors."""
    return validate(Baseline, read_yaml(file))


def _mistakes(document: Document, written: Written, baseline: Baseline) -> Iterator[InputError]:
    flows = [name for name, part in baseline.parts.items() if part.flow]
    for name in written.traffic:
        if name not in flows:
            yield document.error(("traffic", name), f"one of {', '.join(flows)}", name)
    for place, fault in enumerate(written.faults):
        key = ("faults", place, "fault")
        try:
            words.effect(fault.fault, baseline)
        except WantedError as error:
            yield document.error(key, error.wanted, fault.fault)
        if fault.after + fault.lasting > written.lasting:
            key = ("faults", place, "lasting")
            yield document.error(key, "an end within the scenario", "one after it")
    for place, page in enumerate(written.expect.pages):
        spent = None if page.spent is None else page.spent.of.removesuffix(" in time")
        if spent is not None and spent not in flows:
            yield document.error(
                ("expect", "pages", place, "spent", "of"), f"one of {', '.join(flows)}", spent
            )
