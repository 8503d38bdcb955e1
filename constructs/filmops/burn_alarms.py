"""From an objective to its alarms: for each burn rate two windows and the composite over both."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from filmops.alarms import AlarmSpec, Comparison, MissingData, Story
from filmops.burn_rates import Tier, brief
from filmops.composites import Alarms, CompositeSpec, Rule, firing
from filmops.metrics import Expression
from filmops.names import Names
from filmops.objectives import Objective
from filmops.quiet import Quiet
from promises import Severity, text
from promises.alerting import FewFailures


def burn_alarms(
    names: Names, objective: Objective, tiers: Sequence[Tier], few: AlarmSpec, quiet: Quiet
) -> Alarms:
    """Every tier of one objective, each kept quiet by the next faster one.

    The one before is enough: a burst that has spent a tier's share of the budget has long spent the
    smaller share of the faster tier, inside its shorter window. It keeps quiet only while it burns
    firmly: right at its limit it comes and goes with every single failure, and may tell nobody.
    `few` is the alarm for traffic too thin for any burn rate; the slowest tier tells of it.
    """
    found = Alarms((few.silent(),))
    faster: Rule | None = None
    for tier in tiers:
        name = names.of(f"{objective.name}-{tier.name}")
        least = tier.least(objective.goal, int(few.threshold))
        windows = [_window(name, objective, tier, each, least) for each in (tier.long, tier.short)]
        both = firing(windows[0].name) & firing(windows[1].name)
        rule = both | firing(few.name) if tier is tiers[-1] else both
        suppressed, steering = quiet.of_tier(name, faster, tier.short)
        told = _story(objective, f"{tier.factor:f} times faster than {objective.goal} allows")
        page = CompositeSpec(name, rule, told, tier.severity, suppressed)
        found += Alarms(tuple(windows), (*steering, page))
        if tier is not tiers[-1]:
            firm = replace(_firm(name, objective, tier, least), steers=True)
            found += Alarms((firm,))
            faster = firing(name) & firing(firm.name)
    return found


def few_failures(
    names: Names, objective: Objective, slowest: Tier, few: FewFailures, severity: Severity
) -> AlarmSpec:
    """So many failures although there were too few events for the slowest tier to judge."""
    below = slowest.least(objective.goal, few.failures.number)
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


def _window(
    tier_name: str, objective: Objective, tier: Tier, window: timedelta, least: int
) -> AlarmSpec:
    return _share_alarm(
        f"{tier_name}-{brief(window)}",
        _story(objective, f"more than {tier.limit(objective.goal):f} % in {text(window)}"),
        objective.ratio.percent(window, least=least),
        objective,
        tier,
    )


def _firm(tier_name: str, objective: Objective, tier: Tier, least: int) -> AlarmSpec:
    """Whether the short window would still burn with one failure less."""
    limit, window = tier.limit(objective.goal), tier.short
    how = f"more than {limit:f} % in {text(window)}, one of the failed {objective.events} left out"
    return _share_alarm(
        f"{tier_name}-{brief(window)}-firm",
        _story(objective, how),
        objective.ratio.percent_sparing_one(window, least=least),
        objective,
        tier,
    )


def _share_alarm(
    name: str, story: Story, share: Expression, objective: Objective, tier: Tier
) -> AlarmSpec:
    return AlarmSpec(
        name=name,
        story=story,
        severity=tier.severity,
        looks_at=share,
        comparison=Comparison.ABOVE,
        threshold=float(tier.limit(objective.goal)),
        datapoints=1,
        window=1,
        missing=MissingData.HEALTHY,  # too few events for a share
        speaks=False,
    )


def _story(objective: Objective, how: str) -> Story:
    return Story(f"{objective.harm}: {how}", objective.felt_by, objective.runbook)
