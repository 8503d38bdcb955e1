"""Template against API, summed up: what the emulator kept, dropped, or cannot show."""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from assurance.assembly import Resource, Stage
from local.clients import Clients
from local.compare import READERS, Deployed, Finding, Verdict, compare_all


@dataclass(frozen=True, slots=True)
class Comparison:
    """Every compared property of a stage."""

    findings: tuple[Finding, ...]

    def count(self, verdict: Verdict) -> int:
        """How many properties came to this verdict."""
        return sum(finding.verdict is verdict for finding in self.findings)

    def kinds(self, verdict: Verdict) -> Iterator[tuple[str, int]]:
        """The properties with that verdict, `Type.Property`, and how often; the most first."""
        names = Counter(
            f"{finding.resource.type.removeprefix('AWS::')}.{finding.property}"
            for finding in self.findings
            if finding.verdict is verdict
        )
        yield from names.most_common()


def compare_stage(
    clients: Clients, stage: Stage, physical: Callable[[Resource], str]
) -> Comparison:
    """Read every resource of the stage back through its service's API."""
    deployed = [
        Deployed(
            region=resource.stack.region,
            stack=resource.stack.name,
            type=resource.type,
            logical_id=resource.logical_id,
            physical_id=physical(resource),
            properties=resource.properties,
        )
        for resource in stage.resources(*READERS)
    ]
    return Comparison(tuple(compare_all(clients, deployed, READERS)))
