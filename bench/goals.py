"""What the benchmark is held to, and what to say where it is missed."""

from collections.abc import Iterator
from dataclasses import dataclass
from statistics import median

from bench.catalogue import PER_STACK
from bench.results import Results
from filmops.dealing import RESOURCES

RATIO_AT, RATIO = 250, 0.45
GROWTH_OVER, GROWTH = (4, 50, 250), 1.2


@dataclass(frozen=True, slots=True)
class Verdict:
    """One goal: whether it was met, and in words what was wanted and what came."""

    met: bool
    words: str


def verdicts(results: Results) -> Iterator[Verdict]:
    """Every goal that the runs can judge."""
    yield _ratio(results)
    yield _growth(results)
    yield _fullest(results)


def _ratio(results: Results) -> Verdict:
    ratios = results.ratios(RATIO_AT)
    got = median(ratios)
    words = f"CPU at {RATIO_AT} services: wanted at most {RATIO} of the plain build, got {got:.2f}"
    if got <= RATIO:
        return Verdict(True, words)
    low, middle, _ = GROWTH_OVER
    share = results.cpu(low) / results.cpu(RATIO_AT)
    return Verdict(
        False,
        f"{words}. {share:.0%} of ours is what any synth costs before its first service "
        f"(the run with {low}); rounds were {min(ratios):.2f} to {max(ratios):.2f}, and above "
        f"{middle} services the ratio of one service more is {_marginal(results):.2f}",
    )


def _marginal(results: Results) -> float:
    _, middle, high = GROWTH_OVER
    return results.slope(middle, high) / results.slope(middle, high, "l2")


def _growth(results: Results) -> Verdict:
    low, middle, high = GROWTH_OVER
    got = results.growth(low, middle, high)
    words = (
        f"growth: wanted one service more to cost at most {GROWTH} times as much from {middle} to "
        f"{high} as from {low} to {middle}, got {got:.2f}"
    )
    if got <= GROWTH:
        return Verdict(True, words)
    costs = [run.cpu for run in results.of(middle, "ours")]
    noise = (max(costs) - min(costs)) / (results.cpu(middle) - results.cpu(low))
    return Verdict(
        False,
        f"{words}. The runs with {middle} services alone differ by {noise:.0%} of what they add "
        f"to those with {low}, and the lower slope with them",
    )


def _fullest(results: Results) -> Verdict:
    got = max(run.fullest for runs in results.runs.values() for run in runs)
    words = (
        f"stacks of {PER_STACK} services on average: wanted at most {RESOURCES} resources in each, "
        f"got {got}"
    )
    return Verdict(got <= RESOURCES, words)
