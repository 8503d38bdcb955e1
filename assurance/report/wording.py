"""The words that all formats share."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

from assurance.verdict import EnvironmentReport, Report, Verdict


def summary(report: Report) -> str:
    """`38 kept, 0 broken, 41 unproven`, over all the environments of the report."""
    return ", ".join(f"{report.count(verdict)} {verdict}" for verdict in Verdict)


def headline(environment: EnvironmentReport) -> str:
    """`prod: 38 kept, 0 broken, 41 unproven`."""
    return f"{environment.name}: {summary(Report((environment,)))}"


def one_line(text: str) -> str:
    """The text without line breaks and without anything a terminal would act on."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())


def sentences(*parts: str) -> str:
    """The parts that say something, each on the same line and ended by one full stop."""
    return " ".join(f"{one_line(part).rstrip('.')}." for part in parts if part)


def said(value: object) -> str:
    """A value of an environment file as a person would say it: `slack, email`."""
    if isinstance(value, Sequence) and not isinstance(value, str):
        return ", ".join(said(part) for part in cast("Sequence[object]", value))
    return str(value)
