"""What each tool writes, read into findings."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from delivery.policy.finding import Finding
from promises import InputError

Report = Any  # JSON of three tools; each reader knows its own


@dataclass(frozen=True, slots=True)
class Acknowledged:
    """A finding of cdk-nag that a construct acknowledges, with its reason."""

    rule: str
    where: str
    because: str


def load(file: Path) -> Report:
    """A report. Raises InputError for what is none."""
    try:
        return json.loads(file.read_text(encoding="utf-8"))
    except OSError as error:
        raise InputError(file, None, "", "a report", error.strerror or str(error)) from None
    except ValueError:
        raise InputError(file, None, "", "a report as JSON", "something else") from None


def paths(assembly: Path) -> Mapping[tuple[str, str], str]:
    """Construct path by template (its file's name) and logical id."""
    return {
        (file.name, logical_id): resource.get("Metadata", {}).get("aws:cdk:path", logical_id)
        for file in assembly.glob("assembly-*/*.template.json")
        for logical_id, resource in load(file).get("Resources", {}).items()
    }


def of_nag(report: Report) -> Iterator[Finding]:
    """CDK's validation report: a pack of cdk-nag."""
    for plugin in report["pluginReports"]:
        for one in plugin["violations"]:
            for construct in one["violatingConstructs"]:
                said = one["description"].partition(" - (Control")[0]
                yield _finding(one["ruleName"], construct["constructPath"], said)


def acknowledged(report: Report) -> Iterator[Acknowledged]:
    """What constructs acknowledge in CDK's validation report, environments taken together."""
    seen: dict[Acknowledged, None] = {}
    for plugin in report["pluginReports"]:
        for one in plugin.get("suppressedViolations", ()):
            for construct in one["violatingConstructs"]:
                where = _without_environment(construct["constructPath"])[1]
                seen[Acknowledged(one["ruleName"], where, one["reason"])] = None
    yield from seen


def of_cfn_lint(
    report: Sequence[Report], known: Mapping[tuple[str, str], str]
) -> Iterator[Finding]:
    """cfn-lint's JSON."""
    for one in report:
        _, logical_id, *_ = (*one["Location"]["Path"], "", "")
        path = known.get((Path(one["Filename"]).name, str(logical_id)), str(logical_id))
        yield _finding(one["Rule"]["Id"], path, one["Rule"]["ShortDescription"])


def of_checkov(report: Report, known: Mapping[tuple[str, str], str]) -> Iterator[Finding]:
    """checkov's JSON."""
    for one in report["results"]["failed_checks"]:
        logical_id = one["resource"].rpartition(".")[2]
        path = known.get((Path(one["file_path"]).name, logical_id), logical_id)
        yield _finding(one["check_id"], path, one["check_name"])


def _finding(rule: str, path: str, said: str) -> Finding:
    environment, where = _without_environment(path)
    return Finding(rule, environment, where, said)


def _without_environment(path: str) -> tuple[str, str]:
    environment, _, where = path.partition("/")
    return environment, where or environment
