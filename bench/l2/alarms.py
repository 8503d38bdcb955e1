"""A service's alarms: three burn rates, few failures, silence."""

from collections.abc import Sequence
from datetime import timedelta

from aws_cdk import Duration
from aws_cdk import aws_cloudwatch as cw

from bench.l2.site import Site, speaking, tagged
from filmops.burn_rates import Tier, brief
from promises import Level, text


def alarms(site: Site) -> Sequence[cw.Alarm | cw.CompositeAlarm]:
    """Every alarm of the service; returns those that speak."""
    fast, medium, slow = site.desk.policy.tiers
    first = _tier(site, fast, None, None)
    second = _tier(site, medium, None, _quiet(site, fast, first, medium))
    third = _tier(site, slow, _few(site, slow), _quiet(site, medium, second, slow))
    return [first, second, third, _silent(site)]


def _tier(
    site: Site, tier: Tier, also: cw.IAlarm | None, quiet_by: cw.CompositeAlarm | None
) -> cw.CompositeAlarm:
    level = tier.severity.level
    firing = [
        cw.AlarmRule.from_alarm(_window(site, tier, window), cw.AlarmState.ALARM)
        for window in (tier.long, tier.short)
    ]
    rule = cw.AlarmRule.all_of(*firing)
    if also:
        rule = cw.AlarmRule.any_of(rule, cw.AlarmRule.from_alarm(also, cw.AlarmState.ALARM))
    storm = site.desk.policy.handbook.alerting.storm
    extension = max(storm.extension, tier.short).total_seconds()
    page = cw.CompositeAlarm(
        site.stack,
        f"{site.service.name}-{tier.name}",
        composite_alarm_name=site.name(f"availability-{tier.name}"),
        alarm_description=site.told(
            f"fails requests: {tier.factor:f} times faster than {site.service.goal} allows",
            level,
            "budget",
        ),
        alarm_rule=rule,
        actions_suppressor=quiet_by,
        actions_suppressor_wait_period=Duration.seconds(storm.wait.total_seconds())
        if quiet_by
        else None,
        actions_suppressor_extension_period=Duration.seconds(extension) if quiet_by else None,
    )
    return speaking(tagged(page, level), site.topics[level])


def _quiet(site: Site, faster: Tier, page: cw.CompositeAlarm, tier: Tier) -> cw.CompositeAlarm:
    """What keeps a tier quiet: the faster one, where one failure less would still burn."""
    firm = _firm(site, faster)
    return cw.CompositeAlarm(
        site.stack,
        f"{site.service.name}-{tier.name}-quiet",
        composite_alarm_name=site.name(f"availability-{tier.name}-quiet"),
        alarm_description=(
            "Keeps symptoms quiet while their cause is told. It tells nobody itself."
        ),
        alarm_rule=cw.AlarmRule.all_of(
            *(cw.AlarmRule.from_alarm(one, cw.AlarmState.ALARM) for one in (page, firm))
        ),
    )


def _firm(site: Site, tier: Tier) -> cw.Alarm:
    limit, level = tier.factor * (100 - site.service.goal.percent), tier.severity.level
    formula = f"IF(requests >= {site.least(tier)}, 100 * (failed - 1) / requests)"
    how = f"more than {limit:f} % in {text(tier.short)}, one of the failed requests left out"
    return cw.Alarm(
        site.stack,
        f"{site.service.name}-{tier.name}-firm",
        alarm_name=site.name(f"availability-{tier.name}-{brief(tier.short)}-firm"),
        alarm_description=site.told(f"fails requests: {how}", level, "budget"),
        metric=site.math(formula, tier.short),
        comparison_operator=cw.ComparisonOperator.GREATER_THAN_THRESHOLD,
        threshold=float(limit),
        evaluation_periods=1,
        datapoints_to_alarm=1,
        treat_missing_data=cw.TreatMissingData.NOT_BREACHING,
    )


def _window(site: Site, tier: Tier, window: timedelta) -> cw.Alarm:
    limit, level = tier.factor * (100 - site.service.goal.percent), tier.severity.level
    formula = f"IF(requests >= {site.least(tier)}, 100 * failed / requests)"
    alarm = cw.Alarm(
        site.stack,
        f"{site.service.name}-{tier.name}-{brief(window)}",
        alarm_name=site.name(f"availability-{tier.name}-{brief(window)}"),
        alarm_description=site.told(
            f"fails requests: more than {limit:f} % in {text(window)}", level, "budget"
        ),
        metric=site.math(formula, window),
        comparison_operator=cw.ComparisonOperator.GREATER_THAN_THRESHOLD,
        threshold=float(limit),
        evaluation_periods=1,
        datapoints_to_alarm=1,
        treat_missing_data=cw.TreatMissingData.NOT_BREACHING,
    )
    return tagged(alarm, level)


def _few(site: Site, slow: Tier) -> cw.Alarm:
    few, least = site.desk.policy.handbook.alerting.few_failures, site.least(slow)
    level = Level(few.severity)
    alarm = cw.Alarm(
        site.stack,
        f"{site.service.name}-few",
        alarm_name=site.name("availability-few"),
        alarm_description=site.told(
            f"fails requests: {few.failures} of fewer than {least} requests", level, "budget"
        ),
        metric=site.math(f"IF(requests < {least}, failed)", few.within),
        comparison_operator=cw.ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
        threshold=few.failures.number,
        evaluation_periods=1,
        datapoints_to_alarm=1,
        treat_missing_data=cw.TreatMissingData.NOT_BREACHING,
    )
    return tagged(alarm, level)


def _silent(site: Site) -> cw.Alarm:
    silence, level = site.service.silence, Level(site.service.silence.severity)
    alarm = cw.Alarm(
        site.stack,
        f"{site.service.name}-silent",
        alarm_name=site.name("silent"),
        alarm_description=site.told("is unwatched: nobody counts its requests", level, "silent"),
        metric=site.count("Requests", silence.lasting / 3, "SampleCount"),
        comparison_operator=cw.ComparisonOperator.LESS_THAN_THRESHOLD,
        threshold=1,
        evaluation_periods=1,
        datapoints_to_alarm=1,
        treat_missing_data=cw.TreatMissingData.BREACHING,
    )
    return speaking(tagged(alarm, level), site.topics[level])
