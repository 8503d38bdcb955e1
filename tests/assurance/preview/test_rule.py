"""Composite alarms worked out from their children."""

import pytest

from assurance.policy.unreadable import UnreadableError
from assurance.preview.rule import holds

STATES = {"bad": "ALARM", "well": "OK", "new": "INSUFFICIENT_DATA", "arn:aws:x:alarm:bad": "ALARM"}


@pytest.mark.parametrize(
    ("rule", "wanted"),
    [
        ("ALARM(bad)", True),
        ('ALARM("arn:aws:x:alarm:bad")', True),
        ("ALARM(well) OR ALARM(bad)", True),
        ("ALARM(well) AND ALARM(bad) OR TRUE", True),
        ("TRUE OR ALARM(bad) AND FALSE", True),
        ("(TRUE OR ALARM(bad)) AND FALSE", False),
        ("NOT ALARM(well) AND NOT OK(bad)", True),
        ("INSUFFICIENT_DATA(new)", True),
        ("AT_LEAST(2, ALARM, (bad, well, new))", False),
        ("AT_LEAST(2, NOT ALARM, (bad, well, new))", True),
        ("AT_LEAST(50%, OK, (well, bad)) AND ALARM(bad)", True),
    ],
)
def test_a_rule_is_worked_out_from_the_states(rule: str, wanted: bool) -> None:
    assert holds(rule, lambda name: STATES[name]) is wanted


def test_a_rule_that_cannot_be_read_is_refused() -> None:
    with pytest.raises(UnreadableError):
        holds("ALARM(bad) XOR ALARM(well)", lambda name: STATES[name])
