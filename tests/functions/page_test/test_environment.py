from datetime import timedelta

import pytest

from functions.page_test.environment import LONGEST_ALARM_NAME, PAGERDUTY_API, Environment

GOOD = {
    "AWS_REGION": "us-east-1",
    "METRIC_NAMESPACE": "FilmOps/Paging",
    "PAGE_TEST_ALARM": "filmops-prod-page-test-us-east-1",
    "PAGE_TEST_WINDOW_SECONDS": "900",
    "PAGERDUTY_TOKEN_SECRET": "filmops/prod/pagerduty/api",
}


def test_it_is_read_with_pagerdutys_own_address_by_default() -> None:
    environment = Environment.read(GOOD)
    assert environment.window == timedelta(minutes=15)
    assert environment.pagerduty_api == PAGERDUTY_API


@pytest.mark.parametrize(
    "url", ["https://api.eu.pagerduty.com", "http://127.0.0.1:8025", "http://127.0.0.1:8025/"]
)
def test_another_address_may_be_given(url: str) -> None:
    assert Environment.read(GOOD | {"PAGERDUTY_API": url}).pagerduty_api == url.rstrip("/")


@pytest.mark.parametrize("name", GOOD)
@pytest.mark.parametrize("value", [None, ""])
def test_a_missing_variable_is_named(name: str, value: str | None) -> None:
    variables = {k: v for k, v in GOOD.items() if k != name} | ({} if value is None else {name: ""})
    with pytest.raises(ValueError, match=f"^{name}: wanted a value, got nothing$"):
        Environment.read(variables)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("PAGE_TEST_WINDOW_SECONDS", "15 min"),
        ("PAGE_TEST_WINDOW_SECONDS", "0"),
        ("PAGE_TEST_WINDOW_SECONDS", "-900"),
        ("PAGE_TEST_ALARM", "us-east-1".ljust(LONGEST_ALARM_NAME + 1, "x")),
        ("PAGE_TEST_ALARM", "filmops-prod-page-test-us-west-2"),
        ("PAGERDUTY_API", "http://api.pagerduty.com"),
        ("PAGERDUTY_API", "http://127.0.0.1.example.com"),
        ("PAGERDUTY_API", "api.pagerduty.com"),
        ("PAGERDUTY_API", "https://[::1"),
        ("PAGERDUTY_API", ""),
    ],
)
def test_a_value_that_cannot_be_used_is_refused(name: str, value: str) -> None:
    with pytest.raises(ValueError, match=f"^{name}: wanted .*, got "):
        Environment.read(GOOD | {name: value})


def test_an_alarm_name_at_the_limit_is_accepted() -> None:
    name = "us-east-1".ljust(LONGEST_ALARM_NAME, "x")
    assert Environment.read(GOOD | {"PAGE_TEST_ALARM": name}).alarm_name == name
