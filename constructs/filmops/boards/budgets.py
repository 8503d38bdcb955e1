"""How an objective stands: its budget, and how fast it is spent, as Application Signals counts."""

from collections.abc import Sequence
from datetime import timedelta

from filmops.boards.widgets import COLUMNS, Chart, Colour, Figures, Line, Mark
from filmops.burn_rates import Tier, brief
from filmops.metrics import Expression, Metric
from filmops.names import Names
from filmops.objectives import Objective
from promises import text

NAMESPACE = "AWS/ApplicationSignals"
COLOURS = (Colour.BAD, Colour.WARNING, Colour.MAIN)
MINUTE, FIVE_MINUTES = timedelta(minutes=1), timedelta(minutes=5)


def budgets_left(
    title: str, names: Names, objectives: Sequence[Objective], width: int = COLUMNS
) -> Figures:
    """What is left of each error budget, in percent; below zero the objective is broken."""
    return Figures(title, tuple(_left(names, one) for one in objectives), width)


def _left(names: Names, objective: Objective) -> Line:
    attained = Metric(
        NAMESPACE, "AttainmentRate", {"SloName": names.of(objective.name)}, "Average", FIVE_MINUTES
    )
    goal = objective.goal.percent
    left = Expression(f"100 * (attained - {goal}) / {100 - goal}", {"attained": attained})
    part = objective.promise.rpartition(".")[2].replace("_", " ")
    return Line(f"{part} {objective.goal}", left, Colour.GOOD)


def burn(names: Names, objective: Objective, tiers: tuple[Tier, ...]) -> Chart:
    """The burn rate over each tier's long window, with the rates that alarm."""
    slo = names.of(objective.name)
    return Chart(
        title=f"Burn rate: {objective.name.replace('-', ' ')}, {objective.goal}",
        unit="times the budget's speed",
        lines=tuple(
            Line(f"over {text(tier.long)}", _rate(slo, tier.long), colour)
            for tier, colour in zip(tiers, COLOURS, strict=True)
        ),
        marks=tuple(
            Mark(f"{tier.name} {tier.factor:f} over {brief(tier.long)}", float(tier.factor), colour)
            for tier, colour in zip(tiers, COLOURS, strict=True)
        ),
    )


def _rate(slo: str, window: timedelta) -> Metric:
    minutes = str(window // MINUTE)
    dimensions = {"SloName": slo, "BurnRateWindowMinutes": minutes}
    return Metric(NAMESPACE, "BurnRate", dimensions, "Maximum", MINUTE)
