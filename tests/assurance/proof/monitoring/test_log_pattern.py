"""Patterns of metric filters: which lines they count."""

import pytest

from assurance.proof.monitoring.log_pattern import counts

LINE = 'FATAL:  password authentication failed for user "app"'


@pytest.mark.parametrize(
    ("pattern", "counted"),
    [
        ("", True),
        ("FATAL", True),
        ("fatal", False),
        ("FATAL password", True),
        ("FATAL checkpoint", False),
        ('"authentication failed"', True),
        ('"failed authentication"', False),
        ("?checkpoint ?FATAL", True),
        ("?checkpoint ?ERROR", False),
        ("FATAL -password", False),
        ("FATAL -checkpoint", True),
        ("-FATAL", False),
        ("?FATAL checkpoint", None),
        ("{ $.level = 1 }", None),
        ("[time, level = FATAL]", None),
        ("%FATAL|ERROR%", None),
    ],
)
def test_a_line_is_counted_by_the_words_in_it(pattern: str, counted: bool | None) -> None:
    assert counts(pattern, LINE) is counted
