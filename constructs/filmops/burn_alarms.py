"""From an objective to its alarms: for each burn rate two windows and the composite over both."""

from collections.abc import Sequence
from datetime import timedelta

from filmops.alarms import AlarmSpec, Comparison, MissingData, Story
from filmops.burn_rates import Tier, brief
from filmops.composites import Alarms, CompositeSpec, Rule, firing
from filmops.names import Names
from filmops.objectives import Objective
from filmops.quiet import Quiet
from promises import Severity, text
from promises.alerting import FewFailures


def burn_alarms(
    names: Names,
    objective: Objective,
    tiers: Sequence[Tier],
    few: AlarmSpec,
    quiet: Quiet,
) -> Alarms:
    """Every tier of one objective, the slower kept quiet by the faster ones.

    `few` is the alarm for traffic too thin for any burn rate; the slowest tier tells of it.
    """
    found = Alarms((few.silent(),))
    faster: tuple[str, ...] = ()
    for tier in tiers:
        windows = [_window(names, objective, tier, window) for window in (tier.long, tier.short)]
        both = firing(windows[0].name) & firing(windows[1].name)
        rule = both | firing(few.name) if tier is tiers[-1] else both
        name = names.of(f"{objective.name}-{tier.name}")
        told, steering = _tier(name, objective, tier, rule, quiet.and_by(faster))
        found += Alarms(tuple(windows), (*steering, told))
        faster += (name,)
    return found


def few_failures(
    names: Names, objective: Objective, tier: Tier, few: FewFailures, severity: Severity
) -> AlarmSpec:
    """So many failures although there were too few events for the tier to judge."""
    below = tier.least(objective.goal)
    return AlarmSpec(
        name=names.of(f"{objective.name}-few"),
        story=_story(objective, f"{few.failures} of fewer than {below} {objective.events}"),
        severity=severity,
        looks_at=objective.ratio.failures(few.within, below=below),
        comparison=Comparison.AT_LEAST,
        threshold=few.failures.number,
        datapoints=1,
        window=1,
        missing=MissingData.HEALTHY,  # enough events: the burn rates judge
    )


def _tier(
    name: str, objective: Objective, tier: Tier, rule: Rule, quiet: Quiet
) -> tuple[CompositeSpec, Sequence[CompositeSpec]]:
    # A slower tier outlasts the faster one by its own short window at most: only then is it news.
    suppressed, steering = quiet.over(name, at_least=tier.short)
    spent = f"{tier.factor:f} times faster than the budget of {objective.goal} allows"
    told = _story(objective, spent)
    return CompositeSpec(name, rule, told, tier.severity, suppressed), steering


def _window(names: Names, objective: Objective, tier: Tier, window: timedelta) -> AlarmSpec:
    goal = objective.goal
    return AlarmSpec(
        name=names.of(f"{objective.name}-{tier.name}-{brief(window)}"),
        story=_story(objective, f"more than {tier.limit(goal):f} % in {text(window)}"),
        severity=tier.severity,
        looks_at=objective.ratio.percent(window, least=tier.least(goal)),
        comparison=Comparison.ABOVE,
        threshold=float(tier.limit(goal)),
        datapoints=1,
        window=1,
        missing=MissingData.HEALTHY,  # too few events for a share
        speaks=False,
    )


def _story(objective: Objective, how: str) -> Story:
    return Story(f"{objective.harm}: {how}", objective.felt_by, objective.runbook)
