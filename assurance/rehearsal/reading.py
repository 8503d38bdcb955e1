"""Scenario files into scenarios, with every mistake on its line."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import cast

from assurance.cloudwatch import AlarmError, MuteRule
from assurance.cloudwatch.muting import windows
from assurance.rehearsal import words
from assurance.rehearsal.baseline import Baseline
from assurance.rehearsal.naming import causes
from assurance.rehearsal.scenario import Scenario, Written
from assurance.rehearsal.templates import Values, expanded
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
    name = document.data.get("baseline", "baseline.yaml")
    baseline = read_baseline(file.parent / str(name))
    document = expanded(document, _each(document, baseline))
    written = validate(Written, document)
    mistakes = [*_mistakes(document, written, baseline)]
    if mistakes:
        raise InputErrors(mistakes)
    return Scenario(name=file.stem, file=file, written=written, baseline=baseline)


@cache
def read_baseline(file: Path) -> Baseline:
    """The calm day of a file. Raises InputErrors."""
    document = read_yaml(file)
    baseline = validate(Baseline, document)
    mistakes = [
        document.error(
            ("parts", part, "gauges", name, "full"),
            f"a number for each of {', '.join(baseline.environments) or 'the environments'}",
            ", ".join(gauge.full),
        )
        for part, one in baseline.parts.items()
        for name, gauge in one.gauges.items()
        if gauge.full and set(gauge.full) != set(baseline.environments)
    ]
    if mistakes:
        raise InputErrors(mistakes)
    return baseline


def _each(document: Document, baseline: Baseline) -> Sequence[Values]:
    """What the lines of a file are repeated for; what is no such thing the model will tell."""
    each = document.data.get("each", ())
    if isinstance(each, str):
        if each not in baseline.lists:
            wanted = f"one of the baseline's lists: {', '.join(baseline.lists) or 'it has none'}"
            raise InputErrors([document.error(("each",), wanted, each)])
        return baseline.lists[each]
    sets = cast("tuple[object, ...]", each) if isinstance(each, tuple) else ()
    return [cast("Values", one) for one in sets if isinstance(one, Mapping)]


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
        if page.cause and not any(causes(page.cause, fault) for fault in written.faults):
            key = ("expect", "pages", place, "cause")
            yield document.error(key, "one of the faults, by name or words", page.cause)
    for place, mute in enumerate(written.mutes):
        try:
            rule = MuteRule(name="", expression=mute.schedule, duration="PT1M")
            windows(replace(rule, timezone=mute.timezone), 0, 0)
        except AlarmError as error:
            yield document.error(("mutes", place), error.wanted, error.got)
