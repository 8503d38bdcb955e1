"""What a window's work disturbs: by name, with a reason, and never what must be heard."""

import json
from datetime import timedelta

import pytest

from filmops.alarms import AlarmSpec, Comparison, MissingData, Story
from filmops.composites import Alarms, any_part
from filmops.metrics import Metric
from filmops.muted import DISTURBED, LONGEST, Muted, listed, muted
from filmops.names import Names
from promises import Handbook, Level, Severity, load_handbook

NAMES = Names("filmops-lab")
HANDBOOK: Handbook = load_handbook()
STORY = Story("It broke", "Users feel it", "it")
REASON = Muted("it is reindexed", "slos.api.latency", ("slow", "loud"))


def spec(name: str, level: Level = Level.P2) -> AlarmSpec:
    severity: Severity = HANDBOOK.severities[level]
    return AlarmSpec(
        name=NAMES.of(name),
        story=STORY,
        severity=severity,
        looks_at=Metric("Lab", "Broken", {}, "Sum", timedelta(minutes=1)),
        comparison=Comparison.ABOVE,
        threshold=0,
        datapoints=1,
        window=1,
        missing=MissingData.HEALTHY,
    )


def test_alarms_this_environment_does_not_have_are_left_out() -> None:
    assert muted(NAMES, Alarms((spec("slow"),)), (REASON,)) == (
        Muted("it is reindexed", "slos.api.latency", ("filmops-lab-slow",)),
    )
    assert muted(NAMES, Alarms((spec("other"),)), (REASON,)) == ()


def test_a_composite_that_speaks_is_muted_by_its_own_name() -> None:
    alarms = any_part(NAMES.of("slow"), STORY, HANDBOOK.severities.P2, (spec("slow-signal"),))
    [found] = muted(NAMES, alarms, (REASON,))
    assert found.alarms == ("filmops-lab-slow",)


def test_a_p1_is_refused() -> None:
    with pytest.raises(ValueError, match="filmops-lab-loud: wanted no P1"):
        muted(NAMES, Alarms((spec("loud", Level.P1),)), (REASON,))


def test_a_part_that_tells_nobody_is_refused() -> None:
    with pytest.raises(ValueError, match="filmops-lab-slow: wanted an alarm that speaks"):
        muted(NAMES, Alarms((spec("slow").silent(),)), (REASON,))


def test_the_list_is_what_the_functions_read() -> None:
    assert json.loads(listed((REASON,))) == [
        {
            "because": "it is reindexed",
            "belongs_to": "slos.api.latency",
            "alarms": ["slow", "loud"],
        }
    ]


def test_a_list_that_no_parameter_holds_is_refused() -> None:
    many = Muted("it is reindexed", "", tuple(f"alarm-{number:04}" for number in range(300)))
    with pytest.raises(ValueError, match=f"at most {LONGEST} characters"):
        listed((many,))


def test_what_users_see_fail_is_never_among_them() -> None:
    names = [name for one in DISTURBED for name in one.alarms]
    assert len(names) == len(set(names))
    heard = ("down", "errors", "availability", "silent", "dead-letters", "api-", "storage")
    assert not [name for name in names if any(word in name for word in heard)]
