"""What the function is told by its environment variables, read once and checked."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Self
from urllib.parse import urlsplit

PAGERDUTY_API = "https://api.pagerduty.com"
LOOPBACK = "127.0.0.1"
LONGEST_ALARM_NAME = 60
"""Characters. CloudWatch cuts a subject at 100, and `ALARM: "..." in` and the Region's long name
take the rest (seen: 60 of a longer name left, for Asia Pacific (Singapore)). PagerDuty's title is
the subject, and a name that was cut is not found in it."""


@dataclass(frozen=True, slots=True)
class Environment:
    """Where to publish, which alarm to look for, and whom to ask.

    The alarm's name holds its Region: else one Region's page would count for the other.
    `window` reaches back from the verify step over the raise step; `token_secret` is the name of a
    secret whose JSON has a field `token`.
    """

    metric_namespace: str
    alarm_name: str
    window: timedelta
    token_secret: str
    pagerduty_api: str = PAGERDUTY_API

    @classmethod
    def read(cls, variables: Mapping[str, str]) -> Self:
        """Raises ValueError that names the variable, what was wanted, and what came."""
        api = variables.get("PAGERDUTY_API", PAGERDUTY_API)
        if not _keeps_a_secret(api):
            raise ValueError(f"PAGERDUTY_API: wanted an https URL, got {api!r}")
        return cls(
            metric_namespace=_required(variables, "METRIC_NAMESPACE"),
            alarm_name=_alarm_name(variables),
            window=_seconds(variables, "PAGE_TEST_WINDOW_SECONDS"),
            token_secret=_required(variables, "PAGERDUTY_TOKEN_SECRET"),
            pagerduty_api=api.rstrip("/"),
        )


def _required(variables: Mapping[str, str], name: str) -> str:
    if not variables.get(name):
        raise ValueError(f"{name}: wanted a value, got nothing")
    return variables[name]


def _alarm_name(variables: Mapping[str, str]) -> str:
    name, region = _required(variables, "PAGE_TEST_ALARM"), _required(variables, "AWS_REGION")
    if region not in name:
        raise ValueError(f"PAGE_TEST_ALARM: wanted a name that holds {region}, got {name!r}")
    if len(name) > LONGEST_ALARM_NAME:
        wanted = f"at most {LONGEST_ALARM_NAME} characters"
        raise ValueError(f"PAGE_TEST_ALARM: wanted {wanted}, got {len(name)}")
    return name


def _seconds(variables: Mapping[str, str], name: str) -> timedelta:
    text = _required(variables, name)
    if not text.isdecimal() or int(text) == 0:
        raise ValueError(f"{name}: wanted whole seconds above zero, got {text!r}")
    return timedelta(seconds=int(text))


def _keeps_a_secret(url: str) -> bool:
    # The token travels in a header; in the clear it only goes to a stand-in on this machine.
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return bool(parts.hostname) and (parts.scheme == "https" or parts.hostname == LOOPBACK)
