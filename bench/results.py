"""What the runs add up to: ratios only, since seconds belong to one machine and one hour."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from statistics import median

from bench.measuring import Run
from bench.plan import OURS, PLAIN, Step


@dataclass(slots=True)
class Results:
    """Every run by size and build, in the order of the rounds."""

    runs: dict[tuple[int, str], list[Run]] = field(default_factory=dict[tuple[int, str], list[Run]])

    def add(self, step: Step, run: Run) -> None:
        """One more run."""
        self.runs.setdefault((step.count, step.style), []).append(run)

    def of(self, count: int, style: str) -> Sequence[Run]:
        """The runs of a size and build."""
        return self.runs.get((count, style), [])

    def ratios(self, count: int) -> list[float]:
        """Our CPU over that of the plain build beside it, a round each."""
        both = zip(self.of(count, OURS), self.of(count, PLAIN), strict=False)
        return [ours.cpu / plain.cpu for ours, plain in both]

    def cpu(self, count: int, style: str = OURS) -> float:
        """The median CPU of a size and build, in seconds: to be divided by another."""
        return median(run.cpu for run in self.of(count, style))

    def slope(self, low: int, high: int, style: str = OURS) -> float:
        """The CPU of one service more between two sizes, in seconds: to be divided by another."""
        return (self.cpu(high, style) - self.cpu(low, style)) / (high - low)

    def growth(self, low: int, middle: int, high: int) -> float:
        """How much more a service costs in the upper range than in the lower; 1 is linear."""
        return self.slope(middle, high) / self.slope(low, middle)
