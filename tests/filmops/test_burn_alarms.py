"""Storm control between the burn rates of one objective."""

from bench.catalogue import desk, services
from filmops.composites import CompositeSpec
from filmops.service import alarms_of
from filmops.services.counted import counted

POLICY = desk().policy
SERVICE = counted(POLICY, services(1, POLICY.handbook)[0])
TIERS = {one.name.rpartition("-")[2]: one for one in alarms_of(SERVICE, POLICY).composite}


def quiet_by(tier: CompositeSpec) -> str | None:
    return tier.suppressed.by if tier.suppressed else None


def test_each_tier_is_kept_quiet_by_the_faster_one() -> None:
    assert list(TIERS) == ["fast", "medium", "slow"]
    assert quiet_by(TIERS["fast"]) is None
    assert quiet_by(TIERS["medium"]) == TIERS["fast"].name
    assert quiet_by(TIERS["slow"]) == TIERS["medium"].name


def test_the_slowest_is_quiet_during_the_fastest_too() -> None:
    # The medium tier is in ALARM while the fast one is, and tells nothing meanwhile.
    assert TIERS["medium"].rule.text.endswith(f' OR ALARM("{TIERS["fast"].name}"))')
    assert TIERS["fast"].name not in TIERS["slow"].rule.names


def test_a_slower_tier_outlasts_the_faster_by_its_short_window() -> None:
    for tier in POLICY.tiers[1:]:
        suppressed = TIERS[tier.name].suppressed
        assert suppressed
        assert suppressed.extension == max(tier.short, POLICY.handbook.alerting.storm.extension)
