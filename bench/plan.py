"""What is run how often, in which order."""

from collections.abc import Iterator
from dataclasses import dataclass

from bench.synth import STYLES

OURS, PLAIN = STYLES
SIZES = (4, 50, 250, 1000)


@dataclass(frozen=True, slots=True)
class Step:
    """One run: the number of the round, how many services, which build."""

    round: int
    count: int
    style: str


@dataclass(frozen=True, slots=True)
class Plan:
    """How often each size is run; the plain build only up to `plain_up_to` services."""

    rounds: dict[int, int]
    plain_up_to: int

    def steps(self) -> Iterator[Step]:
        """Round by round, both builds after one another, the first one changing every round.

        A neighbour's load then falls on both.
        """
        for number in range(max(self.rounds.values())):
            for count, rounds in self.rounds.items():
                if number < rounds:
                    styles = STYLES if number % 2 == 0 else STYLES[::-1]
                    yield from (
                        Step(number, count, style)
                        for style in styles
                        if style == OURS or count <= self.plain_up_to
                    )


def plan(*, quick: bool, all_plain: bool) -> Plan:
    """The whole run, or a short one for a first impression."""
    rounds = (2, 2, 1, 1) if quick else (7, 7, 5, 2)
    plain_up_to = SIZES[-1] if all_plain else SIZES[-2]
    return Plan(dict(zip(SIZES, rounds, strict=True)), plain_up_to)
